"""Accounts over real HTTP: opening one, getting in by e-mail, passwords, sessions, and how little
of that an answer tells."""

import asyncio
import concurrent.futures
import json
import statistics
import time
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher
from live import serving, settings

from app import passwords
from app.endpoints import people
from app.links import Links

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
PASSWORD = "correct horse battery staple"
OTHER = "quite another long password"
ANN = "ann@people.test"


# Slow enough to show, quick enough to wait for.
QUICK = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
NOBODY = QUICK.hash("nobody")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", QUICK)
    monkeypatch.setattr(passwords, "NOBODY", NOBODY)


@pytest.fixture
def ann(given: Given) -> dict[str, str]:
    """Somebody with an account who works nowhere."""
    given.execute("select given.account('Ann')")
    given.execute("update data.users set password_hash = %s", [QUICK.hash(PASSWORD)])
    return {"email": ANN, "password": PASSWORD}


@pytest.fixture
def patient(web_url: str, given: Given) -> Iterator[httpx.Client]:
    """A client at a server that never has enough: every bucket is full again at once."""
    given.execute(
        "create function data.forget() returns trigger language plpgsql as"
        " $$ begin new.tokens := 1000; return new; end $$;"
        " create trigger forget before insert or update on data.throttle_buckets"
        " for each row execute function data.forget()"
    )
    with serving(web_url) as client:
        yield client
    given.execute("drop function data.forget() cascade")


def bearer(tokens: httpx.Response) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.json()['access_token']}"}


def me(http: httpx.Client, tokens: httpx.Response) -> dict[str, Any]:
    answer = http.get("/v1/me", headers=bearer(tokens))
    assert answer.status_code == 200
    return dict(answer.json())


def mail(given: Given, email: str = ANN) -> tuple[str, dict[str, str]]:
    """The last e-mail to somebody: its kind, and the token in its link as a body."""
    row = given.execute(
        "select kind, link_id::text from data.messages where recipient = %s"
        " order by message_id desc limit 1",
        [email],
    ).fetchone()
    assert row is not None
    kind, link_id = row
    return kind, {"token": Links(settings("")).token(link_id)} if link_id else {}


def said(answer: httpx.Response) -> tuple[int, str]:
    """The status and the name of a problem."""
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def renew(http: httpx.Client, tokens: httpx.Response) -> int:
    body = {"refresh_token": tokens.json()["refresh_token"]}
    return http.post("/v1/auth/refresh", json=body).status_code


# -- opening an account --------------------------------------------------------------------------


def test_an_account_is_there_once_its_link_is_followed(http: httpx.Client, given: Given) -> None:
    asked = {"email": "Bob@people.test", "name": "Mole", "locale": "it"}
    answer = http.post("/v1/auth/signup", json=asked)
    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    kind, link = mail(given, "bob@people.test")
    assert kind == "sign_up"
    confirmed = link | {"name": "Bob", "password": PASSWORD}
    tokens = http.post("/v1/auth/signup/confirm", json=confirmed)
    assert tokens.json()["memberships"] == []
    found = me(http, tokens)
    del found["user_id"]
    assert found == {
        "name": "Bob",
        "email": "bob@people.test",
        "email_verified": True,
        "locale": "it",
        "second_factor": False,
        "tenant_id": None,
        "role": "customer",
        "memberships": [],
    }
    again = http.post("/v1/auth/signup/confirm", json=confirmed)
    assert said(again) == (401, "link-invalid")
    credentials = {"email": "bob@people.test", "password": PASSWORD}
    assert http.post("/v1/auth/login", json=credentials).status_code == 200


def test_nobody_has_a_password_ready_for_somebody_else(http: httpx.Client, given: Given) -> None:
    """Whoever asks for the account chooses nothing of it but what it is called, by default."""
    asked = {"email": "vic@people.test", "name": "Mole"}
    refused = http.post("/v1/auth/signup", json=asked | {"password": OTHER})
    assert said(refused) == (422, "invalid-arguments")
    assert http.post("/v1/auth/signup", json=asked).status_code == 202
    row = given.execute("select data from data.one_time_links").fetchone()
    assert row == ({"name": "Mole", "locale": None},)
    _, link = mail(given, "vic@people.test")
    for lacking, pointer in (
        ({}, "#/password"),
        ({"password": "short"}, "#/password"),
        ({"password": "Vic@people.test"}, "#/password"),
        ({"password": PASSWORD, "name": "x" * 121}, "#/name"),
    ):
        answer = http.post("/v1/auth/signup/confirm", json=link | lacking)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    chosen = link | {"password": PASSWORD}
    assert http.post("/v1/auth/signup/confirm", json=chosen).status_code == 200
    login = {"email": "vic@people.test", "password": PASSWORD}
    assert http.post("/v1/auth/login", json=login).status_code == 200
    assert http.post("/v1/auth/login", json=login | {"password": OTHER}).status_code == 401


def test_who_has_an_account_is_told_by_e_mail_alone(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    asked = {"email": ANN, "name": "Mole"}
    assert http.post("/v1/auth/signup", json=asked).status_code == 202
    kind, link = mail(given)
    assert kind == "account_exists"
    confirmed = http.post("/v1/auth/signup/confirm", json=link | {"password": OTHER})
    assert said(confirmed) == (401, "link-invalid")
    assert http.post("/v1/auth/login", json=ann).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", PASSWORD),
        ("email", "nobody"),
        ("email", "n1<victim@people.test>"),
        ("email", "a@people.test,b@people.test"),
        ("email", '"b"@people.test'),
        ("email", "b@people.test\u0001"),
        ("email", "a@b@people.test"),
        ("name", " "),
        ("name", "x" * 121),
        ("locale", "klingon"),
        ("role", "owner"),
    ],
)
def test_a_sign_up_that_does_not_fit(
    http: httpx.Client, given: Given, field: str, value: str
) -> None:
    asked = {"email": "bob@people.test", "name": "Bob"} | {field: value}
    answer = http.post("/v1/auth/signup", json=asked)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]
    assert given.execute("select from data.messages").rowcount == 0


# -- links ---------------------------------------------------------------------------------------


def test_a_magic_link_signs_in_once_known_or_not(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    for email, name in ((ANN, "Ann"), ("new@people.test", "new")):
        assert http.post("/v1/auth/magic-link", json={"email": email}).status_code == 202
        kind, link = mail(given, email)
        assert kind == "sign_in"
        tokens = http.post("/v1/auth/magic-link/redeem", json=link)
        assert me(http, tokens)["name"] == name
        assert me(http, tokens)["email_verified"]
        again = http.post("/v1/auth/magic-link/redeem", json=link)
        assert said(again) == (401, "link-invalid")


def test_who_has_no_password_is_told_how_to_come_by_one(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    headers = bearer(http.post("/v1/auth/login", json=ann))
    given.execute("update data.users set password_hash = null")
    for path, body in (
        ("/v1/auth/password", {"current_password": PASSWORD, "new_password": OTHER}),
        ("/v1/auth/email", {"email": "new@people.test", "password": PASSWORD}),
        ("/v1/me/totp/disable", {"password": PASSWORD, "code": "000000"}),
    ):
        answer = http.post(path, json=body, headers=headers)
        assert said(answer) == (422, "password-missing")
        assert "/v1/auth/password/forgot" in answer.json()["detail"]


def test_a_link_that_is_not_ours_or_too_old(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    http.post("/v1/auth/magic-link", json={"email": ANN})
    _, link = mail(given)
    forged = link["token"][:-6] + ("AAAAA=" if link["token"][-6:] != "AAAAA=" else "BBBBB=")
    for token in ("x", forged, "é"):
        answer = http.post("/v1/auth/magic-link/redeem", json={"token": token})
        assert answer.status_code == 401
    given.execute("update data.one_time_links set expires_at = now()")
    assert said(http.post("/v1/auth/magic-link/redeem", json=link)) == (401, "link-invalid")


def test_of_two_who_follow_a_link_at_once_one_gets_in(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    http.post("/v1/auth/magic-link", json={"email": "new@people.test"})
    _, link = mail(given, "new@people.test")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = pool.map(
            lambda _: http.post("/v1/auth/magic-link/redeem", json=link).status_code, range(4)
        )
    assert sorted(answers) == [200, 401, 401, 401]
    row = given.execute("select count(*) from data.users where name = 'new'").fetchone()
    assert row == (1,)


# -- passwords -----------------------------------------------------------------------------------


def test_changing_the_password_ends_every_other_session(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    here = http.post("/v1/auth/login", json=ann)
    elsewhere = http.post("/v1/auth/login", json=ann)

    def change(current: str, new: str) -> httpx.Response:
        body = {"current_password": current, "new_password": new}
        return http.post("/v1/auth/password", json=body, headers=bearer(here))

    assert said(change("wrong", OTHER)) == (422, "password-wrong")
    assert said(change(PASSWORD, "short")) == (422, "invalid-arguments")
    assert said(change(PASSWORD, ANN)) == (422, "invalid-arguments")
    assert change(PASSWORD, OTHER).status_code == 204
    assert mail(given) == ("password_changed", {})

    assert renew(http, elsewhere) == 401
    assert renew(http, here) == 200
    assert said(http.post("/v1/auth/login", json=ann)) == (401, "sign-in-failed")
    assert http.post("/v1/auth/login", json=ann | {"password": OTHER}).status_code == 200
    assert http.post("/v1/auth/password", json={}).status_code == 422
    answer = http.post("/v1/auth/password", json={"current_password": "x", "new_password": OTHER})
    assert answer.status_code == 401


def test_a_new_password_withdraws_links_that_sign_in(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    here = http.post("/v1/auth/login", json=ann)
    http.post("/v1/auth/magic-link", json={"email": ANN})
    _, link = mail(given)
    body = {"current_password": PASSWORD, "new_password": OTHER}
    assert http.post("/v1/auth/password", json=body, headers=bearer(here)).status_code == 204
    late = http.post("/v1/auth/magic-link/redeem", json=link)
    assert said(late) == (401, "link-invalid")


def test_a_forgotten_password(http: httpx.Client, given: Given, ann: dict[str, str]) -> None:
    before = http.post("/v1/auth/login", json=ann)
    assert http.post("/v1/auth/password/forgot", json={"email": ANN}).status_code == 202
    kind, link = mail(given)
    assert kind == "reset_password"
    short = http.post("/v1/auth/password/reset", json=link | {"password": "short"})
    assert said(short) == (422, "invalid-arguments")
    mine = http.post("/v1/auth/password/reset", json=link | {"password": ANN})
    assert said(mine) == (422, "invalid-arguments")

    tokens = http.post("/v1/auth/password/reset", json=link | {"password": OTHER})
    assert me(http, tokens)["email_verified"]
    assert renew(http, before) == 401
    assert renew(http, tokens) == 200
    again = http.post("/v1/auth/password/reset", json=link | {"password": PASSWORD})
    assert said(again) == (401, "link-invalid")
    assert http.post("/v1/auth/login", json=ann | {"password": OTHER}).status_code == 200


def test_a_password_is_hashed_anew_once_more_care_is_taken(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    careless = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    given.execute("update data.users set password_hash = %s", [careless])
    assert http.post("/v1/auth/login", json=ann | {"password": OTHER}).status_code == 401
    assert given.execute("select password_hash from data.users").fetchone() == (careless,)
    assert http.post("/v1/auth/login", json=ann).status_code == 200
    row = given.execute("select password_hash from data.users").fetchone()
    assert row is not None
    assert not QUICK.check_needs_rehash(row[0])
    assert http.post("/v1/auth/login", json=ann).status_code == 200
    assert given.execute("select password_hash from data.users").fetchone() == row


# -- e-mail addresses ----------------------------------------------------------------------------


def test_proving_an_address(http: httpx.Client, given: Given, ann: dict[str, str]) -> None:
    tokens = http.post("/v1/auth/login", json=ann)
    assert not me(http, tokens)["email_verified"]
    asked = http.post("/v1/auth/email/verification", headers=bearer(tokens))
    assert asked.status_code == 202
    kind, link = mail(given)
    assert kind == "verify_email"
    assert http.post("/v1/auth/email/verify", json=link).status_code == 204
    assert me(http, tokens)["email_verified"]
    assert said(http.post("/v1/auth/email/verify", json=link)) == (401, "link-invalid")
    assert http.post("/v1/auth/email/verification").status_code == 401


def test_another_address(http: httpx.Client, given: Given, ann: dict[str, str]) -> None:
    given.execute("select given.account('Bob')")
    tokens = http.post("/v1/auth/login", json=ann)

    def change(email: str, password: str = PASSWORD) -> httpx.Response:
        body = {"email": email, "password": password}
        return http.post("/v1/auth/email", json=body, headers=bearer(tokens))

    assert said(change("new@people.test", "wrong")) == (422, "password-wrong")
    taken, free = change("bob@people.test"), change("new@people.test")
    assert taken.status_code == free.status_code == 202
    assert taken.content == free.content
    assert mail(given, "bob@people.test")[0] == "account_exists"
    assert mail(given)[0] == "email_change_notice"
    kind, link = mail(given, "new@people.test")
    assert kind == "change_email"
    assert me(http, tokens)["email"] == ANN
    assert http.post("/v1/auth/email/confirm", json=link).status_code == 204
    assert (me(http, tokens)["email"], me(http, tokens)["email_verified"]) == (
        "new@people.test",
        True,
    )
    assert said(http.post("/v1/auth/login", json=ann)) == (401, "sign-in-failed")
    assert http.post("/v1/auth/login", json=ann | {"email": "new@people.test"}).status_code == 200


def test_an_address_that_was_taken_meanwhile(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    tokens = http.post("/v1/auth/login", json=ann)
    body = {"email": "bob@people.test", "password": PASSWORD}
    http.post("/v1/auth/email", json=body, headers=bearer(tokens))
    _, link = mail(given, "bob@people.test")
    given.execute("select given.account('Bob')")
    assert said(http.post("/v1/auth/email/confirm", json=link)) == (409, "account-exists")


# -- sessions and oneself ------------------------------------------------------------------------


def test_where_somebody_is_signed_in(http: httpx.Client, ann: dict[str, str]) -> None:
    first, second = (http.post("/v1/auth/login", json=ann) for _ in range(2))
    renewed = http.post("/v1/auth/refresh", json={"refresh_token": first.json()["refresh_token"]})
    listed = http.get("/v1/me/sessions", headers=bearer(renewed)).json()["items"]
    assert [each["is_current"] for each in listed] == [False, True]
    assert all(each["created_at"] < each["expires_at"] for each in listed)

    other = f"/v1/me/sessions/{listed[0]['id']}"
    assert http.delete(other, headers=bearer(first)).status_code == 204
    assert said(http.delete(other, headers=bearer(first))) == (404, "session-not-found")
    assert renew(http, second) == 401

    third = http.post("/v1/auth/login", json=ann)
    gone = http.post("/v1/auth/logout-everywhere", headers=bearer(third))
    assert gone.status_code == 204
    assert renew(http, third) == renew(http, renewed) == 401
    assert http.get("/v1/me/sessions", headers=bearer(third)).json()["items"] == []
    assert http.post("/v1/auth/logout-everywhere").status_code == 401


def test_a_name_and_a_language(http: httpx.Client, ann: dict[str, str]) -> None:
    tokens = http.post("/v1/auth/login", json=ann)
    changed = http.patch("/v1/me", json={"name": "Anna", "locale": "da"}, headers=bearer(tokens))
    assert (changed.json()["name"], changed.json()["locale"]) == ("Anna", "da")
    cleared = http.patch("/v1/me", json={"locale": None}, headers=bearer(tokens))
    assert (cleared.json()["name"], cleared.json()["locale"]) == ("Anna", None)
    assert http.patch("/v1/me", json={"name": None}, headers=bearer(tokens)).status_code == 422
    assert http.patch("/v1/me", json={"email": ANN}, headers=bearer(tokens)).status_code == 422


def test_a_customer_is_at_no_business(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    given.execute("select given.tenant('alder')")
    tokens = http.post("/v1/auth/login", json=ann)
    answer = http.get("/v1/customers", headers=bearer(tokens))
    assert said(answer) == (403, "forbidden")
    assert renew(http, tokens) == 200


# -- patience ------------------------------------------------------------------------------------


def test_who_guesses_waits_and_who_knows_does_not(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    for _ in range(12):
        assert http.post("/v1/auth/login", json=ann).status_code == 200
    given.execute("delete from data.throttle_buckets")

    wrong = ann | {"password": OTHER}
    for _ in range(10):
        assert said(http.post("/v1/auth/login", json=wrong)) == (401, "sign-in-failed")
    refused = http.post("/v1/auth/login", json=wrong)
    assert said(refused) == (429, "too-many-attempts")
    assert 1 <= int(refused.headers["retry-after"]) <= 5

    # Nobody has that address: it is slowed down all the same.
    nobody = wrong | {"email": "nobody@people.test"}
    answers = [http.post("/v1/auth/login", json=nobody) for _ in range(11)]
    assert said(answers[-1]) == (429, "too-many-attempts")
    assert [answer.status_code for answer in answers[:-1]] == [401] * 10

    given.execute("update data.throttle_buckets set filled_at = filled_at - interval '6 seconds'")
    assert http.post("/v1/auth/login", json=ann).status_code == 200


def test_strangers_do_not_keep_anybody_out(
    http: httpx.Client, given: Given, ann: dict[str, str]
) -> None:
    """She has signed in from here before; they try from elsewhere."""
    assert http.post("/v1/auth/login", json=ann).status_code == 200
    given.execute(
        "select private.take_from_bucket(private.bucket_key('account', %s), 10, 0.2)"
        " from generate_series(1, 10)",
        [ANN],
    )
    assert http.post("/v1/auth/login", json=ann).status_code == 200


def test_an_address_has_its_share(http: httpx.Client, given: Given) -> None:
    answers = [http.post("/v1/auth/magic-link/redeem", json={"token": link(n)}) for n in range(70)]
    assert {answer.status_code for answer in answers} == {401}
    for n in range(70):
        answer = http.post("/v1/auth/magic-link", json={"email": f"p{n}@people.test"})
        if answer.status_code == 429:
            break
    assert 55 <= n <= 69
    assert said(answer) == (429, "too-many-attempts")
    assert answer.headers["retry-after"] == "1"
    buckets = given.execute("select t::text from data.throttle_buckets as t").fetchall()
    assert not any("127.0.0.1" in row or "people.test" in row for (row,) in buckets)


def link(n: int) -> str:
    """A token of ours for a link that is not there."""
    return Links(settings("")).token(f"00000000-0000-4000-8000-{n:012d}")


# -- nothing is told -----------------------------------------------------------------------------


def told(answer: httpx.Response) -> tuple[Any, ...]:
    """All that a client can see but the id of the request, and when it was."""
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("date", "x-request-id")
    }
    return answer.status_code, answer.content, headers


def test_answers_do_not_tell_whether_an_address_is_known(
    http: httpx.Client, ann: dict[str, str]
) -> None:
    for path, body in (
        ("/v1/auth/login", {"password": OTHER}),
        ("/v1/auth/password/forgot", {}),
        ("/v1/auth/magic-link", {}),
        ("/v1/auth/signup", {"name": "Zoe"}),
    ):
        known = http.post(path, json={"email": ANN} | body)
        unknown = http.post(path, json={"email": "zed@people.test"} | body)
        assert told(known) == told(unknown), path


@pytest.mark.parametrize(
    ("path", "body", "rounds"),
    [
        ("/v1/auth/login", {"password": OTHER}, 30),
        ("/v1/auth/signup", {"name": "Zoe"}, 60),
        ("/v1/auth/password/forgot", {}, 60),
        ("/v1/auth/magic-link", {}, 60),
    ],
)
def test_time_does_not_tell_either(
    patient: httpx.Client, ann: dict[str, str], path: str, body: dict[str, str], rounds: int
) -> None:
    """Asked in turn, so that what else the machine does slows both. The medians differ by less than
    what single answers to the same question differ by. Three tries: a machine may have a fit."""

    def seconds(email: str) -> float:
        began = time.perf_counter()
        patient.post(path, json={"email": email} | body)
        return time.perf_counter() - began

    for _ in range(5):
        seconds(ANN), seconds("zed@people.test")
    for _ in range(3):
        pairs = [(seconds(ANN), seconds("zed@people.test")) for _ in range(rounds)]
        known, unknown = (sorted(times) for times in zip(*pairs, strict=True))
        noise = statistics.median(
            max(times[3 * rounds // 4] - times[rounds // 4], 0.0005) for times in (known, unknown)
        )
        difference = abs(statistics.median(known) - statistics.median(unknown))
        if difference <= noise:
            return
    raise AssertionError(f"{path}: {difference * 1000:.2f} ms apart, noise {noise * 1000:.2f} ms")


def test_the_test_of_time_can_fail(
    patient: httpx.Client, ann: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were nothing verified for an address that nobody has, it would show. Verifying takes as long
    as in production, so that a busy machine does not hide it."""
    real = passwords.verify

    async def hasty(password_hash: str | None, password: str) -> bool:
        if password_hash is None:
            return False
        await asyncio.sleep(0.1)
        return await real(password_hash, password)

    monkeypatch.setattr(people, "verify", hasty)
    with pytest.raises(AssertionError, match="ms apart"):
        test_time_does_not_tell_either(patient, ann, "/v1/auth/login", {"password": OTHER}, 10)


def test_no_secret_is_kept(http: httpx.Client, given: Given, ann: dict[str, str]) -> None:
    http.post("/v1/auth/signup", json={"email": "bob@people.test", "name": "Bob"})
    _, link = mail(given, "bob@people.test")
    confirmed = link | {"password": PASSWORD}
    tokens = http.post("/v1/auth/signup/confirm", json=confirmed).json()
    secrets = [link["token"], PASSWORD, tokens["refresh_token"], tokens["access_token"]]
    for table in ("users", "sessions", "one_time_links", "messages", "throttle_buckets"):
        rows = given.execute(f"select to_jsonb(t)::text from data.{table} as t".encode()).fetchall()
        for secret in secrets:
            assert not any(json.dumps(secret)[1:-1] in text for (text,) in rows), table
