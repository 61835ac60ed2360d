"""What becomes free is never anybody's in between, goes to whoever comes first, and to one only."""

import asyncio
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from conftest import Databases
from live import serving
from racing import Arena, Call, Finish, Shop, codes, run, won
from waiting import until

from app.database import Answer, Database
from app.dsn import as_user
from app.sweep import sweep

INVARIANTS = Path(__file__).with_name("waitlist.sql").read_text()

# Whoever is refused here was told so for one of these reasons.
REFUSALS = {"KC001", "KC002", "KC003", "KC050", "KC051", "KC052"}

LIMITS = {"KL001", "KV012", "KV013", "KC030", "KN003", "KN012"}

NOBODY = "019a0000-0000-7000-8000-000000000000"

crowds = pytest.mark.parametrize("clients", [8, 16, 50])


@pytest.fixture(scope="module")
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url)
    yield arena
    print("\n" + arena.report())  # noqa: T201  # What the races took, for whoever asks with -s.
    arena.close()
    databases.drop(url)


@pytest.fixture
def shop(arena: Arena) -> Shop:
    return arena.shop()


def race(shop: Shop, pattern: str, calls: list[Call], refusals: Iterable[str] = ()) -> list[Finish]:
    """Race, then sweep once, and see that the waitlist is as it must be."""
    shop.arena.random.shuffle(calls)
    finishes = shop.race(pattern, calls, REFUSALS.union(refusals))
    assert shop.arena.alone(shop.sweep()).code is None
    assert broken(shop) == set()
    return finishes


def broken(shop: Shop) -> set[str]:
    """The rules of the waitlist that do not hold."""
    rows = shop.arena.dba.execute(INVARIANTS.encode(), {"tenant_id": shop.tenant_id})
    return {rule for rule, _ in rows}


def statuses(shop: Shop) -> dict[str, str]:
    """What has become of every entry, by its id, in the order in which they came."""
    rows = shop.arena.dba.execute(
        "select entry_id::text, status from data.waitlist where tenant_id = %s order by entry_id",
        (shop.tenant_id,),
    )
    return dict(rows.fetchall())


def offers(shop: Shop) -> dict[str, str]:
    """The bookings that are on offer, by the entries that they are offered to."""
    rows = shop.arena.dba.execute(
        "select entry_id::text, booking_id::text from data.waitlist"
        " where tenant_id = %s and status = 'offered' order by entry_id",
        (shop.tenant_id,),
    )
    return dict(rows.fetchall())


def lapse(shop: Shop) -> None:
    """Let every hold run out; its slot is kept for the sweep."""
    shop.arena.one("select given.lapse(%s)", shop.slug)


# Races.


@crowds
def test_one_slot_goes_to_whoever_came_first(shop: Shop, clients: int) -> None:
    """While others try to book it, to join, and to sweep. Who waits needs a room besides, so that
    an offer has more calendars to lock than the booking that makes way for it."""
    leads = shop.resources(1)
    service = shop.service(leads, minutes=480)
    roomy = shop.service(leads, shop.resources(2, "room"), minutes=480)
    for day in range(2):
        booking = shop.book(service, shop.at(day, "09:00"))
        entries = [shop.wait(roomy, day) for _ in range(5)]
        calls = [shop.cancel(booking), shop.sweep()]
        calls += [shop.create(service, shop.at(day, "09:00")) for _ in range(clients // 2)]
        calls += [shop.join(service, day) for _ in range(clients // 2 - 2)]
        finishes = race(shop, f"one slot is freed, {clients} clients", calls)
        assert list(offers(shop))[-1] == entries[0]
        assert codes(finishes)["KC001"] == clients // 2


@crowds
@pytest.mark.parametrize("somebody_waits", [False, True], ids=["nobody waits", "somebody waits"])
def test_nobody_begins_to_wait_while_a_slot_is_freed_unseen(
    shop: Shop, clients: int, somebody_waits: bool
) -> None:
    """Whoever joins at the moment of a cancellation is offered the slot, or told that it is free:
    somebody gets it. Also if others wait for something else."""
    service, other = (
        shop.service(shop.resources(1, kind), minutes=480) for kind in ("staff", "room")
    )
    for day in range(3):
        booking = shop.book(service, shop.at(day, "09:00"))
        if somebody_waits:
            shop.book(other, shop.at(day, "09:00"))
            shop.wait(other, day)
        calls = [shop.cancel(booking), *(shop.join(service, day) for _ in range(clients - 1))]
        finishes = race(shop, f"joining and cancelling, {clients} clients", calls)
        entries = {answer["id"] for answer in won(finishes) if "joined_at" in answer}
        assert len(entries & offers(shop).keys()) == (1 if entries else 0)
        if not entries:
            shop.book(service, shop.at(day, "09:00"))


@crowds
def test_nobody_begins_to_wait_while_a_hold_is_made_unseen(arena: Arena, clients: int) -> None:
    """Else it would be anybody's for a moment as it lapses. They wait for a whole day, of which the
    afternoon is booked, while others hold its morning."""
    for _ in range(3):
        shop = arena.shop()
        lead = shop.resources(1)
        whole, hour = shop.service(lead, minutes=480), shop.service(lead, minutes=60)
        paid = shop.service(lead, minutes=60, price_minor=1000, pay_online=True)
        shop.book(hour, shop.at(0, "16:00"))
        calls = [shop.create(paid, shop.at(0, f"{9 + n % 4:02}:00")) for n in range(clients // 2)]
        calls += [shop.join(whole, 0) for _ in range(clients // 2)]
        finishes = race(shop, f"joining and holding, {clients} clients", calls)
        assert len(won(finishes)) == 4 + clients // 2


@crowds
def test_an_offer_is_accepted_declined_or_lapses_once(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), minutes=480)
    for day in range(2):
        booking = shop.book(service, shop.at(day, "09:00"))
        first, second = (shop.wait(service, day) for _ in range(2))
        assert shop.arena.alone(shop.cancel(booking)).code is None
        offered = offers(shop)[first]
        if day == 1:
            lapse(shop)
        kinds = [
            shop.answer("accept_offer", first),
            shop.answer("decline_offer", first),
            shop.answer("leave_waitlist", first),
            shop.confirm(offered),
            shop.cancel(offered),
            shop.sweep(),
            shop.create(service, shop.at(day, "09:00")),
            shop.answer("leave_waitlist", second),
        ]
        race(shop, f"all answers at once, {clients} clients", (kinds * 7)[:clients])
        state = statuses(shop)
        assert state[first] in {"accepted", "declined", "lapsed", "left", "ended"}
        told = shop.arena.dba.execute(
            "select count(*) from data.events where tenant_id = %s and subject_id = %s"
            " and type in ('waitlist.accepted', 'waitlist.declined', 'waitlist.lapsed',"
            " 'waitlist.left', 'waitlist.ended')",
            (shop.tenant_id, first),
        ).fetchone()
        assert told == (1,)


@crowds
def test_a_lapsed_offer_is_handed_on_however_many_sweep(shop: Shop, clients: int) -> None:
    service = shop.service(shop.resources(1), minutes=480)
    booking = shop.book(service, shop.at(0, "09:00"))
    entries = [shop.wait(service, 0) for _ in range(4)]
    assert shop.arena.alone(shop.cancel(booking)).code is None
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        assert list(offers(shop)) == [entry]
        lapse(shop)
        calls = [shop.sweep() for _ in range(clients - 4)]
        if following:
            # Where nobody waits any more it is anybody's.
            calls += [shop.create(service, shop.at(0, "09:00")) for _ in range(3)]
        finishes = race(shop, f"sweeps, {clients} clients", [*calls, shop.sweep()])
        assert list(offers(shop)) == ([following] if following else [])
        assert codes(finishes)["KC001"] == (3 if following else 0)
    assert set(statuses(shop).values()) == {"lapsed"}


def plan(shop: Shop) -> list[str]:
    """Services that share staff, rooms and chairs, so that whoever frees one frees others."""
    names = shop.resources(6)
    rooms = shop.resources(2, "room")
    chairs = shop.resources(1, "table", seats=3)
    return [
        shop.service(names, minutes=120),
        shop.service(names[:3], rooms, minutes=120),
        shop.service(names[::-1], chairs, minutes=60),
        shop.service(chairs, minutes=90),
        shop.service(rooms, minutes=60, capacity=4),
        shop.service(names, minutes=120, price_minor=1000, pay_online=True),
        shop.service(names[2:], minutes=60, max_per_day=4),
    ]


def anything(shop: Shop, kind: int, services: list[str], day: int) -> Call:
    """Something that somebody may do on a day on which others do other things."""
    rand = shop.arena.random
    service = rand.choice(services)
    starts_at = shop.at(day, f"{rand.randrange(9, 16):02}:{rand.choice((0, 30)):02}")
    booking = rand.choice(living(shop) or [NOBODY])
    entry = rand.choice(list(offers(shop)) or list(statuses(shop)) or [NOBODY])
    lead = shop.resource_id(f"staff {rand.randrange(6):03}")
    match kind % 11:
        case 0 | 1:
            return shop.cancel(booking)
        case 2:
            return shop.move(booking, starts_at)
        case 3:
            return shop.join(service, day, f"c{rand.randrange(20)}")
        case 4:
            return shop.create(service, starts_at)
        case 5:
            return shop.answer("accept_offer", entry)
        case 6 | 7:
            return shop.answer("decline_offer", entry)
        case 8:
            return shop.answer("leave_waitlist", entry)
        case 9:
            return shop.sweep()
    span = {"starts_at": shop.at(day, "17:00"), "ends_at": shop.at(day, "19:00")}
    return Call("create_shift", shop.owner, {"resource_id": lead, **span})


def living(shop: Shop) -> list[str]:
    """The bookings that can be cancelled."""
    rows = shop.arena.dba.execute(
        "select booking_id::text from data.bookings"
        " where tenant_id = %s and status in ('held', 'confirmed')",
        (shop.tenant_id,),
    )
    return [booking for (booking,) in rows]


@crowds
def test_everything_at_once(arena: Arena, shop: Shop, clients: int) -> None:
    """On a day that is full, with twelve who wait; the second time all holds have just lapsed."""
    services = plan(shop)
    for _ in range(70):
        arena.alone(anything(shop, 4, services, 0))
    for _ in range(12):
        arena.alone(anything(shop, 3, services, 0))
    for lapsed in (False, True):
        if lapsed:
            lapse(shop)
        calls = [anything(shop, kind, services, 0) for kind in range(clients)]
        race(shop, f"everything, {clients} clients", calls, LIMITS)


# What breaks each of the invariants.
DAMAGE = {
    "an offer is not what was waited for": """
        update data.waitlist set window_ends_at = window_starts_at + interval '1 minute'
    """,
    "a lapsed hold was not swept": """
        update data.bookings set lapses_at = now() - interval '1 hour'
    """,
    "somebody waits while something is free": """
        update data.allocations set active = false;
        update data.bookings set status = 'expired', hold_expires_at = null where status = 'held'
    """,
    "somebody was passed over": """
        update data.waitlist set joined_at = now() - interval '1 hour' where status = 'waiting'
    """,
}


@pytest.mark.parametrize("rule", DAMAGE)
def test_damage_would_be_seen(arena: Arena, shop: Shop, rule: str) -> None:
    service = shop.service(shop.resources(1), minutes=480)
    booking = shop.book(service, shop.at(0, "09:00"))
    for _ in range(2):
        shop.wait(service, 0)
    assert arena.alone(shop.cancel(booking)).code is None
    assert broken(shop) == set()
    with arena.dba.transaction(force_rollback=True):
        arena.dba.execute("set local session_replication_role = replica")
        arena.dba.execute(DAMAGE[rule].encode())
        assert rule in broken(shop)


# The gap.


def test_what_is_handed_on_is_free_at_no_moment(arena: Arena, shop: Shop) -> None:
    """Guests look and book without a pause while one slot goes from hand to hand."""
    service = shop.service(shop.resources(1), minutes=480)
    booking = shop.book(service, shop.at(0, "09:00"))
    for _ in range(30):
        shop.wait(service, 0)
    day = str(arena.one("select given.day(0)::date"))
    search = Call("get_availability", shop.guest, {"service_id": service, "from": day, "to": day})
    create = shop.create(service, shop.at(0, "09:00"))
    stop = threading.Event()
    looks: list[Finish] = []

    def look(call: Call) -> None:
        url = as_user(arena.url, "holdfast_web")
        with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
            while not stop.is_set():
                looks.append(run(connection, call))

    threads = [threading.Thread(target=look, args=[call]) for call in (search, search, create)]
    for thread in threads:
        thread.start()
    try:
        assert arena.alone(shop.cancel(booking)).code is None
        for step in range(28):
            (entry,) = offers(shop)
            if step % 2:
                assert arena.alone(shop.answer("decline_offer", entry)).code is None
            else:
                lapse(shop)
                time.sleep(0.01)
                assert arena.alone(shop.sweep()).code is None
            assert list(offers(shop)) != [entry]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert len(looks) > 100
    assert [look for look in looks if look.code is None and look.answer["slots"]] == []
    assert codes(looks).keys() == {None, "KC001"}


# Over HTTP.


def test_a_life_on_the_waitlist(database: str, given: psycopg.Connection[Any]) -> None:
    """With a process that sweeps, nobody has to do anything for a lapsed offer to go on."""

    def one(query: str, *values: Any) -> str:
        row = given.execute(query.encode(), values).fetchone()
        assert row is not None
        return str(row[0])

    one("select given.tenant('alder')")
    one("select given.resource('alder', 'Ann')")
    service = one("select given.service('alder', 'Cut', 480, 'Ann')")
    day = one("select given.day(0)::date")
    starts_at = one("select given.at('alder', given.day(0, '09:00'))")

    def customer(name: str) -> dict[str, str]:
        return {"name": name, "email": f"{name}@customers.test"}

    def bearer(entry: dict[str, Any]) -> dict[str, str]:
        return {"Authorization": f"Bearer {entry['manage_token']}"}

    wish = {"service_id": service, "from": day, "to": day}
    with serving(as_user(database, "holdfast_web"), worker=True, sweep_seconds=0.02) as http:
        path = "/v1/tenants/alder/waitlist"

        def seen(entry: dict[str, Any]) -> dict[str, Any]:
            answer = http.get(f"{path}/{entry['id']}", headers=bearer(entry))
            assert answer.status_code == 200
            return dict(answer.json())

        early = http.post(path, json=wish | {"customer": customer("abe")})
        assert early.status_code == 409
        assert early.json()["type"] == "/problems/slots-free"
        assert [slot["starts_at"] for slot in early.json()["slots"]] == [starts_at]

        booked = http.post(
            "/v1/tenants/alder/bookings",
            json={"service_id": service, "starts_at": starts_at, "customer": customer("zoe")},
        ).json()
        joined = [
            http.post(path, json=wish | {"customer": customer(name)}) for name in ("abe", "bea")
        ]
        assert [answer.status_code for answer in joined] == [201, 201]
        abe, bea = (answer.json() for answer in joined)
        assert http.get(f"{path}/{abe['id']}").status_code == 404

        bookings = "/v1/tenants/alder/bookings"
        assert http.post(f"{bookings}/{booked['id']}/cancel", headers=bearer(booked)).is_success
        assert seen(abe)["booking"]["starts_at"] == starts_at
        assert seen(bea)["status"] == "waiting"
        refused = http.post(f"{path}/{bea['id']}/accept", headers=bearer(bea))
        assert refused.json()["type"] == "/problems/not-waiting"

        one("select given.lapse('alder')")
        until(lambda: seen(bea)["status"] != "waiting")
        assert seen(abe)["status"] == "lapsed"
        late = http.post(f"{path}/{abe['id']}/accept", headers=bearer(abe))
        assert late.json()["type"] == "/problems/hold-expired"

        accepted = http.post(f"{path}/{bea['id']}/accept", headers=bearer(bea))
        assert accepted.status_code == 200
        assert accepted.json()["status"] == "confirmed"
        assert http.get(
            f"{bookings}/{accepted.json()['id']}", headers=bearer(accepted.json())
        ).is_success


def test_a_sweep_that_fails_is_followed_by_another(
    database: str, given: psycopg.Connection[Any], caplog: pytest.LogCaptureFixture
) -> None:
    given.execute("select given.tenant('alder'), given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 480, 'Ann')")
    given.execute("update data.services set price_minor = 4000, pay_online = true")
    given.execute("revoke execute on function api.sweep_holds from holdfast_worker")
    given.execute("select given.booking('alder', 'Cut', 'Ann', given.day(0, '09:00'))")
    given.execute("select given.lapse('alder')")

    def is_over() -> bool:
        return given.execute("select status from data.bookings").fetchone() == ("expired",)

    with serving(as_user(database, "holdfast_web"), worker=True, sweep_seconds=0.02):
        until(lambda: "sweep failed" in caplog.text)
        given.execute("grant execute on function api.sweep_holds to holdfast_worker")
        until(is_over)
    assert caplog.text.count("sweep failed") == 1


def test_a_business_whose_sweep_fails_does_not_keep_the_others_waiting() -> None:
    swept = []

    class Stub:
        """Three businesses are due, and something is wrong with the first."""

        async def call(self, function: str, _: Any, claims: dict[str, str]) -> Answer:
            if function.startswith("find_"):
                return Answer(b'{"tenant_ids": ["a", "b", "c"]}', {})
            if claims["tenant_id"] == "a":
                raise psycopg.errors.QueryCanceled
            swept.append(f"{function} {claims['tenant_id']}")
            return Answer(b"null", {})

    with pytest.raises(psycopg.errors.QueryCanceled):
        asyncio.run(sweep(cast(Database, Stub())))
    works = (
        "sweep_holds",
        "sweep_follow_ups",
        "sweep_prepaid",
        "sweep_history",
        "sweep_subscriptions",
    )
    assert swept == [f"{work} {each}" for work in works for each in "bc"]
