"""What businesses pay the platform, over real HTTP, with a double of Stripe at the other end: plans
are brought there, an owner subscribes, changes, does not pay, and pays. And whoever comes at the
same moment as others gets no more than the plan allows."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from conftest import Databases
from live import serving, settings
from racing import Arena, Call, codes
from stripes import Stripes, stripe_double
from waiting import until

from app.commands.plans import pushed
from app.commands.stripe import synchronised
from app.links import Links
from app.stripe_double.webhooks import Weather
from app.stripe_sync import OURSELVES
from app.tokens import Tokens

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]

EUR = {"currency": "EUR"}
PLANS: list[dict[str, Any]] = [
    {
        "plan": "studio",
        "name": "Studio",
        "sort": 1,
        "max_staff": 2,
        "prices": [
            {"interval": "month", "amount": {"amount": 2900, **EUR}},
            {"interval": "year", "amount": {"amount": 29000, **EUR}},
        ],
    },
    {
        "plan": "chain",
        "name": "Chain",
        "sort": 2,
        "trial_days": 14,
        "prices": [{"interval": "month", "amount": {"amount": 9900, **EUR}}],
    },
]


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    return row and row[0]


def bearer(user: str, tenant: str | None, role: str) -> Headers:
    return {"authorization": f"Bearer {Tokens(settings('')).access(user, tenant, role)}"}


@pytest.fixture
def stripes() -> Iterator[Stripes]:
    with stripe_double() as opened:
        yield opened


@pytest.fixture
def http(web_url: str, stripes: Stripes) -> Iterator[httpx.Client]:
    """The application with a worker, and a Stripe that tells it what happens."""
    with serving(
        web_url,
        worker=True,
        public_url="https://book.test",
        stripe_secret_key=stripes.key,
        stripe_url=stripes.url,
        stripe_webhook_secret=stripes.secret,
        stripe_connect_webhook_secret=stripes.connect_secret,
    ) as client:
        stripes.control.endpoints(f"{client.base_url}/v1/stripe/webhook")
        yield client


@pytest.fixture
def admin(given: Given) -> Headers:
    user = one(
        given,
        "insert into data.users (email, name) values ('ada@platform.test', 'Ada')"
        " returning user_id",
    )
    given.execute("insert into data.platform_admins (user_id) values (%s)", [user])
    return bearer(str(user), None, "platform_admin")


@pytest.fixture
def owner(given: Given) -> Headers:
    tenant = one(given, "select given.tenant('alder')")
    user = one(given, "select given.member('alder', 'Olga', 'owner')")
    return bearer(str(user), str(tenant), "owner")


@pytest.fixture
def plans(http: httpx.Client, given: Given, admin: Headers, stripes: Stripes) -> None:
    """Plans that are for sale."""
    for plan in PLANS:
        made = http.post("/v1/platform/plans", headers=admin, json=plan)
        assert made.status_code == 201, made.text
    known = settings("", stripe_secret_key=stripes.key, stripe_url=stripes.url)
    assert asyncio.run(pushed(known, given)) == (2, 3)
    assert asyncio.run(pushed(known, given)) == (2, 0), "what is there is not made anew"


def subscription(http: httpx.Client, owner: Headers) -> dict[str, Any]:
    answer = http.get("/v1/subscription", headers=owner)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def becomes(http: httpx.Client, owner: Headers, **wanted: Any) -> dict[str, Any]:
    """The subscription, as soon as it is like that."""

    def found() -> dict[str, Any]:
        now = subscription(http, owner)
        state = now | {"plan": now["plan"]["plan"]}
        return now if wanted.items() <= state.items() else {}

    return until(found, what=str(wanted))


def subscribe(http: httpx.Client, owner: Headers, stripes: Stripes, plan: str) -> str:
    """Subscribe on Stripe's page; the subscription there."""
    page = http.post("/v1/subscription/checkout", headers=owner, json={"plan": plan})
    assert page.status_code == 200, page.text
    again = http.post("/v1/subscription/checkout", headers=owner, json={"plan": plan})
    assert again.json() == page.json(), "who asks twice gets the same page"
    session = page.json()["url"].rpartition("/")[2]
    return str(stripes.control.pay(session)["subscription"])


def test_a_business_subscribes_changes_does_not_pay_and_ends(
    http: httpx.Client, given: Given, admin: Headers, owner: Headers, plans: None, stripes: Stripes
) -> None:
    assert [each["plan"] for each in http.get("/v1/plans").json()["items"]] == ["studio", "chain"]
    assert subscription(http, owner)["plan"]["plan"] == "free"
    known_as = subscribe(http, owner, stripes, "studio")
    now = becomes(http, owner, status="active", plan="studio")
    assert now["price"] == PLANS[0]["prices"][0]
    until(lambda: subscription(http, owner)["invoices"], what="a bill")
    assert subscription(http, owner)["invoices"][0]["paid"] == {"amount": 2900, **EUR}

    # To what costs more: at once, and paid at once.
    key = {"Idempotency-Key": "to the chain"}
    for _ in "twice":
        changed = http.post("/v1/subscription/change", headers=owner | key, json={"plan": "chain"})
        assert changed.status_code == 200, changed.text
    assert changed.headers["Idempotent-Replayed"] == "true"
    becomes(http, owner, status="active", plan="chain", change=None)
    until(
        lambda: [bill["status"] for bill in subscription(http, owner)["invoices"]] == ["paid"] * 2,
        what="two bills that are paid",
    )

    # To what costs less: at once, too.
    assert http.post("/v1/subscription/change", headers=owner, json={"plan": "studio"}).is_success
    becomes(http, owner, status="active", plan="studio", change=None)

    # To end, and to go on.
    assert http.post("/v1/subscription/cancel", headers=owner).status_code == 200
    assert until(lambda: subscription(http, owner)["cancel_at"], what="an end")
    until(lambda: subscription(http, owner)["change"] is None, what="nothing to change")
    assert http.post("/v1/subscription/resume", headers=owner).status_code == 200
    becomes(http, owner, status="active", cancel_at=None, change=None)

    # Bills and cards.
    portal = http.post("/v1/subscription/portal", headers=owner)
    assert portal.status_code == 200, portal.text
    assert portal.json()["url"].startswith(stripes.url)

    # What was taken off pays two months. Then a renewal is refused: there is a grace, and a letter.
    for _ in range(2):
        stripes.control.renew(known_as)
    stripes.wait_delivered()
    assert subscription(http, owner)["status"] == "active"
    stripes.control.renew(known_as, paid=False)
    now = becomes(http, owner, status="past_due", plan="studio", is_lapsed=False)
    assert now["lapses_at"]
    until(lambda: subscription(http, owner)["pay_url"], what="where to pay")
    until(
        lambda: one(given, "select count(*) from data.messages where kind = 'plan_unpaid'"),
        what="a letter",
    )
    listed = http.get("/v1/platform/subscriptions?state=past_due", headers=admin).json()["items"]
    assert [each["slug"] for each in listed] == ["alder"]

    # It is over, and the business can only be read.
    given.execute("update data.tenant_subscriptions set lapses_at = now() - interval '1 minute'")
    refused = http.patch("/v1/tenant", headers=owner, json={"name": "Other"})
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (
        403,
        "subscription-lapsed",
    )
    assert http.get("/v1/tenant", headers=owner).status_code == 200

    # Paid, it goes on; and what comes in is counted.
    stripes.control.retry(known_as, paid=True)
    becomes(http, owner, status="active", plan="studio", is_lapsed=False)
    assert http.patch("/v1/tenant", headers=owner, json={"name": "Other"}).status_code == 200
    figures = http.get("/v1/platform/figures", headers=admin).json()
    assert figures["income"] == [
        {"currency": "EUR", "mrr": {"amount": 2900, **EUR}, "subscriptions": 1}
    ]
    assert figures["states"] == {"active": 1}


OPENING: dict[str, Any] = {
    "slug": "bergs",
    "name": "Bergs Salon",
    "preset": "salon",
    "time_zone": "Europe/Rome",
    "currency": "EUR",
    "owner": {"name": "Nina Berg", "email": "nina@berg.test"},
    "location": {"name": "Corso"},
}


def signed_up(http: httpx.Client, given: Given) -> Headers:
    """Somebody new, who has opened a business."""
    assert http.post("/v1/tenants", json=OPENING).status_code == 201
    link = one(given, "select link_id::text from data.messages where kind = 'open_tenant'")
    opened = http.post(
        "/v1/tenants/verify",
        json={"token": Links(settings("")).token(link), "password": "correct horse battery"},
    )
    assert opened.status_code == 200, opened.text
    return {"authorization": f"Bearer {opened.json()['access_token']}"}


def service(http: httpx.Client) -> str:
    return str(http.get("/v1/tenants/bergs/services").json()["items"][0]["id"])


def free(http: httpx.Client, given: Given) -> list[str]:
    """What is free in the next fortnight."""
    first, last = (one(given, "select given.day(%s)::date::text", day) for day in (0, 13))
    params = {"service_id": service(http), "from": first, "to": last}
    found = http.get("/v1/tenants/bergs/availability", params=params).json()["slots"]
    return [each["starts_at"] for each in found]


def book(http: httpx.Client, name: str, starts_at: str) -> httpx.Response:
    return http.post(
        "/v1/tenants/bergs/bookings",
        json={
            "service_id": service(http),
            "starts_at": starts_at,
            "customer": {"name": name, "email": f"{name.lower()}@customers.test"},
        },
    )


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def test_from_a_trial_to_what_is_paid_not_paid_and_paid_again(
    http: httpx.Client, given: Given, admin: Headers, plans: None, stripes: Stripes, database: str
) -> None:
    """A business that signs up has a while to choose. It chooses, wants more, and its card is
    refused. What it cannot do without paying it can do as soon as it has paid."""
    everybodys = http.patch("/v1/platform/plans/free", headers=admin, json={"trial_days": 14})
    assert everybodys.status_code == 200, everybodys.text
    owner = signed_up(http, given)
    now = subscription(http, owner)
    assert (now["status"], now["plan"]["plan"], now["is_lapsed"]) == ("none", "free", False)
    until_when = now["lapses_at"]

    # What is left of the trial is not billed, whatever they choose.
    known_as = subscribe(http, owner, stripes, "studio")
    now = becomes(http, owner, status="trialing", plan="studio", lapses_at=None)
    assert now["trial_ends_at"] == until_when
    portal = http.post("/v1/subscription/portal", headers=owner)
    assert portal.json()["url"].startswith(stripes.url)

    # It ends, and nobody hears of it: it is asked for.
    stripes.wait_delivered()
    stripes.control.weather(drop=1.0)
    stripes.client().v1.subscriptions.update(known_as, params={"trial_end": "now"})
    stripes.wait_delivered()
    stripes.control.world.webhooks.weather = Weather()
    assert subscription(http, owner)["status"] == "trialing"
    known = settings(database, stripe_secret_key=stripes.key, stripe_url=stripes.url)
    # What happens within this second is listed in the next.
    until(
        lambda: asyncio.run(synchronised(known, database, OURSELVES))["events"],
        what="what was missed",
    )
    becomes(http, owner, status="active", plan="studio")

    # More, at once: what it costs was said before, and is what is billed.
    params = {"plan": "chain", "interval": "month"}
    said = http.get("/v1/subscription/preview", headers=owner, params=params)
    assert said.status_code == 200, said.text
    assert said.json()["at_once"]
    due = said.json()["due_now"]["amount"]
    assert due > 0
    changed = http.post("/v1/subscription/change", headers=owner, json=params)
    assert changed.status_code == 200, changed.text
    becomes(http, owner, status="active", plan="chain", change=None)

    def amounts() -> list[int]:
        return [bill["paid"]["amount"] for bill in subscription(http, owner)["invoices"]]

    until(lambda: len(amounts()) == 3, what="what there was, and the difference")
    # Seconds have gone by, of a month.
    assert sorted(amounts())[:2] == [0, 2900]
    assert abs(sorted(amounts())[2] - due) <= 5

    # The renewal is refused.
    slots = free(http, given)
    booked = book(http, "Zoe", slots[0])
    assert booked.status_code == 201, booked.text
    stripes.control.renew(known_as, paid=False)
    now = becomes(http, owner, status="past_due", plan="chain", is_lapsed=False)
    assert now["lapses_at"] > now["unpaid_since"]

    # There is a grace, in which everything goes on; then it can only be read.
    assert http.patch("/v1/tenant", headers=owner, json={"name": "Berg"}).status_code == 200
    assert book(http, "Eve", slots[-1]).status_code == 201
    given.execute("update data.tenant_subscriptions set lapses_at = now() - interval '1 minute'")
    assert subscription(http, owner)["is_lapsed"]
    renamed = http.patch("/v1/tenant", headers=owner, json={"name": "Bergs"})
    assert problem(renamed) == (403, "subscription-lapsed")
    assert free(http, given) == []
    assert problem(book(http, "Ada", slots[0])) == (403, "tenant-suspended")
    assert http.get("/v1/bookings", headers=owner).status_code == 200
    cancelled = http.post(
        f"/v1/tenants/bergs/bookings/{booked.json()['id']}/cancel",
        headers={"authorization": f"Bearer {booked.json()['manage_token']}"},
        json={},
    )
    assert cancelled.status_code == 200, cancelled.text

    # Paid, it goes on.
    stripes.control.retry(known_as, paid=True)
    becomes(http, owner, status="active", plan="chain", is_lapsed=False, lapses_at=None)
    assert http.patch("/v1/tenant", headers=owner, json={"name": "Bergs"}).status_code == 200
    assert book(http, "Ada", slots[0]).status_code == 201


def test_a_trial_is_free_and_what_comes_twice_is_the_same(
    http: httpx.Client, owner: Headers, plans: None, stripes: Stripes
) -> None:
    known_as = subscribe(http, owner, stripes, "chain")
    now = becomes(http, owner, status="trialing", plan="chain")
    assert now["trial_ends_at"]
    refused = http.post("/v1/subscription/checkout", headers=owner, json={"plan": "studio"})
    assert refused.json()["type"].rpartition("/")[2] == "already-subscribed"
    for event in stripes.control.events():
        stripes.control.deliver(event["id"])
    stripes.wait_delivered()
    assert subscription(http, owner)["status"] == "trialing"
    assert stripes.control.find(known_as)["status"] == "trialing"


def test_what_was_subscribed_to_twice_ends_once_and_is_paid_back(
    http: httpx.Client, owner: Headers, plans: None, stripes: Stripes
) -> None:
    """Stripe is slow to tell: meanwhile somebody pays a second time."""
    stripes.control.weather(held=True)
    first = subscribe(http, owner, stripes, "studio")
    stripes.control.advance(2)
    second = subscribe(http, owner, stripes, "chain")
    assert first != second
    stripes.control.world.webhooks.weather = Weather()
    for event in stripes.control.events():
        stripes.control.deliver(event["id"])
    becomes(http, owner, plan="chain")
    until(lambda: stripes.control.find(first)["status"] == "canceled", what="one that ends")
    until(
        lambda: [each.amount for each in stripes.client().v1.refunds.list().data] == [2900],
        what="what was paid for it",
    )
    stripes.wait_delivered()
    now = becomes(http, owner, status="trialing", plan="chain")
    assert now["cancel_at"] is None
    assert stripes.control.find(second)["status"] == "trialing"


def test_a_page_is_closed_when_another_takes_its_place(
    http: httpx.Client, owner: Headers, plans: None, stripes: Stripes
) -> None:
    def page(plan: str) -> str:
        asked = http.post("/v1/subscription/checkout", headers=owner, json={"plan": plan})
        return str(asked.json()["url"].rpartition("/")[2])

    first, second = page("studio"), page("chain")
    assert first != second
    until(lambda: stripes.control.find(first)["status"] == "expired", what="closed")
    assert stripes.control.find(second)["status"] == "open"


def test_who_cannot_reach_stripe_is_told_so(
    http: httpx.Client, owner: Headers, plans: None, stripes: Stripes
) -> None:
    stripes.control.fault("POST /v1/checkout/sessions", "500")
    asked = http.post("/v1/subscription/checkout", headers=owner, json={"plan": "studio"})
    assert asked.status_code == 503
    stripes.control.fault("POST /v1/checkout/sessions", "reset_after")
    asked = http.post("/v1/subscription/checkout", headers=owner, json={"plan": "chain"})
    assert asked.status_code == 503
    known_as = subscribe(http, owner, stripes, "chain")
    assert stripes.control.find(known_as)["status"] == "trialing"
    sessions = stripes.client().v1.checkout.sessions.list()
    assert len(sessions.data) == 1, "what Stripe had made already is what it gives"


# -- races ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url)
    arena.one('select given.plan(\'small\', 1000, \'{"staff": 3, "locations": 2, "bookings": 4}\')')
    yield arena
    arena.close()
    databases.drop(url)


def test_of_many_who_are_hired_at_once_as_many_are_as_the_plan_allows(arena: Arena) -> None:
    shop = arena.shop()
    arena.one("select given.subscribed(%s, 'small')", shop.slug)
    location = arena.one("select given.location_id(%s)::text", shop.slug)
    calls = [
        Call(
            "create_resource",
            shop.owner,
            {"location_id": location, "kind": "staff", "name": f"Ann {n}"},
        )
        for n in range(8)
    ]
    assert codes(shop.race("hiring", calls, ["KC160"])) == {None: 3, "KC160": 5}


def test_of_many_places_at_once_as_many_open_as_the_plan_allows(arena: Arena) -> None:
    shop = arena.shop()
    arena.one("select given.subscribed(%s, 'small')", shop.slug)
    calls = [
        Call("create_location", shop.owner, {"name": f"Place {n}", "time_zone": "Europe/Rome"})
        for n in range(8)
    ]
    assert codes(shop.race("opening", calls, ["KC160"])) == {None: 1, "KC160": 7}


def test_of_many_bookings_at_once_as_many_are_made_as_the_plan_allows(arena: Arena) -> None:
    shop = arena.shop()
    service = shop.service(shop.resources(3))
    arena.one("select given.subscribed(%s, 'small')", shop.slug)
    calls = [shop.create(service, shop.at(n, "10:00")) for n in range(5)] + [
        shop.create(service, shop.at(n, "12:00")) for n in range(5)
    ]
    found = codes(shop.race("booking", calls, ["KF002", "KC001"]))
    assert found[None] == 4
    assert shop.living() == 4


def test_a_series_takes_what_is_left_or_nothing(arena: Arena) -> None:
    shop = arena.shop()
    service = shop.service(shop.resources(1))
    arena.one("select given.subscribed(%s, 'small')", shop.slug)
    assert arena.alone(shop.series(service, range(5), "10:00")).code == "KF002"
    assert shop.living() == 0
    assert arena.alone(shop.series(service, range(4), "10:00")).code is None
    assert shop.living() == 4
