"""Recurrence rules: what is taken, what it gives, and that no rule takes long."""

import calendar
import contextlib
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract import BadArguments
from app.recurrence import ENOUGH, YEARS, alike, parse

START = datetime(2026, 12, 1, 10)  # A Tuesday.
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def expanded(rule: str, start: datetime = START, until: datetime | None = None) -> list[str]:
    return [f"{each:%Y-%m-%d}" for each in parse(rule).expand(start, until)]


def why(rule: str, start: datetime = START) -> str:
    """Why a rule is refused."""
    with pytest.raises(BadArguments) as refusal:
        parse(rule).expand(start)
    (fault,) = refusal.value.faults
    assert fault.pointer == "#/rrule"
    return fault.detail


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("FREQ=DAILY;COUNT=3", "2026-12-01 2026-12-02 2026-12-03"),
        ("RRULE:freq=daily;count=2;", "2026-12-01 2026-12-02"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "2026-12-01 2026-12-15 2026-12-29"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "2026-12-01 2026-12-03 2026-12-08 2026-12-10"),
        ("FREQ=WEEKLY;BYDAY=TU,SU;INTERVAL=2;WKST=MO;COUNT=3", "2026-12-01 2026-12-06 2026-12-15"),
        ("FREQ=WEEKLY;BYDAY=TU,SU;INTERVAL=2;WKST=SU;COUNT=3", "2026-12-01 2026-12-13 2026-12-15"),
        ("FREQ=MONTHLY;COUNT=3", "2026-12-01 2027-01-01 2027-02-01"),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=3", "2026-12-01 2027-01-05 2027-02-02"),
        ("FREQ=MONTHLY;BYDAY=2MO;COUNT=2", "2026-12-14 2027-01-11"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-12-25 2027-01-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", "2026-12-31 2027-01-31 2027-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-12-31 2027-01-31 2027-02-28"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", "2026-12-01 2027-01-01"),
        ("FREQ=YEARLY;COUNT=2", "2026-12-01 2027-12-01"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1", "2028-02-29"),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=1", "2027-05-17"),
        ("FREQ=DAILY;BYMONTH=2;BYDAY=MO;COUNT=2", "2027-02-01 2027-02-08"),
        ("FREQ=DAILY;UNTIL=20261203", "2026-12-01 2026-12-02 2026-12-03"),
        ("FREQ=DAILY;UNTIL=20261203T100000", "2026-12-01 2026-12-02 2026-12-03"),
        ("FREQ=DAILY;UNTIL=20261203T095959", "2026-12-01 2026-12-02"),
        ("FREQ=DAILY;UNTIL=20261201", "2026-12-01"),
    ],
)
def test_what_a_rule_gives(rule: str, dates: str) -> None:
    assert expanded(rule) == dates.split()


def test_an_end_in_utc_is_brought_to_the_wall_by_whoever_knows_the_zone() -> None:
    rule = parse("FREQ=DAILY;UNTIL=20261203T090000Z")
    assert (rule.until, rule.in_utc) == (datetime(2026, 12, 3, 9), True)
    assert len(rule.expand(START, datetime(2026, 12, 3, 10))) == 3
    assert len(rule.expand(START, datetime(2026, 12, 3, 9))) == 2


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "has an empty part"),
        ("FREQ=HOURLY;COUNT=2", "FREQ that is not taken here: DAILY, WEEKLY, MONTHLY or YEARLY"),
        ("FREQ=WEEKLY", "either COUNT or UNTIL"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "either COUNT or UNTIL, not both"),
        ("COUNT=2", "has no FREQ"),
        ("FREQ=DAILY;COUNT=0", "has a value for COUNT that is not taken here"),
        ("FREQ=DAILY;UNTIL=20261130", "UNTIL that is before starts_at"),
        ("FREQ=DAILY;COUNT=1e3", "has a value for COUNT that is not taken here"),
        ("FREQ=DAILY;COUNT=\N{ARABIC-INDIC DIGIT TWO}", "ASCII"),
        ("FREQ=DAILY;INTERVAL=0;COUNT=2", "has a value for INTERVAL that is not taken here"),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "has COUNT twice"),
        ("FREQ=DAILY;BYHOUR=9,10;COUNT=2", "has BYHOUR"),
        ("FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "has BYWEEKNO"),
        ("FREQ=DAILY;COUNT=2;DTSTART=20261201T100000", "has DTSTART"),
        (
            "FREQ=DAILY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=9",
            "has a value for COUNT that is not taken here",
        ),
        ("FREQ=DAILY;UNTIL=20270230", "an UNTIL that is no date"),
        ("FREQ=DAILY;UNTIL=2027-02-01", "has a value for UNTIL that is not taken here"),
        ("FREQ=WEEKLY;BYDAY=2MO;COUNT=2", "numbered BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2", "does not go with WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=MO,XX;COUNT=2", "has a value for BYDAY that is not taken here"),
        ("FREQ=MONTHLY;BYSETPOS=1;COUNT=2", "has BYSETPOS"),
        ("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2", "has a value for BYMONTHDAY that is not taken here"),
        ("FREQ=YEARLY;COUNT=5", "gives only 4 occurrences in three years: lower COUNT"),
        ("FREQ=YEARLY;UNTIL=20300101", "for more than three years"),
        ("FREQ=DAILY;COUNT=2;" + "BYMONTH=1" + ",1" * 300, "at most 500 characters"),
    ],
)
def test_what_is_refused(rule: str, reason: str) -> None:
    assert reason in why(rule)


@pytest.mark.parametrize("end", ["COUNT=105", "COUNT=999", "UNTIL=20270401"])
def test_of_more_than_a_series_may_have_it_gives_one_too_many(end: str) -> None:
    assert len(expanded(f"FREQ=DAILY;{end}")) == ENOUGH


def numbered(days: list[str]) -> str:
    return ",".join(f"{n}{day}" for n in (1, 2, 3, 4, 5, -1, -2, -3, -4, -5) for day in days)


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2062, YEARS[-1]])
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
        "FREQ=DAILY;BYMONTH=2,4,6,9,11;BYMONTHDAY=31;COUNT=104",
        "FREQ=DAILY;INTERVAL=7;BYDAY=SU,SA;BYMONTH=2;BYMONTHDAY=30;COUNT=4",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=3",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        f"FREQ=MONTHLY;BYDAY={numbered(DAYS)};BYSETPOS=99;COUNT=104",
        f"FREQ=YEARLY;BYDAY={numbered(DAYS)};BYMONTH=2;BYMONTHDAY=30;COUNT=104",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20261231",
        "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;INTERVAL=53;COUNT=9",
    ],
)
def test_no_rule_takes_long_though_it_never_comes_true(rule: str, year: int) -> None:
    """Left to itself the library looks until the year 9999, for seconds. Best of three: the limit
    is about the rule, not about what else this machine does."""
    times = []
    for _ in range(3):
        began = time.process_time()
        with contextlib.suppress(BadArguments):
            assert parse(rule).expand(START.replace(year=year)) == []
        times.append(time.process_time() - began)
    assert min(times) < 0.3


@pytest.mark.parametrize("year", [YEARS[0] - 1, YEARS[-1] + 1, 1, 9999])
def test_no_series_starts_in_another_century(year: int) -> None:
    assert parse("FREQ=DAILY;COUNT=2").expand(START.replace(year=year)) == []


def test_a_year_that_is_alike_has_the_same_calendar_for_all_of_a_series() -> None:
    for year in YEARS:
        for n in range(4):
            assert calendar.isleap(year + n) == calendar.isleap(alike(year) + n)
            assert calendar.weekday(year + n, 1, 1) == calendar.weekday(alike(year) + n, 1, 1)


# -- against an oracle that goes through the days one by one ---------------------------------------


def days(start: date) -> Iterator[date]:
    for n in range(3 * 366 + 1):
        yield start + timedelta(days=n)


def oracle(
    often: str, interval: int, weekdays: set[int], month_days: set[int], months: set[int]
) -> list[date]:
    """The days that a rule of these parts gives, from START on."""
    first = START.date()
    monday = first - timedelta(days=first.weekday())
    if often == "WEEKLY" and not weekdays:
        weekdays = {first.weekday()}
    if often == "MONTHLY" and not weekdays and not month_days:
        month_days = {first.day}

    def period(day: date) -> int:
        if often == "DAILY":
            return (day - first).days
        if often == "WEEKLY":
            return (day - monday).days // 7
        return (day.year - first.year) * 12 + day.month - first.month

    def has_month_day(day: date) -> bool:
        length = calendar.monthrange(day.year, day.month)[1]
        return not month_days or bool(month_days & {day.day, day.day - length - 1})

    return [
        day
        for day in days(first)
        if period(day) % interval == 0
        and (not weekdays or day.weekday() in weekdays)
        and has_month_day(day)
        and (not months or day.month in months)
    ]


some_days = st.integers(-31, 31).filter(bool)


@settings(max_examples=300, deadline=None)
@given(
    often=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 20),
    weekdays=st.sets(st.integers(0, 6), max_size=3),
    month_days=st.sets(some_days, max_size=4),
    months=st.sets(st.integers(1, 12), max_size=4),
    count=st.integers(1, ENOUGH),
)
def test_a_rule_gives_what_going_through_the_days_gives(
    often: str,
    interval: int,
    weekdays: set[int],
    month_days: set[int],
    months: set[int],
    count: int,
) -> None:
    if often == "WEEKLY":
        month_days = set()
    wanted = oracle(often, interval, weekdays, month_days, months)
    parts = {
        "BYDAY": [DAYS[n] for n in sorted(weekdays)],
        "BYMONTHDAY": [str(n) for n in sorted(month_days)],
        "BYMONTH": [str(n) for n in sorted(months)],
    }
    text = f"FREQ={often};INTERVAL={interval};COUNT={count}" + "".join(
        f";{name}={','.join(values)}" for name, values in parts.items() if values
    )
    if len(wanted) < count:
        assert f"gives only {len(wanted)} occurrences" in why(text)
    else:
        assert expanded(text) == [day.isoformat() for day in wanted[:count]]
