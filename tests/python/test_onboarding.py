"""Following an invitation, over real HTTP: the three ways in, each making only what is missing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings

from app.links import Links
from app.passwords import HASHER
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def owner(given: Given) -> dict[str, str]:
    """The owner of alder, signed in. There is another business, birch."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.member('alder', 'Olga', 'owner')")
    given.execute("select given.member('birch', 'Bea', 'owner')")
    given.execute("select given.member('birch', 'Sue', 'staff')")
    return signed_in(given, "alder", "Olga", "owner")


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    return row and row[0]


def signed_in(given: Given, slug: str, name: str, role: str) -> dict[str, str]:
    """The headers of somebody who has an access token."""
    user = str(one(given, "select given.user_id(%s, %s)", slug, name))
    tenant = str(one(given, "select given.tenant_id(%s)", slug))
    token = Tokens(settings("")).access(user, tenant, role)
    return {"authorization": f"Bearer {token}"}


def invite(http: httpx.Client, owner: dict[str, str], email: str, **more: Any) -> dict[str, Any]:
    answer = http.post(
        "/v1/invitations", json={"email": email, "role": "staff", **more}, headers=owner
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def link_to(given: Given, email: str) -> str:
    """What stands in the last e-mail to somebody."""
    link = one(
        given,
        "select link_id::text from data.messages where recipient = %s and kind = 'invitation'"
        " order by message_id desc",
        email,
    )
    return Links(settings("")).token(link)


def look(http: httpx.Client, token: str) -> httpx.Response:
    return http.post("/v1/onboarding/look", json={"token": token})


def accept(http: httpx.Client, token: str, **more: Any) -> httpx.Response:
    return http.post("/v1/onboarding/accept", json={"token": token, **more})


def counted(given: Given) -> tuple[int, ...]:
    """How many users, members and calendars there are."""
    tables = ("users", "members", "resources")
    return tuple(one(given, f"select count(*)::integer from data.{name}") for name in tables)


def made(given: Given, before: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(now - then for now, then in zip(counted(given), before, strict=True))


def test_a_new_person(http: httpx.Client, given: Given, owner: dict[str, str]) -> None:
    invite(http, owner, "Nora@new.test")
    token = link_to(given, "nora@new.test")
    before = counted(given)
    for _ in range(2):
        seen = look(http, token)
        assert seen.status_code == 200, seen.text
        assert seen.json() == {
            "scenario": "new_person",
            "tenant": "alder",
            "business": "Alder",
            "role": "staff",
            "email": "nora@new.test",
            "name": None,
            "needs": ["name", "password"],
            "expires_at": seen.json()["expires_at"],
        }
    assert made(given, before) == (0, 0, 0)

    address = accept(http, token, name="Nora", password="NORA@new.test")
    assert (address.status_code, address.json()["errors"][0]["pointer"]) == (422, "#/password")
    for lacking in ({}, {"name": "Nora"}, {"password": PASSWORD}):
        refused = accept(http, token, **lacking)
        assert (refused.status_code, refused.json()["type"]) == (
            422,
            "/problems/onboarding-incomplete",
        )
    done = accept(http, token, name="Nora", password=PASSWORD)
    assert done.status_code == 200, done.text
    answer = done.json()
    assert answer["scenario"] == "new_person"
    assert answer["created"] == ["account", "membership", "calendar"]
    assert answer["next"] == "dashboard"
    assert made(given, before) == (1, 1, 1)

    me = http.get("/v1/me", headers={"authorization": f"Bearer {answer['access_token']}"}).json()
    assert (me["email"], me["name"], me["role"]) == ("nora@new.test", "Nora", "staff")
    again = http.post("/v1/auth/login", json={"email": "nora@new.test", "password": PASSWORD})
    assert again.status_code == 200
    renewed = http.post("/v1/auth/refresh", json={"refresh_token": answer["refresh_token"]})
    assert renewed.status_code == 200


@pytest.mark.parametrize("where", ["alder", "birch"])
def test_a_customer_without_an_account(
    http: httpx.Client, given: Given, owner: dict[str, str], where: str
) -> None:
    given.execute(
        "insert into data.customers (tenant_id, name, email)"
        " values (given.tenant_id(%s), 'Zoe Zander', 'zoe@customers.test')",
        [where],
    )
    invite(http, owner, "zoe@customers.test")
    token = link_to(given, "zoe@customers.test")
    seen = look(http, token).json()
    assert (seen["scenario"], seen["name"], seen["needs"]) == (
        "existing_customer",
        "Zoe Zander",
        ["password"],
    )
    answer = accept(http, token, password=PASSWORD).json()
    assert answer["scenario"] == "existing_customer"
    assert answer["created"] == ["account", "membership", "calendar"]


def test_a_customer_with_an_account(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    given.execute(
        "insert into data.users (email, name, password_hash) values ('zoe@x.test', 'Zoe', %s)",
        [HASHER.hash(PASSWORD)],
    )
    invite(http, owner, "zoe@x.test", role="manager", calendar=True)
    token = link_to(given, "zoe@x.test")
    before = counted(given)
    seen = look(http, token).json()
    assert (seen["scenario"], seen["needs"]) == ("existing_customer", [])
    answer = accept(http, token, name="Mallory", password="another one").json()
    assert answer["scenario"] == "existing_customer"
    assert (answer["created"], answer["next"]) == (["membership", "calendar"], "set_hours")
    assert made(given, before) == (0, 1, 1)
    assert one(given, "select name from data.users where email = 'zoe@x.test'") == "Zoe"
    login = {"email": "zoe@x.test", "password": PASSWORD}
    assert http.post("/v1/auth/login", json=login).status_code == 200


def test_staff_of_another_business(http: httpx.Client, given: Given, owner: dict[str, str]) -> None:
    place = one(given, "select given.location_id('alder')::text")
    invite(http, owner, "sue@birch.test", location_id=place)
    token = link_to(given, "sue@birch.test")
    before = counted(given)
    assert look(http, token).json()["scenario"] == "staff_elsewhere"
    answer = accept(http, token).json()
    assert answer["scenario"] == "staff_elsewhere"
    assert (answer["created"], answer["next"]) == (["membership", "calendar"], "dashboard")
    assert {each["slug"] for each in answer["memberships"]} == {"alder", "birch"}
    assert made(given, before) == (0, 1, 1)
    assert one(given, "select location_id::text from data.resources where name = 'Sue'") == place


def test_no_calendar_if_none_was_wanted(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    for email, wanted in (("a@x.test", {"calendar": False}), ("b@x.test", {"role": "manager"})):
        assert invite(http, owner, email, name="Ada", **wanted)["location_id"] is None
        token = link_to(given, email)
        assert look(http, token).json()["needs"] == ["password"]
        answer = accept(http, token, password=PASSWORD).json()
        assert (answer["created"], answer["next"]) == (["account", "membership"], "dashboard")


@pytest.fixture
def crowded(web_url: str) -> Iterator[httpx.Client]:
    """A client of an application that lets sixteen into the database at once, however long it
    takes."""
    with serving(web_url, pool_size=16, pool_timeout_seconds=20) as client:
        yield client


def test_accepting_sixteen_times_at_once_is_accepting_once(
    crowded: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    http = crowded
    invite(http, owner, "nora@new.test")
    token = link_to(given, "nora@new.test")
    before = counted(given)
    with ThreadPoolExecutor(16) as threads:
        answers = list(
            threads.map(lambda _: accept(http, token, name="Nora", password=PASSWORD), range(16))
        )
    assert {answer.status_code for answer in answers} == {200}
    told = {(each.json()["scenario"], tuple(each.json()["created"])) for each in answers}
    assert told == {("new_person", ("account", "membership", "calendar"))}
    assert made(given, before) == (1, 1, 1)
    assert sorted(each.json()["next"] for each in answers) == ["dashboard"] + ["sign_in"] * 15
    (access,) = [each.json()["access_token"] for each in answers if "access_token" in each.json()]
    bearer = {"authorization": f"Bearer {access}"}
    assert http.get("/v1/me", headers=bearer).json()["email"] == "nora@new.test"
    assert look(http, token).json()["needs"] == []


def test_an_answer_is_told_again_but_signs_nobody_in(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    invite(http, owner, "nora@new.test", name="Nora")
    token = link_to(given, "nora@new.test")
    first = accept(http, token, password=PASSWORD).json()
    later = accept(http, token)
    assert later.status_code == 200
    assert later.json() == {
        "scenario": first["scenario"],
        "created": first["created"],
        "next": "sign_in",
    }


def test_the_link_is_no_key_after_signing_out(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    invite(http, owner, "nora@new.test", name="Nora")
    token = link_to(given, "nora@new.test")
    access = accept(http, token, password=PASSWORD).json()["access_token"]
    bearer = {"authorization": f"Bearer {access}"}
    assert http.post("/v1/auth/logout-everywhere", json={}, headers=bearer).status_code == 204
    assert "access_token" not in accept(http, token, password=PASSWORD).json()
    live = "select count(*) from data.sessions where revoked_at is null"
    assert one(given, live) == 0


def test_who_has_left_is_not_signed_in(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    invite(http, owner, "nora@new.test", name="Nora")
    token = link_to(given, "nora@new.test")
    accept(http, token, password=PASSWORD)
    nora = one(given, "select user_id::text from data.users where email = 'nora@new.test'")
    assert http.delete(f"/v1/members/{nora}", headers=owner).status_code == 204
    assert accept(http, token).json()["next"] == "sign_in"


def test_links_that_are_no_longer_good(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    made_first = invite(http, owner, "nora@new.test")
    old = link_to(given, "nora@new.test")
    url = f"/v1/invitations/{made_first['id']}"
    assert http.post(f"{url}/resend", headers=owner).status_code == 200
    new = link_to(given, "nora@new.test")
    assert new != old
    assert look(http, old).status_code == accept(http, old).status_code == 401
    assert look(http, new).status_code == 200
    given.execute("update data.one_time_links set expires_at = now()")
    given.execute("update data.invitations set expires_at = now()")
    assert look(http, new).json()["type"] == "/problems/link-invalid"
    assert http.get(url, headers=owner).json()["status"] == "expired"
    assert http.post(f"{url}/resend", headers=owner).json()["status"] == "open"
    assert http.delete(url, headers=owner).status_code == 204
    assert look(http, link_to(given, "nora@new.test")).status_code == 401
    assert http.post(f"{url}/resend", headers=owner).json()["type"] == "/problems/invitation-closed"
    assert look(http, "nothing of ours").json()["type"] == "/problems/token-invalid"


def test_who_works_here_already_is_told_so(
    http: httpx.Client, given: Given, owner: dict[str, str]
) -> None:
    invite(http, owner, "max@alder.test")
    token = link_to(given, "max@alder.test")
    given.execute("select given.member('alder', 'Max', 'staff')")
    for answer in (look(http, token), accept(http, token)):
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/already-member")


def test_what_does_not_fit(http: httpx.Client, given: Given, owner: dict[str, str]) -> None:
    invite(http, owner, "nora@new.test")
    token = link_to(given, "nora@new.test")
    for wrong in ({"password_hash": "x"}, {"token_hash": "x"}, {"name": 5}, {"name": "x" * 121}):
        assert accept(http, token, password=PASSWORD, **wrong).status_code == 422
    assert http.post("/v1/onboarding/look", json={}).status_code == 422
