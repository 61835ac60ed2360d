"""The search against an oracle that knows the rules and nothing else (oracle.py).

The businesses are made up, always the same ones (invented.py). Each is loaded in a transaction
that is rolled back.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from asking import (
    CASES,
    ahead,
    compare,
    explain,
    guest_asks_why,
    guest_books,
    guest_searches,
    minute_of,
    search,
    search_alone,
)
from invented import ZONES, Connection, Inventor, load
from oracle import (
    EPOCH,
    FAR_AHEAD,
    Booking,
    Business,
    Oracle,
    Part,
    Question,
    Resource,
    Service,
    instant,
    local,
    moment,
)

around_clock_changes = pytest.mark.parametrize(
    ("zone", "around"), CASES, ids=[f"{zone}-{local(zone, m):%Y-%m-%d}" for zone, m in CASES]
)


def test_the_server_knows_the_same_clocks(connection: Connection) -> None:
    """If not, its tzdata is not the tzdata package's, and the tests below fail for that."""
    for zone, around in CASES + [(place, minute) for place in ZONES for minute in ahead(place)]:
        row = connection.execute(
            "select %s at time zone %s, %s at time zone %s",
            [moment(around - 1), zone, moment(around), zone],
        ).fetchone()
        assert row == (local(zone, around - 1), local(zone, around)), zone


@around_clock_changes
def test_the_search_is_right_around_a_clock_change(
    connection: Connection, zone: str, around: int
) -> None:
    for seed in range(2):
        inventor = Inventor(Random(f"{zone} {around} {seed}"), zone, around, rich=False)
        business = inventor.business()
        question = inventor.question(business)
        found = search_alone(connection, business, question)
        compare(found, Oracle(business, question).offers(), business, question)


@pytest.mark.parametrize("seed", range(150))
def test_the_search_is_right_and_explained_whatever_the_rules(
    connection: Connection, seed: int
) -> None:
    random = Random(seed)
    inventor = Inventor(random, *random.choice(CASES), rich=True)
    business = inventor.business()
    question = inventor.question(business)
    oracle = Oracle(business, question)
    lead = random.choice(oracle.leads())
    days = oracle.days(lead)
    starts = {booking.starts for booking in business.bookings}.intersection(days)
    starts.update(days[random.randint(0, 150) :: 151])
    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, lead, sorted(starts))
    compare(found, oracle.offers(), business, question)
    compare(reasons, {m: set(oracle.reasons(lead, m)) for m in reasons}, lead, business, question)


@pytest.mark.parametrize("seed", range(8))
def test_every_minute_of_a_day_that_is_not_offered_has_its_reasons(
    connection: Connection, seed: int
) -> None:
    """Staff ask too: the grid and the limits are not for them."""
    random = Random(f"minutes {seed}")
    inventor = Inventor(random, *random.choice(CASES), rich=True)
    business = inventor.business()
    question = replace(
        inventor.question(business),
        first=inventor.today,
        last=inventor.today,
        as_customer=random.choice([True, False]),
    )
    oracle = Oracle(business, question)
    lead = random.choice(oracle.leads())
    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = explain(connection, question, lead, oracle.days(lead))
    expected = {start: set(oracle.reasons(lead, start)) for start in oracle.days(lead)}
    compare(found, expected, lead, business, question)


@pytest.mark.parametrize("zone", ZONES)
def test_guests_are_offered_and_told_the_same(connection: Connection, zone: str) -> None:
    """Through the front door, with notice and horizon, around the next clock changes."""
    for around in ahead(zone):
        random = Random(f"{zone} {around}")
        inventor = Inventor(random, zone, around, rich=random.choice([True, False]))
        business = inventor.business()
        until = around - minute_of(datetime.now(UTC))
        notice = random.choice([0, min(until + random.randint(-1500, 500), 365 * 1440)])
        horizon = random.choice([730, until // 1440 + 1])

        with connection.transaction(force_rollback=True):
            load(connection, business, notice, horizon)
            now = connection.execute("select now()").fetchone()
            assert now is not None
            asked_at = (now[0] - EPOCH) / timedelta(minutes=1)
            question = replace(
                inventor.question(business),
                earliest=asked_at + notice,
                latest=asked_at + horizon * 1440,
                moving=None,
            )
            oracle = Oracle(business, question)
            offers = oracle.offers()
            lead = random.choice(oracle.leads())
            starts = [
                *random.sample(oracle.days(lead), 20),
                *(slot[0] for slot in [*offers][:20]),
            ]
            connection.execute("set local role holdfast_web")
            slots = guest_searches(connection, business, question)
            reasons = guest_asks_why(connection, question, lead, starts)

        expected: dict[tuple[int, int], tuple[set[str], int]] = {}
        for (start, end, name), seats_left in offers.items():
            names, seats = expected.get((start, end), (set(), 0))
            expected[start, end] = names | {name}, seats + seats_left
        assert list(slots) == sorted(slots)
        compare(slots, expected, business, question)
        compare(
            reasons, {m: set(oracle.reasons(lead, m)) for m in starts}, lead, business, question
        )


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_offered_can_be_booked_and_nothing_else(connection: Connection, zone: str) -> None:
    for around in ahead(zone):
        random = Random(f"{zone} {around} booked")
        inventor = Inventor(random, zone, around, rich=True)
        business = inventor.business()
        question = replace(inventor.question(business), earliest=0, latest=FAR_AHEAD, moving=None)
        oracle = Oracle(business, question)
        offers = sorted(oracle.offers())
        slots = {(start, lead) for start, _, lead in random.sample(offers, min(8, len(offers)))}
        slots |= {(random.choice(oracle.days(lead)), lead) for lead in oracle.leads()}
        slots |= {(b.starts, b.lead) for b in business.bookings if b.lead in oracle.leads()}
        slots = {(start, lead) for start, lead in slots if start in oracle.days(lead)}

        with connection.transaction(force_rollback=True):
            load(connection, business)
            connection.execute("set local role holdfast_web")
            found = {slot: guest_books(connection, question, *slot) for slot in slots}

        expected = {slot: not any(oracle.reasons(slot[1], slot[0])) for slot in slots}
        compare(found, expected, business, question)


ANN = Resource("Ann", "Here", always_open=True)
NIGHT = date(2027, 3, 27)  # The one after it lacks an hour, in Rome.
LATE = instant("Europe/Rome", NIGHT, 23 * 60 + 30)
KINDS = pytest.mark.parametrize("kind", ["visit", "visit in a room", "class that has begun"])


def night_shift(kind: str, lead: Resource, service: Service, start: int) -> Business:
    """A kind of service with Ann, that begins or has begun at a start."""
    end = start + service.leads["Ann"]
    begun = Booking(service.name, "Ann", start, end, 0, 0, {"Ann": 1})
    if kind == "visit in a room":
        room = replace(lead, name="Room")
        service = replace(service, parts=(Part(1, ("Room",)),))
        return Business({"Here": "Europe/Rome"}, (lead, room), (service,))
    if kind == "class that has begun":
        service = replace(service, capacity=3)
        return Business({"Here": "Europe/Rome"}, (lead,), (service,), bookings=(begun,))
    return Business({"Here": "Europe/Rome"}, (lead,), (service,))


@KINDS
def test_a_visit_of_a_day_fits_over_the_night_that_lacks_an_hour(
    connection: Connection, kind: str
) -> None:
    business = night_shift(kind, ANN, Service("Cut", {"Ann": 1440}, slot=30), LATE)
    question = Question("Cut", NIGHT, NIGHT)

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, "Ann", [LATE])

    assert (LATE, LATE + 1440, "Ann") in found
    assert reasons == {LATE: set()}
    compare(found, Oracle(business, question).offers())


@KINDS
def test_a_shift_of_a_day_reaches_into_the_second_day_after_that_night(
    connection: Connection, kind: str
) -> None:
    ann = Resource("Ann", "Here", shifts=((LATE, LATE + 1440),))
    after = date(2027, 3, 29)
    starts = [instant("Europe/Rome", after, 0), instant("Europe/Rome", after, 15)]
    business = night_shift(kind, ann, Service("Cut", {"Ann": 15}, slot=15), starts[0])
    question = Question("Cut", after, after)

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, "Ann", starts)

    assert sorted(found) == [(start, start + 15, "Ann") for start in starts]
    assert reasons == {start: set() for start in starts}


def one_lead(zone: str, lead: Resource, service: Service, *bookings: Booking) -> Business:
    return Business({"Here": zone}, (lead,), (service,), bookings=bookings)


def test_an_hour_after_midnight_that_comes_twice_is_on_the_new_date_twice(
    connection: Connection,
) -> None:
    day = date(2026, 10, 25)
    for service in (
        Service("Cut", {"Ann": 60}, slot=60),
        Service("Cut", {"Ann": 60}, slot=60, max_per_day=2),
    ):
        business = one_lead("Atlantic/Azores", ANN, service)
        found = search_alone(connection, business, Question("Cut", day, day))
        assert len(found) == 25
        compare(found, Oracle(business, Question("Cut", day, day)).offers())


NOON = instant("Europe/Rome", date(2027, 6, 12), 12 * 60)


def a_class(*bookings: tuple[int, int, int]) -> Business:
    """A class of three, in a room for two classes, and who is in it: start, party and minutes."""
    return one_lead(
        "Europe/Rome",
        replace(ANN, seats=2),
        Service("Cut", {"Ann": 60}, slot=30, capacity=3),
        *(
            Booking("Cut", "Ann", start, start + lasts, 0, 0, {"Ann": 1}, party, place=1 + n)
            for n, (start, party, lasts) in enumerate(bookings)
        ),
    )


@pytest.mark.parametrize(("party", "places_left"), [(1, 1), (2, None)])
def test_a_class_that_has_begun_is_joined_and_not_begun_again(
    connection: Connection, party: int, places_left: int | None
) -> None:
    business = a_class((NOON, 2, 60))
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12), party)

    found = search_alone(connection, business, question)

    assert found.get((NOON, NOON + 60, "Ann")) == places_left
    compare(found, Oracle(business, question).offers())


def test_a_class_off_the_grid_can_be_joined(connection: Connection) -> None:
    business = a_class((NOON + 7, 1, 60))
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12))

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, "Ann", [NOON + 7, NOON + 8])

    assert found[NOON + 7, NOON + 67, "Ann"] == 2
    assert reasons == {NOON + 7: set(), NOON + 8: {"off-grid"}}


def test_a_class_off_the_grid_is_gone_with_its_last_booking(connection: Connection) -> None:
    business = a_class((NOON + 7, 1, 60))
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12), moving=0)

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, "Ann", [NOON + 7])

    assert (NOON + 7, NOON + 67, "Ann") not in found
    assert reasons == {NOON + 7: {"off-grid"}}


def test_a_class_takes_one_seat_though_some_of_it_lasts_longer(connection: Connection) -> None:
    business = a_class((NOON, 1, 60), (NOON, 1, 90))
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12))

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        reasons = explain(connection, question, "Ann", [NOON + 30])

    assert (NOON + 30, NOON + 90, "Ann") in found
    assert reasons == {NOON + 30: set()}


@pytest.mark.parametrize(
    ("moving", "status", "reasons"),
    [
        (None, "confirmed", {"booked", "no-room"}),
        (None, "held", set()),  # It has lapsed.
        (1, "confirmed", set()),
    ],
)
def test_a_class_that_lasts_longer_by_now_is_not_joined_into_what_follows(
    connection: Connection, moving: int | None, status: str, reasons: set[str]
) -> None:
    service = Service("Cut", {"Ann": 60}, slot=30, capacity=3, parts=(Part(1, ("Room",)),))
    first = Booking("Cut", "Ann", NOON, NOON + 45, 0, 0, {"Ann": 1, "Room": 1})
    second = replace(
        first, starts=NOON + 45, ends=NOON + 105, status=status, lapsed=status == "held"
    )
    resources = ANN, replace(ANN, name="Room")
    business = Business({"Here": "Europe/Rome"}, resources, (service,), bookings=(first, second))
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12), moving=moving)

    with connection.transaction(force_rollback=True):
        load(connection, business)
        found = search(connection, business, question)
        told = explain(connection, question, "Ann", [NOON])

    assert told == {NOON: reasons}
    assert ((NOON, NOON + 60, "Ann") in found) == (not reasons)
    compare(found, Oracle(business, question).offers())


def test_a_booking_that_moves_into_a_class_stays_as_long_as_it_is(connection: Connection) -> None:
    ann = Resource("Ann", "Here", shifts=((NOON - 240, NOON + 45),))
    service = Service("Cut", {"Ann": 30}, slot=30, capacity=3)
    bookings = (
        Booking("Cut", "Ann", NOON, NOON + 30, 0, 0, {"Ann": 1}),
        Booking("Cut", "Ann", NOON - 240, NOON - 180, 0, 0, {"Ann": 1}),
    )
    business = one_lead("Europe/Rome", ann, service, *bookings)
    question = Question("Cut", date(2027, 6, 12), date(2027, 6, 12), moving=1)

    found = search_alone(connection, business, question)

    assert (NOON, NOON + 60, "Ann") not in found
    compare(found, Oracle(business, question).offers())
