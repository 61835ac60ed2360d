"""Webhooks of a business: made over HTTP, told by the worker, verified as a receiver would."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings
from receivers import Received, Receiver, answering, receiver
from standardwebhooks import Webhook, WebhookVerificationError

from app.tokens import Tokens

pytestmark = pytest.mark.database("common")

Given = psycopg.Connection[tuple[Any, ...]]
Answer = dict[str, Any]
Headers = dict[str, str]


@pytest.fixture(scope="module")
def http(common_web_url: str) -> Iterator[httpx.Client]:
    """The application with a worker, which may send to this machine."""
    with serving(common_web_url, worker=True, webhook_networks="127.0.0.0/8") as client:
        yield client


@pytest.fixture
def shop() -> Iterator[Receiver]:
    with receiver() as opened:
        yield opened


def member(given: Given, slug: str, name: str, role: str) -> Headers:
    row = given.execute(
        "select given.tenant_id(%s)::text, given.member(%s, %s, %s)::text", [slug, slug, name, role]
    ).fetchone()
    assert row is not None
    return {"authorization": f"Bearer {Tokens(settings('')).access(row[1], row[0], role)}"}


@pytest.fixture
def olga(given: Given) -> Headers:
    """The owner of a business that can be booked."""
    given.execute(
        "select given.tenant('alder'), given.resource('alder', 'Ann'),"
        " given.service('alder', 'Cut', 60, 'Ann')"
    )
    return member(given, "alder", "Olga", "owner")


def create(http: httpx.Client, who: Headers, url: str, *events: str, **more: Any) -> Answer:
    body = {"url": url, "events": list(events or ("*",))} | more
    answer = http.post("/v1/webhooks", json=body, headers=who)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def book(given: Given, time_of_day: str = "10:00") -> str:
    row = given.execute(
        "select given.booking('alder', 'Cut', 'Ann', given.day(0, %s))::text", [time_of_day]
    ).fetchone()
    assert row is not None
    return str(row[0])


def deliveries(http: httpx.Client, who: Headers, hook: Answer) -> list[Answer]:
    """The log of a webhook, the newest first."""
    answer = http.get(f"/v1/webhooks/{hook['id']}/deliveries", headers=who)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def settled(http: httpx.Client, who: Headers, hook: Answer, count: int) -> list[Answer]:
    """The log, once so many attempts are over."""
    for _ in range(1000):
        log = deliveries(http, who, hook)
        if sum(each["duration_ms"] is not None for each in log) >= count:
            return log
        time.sleep(0.01)
    raise AssertionError(log)


def due_now(given: Given) -> None:
    """Time goes by, until what is to be tried again is."""
    given.execute("update data.deliveries set due_at = now() where status = 'pending'")
    given.execute("update data.queues set due_at = now()")


def verified(secret: str, received: Received) -> Answer:
    """What a receiver reads that looks at the signature first."""
    return dict(Webhook(secret).verify(received.body, received.headers))


def test_a_booking_is_told_signed(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    hook = create(http, olga, shop.url, "booking.*")
    assert hook["secret"].startswith("whsec_")
    booking_id = book(given)
    (received,) = shop.wait(1)
    told = verified(hook["secret"], received)
    assert told["type"] == "booking.confirmed"
    assert told["data"]["subject_id"] == booking_id
    assert told["data"]["id"] == received.headers["webhook-id"]
    row = given.execute(
        "select event_id::text, sequence, tenant_id::text from data.events where subject_id = %s",
        [booking_id],
    ).fetchone()
    assert (told["data"]["id"], told["data"]["sequence"], told["data"]["tenant"]) == row
    (delivery,) = settled(http, olga, hook, 1)
    assert (delivery["status"], delivery["response_status"]) == ("delivered", 200)
    assert delivery["event_id"] == told["data"]["id"]


def test_the_secret_is_shown_once_and_kept_where_nobody_reads_it(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    key = {"idempotency-key": "k"}
    hook = create(http, olga | key, shop.url)
    again = create(http, olga | key, shop.url)
    assert again == hook
    assert http.get(f"/v1/webhooks/{hook['id']}", headers=olga).json()["secret"] is None
    (listed,) = http.get("/v1/webhooks", headers=olga).json()["items"]
    assert listed["secret"] is None
    for table in ("endpoints", "idempotency_keys", "history", "events", "queues", "deliveries"):
        found = given.execute(
            f"select from data.{table} as t where strpos(t::text, %s) > 0".encode(),
            [hook["secret"].removeprefix("whsec_")],
        )
        assert found.rowcount == 0, table


def test_two_secrets_are_good_while_one_gives_way_to_the_other(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    hook = create(http, olga, shop.url, "booking.*")
    path = f"/v1/webhooks/{hook['id']}"
    rotated = http.post(f"{path}/rotate", json={"hours": 2}, headers=olga)
    assert rotated.status_code == 200, rotated.text
    new = rotated.json()["secret"]
    assert new != hook["secret"]
    book(given)
    (received,) = shop.wait(1)
    assert verified(hook["secret"], received) == verified(new, received)
    leaked = http.post(f"{path}/rotate", json={"hours": 0}, headers=olga).json()
    assert leaked["previous_secret_until"] is None
    http.post(f"{path}/ping", headers=olga)
    received = shop.wait(2)[1]
    assert verified(leaked["secret"], received)["type"] == "webhook.ping"
    for secret in (hook["secret"], new):
        with pytest.raises(WebhookVerificationError):
            verified(secret, received)


def test_it_is_tried_again_with_the_same_id_and_then_again_by_hand(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    shop.behaviours = [answering(500, b"Oops"), answering(200, b"Yes")]
    hook = create(http, olga, shop.url, "booking.*")
    book(given)
    (failed,) = settled(http, olga, hook, 1)
    assert (failed["status"], failed["attempts"]) == ("pending", 1)
    assert (failed["response_status"], failed["response_excerpt"]) == (500, "Oops")
    assert failed["error"] == "It answered 500."
    assert failed["next_attempt_at"] is not None
    path = f"/v1/webhooks/{hook['id']}"
    assert http.get(path, headers=olga).json()["failing_since"] is not None
    redeliver = f"{path}/deliveries/{failed['id']}/redeliver"
    assert said(http.post(redeliver, headers=olga)) == (409, "delivery-pending")
    due_now(given)
    shop.wait(2)
    for _ in range(500):
        (done,) = deliveries(http, olga, hook)
        if done["status"] == "delivered":
            break
        time.sleep(0.01)
    assert (done["status"], done["attempts"], done["error"]) == ("delivered", 2, None)
    assert http.get(path, headers=olga).json()["failing_since"] is None
    assert http.post(redeliver, headers=olga).status_code == 201
    first, second, third = shop.wait(3)
    assert first.body == second.body == third.body
    assert len({each.headers["webhook-id"] for each in shop.received}) == 1
    for each in shop.received:
        verified(hook["secret"], each)
    assert len(settled(http, olga, hook, 2)) == 2


def test_what_concerns_one_thing_is_told_in_its_order(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    shop.behaviours = [answering(503), answering(200)]
    hook = create(http, olga, shop.url, "booking.*")
    one = book(given)
    settled(http, olga, hook, 1)
    assert http.post(f"/v1/bookings/{one}/cancel", headers=olga).status_code == 200
    two = book(given, "14:00")
    # The other booking does not wait for the first; what came of the first does.
    received = shop.wait(2)[1]
    assert verified(hook["secret"], received)["data"]["subject_id"] == two
    due_now(given)
    told = [verified(hook["secret"], each) for each in shop.wait(4)]
    of_one = [each for each in told if each["data"]["subject_id"] == one]
    assert [each["type"].partition("_")[0] for each in of_one] == [
        "booking.confirmed",
        "booking.confirmed",
        "booking.cancelled",
    ]
    versions = [each["data"]["version"] for each in of_one]
    assert versions == sorted(versions)


def test_one_that_says_it_is_gone_is_told_nothing_more(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    shop.behaviours = [answering(410), answering(200)]
    hook = create(http, olga, shop.url, "booking.*")
    path = f"/v1/webhooks/{hook['id']}"
    book(given)
    (delivery,) = settled(http, olga, hook, 1)
    assert (delivery["status"], delivery["response_status"]) == ("dead", 410)
    disabled = http.get(path, headers=olga).json()
    assert (disabled["disabled_reason"], disabled["disabled_at"] is None) == ("gone", False)
    letters = given.execute("select kind, recipient::text from data.messages").fetchall()
    assert letters == [("webhook_disabled", "olga@alder.test")]
    book(given, "14:00")
    redeliver = f"{path}/deliveries/{delivery['id']}/redeliver"
    assert said(http.post(redeliver, headers=olga)) == (409, "webhook-disabled")
    assert http.post(f"{path}/ping", headers=olga).status_code == 201
    assert verified(hook["secret"], shop.wait(2)[1])["type"] == "webhook.ping"
    assert http.post(f"{path}/enable", headers=olga).json()["disabled_at"] is None
    assert http.post(redeliver, headers=olga).status_code == 201
    assert verified(hook["secret"], shop.wait(3)[2])["type"] == "booking.confirmed"


def test_a_ping_is_told_at_once_and_once(http: httpx.Client, olga: Headers, shop: Receiver) -> None:
    shop.behaviours = [answering(500)]
    hook = create(http, olga, shop.url, "booking.*")
    answer = http.post(f"/v1/webhooks/{hook['id']}/ping", headers=olga)
    assert (answer.status_code, answer.json()["type"]) == (201, "webhook.ping")
    (delivery,) = settled(http, olga, hook, 1)
    assert (delivery["id"], delivery["status"]) == (answer.json()["id"], "dead")
    assert len(shop.received) == 1


def test_only_those_who_run_a_business_have_to_do_with_its_webhooks(
    http: httpx.Client, given: Given, olga: Headers, shop: Receiver
) -> None:
    hook = create(http, olga, shop.url, "booking.*")
    given.execute("select given.tenant('birch')")
    bea = member(given, "birch", "Bea", "owner")
    sam = member(given, "alder", "Sam", "staff")
    path = f"/v1/webhooks/{hook['id']}"
    for method, at in (
        ("GET", path),
        ("PATCH", path),
        ("DELETE", path),
        ("GET", f"{path}/deliveries"),
        ("POST", f"{path}/ping"),
        ("POST", f"{path}/rotate"),
        ("POST", f"{path}/enable"),
        ("POST", f"{path}/disable"),
    ):
        body: Answer | None = {} if method in ("PATCH", "POST") else None
        assert said(http.request(method, at, json=body, headers=bea)) == (404, "webhook-not-found")
        assert said(http.request(method, at, json=body, headers=sam)) == (403, "forbidden")
        assert http.request(method, at, json=body).status_code == 401
    assert http.get("/v1/webhooks", headers=bea).json()["items"] == []
    assert http.patch(path, json={"max_in_flight": 2}, headers=olga).json()["max_in_flight"] == 2
    assert http.delete(path, headers=olga).status_code == 204
    book(given)
    time.sleep(0.2)
    assert shop.received == []


def test_without_networks_of_its_own_an_installation_sends_nothing_in_the_clear(
    web_url: str, given: Given, olga: Headers
) -> None:
    with serving(web_url) as http:
        body = {"url": "http://shop.test/hooks"}
        refused = http.post("/v1/webhooks", json=body, headers=olga)
        assert said(refused) == (422, "webhook-url-insecure")
        hook = create(http, olga, "https://shop.test/hooks")
        refused = http.patch(f"/v1/webhooks/{hook['id']}", json=body, headers=olga)
        assert said(refused) == (422, "webhook-url-insecure")
        for url in ("https://user:word@shop.test", "https://shop.test/#a", "//shop.test", "x" * 9):
            assert http.post("/v1/webhooks", json={"url": url}, headers=olga).status_code == 422
        refused = http.post("/v1/webhooks", json={"url": hook["url"], "secret": "x"}, headers=olga)
        assert refused.status_code == 422


@pytest.mark.parametrize("events", [[], 51 * ["booking.*"], None, ["booking"], "*", {}])
def test_what_a_webhook_is_told_of_is_a_list_of_some_events(
    http: httpx.Client, olga: Headers, shop: Receiver, events: Any
) -> None:
    hook = create(http, olga, shop.url, "booking.*")
    path = f"/v1/webhooks/{hook['id']}"
    changed = http.patch(path, json={"events": events}, headers=olga)
    assert changed.status_code == 422, changed.text
    assert changed.json()["errors"][0]["pointer"] == "#/events"
    made = http.post("/v1/webhooks", json={"url": shop.url, "events": events}, headers=olga)
    # Who creates one and says nothing of events means all.
    assert made.status_code == (201 if events is None else 422), made.text
    assert http.get(path, headers=olga).json()["events"] == ["booking.*"]


def test_nobody_brings_a_secret(http: httpx.Client, olga: Headers, shop: Receiver) -> None:
    hook = create(http, olga, shop.url)
    for method, path in (
        ("POST", "/v1/webhooks"),
        ("POST", f"/v1/webhooks/{hook['id']}/rotate"),
        ("PATCH", f"/v1/webhooks/{hook['id']}"),
    ):
        body = {"secret": "whsec_AAAA"} | ({"url": shop.url} if path == "/v1/webhooks" else {})
        answer = http.request(method, path, json=body, headers=olga)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == "#/secret"


def test_networks_are_networks() -> None:
    with pytest.raises(ValueError, match="HOLDFAST_WEBHOOK_NETWORKS"):
        settings("", webhook_networks="10.0.0.1/8")
