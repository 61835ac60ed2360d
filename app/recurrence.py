"""RFC 5545 recurrence rules: what a rule of a series may say, and the local times that it gives.

python-dateutil reads and expands them. It looks for the next occurrence until the year 9999, so a
rule that never comes true (every 30th of February) would keep it busy for seconds. So it is given
the same calendar at its very end: a year with the same weekdays and leap years, after which it soon
runs out of years.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, datetime, timedelta

from dateutil.rrule import rrulestr

from app.contract import BadArguments, Fault

# One more than a series may have (db/functions/bookings/series_starts.sql).
ENOUGH = 105
MOST_CHARACTERS = 500
# No booking is made further ahead, by whomever.
SPAN = timedelta(days=3 * 366)
LAST_START = MAXYEAR - 4
# Within these every fourth year is a leap year.
YEARS = range(2000, 2090)

WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
MONTH_DAY = r"[+-]?(?:0?[1-9]|[12]\d|3[01])"
NUMBERED = ("MONTHLY", "YEARLY")

# What each part may be, alone or in a list.
PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"0*[1-9]\d{0,2}"),
    "COUNT": re.compile(r"0*[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?"),
    "BYDAY": re.compile(rf"(?:[+-]?0*(?:[1-9]|[1-4]\d|5[0-3]))?{WEEKDAY}"),
    "BYMONTHDAY": re.compile(MONTH_DAY),
    "BYMONTH": re.compile(r"0?[1-9]|1[0-2]"),
    "BYSETPOS": re.compile(r"[+-]?0*[1-9]\d?"),
    "WKST": re.compile(WEEKDAY),
}
# The same in words.
TAKEN = {
    "FREQ": "DAILY, WEEKLY, MONTHLY or YEARLY",
    "INTERVAL": "1 to 999",
    "COUNT": "1 to 999",
    "UNTIL": "20261224, 20261224T235959 or 20261224T235959Z",
    "BYDAY": "MO, TU, WE, TH, FR, SA, SU, or with a number: 1MO, -1FR",
    "BYMONTHDAY": "1 to 31, or -1 to -31",
    "BYMONTH": "1 to 12",
    "BYSETPOS": "1 to 99, or -1 to -99",
    "WKST": "MO, TU, WE, TH, FR, SA or SU",
}
LISTS = {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be expanded."""

    text: str
    """Without its end."""
    count: int | None
    """How many occurrences it is to give; None if it ends at a time."""
    until: datetime | None
    """The last time that it may give, as it is written; of a date, the whole day."""
    in_utc: bool
    """Whether that is the time in UTC, and not the one on the wall."""

    def expand(self, start: datetime, until: datetime | None = None) -> list[datetime]:
        """The local times that it gives from a start on, which is the first if the rule says so;
        none from a year in which nobody books anything.

        until is when it ends on the wall, if that differs from how it is written. Raises
        BadArguments if they go on for longer than a series may, or are fewer than the rule says.
        Of more than a series may have it gives one too many, and PostgreSQL refuses them.
        """
        if start.year not in YEARS:
            return []
        until = until or self.until
        if until is not None and until > start + SPAN:
            raise refused("goes on for more than three years")
        away = start.year - alike(start.year)
        if until is not None and until < start:
            raise refused("has an UNTIL that is before starts_at")
        last = min(until or datetime.max, start + SPAN)
        wanted = min(self.count or ENOUGH, ENOUGH)
        found: list[datetime] = []
        for each in rrulestr(self.text, dtstart=start.replace(year=start.year - away)):
            local = each.replace(year=each.year + away)
            if local > last or len(found) == wanted:
                break
            found.append(local)
        if self.count is not None and len(found) < wanted:
            raise refused(
                f"gives only {len(found)} occurrences in three years: lower COUNT, or use UNTIL"
            )
        return found


def refused(why: str) -> BadArguments:
    """What is raised because of a rule."""
    return BadArguments([Fault("#/rrule", why)])


def alike(year: int) -> int:
    """The last year with the same weekdays, and as long until the next leap year."""
    return next(
        each
        for each in range(LAST_START, 0, -1)
        if (each - year) % 4 == 0 and calendar.weekday(each, 1, 1) == calendar.weekday(year, 1, 1)
    )


def parse(text: str) -> Rule:
    """Read a rule. Raises BadArguments that says what of it is not among what we take."""
    if len(text) > MOST_CHARACTERS or not text.isascii():
        raise refused(f"must be at most {MOST_CHARACTERS} characters of ASCII")
    parts: dict[str, str] = {}
    for part in text.upper().removeprefix("RRULE:").removesuffix(";").split(";"):
        name, _, value = part.partition("=")
        if name not in PARTS:
            raise refused(f"has {name or 'an empty part'}; it may have {', '.join(PARTS)}")
        if name in parts:
            raise refused(f"has {name} twice")
        values = value.split(",") if name in LISTS else [value]
        if not all(PARTS[name].fullmatch(each) for each in values):
            raise refused(f"has a value for {name} that is not taken here: {TAKEN[name]}")
        parts[name] = value
    if why := misplaced(parts):
        raise refused(why)
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    if (count is None) == (until is None):
        raise refused("must have either COUNT or UNTIL, not both, so that it ends")
    return Rule(
        ";".join(f"{name}={each}" for name, each in parts.items()),
        int(count) if count else None,
        end(until) if until else None,
        (until or "").endswith("Z"),
    )


def end(until: str) -> datetime:
    """The moment that UNTIL says. Raises BadArguments if there is none such."""
    try:
        return datetime.strptime(until[:15] if "T" in until else f"{until}T235959", "%Y%m%dT%H%M%S")
    except ValueError:
        raise refused(f"has an UNTIL that is no date: {TAKEN['UNTIL']}") from None


def misplaced(parts: dict[str, str]) -> str | None:
    """What a rule lacks, or says that its FREQ has no use for, if anything."""
    often = parts.get("FREQ")
    if often is None:
        return "has no FREQ"
    if re.search(r"\d", parts.get("BYDAY", "")) and often not in NUMBERED:
        return "has a numbered BYDAY, which goes with MONTHLY and YEARLY"
    if "BYMONTHDAY" in parts and often == "WEEKLY":
        return "has BYMONTHDAY, which does not go with WEEKLY"
    if "BYSETPOS" in parts and (often not in NUMBERED or not parts.keys() & LISTS - {"BYSETPOS"}):
        return "has BYSETPOS, which goes with MONTHLY and YEARLY and another BY part"
    return None
