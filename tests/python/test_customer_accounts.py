"""A customer with an account: all of their bookings, in every business, and nothing else."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import psycopg
import pytest
from live import settings
from strangers import PLAIN

from app.contract import SIGNATURES, Signature, signatures
from app.endpoints import ROUTES
from app.http import operations
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]
Book = Callable[..., dict[str, Any]]

ME = "/v1/me/bookings"
NOBODY = "019a0000-0000-7000-8000-000000000000"
BUSINESSES = ("alder", "birch", "cedar")

# What fits a parameter of any function, by its domain or its name; else strangers.PLAIN knows it.
FITTING: dict[str, Any] = {
    "amount": {"amount": 1500, "currency": "EUR"},
    "channel": "webhook",
    "closes_at": "19:00",
    "code": "AAAA-BBBB-CCCC-DDDD",
    "customer": {"name": "Zoe", "email": "zoe@customers.test"},
    "date": "2030-01-01",
    "email": "nina@new.test",
    "ends_at": "2030-01-01T12:00:00Z",
    "host": "www.zoe.test",
    "kind": "staff",
    "opens_at": "18:00",
    "plan": "studio",
    "points": 10,
    "price": {"amount": 1500, "currency": "EUR"},
    "purpose": "marketing",
    "requirements": [],
    "reward_kind": "amount",
    "rrule": "FREQ=DAILY;COUNT=2",
    "sessions": 10,
    "starts_at": "2030-01-01T10:00:00Z",
    "body": "A note.",
    "tenant": "alder",
    "until": "2030-01-02",
    "wording": "Yes.",
}


def value(given: Given, query: str, *arguments: Any) -> Any:
    row = given.execute(query.encode(), arguments).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def street(given: Given) -> dict[str, str]:
    """Three businesses, each with somebody who cuts; what is there by name."""
    ids: dict[str, str] = {}
    for slug in BUSINESSES:
        given.execute("select given.tenant(%s)", [slug])
        given.execute("select given.resource(%s, 'Ann')", [slug])
        given.execute("select given.service(%s, 'Cut', 60, 'Ann')", [slug])
        ids[slug] = str(value(given, "select given.service_id(%s, 'Cut')", slug))
    return ids


@pytest.fixture
def account(given: Given) -> Callable[[str], Headers]:
    """Headers of somebody who has an account, and has shown that the address is theirs."""

    def headers(name: str) -> Headers:
        user_id = value(
            given,
            "insert into data.users (email, name) values (%s, %s) returning user_id::text",
            f"{name.lower()}@customers.test",
            name,
        )
        given.execute(
            """
            do $$
            begin
                if exists (
                    select from pg_attribute
                    where attrelid = 'data.users'::regclass and attname = 'email_verified_at'
                ) then
                    execute 'update data.users set email_verified_at = now()';
                end if;
            end;
            $$
            """
        )
        access = Tokens(settings("")).access(user_id, None, "customer")
        return {"authorization": f"Bearer {access}"}

    return headers


@pytest.fixture
def book(http: httpx.Client, given: Given, street: dict[str, str]) -> Book:
    """Books as a guest, by first name, and so many days ahead; the answer."""

    def ask(slug: str, name: str, day: int, **more: Any) -> dict[str, Any]:
        answer = http.post(
            f"/v1/tenants/{slug}/bookings",
            json={
                "service_id": street[slug],
                "starts_at": value(given, "select given.at(%s, given.day(%s, '10:00'))", slug, day),
                "customer": {"name": name, "email": f"{name.lower()}@customers.test"},
            }
            | more,
        )
        assert answer.status_code == 201, answer.text
        booked: dict[str, Any] = answer.json()
        return booked

    return ask


def items(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def slug_of(answer: httpx.Response) -> str:
    """What kind of problem it is."""
    return str(answer.json()["type"]).removeprefix("/problems/")


def test_they_see_theirs_in_every_business_and_nothing_of_others(
    http: httpx.Client, account: Callable[[str], Headers], book: Book
) -> None:
    zoe = account("Zoe")
    assert items(http.get(ME, headers=zoe)) == []
    ours = [book("alder", "Zoe", 0), book("birch", "Zoe", 1), book("alder", "Zoe", 2)]
    book("alder", "Eve", 3)
    book("cedar", "Eve", 1)

    found = items(http.get(ME, headers=zoe))
    assert [each["id"] for each in found] == [each["id"] for each in reversed(ours)]
    assert [each["tenant"]["slug"] for each in found] == ["alder", "birch", "alder"]
    assert found[0]["tenant"]["name"] == "Alder"
    assert "manage_token" not in found[0]

    first = http.get(ME, params={"limit": 2}, headers=zoe)
    rest = http.get(ME, params={"limit": 2, "cursor": first.json()["next_cursor"]}, headers=zoe)
    assert items(first) + items(rest) == found
    assert rest.json()["next_cursor"] is None

    one = http.get(f"{ME}/{ours[1]['id']}", headers=zoe)
    assert one.headers["etag"] == '"1"'
    assert one.json() == found[1]
    day = ours[1]["starts_at"][:10]
    assert items(http.get(ME, params={"from": day, "to": day}, headers=zoe)) == [found[1]]
    assert items(http.get(ME, params={"status": "completed"}, headers=zoe)) == []
    assert items(http.get(ME, headers=account("Adam"))) == []


def test_what_is_not_theirs_is_not_there_and_stays_as_it_is(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], book: Book
) -> None:
    zoe = account("Zoe")
    book("alder", "Zoe", 0)
    others = [book("alder", "Eve", 1), book("cedar", "Eve", 1)]
    before = value(given, "select jsonb_agg(b order by booking_id) from data.bookings as b")
    for booking_id in [each["id"] for each in others] + [NOBODY]:
        url = f"{ME}/{booking_id}"
        to = {"starts_at": others[0]["starts_at"]}
        wording = {"purpose": "marketing", "wording": "Yes."}
        for answer in (
            http.get(url, headers=zoe),
            http.post(f"{url}/cancel", headers=zoe),
            http.post(f"{url}/cancel", headers=zoe | {"idempotency-key": "k"}),
            http.post(f"{url}/reschedule", json=to, headers=zoe),
            http.post(f"{url}/consents", json=wording, headers=zoe),
        ):
            assert (answer.status_code, slug_of(answer)) == (404, "booking-not-found")
        for action in ("accept", "decline", "leave"):
            answer = http.post(f"/v1/me/waitlist/{booking_id}/{action}", headers=zoe)
            assert (answer.status_code, slug_of(answer)) == (404, "waitlist-entry-not-found")
    assert before == value(given, "select jsonb_agg(b order by booking_id) from data.bookings as b")
    assert value(given, "select count(*) from data.consents") == 0


def test_they_move_and_cancel_as_their_token_would(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], book: Book
) -> None:
    zoe = account("Zoe")
    booking = book("birch", "Zoe", 0)
    url = f"{ME}/{booking['id']}"
    to = {"starts_at": value(given, "select given.at('birch', given.day(1, '12:00'))")}
    key = zoe | {"idempotency-key": "move", "if-match": '"1"'}
    moved = http.post(f"{url}/reschedule", json=to, headers=key)
    assert (moved.status_code, moved.headers["etag"]) == (200, '"2"')
    assert moved.json()["tenant"] == {"slug": "birch", "name": "Birch"}
    again = http.post(f"{url}/reschedule", json=to, headers=key)
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == moved.json()
    stale = http.post(f"{url}/cancel", headers=zoe | {"if-match": '"1"'})
    assert (stale.status_code, slug_of(stale)) == (412, "version-conflict")

    given.execute("update data.bookings set cancel_window_minutes = 525600")
    late = http.post(f"{url}/cancel", headers=zoe)
    assert (late.status_code, slug_of(late)) == (422, "too-late-to-cancel")
    given.execute("update data.bookings set cancel_window_minutes = 0")
    cancelled = http.post(f"{url}/cancel", headers=zoe)
    assert cancelled.json()["status"] == "cancelled_by_customer"
    twice = http.post(f"{url}/cancel", headers=zoe)
    assert (twice.status_code, slug_of(twice)) == (409, "wrong-state")


def test_booking_while_signed_in(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], street: dict[str, str]
) -> None:
    zoe = account("Zoe")
    body = {
        "tenant": "cedar",
        "service_id": street["cedar"],
        "starts_at": value(given, "select given.at('cedar', given.day(0, '10:00'))"),
        "phone": "06 1234567",
    }
    made = http.post(ME, json=body, headers=zoe | {"idempotency-key": "k"})
    assert made.status_code == 201, made.text
    assert made.json()["tenant"] == {"slug": "cedar", "name": "Cedar"}
    customer = made.json()["customer"]
    assert (customer["name"], customer["email"]) == ("Zoe", "zoe@customers.test")
    again = http.post(ME, json=body, headers=zoe | {"idempotency-key": "k"})
    assert again.json() == made.json()
    assert [each["id"] for each in items(http.get(ME, headers=zoe))] == [made.json()["id"]]
    # To the business they are a customer, whoever else they are.
    assert value(given, "select created_by from data.bookings") is None
    assert value(given, "select phone_e164 from data.customers") == "+39061234567"

    taken = http.post(ME, json=body, headers=account("Eve"))
    assert (taken.status_code, slug_of(taken)) == (409, "slot-taken")
    nowhere = http.post(ME, json=body | {"tenant": "nowhere"}, headers=zoe)
    assert (nowhere.status_code, slug_of(nowhere)) == (404, "tenant-not-found")
    given.execute("update data.tenants set status = 'suspended' where slug = 'cedar'")
    suspended = http.post(ME, json=body, headers=zoe)
    assert (suspended.status_code, slug_of(suspended)) == (403, "tenant-suspended")
    assert items(http.get(ME, headers=zoe))[0]["id"] == made.json()["id"]


def test_the_waitlist_in_every_business(
    http: httpx.Client,
    given: Given,
    account: Callable[[str], Headers],
    book: Book,
    street: dict[str, str],
) -> None:
    zoe = account("Zoe")
    waits = "/v1/me/waitlist"
    in_the_way = [book("alder", "Eve", 0), book("birch", "Eve", 0)]
    entries = []
    for slug, taken in zip(("alder", "birch"), in_the_way, strict=True):
        window = value(given, "select given.at(%s, given.day(0, '10:15'))", slug)
        body = {
            "service_id": street[slug],
            "from": taken["starts_at"],
            "to": window,
            "customer": {"name": "Zoe", "email": "zoe@customers.test"},
        }
        joined = http.post(f"/v1/tenants/{slug}/waitlist", json=body)
        assert joined.status_code == 201, joined.text
        entries.append(joined.json()["id"])
    found = items(http.get(waits, headers=zoe))
    assert [(each["id"], each["tenant"]["slug"]) for each in found] == [
        (entries[1], "birch"),
        (entries[0], "alder"),
    ]
    first = http.get(waits, params={"limit": 1}, headers=zoe)
    assert items(first) == found[:1]
    cursor = first.json()["next_cursor"]
    assert items(http.get(waits, params={"cursor": cursor}, headers=zoe)) == found[1:]
    assert items(http.get(waits, headers=account("Adam"))) == []

    eve = {"authorization": f"Bearer {in_the_way[0]['manage_token']}"}
    left = http.post(f"/v1/tenants/alder/bookings/{in_the_way[0]['id']}/cancel", headers=eve)
    assert left.status_code == 200
    accepted = http.post(f"{waits}/{entries[0]}/accept", headers=zoe)
    assert (accepted.status_code, accepted.json()["status"]) == (200, "confirmed")
    assert accepted.json()["tenant"]["slug"] == "alder"
    gone = http.post(f"{waits}/{entries[1]}/leave", headers=zoe)
    assert (gone.json()["status"], gone.json()["tenant"]["slug"]) == ("left", "birch")
    late = http.post(f"{waits}/{entries[1]}/decline", headers=zoe)
    assert (late.status_code, slug_of(late)) == (409, "not-waiting")


def test_profiles_say_what_a_business_knows_and_they_may_change_it(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], book: Book
) -> None:
    zoe = account("Zoe")
    book("alder", "Zoe", 0)
    book("birch", "Zoe", 0)
    book("cedar", "Eve", 0)
    given.execute("update data.customers set note = 'A secret.'")
    found = http.get("/v1/me/profiles", headers=zoe)
    assert [each["tenant"]["slug"] for each in items(found)] == ["alder", "birch"]
    assert items(found)[0]["activity"]["next_booking_id"] is not None
    assert "secret" not in found.text
    first = http.get("/v1/me/profiles", params={"limit": 1}, headers=zoe)
    cursor = first.json()["next_cursor"]
    rest = http.get("/v1/me/profiles", params={"limit": 1, "cursor": cursor}, headers=zoe)
    assert items(first) + items(rest) == items(found)
    assert rest.json()["next_cursor"] is None

    change = {"name": "Zoë", "phone": "06 7654321", "locale": "it"}
    changed = http.patch("/v1/me/profiles/birch", json=change, headers=zoe)
    assert changed.status_code == 200, changed.text
    assert {name: changed.json()[name] for name in change} == change
    rows = given.execute(
        "select t.slug::text, c.name::text, c.phone_e164::text from data.customers as c"
        " join data.tenants as t using (tenant_id) order by 1"
    ).fetchall()
    assert rows == [
        ("alder", "Zoe", None),
        ("birch", "Zoë", "+39067654321"),
        ("cedar", "Eve", None),
    ]
    cleared = http.patch("/v1/me/profiles/birch", json={"phone": None}, headers=zoe)
    assert cleared.json()["phone"] is None
    assert value(given, "select count(*) from data.customers where phone_e164 is not null") == 0
    for slug in ("cedar", "nowhere"):
        refused = http.patch(f"/v1/me/profiles/{slug}", json={"name": "X"}, headers=zoe)
        assert (refused.status_code, slug_of(refused)) == (404, "profile-not-found")
    for field in ("email", "note", "phone_e164"):
        refused = http.patch("/v1/me/profiles/birch", json={field: "+39061"}, headers=zoe)
        assert refused.status_code == 422


def test_an_address_that_nobody_has_shown_to_be_theirs_opens_nothing(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], book: Book
) -> None:
    zoe = account("Zoe")
    booking = book("alder", "Zoe", 0)
    given.execute("alter table data.users add column if not exists email_verified_at timestamptz")
    given.execute("update data.users set email_verified_at = null")
    for url in (ME, f"{ME}/{booking['id']}", "/v1/me/waitlist", "/v1/me/profiles"):
        answer = http.get(url, headers=zoe)
        assert (answer.status_code, slug_of(answer)) == (403, "email-not-verified")
    given.execute("update data.users set email_verified_at = now()")
    assert len(items(http.get(ME, headers=zoe))) == 1
    stranger = Tokens(settings("")).access(str(uuid.uuid4()), None, "customer")
    answer = http.get(ME, headers={"authorization": f"Bearer {stranger}"})
    assert (answer.status_code, slug_of(answer)) == (401, "not-signed-in")
    assert http.get(ME).status_code == 401


def test_staff_are_customers_somewhere_too(
    http: httpx.Client, given: Given, account: Callable[[str], Headers], book: Book
) -> None:
    """Whose token is for one business sees their own bookings in another, and not more."""
    user_id = value(
        given,
        "select given.member('alder', 'Olga', 'owner')::text",
    )
    access = Tokens(settings("")).access(
        user_id, str(value(given, "select given.tenant_id('alder')")), "owner"
    )
    olga = {"authorization": f"Bearer {access}"}
    account("Somebody")  # So that every address here is verified.
    booking = book("birch", "Olga", 0, customer={"name": "Olga", "email": "olga@alder.test"})
    book("alder", "Eve", 0)
    assert [each["id"] for each in items(http.get(ME, headers=olga))] == [booking["id"]]
    moved = http.post(f"{ME}/{booking['id']}/cancel", headers=olga)
    assert moved.json()["status"] == "cancelled_by_customer"
    assert value(given, "select count(*) from data.bookings where status = 'confirmed'") == 1


@pytest.mark.parametrize("tenant", [None, "alder"])
def test_a_customers_token_opens_no_route_of_the_staff(
    http: httpx.Client,
    given: Given,
    account: Callable[[str], Headers],
    book: Book,
    tenant: str | None,
) -> None:
    booking = book("alder", "Zoe", 0)
    user_id = value(
        given,
        "insert into data.users (email, name) values ('zoe@customers.test', 'Zoe')"
        " returning user_id::text",
    )
    tenant_id = tenant and str(value(given, "select given.tenant_id(%s)", tenant))
    access = Tokens(settings("")).access(user_id, tenant_id, "customer")
    before = value(given, "select jsonb_agg(c) from data.customers as c")
    known = signatures(given.execute(SIGNATURES).fetchall())
    wrong = {}
    for operation in operations(ROUTES):
        path = body_path = operation.path
        if operation.is_public or path.startswith(("/v1/me", "/v1/auth")):
            continue
        for name in ("booking_id", "customer_id"):
            theirs = booking["id"] if name == "booking_id" else booking["customer"]["id"]
            path = path.replace(f"{{{name}}}", theirs)
        path = path.replace("{kind}/{locale}", "reminder/en")
        path = path.replace("{month}", "2030-01").replace("{plan}", "studio")
        while "{" in path:
            path = path[: path.index("{")] + NOBODY + path[path.index("}") + 1 :]
        asked = valid(known[operation.function], body_path)
        how: dict[str, Any] = {"params" if operation.in_query else "json": asked}
        answer = http.request(
            operation.method, path, headers={"authorization": f"Bearer {access}"}, **how
        )
        if answer.status_code not in (401, 403):
            wrong[f"{operation.method} {path}"] = (answer.status_code, answer.text[:200])
    assert wrong == {}, wrong
    assert value(given, "select jsonb_agg(c) from data.customers as c") == before
    assert value(given, "select version from data.bookings") == 1


def fitting(name: str, domain: str) -> Any:
    """What fits a parameter."""
    return FITTING.get(domain, FITTING.get(name, PLAIN.get(domain)))


def valid(signature: Signature, path: str) -> dict[str, Any]:
    """What a function takes, so that nothing but the role is in the way."""
    whens = {"from": "2030-01-01", "to": "2030-01-02"}
    return {
        name: NOBODY if each.type == "uuid" else fitting(name, each.domain or "")
        for name, each in signature.parameters.items()
        if each.required and f"{{{name}}}" not in path
    } | {
        name: f"{when}T00:00:00Z" if signature.parameters[name].domain == "instant" else when
        for name, when in whens.items()
        if name in signature.parameters
    }
