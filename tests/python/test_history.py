"""Who changed what: over HTTP, tampered with, and written by many at once while it is sealed."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest
from live import serving, settings
from psycopg.types.json import Jsonb
from waiting import until

from app.dsn import as_user
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]

WRITERS = 8
CHANGES = 20


def one(given: Given, query: str, *values: Any) -> Any:
    row = given.execute(query.encode(), values).fetchone()
    assert row is not None
    return row[0]


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    """A business with somebody in each role, and the headers of each."""
    tenant = str(one(given, "select given.tenant('alder')"))
    given.execute("select given.resource('alder', 'Ann')")
    given.execute("select given.service('alder', 'Cut', 60, 'Ann')")
    tokens = Tokens(settings(""))
    return {"tenant": tenant} | {
        role: tokens.access(
            str(one(given, "select given.member('alder', %s, %s)", name, role)), tenant, role
        )
        for name, role in (("Olga", "owner"), ("Max", "manager"), ("Sam", "staff"))
    }


@pytest.fixture
def owner(http: httpx.Client, salon: dict[str, str]) -> httpx.Client:
    http.headers["authorization"] = f"Bearer {salon['owner']}"
    return http


def as_role(salon: dict[str, str], role: str) -> dict[str, str]:
    return {"authorization": f"Bearer {salon[role]}"}


def history(http: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = http.get("/v1/history", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


# -- what is recorded, as a client sees it -------------------------------------------------------


def test_a_life_is_recorded(owner: httpx.Client, salon: dict[str, str], given: Given) -> None:
    made = owner.post("/v1/customers", json={"name": "Zoe", "email": "zoe@c.test"})
    zoe = made.json()["id"]
    owner.patch(
        f"/v1/customers/{zoe}", json={"phone": "+39 02 5555"}, headers=as_role(salon, "manager")
    )
    owner.delete(f"/v1/customers/{zoe}")
    owner.post(f"/v1/customers/{zoe}/restore")
    given.execute("update data.customers set name = 'Zora'")

    items = history(owner, subject=zoe)
    assert [each["operation"] for each in items] == ["update"] * 4 + ["insert"]
    by_hand, restored, deleted, patched, inserted = items
    assert inserted["actor"] | {"id": None} == {
        "id": None,
        "name": "Olga",
        "role": "owner",
        "via": "request",
    }
    assert inserted["request_id"] == made.headers["x-request-id"]
    assert inserted["after"]["name"] == "Zoe"
    assert inserted["personal"] == ["email", "name"]
    assert patched["before"] == {}
    assert patched["after"] == {"phone": "+39 02 5555", "phone_e164": "+39025555"}
    assert patched["actor"]["name"] == "Max"
    assert [*deleted["after"]] == [*restored["before"]] == ["archived_at"]
    assert by_hand["actor"]["via"] == "psql"
    assert by_hand["actor"]["name"].startswith("psql as ")
    assert (by_hand["before"], by_hand["after"]) == ({"name": "Zoe"}, {"name": "Zora"})


def test_what_a_guest_does_is_recorded_too(owner: httpx.Client, given: Given) -> None:
    booking = {
        "service_id": str(one(given, "select given.service_id('alder', 'Cut')")),
        "starts_at": one(given, "select given.at('alder', given.day(0, '10:00'))"),
        "customer": {"name": "Zoe", "email": "zoe@c.test"},
    }
    made = owner.post("/v1/tenants/alder/bookings", json=booking)
    assert made.status_code == 201
    (item,) = history(owner, subject=made.json()["id"])
    assert item["actor"] == {"id": None, "name": None, "role": "guest", "via": "request"}
    assert item["after"]["customer_email"] == "zoe@c.test"
    assert item["request_id"] == made.headers["x-request-id"]


def test_pages_and_filters(owner: httpx.Client, salon: dict[str, str]) -> None:
    for n in range(5):
        owner.post("/v1/customers", json={"name": f"Zoe {n}"})
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = owner.get("/v1/history", params={"table": "customers", "limit": "2"} | cursor).json()
        seen += [item["after"]["name"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == [f"Zoe {n}" for n in (4, 3, 2, 1, 0)]
    olga = history(owner, table="customers")[0]["actor"]["id"]
    assert len(history(owner, actor=olga)) == 5
    assert history(owner, table="customers", to="2020-01-01T00:00:00Z") == []


@pytest.mark.parametrize(
    ("role", "listed", "verified"), [("manager", 200, 403), ("staff", 403, 403)]
)
def test_who_may_ask(
    owner: httpx.Client, salon: dict[str, str], role: str, listed: int, verified: int
) -> None:
    headers = as_role(salon, role)
    assert owner.get("/v1/history", headers=headers).status_code == listed
    assert owner.get("/v1/history/verification", headers=headers).status_code == verified


def test_no_secret_is_in_it(given: Given, salon: dict[str, str]) -> None:
    key = one(given, "select encode(manage_key, 'hex') from data.tenant_keys")
    given.execute("update data.tenant_keys set manage_key = 'abcdef'")
    assert one(given, "select count(*) from data.history where table_name = 'tenant_keys'") == 2
    assert one(given, "select count(*) from data.history as h where h::text ~ %s", key) == 0
    assert one(given, "select count(*) from data.history as h where h::text ~ '616263646566'") == 0


# -- tampering -----------------------------------------------------------------------------------


def test_tampering_shows(owner: httpx.Client, given: Given) -> None:
    owner.post("/v1/customers", json={"name": "Zoe"})
    whole = owner.get("/v1/history/verification").json()
    assert (whole["is_whole"], whole["faults"]) == (True, [])
    assert whole["length"] == one(given, "select count(*) from data.history")

    given.execute(
        """
        update data.history set personal = jsonb_set(personal, '{after,name}', '"Eve"')
        where table_name = 'customers'
        """
    )
    broken = owner.get("/v1/history/verification").json()
    assert not broken["is_whole"]
    assert [fault["what"] for fault in broken["faults"]] == ["personal data changed"]
    assert broken["hash"] == whole["hash"]


def test_a_dba_can_verify(database: str, salon: dict[str, str], given: Given) -> None:
    given.execute("delete from data.history where table_name = 'locations'")
    given.execute("alter role holdfast_person password null")
    with psycopg.connect(as_user(database, "holdfast_person"), autocommit=True) as person:
        with pytest.raises(psycopg.Error) as refused:
            person.execute("select * from private.verify_history(%s)", [salon["tenant"]])
        assert refused.value.sqlstate == "KN001"
        person.execute("select private.act_for('alder')")
        verify = "select what from private.verify_history(%s)"
        assert person.execute(verify, [salon["tenant"]]).fetchall() == []
        given.execute("delete from data.history where position = 3")
        assert person.execute(verify, [salon["tenant"]]).fetchall() == [("missing",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            person.execute("delete from data.history")


# -- all at once ---------------------------------------------------------------------------------


def change(url: str, tenant: str, writer: int) -> list[str]:
    """Make changes one after the other, each for a request of its own; the requests' ids. They
    commit in no particular order, and some of them are taken back."""
    kept = []
    chance = random.Random(writer)
    with psycopg.connect(as_user(url, "holdfast_web"), autocommit=True) as connection:
        for n in range(CHANGES):
            request_id = f"{writer}-{n}"
            claims = Jsonb({"tenant_id": tenant, "role": "owner", "request_id": request_id})
            goes_well = chance.random() < 0.9
            with connection.transaction(force_rollback=not goes_well):
                connection.execute(
                    "select api.create_customer(private.begin_claims(%s, false), %s)",
                    [claims, f"Zoe {request_id}"],
                )
                time.sleep(chance.random() * 0.01)
            if goes_well:
                kept.append(request_id)
    return kept


def seal(url: str, tenant: str, end: threading.Event) -> int:
    """Seal again and again, as a process of the application does; how often."""
    claims = Jsonb({"tenant_id": tenant, "role": "worker"})
    count = 0
    with psycopg.connect(as_user(url, "holdfast_worker"), autocommit=True) as connection:
        while not end.is_set():
            connection.execute(
                "select api.sweep_history(private.begin_claims(%s, false))", [claims]
            )
            count += 1
    return count


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        yield pool


def test_written_by_many_while_two_seal_it(
    database: str, salon: dict[str, str], given: Given, threads: ThreadPoolExecutor
) -> None:
    end = threading.Event()
    tenant = salon["tenant"]
    sealers = [threads.submit(seal, database, tenant, end) for _ in range(2)]
    writers = [threads.submit(change, database, tenant, n) for n in range(WRITERS)]
    expected = Counter(request for writer in writers for request in writer.result())
    end.set()
    assert all(sealer.result() > 1 for sealer in sealers)

    found = given.execute(
        "select request_id, personal #>> '{after,name}' from data.history"
        " where table_name = 'customers'"
    ).fetchall()
    assert Counter(request for request, _ in found) == expected
    assert all(name == f"Zoe {request}" for request, name in found)
    given.execute(
        "select set_config('request.claims', %s, false)", [f'{{"tenant_id": "{tenant}"}}']
    )
    assert given.execute("select * from private.verify_history(%s)", [tenant]).fetchall() == []
    positions = [
        position
        for (position,) in given.execute("select position from data.history order by position")
    ]
    assert positions == [*range(1, len(positions) + 1)]


def test_the_application_seals_what_is_written(
    database: str, salon: dict[str, str], given: Given
) -> None:
    unsealed = "select count(*) from data.history where position is null"
    assert one(given, unsealed) > 0
    with serving(as_user(database, "holdfast_web"), worker=True, sweep_seconds=0.02):
        until(lambda: one(given, unsealed) == 0)
