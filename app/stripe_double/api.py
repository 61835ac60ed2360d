"""The API over HTTP: who asks, whether it was asked before, what goes wrong, and the answer."""

import asyncio
import json
from decimal import Decimal
from typing import Any

import stripe
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from app.stripe_double import (
    accounts,
    balance,
    cards,
    catalogue,
    changes,
    charges,
    checkout,
    customers,
    disputes,
    events,
    invoices,
    payments,
    payouts,
    portal,
    refunds,
    routes,
    setups,
    subscriptions,
)
from app.stripe_double.decoding import decoded
from app.stripe_double.expanding import expanded
from app.stripe_double.faults import Fault, refusal
from app.stripe_double.idempotency import Answer
from app.stripe_double.log import Asked
from app.stripe_double.refusals import Object, Refused, no_key, no_such_key
from app.stripe_double.validation import checked
from app.stripe_double.world import World, require_account

# They register their routes when they are imported.
DOMAINS = (
    accounts,
    balance,
    cards,
    catalogue,
    changes,
    charges,
    checkout,
    customers,
    disputes,
    events,
    invoices,
    payments,
    payouts,
    portal,
    refunds,
    setups,
    subscriptions,
)


class Api:
    """What is under /v1 and /v2, of one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = (await request.body()).decode()
        with self.world.lock:
            asked = self.begin(request)
        faults: list[Fault] = []
        try:
            route, path = self.recognised(request, asked)
            with self.world.lock:
                faults = self.world.faults.of(route.name)
            asked.faults = [each.kind for each in faults]
            if "reset_before" in asked.faults:
                return await reset(receive, send)
            asked.params = self.params(route, request, body)
            answer = await self.answered(route, path, asked, faults)
        except Refused as refused:
            answer = Answer(refused.status, spelled({"error": refused.error}))
        asked.status, asked.replayed = answer.status, answer.replayed
        if "reset_after" in asked.faults:
            return await reset(receive, send)
        return await respond(send, asked, answer)

    def begin(self, request: Request) -> Asked:
        """Take down that something is asked."""
        asked = Asked(
            self.world.store.new_id("req_"),
            request.method,
            request.url.path,
            account=request.headers.get("Stripe-Account"),
            idempotency_key=request.headers.get("Idempotency-Key"),
        )
        self.world.log.asked.append(asked)
        return asked

    def recognised(self, request: Request, asked: Asked) -> tuple[routes.Route, dict[str, str]]:
        """The route, for somebody who may ask. Raises Refused."""
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not key:
            raise no_key()
        if key != self.world.key:
            raise no_such_key(key)
        version = request.headers.get("Stripe-Version", stripe.api_version)
        if version != stripe.api_version:
            raise Refused(f"The double speaks only version {stripe.api_version}.", began=False)
        require_account(self.world, asked.account)
        route, path = routes.found(request.method, request.url.path)
        asked.route = route.name
        return route, path

    def params(self, route: routes.Route, request: Request, body: str) -> Object:
        """The parameters as they were sent, nested. Raises Refused."""
        if request.method != "POST" or not body:
            return decoded(request.url.query)
        if not route.second_version:
            return decoded(body)
        try:
            found = json.loads(body)
        except ValueError:
            raise Refused("The body is no JSON.", began=False) from None
        return dict(found)

    async def answered(
        self, route: routes.Route, path: dict[str, str], asked: Asked, faults: list[Fault]
    ) -> Answer:
        """The answer, which is kept under its key. Raises Refused."""
        key = asked.idempotency_key if route.method == "POST" else None
        with self.world.lock:
            if key is not None and (
                kept := self.world.kept.begin(
                    asked.account, key, asked.method, asked.path, asked.params
                )
            ):
                return kept
        try:
            for fault in faults:
                await asyncio.sleep(fault.ms / 1000)
            answer = self.do(route, path, asked, faults)
        except Refused as refused:
            if key is not None:
                with self.world.lock:
                    self.give_up(asked, key, refused)
            raise
        except BaseException:
            if key is not None:
                self.world.kept.forget(asked.account, key)
            raise
        if key is not None:
            self.world.kept.keep(asked.account, key, answer)
        return answer

    def give_up(self, asked: Asked, key: str, refused: Refused) -> None:
        """What was refused before it began may be asked again; any other refusal stays."""
        if refused.began:
            body = spelled({"error": refused.error})
            self.world.kept.keep(asked.account, key, Answer(refused.status, body))
        else:
            self.world.kept.forget(asked.account, key)

    def do(
        self, route: routes.Route, path: dict[str, str], asked: Asked, faults: list[Fault]
    ) -> Answer:
        """Do what is asked. Raises Refused."""
        refusals = {fault.kind: refusal(fault.kind) for fault in faults}
        for kind, wrong in refusals.items():
            if wrong and kind != "500_after":
                raise wrong
        given = asked.params
        if route.judge:
            given = checked(route.judge, given, form=self.is_form(route))
        routes.require_obeyed(route, given)
        with self.world.lock:
            self.world.schedule.run_due()
            books = self.world.books(asked.account, asked.idempotency_key, asked.id)
            done = route.does(routes.Call(books, given, path))
            body = spelled(expanded(books, done, given.get("expand", [])))
        if wrong := refusals.get("500_after"):
            raise wrong
        return Answer(200, body)

    def is_form(self, route: routes.Route) -> bool:
        """Whether what is sent are strings only."""
        return route.method != "POST" or not route.second_version


def spelled(answer: Object) -> bytes:
    """As JSON, laid out as Stripe does."""
    return json.dumps(answer, indent=2, default=plain).encode()


def plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no part of an answer.")


async def respond(send: Send, asked: Asked, answer: Answer) -> None:
    """Send an answer."""
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(answer.body)),
        "Request-Id": asked.id,
    }
    headers |= {"Stripe-Account": asked.account} if asked.account else {}
    headers |= {"Idempotency-Key": asked.idempotency_key} if asked.idempotency_key else {}
    headers |= {"Idempotent-Replayed": "true"} if answer.replayed else {}
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
    await send({"type": "http.response.body", "body": answer.body})


async def reset(receive: Receive, send: Send) -> None:
    """Break the connection: the other side gets no answer, and no goodbye. ASGI has no word for
    it; `send` is a method of uvicorn's, which knows the transport. In process there is none."""
    if transport := getattr(getattr(send, "__self__", None), "transport", None):
        transport.abort()
        await receive()  # Until uvicorn knows, and expects no answer of us.
    else:
        raise ConnectionResetError
