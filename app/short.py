"""What we say where there is little room: a line for each kind of notice, for browsers, WhatsApp
and text messages.

A text message is one or two segments of what telephones take: 160 characters of GSM-7 (3GPP TS
23.038), or 70 of UTF-16 if there is one that it does not have. So letters that it lacks are written
without their marks where that is all it takes, and names are cut before anything else.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_skeleton

from app.texts import Texts, known_locale, translations, wall

CONTEXT = "short"


def C_(context: str, text: str) -> str:  # noqa: N802 - what gettext's own tools look for
    """Mark something that is said in a context, to be looked up later."""
    return text


LINES: Mapping[str, str] = {
    "booking_confirmed": C_("short", "Your booking is confirmed: {service}, {when}."),
    "booking_requested": C_("short", "We have your request and will answer it: {service}, {when}."),
    "booking_declined": C_("short", "We cannot take your booking: {service}, {when}."),
    "booking_cancelled": C_("short", "Your booking is cancelled: {service}, {when}."),
    "booking_rescheduled": C_("short", "Your booking has changed: {service}, now {when}."),
    "booking_refunded": C_("short", "Your money is on its way back: {service}, {when}."),
    "fee_due": C_("short", "A fee of {fee} will be charged to your card: {service}, {when}."),
    "fee_unpaid": C_("short", "Your bank said no. Please pay the fee of {fee}: {service}, {when}."),
    "paid_too_late": C_("short", "Paid too late, you get it all back: {service}, {when}."),
    "waitlist_offer": C_("short", "A time is free for you: {service}, {when}. Answer by {until}."),
    "reminder": C_("short", "A reminder: {service}, {when}."),
    "review_request": C_("short", "Thank you for coming. How was it?"),
    "staff_booked": C_("short", "Booked: {name}, {service}, {when}."),
    "staff_requested": C_("short", "Asked for: {name}, {service}, {when}."),
    "staff_cancelled": C_("short", "Cancelled: {name}, {service}, {when}."),
    "staff_rescheduled": C_("short", "Changed: {name}, {service}, now {when}."),
}

# Those that are of no use without going somewhere.
WITH_LINK = frozenset({"waitlist_offer", "review_request"})

# How long names may be, the first that fits.
NAME_LENGTHS = (60, 40, 25, 15, 8)

MOST_SEGMENTS = 2

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")

# What has no mark to be left out, and something near it.
NEAR = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said: in whose name, the line, and where more is to be seen."""

    title: str
    line: str
    url: str


def notice(kind: str, details: Mapping[str, Any], public_url: str, most: int = 120) -> Notice:
    """What is said of a kind, of what is known (private.told_words), with names of so many
    characters at most. Raises KeyError for a kind that is not known."""
    words = spoken(details["words"], details["locale"], most)
    if kind == "staff_booked" and details["words"]["status"] == "pending":
        kind = "staff_requested"
    said = translations(Texts(details["locale"]).language).pgettext(CONTEXT, LINES[kind])
    return Notice(words["business"], said.format_map(words), link(details["words"], public_url))


def spoken(words: Mapping[str, Any], locale: str, most: int = 120) -> dict[str, str]:
    """Words as they are said: names of one line each, and moments as the reader writes them."""
    said = {
        "name": cut(words["customer_name"], most),
        "business": cut(words["business"], most),
        "service": cut(words["service"], most),
        "staff": cut(words["staff"], most),
        "location": cut(words["location"], most),
        "address": cut(words.get("address") or words["location"], most),
        "when": Texts(locale).and_more(
            moment(words["starts_at"], words["time_zone"], locale), words.get("more", 0)
        ),
    }
    if "fee" in words:
        said["fee"] = Texts(locale).money(words["fee"])
    for name, known in (("previously", "previously"), ("until", "lapses_at")):
        said[name] = moment(words.get(known) or words["starts_at"], words["time_zone"], locale)
    return said


def cut(name: str, most: int) -> str:
    """A name on one line, of so many characters at most."""
    plain = " ".join(name.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def moment(instant: str, time_zone: str, locale: str) -> str:
    """An instant in few letters, as it is said where it is: Tue 1 Dec, 10:00."""
    texts = Texts(locale)
    language = locale if locale.partition("-")[0] == texts.language else texts.language
    day = format_skeleton("MMMEd", wall(instant, time_zone), locale=known_locale(language))
    return f"{day}, {texts.time(instant, time_zone)}"


def link(words: Mapping[str, Any], public_url: str) -> str:
    """Where a booking is to be seen, or an entry on the waitlist: with its token, if they may; or
    where a review is written, if that is what is asked for."""
    if "review_url" in words:
        return str(words["review_url"])
    if words.get("to_pay"):
        token = urlencode({"token": words["manage_token"]})
        return f"{public_url.rstrip('/')}/pay/{words['slug']}/{words['booking_id']}?{token}"
    page = "waitlist" if "entry_id" in words else "booking"
    known = {"business": words["slug"], "id": words.get("entry_id") or words["booking_id"]}
    if "manage_token" in words:
        known["token"] = words["manage_token"]
    return f"{public_url.rstrip('/')}/links/{page}?{urlencode(known)}"


def text_message(kind: str, details: Mapping[str, Any], public_url: str) -> str:
    """What a text message says, of two segments at most if cutting names can make it so."""
    text = ""
    for most in NAME_LENGTHS:
        said = notice(kind, details, public_url, most)
        text = telephonic(f"{said.title}: {said.line}")
        if kind in WITH_LINK:
            text = f"{text} {said.url}"
        if segments(text) <= MOST_SEGMENTS:
            break
    return text


def telephonic(text: str) -> str:
    """A text as telephones have letters for it, if it is readable so; else as it is."""
    plain = "".join(
        each if each in BASIC or each in EXTENDED else unmarked(each)
        for each in text.translate(NEAR)
    )
    return plain if units(plain) is not None else text


def unmarked(letter: str) -> str:
    """A letter without its marks; a space for one of those that are not plain."""
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in parts if not unicodedata.combining(each))


def units(text: str) -> int | None:
    """How many units of GSM-7 a text takes; None if there is a letter that it does not have."""
    if not set(text) <= BASIC | EXTENDED:
        return None
    return len(text) + sum(each in EXTENDED for each in text)


def segments(text: str) -> int:
    """As how many messages a text is sent: those that belong together are a little shorter."""
    taken = units(text)
    alone, together = (160, 153) if taken is not None else (70, 67)
    size = taken if taken is not None else len(text.encode("utf-16-le")) // 2
    return 1 if size <= alone else -(-size // together)
