"""Whatever people do, in whatever order, the database does what the model says (model.py).

Hypothesis makes the people up. They come over connections of their own, one at a time or several at
once; then the outcome has to be one that some order of them gives. After every step the database
itself must find nothing broken, and offer what the model offers.

In CI the steps are always the same. HYPOTHESIS_PROFILE=long makes up new ones for a long while.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import Databases
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from model import ZONE, Action, Book, Done, Move, World, worlds_after
from oracle import EPOCH, local
from racing import Arena, Call, Finish
from street import CLIENTS, Street, minute_now
from wishes import PLACES, SEVERAL, WISHES, Wish, one_of

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
PROFILE = settings(
    max_examples=5000 if LONG else 6,
    stateful_step_count=50 if LONG else 25,
    derandomize=not LONG,
    deadline=None,
    database=None,
    # What several do at once may not happen a second time: there is nothing to shrink.
    phases=[Phase.generate] if not LONG else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


class Machine(RuleBasedStateMachine):
    """People on a street."""

    def __init__(self, street: Street) -> None:
        super().__init__()
        self.street = street
        self.worlds = street.empty()
        self.story: list[str] = []

    def calls(self, place: int, actions: Sequence[Action]) -> list[Call]:
        shop = self.street.shops[place]
        guest, owner = (Call("", claims, {}) for claims in (shop.guest, shop.owner))
        return [action.call(self.worlds[place], guest, owner) for action in actions]

    def taken(self, place: int) -> Mapping[str, list[str]]:
        """What each booking occupies, or occupied when it ended: names, by its id."""
        names = {self.worlds[place].ids[name,]: name for name in self.worlds[place].resources}
        taken: dict[str, list[str]] = {}
        for booking_id, resource_id in self.street.rows(
            "select distinct booking_id::text, resource_id::text"
            " from data.allocations where tenant_id = %s",
            self.street.shops[place].tenant_id,
        ):
            taken.setdefault(booking_id, []).append(names[resource_id])
        return taken

    def states(self, place: int) -> dict[str, tuple[Any, ...]]:
        """Status, lead, start and end of each booking, as it is in the database."""
        return {
            booking_id: tuple(rest)
            for booking_id, *rest in self.street.rows(
                "select booking_id::text, status::text, resource_id::text,"
                " extract(epoch from starts_at)::bigint / 60,"
                " extract(epoch from ends_at)::bigint / 60"
                " from data.bookings where tenant_id = %s",
                self.street.shops[place].tenant_id,
            )
        }

    def is_so(self, world: World, states: Mapping[str, tuple[Any, ...]]) -> bool:
        """Whether the database has the bookings of a world. A lapsed hold may have been ended."""
        if states.keys() != {deal.id for deal in world.deals}:
            return False
        for deal, booking in zip(world.deals, world.business.bookings, strict=True):
            status, *rest = states[deal.id]
            if status == "expired" and booking.lapsed and booking.status == "held":
                status = "held"
            expected = (booking.status, world.ids[booking.lead,], booking.starts, booking.ends)
            if (status, *rest) != expected:
                return False
        return True

    def act(self, place: int, *actions: Action, times: int = 1) -> None:
        """Do these, all at once, and see that it is as if they had been done one by one.

        times: how often each is sent, with an idempotency key, which has to change nothing.
        """
        before = self.worlds[place] = replace(self.worlds[place], now=minute_now())
        calls = self.calls(place, actions)
        if times > 1:
            key = f"step {len(self.story)}"
            calls = [call.saying(idempotency_key=key, request_hash="") for call in calls]
        finishes = self.street.arena.start(f"{len(actions)} at once", calls * times)
        for again in finishes[len(actions) :]:
            assert (again.code, again.answer) == (finishes[0].code, finishes[0].answer), finishes
        assert all((finish.code or "K").startswith("K") for finish in finishes), finishes
        assert not any(finish.deadlocks for finish in finishes), finishes
        done = [
            Done(action, finish.code, finish.answer)
            for action, finish in zip(actions, finishes[: len(actions)], strict=True)
        ]
        states = self.states(place)
        world = next(
            (w for w in worlds_after(before, done, self.taken(place)) if self.is_so(w, states)),
            None,
        )
        assert world is not None, self.unexplained(before, done, finishes, states)
        self.worlds[place] = world
        self.story.append(f"{place}: " + ", ".join(f"{o.action} -> {o.code}" for o in done))
        self.street.seen.update((type(one.action).__name__, one.code or "done") for one in done)

    def unexplained(
        self,
        before: World,
        done: Sequence[Done],
        finishes: Sequence[Finish],
        states: Mapping[str, Any],
    ) -> str:
        """What is known of actions that no order explains."""
        return "\n".join(
            [
                *self.story,
                repr(before.business),
                *(
                    f"{one.action} -> {one.code}, alone {one.action.outcomes(before)}"
                    f" {one.answer and one.answer.get('resource_id')} {finish.detail}"
                    for one, finish in zip(done, finishes, strict=False)
                ),
                *(f"{booking_id} {state}" for booking_id, state in states.items()),
            ]
        )

    # What people do.

    @rule(place=PLACES, wish=WISHES)
    def somebody_does_something(self, place: int, wish: Wish) -> None:
        self.act(place, wish.action(self.worlds[place]))

    @rule(place=PLACES, wish=WISHES, times=st.integers(2, CLIENTS))
    def somebody_sends_the_same_again(self, place: int, wish: Wish, times: int) -> None:
        action = wish.action(self.worlds[place])
        self.act(place, action, times=times if action.is_post else 1)

    @rule(place=PLACES, wishes=SEVERAL)
    def several_do_something_at_once(self, place: int, wishes: list[Wish]) -> None:
        actions: list[Action] = []
        for wish in wishes:
            action = wish.action(self.worlds[place])
            if not any(is_rival(action, other) for other in actions):
                actions.append(action)
        self.act(place, *actions)

    @rule(place=PLACES, first=WISHES, wishes=SEVERAL)
    def several_want_much_the_same(self, place: int, first: Wish, wishes: list[Wish]) -> None:
        world = self.worlds[place]
        service, start = one_of(sorted(world.services), first.which), first.start(world)
        self.act(place, *(wish.book(world, service, start) for wish in wishes))

    @rule(place=PLACES, which=st.integers(0, 99), wishes=SEVERAL)
    def a_hold_lapses_and_others_want_its_time(
        self, place: int, which: int, wishes: list[Wish]
    ) -> None:
        held = holds(self.worlds[place])
        if held:
            booking_id = one_of(held, which)
            self.street.shops[place].lapse(booking_id)
            self.story.append(f"{place}: {booking_id} lapses")
            world = self.worlds[place].with_booking(booking_id, lapsed=True)
            self.worlds[place] = world
            booking = world.booking(booking_id)
            names = [name for name, s in sorted(world.services.items()) if booking.lead in s.leads]
            self.act(
                place,
                *(wish.book(world, one_of(names, wish.which), booking.starts) for wish in wishes),
            )

    # What holds after every step.

    @invariant()
    def nothing_is_broken(self) -> None:
        violations = self.street.rows("table data.violations")
        assert not violations, (violations, *self.story)

    @invariant()
    def what_is_offered_is_what_the_model_offers(self) -> None:
        # One service after another, so that each has its turn.
        world, shop = self.worlds[0], self.street.shops[0]
        service = world.business.services[len(world.deals) % len(world.business.services)]
        party = 1 + len(world.ids) % 2
        day = local(ZONE, world.hours[0]).date().isoformat()
        finish = self.street.arena.alone(
            Call(
                "get_availability",
                shop.guest,
                {
                    "service_id": world.ids[service.name,],
                    "from": day,
                    "to": day,
                    "party_size": party,
                },
            )
        )
        names = {world.ids[name,]: name for name in world.resources}
        found = {
            (minute(slot["starts_at"]), minute(slot["ends_at"])): (
                {names[resource_id] for resource_id in slot["resource_ids"]},
                slot["seats_left"],
            )
            for slot in finish.answer["slots"]
        }
        expected = world.offers(service.name, party)
        differ = {
            local(ZONE, span[0]): (found.get(span), expected.get(span))
            for span in found.keys() | expected.keys()
            if found.get(span) != expected.get(span)
        }
        assert not differ, "\n".join(
            [service.name, repr(differ), repr(world.business), *self.story]
        )


def minute(said: str) -> int:
    return (datetime.fromisoformat(said) - EPOCH) // timedelta(minutes=1)


def holds(world: World) -> list[str]:
    return [
        deal.id
        for deal, booking in zip(world.deals, world.business.bookings, strict=True)
        if booking.status == "held" and not booking.lapsed
    ]


def is_rival(action: Action, other: Action) -> bool:
    """Whether the model could not tell what two actions at once have led to.

    Of a booking that is moved twice only the last place is known; of two absences alike, one id.
    """
    if isinstance(action, Move) and isinstance(other, Move):
        return action.booking_id == other.booking_id
    return action.key == other.key != () or (action == other and not isinstance(action, Book))


@pytest.fixture
def street(databases: Databases, vocabulary: str) -> Iterator[Street]:
    url = databases.create(vocabulary)
    arena = Arena(url, CLIENTS)
    street = Street(arena)
    yield street
    print(f"\n{arena.report()}\n{street.report()}")  # noqa: T201  # For whoever asks with -s.
    arena.close()
    databases.drop(url)


def run(street: Street) -> None:
    """Let people loose on a street."""

    class Here(Machine):
        def __init__(self) -> None:
            super().__init__(street)

    run_state_machine_as_test(Here, settings=PROFILE)


@pytest.mark.timeout(0 if LONG else 120)
def test_whatever_people_do_the_database_does_what_the_model_says(street: Street) -> None:
    run(street)


# Time off that asks nobody leaves nothing broken behind: only the model can tell.
CARELESS = """
create or replace function private.bookings_during(
    p_tenant_id uuid, p_resource_ids uuid[], p_from timestamptz, p_until timestamptz
) returns uuid[]
    language sql stable
    return '{}'::uuid[];
"""


def test_time_off_that_asks_nobody_would_be_seen(street: Street) -> None:
    street.arena.dba.execute(CARELESS.encode())
    with pytest.raises((AssertionError, Flaky)):
        run(street)
