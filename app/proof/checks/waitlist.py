"""What becomes free goes to who waits for it, and is nobody else's in between."""

from app.proof.claims import claim
from app.proof.contract import require_route
from app.proof.expectations import expect, expect_status, expect_statuses
from app.proof.stage import Stage
from app.proof.wire import Call, Race

PATH = "/v1/tenants/{slug}/waitlist"
PEOPLE = 20


@claim("10:00 is cancelled while 20 ask for it: who waits gets it, 20 get 409")
async def handed_on(stage: Stage) -> str:
    require_route(stage.contract, "POST", PATH)
    visit = await stage.visit("tailor")
    booking = await stage.booked(visit, "10:00")
    entry = await stage.make(
        f"{stage.public}/waitlist",
        {
            "service_id": visit.service_id,
            "resource_id": visit.resource_id,
            "from": stage.at("10:00"),
            "to": stage.at("10:30"),
            "customer": stage.somebody(),
        },
        remove_at="/v1/waitlist",
    )

    calls = [stage.wanting(stage.wish(visit, "10:00")) for _ in range(PEOPLE)]
    cancel = Call("POST", f"/v1/bookings/{booking['id']}/cancel", token=stage.ours.token)
    calls.insert(PEOPLE // 2, cancel)
    race = await stage.server.race(calls)
    expect_statuses(race, {200: 1, 409: PEOPLE})

    path, token = f"{stage.public}/waitlist/{entry['id']}", entry["manage_token"]
    offered = expect_status(await stage.guest(path, token), 200, "the entry")
    expect("who waited is", "offered", offered["status"])
    accepted = await stage.server.send(Call("POST", f"{path}/accept", token=token))
    expect("it becomes", "confirmed", expect_status(accepted, 200, "accepting")["status"])
    now = [each["customer"]["email"] for each in await stage.calendar(visit.resource_id)]
    expect("who has 10:00", [entry["customer"]["email"]], now)
    return str(Race([answer for answer in race.answers if answer.status == 409]))
