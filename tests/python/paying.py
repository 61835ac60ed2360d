"""A business that is paid online: the application with a worker, and Stripe's double beside it,
each on a socket of its own."""

import contextlib
import itertools
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import httpx
import psycopg
import stripe
from live import serving
from processes import Process, work
from stripes import Stripes, stripe_double
from waiting import until

from app.stripe_double.refusals import Refused

PRICE = 4000

# What is still on its way, here: an event without a number, or something to ask Stripe for.
PENDING = """
select
    (select count(*) from data.events where sequence is null)
    + (select count(*) from data.deliveries where status = 'pending' and channel = 'stripe')
"""

# What was to be tried again later, or was had by a worker that is dead.
HURRY = """
with hurried as (
    update data.deliveries
    set due_at = now()
    where status = 'pending' and channel = 'stripe' and due_at > now() and {}
    returning delivery_id
)

update data.queues
set due_at = now()
where channel = 'stripe' and due_at > now() and exists (select from hurried)
"""

# What a dead worker has begun goes on until its connection is seen to be gone.
WORKING = """
select count(*)
from pg_stat_activity
where datname = current_database() and usename = 'holdfast_worker'
"""

LEDGER = """
select coalesce(sum(p.amount_minor), 0)::integer
from data.postings as p
join data.ledger_accounts as a on a.tenant_id = p.tenant_id and a.account_id = p.account_id
where p.tenant_id = %(tenant_id)s and a.kind = 'stripe_balance'
"""

# A hold that nobody pays for lapses after a quarter of an hour: this one has.
LAPSE = """
with lapsed as (
    update data.bookings
    set lapses_at = now() - interval '1 second', hold_expires_at = now() - interval '1 second'
    where booking_id = %(booking_id)s and status = 'held'
    returning booking_id
)

update data.allocations as a
set hold_expires_at = now() - interval '1 second'
from lapsed as l
where a.booking_id = l.booking_id
"""

# As it is over when its time has come; only what is confirmed takes place.
OVER = """
select given.completed(%(slug)s, b.booking_id)
from (
    select booking_id
    from data.bookings
    where booking_id = %(booking_id)s and status = 'confirmed'
    for update
) as b
"""

# As staff do by hand, whatever has been paid: what is held is theirs; and who has not come has not.
BY_HAND = """
with claimed as materialized (
    select private.begin_claims(
        jsonb_build_object('slug', %(slug)s::text, 'role', 'owner'), false
    ) as tenant_id
)

update data.bookings as b
set
    status = %(status)s, version = b.version + 1, hold_expires_at = null, lapses_at = null,
    updated_at = now()
from claimed as c
where b.tenant_id = c.tenant_id and b.booking_id = %(booking_id)s and b.status = %(was)s
"""

# As a manager asks for it, of what has been paid.
GIVE_BACK = """
select private.request_refund(l.payment, %(amount)s, 'staff', null)
from data.payments as p
cross join lateral private.lock_paid(p.tenant_id, p.payment_id) as l
where p.booking_id = %(booking_id)s and p.status = 'paid'
"""


class Till:
    """A business with two leads who cut hair, online, for 40 euros."""

    def __init__(self, web: httpx.Client, stripes: Stripes, dba: psycopg.Connection[Any]) -> None:
        self.web = web
        self.stripes = stripes
        self.dba = dba
        self.begin_anew()

    def begin_anew(self) -> None:
        """Be another business, to which nothing has happened yet."""
        self.slug = f"till-{uuid.uuid4().hex[:8]}"
        self.account = self._account()
        self._numbers = itertools.count()
        for statement in (
            "select given.tenant(%(slug)s)",
            "select given.resource(%(slug)s, 'Ann'), given.resource(%(slug)s, 'Ben')",
            "select given.service(%(slug)s, 'Cut', 60, 'Ann', 'Ben')",
            "select given.price(%(slug)s, 'Cut', %(price)s)",
            "select given.invoicing(%(slug)s)",
            "select given.payment_account(%(slug)s, 200, %(account)s)",
        ):
            self.dba.execute(
                statement.encode(), {"slug": self.slug, "price": PRICE, "account": self.account}
            )
        self.tenant_id = self.one("select given.tenant_id(%(slug)s)::text", slug=self.slug)
        self.service_id = self.one("select given.service_id(%(slug)s, 'Cut')::text", slug=self.slug)

    def _account(self) -> str:
        """An account with Stripe that can take payments."""
        made = self.stripes.client().v2.core.accounts.create(
            params={
                "contact_email": "owner@salon.test",
                "display_name": "Salon",
                "identity": {"country": "IT"},
                "configuration": {
                    "merchant": {"capabilities": {"card_payments": {"requested": True}}}
                },
            }
        )
        self.stripes.control.onboard(made.id)
        # What Stripe tells of it meanwhile is about nobody yet.
        self.settled()
        return str(made.id)

    def one(self, query: str, **arguments: Any) -> Any:
        """The one value that a query comes to."""
        row = self.dba.execute(query.encode(), arguments).fetchone()
        assert row is not None
        return row[0]

    def all(self, query: str, **arguments: Any) -> list[tuple[Any, ...]]:
        """The rows of a query about this business."""
        return self.dba.execute(
            query.encode(), {"tenant_id": self.tenant_id} | arguments
        ).fetchall()

    def book(
        self, day: int, time: str, lead: str | None = None, service_id: str = ""
    ) -> httpx.Response:
        """Somebody new books; a cut, or else another service."""
        number = next(self._numbers)
        body: dict[str, Any] = {
            "service_id": service_id or self.service_id,
            "starts_at": self.one(
                "select given.at(%(slug)s, given.day(%(day)s, %(time)s))",
                slug=self.slug,
                day=day,
                time=time,
            ),
            "customer": {"name": f"Zoe {number}", "email": f"zoe{number}@customers.test"},
        }
        if lead:
            body["resource_id"] = self.one(
                "select given.resource_id(%(slug)s, %(lead)s)::text", slug=self.slug, lead=lead
            )
        return self.web.post(f"/v1/tenants/{self.slug}/bookings", json=body)

    def booked(
        self, day: int, time: str, lead: str | None = None, service_id: str = ""
    ) -> dict[str, Any]:
        """What somebody new has booked."""
        answered = self.book(day, time, lead, service_id)
        assert answered.status_code == 201, answered.text
        return dict(answered.json())

    def checkout(self, booking: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Ask for the page of a booking."""
        return self.web.post(
            f"/v1/tenants/{self.slug}/bookings/{booking['id']}/checkout",
            json=more,
            headers={"Authorization": f"Bearer {booking['manage_token']}"},
        )

    def session(self, booking: Mapping[str, Any]) -> str:
        """The session at Stripe of the page that a booking can be paid on."""
        answered = self.checkout(booking)
        assert answered.status_code == 200, answered.text
        return str(answered.json()["url"]).rpartition("/")[2]

    def pays(self, session: str) -> bool:
        """Somebody pays on a page, unless it is closed by now; whether they did."""
        try:
            self.stripes.control.pay(session)
        except Refused:
            return False
        return True

    def begins_debit(self, session: str) -> bool:
        """Somebody has their bank asked on a page, unless it is closed by now."""
        try:
            self.stripes.control.pay_later(session)
        except Refused:
            return False
        return True

    def refund_outside(self, session: str, amount: int) -> None:
        """The business gives something back with Stripe itself, if there is as much."""
        intent = self.stripes.control.find(session).get("payment_intent")
        with contextlib.suppress(stripe.InvalidRequestError):
            if intent:
                self.stripes.client().v1.refunds.create(
                    {"payment_intent": intent, "amount": amount}, {"stripe_account": self.account}
                )

    def charges(self) -> dict[str, dict[str, Any]]:
        """What Stripe has moved into the business's account, by charge."""
        found = self.stripes.client().v1.charges.list(
            {"limit": 100}, {"stripe_account": self.account}
        )
        return {each.id: each.to_dict() for each in found.data if each.status == "succeeded"}

    def cancel(self, booking: Mapping[str, Any], **more: Any) -> httpx.Response:
        """Its customer calls a booking off."""
        return self.web.post(
            f"/v1/tenants/{self.slug}/bookings/{booking['id']}/cancel",
            json=more,
            headers={"Authorization": f"Bearer {booking['manage_token']}"},
        )

    def lapse(self, booking: Mapping[str, Any]) -> None:
        """The hold of a booking has run out."""
        self.dba.execute(LAPSE, {"booking_id": booking["id"]})

    def take_place(self, booking: Mapping[str, Any]) -> None:
        """The visit is over, if it is to be at all."""
        self.dba.execute(OVER, {"slug": self.slug, "booking_id": booking["id"]})

    def agree(self, booking: Mapping[str, Any]) -> None:
        """Staff confirm what is held, though it is not paid."""
        self._set(booking, "held", "confirmed")

    def miss(self, booking: Mapping[str, Any]) -> None:
        """Nobody comes to a visit."""
        self._set(booking, "confirmed", "no_show")

    def _set(self, booking: Mapping[str, Any], was: str, status: str) -> None:
        """Have a booking that is in one state be in another."""
        self.dba.execute(
            BY_HAND,
            {"slug": self.slug, "booking_id": booking["id"], "was": was, "status": status},
        )

    def give_back(self, booking: Mapping[str, Any], amount: int) -> bool:
        """Staff give something back: whether there is that much."""
        try:
            self.dba.execute(GIVE_BACK, {"booking_id": booking["id"], "amount": amount})
        except psycopg.DatabaseError as error:
            if error.sqlstate != "KC123":
                raise
            return False
        return True

    def payments(self, booking: Mapping[str, Any]) -> list[str]:
        """What has become of each payment of a booking."""
        return [
            status
            for (status,) in self.all(
                "select status from data.payments where booking_id = %(id)s", id=booking["id"]
            )
        ]

    def status(self, booking: Mapping[str, Any]) -> str:
        """What a booking and its money have become, as the database has it."""
        return str(
            self.one(
                "select status || ' ' || payment_status from data.bookings"
                " where booking_id = %(booking_id)s",
                booking_id=booking["id"],
            )
        )

    def hurry(self) -> None:
        """What was to be tried again later is tried now."""
        self.dba.execute(HURRY.format("worker_id is null").encode())

    def settled(self, *, hurried: bool = False) -> None:
        """Wait until nothing is on its way, neither here nor at Stripe; hurried: what is to be
        tried again is tried at once."""

        def is_settled() -> bool:
            if self._is_settled():
                return True
            if hurried:
                self.hurry()
            return False

        try:
            until(is_settled, what="everything told")
        except AssertionError:
            raise AssertionError(self.on_its_way()) from None

    def balance(self) -> int:
        """What is with Stripe, by Stripe."""
        found = self.stripes.client().v1.balance.retrieve({}, {"stripe_account": self.account})
        return sum(each["amount"] for each in (*found.available, *found.pending))

    def booked_balance(self) -> int:
        """What is with Stripe, by the ledger."""
        return int(self.one(LEDGER, tenant_id=self.tenant_id))

    def on_its_way(self) -> str:
        """What has not come to an end, for whoever wonders why."""
        sent = self.stripes.control.deliveries()
        untaken = [each for each in sent if each["manner"] == "genuine" and not each["accepted"]]
        asked = self.dba.execute(
            "select kind, attempts, due_at - now(), last_error, data from data.deliveries"
            " where status = 'pending' and channel = 'stripe'"
        ).fetchall()
        return f"Stripe tells {untaken}; we ask {asked}"

    def _is_settled(self) -> bool:
        # Twice: what Stripe tells may have us ask for something, and the other way round.
        return all(bool(self.stripes.control.idle()) and self.one(PENDING) == 0 for _ in range(2))


def payable(stripes: Stripes) -> dict[str, Any]:
    """The settings of who is paid with this double."""
    return {
        "stripe_url": stripes.url,
        "stripe_secret_key": stripes.key,
        "stripe_webhook_secret": stripes.secret,
        "stripe_connect_webhook_secret": stripes.connect_secret,
    }


@contextlib.contextmanager
def till(database_url: str, dba: psycopg.Connection[Any]) -> Iterator[Till]:
    """A business whose application, with a worker, and Stripe run as long as the context lasts."""
    with (
        stripe_double() as stripes,
        serving(database_url, worker=True, **payable(stripes)) as web,
    ):
        stripes.control.endpoints(f"{web.base_url}/v1/stripe/webhook")
        yield Till(web, stripes, dba)


class Manned(Till):
    """A business whose worker is in a process of its own, and can be killed. Letters are nobody's
    there."""

    def __init__(
        self,
        web: httpx.Client,
        stripes: Stripes,
        dba: psycopg.Connection[Any],
        settings: Mapping[str, Any],
    ) -> None:
        """Takes what its worker is told (tests/python/processes.py)."""
        self.settings = settings
        self.worker = Process(work, "", **settings)
        super().__init__(web, stripes, dba)

    def replace_worker(self, step: str = "") -> None:
        """Kill the worker, whatever it is at, and have another, perhaps one that dies at a step.
        What the dead one had is the other's, as it would be when its lease ends."""
        self.worker.kill()
        until(lambda: self.one(WORKING) == 0, what="the database knows that it is dead")
        self.dba.execute(HURRY.format("worker_id is not null").encode())
        self.worker = Process(work, step, **self.settings)


Opened = TypeVar("Opened", bound=Manned)


@contextlib.contextmanager
def manned(
    make: type[Opened], database_url: str, dba: psycopg.Connection[Any], **more: Any
) -> Iterator[Opened]:
    """Such a business, whose application and Stripe run as long as the context lasts; its worker
    is told more."""
    with stripe_double() as stripes, serving(database_url, **payable(stripes)) as web:
        stripes.control.endpoints(f"{web.base_url}/v1/stripe/webhook")
        opened = make(web, stripes, dba, {"database_url": database_url, **payable(stripes), **more})
        try:
            yield opened
        finally:
            opened.worker.kill()
