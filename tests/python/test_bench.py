"""The tools of bench/ work. What they measure is for people to read and gates nothing."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from conftest import Databases
from live import serving

from app.dsn import as_user
from bench import availability, booking, contention, databases, pgbench, race
from bench.application import Application
from bench.http_load import is_whole, written
from bench.report import Report, percentile, table


@pytest.fixture(scope="module")
def seeded(databases: Databases, migrated: str) -> Iterator[str]:
    """Two small businesses, as the benchmark makes large ones."""
    url = databases.create(migrated)
    seed(url)
    yield url
    databases.drop(url)


def seed(url: str) -> None:
    with databases.connected(url) as dba:
        databases.seed(dba)
        databases.fill(dba, databases.ONE, databases.ONE, 2, 2)
        databases.fill(dba, databases.TWO, databases.TWO, 3, 2)
        dba.execute("call bench.number_leads()")


def value(url: str, query: str) -> int:
    with psycopg.connect(url) as dba:
        row = dba.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def test_calendars_are_about_70_percent_full(seeded: str) -> None:
    booked = value(seeded, "select count(*) from data.allocations")
    assert 0.5 < booked / (5 * 2 * 16) < 0.9


@pytest.mark.parametrize("script", booking.TABLES)
def test_every_transaction_of_a_script_makes_a_row(seeded: str, script: str) -> None:
    rows = databases.count(seeded, booking.TABLES[script])
    output = pgbench.execute(databases.web(seeded), script, 2, "--transactions", "5")
    assert "processed: 10/10" in output
    assert databases.count(seeded, booking.TABLES[script]) == rows + 10


def test_bookings_over_http_are_counted(seeded: str) -> None:
    with serving(as_user(seeded, "holdfast_web")) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        answers = booking.book_over_http(seeded, application, 2, 0.02)
        assert answers.good == sum(answers.statuses.values()) > 0
        assert answers.p50 <= answers.p99


def test_a_refusal_is_not_counted_as_a_booking(seeded: str) -> None:
    with serving(as_user(seeded, "holdfast_web")) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        answers = application.load(["POST /v1/tenants/bench-1/bookings {}"], 1, 1)
    assert (answers.statuses, answers.good, answers.per_second) == ({"422": 1}, 0, 0)


def test_a_count_that_the_rows_do_not_bear_out_is_refused() -> None:
    with pytest.raises(RuntimeError, match="3 bookings were counted, but 2 rows were made"):
        booking.require_rows(2, 3)


@pytest.mark.parametrize("case", availability.CASES[:1])
def test_availability_is_timed(seeded: str, case: availability.Case) -> None:
    values, search_values = availability.arguments(seeded, case)
    with (
        availability.function_caller(seeded) as function,
        availability.search_caller(seeded, case.business) as search,
    ):
        contestants = {
            "function": availability.Contestant(function, "function of one", values),
            "search": availability.Contestant(search, "search", search_values),
        }
        took = availability.interleaved(contestants, 2)
    assert took["function"] > 0
    assert took["search"] > 0


def test_one_of_those_who_race_wins(seeded: str) -> None:
    wishes = race.wishes(seeded, overlapping=True)[:4]
    report = Report()
    with race.racers(seeded, 3) as callers:
        race.add_finishes(report, "four", race.race(callers, wishes))
    assert report.figures["four: bookings made"] == [1]
    assert report.figures["four: deadlocks"] == [0]


def test_a_contended_day_has_as_many_bookings_as_answers(seeded: str) -> None:
    report = Report()
    with serving(as_user(seeded, "holdfast_web")) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        with race.racers(seeded, 4) as callers:
            contention.measure_day(seeded, callers, application, report)
    for how in contention.MANNERS:
        assert 10 <= report.figures[f"{contention.WORDS}, {how}: bookings made"][0] <= 16
        assert report.figures[f"{contention.WORDS}, {how}: deadlocks"] == [0]


def test_pgbench_is_read_without_its_warm_up() -> None:
    output = """\
progress: 1.0 s, 100.0 tps, lat 1.0 ms stddev 1.0, 0 failed
progress: 2.0 s, 300.0 tps, lat 1.0 ms stddev 1.0, 0 failed
progress: 3.0 s, 500.5 tps, lat 1.0 ms stddev 1.0, 0 failed
number of transactions actually processed: 900
"""
    assert pgbench.read(output, 1) == pgbench.Run(400.25, 900)


def test_a_ratio_is_taken_within_each_round() -> None:
    report = Report()
    for slow, fast in ((1, 2), (10, 40), (3, 4)):
        report.add("slow", slow, "/s")
        report.add("fast", fast, "/s")
    report.compare("slow, of fast", "slow", "fast", "≥ 0.4")
    report.remark("The end.")
    assert (
        report.markdown()
        == """\
| ratio         | median | lowest to highest | goal  |
| ------------- | ------ | ----------------- | ----- |
| slow, of fast | 0.50   | 0.25 to 0.75      | ≥ 0.4 |

| figure | median | lowest to highest | unit | goal |
| ------ | ------ | ----------------- | ---- | ---- |
| slow   | 3      | 1 to 10           | /s   |      |
| fast   | 4      | 2 to 40           | /s   |      |

The end."""
    )


def test_small_things_of_the_report() -> None:
    assert table(("a", "b"), [("long", "c")]) == "| a    | b |\n| ---- | - |\n| long | c |"
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([3, 1, 2], 0.99) == 3


def test_small_things_of_the_load_generator() -> None:
    sized = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx: y"
    assert [is_whole(sized, body) for body in (b"", b"{", b"{}")] == [False, False, True]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
    assert not is_whole(chunked, b"2\r\n{}\r\n")
    assert is_whole(chunked, b"2\r\n{}\r\n0\r\n\r\n")
    with pytest.raises(ValueError, match="cannot be told"):
        is_whole(b"HTTP/1.1 200 OK", b"{}")

    request = written("GET /v1/x \n", 80)
    assert request.startswith(b"GET /v1/x HTTP/1.1\r\nHost: 127.0.0.1:80\r\n")
    assert request.endswith(b"\r\n\r\n")
    assert written('POST /v1/x {"a": "é"}', 80).endswith(
        b'Content-Length: 11\r\n\r\n{"a": "\xc3\xa9"}'
    )
