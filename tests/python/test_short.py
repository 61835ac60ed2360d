"""What there is little room for: every kind in every language, and two segments at most."""

import string
from typing import Any

import pytest
from babel.messages.pofile import read_po

from app.short import CONTEXT, LINES, notice, segments, telephonic, text_message, units
from app.texts import CATALOGUES, LANGUAGES

PUBLIC_URL = "https://book.example.com"

WORDS: dict[str, Any] = {
    "business": "Alder",
    "slug": "alder",
    "service": "Cut",
    "staff": "Ann",
    "location": "Centre",
    "customer_name": "Zoe",
    "starts_at": "2026-12-01T09:00:00Z",
    "lapses_at": "2026-11-30T17:30:00Z",
    "fee": {"amount": 2000, "currency": "EUR"},
    "time_zone": "Europe/Warsaw",
    "booking_id": "019a0000-0000-7000-8000-000000000000",
    "status": "confirmed",
    "manage_token": 64 * "a",
}


def details(locale: str, **words: Any) -> dict[str, Any]:
    return {"locale": locale, "words": WORDS | words}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_line_is_there_in_every_language_with_the_same_gaps(language: str) -> None:
    with open(CATALOGUES / language / "LC_MESSAGES" / "holdfast.po", "rb") as file:
        catalogue = read_po(file, locale=language)
    for line in LINES.values():
        message = catalogue.get(line, context=CONTEXT)
        assert message, line
        assert message.string != line
        assert gaps(str(message.string)) == gaps(line)


def test_a_line_says_what_and_when_as_the_reader_writes_it() -> None:
    said = {
        locale: notice("reminder", details(locale), PUBLIC_URL).line
        for locale in ("en", "en-US", "it", "pl", "da", "sv", "it-CH")
    }
    assert said == {
        "en": "A reminder: Cut, Tue 1 Dec, 10:00.",
        "en-US": "A reminder: Cut, Tue, Dec 1, 10:00\N{NARROW NO-BREAK SPACE}AM.",
        "it": "Promemoria: Cut, mar 1 dic, 10:00.",
        "pl": "Przypomnienie: Cut, wt., 1 gru, 10:00.",
        "da": "Påmindelse: Cut, tirs. 1. dec., 10.00.",
        "sv": "A reminder: Cut, Tue 1 Dec, 10:00.",
        "it-CH": "Promemoria: Cut, mar 1 dic, 10:00.",
    }


def test_staff_are_told_who_and_whether_they_wait_for_an_answer() -> None:
    booked = notice("staff_booked", details("en"), PUBLIC_URL)
    asked = notice("staff_booked", details("en", status="pending"), PUBLIC_URL)
    assert (booked.line, asked.line) == (
        "Booked: Zoe, Cut, Tue 1 Dec, 10:00.",
        "Asked for: Zoe, Cut, Tue 1 Dec, 10:00.",
    )


def test_a_link_opens_what_it_is_about() -> None:
    offered = notice("waitlist_offer", details("en", entry_id="an-entry"), PUBLIC_URL)
    assert offered.url == (
        f"{PUBLIC_URL}/links/waitlist?business=alder&id=an-entry&token={64 * 'a'}"
    )
    words = {name: word for name, word in WORDS.items() if name != "manage_token"}
    asked = WORDS | {"review_url": "https://reviews.test/alder"}
    said = notice("review_request", {"locale": "en", "words": asked}, PUBLIC_URL)
    assert said.url == "https://reviews.test/alder"
    for_staff = notice("staff_booked", {"locale": "en", "words": words}, PUBLIC_URL)
    assert for_staff.url == f"{PUBLIC_URL}/links/booking?business=alder&id={WORDS['booking_id']}"


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Alder", 120 * "M", 60 * "Żó", 40 * "{€", 120 * "Ω", 100 * "я"])
def test_a_text_message_is_two_segments_at_most(kind: str, language: str, name: str) -> None:
    long = details(language, business=name, service=name, customer_name=name)
    text = text_message(kind, long, PUBLIC_URL)
    # A link of two hundred letters leaves no room for letters that take two bytes.
    if kind in ("waitlist_offer", "review_request") and "я" in name:
        assert text.endswith(64 * "a")
    else:
        assert segments(text) <= 2, text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        (160 * "a", 1),
        (161 * "a", 2),
        (306 * "a", 2),
        (307 * "a", 3),
        (80 * "€", 1),
        (81 * "€", 2),
        (70 * "я", 1),
        (71 * "я", 2),
        (134 * "я", 2),
        (135 * "я", 3),
        (35 * "\N{GRINNING FACE}", 1),
        (36 * "\N{GRINNING FACE}", 2),
    ],
)
def test_segments_are_counted_as_telephones_do(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Łódź żółć ąę", "Lodz zolc ae"),
        ("Påmindelse: smørrebrød", "Påmindelse: smørrebrød"),
        ("Perché è così", "Perché è così"),
        ("Ann\N{RIGHT SINGLE QUOTATION MARK}s\N{HORIZONTAL ELLIPSIS}", "Ann's..."),
        ("10:00\N{NARROW NO-BREAK SPACE}AM", "10:00 AM"),
        ("Салон", "Салон"),
        ("Салон Łódź", "Салон Łódź"),
    ],
)  # fmt: skip
def test_letters_that_telephones_lack_lose_their_marks_if_that_is_enough(
    text: str, said: str
) -> None:
    assert telephonic(text) == said
    if said.isascii():
        assert units(telephonic(text)) == len(said)
