"""The edge of the application: what is refused before, or when, the database is asked; and what
happens when that is away."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import jwt
import psycopg
import pytest
from live import KEY, serving
from psycopg import sql
from waiting import until

from app.database import Database

Given = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture(scope="module")
def alder(common_given: Given) -> str:
    row = common_given.execute("select given.tenant('alder')::text").fetchone()
    assert row is not None
    return str(row[0])


def claims(alder: str, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    return {
        "sub": "019a0000-0000-7000-8000-000000000001",
        "tenant_id": alder,
        "role": "owner",
        "iss": "holdfast",
        "aud": "holdfast",
        "exp": now + 600,
    } | changes


def test_a_token_of_ours_is_believed(common_http: httpx.Client, alder: str) -> None:
    token = jwt.encode(claims(alder), KEY)
    response = common_http.get("/v1/bookings", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("changes", "key", "algorithm"),
    [
        ({}, "another key that is long enough for HS256", "HS256"),
        ({}, "", "none"),
        ({}, KEY, "HS512"),
        ({"exp": 1}, KEY, "HS256"),
        ({"exp": int(time.time()) + 86400}, KEY, "HS256"),
        ({"aud": "somebody else"}, KEY, "HS256"),
        ({"iss": "somebody else"}, KEY, "HS256"),
        ({"role": "emperor"}, KEY, "HS256"),
        ({"tenant_id": None}, KEY, "HS256"),
        ({"sub": "x"}, KEY, "HS256"),
        ({"role": ["owner"]}, KEY, "HS256"),
    ],
    ids=[
        "forged",
        "unsigned",
        "algorithm",
        "expired",
        "too long",
        "aud",
        "iss",
        "role",
        "tenant",
        "sub",
        "roles",
    ],
)
def test_a_token_that_is_not_ours_is_401(
    common_http: httpx.Client, alder: str, changes: dict[str, Any], key: str, algorithm: str
) -> None:
    content = {name: item for name, item in claims(alder, **changes).items() if item is not None}
    token = jwt.encode(content, key, algorithm=algorithm)
    response = common_http.get("/v1/bookings", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401
    assert response.json()["type"] == "/problems/token-invalid"
    assert response.headers["www-authenticate"] == "Bearer"


def test_no_token_is_401(common_http: httpx.Client) -> None:
    assert common_http.get("/v1/bookings").status_code == 401


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"{" + b" " * 65_536 + b"}", "application/json", 413),
    ],
    ids=["cut off", "not an object", "NaN", "deep", "not UTF-8", "not JSON", "too large"],
)
def test_a_body_that_cannot_be_read(
    common_http: httpx.Client, alder: str, content: bytes, media_type: str, status: int
) -> None:
    response = common_http.post(
        "/v1/tenants/alder/bookings", content=content, headers={"content-type": media_type}
    )
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_what_stripe_sends_may_be_longer(common_http: httpx.Client) -> None:
    unsigned = common_http.post("/v1/stripe/webhook", content=b" " * 1_000_000)
    too_long = common_http.post("/v1/stripe/webhook", content=b" " * 1_100_000)
    assert (unsigned.status_code, too_long.status_code) == (400, 413)


@pytest.mark.parametrize(
    ("query", "pointer", "detail"),
    [
        ("limit=99999999999", "limit", "must be a whole number, and less than 2^31"),
        ("limit=many", "limit", "must be a whole number, and less than 2^31"),
        ("service_id=abc", "service_id", "must be a UUID"),
    ],
)
def test_what_cannot_be_read_is_said_in_words_of_ours(
    common_http: httpx.Client, alder: str, query: str, pointer: str, detail: str
) -> None:
    given = {"service_id": alder, "from": "2030-01-01", "to": "2030-01-02"}
    name, _, value = query.partition("=")
    path = "/v1/tenants/alder/availability" if name in given else "/v1/tenants"
    asked = given | {name: value} if name in given else {name: value}
    response = common_http.get(path, params=asked)
    assert response.status_code == 422
    assert response.json()["errors"] == [{"pointer": f"#/{pointer}", "detail": detail}]


@pytest.mark.parametrize("depth", range(900, 1000, 9))
def test_however_deep_a_body_is_it_is_refused_and_no_mistake(
    common_http: httpx.Client, alder: str, depth: int
) -> None:
    content = (
        b'{"service_id": "%s", "starts_at": "2099-01-01T10:00Z", "customer": ' % alder.encode()
    )
    response = common_http.post(
        "/v1/tenants/alder/bookings",
        content=content + b'{"a": ' * depth + b"1" + b"}" * (depth + 1),
        headers={"content-type": "application/json"},
    )
    assert response.status_code in (400, 422)


def test_a_body_without_a_length_is_measured_too(common_http: httpx.Client, alder: str) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 1024

    response = common_http.post(
        "/v1/tenants/alder/bookings",
        content=endless(),
        headers={"content-type": "application/json"},
    )
    assert response.status_code == 413


def test_a_query_parameter_comes_once(common_http: httpx.Client, alder: str) -> None:
    url = "/v1/tenants/alder/availability?from=2026-01-01&from=2026-01-02"
    assert common_http.get(url).status_code == 400


def test_what_is_not_there(common_http: httpx.Client, alder: str) -> None:
    assert common_http.get("/v1/nothing").json()["type"] == "/problems/not-found"
    wrong = common_http.delete("/v1/tenants/alder/bookings")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "/problems/method-not-allowed")
    assert wrong.headers["allow"] == "POST"
    assert wrong.json()["detail"] == "`Allow` lists what is possible."
    every = common_http.put("/v1/services/1").headers["allow"]
    assert every == "DELETE, GET, HEAD, PATCH"
    nobody = common_http.get(
        "/v1/tenants/nobody/availability?service_id=&from=2026-01-01&to=2026-01-01"
    )
    assert nobody.status_code in (404, 422)


def test_every_answer_has_an_id_and_the_headers(common_http: httpx.Client) -> None:
    for path in ("/healthz", "/v1/bookings", "/v1/nothing"):
        headers = common_http.get(path).headers
        assert len(headers["x-request-id"]) == 36
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "max-age" in headers["strict-transport-security"]
        assert "server" not in headers


def test_a_mistake_of_ours_is_a_problem_too_and_says_nothing_of_itself(
    http: httpx.Client, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.execute("select given.tenant('alder')")
    given.execute(
        "create or replace function api.get_tenant(p_tenant_id uuid) returns jsonb language plpgsql"
        " stable as $$ begin raise exception 'the secret is 42'; end $$"
    )
    in_sql = http.get("/v1/tenants/alder")

    async def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(Database, "call", fails)
    in_python = http.get("/v1/tenants/alder")
    for answer in (in_sql, in_python):
        assert (answer.status_code, answer.json()["type"]) == (500, "/problems/unexpected")
        assert "42" not in answer.text
        assert "x-request-id" in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("date", ["12/11/2026", "today", "2026-12-22T00:00:00Z", "2026-13-01"])
def test_a_date_is_written_in_one_way(common_http: httpx.Client, alder: str, date: str) -> None:
    answer = common_http.get(
        "/v1/tenants/alder/availability",
        params={"service_id": alder, "from": date, "to": "2026-12-31"},
    )
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/from"]


def test_a_partial_update_names_what_it_does_not_know(
    common_http: httpx.Client, alder: str
) -> None:
    headers = {"authorization": f"Bearer {jwt.encode(claims(alder), KEY)}"}
    url = f"/v1/customers/{alder}"
    for body, pointer in (({"tenant_id": None}, "#/tenant_id"), ({"clear": ["name"]}, "#/clear")):
        answer = common_http.patch(url, json=body, headers=headers)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_what_a_service_costs_cannot_be_emptied(
    common_http: httpx.Client, common_given: Given, alder: str
) -> None:
    common_given.execute("select given.resource('alder', 'Ann')")
    row = common_given.execute("select given.service('alder', 'Cut', 60, 'Ann')::text").fetchone()
    assert row is not None
    answer = common_http.patch(
        f"/v1/services/{row[0]}",
        json={"price": None},
        headers={"authorization": f"Bearer {jwt.encode(claims(alder), KEY)}"},
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/value-required")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/price"]


def test_a_read_waits_for_the_pool_once(
    common_web_url: str, common_given: Given, alder: str
) -> None:
    with (
        serving(common_web_url, pool_size=1, pool_timeout_seconds=0.5) as http,
        psycopg.connect(common_given.info.dsn) as blocker,
    ):
        url = "/v1/tenants/alder"
        assert http.get(url).status_code == 200
        blocker.execute("lock table data.directory in access exclusive mode")
        first = threading.Thread(target=lambda: http.get(url))
        first.start()
        time.sleep(0.1)
        began = time.perf_counter()
        assert http.get(url).status_code == 503
        waited = time.perf_counter() - began
        blocker.rollback()
        first.join()
    assert 0.4 < waited < 0.95


def test_pages_of_other_origins_may_call_it_if_the_setting_says_so(
    common_web_url: str, common_http: httpx.Client
) -> None:
    asks = {"origin": "https://agency.test", "access-control-request-method": "POST"}
    asks["access-control-request-headers"] = "idempotency-key"
    answer = common_http.options("/v1/tenants/alder/bookings", headers=asks)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    with serving(common_web_url, cors_origins="https://one.test, https://two.test") as closed:
        refused = closed.options("/v1/tenants/alder/bookings", headers=asks)
        assert "access-control-allow-origin" not in refused.headers


def test_public_writes_are_limited_by_address(common_web_url: str, alder: str) -> None:
    with serving(common_web_url, public_writes_per_minute=3) as http:
        answers = [http.post("/v1/tenants/alder/bookings", json={}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert answers[3].json()["type"] == "/problems/too-many-requests"


def test_a_full_pool_is_503_and_passes(
    common_web_url: str, common_given: Given, alder: str
) -> None:
    """One connection, and somebody holds the table: who waits too long for the pool is told so."""
    waits_for_a_lock = (
        "select count(*) from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database()"
    )
    with (
        serving(common_web_url, pool_size=1, pool_timeout_seconds=0.2) as http,
        psycopg.connect(common_given.info.dsn) as blocker,
    ):
        assert http.get("/readyz").status_code == 200
        blocker.execute("lock table data.directory in access exclusive mode")
        first = threading.Thread(target=lambda: http.get(f"/v1/tenants/alder/bookings/{alder}"))
        first.start()
        until(lambda: common_given.execute(waits_for_a_lock).fetchone() == (1,))
        waiting = http.get("/readyz")
        blocker.rollback()
        first.join()
        assert waiting.status_code == 503
        assert waiting.headers["retry-after"] == "1"
        assert http.get("/readyz").status_code == 200


def test_a_process_that_stops_finishes_what_it_began(
    common_web_url: str, common_given: Given, alder: str
) -> None:
    answers: list[httpx.Response] = []
    with psycopg.connect(common_given.info.dsn) as blocker:
        with serving(common_web_url) as http:
            assert http.get("/readyz").status_code == 200
            blocker.execute("lock table data.directory in access exclusive mode")
            url = http.base_url.join("/v1/tenants/alder")
            began = threading.Thread(target=lambda: answers.append(httpx.get(url, timeout=20)))
            began.start()
            time.sleep(0.2)
            threading.Timer(0.5, blocker.rollback).start()
        # Here the process has been told to stop, and has.
        began.join()
    assert [answer.status_code for answer in answers] == [200]


def test_the_application_recovers_when_its_connections_are_cut(
    http: httpx.Client, given: Given
) -> None:
    row = given.execute("select given.tenant('alder')::text").fetchone()
    assert row is not None
    token = jwt.encode(claims(row[0]), KEY)
    headers = {"authorization": f"Bearer {token}"}
    assert http.get("/v1/bookings", headers=headers).status_code == 200
    given.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where usename = 'holdfast_web' and datname = current_database()"
    )
    for _ in range(20):
        response = http.get("/v1/bookings", headers=headers)
        assert response.status_code in (200, 503)
        if response.status_code == 200:
            break
        assert "retry-after" in response.headers
        time.sleep(0.1)
    assert response.status_code == 200


def test_it_starts_without_a_database_and_says_so(common_web_url: str) -> None:
    nowhere = "postgresql://holdfast_web@127.0.0.1:1/nowhere"
    with serving(nowhere, pool_timeout_seconds=0.2) as http:
        assert http.get("/healthz").status_code == 200
        for path in ("/readyz", "/v1/tenants/alder/availability"):
            away = http.get(path)
            assert away.status_code == 503
            assert away.json()["type"] == "/problems/unavailable"
            assert "retry-after" in away.headers


def test_a_database_that_is_behind_is_not_ready(http: httpx.Client, given: Given) -> None:
    assert http.get("/readyz").status_code == 200
    given.execute(
        sql.SQL("comment on schema private is {}").format(
            "Internal functions. Layer 0 after 0000.older."
        )
    )
    assert http.get("/readyz").status_code == 503


def test_numbers_for_prometheus(common_http: httpx.Client) -> None:
    common_http.get("/healthz")
    text = common_http.get("/metrics").text
    assert 'holdfast_requests_total{method="GET",route="/healthz",status="200"}' in text
