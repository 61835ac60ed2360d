"""What we write: for each kind of e-mail its subject, what it says, and where its button leads.

A letter is words and facts; how it looks is in app/layouts. What a business wrote itself
(data.templates) comes before what we have to say. Names are put in once and never read as anything
but names.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any
from urllib.parse import urlencode

from app.texts import N_, NN_, Texts

# Who signs what no business writes.
OURSELVES = "Holdfast"

# Words that are codes of ours, and what is said for them.
CODES = {
    "role": {"owner": N_("owner"), "manager": N_("manager"), "staff": N_("member of staff")},
    "reason": {
        "gone": N_("It answered that it is gone for good (410)."),
        "failing": N_("For three days nothing could be delivered to it."),
    },
}

WORKS_ONCE = {
    "minutes": NN_("It works once, within {n} minute.", "It works once, within {n} minutes."),
    "hours": NN_("It works once, within {n} hour.", "It works once, within {n} hours."),
    "days": NN_("It works once, within {n} day.", "It works once, within {n} days."),
}
PEOPLE = NN_("{n} person", "{n} people")

IF_NOT_ASKED = N_("If you did not ask for it, you need do nothing.")
IF_NOT_YOU = N_("If it was not you, you need do nothing.")
NEW_PASSWORD = N_("If it was not you, choose a new password now.")
PAY_HERE = (
    N_("Pay it here, with another card if you like: {url}"),
    N_("Sign in to see to it."),
)
READ_ONLY_FROM = (
    N_("If it is not paid, {business} can only be read from {ends_at} on. Nothing is lost."),
    N_("Nothing is lost."),
)
HELLO = N_("Hello {customer_name},")

GOOD_UNTIL = N_("It is good until {expires_at}.")
WALLET = N_(
    "This link shows what you have there, and books with it. Keep it to yourself: {wallet_url}"
)

MINUTES = "minutes"
HOURS = "hours"
DAYS = "days"


@dataclass(frozen=True, slots=True)
class Kind:
    """What an e-mail says. Of the lines of a tuple, the first whose words are known is said."""

    subject: str
    says: tuple[str | tuple[str, ...], ...]
    button: str | None = None
    works: tuple[int, str] | None = None
    after: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


VISIT = ("service", "staff", "when", "where", "party", "price")
BRIEFLY = ("service", "staff", "when", "where")
FOR_STAFF = ("customer", *VISIT)

ACCOUNTS: Mapping[str, Kind] = {
    "sign_in": Kind(
        N_("Your link to sign in"),
        (N_("Follow this link to sign in."),),
        N_("Sign in"),
        (15, MINUTES),
        (IF_NOT_ASKED,),
    ),
    "sign_up": Kind(
        N_("Confirm your e-mail address"),
        (
            N_("Somebody, we hope it was you, wants to open an account with this address."),
            N_("Follow this link to choose a password and open it."),
        ),
        N_("Open the account"),
        (24, HOURS),
        (N_("If it was not you, do not follow it: without it there will be no account."),),
    ),
    "account_exists": Kind(
        N_("You have an account already"),
        (
            N_(
                "Somebody, perhaps you, wants to use this address for an account. There is one "
                "already: sign in as you always do."
            ),
            N_("If you have forgotten the password, this link sets a new one."),
        ),
        N_("Choose a new password"),
        (1, HOURS),
        (IF_NOT_YOU,),
    ),
    "no_account": Kind(
        N_("There is no account with this address"),
        (
            N_(
                "Somebody, perhaps you, asked for a new password for this address, but there is no "
                "account with it. Perhaps you signed up with another one."
            ),
            N_("To open an account with this address, follow this link."),
        ),
        N_("Open the account"),
        (1, HOURS),
        (IF_NOT_YOU,),
    ),
    "reset_password": Kind(
        N_("Choose a new password"),
        (N_("Follow this link to choose a new password. It signs you out everywhere else."),),
        N_("Choose a new password"),
        (1, HOURS),
        (N_("If you did not ask for it, you need do nothing: your password stays as it is."),),
    ),
    "verify_email": Kind(
        N_("Confirm your e-mail address"),
        (N_("Follow this link to confirm that this address is yours."),),
        N_("Confirm the address"),
        (24, HOURS),
    ),
    "change_email": Kind(
        N_("Confirm your new e-mail address"),
        (N_("Follow this link to sign in with this address from now on."),),
        N_("Confirm the address"),
        (24, HOURS),
        (N_("If you did not ask for it, do not follow it."),),
    ),
    "email_change_notice": Kind(
        N_("Your e-mail address is about to change"),
        (
            N_(
                "Somebody who is signed in to your account asked to change its e-mail address. It "
                "changes once the new one is confirmed."
            ),
            N_("If it was not you, choose a new password now: that signs everybody out."),
        ),
    ),
    "password_changed": Kind(
        N_("Your password has been changed"),
        (
            N_("The password of your account has just been changed."),
            N_("If it was not you, ask for a new password now."),
        ),
    ),
    "second_factor_on": Kind(
        N_("A second factor is on"),
        (
            N_(
                "From now on, signing in to your account needs a code from your device besides the "
                "password."
            ),
            N_("If it was not you, tell whoever runs this service at once."),
        ),
    ),
    "second_factor_off": Kind(
        N_("The second factor is off"),
        (N_("From now on, signing in to your account needs no code any more."), NEW_PASSWORD),
    ),
    "invitation": Kind(
        N_("{inviter} invites you to work with {business}"),
        (
            N_("{inviter} invites you to {business} as {role}."),
            N_("Follow this link to accept."),
        ),
        N_("Accept the invitation"),
        (7, DAYS),
        (N_("If you do not know them, you need do nothing."),),
    ),
    "open_tenant": Kind(
        N_("Open your business"),
        (N_("Follow this link to open {slug} for bookings."),),
        N_("Open the business"),
        (7, DAYS),
        (N_("If you did not ask for it, you need do nothing: it will not open."),),
    ),
    "payments_enabled": Kind(
        N_("Customers can pay {business} online"),
        (
            N_(
                "Stripe has opened the account of {business}: customers can pay online from now on."
            ),
            N_("Services that are to be paid online are held until they are paid."),
        ),
    ),
    "payments_restricted": Kind(
        N_("Payments to {business} are restricted"),
        (
            N_("Stripe has restricted the account of {business}. {why}"),
            N_(
                "While customers cannot pay online, what they book is confirmed and paid on site. "
                "See what Stripe wants to know, and tell it there."
            ),
        ),
    ),
    "webhook_disabled": Kind(
        N_("A webhook of {business} has been switched off"),
        (
            N_("{business} is no longer telling this address what happens: {url}"),
            "{reason}",
            N_(
                "Once it works again, switch the webhook back on. What happened in between is not "
                "sent by itself, and is not lost: the list of events has it."
            ),
        ),
    ),
    "plan_trial_ends": Kind(
        N_("The trial of {business} ends: {ends_at}"),
        (
            N_("{business} has the plan {plan} on trial, until {ends_at}."),
            N_("Sign in before that to choose a plan, or to see what it will cost."),
        ),
    ),
    "plan_renews": Kind(
        N_("The plan of {business} renews: {ends_at}"),
        (
            N_("The plan {plan} is paid for another year on {ends_at}."),
            N_("Until then you can change or cancel it: sign in."),
        ),
    ),
    "plan_unpaid": Kind(
        N_("A payment for {business} was refused"),
        (
            N_("The plan {plan} could not be paid."),
            PAY_HERE,
            READ_ONLY_FROM,
        ),
    ),
    "plan_lapses": Kind(
        N_("{business} can only be read from tomorrow on"),
        (
            N_("The plan {plan} has not been paid yet."),
            PAY_HERE,
            READ_ONLY_FROM,
        ),
    ),
    "plan_lapsed": Kind(
        N_("{business} can only be read"),
        (
            N_(
                "There is no plan that is paid. What is booked goes on and customers can cancel; "
                "nothing new is booked, and nothing is lost."
            ),
            PAY_HERE,
        ),
    ),
    "calendar_unreachable": Kind(
        N_("A calendar of yours cannot be read"),
        (
            N_('{business} has not been able to read your calendar "{calendar}" for a day.'),
            N_(
                "What it said before still counts: when you were busy by it, you cannot be booked. "
                "What you have added to it since is not known. Look whether its address is still "
                "the same, and add it again if not."
            ),
        ),
    ),
    "fee_failed": Kind(
        N_("A fee of {amount} could not be charged"),
        (
            N_("The card that {customer} gave {business} was declined: {amount} are not paid."),
            N_("They have a link to pay it themselves. You can also waive it."),
        ),
    ),
    "refund_failed": Kind(
        N_("A refund of {amount} did not go through"),
        (
            (
                N_("{business} wanted to give {customer} {amount} back, and it did not arrive."),
                N_("{business} wanted to give {amount} back, and it did not arrive."),
            ),
            (
                N_("Stripe says: {why} You have the money still: give it back in another way."),
                N_("You have the money still: give it back once more, or in another way."),
            ),
        ),
    ),
    "payment_disputed": Kind(
        N_("A payment of {amount} is disputed"),
        (
            N_(
                "The bank of {customer} asks back {amount} that {business} was paid. Until it has "
                "decided, nothing can be given back by hand."
            ),
            (
                N_("You can answer it, in your account with Stripe, until {due}."),
                N_("You can see it in your account with Stripe."),
            ),
        ),
    ),
    "gift_card": Kind(
        N_("A gift card of {business}: {worth}"),
        (
            (
                N_("{recipient_name}, this is a gift card of {business}, worth {worth}."),
                N_("This is a gift card of {business}, worth {worth}."),
            ),
            N_(
                "Its code is {code}. Say it when you book, or when you come: whoever has it "
                "spends it."
            ),
        ),
        after=(
            "\N{LEFT DOUBLE QUOTATION MARK}{message}\N{RIGHT DOUBLE QUOTATION MARK}",
            GOOD_UNTIL,
        ),
    ),
    "package": Kind(
        N_("Yours: {package}"),
        (
            N_("Thank you: {package}, of {business}, is paid, and yours to book with."),
            WALLET,
        ),
        after=(GOOD_UNTIL,),
    ),
    "wallet": Kind(
        N_("What you have at {business}"),
        (N_("You, we hope, asked what you have at {business}."), WALLET),
        after=(IF_NOT_ASKED,),
    ),
}

NOTICES: Mapping[str, Kind] = {
    "booking_confirmed": Kind(
        N_("Your booking at {business}: {starts_at}"),
        (HELLO, N_("Your booking is confirmed.")),
        N_("See, move or cancel it"),
        after=(N_("You can cancel it until {cancel_until}."),),
        facts=VISIT,
    ),
    "booking_requested": Kind(
        N_("We have your request: {service}, {starts_at}"),
        (
            HELLO,
            N_("{business} has your request and will answer it. It is not confirmed yet."),
        ),
        N_("See or cancel it"),
        facts=VISIT,
    ),
    "booking_declined": Kind(
        N_("Your request cannot be met: {service}, {starts_at}"),
        (
            HELLO,
            N_("{business} cannot take your booking. The time is no longer kept for you."),
        ),
        facts=BRIEFLY,
    ),
    "booking_cancelled": Kind(
        N_("Cancelled: {service}, {starts_at}"),
        (HELLO, N_("Your booking is cancelled.")),
        facts=BRIEFLY,
    ),
    "booking_rescheduled": Kind(
        N_("Changed: {service}, {starts_at}"),
        (
            HELLO,
            (
                N_("Your booking was {previously} and is now {starts_at}."),
                N_("Your booking has changed."),
            ),
        ),
        N_("See, move or cancel it"),
        after=(N_("You can cancel it until {cancel_until}."),),
        facts=VISIT,
    ),
    "booking_refunded": Kind(
        N_("Your money is on its way: {service}, {starts_at}"),
        (
            HELLO,
            N_("{business} has sent you money back. Your bank may take a few days to show it."),
        ),
        facts=BRIEFLY,
    ),
    "fee_due": Kind(
        N_("A fee of {fee}: {service}, {starts_at}"),
        (
            HELLO,
            N_(
                "{business} charges a fee of {fee}, as was agreed when you booked. It will be "
                "taken from your card on {charged_at}. If that is a mistake, tell them before."
            ),
        ),
        facts=BRIEFLY,
    ),
    "fee_unpaid": Kind(
        N_("Please pay {fee}: {service}, {starts_at}"),
        (
            HELLO,
            N_("Your bank did not let {business} charge the fee of {fee}. Please pay it yourself."),
        ),
        N_("Pay"),
        facts=BRIEFLY,
    ),
    "paid_too_late": Kind(
        N_("You get your money back: {service}, {starts_at}"),
        (
            HELLO,
            N_(
                "Your payment came when the time was no longer kept for you, and somebody else had "
                "it. All of it goes back to you. Your bank may take a few days to show it."
            ),
        ),
        after=(N_("At the moment these times are free: {alternatives}."),),
        facts=BRIEFLY,
    ),
    "not_refunded": Kind(
        N_("Your money did not arrive: {service}, {starts_at}"),
        (
            HELLO,
            N_(
                "{business} wanted to send you money back, and your bank or card did not take it. "
                "They have it still: ask them how else you can have it."
            ),
        ),
        facts=BRIEFLY,
    ),
    "invoice_issued": Kind(
        N_("Invoice {number} of {business}"),
        (
            HELLO,
            N_("Thank you. The invoice for your visit is attached: {number}, {total}."),
        ),
        N_("See the invoice"),
        facts=BRIEFLY,
    ),
    "credit_note_issued": Kind(
        N_("Credit note {number} of {business}"),
        (
            HELLO,
            N_("The credit note for your visit is attached: {number}, {total}."),
        ),
        N_("See the credit note"),
        facts=BRIEFLY,
    ),
    "waitlist_offer": Kind(
        N_("A time has become free: {starts_at}"),
        (
            HELLO,
            N_(
                "What you wait for has become free. It is yours if you say so before {lapses_at}; "
                "after that it goes to whoever is next."
            ),
        ),
        N_("Answer the offer"),
        facts=VISIT,
    ),
    "reminder": Kind(
        N_("Reminder: {service}, {starts_at}"),
        (HELLO, N_("{business} expects you.")),
        N_("See, move or cancel it"),
        facts=VISIT,
    ),
    "review_request": Kind(
        N_("How was it at {business}?"),
        (HELLO, N_("Thank you for coming. {business} would like to know how it was.")),
        N_("Write a review"),
        facts=BRIEFLY,
    ),
    "staff_booked": Kind(
        N_("Booked: {customer_name}, {starts_at}"),
        (N_("{customer_name} has booked."),),
        facts=FOR_STAFF,
    ),
    "staff_requested": Kind(
        N_("Asked for: {customer_name}, {starts_at}"),
        (N_("{customer_name} would like to come, and waits for an answer."),),
        facts=FOR_STAFF,
    ),
    "staff_cancelled": Kind(
        N_("Cancelled: {customer_name}, {starts_at}"),
        (N_("The booking of {customer_name} is cancelled."),),
        facts=FOR_STAFF,
    ),
    "staff_rescheduled": Kind(
        N_("Changed: {customer_name}, {starts_at}"),
        (
            (
                N_("The booking of {customer_name} has moved from {previously} to {starts_at}."),
                N_("The booking of {customer_name} has changed."),
            ),
        ),
        facts=FOR_STAFF,
    ),
}

# What has no page that does anything; staff have none of ours.
NO_PAGE = frozenset(
    {
        "booking_cancelled",
        "booking_declined",
        "fee_due",
        "paid_too_late",
        "not_refunded",
        *(kind for kind in NOTICES if kind.startswith("staff_")),
    }
)

KINDS = {**ACCOUNTS, **NOTICES}

# Of what a calendar is told. Who works there has a feed.
CALENDAR = frozenset({"booking_confirmed", "booking_rescheduled", "booking_cancelled"})

# What stands below the words of a business: until when a visit is they cannot say.
CONFIRMED = dict.fromkeys(("booking_confirmed", "booking_rescheduled"), ("when", "price"))

# Of several visits as many are listed, and of the others how many there are.
MOST_LISTED = 5
FIRST = N_("The link leads to the first of them, and shows when the others are.")
EACH = N_("The attached calendar file has a link for each of them.")

LABELS = {
    "customer": N_("Customer"),
    "service": N_("What"),
    "staff": N_("With"),
    "when": N_("When"),
    "where": N_("Where"),
    "party": N_("For"),
    "price": N_("Price"),
}

# What a business may write between braces, and which of our words that is.
PLACEHOLDERS = {
    "previous_starts_at": "previously",
    "pay_until": "lapses_at",
    "answer_until": "lapses_at",
}
# Without these a line of a business has no point.
POINTLESS = frozenset({"manage_url", "review_url", "cancel_until"})
PLACEHOLDER = re.compile(r"\{\{ ?(\w+) ?\}\}")
LOOSE_ENDS = " ,;:\N{EN DASH}-"

TO = " \N{EN DASH} "

# Until when something is good that is no booking.
ENDS = frozenset({"ends_at", "expires_at"})

MOMENTS = ("starts_at", "previously", "cancel_until", "lapses_at", "charged_at")


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail before it has a form: lines of text, and nothing that is markup."""

    language: str
    subject: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    button: tuple[str, str] | None = None
    code: tuple[str, str] | None = None
    after: tuple[str, ...] = ()
    signature: str = OURSELVES
    accent: str = "#1f6feb"
    unsubscribe: tuple[str, str] | None = None
    # Addresses that may stand in its text, and are links there.
    urls: tuple[str, ...] = ()


def letter(kind: str, details: Mapping[str, Any], link: "Link") -> Letter:
    """The letter of a kind, of what is known (private.email_details). Raises KeyError for a kind or
    a word that is not known."""
    texts = Texts(details["locale"])
    words = spoken(details["words"], texts)
    if "wallet_token" in words:
        words["wallet_url"] = link.of_wallet(words)
    said = KINDS["staff_requested" if asked_for(kind, words) else kind]
    base = Letter(
        language=texts.language,
        subject=texts.say(said.subject).format_map(words),
        paragraphs=tuple(line(each, texts, words) for each in said.says),
        after=tuple(
            line(each, texts, words) for each in said.after if fields(each) <= words.keys()
        ),
    )
    if kind in ACCOUNTS:
        return account_letter(base, said, texts, link)
    words["manage_url"] = "" if kind in NO_PAGE else link.of_booking(details["words"])
    review_url = details["words"].get("review_url")
    words["review_url"] = review_url or words["manage_url"]
    leads_to = review_url if kind == "review_request" else words["manage_url"]
    if "document" in words:
        leads_to = link.of_document(words)
    base = replace(
        base,
        signature=plain(details["sender"]),
        accent=details["accent"],
        facts=facts(said, texts, words),
        button=(texts.say(said.button), leads_to) if said.button and leads_to else None,
        unsubscribe=(texts.say(N_("Unsubscribe")), link.unsubscribe) if link.unsubscribe else None,
    )
    if details["template"]:
        base = replace(
            own_letter(base, details["template"], words),
            facts=facts(replace(said, facts=CONFIRMED.get(kind, ())), texts, words),
        )
    return of_several(base, kind, texts, words) if "occurrences" in words else base


@dataclass(frozen=True, slots=True)
class Link:
    """Where links in a letter lead. token is that of a link that may be followed once, unsubscribe
    the address that switches off what the letter is about."""

    public_url: str
    kind: str
    token: str | None = None
    unsubscribe: str | None = None

    def absolute(self, path: str) -> str:
        """An address of ours, of its path."""
        return f"{self.public_url.rstrip('/')}/{path}"

    def once(self) -> str:
        """The page of a link that may be followed once."""
        page = self.kind.replace("_", "-")
        return self.absolute(f"links/{page}?{urlencode({'token': self.token})}")

    def of_booking(self, words: Mapping[str, Any]) -> str:
        """The page of a booking, or of an entry on the waitlist."""
        page = "waitlist" if "entry_id" in words else "booking"
        known = {"business": words["slug"], "id": words.get("entry_id", words["booking_id"])}
        if words.get("manage_token"):
            known["token"] = words["manage_token"]
        if words.get("to_pay"):
            return self.absolute(pay_path(words))
        return self.absolute(f"links/{page}?{urlencode(known)}")

    def of_document(self, words: Mapping[str, Any]) -> str:
        """The page of an invoice or a credit note."""
        known = {"business": words["slug"], "id": words["document"]["id"]}
        return self.absolute(
            f"links/invoice?{urlencode(known | {'token': words['document_token']})}"
        )

    def of_wallet(self, words: Mapping[str, Any]) -> str:
        """The page of what a customer has."""
        known = {"business": words["slug"], "id": words["customer_id"]}
        return self.absolute(f"links/wallet?{urlencode(known | {'token': words['wallet_token']})}")


def pay_path(words: Mapping[str, Any]) -> str:
    """The path of the page where a booking, or its fee, is paid."""
    token = urlencode({"token": words["manage_token"]})
    return f"pay/{words['slug']}/{words['booking_id']}?{token}"


def account_letter(base: Letter, said: Kind, texts: Texts, link: Link) -> Letter:
    """A letter about an account: perhaps with a link that works once, and for how long."""
    if not (said.button and said.works and link.token):
        return base
    n, unit = said.works
    works = texts.count(*WORKS_ONCE[unit], n)
    return replace(
        base,
        paragraphs=(*base.paragraphs[:-1], f"{base.paragraphs[-1]} {works}"),
        button=(texts.say(said.button), link.once()),
        code=(texts.say(N_("If the link does not open, this is its code")), link.token),
    )


def of_several(base: Letter, kind: str, texts: Texts, words: Mapping[str, Any]) -> Letter:
    """The letter with what there is to say when it is about several visits: when they are, and that
    its link leads to one."""
    leads = (FIRST, EACH) if kind in CALENDAR else (FIRST,)
    return replace(
        base,
        facts=base.facts or ((texts.say(LABELS["when"]), words["when"]),),
        after=tuple(map(texts.say, leads)) if KINDS[kind].button else (),
    )


def own_letter(base: Letter, template: Mapping[str, str], words: Mapping[str, str]) -> Letter:
    """The letter with what the business itself says."""
    return replace(
        base,
        subject=plain(filled(template["subject"], words)),
        paragraphs=tuple(
            text
            for each in re.split(r"\n\s*\n", template["body"])
            if (text := filled(each.strip(), words))
        ),
        button=None,
        after=(),
        signature="",
        urls=tuple(filter(None, [words["manage_url"], words["review_url"]])),
    )


def spoken(words: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    """Words as they are said: names of one line each, times and money as the reader writes them."""
    said: dict[str, Any] = {
        name: plain(word) if isinstance(word, str) else word for name, word in words.items()
    }
    for name, codes in CODES.items():
        if name in said:
            said[name] = texts.say(codes[said[name]])
    said |= spoken_of_money(said, texts)
    if "starts_at" not in said:
        for name in ENDS & said.keys():
            said[name] = texts.moment(said[name], said["time_zone"])
        return said
    zone = said["time_zone"]
    said["when"] = span(said, texts)
    if "occurrences" in said:
        said.pop("previously", None)
    for name in MOMENTS:
        if name in said:
            said[name] = texts.moment(said[name], zone)
    said["price_minor"] = said["price"]["amount"]
    said["price"] = texts.money(said["price"])
    if "occurrences" in said:
        said |= spoken_together(said["occurrences"], texts)
    said["party"] = texts.count(*PEOPLE, said["party_size"])
    said["party_size"] = str(said["party_size"])
    said["where"] = ", ".join(filter(None, [said["location"], said.get("address")]))
    said["customer"] = said["customer_name"]
    return said


def spoken_of_money(words: Mapping[str, Any], texts: Texts) -> dict[str, Any]:
    """The words that only letters about money have: amounts, until when there is an answer to give,
    and when somebody could come instead."""
    said: dict[str, Any] = {
        name: texts.money(words[name]) for name in ("amount", "fee", "worth") if name in words
    }
    if "document" in words:
        said["number"] = words["document"]["number"]
        said["total"] = texts.money(words["document"]["total"])
    if "due" in words:
        said["due"] = texts.moment(words["due"], words["time_zone"])
    if "alternatives" in words:
        zone = words["time_zone"]
        said["alternatives"] = "; ".join(texts.moment(at, zone) for at in words["alternatives"])
    return said


def spoken_together(occurrences: Sequence[Mapping[str, Any]], texts: Texts) -> dict[str, Any]:
    """The words for several visits, in order of time, that are others than for one. When each was
    before would be too much to say."""
    times = [span(each, texts) for each in occurrences[:MOST_LISTED]]
    times[-1] = texts.and_more(times[-1], len(occurrences) - len(times))
    amounts = [each["price"]["amount"] for each in occurrences]
    money = texts.money(occurrences[0]["price"] | {"amount": max(amounts)})
    total = texts.money(occurrences[0]["price"] | {"amount": sum(amounts)})
    first = texts.moment(occurrences[0]["starts_at"], occurrences[0]["time_zone"])
    return {
        "starts_at": texts.and_more(first, len(occurrences) - 1),
        "when": "\n".join(times),
        "price": f"{len(amounts)} \N{MULTIPLICATION SIGN} {money}"
        if len({*amounts}) == 1
        else total,
        "price_minor": sum(amounts),
    }


def span(words: Mapping[str, Any], texts: Texts) -> str:
    """From when until when a visit is."""
    zone = words["time_zone"]
    return TO.join((texts.moment(words["starts_at"], zone), texts.time(words["ends_at"], zone)))


def facts(said: Kind, texts: Texts, words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What there is to know of a booking, each with its label. One person, and nothing to pay, go
    without saying; nobody is named where a room or a table leads."""
    silent = {
        "party": words["party_size"] == "1",
        "price": not words["price_minor"],
    }
    return tuple(
        (texts.say(LABELS[name]), words[name])
        for name in said.facts
        if name in words and not silent.get(name)
    )


def line(said: str | tuple[str, ...], texts: Texts, words: Mapping[str, Any]) -> str:
    """A line with its words; of several, the first whose words are known. Raises KeyError."""
    ways = (said,) if isinstance(said, str) else said
    chosen = next((each for each in ways if fields(each) <= words.keys()), ways[-1])
    return texts.say(chosen).format_map(words)


def fields(text: str) -> set[str]:
    """The words that a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def filled(text: str, words: Mapping[str, Any]) -> str:
    """A text of a business with its placeholders filled. Of a line in which one of them is nothing,
    punctuation that is left over at its ends goes too. One that would lead nowhere, or names a
    moment until which there is nothing to do any more, is not said at all."""

    def word(match: re.Match[str]) -> str:
        return str(words.get(PLACEHOLDERS.get(match[1], match[1]), ""))

    lines = []
    for each in text.split("\n"):
        if any(not word(match) for match in PLACEHOLDER.finditer(each) if match[1] in POINTLESS):
            continue
        known = PLACEHOLDER.sub(word, each)
        lacks = any(not word(match) for match in PLACEHOLDER.finditer(each))
        lines.append(known.strip(LOOSE_ENDS) if lacks else known.strip())
    return "\n".join(lines).strip()


def plain(text: str) -> str:
    """Text of one line: whatever white space a name has is no line of ours."""
    return " ".join(text.split())


def asked_for(kind: str, words: Mapping[str, Any]) -> bool:
    """Whether what was booked waits for an answer."""
    return kind == "staff_booked" and words.get("status") == "pending"
