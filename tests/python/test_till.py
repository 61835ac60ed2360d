"""A day at the till, over real HTTP: what is paid on site and in advance, what staff earn of it,
and reports of that as tables."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from conftest import Databases
from live import settings
from racing import Arena, Call

from app.tokens import Tokens

SHOP = """
select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', '=Cut', 60, 'Ann');
select given.price('alder', '=Cut', 10000);
update data.services set pay_online = false;
select given.tax('alder', 2200, false);
insert into data.commission_rules (tenant_id, effective_from, basis_points)
values (given.tenant_id('alder'), current_date - 1, 5000);
select given.booking('alder', '=Cut', 'Ann', given.day(0, '10:00'), 'Zoe');
"""


def eur(minor: int) -> dict[str, Any]:
    return {"amount": minor, "currency": "EUR"}


class Desk:
    """Whoever owns the business, at the desk."""

    def __init__(self, http: httpx.Client, dba: psycopg.Connection[Any]) -> None:
        self.http, self.dba = http, dba
        dba.execute(SHOP.encode())
        tenant = self.one("select given.tenant_id('alder')")
        olga = self.one("select given.user_id('alder', 'Olga')")
        self.headers = {
            "authorization": f"Bearer {Tokens(settings('')).access(olga, tenant, 'owner')}"
        }
        self.booking = self.one("select booking_id from data.bookings")
        self.zoe = self.one("select given.customer_id('alder', 'Zoe')")
        self.ann = self.one("select given.resource_id('alder', 'Ann')")
        self.today = self.one("select (now() at time zone 'Europe/Rome')::date")

    def one(self, query: str) -> str:
        row = self.dba.execute(query.encode()).fetchone()
        assert row is not None
        return str(row[0])

    def post(self, path: str, **body: Any) -> Any:
        answer = self.http.post(path, json=body, headers=self.headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        answer = self.http.get(path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def table(self, report: str, **query: str) -> list[dict[str, str]]:
        answer = self.http.get(
            f"/v1/reports/{report}",
            params={"from": self.today, "to": self.today} | query,
            headers=self.headers | {"accept": "text/csv"},
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/csv")
        assert "Accept" in answer.headers["vary"]
        assert f'filename="{report}.csv"' in answer.headers["content-disposition"]
        return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@pytest.fixture
def desk(http: httpx.Client, given: psycopg.Connection[Any]) -> Desk:
    return Desk(http, given)


def test_a_day_at_the_till(desk: Desk) -> None:
    card = desk.post("/v1/gift-cards", amount=eur(5000), method="cash")
    assert desk.get(f"/v1/bookings/{desk.booking}")["total"] == eur(12200)
    redeemed = desk.post(f"/v1/bookings/{desk.booking}/redeem", gift_card_code=card["code"])
    assert (redeemed["amount_paid"], redeemed["amount_due"]) == (eur(5000), eur(7200))
    paid = desk.post(f"/v1/bookings/{desk.booking}/payments", method="cash", amount=eur(7200))
    assert {line["kind"]: line["amount"]["amount"] for line in paid["lines"]} == {
        "balance": 5902,
        "tax": 1298,
    }
    desk.one(f"select given.completed('alder', '{desk.booking}')")

    cash = desk.get(f"/v1/reports/cash?date={desk.today}")
    assert cash["closing"] == eur(12200), "the gift card's and the visit's"
    assert [row["name"] for row in desk.table("revenue", by="service")] == ["'=Cut"]
    (row,) = desk.table("revenue")
    assert (row["net"], row["tax"], row["total"], row["currency"]) == (
        "10000", "2200", "12200", "EUR",
    )  # fmt: skip
    taken = {row["method"]: (row["taken"], row["given_back"]) for row in desk.table("payments")}
    assert taken == {"cash": ("12200", "0"), "gift_card": ("5000", "0")}
    assert [row["tax"] for row in desk.table("taxes")] == ["2200"]
    assert desk.table("commissions", by="staff")[0]["earned"] == "5000"
    assert [row["closing"] for row in desk.table("deposits")] == ["0"]
    assert desk.table("receivables") == []
    assert desk.table("no-shows") == []
    desk.table("utilisation")

    settled = desk.post(
        "/v1/commissions/settle", resource_id=desk.ann, until=desk.today, method="cash"
    )
    assert settled["commission"] == eur(5000)
    again = desk.http.post(
        "/v1/commissions/settle",
        json={"resource_id": desk.ann, "until": desk.today, "method": "cash"},
        headers=desk.headers,
    )
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (
        409, "nothing-to-settle",
    )  # fmt: skip
    assert desk.get(f"/v1/reports/cash?date={desk.today}")["closing"] == eur(7200)


def test_a_session_pays_the_tax_too_and_is_what_staff_earn_of(desk: Desk) -> None:
    package = desk.post("/v1/packages", name="Ten", sessions=10, price=eur(100000))
    desk.post(
        f"/v1/customers/{desk.zoe}/packages", package_id=package["id"], method="card_terminal"
    )
    redeemed = desk.post(f"/v1/bookings/{desk.booking}/redeem", use_package=True)
    assert redeemed["amount_due"] == eur(0)
    assert redeemed["amount_paid"] == redeemed["total"] == eur(10000)
    assert redeemed["discount"]["amount"] + 8197 == 10000
    desk.one(f"select given.completed('alder', '{desk.booking}')")
    assert desk.one(f"select given.ledger('{desk.booking}'::uuid)").startswith(
        "commission 4099, commission_payable -4099, package_sessions 1, package_value 10000, "
        "revenue -8197, sessions_issued -1, tax -1803"
    )
    assert desk.dba.execute("select * from private.violations()").fetchall() == []


def test_a_visit_that_is_over_is_taken_from_a_package(desk: Desk) -> None:
    package = desk.post("/v1/packages", name="Ten", sessions=10, price=eur(100000))
    desk.post(f"/v1/customers/{desk.zoe}/packages", package_id=package["id"], method="cash")
    desk.one(f"select given.completed('alder', '{desk.booking}')")
    redeemed = desk.post(f"/v1/bookings/{desk.booking}/redeem", use_package=True)
    assert (redeemed["total"], redeemed["amount_due"]) == (eur(10000), eur(0))
    assert desk.one("select given.balances('alder', 'receivable', 'revenue', 'tax')") == (
        "revenue 8197, tax 1803"
    )
    assert desk.dba.execute("select * from private.violations()").fetchall() == []


@pytest.fixture
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url, 8)
    arena.dba.execute(SHOP.encode())
    yield arena
    arena.close()
    databases.drop(url)


def test_of_many_who_pay_the_same_commission_out_one_does(arena: Arena) -> None:
    arena.one("select given.completed('alder', booking_id) from data.bookings")
    claims = {
        "tenant_id": arena.one("select given.tenant_id('alder')::text"),
        "role": "owner",
        "sub": arena.one("select given.user_id('alder', 'Olga')::text"),
    }
    asked = {
        "resource_id": arena.one("select given.resource_id('alder', 'Ann')::text"),
        "until": arena.one("select ((now() at time zone 'Europe/Rome')::date)::text"),
        "method": "cash",
    }
    finishes = arena.start("settle", [Call("settle_commissions", claims, asked)] * 8)
    assert sorted(finish.code or "won" for finish in finishes) == ["KC153"] * 7 + ["won"]
    assert arena.one("select given.balances('alder', 'commission_payable', 'cash')") == "cash -5000"
