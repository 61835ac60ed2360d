"""Documents over real HTTP: as JSON, as pages, as PDF, by e-mail and by link; numbers without gaps,
whoever issues at the same moment; and months that close while somebody posts."""

import csv
import io
import re
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from conftest import Databases
from live import settings
from post import Post
from racing import Arena, Call
from test_email import send

from app import invoices
from app.invoices import Said
from app.texts import LANGUAGES
from app.tokens import Tokens

SHOP = """
select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'Ann');
select given.service('alder', 'Strzyżenie', 60, 'Ann');
select given.tax('alder', 2300, true);
update data.services set price_minor = 10000;
select given.booking('alder', 'Strzyżenie', 'Ann', given.day(0, '10:00'), 'Zoe');
update data.bookings set locale = 'pl';
update data.customers set locale = 'pl';
"""
EVIL = "<b>Źdźbło & Łoś</b>"


class Desk:
    """Whoever owns the business, at the desk."""

    def __init__(self, http: httpx.Client, dba: psycopg.Connection[Any]) -> None:
        self.http, self.dba = http, dba
        dba.execute(SHOP.encode())
        self.tenant = self.one("select given.tenant_id('alder')")
        olga = self.one("select given.user_id('alder', 'Olga')")
        self.headers = {
            "authorization": f"Bearer {Tokens(settings('')).access(olga, self.tenant, 'owner')}"
        }
        self.booking = self.one("select booking_id from data.bookings")
        self.token = self.one(f"select given.manage_token('alder', '{self.booking}')")

    def one(self, query: str) -> str:
        row = self.dba.execute(query.encode()).fetchone()
        assert row is not None
        return str(row[0])

    def post(self, path: str, **body: Any) -> Any:
        answer = self.http.post(path, json=body, headers=self.headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def get(self, path: str, accept: str = "application/json") -> httpx.Response:
        answer = self.http.get(path, headers=self.headers | {"accept": accept})
        assert answer.status_code == 200, answer.text
        return answer

    def invoiced(self) -> dict[str, Any]:
        """The visit, over, paid and invoiced."""
        self.one(f"select given.completed('alder', '{self.booking}')")
        money = {"amount": {"amount": 10000, "currency": "EUR"}}
        self.post(f"/v1/bookings/{self.booking}/payments", method="cash", **money)
        return dict(self.post(f"/v1/bookings/{self.booking}/invoice", company=EVIL))


@pytest.fixture
def desk(http: httpx.Client, given: psycopg.Connection[Any]) -> Desk:
    return Desk(http, given)


def letters_of(pdf: bytes) -> set[str]:
    """The letters that a PDF can show, by what it says of its fonts."""
    found = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            plain = zlib.decompress(stream)
        except zlib.error:
            plain = stream
        if b"beginbfchar" in plain:
            pairs = re.findall(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>", plain)
            found |= {bytes.fromhex(code.decode()).decode("utf-16-be") for code in pairs}
    return found


def test_a_document_is_json_a_page_and_paper(desk: Desk) -> None:
    invoice = desk.invoiced()
    path = f"/v1/invoices/{invoice['id']}"
    assert desk.get(path).json() == invoice
    assert invoice["buyer"]["company"] == EVIL
    assert (invoice["net"]["amount"], invoice["tax"]["amount"]) == (8130, 1870)

    page = desk.get(path, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert "script-src" not in page.headers["content-security-policy"]
    assert '<html lang="pl"' in page.text
    assert f"<h1>Faktura {invoice['number']}</h1>" in page.text
    assert "&lt;b&gt;Źdźbło &amp; Łoś&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "Gotówka" in page.text

    paper = desk.get(path, "application/pdf")
    assert paper.headers["content-type"] == "application/pdf"
    assert f'filename="{invoice["number"]}.pdf"' in paper.headers["content-disposition"]
    assert paper.content.startswith(b"%PDF-")
    assert set("Źdźbło & ŁośStrzyżenieGotówka") - {" "} <= letters_of(paper.content)
    assert b"/FontFile2" in paper.content
    assert len(paper.content) < 60_000, "of its fonts what it uses is in it, and no more"
    assert desk.get(path, "application/pdf").content == paper.content


def test_a_link_opens_one_document_and_nothing_else(desk: Desk) -> None:
    invoice = desk.invoiced()
    link = urlsplit(invoice["url"])
    page = desk.http.get(f"{link.path}?{link.query}")
    assert page.status_code == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    file = urlsplit(invoice["pdf_url"])
    assert f'href="{invoice["pdf_url"].replace("&", "&amp;")}"' in page.text
    assert desk.http.get(f"{file.path}?{file.query}").content.startswith(b"%PDF-")
    assert desk.http.get(f"{link.path}?{link.query}0").status_code == 404
    token = link.query.rpartition("token=")[2]
    public = "/v1/tenants/alder"
    as_guest = {"authorization": f"Bearer {token}"}
    assert desk.http.get(f"{public}/invoices/{invoice['id']}", headers=as_guest).json() == invoice
    assert desk.http.get(
        f"{public}/bookings/{desk.booking}", headers=as_guest
    ).status_code == 404  # fmt: skip


def test_whoever_has_the_token_of_a_booking_has_it_invoiced(desk: Desk) -> None:
    path = f"/v1/tenants/alder/bookings/{desk.booking}"
    who = {"authorization": f"Bearer {desk.token}", "idempotency-key": "once"}
    early = desk.http.post(f"{path}/invoice", json={}, headers=who)
    assert (early.status_code, early.json()["type"]) == (409, "/problems/nothing-to-invoice")
    billing = {"name": "Zoe", "company": "Zed", "address": "There", "tax_number": "Z1"}
    del who["idempotency-key"]
    said = desk.http.post(f"{path}/billing", json=billing, headers=who)
    assert said.json() == billing | {"booking_id": desk.booking}
    assert desk.http.get(f"{path}/billing", headers=who).json() == said.json()
    desk.one(f"select given.completed('alder', '{desk.booking}')")
    answers = [
        desk.http.post(f"{path}/invoice", json={}, headers=who | {"idempotency-key": "again"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["idempotent-replayed"] == "true"
    invoice = answers[0].json()
    assert invoice["buyer"] == billing
    assert invoice["due"]["amount"] == 10000
    assert desk.http.get(f"{path}/invoices", headers=who).json()["items"] == [invoice]


def test_a_document_is_mailed_as_a_file(desk: Desk, worker_url: str) -> None:
    post = Post()
    with post.at() as port:
        configured = settings(
            worker_url, smtp_url=f"smtp://127.0.0.1:{port}", public_url="https://book.test"
        )
        send(configured)
        before = len(post.received)
        invoice = desk.invoiced()
        send(configured)
    [(recipients, message)] = [
        each for each in post.received[before:] if invoice["number"] in each[1]["Subject"]
    ]
    assert recipients == ["zoe@customers.test"]
    assert message["Subject"] == f"Faktura {invoice['number']} od Alder"
    [attached] = message.iter_attachments()
    assert attached.get_filename() == f"{invoice['number']}.pdf"
    assert (
        attached.get_content()
        == desk.get(f"/v1/invoices/{invoice['id']}", "application/pdf").content
    )


def test_nobody_is_mailed_where_nobody_is_to_be(desk: Desk, worker_url: str) -> None:
    desk.http.patch("/v1/invoice-settings", json={"mailed": False}, headers=desk.headers)
    post = Post()
    with post.at() as port:
        configured = settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}")
        invoice = desk.invoiced()
        send(configured)
    assert not [m for _, m in post.received if invoice["number"] in m["Subject"]]


def test_reports_are_tables(desk: Desk) -> None:
    invoice = desk.invoiced()
    desk.one("select private.post_journal(given.tenant_id('alder'), 'a.b', uuidv7(), array["
             "private.line_for('cash', 700, 'EUR'), private.line_for('deposits', -700, 'EUR')],"
             " '2026-03-15 12:00Z')")  # fmt: skip
    closed = desk.post("/v1/months/2026-03/close")
    assert closed["deposits_held"] == {"amount": 700, "currency": "EUR"}
    assert desk.get("/v1/months/2026-03/report").json() == closed
    told = desk.get("/v1/months/2026-03/report", "text/csv").text
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert [(row["kind"], row["closing"], row["currency"]) for row in rows] == [
        ("cash", "700", "EUR"),
        ("deposits", "700", "EUR"),
    ]
    assert [m["month"] for m in desk.get("/v1/months").json()["items"]] == ["2026-03"]
    again = desk.http.post("/v1/months/2026-03/close", json={}, headers=desk.headers)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/month-closed")
    wrong = desk.http.post("/v1/months/2026-13/close", json={}, headers=desk.headers)
    assert wrong.status_code == 422

    period = f"from={invoice['issued_on']}&to={invoice['issued_on']}"
    register = desk.get(f"/v1/reports/invoices?{period}", "text/csv").text
    [row] = csv.DictReader(io.StringIO(register, newline=""))
    assert (row["number"], row["buyer"], row["net"], row["tax"], row["currency"]) == (
        invoice["number"], EVIL, "8130", "1870", "EUR",
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_in_the_language_of_its_customer(desk: Desk, language: str) -> None:
    document = desk.invoiced() | {"locale": language}
    said = Said(document)
    page = invoices.page(document, "https://book.test/x.pdf")
    assert f'<html lang="{language}"' in page
    assert said.title.startswith({"it": "Fattura", "en": "Invoice"}.get(language, "Faktura"))
    money = {"en": "€100.00", "it": "100,00\xa0€", "pl": "100,00\xa0€", "da": "100,00\xa0€"}
    assert [each.amount for each in said.totals if each.is_bold] == [money[language]]
    assert [each.how for each in said.payments] == [
        {"en": "Cash", "it": "Contanti", "pl": "Gotówka", "da": "Kontant"}[language]
    ]
    assert letters_of(invoices.pdf(document)) >= set("ŁośŹ")


# -- races -----------------------------------------------------------------------------------------


RACE = """
select given.tenant('alder');
select given.member('alder', 'Olga', 'owner');
select given.resource('alder', 'R' || n) from generate_series(1, 8) as n;
select given.service('alder', 'S' || n, 60, 'R' || n) from generate_series(1, 8) as n;
update data.services set price_minor = 4000;
select given.booking('alder', 'S' || n, 'R' || n, given.day(0, '10:00'), 'C' || n)
from generate_series(1, 8) as n;
select given.completed('alder', booking_id) from data.bookings;
"""


@pytest.fixture
def arena(databases: Databases, vocabulary: str) -> Iterator[Arena]:
    url = databases.create(vocabulary)
    arena = Arena(url, 16)
    arena.dba.execute(RACE.encode())
    yield arena
    arena.close()
    databases.drop(url)


def owner(arena: Arena) -> dict[str, Any]:
    return {
        "tenant_id": arena.one("select given.tenant_id('alder')::text"),
        "role": "owner",
        "sub": arena.one("select given.user_id('alder', 'Olga')::text"),
    }


def test_numbers_have_no_gaps_and_come_once(arena: Arena) -> None:
    bookings = [str(each) for (each,) in arena.dba.execute("select booking_id from data.bookings")]
    calls = [Call("create_invoice", owner(arena), {"booking_id": each}) for each in bookings * 2]
    finishes = arena.start("invoice", calls)
    assert [finish.code for finish in finishes] == [None] * 16
    assert sorted({finish.answer["number"][-5:] for finish in finishes}) == [
        f"{n:05}" for n in range(1, 9)
    ]
    assert arena.one("select count(*) from data.invoices") == 8
    assert arena.one("select last_number from data.invoice_counters") == 8
    assert arena.dba.execute("select * from private.violations()").fetchall() == []


def waiting(arena: Arena) -> bool:
    """Whether somebody waits for a lock."""
    return bool(arena.one("select exists (select from pg_locks where not granted)"))


def test_who_takes_a_number_back_leaves_no_gap(arena: Arena) -> None:
    first, second = [
        str(each) for (each,) in arena.dba.execute("select booking_id from data.bookings limit 2")
    ]
    query = "select (private.issue_invoice(b)).number from data.bookings as b where booking_id = %s"
    claims = "select set_config('request.claims', '{}', false)"
    with (
        psycopg.connect(arena.url) as one,
        psycopg.connect(arena.url, autocommit=True) as two,
        ThreadPoolExecutor(1) as others,
    ):
        one.execute(claims.encode())
        two.execute(claims.encode())
        taken = one.execute(query.encode(), [first]).fetchone()
        waits = others.submit(lambda: two.execute(query.encode(), [second]).fetchone())
        until = time.monotonic() + 10
        while not waiting(arena) and time.monotonic() < until:
            time.sleep(0.01)
        assert not waits.done()
        one.rollback()
        assert waits.result(10) == taken
    assert arena.one("select last_number from data.invoice_counters") == 1
    assert arena.dba.execute("select * from private.violations()").fetchall() == []


POST = (
    "select private.post_journal(given.tenant_id('alder'), 'a.b', uuidv7(), array["
    "private.line_for('cash', 100, 'EUR'), private.line_for('deposits', -100, 'EUR')],"
    " '2026-03-15 12:00Z')"
)


def test_a_month_waits_for_what_is_posted_in_it(arena: Arena) -> None:
    close = Call("close_month", owner(arena), {"month": "2026-03"})
    with psycopg.connect(arena.url) as poster, ThreadPoolExecutor(1) as others:
        poster.execute(POST.encode())
        closing = others.submit(arena.alone, close)
        until = time.monotonic() + 10
        while not waiting(arena) and time.monotonic() < until:
            time.sleep(0.01)
        assert not closing.done()
        poster.commit()
        finish = closing.result(10)
    assert finish.code is None
    assert finish.answer["deposits_held"]["amount"] == 100
    arena.dba.execute(POST.encode())
    assert arena.one("select count(*) from data.journals where happened_at is not null") == 1
    report = Call("get_month_report", owner(arena), {"month": "2026-03"})
    assert arena.alone(report).answer == finish.answer
    assert arena.dba.execute("select * from private.violations()").fetchall() == []
