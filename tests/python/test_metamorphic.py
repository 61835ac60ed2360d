"""What one answer says of another, whatever the right one is: no oracle is asked here.

Over made-up businesses (invented.py), each loaded in a transaction that is rolled back.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import httpx
import psycopg
import pytest
from asking import CASES, GUEST, ahead, compare, minute_said, search_alone
from invented import TENANT, ZONES, Connection, Inventor, id_of, load
from model import refusal
from oracle import (
    DAY,
    FAR_AHEAD,
    Business,
    Hours,
    Question,
    Span,
    minutes_of,
    moment,
)
from psycopg.types.json import Jsonb

OWNER = Jsonb({"tenant_id": TENANT, "role": "owner"})
CUSTOMER = Jsonb({"name": "Zoe", "email": "zoe@customers.test"})
WEEK = 7 * DAY
TABLES = [
    "tenants", "locations", "closures", "location_hours", "resources", "hours", "shifts",
    "time_off", "services", "requirements", "candidates", "customers", "bookings", "allocations",
]  # fmt: skip

around_what_is_ahead = pytest.mark.parametrize(
    ("zone", "around"), [(zone, ahead(zone)[0]) for zone in ZONES], ids=ZONES
)


@dataclass
class Asked:
    """A made-up business in the database, and the one who asks it."""

    connection: Connection
    business: Business
    question: Question
    random: Random

    def call(self, function: str, claims: Jsonb, **arguments: Any) -> str:
        """What api.<function> answers, as it was written."""
        named = "".join(f", p_{name} => %s" for name in arguments)
        query = (
            f"select api.{function}(p_tenant_id => private.begin_claims(%s, false){named})::text"
        )
        row = self.connection.execute(query.encode(), [claims, *arguments.values()]).fetchone()
        assert row is not None
        return str(row[0])

    def availability(self, resource: str | None = None) -> str:
        return self.call(
            "get_availability",
            GUEST,
            service_id=id_of(self.question.service),
            to=self.question.last,
            party_size=self.question.party,
            resource_id=resource and id_of(resource),
            **{"from": self.question.first},
        )

    def leads(self) -> list[str]:
        service = next(s for s in self.business.services if s.name == self.question.service)
        known = {resource.name: resource for resource in self.business.resources}
        return [name for name in service.leads if not known[name].archived]

    def offered(self) -> list[tuple[int, str]]:
        """Every start that is offered, with each lead that is."""
        names = {id_of(resource.name): resource.name for resource in self.business.resources}
        return [
            (minute_said(slot["starts_at"]), names[resource_id])
            for slot in json.loads(self.availability())["slots"]
            for resource_id in slot["resource_ids"]
        ]

    def book(self, start: int, lead: str | None, claims: Jsonb = GUEST) -> dict[str, Any]:
        answer = self.call(
            "create_booking",
            claims,
            service_id=id_of(self.question.service),
            starts_at=moment(start).isoformat(),
            party_size=self.question.party,
            customer=CUSTOMER,
            resource_id=lead and id_of(lead),
        )
        return dict(json.loads(answer))

    def explain(self, start: int, lead: str) -> list[dict[str, Any]]:
        answer = self.call(
            "explain_slot",
            GUEST,
            service_id=id_of(self.question.service),
            resource_id=id_of(lead),
            starts_at=moment(start).isoformat(),
            party_size=self.question.party,
        )
        return list(json.loads(answer)["reasons"])

    def refused(self, start: int, lead: str) -> psycopg.Error | None:
        """Why a booking is refused, or None; it is undone."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.book(start, lead)
        except psycopg.Error as error:
            return error
        return None

    def undoing(self, *statements: str) -> None:
        """Run statements as a DBA, and be the application again."""
        self.connection.execute("reset role")
        for statement in statements:
            self.connection.execute(statement.encode())
        self.connection.execute("set local role holdfast_web")


@contextmanager
def asking(connection: Connection, zone: str, around: int, what: str) -> Iterator[Asked]:
    """A business made up for a test, as long as the test looks at it."""
    random = Random(f"{zone} {what}")
    inventor = Inventor(random, zone, around, rich=True)
    business = inventor.business()
    question = replace(inventor.question(business), earliest=0, latest=FAR_AHEAD, moving=None)
    with connection.transaction(force_rollback=True):
        load(connection, business)
        connection.execute("set local role holdfast_web")
        yield Asked(connection, business, question, random)


# What is offered, and what is not.


@around_what_is_ahead
def test_what_is_offered_can_be_booked_with_whoever_is_named_or_with_anyone(
    connection: Connection, zone: str, around: int
) -> None:
    with asking(connection, zone, around, "offered") as here:
        offered = here.offered()
        for start, lead in here.random.sample(offered, min(5, len(offered))):
            assert here.refused(start, lead) is None, (start, lead, here.business, here.question)
            # On whatever date that is where they are.
            free = {id_of(name) for name in here.leads() if not here.explain(start, name)}
            with connection.transaction(force_rollback=True):
                assert here.book(start, None)["resource_id"] in free


@around_what_is_ahead
def test_what_is_not_offered_is_refused_for_the_reasons_that_explain_gives(
    connection: Connection, zone: str, around: int
) -> None:
    with asking(connection, zone, around, "refused") as here:
        offered = set(here.offered())
        for lead in here.leads():
            resource = next(r for r in here.business.resources if r.name == lead)
            service = next(s for s in here.business.services if s.name == here.question.service)
            most = service.capacity if service.capacity > 1 else resource.max_party_size
            days = minutes_of(
                here.business.zones[resource.location], here.question.first, here.question.last
            )
            starts = {b.starts for b in here.business.bookings if b.lead == lead} & set(days)
            for start in starts.union(here.random.sample(days, 6)):
                if (start, lead) in offered:
                    continue
                reasons = here.explain(start, lead)
                refused = here.refused(start, lead)
                assert refused is not None, (start, lead, reasons, here.business, here.question)
                detail = json.loads(refused.diag.message_detail or "{}")
                assert by_text(detail["reasons"]) == by_text(reasons)
                codes = {reason["code"] for reason in reasons}
                assert refused.sqlstate == refusal(codes, here.question, most)


def by_text(reasons: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(reason, sort_keys=True) for reason in reasons)


# There and back again.


def book_and_cancel(here: Asked, start: int, lead: str) -> tuple[str, str]:
    """What is offered before it, and after it."""
    before = here.availability()
    booking = here.book(start, lead)
    here.call("cancel_booking", OWNER, booking_id=booking["id"])
    return before, here.availability()


def hold_and_lapse(here: Asked, start: int, lead: str) -> tuple[str, str]:
    before = here.availability()
    here.undoing("update data.services set price_minor = 100, pay_online = true")
    booking = here.book(start, lead)
    assert booking["status"] == "held"
    here.undoing(
        *(
            f"update data.{table} set hold_expires_at = now() - interval '1 minute'"
            f" where booking_id = '{booking['id']}'"
            for table in ("bookings", "allocations")
        )
    )
    return before, here.availability()


def move_and_move_back(here: Asked, start: int, lead: str) -> tuple[str, str]:
    booking = here.book(start, lead)
    before = here.availability()
    free = [at for at, name in here.offered() if name == lead]
    for at in (here.random.choice(free or [start]), start):
        here.call(
            "reschedule_booking",
            OWNER,
            booking_id=booking["id"],
            starts_at=moment(at).isoformat(),
            resource_id=id_of(lead),
        )
    return before, here.availability()


@around_what_is_ahead
@pytest.mark.parametrize("there_and_back", [book_and_cancel, hold_and_lapse, move_and_move_back])
def test_what_is_undone_leaves_no_trace_in_what_is_offered(
    connection: Connection,
    zone: str,
    around: int,
    there_and_back: Callable[[Asked, int, str], tuple[str, str]],
) -> None:
    with asking(connection, zone, around, there_and_back.__name__) as here:
        offered = here.offered()
        for start, lead in here.random.sample(offered, min(3, len(offered))):
            with connection.transaction(force_rollback=True):
                before, after = there_and_back(here, start, lead)
            assert after == before, (start, lead, here.business, here.question)


def test_a_cancelled_booking_leaves_the_same_etag(
    http: httpx.Client, given: psycopg.Connection
) -> None:
    given.execute("select given.tenant('alder')")
    given.execute("select given.resource('alder', 'Ann')")
    row = given.execute(
        "select given.service('alder', 'Cut', 60, 'Ann')::text, given.day(0)::date::text,"
        " given.at('alder', given.day(0, '10:00'))"
    ).fetchone()
    assert row is not None
    service, day, ten = row
    asked = {"service_id": service, "from": day, "to": day}
    customer = {"name": "Zoe", "email": "zoe@customers.test"}
    before = http.get("/v1/tenants/alder/availability", params=asked)
    booking = http.post(
        "/v1/tenants/alder/bookings",
        json={"service_id": service, "starts_at": ten, "customer": customer},
    ).json()
    between = http.get("/v1/tenants/alder/availability", params=asked)
    cancelled = http.post(
        f"/v1/tenants/alder/bookings/{booking['id']}/cancel",
        headers={"authorization": f"Bearer {booking['manage_token']}"},
    )
    after = http.get("/v1/tenants/alder/availability", params=asked)

    assert cancelled.status_code == 200, cancelled.text
    assert between.headers["etag"] != before.headers["etag"]
    assert after.headers["etag"] == before.headers["etag"]
    assert after.content == before.content


# Parts and wholes.


@around_what_is_ahead
def test_each_day_is_offered_alone_as_it_is_among_others(
    connection: Connection, zone: str, around: int
) -> None:
    with asking(connection, zone, around, "days") as here:
        first = here.question.first
        whole = replace(here.question, first=first, last=first + 3 * DAY)
        here.question = whole
        slots = json.loads(here.availability())["slots"]
        apart = []
        for n in range(4):
            here.question = replace(whole, first=first + n * DAY, last=first + n * DAY)
            apart += json.loads(here.availability())["slots"]
        if len(here.business.zones) == 1:
            assert apart == slots
        # Where zones differ, the same moment may lie on two dates.
        assert flat(apart) == flat(slots)


@around_what_is_ahead
def test_anyone_is_free_whenever_somebody_is(
    connection: Connection, zone: str, around: int
) -> None:
    with asking(connection, zone, around, "anyone") as here:
        anyone = json.loads(here.availability())["slots"]
        apart = [
            slot for lead in here.leads() for slot in json.loads(here.availability(lead))["slots"]
        ]
        seats: dict[str, int] = {}
        for slot in apart:
            key = f"{slot['starts_at']} {slot['ends_at']}"
            seats[key] = seats.get(key, 0) + slot["seats_left"]
        assert flat(anyone) == flat(apart)
        assert seats == {f"{s['starts_at']} {s['ends_at']}": s["seats_left"] for s in anyone}


def flat(slots: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Start, end and lead, one row for each lead."""
    return sorted(
        (slot["starts_at"], slot["ends_at"], resource_id)
        for slot in slots
        for resource_id in slot["resource_ids"]
    )


# What does not matter.


@around_what_is_ahead
def test_another_business_changes_nothing_though_its_ids_be_the_same(
    connection: Connection, zone: str, around: int
) -> None:
    with asking(connection, zone, around, "twin") as here:
        lead = here.random.choice(here.leads())
        days = minutes_of(zone, here.question.first, here.question.last)
        starts = here.random.sample(days, 10)
        alone = here.availability(), [here.explain(start, lead) for start in starts]
        here.undoing(
            "set local session_replication_role = replica",
            *(twin(table) for table in TABLES),
            # It is not quite a twin: it is shut, and everybody is away.
            "update data.time_off set ends_at = starts_at + interval '300 days'"
            f" where tenant_id <> '{TENANT}'",
            "set local session_replication_role = origin",
        )
        together = here.availability(), [here.explain(start, lead) for start in starts]
    assert together == alone


def twin(table: str) -> str:
    """SQL that gives every row of a table a twin in another business."""
    columns = """
        select string_agg(quote_ident(attname), ', ')
        from pg_attribute
        where attrelid = %L::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    """
    other = json.dumps({"tenant_id": id_of("twin"), "slug": "twin"})
    return f"""
        do $do$
        declare
            v_columns text;
        begin
            execute format($$ {columns} $$, 'data.{table}') into v_columns;
            execute format(
                $$
                    insert into data.{table} (%s)
                    select %s
                    from data.{table} as t
                    cross join lateral jsonb_populate_record(
                        null::data.{table}, to_jsonb(t) || '{other}'
                    ) as r
                $$,
                v_columns,
                (
                    select string_agg('r.' || trim(name), ', ')
                    from unnest(string_to_array(v_columns, ',')) as name
                )
            );
        end;
        $do$
    """


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Asia/Kolkata", "America/Sao_Paulo"])
@pytest.mark.parametrize("weeks", [1, 5, 31])
def test_a_later_week_is_as_this_one_where_no_clock_changes(
    connection: Connection, zone: str, weeks: int
) -> None:
    for seed in range(3):
        random = Random(f"{zone} {weeks} {seed}")
        around = random.choice([minute for name, minute in CASES if name == zone])
        inventor = Inventor(random, zone, around, rich=True)
        business = inventor.business()
        business = replace(business, zones=dict.fromkeys(business.zones, zone))
        question = replace(inventor.question(business), earliest=0, latest=FAR_AHEAD)

        now = search_alone(connection, business, question)
        then = search_alone(connection, later(business, weeks), asked_later(question, weeks))

        by = weeks * 7 * 1440
        compare(
            then,
            {(start + by, end + by, lead): n for (start, end, lead), n in now.items()},
            business,
            question,
        )


def later(business: Business, weeks: int) -> Business:
    """A business to which everything happens so many weeks later."""
    by = weeks * 7 * 1440

    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    def hours(row: Hours) -> Hours:
        return replace(
            row,
            valid_from=row.valid_from and row.valid_from + weeks * WEEK,
            valid_until=row.valid_until and row.valid_until + weeks * WEEK,
        )

    return replace(
        business,
        resources=tuple(
            replace(
                r,
                hours=tuple(map(hours, r.hours)),
                shifts=tuple(map(moved, r.shifts)),
                time_off=tuple(map(moved, r.time_off)),
                busy=tuple(map(moved, r.busy)),
                engaged=tuple(map(moved, r.engaged)),
            )
            for r in business.resources
        ),
        closures=tuple((where, moved(span)) for where, span in business.closures),
        open={where: tuple(map(hours, rows)) for where, rows in business.open.items()},
        bookings=tuple(
            replace(b, starts=b.starts + by, ends=b.ends + by) for b in business.bookings
        ),
    )


def asked_later(question: Question, weeks: int) -> Question:
    return replace(question, first=question.first + weeks * WEEK, last=question.last + weeks * WEEK)
