"""The checks, in the order in which they run. The first begin holds whose end the last ones see,
so that the minute between is not spent waiting."""

from app.proof.checks import (
    holds,
    moves,
    order,
    payments,
    retries,
    series,
    slots,
    tenants,
    tokens,
    waitlist,
)
from app.proof.claims import Section

SECTIONS = (
    Section("A time is held while somebody pays", (holds.held, payments.pages)),
    Section(
        "One time, one booking",
        (
            slots.a_guest_books,
            slots.the_same_again,
            slots.fifty_at_once,
            slots.overlapping,
            slots.a_class,
            slots.opposite_orders,
            slots.one_room,
            slots.cancelled,
        ),
    ),
    Section("Asking twice is safe", (retries.ten_at_once, retries.afterwards)),
    Section("Moving", (moves.to_one_slot, moves.stale, moves.crosswise)),
    Section("All or nothing, and next in line", (series.all_or_nothing, waitlist.handed_on)),
    Section("Reserve first, then charge", (payments.paid, payments.again, payments.forged)),
    Section(
        "A business sees its own and nothing else",
        (tenants.every_route, tenants.every_list, tenants.public_routes),
    ),
    Section("Who are you", (tokens.missing, tokens.forged, tokens.out_of_date)),
    Section(
        "Paid too late",
        (holds.lapsed, payments.late, payments.too_late_for_good, payments.two_at_once),
    ),
    Section("And then", (payments.reconciled, order.no_mistakes, order.no_deadlocks)),
)
