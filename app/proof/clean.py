"""Takes the stage down. Bookings cannot be deleted, so they are cancelled, and what they refer to
is archived; the rest is deleted."""

from app.proof.claims import Section, claim
from app.proof.expectations import Refuted, expect
from app.proof.stage import Stage, shown
from app.proof.wire import Answer

OVER = ("hold-expired", "not-waiting", "wrong-state")


@claim("all bookings are cancelled, all that was made is archived or deleted")
async def removed(stage: Stage) -> str:
    await stage.server.settle()
    await stage.renew()
    made = [path.rpartition("/") for path in stage.made]
    leads = [an_id for path, _, an_id in made if path == "/v1/resources"]
    bookings = await stage.calendar(*leads)
    # Nobody may wait any more when bookings are cancelled: they would be offered the time.
    waiting = [path for path in stage.made if path.startswith("/v1/waitlist/")]
    others = [path for path in reversed(stage.made) if path not in waiting]
    left = [await remove(stage, path) for path in waiting]
    left += [await cancel(stage, str(booking["id"])) for booking in bookings]
    left += [await remove(stage, path) for path in others]
    if left := [*filter(None, left)]:
        raise Refuted("nothing is left", "; ".join(left))
    return f"{len(bookings)} bookings, {len(stage.made)} things"


@claim("the public sees the same services, people and places as before")
async def as_before(stage: Stage) -> str:
    now = await shown(stage.server, stage.public)
    expect("what the public sees", stage.before, now)
    return f"{sum(map(len, now.values()))} of them"


AFTERWARDS = Section("Afterwards", (removed, as_before))
"""What ends every proof, also one that was interrupted."""


async def cancel(stage: Stage, booking_id: str) -> str:
    """Cancel a booking; what is left of it."""
    path = f"/v1/bookings/{booking_id}/cancel"
    answer = await stage.staff("POST", path)
    return "" if answer.status == 200 or answer.problem in OVER else remains(path, answer)


async def remove(stage: Stage, path: str) -> str:
    """Delete something, or archive it: the server knows which; what is left of it."""
    answer = await stage.staff("DELETE", path)
    gone = answer.status in (204, 404) or answer.problem in OVER
    return "" if gone else remains(path, answer)


def remains(path: str, answer: Answer) -> str:
    """That something is still there, and why."""
    return f"{path} is still there, because of {answer}"
