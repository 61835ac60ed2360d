"""The tools of bench/ work. What they measure is for people to read and gates nothing."""

import os
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from conftest import Databases
from live import serving

from app.dsn import as_user
from app.migrate import run_file
from bench import (
    availability,
    booking,
    contention,
    databases,
    growth,
    live,
    payments,
    peers,
    pgbench,
    plan,
    profiling,
    race,
    reports,
    run,
    wanted,
)
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


def test_open_pages_are_told_of_bookings(seeded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PAGES", 20)
    monkeypatch.setattr(live, "BOOKINGS", 2)
    report = Report()
    with live.serving(seeded) as application, live.working(seeded):
        live.told(seeded, application, report)
    late = report.figures["from commit to page, 20 open pages, p99"]
    assert len(late) == 1
    assert 0 < late[0] < 30_000


@pytest.fixture(scope="module")
def selling(databases: Databases, migrated: str) -> Iterator[str]:
    """The same businesses, paid online, with visits of two years in the ledger of one."""
    url = databases.create(migrated)
    seed(url)
    with psycopg.connect(url, autocommit=True) as dba:
        run_file(dba, payments.SEED)
        run_file(dba, reports.SEED)
    yield url
    databases.drop(url)


def test_every_event_pays_a_booking(selling: str) -> None:
    report = Report()
    web = as_user(selling, "holdfast_web")
    with payments.telling(), serving(web, stripe_webhook_secret=payments.SECRET) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        payments.hear(selling, application, 2, 0.05, report)
    for told in (payments.PAID, payments.AGAIN, payments.OTHER):
        assert report.figures[f"{told}, 2 clients"][0] > 0
    assert report.remarks == []


def test_a_booking_is_paid_in_sql(selling: str) -> None:
    paid = payments.confirmed(selling)
    output = pgbench.execute(databases.web(selling), "paid_booking", 2, "--transactions", "3")
    assert "processed: 6/6" in output
    assert payments.confirmed(selling) == paid + 6


def test_payments_that_the_bookings_do_not_bear_out_are_refused() -> None:
    with pytest.raises(RuntimeError, match="3 payments were told of, but 2 bookings are paid"):
        payments.require_confirmed(2, 3)


def test_reports_are_timed(selling: str) -> None:
    report = Report()
    small = plan.QUICK._replace(visits=20)
    with databases.connected(selling) as dba:
        postings = value(selling, "select count(*) from data.postings")
        dba.execute("call bench.earn(%s, %s)", (reports.SLUG, small.visits))
        assert value(selling, "select count(*) from data.postings") == postings + 100
        assert value(selling, "select sum(amount_minor) from data.postings") == 0
        reports.in_turn(dba, reports.owner(dba), small, report)
    assert len(report.figures) == 1 + len(reports.REPORTS) * 4
    assert report.figures["revenue of a year by day, 100 postings"][0] > 0


def test_a_contended_day_has_as_many_bookings_as_answers(
    seeded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contention, "TIMES", 3)
    report = Report()
    with serving(as_user(seeded, "holdfast_web")) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        with race.racers(seeded, 4) as callers:
            contention.measure_day(seeded, callers, application, report)
    for how in contention.MANNERS:
        assert 10 <= report.figures[f"{contention.WORDS}, {how}: bookings made"][0] <= 16
        assert report.figures[f"{contention.WORDS}, {how}: deadlocks"] == [0]


def test_the_plain_service_finds_the_same_times_as_holdfast(seeded: str) -> None:
    plain = peers.Plain(seeded)
    plain.prepare()
    [search, *_] = wanted.searches(seeded, "20 staff x 7 days")
    _, path, _ = wanted.availability(search).split(" ")
    with serving(as_user(seeded, "holdfast_web")) as client, plain.serving() as application:
        ours = client.get(path).json()
        theirs = httpx.get(f"http://127.0.0.1:{application.port}{path}").json()
    assert theirs["time_zone"] == ours["time_zone"]
    assert theirs["slots"] == [
        {name: slot[name] for name in ("starts_at", "resource_ids")} for slot in ours["slots"]
    ]


def test_one_of_those_who_race_over_http_wins(seeded: str) -> None:
    holdfast = peers.Peer(seeded)
    lines = [holdfast.booking(slot) for slot in peers.wishes(seeded, 15)]
    with serving(as_user(seeded, "holdfast_web")) as client:
        application = Application(client.base_url.port or 0, os.getpid())
        answers = peers.send(holdfast, application, lines, 4, 30)
    assert answers.statuses == {"201": 1, "409": peers.RACERS - 1}


def test_every_peer_is_asked_in_its_own_words() -> None:
    slot = wanted.Slot(7, "a", "s", "0000-0002", "2027-01-20T08:00:00Z", "{}")
    rest = peers.PostgREST("")
    assert rest.booking(slot) == (
        'POST /rpc/create_booking {"slug":"a","service_id":"s","resource_id":"0000-0002",'
        '"starts_at":"2027-01-20T08:00:00Z","customer":{}}'
    )
    search = wanted.Search("a", "s", None, "2027-01-20", "2027-01-26")
    assert rest.search(search) == (
        "GET /rpc/get_availability?slug=a&service_id=s&from=2027-01-20&to=2027-01-26 "
    )
    django = peers.DjangoAppointment("")
    django.sessions = ["x", "y"]
    assert django.booking(slot) == (
        "VISIT y date=2027-01-20&start_time=08:00&end_time=08:30&service=1&staff_member=3"
    )
    assert django.search(search) == ""


def test_what_is_missing_is_said_and_left_out(seeded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", (peers.Peer, peers.AdvisoryRedis))
    monkeypatch.setattr("shutil.which", lambda name: None)
    report = Report()
    assert [type(peer) for peer in peers.present(seeded, report)] == [peers.Peer]
    assert report.remarks == ["advisory lock + Redis is not here: redis-server is missing."]


def test_others_bookings_grow_and_the_indexes_come_back(seeded: str) -> None:
    with databases.connected(seeded) as dba:
        indexes = set(dba.execute(growth.INDEXES).fetchall())
        run_file(dba, growth.GROWTH)
        rows = databases.count(seeded, booking.TABLES["create_booking"])
        growth.grow(seeded, 0, 20)
        assert set(dba.execute(growth.INDEXES).fetchall()) == indexes
    assert databases.count(seeded, booking.TABLES["create_booking"]) == rows + 20


def test_plans_inside_functions_are_seen(seeded: str) -> None:
    read = {
        node.get("Relation Name") for plan in growth.plans(seeded) for node in growth.nodes(plan)
    }
    assert {"allocations", "hours", "directory"} <= read


def test_who_had_the_processor() -> None:
    written = profiling.python_table(
        ["a (app/a.py:1);b (/usr/lib/python3.11/b.py:2) 3", "a (app/a.py:1) 1"]
    )
    assert [line.split("|")[1:-1] for line in written.splitlines()[2:]] == [
        [" b.py: b                      ", " 75.0%  ", " 75.0%              "],
        [" app/a.py: a                  ", " 25.0%  ", " 100.0%             "],
    ]


def test_a_result_replaces_the_one_before() -> None:
    page = "# Page\n\n## Last run\n\nold\n\n## Growth\n\nkept\n"
    assert run.rewritten(page, run.LAST_RUN, "new\n") == (
        "# Page\n\n## Last run\n\nnew\n\n## Growth\n\nkept\n"
    )
    assert run.rewritten(page, run.GROWTH, "new\n").endswith("old\n\n## Growth\n\nnew\n")


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
    report.add_load("busy", 1234.5, 1, 2, 0.5)
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

| under load | answers/s | lowest to highest | p50 ms | p99 ms | CPU ms |
| ---------- | --------- | ----------------- | ------ | ------ | ------ |
| busy       | 1,234     | 1,234 to 1,234    | 1      | 2      | 0.5    |

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
