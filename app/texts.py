"""Our words in each language, and how it writes dates, times and money.

What we say is written in English in the code, marked with N_, and looked up in the catalogues of
app/locale (gettext; `make texts` brings them up to date). They are compiled when a process first
needs them: what is read is what is reviewed.
"""

import datetime
import functools
import gettext
import io
import re
from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_percent

from app.currencies import decimals

CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "holdfast"

# What the code is written in, and what somebody reads in whose language there is nothing.
SOURCE = "en"
LANGUAGES = (SOURCE, "it", "pl", "da")

# How much a language is liked.
QUALITY = re.compile(r"(?:q ?= ?([01](?:\.[0-9]{0,3})?))?")

# English without a region is not American: our businesses are in Europe.
REGIONS = {SOURCE: "en_GB"}


def N_(text: str) -> str:  # noqa: N802 - what gettext's own tools look for
    """Mark something that is said, to be looked up later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """Mark something that is said about so many."""
    return one, many


DATE_AND_TIME = N_("{date} at {time}")
LINES = {
    "balance": N_("What is left to pay"),
    "deposit": N_("Deposit"),
    "fee": N_("Fee"),
    "sale": N_("Purchase"),
    "tax": N_("Tax"),
    "tip": N_("Tip"),
}
AND_MORE = NN_("{first} and {n} more", "{first} and {n} more")


@functools.cache
def translations(language: str) -> gettext.NullTranslations:
    """What is said in a language."""
    if language == SOURCE:
        return gettext.NullTranslations()
    path = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def preferred(accepted: str) -> str:
    """The language of ours that somebody likes best, by their Accept-Language (RFC 9110, 12.5.4);
    English if there is none."""
    likings = []
    for nth, each in enumerate(accepted.split(",")):
        tag, _, weight = each.partition(";")
        language = tag.strip().lower().partition("-")[0]
        found = QUALITY.fullmatch(weight.strip())
        if language in LANGUAGES and found and float(found[1] or 1) > 0:
            likings.append((-float(found[1] or 1), nth, language))
    return min(likings)[2] if likings else SOURCE


class Texts:
    """What is said to somebody with a locale, BCP 47: it, en-GB."""

    def __init__(self, locale: str) -> None:
        language = locale.partition("-")[0]
        self.language = language if language in LANGUAGES else SOURCE
        self._translations = translations(self.language)
        self._locale = known_locale(locale if language == self.language else self.language)

    def say(self, text: str) -> str:
        """A text of ours in their language."""
        return self._translations.gettext(text)

    def count(self, one: str, many: str, n: int, **words: str) -> str:
        """A text of ours about so many (in it, {n}), with other words."""
        return self._translations.ngettext(one, many, n).format(n=n, **words)

    def and_more(self, first: str, n: int) -> str:
        """Something, and so many more of its kind."""
        return self.count(*AND_MORE, n, first=first) if n else first

    def line(self, kind: str) -> str:
        """What a line of a payment is called, by its kind (data.payment_lines)."""
        return self.say(LINES[kind])

    def moment(self, instant: str, time_zone: str) -> str:
        """An instant (RFC 3339) as it is said where it is: a day, and a time on the wall. Where the
        wall shows that time twice, it says which of them."""
        local = wall(instant, time_zone)
        return self.say(DATE_AND_TIME).format(
            date=format_date(local, "full", self._locale), time=self._time(local)
        )

    def time(self, instant: str, time_zone: str) -> str:
        """The time of an instant, as it is said where it is."""
        return self._time(wall(instant, time_zone))

    def day(self, date: str) -> str:
        """A date (RFC 3339) as it is written."""
        return format_date(datetime.date.fromisoformat(date), "long", self._locale)

    def percent(self, basis_points: int) -> str:
        """A share in hundredths of a per cent, as it is written."""
        return format_percent(Decimal(basis_points) / 10000, "#,##0.##\u00a0%", self._locale)

    def money(self, money: Mapping[str, Any]) -> str:
        """An amount, {"amount": 4500, "currency": "EUR"}, as it is written."""
        places = decimals(money["currency"])
        pattern = copy(self._locale.currency_formats["standard"])
        pattern.frac_prec = (places, places)
        return str(
            pattern.apply(
                Decimal(money["amount"]).scaleb(-places),
                self._locale,
                currency=money["currency"],
                currency_digits=False,
            )
        )

    def _time(self, local: datetime.datetime) -> str:
        said = format_time(local, "short", locale=self._locale)
        if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
            return said
        return f"{said} ({get_timezone_gmt(local, locale=self._locale)})"


def known_locale(tag: str) -> Locale:
    """The locale of a tag: that of its language if its region is none that is known."""
    language = tag.partition("-")[0]
    usual = Locale.parse(REGIONS.get(language, language))
    try:
        found = Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return usual
    return found if f"{language}-{found.territory}" == tag else usual


def wall(instant: str, time_zone: str) -> datetime.datetime:
    """An instant (RFC 3339) on the clocks of a zone."""
    return datetime.datetime.fromisoformat(instant).astimezone(ZoneInfo(time_zone))
