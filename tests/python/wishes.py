"""What people would like to do, made up by Hypothesis.

What is drawn never depends on what came of the steps before, since that may differ from run to run
when several act at once: numbers are drawn, and mean something then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from model import (
    ENDS,
    ZONE,
    Action,
    Book,
    Cancel,
    Close,
    ComeBack,
    Decide,
    Furnish,
    Move,
    Reopen,
    Rest,
    Retune,
    SetHours,
    Slot,
    TakeOff,
    Work,
    World,
)
from oracle import local
from street import CLIENTS, CLOSES, EARLY, FURNISHED, OPENS, TUNED

T = TypeVar("T")


@dataclass(frozen=True)
class Wish:
    """What somebody would like to do, in numbers that are counted round what there is."""

    kind: str
    which: int
    whose: int
    offset: int
    length: int
    party: int
    customer: str
    as_customer: bool
    flag: bool

    def start(self, world: World) -> int:
        is_ahead = world.hours[1] - world.hours[0] > CLOSES - OPENS
        return world.hours[0] + self.offset + (OPENS - EARLY if is_ahead else 0)

    def action(self, world: World) -> Action:
        """The action that it comes to; a booking, if there is nothing to change yet."""
        if self.kind in CHANGES and world.deals:
            return self.change(world, one_of(world.deals, self.which).id)
        if self.kind in SCHEDULES:
            action = self.schedule(world)
            if action is not None and action.key not in world.ids:
                return action
        return self.book(world, one_of(sorted(world.services), self.which), self.start(world))

    def book(self, world: World, service: str, start: int) -> Book:
        lead = one_of([None, *world.services[service].leads], self.whose)
        return Book(Slot(service, lead, start, self.party, self.as_customer), self.customer)

    def change(self, world: World, booking_id: str) -> Action:
        if self.kind == "move":
            leads = world.services[world.booking(booking_id).service].leads
            lead = one_of([None, None, *leads], self.whose)
            return Move(booking_id, self.start(world), lead, self.as_customer)
        if self.kind == "cancel":
            return Cancel(booking_id, self.as_customer)
        return Decide(booking_id, one_of(sorted(ENDS), self.whose))

    def schedule(self, world: World) -> Action | None:
        """A change of working time, half of them where somebody is booked."""
        name, start = one_of(sorted(world.resources), self.which), self.start(world)
        if self.whose % 2 and world.deals:
            booking = one_of(world.business.bookings, self.which)
            name, start = one_of([*booking.seats], self.which), booking.starts
        span = start, start + self.length
        match self.kind:
            case "tune":
                capacity = one_of([1, 2, 3], self.whose)
                return Retune(TUNED, self.length, capacity, one_of([0, 10], self.which))
            case "furnish":
                return Furnish(FURNISHED, one_of([1, 2, 3], self.whose))
            case "take off":
                return TakeOff(name, span, self.flag)
            case "close":
                return Close(span, self.flag)
            case "work":
                return Work(name, span, self.flag)
            case "set hours" if ("hours", name, 1) in world.ids and world.resources[name].hours:
                weekday = local(ZONE, world.hours[0]).date().isoweekday()
                opens = one_of([OPENS - 60, OPENS, OPENS + 30], self.whose)
                return SetHours(name, weekday, opens, CLOSES + 15 * (self.offset % 8 - 4))
        return self.undo(world)

    def undo(self, world: World) -> Action | None:
        undone: list[Action] = [Reopen(span) for _, span in world.business.closures]
        for resource in world.business.resources:
            undone += [ComeBack(resource.name, span) for span in resource.time_off]
            undone += [Rest(resource.name, span, self.flag) for span in resource.shifts]
        return one_of(undone, self.which) if undone else None


def one_of(things: Sequence[T], number: int) -> T:
    return things[number % len(things)]


CHANGES = ["move", "cancel", "decide"]
SCHEDULES = ["take off", "close", "work", "set hours", "undo", "tune", "furnish"]
GRID = st.integers(0, 9).map(lambda n: 15 * n)
WISHES = st.builds(
    Wish,
    st.sampled_from(["book"] * 7 + CHANGES * 4 + ["move"] * 4 + SCHEDULES),
    st.integers(0, 99),
    st.integers(0, 99),
    # Mostly on the grid and within hours, sometimes neither.
    st.one_of(*[GRID] * 6, st.integers(-15, 195)),
    st.sampled_from([15, 15, 30, 60]),
    st.sampled_from([1, 1, 1, 2, 3]),
    st.sampled_from(["zoe", "yan", "xia", "will"]),
    st.sampled_from([True, True, True, False]),
    st.sampled_from([False, False, True]),
)
SEVERAL = st.lists(WISHES, min_size=2, max_size=CLIENTS)
PLACES = st.sampled_from([0, 0, 1])
