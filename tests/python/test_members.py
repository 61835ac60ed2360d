"""Who works for a business and who decides about that, over real HTTP: roles, invitations, leaving,
and platform admins who act for a business."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from live import settings
from psycopg.types.json import Jsonb

from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Headers = dict[str, str]
As = Callable[[str], Headers]

RANKS = ["owner", "manager", "staff"]


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    return row and row[0]


def bearer(user: str, tenant: str | None, role: str) -> Headers:
    return {"authorization": f"Bearer {Tokens(settings('')).access(user, tenant, role)}"}


@pytest.fixture
def acting(given: Given) -> As:
    """Whoever works at alder, by name: two owners, two managers, two staff with a calendar each."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.resource('alder', name) from unnest('{Sam,Sue}'::text[]) as name")
    given.execute("select given.service('alder', 'Cut', 60, 'Sam', 'Sue')")
    roles = {"Olga": "owner", "Otto": "owner", "Max": "manager", "Mia": "manager"}
    roles |= {"Sam": "staff", "Sue": "staff"}
    for name, role in roles.items():
        given.execute("select given.member('alder', %s, %s)", [name, role])
    given.execute("select given.member('birch', 'Bea', 'owner')")
    tenant = str(one(given, "select given.tenant_id('alder')"))

    def headers(name: str) -> Headers:
        return bearer(user_id(given, name), tenant, roles[name])

    return headers


@pytest.fixture
def admin(given: Given) -> Headers:
    """Somebody who runs the platform, and works nowhere."""
    user = str(
        one(
            given,
            "insert into data.users (email, name) values ('ada@platform.test', 'Ada')"
            " returning user_id",
        )
    )
    given.execute("insert into data.platform_admins (user_id) values (%s)", [user])
    return bearer(user, None, "platform_admin")


def user_id(given: Given, name: str, slug: str = "alder") -> str:
    return str(one(given, "select given.user_id(%s, %s)", slug, name))


def resource_id(given: Given, name: str) -> str:
    return str(one(given, "select given.resource_id('alder', %s)", name))


def booked(given: Given, name: str, day: int, customer: str = "Zoe") -> str:
    """A booking in somebody's calendar, at ten."""
    query = "select given.booking('alder', 'Cut', %s, given.day(%s, '10:00'), %s)"
    return str(one(given, query, name, day, customer))


def problem(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("/problems/")


# -- roles ---------------------------------------------------------------------------------------


def test_everybody_who_works_here_is_listed(http: httpx.Client, given: Given, acting: As) -> None:
    first = http.get("/v1/members", params={"limit": 4}, headers=acting("Max")).json()
    cursor = first["next_cursor"]
    second = http.get("/v1/members", params={"cursor": cursor}, headers=acting("Max")).json()
    listed = first["items"] + second["items"]
    assert [each["name"] for each in listed] == ["Olga", "Otto", "Max", "Mia", "Sam", "Sue"]
    assert listed[4]["email"] == "sam@alder.test"
    assert listed[4]["resource_ids"] == [resource_id(given, "Sam")]
    alone = http.get(f"/v1/members/{user_id(given, 'Sam')}", headers=acting("Olga"))
    assert alone.json() == listed[4]
    assert http.get("/v1/members", headers=acting("Sam")).status_code == 403
    bea = http.get(f"/v1/members/{user_id(given, 'Bea', 'birch')}", headers=acting("Olga"))
    assert (bea.status_code, problem(bea)) == (404, "member-not-found")


def test_nobody_gives_or_takes_what_is_not_below_them(
    http: httpx.Client, given: Given, acting: As
) -> None:
    """Each role gives each role to somebody of each role, invites to it, and lets them go."""
    ranks = {"Olga": 0, "Otto": 0, "Max": 1, "Mia": 1, "Sam": 2, "Sue": 2}
    for who, whom, role in itertools.product(("Olga", "Max", "Sam"), ("Otto", "Mia", "Sue"), RANKS):
        given.execute(
            "insert into data.members (tenant_id, user_id, role)"
            " values (given.tenant_id('alder'), given.user_id('alder', %(whom)s), %(role)s)"
            " on conflict (tenant_id, user_id) do update set role = %(role)s",
            {"whom": whom, "role": RANKS[ranks[whom]]},
        )
        given.execute("delete from data.invitations")
        given.execute("delete from data.throttle_buckets")
        gives = ranks[who] < RANKS.index(role) and who != "Sam"
        may = gives and ranks[who] < ranks[whom]
        url = f"/v1/members/{user_id(given, whom)}"
        answer = http.patch(url, json={"role": role}, headers=acting(who))
        assert answer.status_code == (200 if may else 403), (who, whom, role, answer.text)
        wish = {"email": "new@x.test", "role": role, "calendar": False}
        invited = http.post("/v1/invitations", json=wish, headers=acting(who))
        assert invited.status_code == (201 if gives else 403), (who, role, invited.text)
        gone = http.delete(url, headers=acting(who))
        above = ranks[who] < (RANKS.index(role) if may else ranks[whom])
        assert gone.status_code == (204 if above else 403), (who, whom, role, gone.text)


def test_nobody_raises_themselves(http: httpx.Client, given: Given, acting: As) -> None:
    url = f"/v1/members/{user_id(given, 'Max')}"
    for role in RANKS:
        answer = http.patch(url, json={"role": role}, headers=acting("Max"))
        assert (answer.status_code, problem(answer)) == (403, "rank-too-low")
    assert http.patch(url, json={"role": "emperor"}, headers=acting("Olga")).status_code == 422


def test_a_role_that_changed_holds_from_the_next_token_on(
    http: httpx.Client, given: Given, acting: As
) -> None:
    url = f"/v1/members/{user_id(given, 'Sam')}"
    changed = http.patch(url, json={"role": "manager"}, headers=acting("Olga"))
    assert changed.json()["role"] == "manager"
    assert (
        one(given, "select count(*)::integer from data.events where type = 'member.updated'") == 1
    )


# -- let go, with a token that is good for a while yet -------------------------------------------


def lasting(given: Given, invitation: str, domain: str) -> list[tuple[str, str, Any]]:
    """What outlasts a token: it gives or takes power or data for good. In an order in which one
    after the other can be done."""
    sam = f"/v1/members/{user_id(given, 'Sam')}"
    query = "select array_agg(customer_id::text order by name) from data.customers"
    eve, zoe = one(given, query)
    return [
        ("POST", "/v1/invitations", {"email": "second@x.test", "role": "staff"}),
        ("POST", f"/v1/invitations/{invitation}/resend", None),
        ("DELETE", f"/v1/invitations/{invitation}", None),
        ("PATCH", sam, {"role": "staff"}),
        ("DELETE", sam, None),
        ("POST", f"{sam}/off-board", {}),
        ("GET", f"/v1/customers/{zoe}/export", None),
        ("POST", f"/v1/customers/{zoe}/merge", {"other_customer_id": eve}),
        ("POST", f"/v1/customers/{zoe}/erase", {"cancel_bookings": True}),
        ("PATCH", "/v1/retention", {"customers_months": 12}),
        ("PATCH", "/v1/tenant", {"slug": "elder"}),
        ("POST", "/v1/domains", {"host": "b.example"}),
        ("DELETE", f"/v1/domains/{domain}", None),
    ]


def test_whoever_was_let_go_does_nothing_that_lasts(
    http: httpx.Client, given: Given, acting: As
) -> None:
    booked(given, "Sue", 2)
    booked(given, "Sue", 3, "Eve")
    olga, otto = acting("Olga"), acting("Otto")
    where = {"email": "first@x.test", "role": "staff", "location_id": None}
    invitation = http.post("/v1/invitations", json=where, headers=olga).json()["id"]
    domain = http.post("/v1/domains", json={"host": "a.example"}, headers=olga).json()["id"]
    requests = lasting(given, invitation, domain)
    assert http.delete(f"/v1/members/{user_id(given, 'Otto')}", headers=otto).status_code == 204
    for method, path, body in requests:
        answer = http.request(method, path, json=body, headers=otto)
        assert (answer.status_code, problem(answer)) == (403, "forbidden"), (method, path)
    assert http.get("/v1/bookings", headers=otto).status_code == 200
    for method, path, body in requests:
        answer = http.request(method, path, json=body, headers=olga)
        gone = path.endswith("/off-board")  # By the request before.
        assert answer.status_code == 404 if gone else answer.is_success, (path, answer.text)


def test_a_role_that_was_taken_gives_nothing_that_lasts(
    http: httpx.Client, given: Given, acting: As
) -> None:
    invitation = {"email": "new@x.test", "role": "staff"}
    made = http.post("/v1/invitations", json=invitation, headers=acting("Max")).json()
    url = f"/v1/members/{user_id(given, 'Max')}"
    assert http.patch(url, json={"role": "staff"}, headers=acting("Olga")).status_code == 200
    seen = http.get(f"/v1/invitations/{made['id']}", headers=acting("Olga")).json()
    assert seen["status"] == "revoked"
    again = http.post("/v1/invitations", json=invitation, headers=acting("Max"))
    assert (again.status_code, problem(again)) == (403, "forbidden")


INVITING = (
    "select api.create_invitation(private.begin_claims(%s, false), 'late@x.test', 'staff',"
    " p_calendar => false)"
)
LETTING_GO = "select api.delete_member(private.begin_claims(%s, false), %s)"


@pytest.mark.parametrize("first", ["invitation", "leaving"])
def test_nobody_invites_while_they_are_let_go(
    web_url: str, given: Given, acting: As, first: str
) -> None:
    """One of the two is not committed yet when the other comes, and waits for it."""

    def claims(name: str, role: str) -> Jsonb:
        tenant = str(one(given, "select given.tenant_id('alder')"))
        return Jsonb({"tenant_id": tenant, "role": role, "sub": user_id(given, name)})

    calls: list[tuple[str, list[Any]]] = [
        (INVITING, [claims("Max", "manager")]),
        (LETTING_GO, [claims("Olga", "owner"), user_id(given, "Max")]),
    ]
    if first == "leaving":
        calls.reverse()
    with (
        psycopg.connect(web_url) as one_of_them,
        psycopg.connect(web_url) as other,
        ThreadPoolExecutor(1) as threads,
    ):
        one_of_them.execute(calls[0][0].encode(), calls[0][1])
        waiting = threads.submit(other.execute, calls[1][0].encode(), calls[1][1])
        blocked = "select cardinality(pg_blocking_pids(%s)) > 0"
        while not one(given, blocked, other.info.backend_pid):
            assert not waiting.done()
        one_of_them.commit()
        if first == "leaving":
            with pytest.raises(psycopg.Error) as refused:
                waiting.result()
            assert refused.value.sqlstate == "KF001"
        else:
            waiting.result()
            other.commit()
    open_ones = "select count(*)::integer from data.invitations where revoked_at is null"
    assert one(given, open_ones) == 0


def test_letters_are_few(http: httpx.Client, given: Given, acting: As) -> None:
    wish = {"email": "new@x.test", "role": "staff"}
    made = http.post("/v1/invitations", json=wish, headers=acting("Max")).json()
    url = f"/v1/invitations/{made['id']}/resend"
    codes = [http.post(url, headers=acting("Max")).status_code for _ in range(6)]
    assert codes == [200] * 4 + [429] * 2
    refused = http.post(url, headers=acting("Max"))
    assert (problem(refused), int(refused.headers["retry-after"]) > 0) == (
        "too-many-attempts",
        True,
    )
    letters = "select count(*)::integer from data.messages where recipient = 'new@x.test'"
    assert one(given, letters) == 5
    given.execute("delete from data.throttle_buckets")
    given.execute("update data.tenants set status = 'suspended' where slug = 'alder'")
    other = http.post("/v1/invitations", json=wish | {"email": "b@x.test"}, headers=acting("Max"))
    for answer in (http.post(url, headers=acting("Max")), other):
        assert (answer.status_code, problem(answer)) == (403, "tenant-suspended")
    assert one(given, letters) == 5


# -- leaving -------------------------------------------------------------------------------------


def test_leaving_with_nothing_to_come(http: httpx.Client, given: Given, acting: As) -> None:
    sam = user_id(given, "Sam")
    given.execute(
        "insert into data.sessions (family_id, user_id, tenant_id, token_hash, expires_at)"
        " values (uuidv7(), %s, given.tenant_id('alder'), '\\x01', now() + interval '1 day')",
        [sam],
    )
    calendar = resource_id(given, "Sam")
    assert http.delete(f"/v1/members/{sam}", headers=acting("Sam")).status_code == 204
    assert one(given, "select count(*)::integer from data.sessions") == 0
    assert one(given, "select count(*)::integer from data.users where user_id = %s", sam) == 1
    archived = "select archived_at is not null and user_id is null from data.resources"
    assert one(given, f"{archived} where resource_id = %s", calendar)
    again = http.delete(f"/v1/members/{sam}", headers=acting("Olga"))
    assert (again.status_code, problem(again)) == (404, "member-not-found")


def test_bookings_to_come_are_named(http: httpx.Client, given: Given, acting: As) -> None:
    sam = user_id(given, "Sam")
    booking = booked(given, "Sam", 1)
    for answer in (
        http.delete(f"/v1/members/{sam}", headers=acting("Olga")),
        http.post(f"/v1/members/{sam}/off-board", json={}, headers=acting("Max")),
        http.delete(f"/v1/members/{sam}", headers=acting("Sam")),
    ):
        assert (answer.status_code, problem(answer)) == (409, "bookings-in-the-way")
        assert [each["id"] for each in answer.json()["bookings"]] == [booking]
    for more in ({"keep_bookings": True}, {"hand_over_to": resource_id(given, "Sue")}):
        own = http.post(f"/v1/members/{sam}/off-board", json=more, headers=acting("Sam"))
        assert (own.status_code, problem(own)) == (403, "forbidden")


def test_handing_over(http: httpx.Client, given: Given, acting: As) -> None:
    sam, sue = user_id(given, "Sam"), resource_id(given, "Sue")
    calendar = resource_id(given, "Sam")
    past = booked(given, "Sam", 1)
    assert http.post(f"/v1/bookings/{past}/cancel", headers=acting("Sam")).status_code == 200
    moving = [booked(given, "Sam", day) for day in (2, 3, 4)]
    answer = http.post(
        f"/v1/members/{sam}/off-board", json={"hand_over_to": sue}, headers=acting("Max")
    )
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "user_id": sam,
        "moved": moving,
        "archived": [calendar],
        "kept": [],
    }
    for booking in moving:
        seen = http.get(f"/v1/bookings/{booking}", headers=acting("Sue")).json()
        assert (seen["resource_id"], seen["status"]) == (sue, "confirmed")
    before = http.get(f"/v1/bookings/{past}", headers=acting("Olga")).json()
    assert before["resource_id"] == calendar
    assert given.execute("table data.violations").fetchall() == []


def test_all_is_handed_over_or_none(http: httpx.Client, given: Given, acting: As) -> None:
    sam, sue = user_id(given, "Sam"), resource_id(given, "Sue")
    fits, taken = booked(given, "Sam", 2), booked(given, "Sam", 3)
    booked(given, "Sue", 3, "Eve")
    url = f"/v1/members/{sam}/off-board"
    refused = http.post(url, json={"hand_over_to": sue}, headers=acting("Max"))
    assert (refused.status_code, problem(refused)) == (409, "bookings-do-not-fit")
    assert [each["id"] for each in refused.json()["bookings"]] == [taken]
    assert refused.json()["bookings"][0]["reasons"][0]["code"] == "booked"
    seen = http.get(f"/v1/bookings/{fits}", headers=acting("Sam")).json()
    assert (seen["resource_id"], seen["version"]) == (resource_id(given, "Sam"), 1)
    assert http.get(f"/v1/members/{sam}", headers=acting("Max")).status_code == 200

    room = str(one(given, "select given.resource('alder', 'Room', 'room')"))
    other = http.post(url, json={"hand_over_to": room}, headers=acting("Max"))
    codes = {each["reasons"][0]["code"] for each in other.json()["bookings"]}
    assert (len(other.json()["bookings"]), codes) == (2, {"not-offered"})
    own = {"hand_over_to": resource_id(given, "Sam")}
    both = {"hand_over_to": sue, "keep_bookings": True}
    for wrong in (own, both):
        answer = http.post(url, json=wrong, headers=acting("Max"))
        assert (answer.status_code, problem(answer)) == (422, "hand-over-invalid")


def test_a_part_in_the_visits_of_others_is_taken_over_by_somebody_else(
    http: httpx.Client, given: Given, acting: As
) -> None:
    given.execute("select given.service('alder', 'Dye', 60, 'Sue')")
    given.execute("select given.resource('alder', 'Kim')")
    given.execute("select given.requirement('alder', 'Dye', 2, 1, 'Kim', 'Sam')")
    query = "select given.booking('alder', 'Dye', 'Sue', given.day(5, '10:00'))"
    booking = str(one(given, query))
    parts = (
        "select string_agg(r.name, ' and ' order by r.name) from data.allocations as a"
        " join data.resources as r using (tenant_id, resource_id)"
        " where a.booking_id = %s and a.active"
    )
    if one(given, parts, booking) == "Kim and Sue":
        given.execute(
            "update data.allocations set resource_id = given.resource_id('alder', 'Sam')"
            " where resource_id = given.resource_id('alder', 'Kim')"
        )
    assert one(given, parts, booking) == "Sam and Sue"
    answer = http.post(
        f"/v1/members/{user_id(given, 'Sam')}/off-board",
        json={"hand_over_to": resource_id(given, "Kim")},
        headers=acting("Olga"),
    )
    assert answer.json()["moved"] == [booking]
    assert one(given, parts, booking) == "Kim and Sue"


def test_keeping_bookings(http: httpx.Client, given: Given, acting: As) -> None:
    sam, calendar = user_id(given, "Sam"), resource_id(given, "Sam")
    booking = booked(given, "Sam", 2)
    answer = http.post(
        f"/v1/members/{sam}/off-board", json={"keep_bookings": True}, headers=acting("Olga")
    )
    assert answer.json() == {"user_id": sam, "moved": [], "archived": [], "kept": [calendar]}
    seen = http.get(f"/v1/bookings/{booking}", headers=acting("Olga")).json()
    assert (seen["resource_id"], seen["status"]) == (calendar, "confirmed")
    service = str(one(given, "select given.service_id('alder', 'Cut')"))
    starts_at = one(given, "select given.at('alder', given.day(2, '12:00'))")
    wish = {
        "service_id": service,
        "resource_id": calendar,
        "starts_at": starts_at,
        "customer": {"name": "Eve", "email": "eve@x.test"},
    }
    refused = http.post("/v1/tenants/alder/bookings", json=wish)
    assert (refused.status_code, problem(refused)) == (404, "resource-not-found")
    assert given.execute("table data.violations").fetchall() == []

    # It goes in passing, once nothing is to come.
    assert http.post(f"/v1/bookings/{booking}/cancel", headers=acting("Olga")).status_code == 200
    invitation = {"email": "new@x.test", "role": "staff"}
    assert http.post("/v1/invitations", json=invitation, headers=acting("Olga")).status_code == 201
    gone = http.get(f"/v1/resources/{calendar}", headers=acting("Olga"))
    assert gone.status_code == 404


def test_a_request_to_off_board_is_done_once(http: httpx.Client, given: Given, acting: As) -> None:
    url = f"/v1/members/{user_id(given, 'Sam')}/off-board"
    headers = acting("Olga") | {"idempotency-key": "once"}
    first, second = (http.post(url, json={}, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"


def test_the_last_owner_stays(http: httpx.Client, given: Given, acting: As) -> None:
    otto, olga = user_id(given, "Otto"), user_id(given, "Olga")
    other = http.delete(f"/v1/members/{otto}", headers=acting("Olga"))
    assert (other.status_code, problem(other)) == (403, "rank-too-low")
    assert http.delete(f"/v1/members/{otto}", headers=acting("Otto")).status_code == 204
    last = http.delete(f"/v1/members/{olga}", headers=acting("Olga"))
    assert (last.status_code, problem(last)) == (409, "last-owner")


def test_of_two_owners_who_leave_at_once_one_stays(
    http: httpx.Client, given: Given, acting: As
) -> None:
    """With real connections, again and again: each time exactly one of them may go."""
    tenant = str(one(given, "select given.tenant_id('alder')"))
    for _ in range(10):
        given.execute(
            "insert into data.members (tenant_id, user_id, role)"
            " select %s, user_id, 'owner' from data.users"
            " where email in ('olga@alder.test', 'otto@alder.test') on conflict do nothing",
            [tenant],
        )
        gate = threading.Barrier(2)

        def leave(name: str, gate: threading.Barrier = gate) -> int:
            gate.wait()
            url = f"/v1/members/{user_id(given, name)}"
            return http.delete(url, headers=acting(name)).status_code

        with ThreadPoolExecutor(2) as threads:
            statuses = sorted(threads.map(leave, ["Olga", "Otto"]))
        assert statuses == [204, 409]
        owners = "select count(*)::integer from data.members where role = 'owner'"
        assert one(given, f"{owners} and tenant_id = %s", tenant) == 1


# -- invitations ---------------------------------------------------------------------------------


def test_inviting(http: httpx.Client, given: Given, acting: As) -> None:
    made = http.post(
        "/v1/invitations",
        json={"email": "Nora@New.test", "role": "staff", "name": "Nora"},
        headers=acting("Max"),
    )
    assert made.status_code == 201, made.text
    invitation = made.json()
    assert invitation["email"] == "nora@new.test"
    assert invitation["status"] == "open"
    assert invitation["location_id"] == str(one(given, "select given.location_id('alder')"))
    message = given.execute(
        "select recipient, locale, data from data.messages where kind = 'invitation'"
    ).fetchall()
    assert message == [
        ("nora@new.test", "en", {"business": "Alder", "role": "staff", "inviter": "Max"})
    ]
    listed = http.get("/v1/invitations", headers=acting("Olga")).json()["items"]
    assert listed == [invitation]
    assert http.get("/v1/invitations", headers=acting("Sam")).status_code == 403
    twice = http.post(
        "/v1/invitations", json={"email": "nora@new.test", "role": "staff"}, headers=acting("Olga")
    )
    assert (twice.status_code, problem(twice)) == (409, "already-invited")
    member = http.post(
        "/v1/invitations", json={"email": "SAM@alder.test", "role": "staff"}, headers=acting("Olga")
    )
    assert (member.status_code, problem(member)) == (409, "already-member")
    assert one(given, "select count(*)::integer from data.messages") == 1


def test_a_manager_does_not_touch_the_invitation_of_a_manager(
    http: httpx.Client, given: Given, acting: As
) -> None:
    wish = {"email": "nora@new.test", "role": "manager"}
    made = http.post("/v1/invitations", json=wish, headers=acting("Olga")).json()
    url = f"/v1/invitations/{made['id']}"
    for answer in (
        http.post(f"{url}/resend", headers=acting("Max")),
        http.delete(url, headers=acting("Max")),
    ):
        assert (answer.status_code, problem(answer)) == (403, "rank-too-low")
    assert http.get(url, headers=acting("Max")).json()["status"] == "open"
    assert http.delete(url, headers=acting("Olga")).status_code == 204
    assert http.get(url, headers=acting("Max")).json()["status"] == "revoked"
    assert http.post("/v1/invitations", json=wish, headers=acting("Olga")).status_code == 201


def test_where_the_calendar_is_to_be(http: httpx.Client, given: Given, acting: As) -> None:
    given.execute(
        "insert into data.locations (tenant_id, name, time_zone)"
        " values (given.tenant_id('alder'), 'Branch', 'Europe/Rome')"
    )
    branch = str(one(given, "select given.location_id('alder', 'Branch')"))
    wish = {"email": "nora@new.test", "role": "staff"}
    unclear = http.post("/v1/invitations", json=wish, headers=acting("Olga"))
    assert (unclear.status_code, problem(unclear)) == (422, "location-required")
    clear = http.post("/v1/invitations", json=wish | {"location_id": branch}, headers=acting("Max"))
    assert clear.json()["location_id"] == branch
    nowhere = str(one(given, "select given.location_id('birch')"))
    there = wish | {"email": "x@new.test", "location_id": nowhere}
    assert http.post("/v1/invitations", json=there, headers=acting("Max")).status_code == 404


# -- acting for a business -----------------------------------------------------------------------


def acts(http: httpx.Client, admin: Headers, **more: Any) -> httpx.Response:
    wish = {"tenant": "alder", "reason": "They asked for help"} | more
    return http.post("/v1/act-for", json=wish, headers=admin)


def token_of(answer: httpx.Response) -> Headers:
    assert answer.status_code == 200, answer.text
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def test_a_platform_admin_acts_for_a_business(
    http: httpx.Client, given: Given, acting: As, admin: Headers
) -> None:
    assert http.get("/v1/members", headers=admin).status_code == 403
    begun = acts(http, admin)
    headers = token_of(begun)
    assert begun.json()["expires_in"] <= 900
    assert http.get("/v1/members", headers=headers).status_code == 200
    seen = http.get("/v1/acting", headers=acting("Olga")).json()["items"]
    assert [(each["name"], each["reason"], each["ended_at"]) for each in seen] == [
        ("Ada", "They asked for help", None)
    ]
    assert http.get("/v1/acting", headers=acting("Max")).status_code == 403

    again = acts(http, admin, minutes=60).json()
    assert again["acting_id"] == begun.json()["acting_id"]
    assert again["expires_at"] == begun.json()["expires_at"]

    otto = f"/v1/members/{user_id(given, 'Otto')}"
    assert http.patch(otto, json={"role": "staff"}, headers=headers).status_code == 200
    assert http.patch(otto, json={"role": "owner"}, headers=headers).status_code == 200
    ended = http.post("/v1/act-for/end", headers=headers)
    assert ended.json()["ended_at"] is not None
    for path in ("/v1/members", "/v1/bookings", "/v1/me", "/v1/acting"):
        answer = http.get(path, headers=headers)
        assert (answer.status_code, problem(answer)) == (403, "acting-ended")
    third = acts(http, admin).json()
    assert third["acting_id"] != begun.json()["acting_id"]
    fourth = acts(http, admin, reason="Something else").json()
    assert fourth["acting_id"] != third["acting_id"]
    seen = http.get("/v1/acting", headers=acting("Olga")).json()["items"]
    assert [each["reason"] for each in seen if each["ended_at"] is None] == ["Something else"]


@pytest.mark.parametrize(
    "end",
    [
        "update data.acting set created_at = now() - interval '1 hour', expires_at = now()",
        "delete from data.platform_admins",
        "update data.acting set user_id = given.user_id('alder', 'Max')",
        "update data.acting set tenant_id = given.tenant_id('birch')",
    ],
)
def test_a_grant_that_does_not_stand_is_good_for_nothing(
    http: httpx.Client, given: Given, acting: As, admin: Headers, end: str
) -> None:
    headers = token_of(acts(http, admin))
    assert http.get("/v1/bookings", headers=headers).status_code == 200
    given.execute(end.encode())
    answer = http.get("/v1/bookings", headers=headers)
    assert (answer.status_code, problem(answer)) == (403, "acting-ended")


def test_who_may_not_act(http: httpx.Client, given: Given, acting: As, admin: Headers) -> None:
    for name in ("Olga", "Sam"):
        assert acts(http, acting(name)).status_code == 403
    assert acts(http, {}).status_code == 401
    pretender = bearer(user_id(given, "Olga"), None, "platform_admin")
    assert acts(http, pretender).status_code == 403
    tenant = str(one(given, "select given.tenant_id('alder')"))
    user = str(one(given, "select user_id from data.platform_admins"))
    bare = bearer(user, tenant, "platform_admin")
    assert problem(http.get("/v1/bookings", headers=bare)) == "acting-ended"
    for wrong in ({"minutes": 61}, {"minutes": 0}, {"reason": " "}, {"reason": None}, {"x": 1}):
        assert acts(http, admin, **wrong).status_code == 422
    assert acts(http, admin, tenant="nowhere").status_code == 404


def test_suspending_a_business(
    http: httpx.Client, given: Given, acting: As, admin: Headers
) -> None:
    listed = http.get("/v1/platform/tenants", headers=admin).json()["items"]
    assert [(each["slug"], each["status"]) for each in listed] == [
        ("alder", "active"),
        ("birch", "active"),
    ]
    assert http.get("/v1/platform/tenants", headers=acting("Olga")).status_code == 403
    own = http.post("/v1/tenant/suspend", json={"reason": "x"}, headers=acting("Olga"))
    assert (own.status_code, problem(own)) == (403, "not-acting")
    assert http.post("/v1/tenant/suspend", json={"reason": "x"}, headers=admin).status_code == 403

    headers = token_of(acts(http, admin))
    said = http.post("/v1/tenant/suspend", json={"reason": "Unpaid"}, headers=headers)
    assert (said.status_code, said.json()["status"]) == (200, "suspended")
    found = http.get("/v1/platform/tenants", params={"q": "ald"}, headers=admin).json()["items"]
    assert [each["status"] for each in found] == ["suspended"]
    assert one(given, "select data ->> 'reason' from data.events where type = 'tenant.suspended'")
    assert http.post("/v1/tenant/resume", headers=headers).json()["status"] == "active"
