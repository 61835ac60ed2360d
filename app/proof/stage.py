"""The stage: two businesses that are signed in to, and what is made in the first for the proof.

Everything is called "Proof …" and stands at a location of its own whose clock is UTC, on a day four
weeks from now, so that nothing else is in the way. clean() takes it down.
"""

import datetime
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from app.commands import Trouble
from app.proof.expectations import NotShown, expect_status
from app.proof.till import Paying, Till
from app.proof.wire import Answer, Call, Race, Server

DAYS_AHEAD = 28
HORIZON_DAYS = 365
ACTIVE = ("held", "pending", "confirmed", "checked_in")


class Account(NamedTuple):
    """Who signs in."""

    email: str
    password: str


class Business(NamedTuple):
    """A business, and somebody's token in it."""

    slug: str
    name: str
    currency: str
    hold_minutes: int
    tenant_id: str
    token: str
    account: Account

    @property
    def public(self) -> str:
        """Where its public routes begin."""
        return f"/v1/tenants/{self.slug}"


class Visit(NamedTuple):
    """A service of an hour, and who leads it."""

    service_id: str
    resource_id: str


class Hold(NamedTuple):
    """A booking that has yet to be paid, and when that is too late, on the clock of
    time.monotonic."""

    visit: Visit
    booking: Mapping[str, Any]
    ends_at: float


class Laboratory(NamedTuple):
    """What is known of a server that was started for the proof."""

    url: str
    admin_url: str
    secret_key: str
    till: Till


async def sign_in(server: Server, account: Account) -> Business:
    """Sign in, and look around. Raises Trouble, OSError."""
    answer = await server.send(
        Call("POST", "/v1/auth/login", {"email": account.email, "password": account.password})
    )
    if answer.status != 200:
        raise Trouble(f"Cannot sign in to {server.url} as {account.email}: {answer}.")
    token = answer.body["access_token"]
    me = (await server.send(Call("GET", "/v1/me", token=token))).body
    if me["role"] not in ("owner", "manager"):
        raise Trouble(f"{account.email} is {me['role']}; the proof needs an owner or a manager.")
    slug = next(each["slug"] for each in me["memberships"] if each["tenant"] == me["tenant_id"])
    tenant = (await server.send(Call("GET", f"/v1/tenants/{slug}"))).body
    return Business(
        slug,
        tenant["name"],
        tenant["currency"],
        tenant["policies"]["hold_minutes"],
        me["tenant_id"],
        token,
        account,
    )


class Stage:
    """Makes things through the API, and remembers what it made. Raises OSError if the server does
    not answer, Refuted if it does not do what a check begins with."""

    def __init__(
        self,
        server: Server,
        ours: Business,
        theirs: Business,
        contract: Mapping[str, Any],
        before: Mapping[str, list[str]],
        laboratory: Laboratory | None = None,
    ) -> None:
        """Takes who is signed in, the server's OpenAPI document, what ours shows to everybody, and
        what is known of a server that was started for this."""
        self.server = server
        self.ours = ours
        self.theirs = theirs
        self.contract = contract
        self.before = before
        self.laboratory = laboratory
        self.day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=DAYS_AHEAD)
        self.public = ours.public
        self.hold: Hold | None = None
        self.late: dict[str, Paying] = {}
        self.waiting_until = 0.0
        self.made: list[str] = []
        self._location_id = ""
        self._tag = secrets.token_hex(2)
        self._guests = 0

    @property
    def till(self) -> Till:
        """Where customers pay. Raises NotShown."""
        if self.laboratory is None:
            raise NotShown("Only where Stripe is a double of ours, and no money moves.")
        return self.laboratory.till

    async def renew(self) -> None:
        """Sign in again: a token may live for less time than a hold. Raises Trouble, OSError."""
        self.ours = await sign_in(self.server, self.ours.account)

    # What there is to book.

    def named(self, what: str) -> str:
        """The name of something that is made for the proof."""
        return f"Proof {self._tag} {what}"

    async def make(
        self, path: str, body: Mapping[str, Any], *, remove_at: str | None = None
    ) -> dict[str, Any]:
        """Make something of ours by POST, and keep in mind where it can be removed: nowhere if that
        is empty, else in the same folder unless another is named."""

        async def make() -> dict[str, Any]:
            answer = await self.staff("POST", path, body)
            made: dict[str, Any] = expect_status(answer, 201, f"POST {path}")
            if remove_at != "":
                self.made.append(f"{remove_at or path}/{made['id']}")
            return made

        return await self.server.to_the_end(make())

    async def place(self) -> str:
        """Where it all is: a location with a clock of its own, made when it is first needed."""
        if not self._location_id:
            location = {"name": self.named("street"), "time_zone": "UTC"}
            self._location_id = str((await self.make("/v1/locations", location))["id"])
        return self._location_id

    async def resource(self, name: str, kind: str = "staff") -> str:
        """A person or a room that is there from 09:00 to 17:00 on the weekday of the proof."""
        resource = await self.make(
            "/v1/resources",
            {"name": self.named(name), "kind": kind, "location_id": await self.place()},
        )
        await self.make(
            f"/v1/resources/{resource['id']}/hours",
            {"weekday": self.day.isoweekday(), "opens_at": "09:00", "closes_at": "17:00"},
        )
        return str(resource["id"])

    async def service(self, name: str, *parts: Sequence[str], **more: Any) -> str:
        """A service of an hour that needs, for each part, one of these resources."""
        terms = {"duration_minutes": 60, "slot_minutes": 60, "notice_minutes": 0}
        service = await self.make(
            "/v1/services",
            {
                "name": self.named(name),
                "requirements": [{"resource_ids": list(part)} for part in parts],
                "horizon_days": HORIZON_DAYS,
                **terms,
                **more,
            },
        )
        return str(service["id"])

    async def visit(self, name: str, **more: Any) -> Visit:
        """A service of that name with one person of its own."""
        resource_id = await self.resource(name)
        return Visit(await self.service(name, [resource_id], **more), resource_id)

    # Asking for it.

    def at(self, time: str, weeks: int = 0) -> str:
        """A time of the day of the proof, or so many weeks later, as it is sent and answered."""
        return f"{self.day + datetime.timedelta(weeks=weeks)}T{time}:00Z"

    def somebody(self) -> dict[str, str]:
        """Somebody new. The address is one that no mail can reach."""
        self._guests += 1
        name = f"Proof guest {self._guests}"
        return {"name": name, "email": f"{name.lower().replace(' ', '-')}@proof.invalid"}

    def wish(self, visit: Visit, time: str, weeks: int = 0) -> dict[str, Any]:
        """The body of somebody's request for a time."""
        return {
            "service_id": visit.service_id,
            "resource_id": visit.resource_id,
            "starts_at": self.at(time, weeks),
            "customer": self.somebody(),
        }

    async def ask(self, wish: Mapping[str, Any], *, key: str = "", public: str = "") -> Answer:
        """A guest asks for a booking, of ours unless it says where; with an Idempotency-Key if
        there is one."""
        path = f"{public or self.public}/bookings"
        return await self.server.send(Call("POST", path, wish, headers=idempotent(key)))

    async def book(self, visit: Visit, time: str) -> Answer:
        """A guest asks for a time."""
        return await self.ask(self.wish(visit, time))

    async def booked(self, visit: Visit, time: str, weeks: int = 0) -> dict[str, Any]:
        """A booking that a check begins with, made by the staff."""
        answer = await self.staff("POST", "/v1/bookings", self.wish(visit, time, weeks))
        booking: dict[str, Any] = expect_status(answer, 201, "a booking to begin with")
        return booking

    async def crowd(self, wishes: Sequence[Mapping[str, Any]], key: str = "") -> Race:
        """Many people ask at the same moment."""
        return await self.server.race(self.wanting(wish, key) for wish in wishes)

    def wanting(self, wish: Mapping[str, Any], key: str = "") -> Call:
        """What one of a crowd sends. On a server of our own they are guests; elsewhere, where one
        address may not write that often, they are at the reception."""
        path, token = f"{self.public}/bookings", ""
        if self.laboratory is None:
            path, token = "/v1/bookings", self.ours.token
        return Call("POST", path, wish, token, idempotent(key))

    async def guest(self, path: str, token: str = "", **query: Any) -> Answer:
        """A guest looks at something, perhaps with a booking's token."""
        return await self.server.send(Call("GET", with_query(path, query), token=token))

    async def staff(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Ask as one of the business's people."""
        return await self.server.send(Call(method, path, body, self.ours.token))

    async def calendar(self, *resource_ids: str) -> list[dict[str, Any]]:
        """The active bookings that these resources lead, as the staff see them."""
        found: list[dict[str, Any]] = []
        for resource_id in resource_ids:
            found += await everything(
                self.server, "/v1/bookings", self.ours.token, resource_id=resource_id
            )
        return [booking for booking in found if booking["status"] in ACTIVE]


def idempotent(key: str) -> dict[str, str]:
    """The header that makes a request safe to repeat, if there is a key."""
    return {"Idempotency-Key": key} if key else {}


def with_query(path: str, query: Mapping[str, Any]) -> str:
    """A path and its query."""
    return f"{path}?{urlencode(query)}" if query else path


async def everything(
    server: Server, path: str, token: str = "", *, in_pages: bool = True, **query: Any
) -> list[dict[str, Any]]:
    """The items of all pages of a list; of what can be followed for ever, until nothing is new.
    Raises OSError, Refuted."""
    begins = "after" if path.endswith("/events") else "cursor"
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"limit": 200} if in_pages else {}
    while True:
        answer = await server.send(Call("GET", with_query(path, {**query, **page}), token=token))
        body = expect_status(answer, 200, f"GET {path}")
        found += body["items"]
        if not body["next_cursor"] or not body["items"]:
            return found
        page = {"limit": 200, begins: body["next_cursor"]}


async def shown(server: Server, public: str) -> dict[str, list[str]]:
    """The ids of what a business shows to everybody. Raises OSError, Refuted."""
    lists = {
        name: await everything(server, f"{public}/{name}") for name in ("services", "resources")
    }
    business = await server.send(Call("GET", public))
    lists["locations"] = expect_status(business, 200, f"GET {public}")["locations"]
    return {name: [str(item["id"]) for item in items] for name, items in lists.items()}
