"""Signing in, staying in and signing out, over real HTTP."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from conftest import CAREFUL

from app.passwords import HASHER

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def olga(given: Given) -> dict[str, str]:
    """An owner of one business who is staff of another; she can sign in."""
    given.execute("select given.tenant('alder'), given.tenant('birch')")
    given.execute("select given.member('alder', 'Olga', 'owner')")
    given.execute(
        "insert into data.members (tenant_id, user_id, role, created_at)"
        " select given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff', now() + '1 s'"
    )
    given.execute("update data.users set password_hash = %s", [HASHER.hash(PASSWORD)])
    return {"email": "olga@alder.test", "password": PASSWORD}


def bearer(tokens: httpx.Response) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.json()['access_token']}"}


def renew(http: httpx.Client, tokens: httpx.Response) -> httpx.Response:
    return http.post("/v1/auth/refresh", json={"refresh_token": tokens.json()["refresh_token"]})


def test_passwords_are_hashed_with_the_care_that_is_recommended() -> None:
    """RFC 9106, section 4, for where memory is short."""
    assert CAREFUL.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_signing_in(http: httpx.Client, olga: dict[str, str]) -> None:
    answer = http.post("/v1/auth/login", json=olga | {"email": "Olga@Alder.test"})
    assert answer.status_code == 200
    tokens = answer.json()
    assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 900)
    assert [each["slug"] for each in tokens["memberships"]] == ["alder", "birch"]
    assert answer.headers["cache-control"] == "no-store"

    me = http.get("/v1/me", headers=bearer(answer)).json()
    assert (me["email"], me["role"]) == ("olga@alder.test", "owner")


@pytest.mark.parametrize(
    "change", [{"password": "wrong"}, {"email": "nobody@alder.test"}], ids=["password", "e-mail"]
)
def test_what_does_not_match_is_told_in_one_way(
    http: httpx.Client, olga: dict[str, str], change: dict[str, str]
) -> None:
    answer = http.post("/v1/auth/login", json=olga | change)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-failed")


def test_a_sign_in_that_does_not_fit(http: httpx.Client, olga: dict[str, str]) -> None:
    answer = http.post("/v1/auth/login", json={"email": 5, "pass": "x"})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "#/email",
        "#/password",
        "#/pass",
    }


def test_what_is_no_text_is_no_password(http: httpx.Client, olga: dict[str, str]) -> None:
    content = json.dumps(olga | {"password": "\ud800"})
    headers = {"content-type": "application/json"}
    answer = http.post("/v1/auth/login", content=content, headers=headers)
    assert answer.status_code == 422


def test_a_refresh_token_works_once_and_its_copy_ends_the_family(
    http: httpx.Client, olga: dict[str, str]
) -> None:
    first = http.post("/v1/auth/login", json=olga)
    second = renew(http, first)
    assert second.status_code == 200
    assert http.get("/v1/me", headers=bearer(second)).status_code == 200

    copied = renew(http, first)
    assert (copied.status_code, copied.json()["type"]) == (401, "/problems/refresh-token-reused")
    ended = renew(http, second)
    assert (ended.status_code, ended.json()["type"]) == (401, "/problems/refresh-token-invalid")
    assert http.post("/v1/auth/login", json=olga).status_code == 200


def test_of_two_who_renew_at_once_one_succeeds(http: httpx.Client, olga: dict[str, str]) -> None:
    tokens = http.post("/v1/auth/login", json=olga)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(renew(http, tokens).status_code))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 401, 401, 401]


def test_a_token_that_nobody_knows(http: httpx.Client, olga: dict[str, str]) -> None:
    answer = http.post("/v1/auth/refresh", json={"refresh_token": "x"})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/refresh-token-invalid")


def test_changing_over_to_another_business(
    http: httpx.Client, given: Given, olga: dict[str, str]
) -> None:
    tokens = http.post("/v1/auth/login", json=olga)
    birch = tokens.json()["memberships"][1]["tenant"]
    changed = http.post("/v1/auth/switch", json={"tenant": birch}, headers=bearer(tokens))
    assert changed.status_code == 200
    assert http.get("/v1/me", headers=bearer(changed)).json()["role"] == "staff"

    given.execute("select given.tenant('cedar')")
    row = given.execute("select given.tenant_id('cedar')::text").fetchone()
    assert row is not None
    not_mine = http.post("/v1/auth/switch", json={"tenant": row[0]}, headers=bearer(tokens))
    assert not_mine.status_code == 404
    assert http.post("/v1/auth/switch", json={"tenant": birch}).status_code == 401


def test_switching_is_of_the_same_sign_in(
    http: httpx.Client, given: Given, olga: dict[str, str]
) -> None:
    """Each business has its own refresh token, and one of them is not the other used again."""
    tokens = http.post("/v1/auth/login", json=olga)
    birch = tokens.json()["memberships"][1]["tenant"]
    changed = http.post("/v1/auth/switch", json={"tenant": birch}, headers=bearer(tokens))
    roles = [
        http.get("/v1/me", headers=bearer(renew(http, each))).json()["role"]
        for each in (tokens, changed)
    ]
    assert roles == ["owner", "staff"]
    assert len(http.get("/v1/me/sessions", headers=bearer(tokens)).json()["items"]) == 1
    assert renew(http, tokens).status_code == 401, "that is used again"
    assert renew(http, changed).status_code == 401, "so all of it ends"


@pytest.mark.parametrize("end", ["logout", "logout-everywhere", "password", "dba"])
def test_a_token_that_was_copied_opens_nothing_after_signing_out(
    http: httpx.Client, given: Given, olga: dict[str, str], end: str
) -> None:
    copied = http.post("/v1/auth/login", json=olga)
    birch = copied.json()["memberships"][1]["tenant"]
    before = http.post("/v1/auth/switch", json={"tenant": birch}, headers=bearer(copied))
    assert before.status_code == 200
    mine = http.post("/v1/auth/login", json=olga)
    bodies: dict[str, dict[str, str]] = {
        "logout": {"refresh_token": copied.json()["refresh_token"]},
        "logout-everywhere": {},
        "password": {"current_password": PASSWORD, "new_password": "another long password"},
    }
    if end == "dba":
        given.execute("update data.sessions set revoked_at = now() where revoked_at is null")
    else:
        ended = http.post(f"/v1/auth/{end}", json=bodies[end], headers=bearer(mine))
        assert ended.status_code == 204
    answer = http.post("/v1/auth/switch", json={"tenant": birch}, headers=bearer(copied))
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/refresh-token-invalid")
    assert renew(http, before).status_code == renew(http, copied).status_code == 401


def test_of_switching_and_signing_out_at_once_nothing_is_left(
    http: httpx.Client, given: Given, olga: dict[str, str]
) -> None:
    for _ in range(5):
        tokens = http.post("/v1/auth/login", json=olga)
        birch = tokens.json()["memberships"][1]["tenant"]
        calls: list[tuple[str, dict[str, str]]] = [("switch", {"tenant": birch}) for _ in range(4)]
        calls.insert(2, ("logout-everywhere", {}))
        with ThreadPoolExecutor(5) as threads:
            answers = list(
                threads.map(
                    lambda call, of=tokens: http.post(
                        f"/v1/auth/{call[0]}", json=call[1], headers=bearer(of)
                    ),
                    calls,
                )
            )
        assert {answer.status_code for answer in answers} <= {200, 204, 401}
        live = given.execute("select from data.sessions where revoked_at is null").rowcount
        assert live == 0


def test_signing_out(http: httpx.Client, olga: dict[str, str]) -> None:
    tokens = http.post("/v1/auth/login", json=olga)
    token = {"refresh_token": tokens.json()["refresh_token"]}
    assert http.post("/v1/auth/logout", json=token).status_code == 204
    assert renew(http, tokens).status_code == 401
    assert http.post("/v1/auth/logout", json=token).status_code == 204


def test_no_token_and_no_password_is_kept(
    http: httpx.Client, given: Given, olga: dict[str, str]
) -> None:
    tokens = http.post("/v1/auth/login", json=olga).json()
    for table in ("users", "sessions", "events"):
        rows = given.execute(f"select to_jsonb(t)::text from data.{table} as t".encode()).fetchall()
        for secret in (tokens["refresh_token"], tokens["access_token"], PASSWORD):
            assert not any(secret in text for (text,) in rows)


def test_customers_are_kept_by_staff(http: httpx.Client, olga: dict[str, str]) -> None:
    headers = bearer(http.post("/v1/auth/login", json=olga))
    made = http.post(
        "/v1/customers",
        json={"name": "Zoe", "email": "Zoe@x.test", "phone": "+39 06 1234", "note": "Allergic."},
        headers=headers,
    )
    assert made.status_code == 201
    url = f"/v1/customers/{made.json()['id']}"
    changed = http.patch(url, json={"name": "Zoë", "note": None}, headers=headers)
    assert (changed.json()["name"], changed.json()["note"]) == ("Zoë", None)
    assert changed.json()["phone"] == "+39 06 1234"
    assert http.patch(url, json={"name": None}, headers=headers).status_code == 422
    again = http.post("/v1/customers", json={"name": "Z", "email": "zoe@x.test"}, headers=headers)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/email-taken")
    assert http.delete(url, headers=headers).status_code == 204
    assert http.get(url, headers=headers).status_code == 404
