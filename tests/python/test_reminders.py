"""Whatever becomes of bookings, and whenever, the reminders are those of bookings as they stand.

Hypothesis makes the stories up: bookings are made, asked for, accepted, moved, handed to somebody
else and called off, settings change, and time goes by. The clock is the test's; the sweep comes
when the database says that there is something to do, as the real one does.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Connection = psycopg.Connection[tuple[Any, ...]]

SLOTS = [(day, hour) for day in range(3) for hour in (9, 11, 13, 15)]
LEADS = ("Ann", "Ben")
OFFSETS: tuple[list[int], ...] = ([1440, 120], [120], [2880, 60, 30], [])

slots = st.sampled_from(SLOTS)
nth = st.integers(0, 4)
hours = st.sampled_from((1, 5, 20, 29, 45))
STEPS = st.one_of(
    st.tuples(st.just("book"), slots, st.sampled_from(("Cut", "Asked")), st.sampled_from(LEADS)),
    st.tuples(st.just("move"), nth, slots),
    st.tuples(st.just("move"), nth, slots),
    st.tuples(st.just("hand"), nth, st.sampled_from(LEADS)),
    st.tuples(st.sampled_from(("confirm", "decline", "cancel")), nth),
    st.tuples(st.just("say"), st.sampled_from(OFFSETS)),
    st.tuples(st.just("wait"), hours),
    st.tuples(st.just("wait"), hours),
)


class Reminder(NamedTuple):
    booking_id: str
    starts_at: datetime
    minutes: int


class State(NamedTuple):
    """What a booking is from a moment on."""

    since: datetime
    status: str
    starts_at: datetime


class Story:
    """A business, its clock, and what has become of its bookings and settings."""

    def __init__(self, connection: Connection, bookings: int = 3) -> None:
        self.connection = connection
        connection.execute("select given.tenant('alder'), given.member('alder', 'Olga', 'owner')")
        for lead in LEADS:
            connection.execute("select given.resource('alder', %s)", [lead])
        for service in ("Cut", "Asked"):
            connection.execute("select given.service('alder', %s, 60, 'Ann', 'Ben')", [service])
        connection.execute("update data.services set needs_acceptance = name = 'Asked'")
        (self.tenant,) = self.row("select given.tenant_id('alder')")
        # Never at a whole minute, at which reminders are due: nothing happens at the same time.
        (self.clock,) = self.row(
            "select given.day() at time zone 'Europe/Rome' - interval '47 hours 13 seconds'"
        )
        self.ids: list[str] = []
        self.states: dict[str, list[State]] = {}
        self.offsets: list[tuple[datetime, list[int]]] = [(self.clock, OFFSETS[0])]
        self.sweep(self.clock)
        for slot, service in zip(SLOTS[2::4][:bookings], ("Cut", "Asked", "Cut"), strict=False):
            self.book(slot, service, "Ann")

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        found = self.connection.execute(query.encode(), values).fetchone()
        assert found is not None
        return found

    def act(self, query: str, *values: Any, role: str = "owner") -> Any:
        """Ask for something. Returns the answer, or None if refused."""
        name = "Olga" if role == "owner" else None
        try:
            with self.connection.transaction():
                self.connection.execute("select given.acting_for('alder', %s, %s)", [role, name])
                return self.row(query, *values)[0]
        except psycopg.errors.DatabaseError as error:
            if not (error.sqlstate or "").startswith("K"):
                raise
            return None
        finally:
            self.connection.execute("select given.nobody()")

    def note(self, booking_id: str) -> None:
        """Write down what a booking is now, if it has changed."""
        status, starts_at = self.row(
            "update data.bookings set updated_at = %s"
            " where booking_id = %s returning status::text, starts_at",
            self.clock,
            booking_id,
        )
        known = self.states.setdefault(booking_id, [])
        known.append(State(self.clock, status, starts_at))

    def at(self, slot: tuple[int, int]) -> str:
        day, hour = slot
        return str(self.row("select given.at('alder', given.day(%s, %s))", day, f"{hour:02}:00")[0])

    def is_past(self, start: str) -> bool:
        return bool(datetime.fromisoformat(start) <= self.clock)

    def book(self, slot: tuple[int, int], service: str, lead: str) -> None:
        if len(self.ids) > 4 or self.is_past(self.at(slot)):
            return
        made = self.act(
            "select api.create_booking(%s, given.service_id('alder', %s), %s,"
            ' \'{"name": "Zoe", "email": "zoe@customers.test"}\','
            " p_resource_id => given.resource_id('alder', %s)) ->> 'id'",
            *(self.tenant, service, self.at(slot), lead),
            role="guest",
        )
        if made:
            self.ids.append(made)
            self.note(made)

    def change(self, query: str, which: int, *values: Any) -> None:
        booking_id = self.ids[which % len(self.ids)]
        if self.act(query, self.tenant, booking_id, *values):
            self.note(booking_id)

    def move(self, which: int, slot: tuple[int, int]) -> None:
        if not self.is_past(self.at(slot)):
            query = "select api.reschedule_booking(%s, %s, %s) ->> 'id'"
            self.change(query, which, self.at(slot))

    def hand(self, which: int, lead: str) -> None:
        start = self.states[self.ids[which % len(self.ids)]][-1].starts_at
        query = "select api.reschedule_booking(%s, %s, %s, given.resource_id('alder', %s)) ->> 'id'"
        if start > self.clock:
            self.change(query, which, start.isoformat().replace("+00:00", "Z"), lead)

    def say(self, offsets: list[int]) -> None:
        self.sweep(self.clock)
        self.act(
            "select api.update_notifications(%s, p_reminder_minutes => %s::jsonb)",
            *(self.tenant, str(offsets)),
        )
        self.offsets.append((self.clock, offsets))

    def wait(self, hours: int) -> None:
        """Time goes by, and the sweep comes whenever there is something to do."""
        until = self.clock + timedelta(hours=hours)
        while (due := self.due()) <= until:
            self.sweep(max(due, self.clock))
        self.clock = until

    def due(self) -> datetime:
        self.connection.execute("select given.acting_for('alder', 'worker')")
        self.connection.execute("select api.relay_events(%s)", [self.tenant])
        self.connection.execute("select given.nobody()")
        (due,) = self.row(
            "select least(due_at, '9000-01-01') from data.follow_ups where tenant_id = %s",
            self.tenant,
        )
        assert isinstance(due, datetime)
        return due

    def sweep(self, at: datetime) -> None:
        self.connection.execute("select given.acting_for('alder', 'worker')")
        self.connection.execute("set local role holdfast_api")
        self.connection.execute("select private.follow_up(%s, %s)", [self.tenant, at])
        self.connection.execute("select given.nobody()")

    def made(self) -> dict[Reminder, bool]:
        """The reminders that were made, each once, and whether it would be sent now."""
        self.connection.execute("select given.acting_for('alder', 'worker')")
        self.connection.execute("set local role holdfast_api")
        rows = self.connection.execute(
            "select d.data ->> 'booking_id', (d.data ->> 'starts_at')::timestamptz,"
            " (d.data ->> 'minutes')::integer, not private.notice_gate(d) ? 'skipped'"
            " from data.deliveries as d where d.tenant_id = %s and d.kind = 'reminder'",
            [self.tenant],
        ).fetchall()
        self.connection.execute("select given.nobody()")
        made = {Reminder(*row[:3]): row[3] for row in rows}
        assert len(made) == len(rows), rows
        return made

    def expected(self) -> set[Reminder]:
        """The reminders that fell due while a visit was as it was then, and was so before."""
        found = set()
        for booking_id, states in self.states.items():
            for state, until in self.spans(states):
                for minutes in {each for _, offsets in self.offsets for each in offsets}:
                    due = state.starts_at - timedelta(minutes=minutes)
                    if (
                        state.status == "confirmed"
                        and state.since <= due < until
                        and minutes in self.said_at(due)
                    ):
                        found.add(Reminder(booking_id, state.starts_at, minutes))
        return found

    def spans(self, states: list[State]) -> Iterator[tuple[State, datetime]]:
        ends = [state.since for state in states[1:]]
        return zip(states, [*ends, self.clock], strict=True)

    def said_at(self, moment: datetime) -> list[int]:
        return [offsets for since, offsets in self.offsets if since <= moment][-1]


@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(bookings=st.integers(1, 3), steps=st.lists(STEPS, min_size=10, max_size=20))
def test_reminders_are_those_of_bookings_as_they_stand(
    connection: Connection, bookings: int, steps: list[tuple[Any, ...]]
) -> None:
    with connection.transaction(force_rollback=True):
        story = Story(connection, bookings)
        changes = {
            name: f"select api.{name}_booking(%s, %s) ->> 'id'"
            for name in ("confirm", "decline", "cancel")
        }
        for name, *details in steps:
            if name in changes:
                story.change(changes[name], *details)
            else:
                getattr(story, name)(*details)
        for _ in range(9):
            story.wait(29)
        made = story.made()
        assert made.keys() == story.expected()
        for reminder, is_sent in made.items():
            now = story.states[reminder.booking_id][-1]
            stands = (now.status, now.starts_at) == ("confirmed", reminder.starts_at)
            # All of them wait still: of those of one visit the last is enough.
            is_last = not any(
                other[:2] == reminder[:2] and other.minutes < reminder.minutes for other in made
            )
            assert is_sent == (stands and is_last), reminder


def test_the_stories_are_worth_telling(connection: Connection) -> None:
    """One of them by hand, so that nobody thinks that there are never any."""
    with connection.transaction(force_rollback=True):
        story = Story(connection)
        story.wait(45)  # The first visit is 17 hours ahead.
        story.move(0, (3, 9))
        for _ in range(9):
            story.wait(29)
        made = story.made()
        first, _, third = story.ids  # The second was asked for, and nobody said yes.
        moved = [each for each in made if each.booking_id == first and made[each]]
        assert [each.minutes for each in moved] == [120]
        assert {each.booking_id for each in made} == {first, third}
        assert {each.booking_id for each in made if made[each]} == {first, third}
        assert len(made) == 5  # One before it was moved.
        assert made.keys() == story.expected()
