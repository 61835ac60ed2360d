"""The periods of subscriptions."""

import datetime

from dateutil.relativedelta import relativedelta

from app.stripe_double.refusals import Object


def period_end(anchor: int, recurring: Object, after: int) -> int:
    """When the period ends that has begun at a moment or before. Each is counted from the anchor:
    what began on the 31st ends on the last day of a shorter month, and then on the 31st again."""
    since = datetime.datetime.fromtimestamp(anchor, datetime.UTC)
    number = 0
    end = anchor
    while end <= after:
        number += recurring["interval_count"]
        step = relativedelta(**{f"{recurring['interval']}s": number})
        end = int((since + step).timestamp())
    return end


def share(amount: int, start: int, end: int, now: int) -> int:
    """What of an amount for a period belongs to the rest of it, rounded half up."""
    whole = end - start
    return (2 * amount * (end - now) + whole) // (2 * whole) if whole else 0
