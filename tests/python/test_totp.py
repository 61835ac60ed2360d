"""The second factor over real HTTP: switching it on, getting in with it, and what of it is kept."""

import base64
import concurrent.futures
import time
from typing import Any

import httpx
import psycopg
import pyotp
import pytest
from live import KEY, serving, settings

from app import totp
from app.endpoints import accounts
from app.links import Links
from app.passwords import HASHER
from app.vault import Vault

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
PASSWORD = "correct horse battery staple"
ANN = {"email": "ann@people.test", "password": PASSWORD}


@pytest.fixture(autouse=True)
def ann(given: Given) -> None:
    """Somebody with an account."""
    given.execute("select given.account('Ann')")
    given.execute("update data.users set password_hash = %s", [HASHER.hash(PASSWORD)])


def said(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def log_in(http: httpx.Client, code: str | None = None) -> httpx.Response:
    return http.post("/v1/auth/login", json=ANN | ({"code": code} if code else {}))


def bearer(tokens: httpx.Response) -> dict[str, str]:
    return {"authorization": f"Bearer {tokens.json()['access_token']}"}


def code_of(secret: str, steps: int = 0) -> str:
    """What a device shows now, or so many steps from now."""
    return str(pyotp.TOTP(secret).at(int(time.time()) + 30 * steps))


def forget(given: Given) -> None:
    """Time goes by: the next code is good, and patience is back."""
    given.execute("update data.users set totp_last_step = totp_last_step - 5")
    given.execute("delete from data.throttle_buckets")


def begin(
    http: httpx.Client, headers: dict[str, str], password: str | None = PASSWORD
) -> httpx.Response:
    return http.post("/v1/me/totp", json={"password": password}, headers=headers)


def switched_on(http: httpx.Client, given: Given) -> tuple[str, list[str], dict[str, str]]:
    """A second factor that is on: its secret, its recovery codes, and a token."""
    headers = bearer(log_in(http))
    secret = begin(http, headers).json()["secret"]
    confirmed = http.post(
        "/v1/me/totp/confirm", json={"code": code_of(secret)}, headers=headers
    ).json()
    forget(given)
    return secret, confirmed["recovery_codes"], headers


def test_switching_it_on(http: httpx.Client, given: Given) -> None:
    headers = bearer(log_in(http))
    early = http.post("/v1/me/totp/confirm", json={"code": "123456"}, headers=headers)
    assert said(early) == (409, "second-factor-not-begun")
    begun = begin(http, headers)
    assert begun.headers["cache-control"] == "no-store"
    secret = begun.json()["secret"]
    device = pyotp.parse_uri(begun.json()["uri"])
    assert (device.secret, device.name, device.issuer) == (secret, ANN["email"], "Holdfast")
    assert not http.get("/v1/me", headers=headers).json()["second_factor"]
    assert log_in(http).status_code == 200

    for wrong in (code_of(secret, 9), "x", "١٢٣٤٥٦"):
        answer = http.post("/v1/me/totp/confirm", json={"code": wrong}, headers=headers)
        assert said(answer) == (422, "code-wrong")
        assert answer.json()["errors"][0]["pointer"] == "#/code"
    confirmed = http.post("/v1/me/totp/confirm", json={"code": code_of(secret)}, headers=headers)
    codes = confirmed.json()["recovery_codes"]
    assert len(set(codes)) == 10
    assert all(len(base64.b32decode(code.replace("-", "").upper())) == 10 for code in codes)
    assert http.get("/v1/me", headers=headers).json()["second_factor"]
    again = begin(http, headers)
    assert said(again) == (409, "second-factor-on")
    kinds = given.execute("select kind from data.messages").fetchall()
    assert kinds == [("second_factor_on",)]


def test_a_token_alone_does_not_begin_it(http: httpx.Client, given: Given) -> None:
    """Whoever has copied one would keep its owner out."""
    headers = bearer(log_in(http))
    for wrong in (None, "wrong"):
        answer = begin(http, headers, wrong)
        assert said(answer) == (422, "password-wrong")
        assert answer.json()["errors"][0]["pointer"] == "#/password"
    assert said(http.post("/v1/me/totp", headers=headers)) == (422, "password-wrong")
    assert given.execute("select totp_secret from data.users").fetchone() == (None,)
    given.execute("update data.users set password_hash = null")
    assert begin(http, headers, None).status_code == 200, "who has no password has none to say"


def test_what_is_switched_on_is_what_was_confirmed(
    http: httpx.Client, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another secret is asked for between the code being verified and the factor being on."""
    headers = bearer(log_in(http))
    secret = begin(http, headers).json()["secret"]

    def meanwhile(*arguments: Any) -> int | None:
        given.execute("update data.users set totp_secret = %s", [other])
        return totp.step_of(*arguments)

    other = Vault(settings("")).seal(totp.new_secret())
    with monkeypatch.context() as patched:
        patched.setattr(accounts, "step_of", meanwhile)
        body = {"code": code_of(secret)}
        confirmed = http.post("/v1/me/totp/confirm", json=body, headers=headers)
    assert said(confirmed) == (422, "code-wrong")
    assert log_in(http).status_code == 200


def test_nothing_of_it_can_be_read_in_the_database(http: httpx.Client, given: Given) -> None:
    secret, codes, _ = switched_on(http, given)
    for table in ("users", "recovery_codes", "messages"):
        rows = given.execute(f"select to_jsonb(t)::text from data.{table} as t".encode()).fetchall()
        for known in (secret, *codes, *(code.replace("-", "") for code in codes)):
            assert not any(known in text for (text,) in rows)


def test_signing_in_needs_it(http: httpx.Client, given: Given) -> None:
    secret, _, _ = switched_on(http, given)
    assert said(log_in(http)) == (401, "second-factor-required")
    wrong = http.post("/v1/auth/login", json=ANN | {"password": "x", "code": code_of(secret)})
    assert said(wrong) == (401, "sign-in-failed")
    no_code = http.post("/v1/auth/login", json=ANN | {"password": "x"})
    assert said(no_code) == (401, "sign-in-failed")
    assert said(log_in(http, code_of(secret, 9))) == (401, "second-factor-wrong")
    code = code_of(secret)
    assert log_in(http, code).status_code == 200
    assert said(log_in(http, code)) == (401, "second-factor-wrong")
    assert said(log_in(http, code_of(secret, -1))) == (401, "second-factor-wrong")


def test_of_two_who_use_a_code_at_once_one_gets_in(http: httpx.Client, given: Given) -> None:
    secret, _, _ = switched_on(http, given)
    code = code_of(secret)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: log_in(http, code).status_code, range(4)))
    assert sorted(answers) == [200, 401, 401, 401]


def test_a_recovery_code_is_good_once_however_it_is_typed(http: httpx.Client, given: Given) -> None:
    _, codes, _ = switched_on(http, given)
    assert log_in(http, codes[0].upper().replace("-", " ")).status_code == 200
    assert said(log_in(http, codes[0])) == (401, "second-factor-wrong")
    assert log_in(http, codes[1]).status_code == 200


def test_a_link_needs_it_too(http: httpx.Client, given: Given) -> None:
    """And stays good until it comes with a code."""
    secret, codes, _ = switched_on(http, given)
    email = {"email": ANN["email"]}
    for asked, path, more in (
        ("/v1/auth/magic-link", "/v1/auth/magic-link/redeem", {}),
        ("/v1/auth/password/forgot", "/v1/auth/password/reset", {"password": "another password"}),
    ):
        http.post(asked, json=email)
        row = given.execute(
            "select link_id::text from data.messages where link_id is not null"
            " order by message_id desc limit 1"
        ).fetchone()
        assert row is not None
        body = {"token": Links(settings("")).token(row[0]), **more}
        assert said(http.post(path, json=body)) == (401, "second-factor-required")
        wrong = body | {"code": code_of(secret, 9)}
        assert said(http.post(path, json=wrong)) == (401, "second-factor-wrong")
        assert http.post(path, json=body | {"code": codes.pop()}).status_code == 200
        assert said(http.post(path, json=body)) == (401, "link-invalid")


def test_guessing_is_slowed_down(http: httpx.Client, given: Given) -> None:
    secret, _, _ = switched_on(http, given)
    answers = [log_in(http, code_of(secret, 9)) for _ in range(10)]
    answers.append(log_in(http, code_of(secret)))
    assert {answer.status_code for answer in answers} == {401, 429}
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_switching_it_off(http: httpx.Client, given: Given) -> None:
    secret, _, headers = switched_on(http, given)

    def disable(password: str, code: str) -> httpx.Response:
        body = {"password": password, "code": code}
        return http.post("/v1/me/totp/disable", json=body, headers=headers)

    assert said(disable("wrong", code_of(secret))) == (422, "password-wrong")
    assert said(disable(PASSWORD, code_of(secret, 9))) == (401, "second-factor-wrong")
    assert disable(PASSWORD, code_of(secret)).status_code == 204
    assert log_in(http).status_code == 200
    assert said(disable(PASSWORD, code_of(secret))) == (409, "second-factor-not-begun")
    assert http.post("/v1/me/totp/disable", json={}).status_code in (401, 422)


def test_a_new_key_reads_what_the_old_one_has_sealed(
    http: httpx.Client, given: Given, web_url: str
) -> None:
    secret, codes, _ = switched_on(http, given)
    new = "another key that is long enough for the tests to use, whatever it is"
    with serving(web_url, secret_key=new, previous_secret_key=KEY) as rotated:
        assert log_in(rotated, code_of(secret)).status_code == 200
    forget(given)
    with serving(web_url, secret_key=new) as lost:
        assert said(log_in(lost, code_of(secret))) == (401, "second-factor-wrong")
        assert log_in(lost, codes[0]).status_code == 200


def test_the_vault_seals_apart_from_whatever_else_the_key_does() -> None:
    vault = Vault(settings(""))
    sealed = vault.seal("secret")
    assert vault.open(sealed) == "secret"
    assert sealed != vault.seal("secret")
    assert vault.open(sealed[:20] + ("B" if sealed[20] == "A" else "A") + sealed[21:]) is None
    assert vault.open("") is None
    assert vault.open(None) is None


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, of which devices show six digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    for now, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        assert totp.step_of(secret, code, now) == now // 30
        assert totp.step_of(secret, code, now + 30) == now // 30
        assert totp.step_of(secret, code, now + 60) is None
