"""What we write: in every language, whole, and with names that are nothing but names."""

import email
import email.policy
import html
import io
import re
import string
from collections.abc import Mapping
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from icalendar import Calendar
from live import settings
from post import html_of, plain_of

from app.channels import Task
from app.letters import ACCOUNTS, KINDS, LABELS, NOTICES, letter
from app.letters import Link as Leads
from app.migrate import DB
from app.post import Writer, upon
from app.texts import CATALOGUES, LANGUAGES, SOURCE, Texts, preferred
from app.unsubscribe import Unsubscribe

APP = Path(__file__).parents[2] / "app"
LINK = "0196b5c0-0000-4000-8000-000000000001"
BOOKING = "0196b5c0-0000-7000-8000-000000000002"
ACCOUNT_WORDS = {
    "why": "Stripe wants to know more.",
    "business": "Alder",
    "role": "staff",
    "inviter": "Olga",
    "slug": "alder",
    "url": "https://alder.test/hooks",
    "reason": "gone",
    "calendar": "Bo's",
    "customer": "Ann",
    "amount": {"amount": 2000, "currency": "EUR"},
    "due": "2026-07-09T21:59:00Z",
    "time_zone": "Europe/Rome",
    "plan": "Studio",
    "ends_at": "2026-07-01T08:00:00Z",
    "expires_at": "2027-07-01T08:00:00Z",
    "code": "AAAA-BBBB-CCCC-DDDD",
    "worth": {"amount": 2500, "currency": "EUR"},
    "recipient_name": "Zoe",
    "message": "All the best",
    "package": "Ten cuts",
    "customer_id": LINK,
    "wallet_token": "cd" * 32,
}
WORDS: Mapping[str, Any] = {
    "business": "Alder",
    "slug": "alder",
    "tenant_locale": "it",
    "service": "Cut",
    "staff": "Bo",
    "resource": "Bo",
    "starts_at": "2026-07-01T08:00:00Z",
    "ends_at": "2026-07-01T09:00:00Z",
    "previously": "2026-06-30T08:00:00Z",
    "cancel_until": "2026-06-30T08:00:00Z",
    "lapses_at": "2026-06-29T08:00:00Z",
    "fee": {"amount": 2000, "currency": "EUR"},
    "charged_at": "2026-06-29T08:00:00Z",
    "time_zone": "Europe/Rome",
    "location": "Alder",
    "address": "Via Roma 1",
    "customer_name": "Ann",
    "locale": "en",
    "party_size": 3,
    "price": {"amount": 4500, "currency": "EUR"},
    "deposit": {"amount": 0, "currency": "EUR"},
    "status": "confirmed",
    "payment_status": "none",
    "booking_id": BOOKING,
    "version": 2,
    "manage_token": "ab" * 32,
}


DOCUMENT: Mapping[str, Any] = {
    "id": LINK,
    "series": "invoice",
    "number": "F/2026-00007",
    "issued_on": "2026-07-02",
    "supplied_on": "2026-07-01",
    "locale": "pl",
    "seller": {"name": "Zażółć Sp. z o.o.", "address": "ul. Źródlana 1\n00-001 Łódź"},
    "buyer": {"name": "Ann", "company": "Gęś S.A.", "tax_number": "PL123"},
    "tax_name": "VAT",
    "lines": [
        {
            "kind": "service",
            "description": "Cut",
            "quantity": 1,
            "net": {"amount": 3689, "currency": "EUR"},
            "tax_basis_points": 2200,
            "tax": {"amount": 811, "currency": "EUR"},
            "gross": {"amount": 4500, "currency": "EUR"},
        }
    ],
    "taxes": [
        {
            "tax_basis_points": 2200,
            "net": {"amount": 3689, "currency": "EUR"},
            "tax": {"amount": 811, "currency": "EUR"},
        }
    ],
    "net": {"amount": 3689, "currency": "EUR"},
    "tip": {"amount": 0, "currency": "EUR"},
    "total": {"amount": 4500, "currency": "EUR"},
    "payments": [],
    "paid": {"amount": 0, "currency": "EUR"},
    "due": {"amount": 4500, "currency": "EUR"},
    "created_at": "2026-07-02T08:00:00Z",
}


def details(kind: str, locale: str = "en", **more: Any) -> dict[str, Any]:
    """What is known of an e-mail; more changes that, and its words."""
    if kind in ACCOUNTS:
        known: dict[str, Any] = {
            "recipient": "ann@x.test",
            "locale": locale,
            "link_id": LINK if ACCOUNTS[kind].button else None,
            "words": ACCOUNT_WORDS,
        }
    else:
        known = {
            "recipient": "ann@x.test",
            "name": "Ann",
            "locale": locale,
            "sender": "Alder",
            "accent": "#1f6feb",
            "template": None,
            "words": WORDS,
        }
    if kind.endswith("_issued"):
        known["words"] = {**WORDS, "document": DOCUMENT, "document_token": "ef" * 32}
    words = {
        name: more.pop(name)
        for name in tuple(more)
        if name not in {*known, "reply_to", "unsubscribe"}
    }
    return known | {"words": known["words"] | words} | more


def written(kind: str, locale: str = "en", **more: Any) -> EmailMessage:
    """An e-mail as it is sent, and read again."""
    task = Task(LINK, LINK, "email", LINK, kind, 1, None, {}, details(kind, locale, **more))
    writer = Writer(settings("", public_url="https://book.test/", base_domain="book.test"))
    message = email.message_from_bytes(bytes(writer.written(task)), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def calendar_of(message: EmailMessage) -> tuple[Calendar, Calendar]:
    """The booking in an e-mail, as what is read and as what is attached."""
    [shown] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    [attached] = message.iter_attachments()
    assert attached.get_filename() == "booking.ics"
    raw = shown.get_payload(decode=True)
    assert isinstance(raw, bytes)
    made = Calendar.from_ical(raw)
    assert shown.get_param("method") == made["METHOD"]
    assert b"\r\n" in raw
    return made, Calendar.from_ical(attached.get_content())


# -- catalogues ----------------------------------------------------------------------------------


def catalogue(language: str) -> Catalog:
    path = CATALOGUES / language / "LC_MESSAGES" / "holdfast.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


@pytest.fixture(scope="module")
def said() -> set[Any]:
    """Everything that the code says."""
    marks: dict[str, Any] = {"NN_": (1, 2), "C_": ((1, "c"), 2)}
    found = extract_from_dir(str(APP), keywords=DEFAULT_KEYWORDS | marks)
    return {(context, message) for _, _, message, _, context in found}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != SOURCE])
def test_a_catalogue_has_all_that_is_said_and_nothing_else(language: str, said: set[Any]) -> None:
    known = {
        (message.context, message.id): message for message in catalogue(language) if message.id
    }
    assert known.keys() == said, "make texts"
    for (_, source), message in known.items():
        sources = source if isinstance(source, tuple) else (source,)
        found: Any = message.string
        texts: tuple[str, ...] = found if isinstance(found, tuple) else (found,)
        assert not message.fuzzy, source
        assert len(texts) == (1 if len(sources) == 1 else catalogue(language).num_plurals)
        for text in texts:
            assert text.strip(), source
            assert placeholders(text) == placeholders(str(sources[-1]))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_is_a_catalogue_for_each_language_and_a_fallback() -> None:
    assert {path.name for path in CATALOGUES.iterdir()} == {*LANGUAGES} - {SOURCE}
    assert Texts("de").language == "en"
    assert Texts("it-CH").say("Sign in") == "Accedi"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("it", "it"),
        ("da-DK, pl;q=0.9", "da"),
        ("de, en;q=0.3, PL;q=0.900, it;q=0", "pl"),
        ("it;q=0.5, da;q=0.5", "it"),
        ("*, xx;q=1", "en"),
        ("it;q=2, pl;q=x, da; q=0.1", "da"),
        (",;q=,;;=", "en"),
    ],
)
def test_a_browser_says_what_its_reader_likes(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


@pytest.mark.parametrize(
    ("locale", "n", "expected"),
    [
        ("en", 1, "1 person"),
        ("en", 2, "2 people"),
        ("it", 1, "1 persona"),
        ("it", 2, "2 persone"),
        ("da", 5, "5 personer"),
        ("pl", 1, "1 osoba"),
        ("pl", 2, "2 osoby"),
        ("pl", 5, "5 osób"),
        ("pl", 12, "12 osób"),
        ("pl", 22, "22 osoby"),
    ],
)
def test_so_many_are_counted_as_the_language_counts(locale: str, n: int, expected: str) -> None:
    assert Texts(locale).count("{n} person", "{n} people", n) == expected


@pytest.mark.parametrize(
    ("locale", "moment", "money"),
    [
        ("en", "Wednesday, 1 July 2026 at 10:00", "€45.00"),
        ("en-US", "Wednesday, July 1, 2026 at 10:00 AM", "€45.00"),
        ("en-ZZ", "Wednesday, 1 July 2026 at 10:00", "€45.00"),
        ("de", "Wednesday, 1 July 2026 at 10:00", "€45.00"),
        ("it", "mercoledì 1 luglio 2026, ore 10:00", "45,00 €"),
        ("it-CH", "mercoledì, 1 luglio 2026, ore 10:00", "€ 45.00"),
        ("pl", "środa, 1 lipca 2026, godz. 10:00", "45,00 €"),
        ("da", "onsdag den 1. juli 2026 kl. 10.00", "45,00 €"),
    ],
)
def test_times_and_money_are_written_as_the_reader_does(
    locale: str, moment: str, money: str
) -> None:
    texts = Texts(locale)
    written = texts.moment("2026-07-01T08:00:00Z", "Europe/Rome")
    assert " ".join(written.split()) == moment
    assert " ".join(texts.money({"amount": 4500, "currency": "EUR"}).split()) == money
    assert "46" in texts.money({"amount": 46, "currency": "JPY"})


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("JPY", "JP¥123,456"),
        ("ISK", "ISK123,456"),
        ("RSD", "RSD1,234.56"),
        ("KWD", "KWD123.456"),
        ("HUF", "HUF1,234.56"),
    ],
)
def test_an_amount_has_the_decimals_of_iso_4217(currency: str, written: str) -> None:
    said = Texts("en").money({"amount": 123456, "currency": currency})
    assert " ".join(said.split()) == written


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        ("2026-03-29T00:30:00Z", "Europe/Rome", "01:30"),
        ("2026-03-29T01:30:00Z", "Europe/Rome", "03:30"),
        ("2026-10-25T00:30:00Z", "Europe/Rome", "02:30 (GMT+02:00)"),
        ("2026-10-25T01:30:00Z", "Europe/Rome", "02:30 (GMT+01:00)"),
        ("2026-10-25T02:30:00Z", "Europe/Rome", "03:30"),
        ("2026-07-01T08:00:00Z", "Pacific/Auckland", "20:00"),
        ("2026-07-01T12:00:00Z", "Pacific/Auckland", "00:00"),
    ],
)
def test_times_are_those_of_the_wall_where_it_is(instant: str, zone: str, expected: str) -> None:
    assert Texts("it").time(instant, zone) == expected
    day = "2 luglio" if expected == "00:00" else ""
    assert day in Texts("it").moment(instant, zone)


# -- what is said --------------------------------------------------------------------------------


def test_every_kind_that_the_database_writes_has_a_text() -> None:
    functions = "".join(path.read_text() for path in (DB / "functions").rglob("*.sql"))
    calls = re.findall(r"queue_message\(\s*[^,()]+,\s*(.*?)\s*,", functions)
    queued = {kind for call in calls for kind in re.findall(r"'(\w+)'", call)}
    assert {"sign_in", "invitation", "open_tenant"} < queued <= ACCOUNTS.keys()


def test_every_notice_that_can_be_true_has_a_text() -> None:
    stands = (DB / "functions/notices/notice_stands.sql").read_text()
    assert set(re.findall(r"when '(\w+)'\s", stands)) == NOTICES.keys() - {"staff_requested"}


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_letter_is_whole_in_every_language(kind: str, locale: str) -> None:
    """A subject of one line, no gap, nothing in English that is not English, and both forms of it
    say the same."""
    kind = "staff_booked" if (asked := kind == "staff_requested") else kind
    message = written(kind, locale, **({"status": "pending"} if asked else {}))
    subject = message["Subject"]
    assert subject
    plain, marked = plain_of(message), html_of(message)
    assert not re.search(r"[{}]|\bNone\b", subject + plain)
    assert len(plain) > 40
    assert f'<html lang="{locale}"' in marked
    assert words_of(marked_text(marked)) == words_of(plain)
    if locale != SOURCE:
        said = KINDS["staff_requested" if asked else kind]
        english = letter(kind, details(kind), Leads("https://book.test", kind, "t"))
        here = letter(kind, details(kind, locale), Leads("https://book.test", kind, "t"))
        assert english.subject != here.subject
        assert not {*english.paragraphs} & {*here.paragraphs}
        assert len(here.facts) == len(english.facts) <= len(said.facts)


def marked_text(marked: str) -> str:
    """What somebody reads who opens the HTML."""
    body = marked.partition("<body")[2].partition(">")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def words_of(text: str) -> list[str]:
    """The words of a text: no address, since a button has it and does not show it."""
    return re.findall(r"[\w.,€+=_-]+", re.sub(r"https://\S+|--", "", text))


def test_what_is_known_of_a_booking_is_listed() -> None:
    known = dict(letter("booking_confirmed", details("booking_confirmed"), LEADS).facts)
    assert {name: " ".join(fact.split()) for name, fact in known.items()} == {
        "What": "Cut",
        "With": "Bo",
        "When": "Wednesday, 1 July 2026 at 10:00 \N{EN DASH} 11:00",
        "Where": "Alder, Via Roma 1",
        "For": "3 people",
        "Price": "€45.00",
    }
    free = details("booking_confirmed", party_size=1, price={"amount": 0, "currency": "EUR"})
    del free["words"]["staff"], free["words"]["address"]
    assert [label for label, _ in letter("booking_confirmed", free, LEADS).facts] == [
        "What",
        "When",
        "Where",
    ]
    staff = letter("staff_booked", details("staff_booked"), LEADS)
    assert staff.facts[0] == (LABELS["customer"], "Ann")
    assert staff.button is None


LEADS = Leads("https://book.test/", "booking_confirmed")


def test_a_move_says_what_was_and_a_change_of_something_else_does_not() -> None:
    moved = plain_of(written("booking_rescheduled"))
    assert "was Tuesday, 30 June 2026 at 10:00 and is now" in " ".join(moved.split())
    known = details("booking_rescheduled")
    del known["words"]["previously"]
    assert letter("booking_rescheduled", known, LEADS).paragraphs[-1] == "Your booking has changed."


def test_the_link_opens_what_it_is_about() -> None:
    confirmed = plain_of(written("booking_confirmed"))
    assert (
        f"https://book.test/links/booking?business=alder&id={BOOKING}&token={'ab' * 32}\n"
        in confirmed
    )
    offered = plain_of(written("waitlist_offer", entry_id=LINK))
    assert f"https://book.test/links/waitlist?business=alder&id={LINK}&token=" in offered


@pytest.mark.parametrize("locale", LANGUAGES)
def test_an_application_says_nothing_that_was_typed(locale: str) -> None:
    """Nobody has proved yet that the address is theirs."""
    message = written("open_tenant", locale, business="You won", name="You won")
    text = plain_of(message)
    assert "You won" not in message["Subject"] + text + html_of(message)
    assert re.search(r"\b7\s(days|giorni|dni|dage)\b", text)
    assert "24" not in text.partition("https://")[0]


def test_whoever_reads_no_language_of_ours_reads_english() -> None:
    assert plain_of(written("sign_in", "de")) == plain_of(written("sign_in", "en"))
    assert plain_of(written("sign_in", "it-CH")) == plain_of(written("sign_in", "it"))


# -- a business's own words ----------------------------------------------------------------------


def test_who_is_asked_for_a_review_is_led_to_where_it_is_written() -> None:
    page = "https://reviews.test/?a=1&b=2"
    asked = letter("review_request", details("review_request", review_url=page), LEADS)
    assert asked.button == ("Write a review", page)
    assert letter("review_request", details("review_request"), LEADS).button is None
    ours = html_of(written("review_request", review_url=page))
    assert ours.count(f'href="{html.escape(page)}"') == 1
    own = {"subject": "So?", "body": "Here: {{ review_url }}\n\n{{ manage_url }}"}
    # One address may begin like the other.
    for page in ("https://reviews.test/?a=1&b=2", "https://book.test/links"):
        said = html_of(written("review_request", template=own, review_url=page))
        shown = html.escape(page)
        assert f'Here: <a href="{shown}">{shown}</a></p>' in said
        assert said.count("<a href") == 2


def test_a_business_has_its_own_words() -> None:
    own = {
        "subject": "{{ service }} at {{business}}",
        "body": "Dear {{ customer_name }},\n\n{{ starts_at }}, {{ price }}, {{ party_size }},"
        " {{ resource }}\nuntil {{ cancel_until }}\n\n{{ location }}, {{ address }}\n\n"
        "Here: {{ manage_url }}\n\n{{ review_url }}",
    }
    message = written("booking_confirmed", template=own)
    assert message["Subject"] == "Cut at Alder"
    text = " ".join(plain_of(message).split())
    url = f"https://book.test/links/booking?business=alder&id={BOOKING}&token={'ab' * 32}"
    assert text == (
        "Dear Ann, Wednesday, 1 July 2026 at 10:00, €45.00, 3, Bo until Tuesday, 30 June 2026 at "
        f"10:00 Alder, Via Roma 1 Here: {url} {url} "
        "When: Wednesday, 1 July 2026 at 10:00 \N{EN DASH} 11:00 Price: €45.00"
    )
    shown = html.escape(url)
    assert f'<a href="{shown}">{shown}</a>' in html_of(message)
    known = details("booking_confirmed", template=own)
    del known["words"]["address"]
    assert "Alder" in letter("booking_confirmed", known, LEADS).paragraphs


@pytest.mark.parametrize("kind", ["booking_cancelled", "booking_declined"])
def test_who_was_called_off_is_sent_to_no_page_that_does_nothing(kind: str) -> None:
    own = {"subject": "Over", "body": "Dear {{ customer_name }},\n\nAnother time: {{ manage_url }}"}
    said = letter(kind, details(kind, template=own), LEADS)
    assert said.paragraphs == ("Dear Ann,",)
    assert "http" not in plain_of(written(kind, template=own))
    assert letter(kind, details(kind), LEADS).button is None


def test_staff_are_told_in_the_words_of_the_business() -> None:
    own = {
        "subject": "New: {{ customer_name }}",
        "body": "{{ service }}, {{ starts_at }}\n\nOpen: {{ manage_url }}\n\n{{ review_url }}",
    }
    said = letter("staff_booked", details("staff_booked", template=own), LEADS)
    assert said.subject == "New: Ann"
    assert said.paragraphs == ("Cut, Wednesday, 1 July 2026 at 10:00",)
    assert "http" not in plain_of(written("staff_booked", template=own))


def test_a_moment_that_is_over_is_not_named() -> None:
    own = {
        "subject": "Yes",
        "body": "Dear Ann,\n\nUntil {{ cancel_until }}: {{ manage_url }}\n\nBye",
    }
    known = details("booking_confirmed", template=own)
    del known["words"]["cancel_until"]
    assert letter("booking_confirmed", known, LEADS).paragraphs == ("Dear Ann,", "Bye")
    ours = known | {"template": None}
    assert letter("booking_confirmed", ours, LEADS).after == ()


def test_what_a_business_writes_is_no_program() -> None:
    own = {"subject": "{customer_name}", "body": "{% raw %}{{ customer_name }}<b>{{ 1 }}"}
    message = written("reminder", template=own, customer_name="{{ business }}{{ self }}")
    assert message["Subject"] == "{customer_name}"
    assert plain_of(message).strip() == "{% raw %}{{ business }}{{ self }}<b>"
    assert "&lt;b&gt;" in html_of(message)


# -- names ---------------------------------------------------------------------------------------

HOSTILE = (
    'Mole\r\nBcc: all@x.test <script>alert("1")</script> {business} %s \N{RIGHT-TO-LEFT OVERRIDE}'
)


@pytest.mark.parametrize("kind", ["booking_confirmed", "staff_booked", "booking_cancelled"])
def test_a_name_is_nothing_but_a_name(kind: str) -> None:
    message = written(
        kind,
        customer_name=HOSTILE,
        business=HOSTILE,
        sender=HOSTILE,
        name=HOSTILE,
        service=HOSTILE,
        location=HOSTILE,
    )
    assert message["Bcc"] is None
    assert "<script" not in html_of(message)
    assert "&lt;script&gt;" in html_of(message)
    assert "\nBcc:" not in plain_of(message)
    assert [each.addr_spec for each in message["From"].addresses] == ["holdfast@localhost"]
    assert [each.addr_spec for each in message["To"].addresses] == ["ann@x.test"]
    if kind != "staff_booked":
        [made] = calendar_of(message)[0].walk("VEVENT")
        assert "{business}" in str(made["SUMMARY"])
        assert "BCC" not in made


def test_who_invites_writes_no_header() -> None:
    message = written("invitation", inviter="Mole\r\nBcc: all@x.test")
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Mole Bcc: all@x.test invites")


@pytest.mark.parametrize(
    "recipient",
    [
        "n1<victim@x.test>",
        "Ann <victim@x.test>",
        "a@x.test,victim@x.test",
        "a@x.test victim@x.test",
        "ann@x.test\r\nBcc: victim@x.test",
        "ann",
        "",
    ],
)
def test_a_recipient_is_one_address(recipient: str) -> None:
    """The database takes none of these by now; some may be there from before."""
    with pytest.raises((ValueError, MessageError)):
        written("sign_in", recipient=recipient)


@pytest.mark.parametrize("recipient", ["o'brien+tag@x.test", "zoë@x.test", "zoe@zoë.test"])
def test_a_recipient_may_have_an_unusual_address(recipient: str) -> None:
    task = Task(LINK, LINK, "email", LINK, "sign_in", 1, None, {}, details("sign_in"))
    task.details["recipient"] = recipient  # type: ignore[index]
    message = Writer(settings("")).written(task)
    assert [each.addr_spec for each in message["To"].addresses] == [recipient]


# -- headers and calendars -----------------------------------------------------------------------


def test_who_wants_no_more_can_say_so() -> None:
    facts = {
        "tenant_id": LINK,
        "recipient": "customer",
        "recipient_id": LINK,
        "channel": "email",
        "topic": "reminders",
    }
    message = written("reminder", unsubscribe=facts, reply_to="desk@alder.test")
    url = str(message["List-Unsubscribe"]).strip("<>")
    url, _, locale = url.partition("&locale=")
    assert locale == "en"
    page, _, token = url.partition("?token=")
    assert page == "https://book.test/links/unsubscribe"
    assert Unsubscribe(settings("")).facts(token) == facts
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Reply-To"] == "desk@alder.test"
    assert url in plain_of(message)
    assert url in html_of(message)
    plainly = written("booking_confirmed")
    assert (plainly["List-Unsubscribe"], plainly["Reply-To"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "status", "method", "said"),
    [
        ("booking_confirmed", "confirmed", "REQUEST", "CONFIRMED"),
        ("booking_rescheduled", "confirmed", "REQUEST", "CONFIRMED"),
        ("booking_rescheduled", "pending", "REQUEST", "TENTATIVE"),
        ("booking_cancelled", "cancelled_by_customer", "CANCEL", "CANCELLED"),
        ("booking_cancelled", "cancelled_by_business", "CANCEL", "CANCELLED"),
    ],
)
def test_calendars_follow(kind: str, status: str, method: str, said: str) -> None:
    for calendar in calendar_of(written(kind, status=status, sender="Alder & Søn")):
        assert calendar["METHOD"] == method
        [made] = calendar.walk("VEVENT")
        assert made["UID"] == f"{BOOKING}@book.test"
        assert made["SEQUENCE"] == 2
        assert made["STATUS"] == said
        assert made.decoded("DTSTART").isoformat() == "2026-07-01T08:00:00+00:00"
        assert made.decoded("DTEND").isoformat() == "2026-07-01T09:00:00+00:00"
        assert made["LOCATION"] == "Alder, Via Roma 1"
        assert made["ORGANIZER"] == "mailto:holdfast@localhost"
        assert made["ORGANIZER"].params["CN"] == "Alder & Søn"
        assert made["ATTENDEE"] == "mailto:ann@x.test"
        assert made["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


@pytest.mark.parametrize("kind", ["invoice_issued", "credit_note_issued"])
def test_a_document_comes_with_its_letter(kind: str) -> None:
    message = written(kind)
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "F-2026-00007.pdf"
    assert attached.get_content().startswith(b"%PDF-")
    assert f"links/invoice?business=alder&id={LINK}&token={'ef' * 32}" in html.unescape(
        html_of(message)
    )


@pytest.mark.parametrize("kind", ["reminder", "staff_booked", "sign_in", "booking_requested"])
def test_nothing_else_has_an_attachment(kind: str) -> None:
    message = written(kind)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", "#ffffff"),
        ("#ffffff", "#000000"),
        ("#ffee00", "#000000"),
        ("#1f4fab", "#ffffff"),
    ],
)
def test_a_button_can_be_read_on_any_colour(colour: str, expected: str) -> None:
    assert upon(colour) == expected


# -- several visits at once ------------------------------------------------------------------------


def weekly(n: int, **words: Any) -> list[dict[str, Any]]:
    """So many visits of a series, from the one of WORDS on."""
    return [
        {
            "booking_id": f"{BOOKING[:-2]}{20 + week}",
            "version": 1,
            "status": "confirmed",
            "starts_at": f"2026-{7 + week // 4:02}-{1 + 7 * (week % 4):02}T08:00:00Z",
            "ends_at": f"2026-{7 + week // 4:02}-{1 + 7 * (week % 4):02}T09:00:00Z",
            "time_zone": "Europe/Rome",
            "location": "Alder",
            "price": {"amount": 4500, "currency": "EUR"},
            "manage_token": "cd" * 32,
            **words,
        }
        for week in range(n)
    ]


def test_several_visits_are_one_letter_that_lists_the_first() -> None:
    message = written("booking_confirmed", occurrences=weekly(7))
    assert message["Subject"] == "Your booking at Alder: Wednesday, 1 July 2026 at 10:00 and 6 more"
    text = plain_of(message)
    assert text.count("\N{EN DASH} 11:00") == 5
    assert "Saturday, 8 August 2026" not in text
    assert "Saturday, 1 August 2026 at 10:00 \N{EN DASH} 11:00 and 2 more" in text
    assert "7 \N{MULTIPLICATION SIGN} €45.00" in text
    assert "The link leads to the first of them, and shows when the others are." in text
    assert "The attached calendar file has a link for each of them." in text
    assert html_of(message).count("\N{EN DASH} 11:00") == 5
    some = plain_of(written("staff_booked", occurrences=weekly(2)))
    assert "Wednesday, 8 July 2026 at 10:00 \N{EN DASH} 11:00\n" in some
    assert "more" not in some


def test_a_business_that_has_its_own_words_lists_several_visits_too() -> None:
    template = {"subject": "{{ starts_at }}", "body": "Ci vediamo: {{ starts_at }}.\n\nA presto"}
    message = written("booking_confirmed", "it", template=template, occurrences=weekly(3))
    assert message["Subject"] == "mercoledì 1 luglio 2026, ore 10:00 e altri 2"
    assert plain_of(message).count("\N{EN DASH} 11:00") == 3


@pytest.mark.parametrize(
    ("kind", "status"),
    [("booking_confirmed", "CONFIRMED"), ("booking_cancelled", "CANCELLED")],
)
def test_several_visits_are_one_file_with_each_as_it_is_alone(kind: str, status: str) -> None:
    visits = weekly(
        7, status="confirmed" if status == "CONFIRMED" else "cancelled_by_business", version=3
    )
    message = written(kind, occurrences=visits)
    # Mail programs act on a REQUEST or a CANCEL, which may have one UID only.
    assert not [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    [attached] = message.iter_attachments()
    calendar = Calendar.from_ical(attached.get_content())
    assert calendar["METHOD"] == "PUBLISH"
    made = calendar.walk("VEVENT")
    assert [each["UID"] for each in made] == [f"{each['booking_id']}@book.test" for each in visits]
    assert [(each["STATUS"], each["SEQUENCE"]) for each in made] == 7 * [(status, 3)]
    assert all("ATTENDEE" not in each and "ORGANIZER" in each for each in made)
    assert len({each["URL"] for each in made}) == 7


@pytest.mark.parametrize("length", range(55, 90))
def test_a_subject_stands_beside_its_name(length: int) -> None:
    subject = ("Your appointment at " + "Hart and Lowell " * 5)[:length].strip()
    own = {"subject": subject, "body": "Hello"}
    task = Task(
        *(LINK, LINK, "email", LINK, "reminder", 1, None, {}), details("reminder", template=own)
    )
    raw = bytes(Writer(settings("", public_url="https://book.test/")).written(task))
    assert b"Subject: Your appointment" in raw
    assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 100
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read["Subject"] == subject


def test_who_works_there_is_told_plainly() -> None:
    known = details("staff_rescheduled", time_zone="UTC")
    assert letter("staff_rescheduled", known, LEADS).paragraphs == (
        "The booking of Ann has moved from Tuesday, 30 June 2026 at 08:00 "
        "to Wednesday, 1 July 2026 at 08:00.",
    )
