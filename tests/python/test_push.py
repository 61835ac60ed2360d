"""Web Push: browsers subscribe over HTTP, are told through a push service on a real socket, and
read what they are told as browsers do."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from carriers import Answer, Browser, Carrier, carrying, write_certificate
from live import KEY, serving, settings
from notifying import delivery, due_now, notify, one, open_alder, work

from app.settings import Settings
from app.tokens import Tokens
from app.vapid import new_private_key, public_key

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]

PRIVATE_KEY = new_private_key()
PUBLIC_KEY = public_key(PRIVATE_KEY)
VAPID: dict[str, Any] = {
    "vapid_private_key": PRIVATE_KEY,
    "vapid_subject": "mailto:ops@holdfast.test",
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("push") / "push.pem"
    write_certificate(path)
    return path


@pytest.fixture
def service(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Carrier]:
    """A push service, whose certificate is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with carrying(Answer(201), certificate) as opened:
        yield opened


@pytest.fixture
def ours(web_url: str) -> Settings:
    """Settings of whoever may send to this machine."""
    return settings(
        web_url, webhook_networks="127.0.0.0/8", public_url="https://book.test", **VAPID
    )


@pytest.fixture
def booking_id(given: Given) -> str:
    return open_alder(given)


def subscribe(http: httpx.Client, given: Given, booking_id: str, browser: Browser) -> str:
    """With the token of a booking; the subscription's id."""
    token = one(given, "private.manage_token(given.tenant_id('alder'), %s)", booking_id)
    answer = http.post(
        f"/v1/tenants/alder/bookings/{booking_id}/push-subscriptions",
        json=browser.subscription,
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def browsers(given: Given) -> list[str]:
    """The endpoints that are left, without their host."""
    rows = given.execute("select endpoint from data.push_subscriptions order by 1").fetchall()
    return [each.rpartition("/")[2] for (each,) in rows]


# -- subscribing ---------------------------------------------------------------------------------


def test_the_key_is_for_anybody(web_url: str) -> None:
    with serving(web_url, **VAPID) as http:
        answer = http.get("/v1/push-key")
    assert answer.json() == {"public_key": PUBLIC_KEY}
    assert len(PUBLIC_KEY) == 87


def test_without_a_key_there_is_nothing_to_subscribe_to(http: httpx.Client) -> None:
    answer = http.get("/v1/push-key")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/push-unavailable")


def test_a_key_that_is_none_is_refused() -> None:
    for wrong in ("short", "x" * 43 + "="):
        with pytest.raises(ValueError, match="HOLDFAST_VAPID_PRIVATE_KEY"):
            settings("", **(VAPID | {"vapid_private_key": wrong}))
    with pytest.raises(ValueError, match="HOLDFAST_VAPID_SUBJECT"):
        settings("", **(VAPID | {"vapid_subject": "ops"}))


def test_a_guest_a_customer_and_a_member_have_browsers_of_their_own(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier
) -> None:
    tokens = Tokens(settings(""))
    zoe = str(one(given, "given.patron('Zoe')"))
    olga = str(one(given, "given.user_id('alder', 'Olga')"))
    tenant = str(one(given, "given.tenant_id('alder')"))
    manage = one(given, "private.manage_token(given.tenant_id('alder'), %s)", booking_id)
    doors = {
        f"/v1/tenants/alder/bookings/{booking_id}/push-subscriptions": (manage, {}),
        "/v1/me/push-subscriptions": (
            tokens.access(zoe, None, "customer"),
            {"tenant_slug": "alder"},
        ),
        "/v1/push-subscriptions": (tokens.access(olga, tenant, "owner"), {}),
    }
    made = {}
    for path, (token, more) in doors.items():
        browser = Browser(service, PUBLIC_KEY)
        headers = {"Authorization": f"Bearer {token}", "User-Agent": f"Browser of {path}"}
        answer = http.post(path, json=browser.subscription | more, headers=headers)
        assert answer.status_code == 201, answer.text
        assert browser.subscription["auth"] not in answer.text
        made[path] = answer.json()
    for path, (token, _) in doors.items():
        headers = {"Authorization": f"Bearer {token}"}
        assert http.get(path, headers=headers).json()["items"] == [made[path]]
        others = [each["id"] for where, each in made.items() if where != path]
        for subscription_id in others:
            answer = http.delete(f"{path}/{subscription_id}", headers=headers)
            assert answer.json()["type"] == "/problems/push-subscription-not-found"
        assert http.delete(f"{path}/{made[path]['id']}", headers=headers).status_code == 204
        assert http.get(path, headers=headers).json()["items"] == []
    assert made["/v1/push-subscriptions"]["user_agent"] == "Browser of /v1/push-subscriptions"


def test_an_endpoint_that_is_no_address_of_the_web_is_refused(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier
) -> None:
    token = one(given, "private.manage_token(given.tenant_id('alder'), %s)", booking_id)
    for endpoint in ("http://push.test/1", "file:///etc/passwd", "https://me:pw@push.test/1", ""):
        answer = http.post(
            f"/v1/tenants/alder/bookings/{booking_id}/push-subscriptions",
            json=Browser(service, PUBLIC_KEY).subscription | {"endpoint": endpoint},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 422, endpoint
        assert answer.json()["errors"][0]["pointer"] == "#/endpoint"


# -- telling -------------------------------------------------------------------------------------


def test_a_browser_reads_what_it_is_told(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    given.execute("update data.customers set locale = 'da' where name = 'Zoe'")
    browser = Browser(service, PUBLIC_KEY)
    subscribe(http, given, booking_id, browser)
    made = notify(given, "push", booking_id)
    work(ours)

    (received,) = service.received
    told = browser.read(received)
    assert told["title"] == "Alder"
    assert told["body"].startswith("Påmindelse: Cut, ")
    token = one(given, "private.manage_token(given.tenant_id('alder'), %s)", booking_id)
    assert told["url"] == (
        f"https://book.test/links/booking?business=alder&id={booking_id}&token={token}"
    )
    assert received.headers["urgency"] == "high"
    assert received.headers["topic"] == told["tag"]
    assert len(told["tag"]) <= 32
    starts_at = one(given, "(select extract(epoch from starts_at)::integer from data.bookings)")
    assert abs(int(received.headers["ttl"]) - (starts_at - time.time())) < 60
    assert delivery(given, made)["status"] == "delivered"
    assert one(given, "(select last_used_at is not null from data.push_subscriptions)")
    assert b"Cut" not in received.body
    assert browser.subscription["auth"] not in str(received)


def test_a_later_notice_of_a_booking_takes_the_place_of_the_one_before(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    for kind in ("booking_confirmed", "reminder"):
        notify(given, "push", booking_id, kind)
    work(ours)
    topics = [each.headers["topic"] for each in service.received]
    assert len(topics) == 2
    assert len(set(topics)) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    http: httpx.Client,
    given: Given,
    booking_id: str,
    service: Carrier,
    ours: Settings,
    status: int,
) -> None:
    for name in ("1", "2"):
        subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY, name))
    service.answers.append(Answer(status))
    made = notify(given, "push", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == "delivered"
    assert len(browsers(given)) == 1
    service.answers.append(Answer(status))
    made = notify(given, "push", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == "dead"
    assert browsers(given) == []
    made = notify(given, "push", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == "skipped"


def test_who_is_told_to_wait_waits_and_tells_nobody_twice(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    for name in ("1", "2"):
        subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY, name))
    service.answers.append(Answer(429, headers={"Retry-After": "3600"}))
    made = notify(given, "push", booking_id)
    work(ours)
    assert len(service.received) == 2
    assert delivery(given, made)["status"] == "pending"
    assert one(given, "(select due_at > now() + interval '55 minutes' from data.deliveries)")
    due_now(given)
    work(ours)
    assert len(service.received) == 3
    assert service.received[2].path == service.received[0].path
    assert delivery(given, made)["status"] == "delivered"
    assert len(delivery(given, made)["response"]["told"]) == 2


def test_what_is_too_long_is_said_shorter(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    browser = Browser(service, PUBLIC_KEY)
    subscribe(http, given, booking_id, browser)
    service.answers.append(Answer(413))
    notify(given, "push", booking_id)
    work(ours)
    long, short = map(browser.read, service.received)
    assert (short["title"], short["tag"]) == (long["title"], long["tag"])
    assert short["body"] == ""
    assert len(json.dumps(short)) < len(json.dumps(long))


def test_a_browser_that_refuses_three_times_is_forgotten(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    service.usual = Answer(403)
    left = []
    for _ in range(3):
        made = notify(given, "push", booking_id)
        work(ours)
        assert delivery(given, made)["status"] == "dead"
        left.append(len(browsers(given)))
    assert left == [1, 1, 0]


def test_a_push_service_that_is_down_is_tried_again(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    service.answers.append(Answer(503))
    made = notify(given, "push", booking_id)
    work(ours)
    assert delivery(given, made)["status"] == "pending"
    due_now(given)
    work(ours)
    assert delivery(given, made)["status"] == "delivered"


# -- where strangers cannot send us --------------------------------------------------------------


def test_nothing_is_sent_to_where_the_public_internet_is_not(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, web_url: str
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    made = notify(given, "push", booking_id)
    work(settings(web_url, **VAPID))
    assert service.received == []
    assert delivery(given, made)["status"] == "dead"


def test_nobody_is_followed_elsewhere(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier, ours: Settings
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    service.answers.append(Answer(307, headers={"Location": f"{service.url}/elsewhere"}))
    notify(given, "push", booking_id)
    work(ours)
    assert [each.path for each in service.received] == ["/1"]


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    http: httpx.Client,
    given: Given,
    booking_id: str,
    service: Carrier,
    ours: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    made = notify(given, "push", booking_id)
    work(ours)
    assert service.received == []
    assert delivery(given, made)["status"] == "pending"


def test_who_is_erased_is_told_nothing(
    http: httpx.Client, given: Given, booking_id: str, service: Carrier
) -> None:
    subscribe(http, given, booking_id, Browser(service, PUBLIC_KEY))
    customer_id = one(given, "(select customer_id from data.bookings)")
    token = Tokens(settings("", secret_key=KEY)).access(
        str(one(given, "given.user_id('alder', 'Olga')")),
        str(one(given, "given.tenant_id('alder')")),
        "owner",
    )
    answer = http.post(
        f"/v1/customers/{customer_id}/erase",
        json={"cancel_bookings": True},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 200, answer.text
    assert browsers(given) == []
