"""Hosts of a business's own, verified by a real name server, over real HTTP."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import httpx
import psycopg
import pytest
from live import serving, settings

from app.hosts import name_server, resolver
from app.tokens import Tokens

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]
Answer = dict[str, Any]
Headers = dict[str, str]

BASE = "holdfast.example"


class NameServer:
    """A small name server on a free UDP port: TXT records, and silence where that is wanted."""

    def __init__(self) -> None:
        self.records: dict[str, list[str]] = {}
        self.silent = False
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                packet, who = self._socket.recvfrom(2048)
            except OSError:
                return
            asked = dns.message.from_wire(packet)
            question = asked.question[0]
            name = question.name.to_text(omit_final_dot=True).lower()
            self.asked.append(name)
            if self.silent:
                continue
            answer = dns.message.make_response(asked)
            answer.flags |= dns.flags.AA | dns.flags.RA
            if name not in self.records:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            elif question.rdtype == dns.rdatatype.TXT and self.records[name]:
                texts = [f'"{text}"' for text in self.records[name]]
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", "TXT", *texts))
            self._socket.sendto(answer.to_wire(), who)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


@pytest.fixture
def http(web_url: str, names: NameServer) -> Iterator[httpx.Client]:
    with serving(web_url, base_domain=f".{BASE.title()}.", dns_servers=names.address) as client:
        yield client


def member(given: Given, slug: str, name: str, role: str) -> Headers:
    row = given.execute(
        "select given.tenant_id(%s)::text, given.member(%s, %s, %s)::text", [slug, slug, name, role]
    ).fetchone()
    assert row is not None
    return {"authorization": f"Bearer {Tokens(settings('')).access(row[1], row[0], role)}"}


@pytest.fixture
def alder(given: Given) -> Headers:
    given.execute("select given.tenant('alder')")
    return member(given, "alder", "Olga", "owner")


@pytest.fixture
def birch(given: Given) -> Headers:
    given.execute("select given.tenant('birch')")
    return member(given, "birch", "Bea", "manager")


def claim(http: httpx.Client, who: Headers, host: str = "www.shop.example") -> Answer:
    answer = http.post("/v1/domains", json={"host": host}, headers=who)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def verify(http: httpx.Client, who: Headers, domain: Answer) -> httpx.Response:
    return http.post(f"/v1/domains/{domain['id']}/verify", headers=who)


def publish(names: NameServer, domain: Answer) -> None:
    """Let DNS say what it has to, besides something else."""
    names.records.setdefault(domain["record_name"], ["v=spf1 -all"]).append(domain["record_value"])


def slug_of(answer: httpx.Response) -> str:
    return str(answer.json()["type"].removeprefix("/problems/"))


def test_a_host_is_claimed_verified_shown_and_given_up(
    http: httpx.Client, names: NameServer, alder: Headers
) -> None:
    domain = claim(http, alder)
    assert domain["record_name"] == "_holdfast.www.shop.example"
    assert domain["record_value"].startswith("holdfast-verification=")
    assert domain["verified_at"] is None
    assert slug_of(http.get("/v1/sites/www.shop.example")) == "site-not-found"

    early = verify(http, alder, domain)
    assert (early.status_code, slug_of(early)) == (422, "record-missing")
    assert early.json()["record_value"] == domain["record_value"]
    names.records[domain["record_name"]] = []
    assert slug_of(verify(http, alder, domain)) == "record-missing"
    names.records[domain["record_name"]] = ["something else"]
    assert slug_of(verify(http, alder, domain)) == "record-missing"

    publish(names, domain)
    verified = verify(http, alder, domain)
    assert verified.status_code == 200, verified.text
    assert verified.json()["verified_at"] is not None
    assert set(names.asked) == {domain["record_name"]}
    site = http.get("/v1/sites/WWW.Shop.Example.").json()
    assert site == {
        "host": "www.shop.example",
        "slug": "alder",
        "name": "Alder",
        "preset": "salon",
    }
    names.records.clear()
    assert verify(http, alder, domain).json() == verified.json()
    assert http.get("/v1/domains", headers=alder).json()["items"] == [verified.json()]
    path = f"/v1/domains/{domain['id']}"
    assert http.get(path, headers=alder).json() == verified.json()

    assert http.delete(path, headers=alder).status_code == 204
    assert slug_of(http.get(path, headers=alder)) == "domain-not-found"
    assert slug_of(http.get("/v1/sites/www.shop.example")) == "site-not-found"


def test_of_two_who_claim_a_host_it_is_that_of_the_first_whom_dns_knows(
    http: httpx.Client, names: NameServer, alder: Headers, birch: Headers
) -> None:
    ours, theirs = claim(http, alder), claim(http, birch)
    assert ours["record_value"] != theirs["record_value"]
    publish(names, theirs)
    assert slug_of(verify(http, alder, ours)) == "record-missing"
    assert verify(http, birch, theirs).status_code == 200
    publish(names, ours)
    assert slug_of(verify(http, alder, ours)) == "host-taken"
    assert http.get("/v1/sites/www.shop.example").json()["slug"] == "birch"

    http.delete(f"/v1/domains/{theirs['id']}", headers=birch)
    assert verify(http, alder, ours).status_code == 200
    assert http.get("/v1/sites/www.shop.example").json()["slug"] == "alder"


def test_a_host_is_written_as_dns_has_it(
    http: httpx.Client, names: NameServer, alder: Headers
) -> None:
    domain = claim(http, alder, "BÜCHER.Example.")
    assert domain["host"] == "xn--bcher-kva.example"
    publish(names, domain)
    assert verify(http, alder, domain).status_code == 200
    for host in ("bücher.example", "XN--bcher-kva.example"):
        assert http.get(f"/v1/sites/{host}").json()["slug"] == "alder"
    again = http.post("/v1/domains", json={"host": "büCHER.example"}, headers=alder)
    assert slug_of(again) == "host-claimed"


def test_what_is_no_host(http: httpx.Client, alder: Headers) -> None:
    for host in (
        "localhost",
        "127.0.0.1",
        "a..example",
        "-a.example",
        "a_b.example",
        "a b.example",
        "https://a.example",
        "a.example:80",
        "",
        "a" * 64 + ".example",
        ".".join(["label"] * 50),
    ):
        answer = http.post("/v1/domains", json={"host": host}, headers=alder)
        assert (answer.status_code, slug_of(answer)) == (422, "host-invalid"), host


def test_under_our_own_domain_a_host_goes_with_the_slug(
    http: httpx.Client, given: Given, alder: Headers
) -> None:
    assert http.get(f"/v1/sites/Alder.{BASE}").json()["slug"] == "alder"
    for host in (BASE, f"nobody.{BASE}", f"www.alder.{BASE}", f"xalder{BASE}"):
        assert slug_of(http.get(f"/v1/sites/{host}")) == "site-not-found", host
    for host in (BASE, f"alder.{BASE}", f"www.birch.{BASE.upper()}"):
        answer = http.post("/v1/domains", json={"host": host}, headers=alder)
        assert slug_of(answer) == "host-ours"
    assert claim(http, alder, f"not-{BASE}")["host"] == f"not-{BASE}"

    given.execute("update data.tenants set status = 'pending', pending_until = now() + '1 day'")
    assert slug_of(http.get(f"/v1/sites/alder.{BASE}")) == "site-not-found"


def test_name_servers_that_say_nothing(
    http: httpx.Client, names: NameServer, alder: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.hosts.LONGEST_WAIT_SECONDS", 0.2)
    domain = claim(http, alder)
    names.silent = True
    answer = verify(http, alder, domain)
    assert (answer.status_code, slug_of(answer)) == (409, "dns-unanswered")


def test_who_may(http: httpx.Client, names: NameServer, given: Given, alder: Headers) -> None:
    domain = claim(http, alder)
    staff = member(given, "alder", "Sam", "staff")
    for answer in (
        http.get("/v1/domains", headers=staff),
        http.post("/v1/domains", json={"host": "b.example"}, headers=staff),
        verify(http, staff, domain),
        http.delete(f"/v1/domains/{domain['id']}", headers=staff),
    ):
        assert slug_of(answer) == "forbidden"
    assert names.asked == []


def test_what_another_business_claimed_is_not_there(
    http: httpx.Client, alder: Headers, birch: Headers
) -> None:
    domain = claim(http, alder)
    assert http.get("/v1/domains", headers=birch).json()["items"] == []
    for answer in (
        verify(http, birch, domain),
        http.get(f"/v1/domains/{domain['id']}", headers=birch),
        http.delete(f"/v1/domains/{domain['id']}", headers=birch),
    ):
        assert slug_of(answer) == "domain-not-found"


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("192.0.2.1", "192.0.2.1", 53),
        ("192.0.2.1:5353", "192.0.2.1", 5353),
        ("2001:db8::1", "2001:db8::1", 53),
        ("[2001:db8::1]:5353", "2001:db8::1", 5353),
        ("[2001:db8::1]", "2001:db8::1", 53),
    ],
)
def test_name_servers_are_read(text: str, address: str, port: int) -> None:
    server = name_server(text)
    assert str(server) == f"Do53:{address}@{port}"


def test_without_name_servers_those_of_the_system_are_asked() -> None:
    assert resolver(settings("")).nameservers == resolver(settings("", dns_servers=" ")).nameservers
