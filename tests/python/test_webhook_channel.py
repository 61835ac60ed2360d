"""What is posted to webhooks, and how that ends: with receivers of all kinds, on real sockets."""

import asyncio
import datetime
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from live import settings
from receivers import (
    Behaviour,
    Received,
    Receiver,
    answering,
    dripping,
    hanging,
    names,
    receiver,
    saying,
)
from standardwebhooks import Webhook, WebhookVerificationError

from app.channels import Failed, Gone, Task, webhook
from app.channels.addresses import is_public
from app.channels.webhook import Webhooks
from app.vault import Vault

SECRET = "whsec_" + "c2VjcmV0" * 4
OLD_SECRET = "whsec_" + "b2xkIG9uZQ" * 4
ID = "01900000-0000-7000-8000-00000000000e"
BODY = {"type": "booking.confirmed", "timestamp": "2026-01-01T10:00:00Z", "data": {"id": ID}}

# As long as a test would wait, and not as long as an owner.
TOTAL_SECONDS = 1.0
READ_SECONDS = 0.3

Outcome = dict[str, Any]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TOTAL_SECONDS", TOTAL_SECONDS)
    monkeypatch.setattr(webhook, "READ_SECONDS", READ_SECONDS)


def deliver(url: str, *, own: str = "127.0.0.1/32", dns: str = "", **more: Any) -> Outcome:
    """Post something to a URL. Raises Failed."""
    configured = settings("", webhook_networks=own, dns_servers=dns)
    vault = Vault(configured)
    details = {
        "url": url,
        "webhook_id": ID,
        "secrets": [vault.seal(SECRET), vault.seal(OLD_SECRET)],
        "body": BODY,
    }
    task = Task(ID, ID, "webhook", ID, "booking.confirmed", 1, ID, {}, details | more)

    async def post() -> Outcome:
        channel = Webhooks(configured)
        try:
            return dict(await channel.deliver(task))
        finally:
            await channel.close()

    return asyncio.run(post())


def failure(url: str, **more: Any) -> Failed:
    """How a delivery that cannot be made fails."""
    with pytest.raises(Failed) as failed:
        deliver(url, **more)
    return failed.value


# -- what is sent ------------------------------------------------------------------------------


def test_a_delivery_is_what_standard_webhooks_asks_for() -> None:
    with receiver(answering(200, b"thanks")) as shop:
        kept = deliver(shop.url)
    assert kept["status"] == 200
    assert kept["body"] == "thanks"
    assert 0 <= kept["duration_ms"] < 1000
    (received,) = shop.received
    assert received.target == "/hooks"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["webhook-id"] == ID
    assert received.headers["host"] == f"127.0.0.1:{shop.port}"
    assert received.headers["user-agent"].startswith("Holdfast/")
    for secret in (SECRET, OLD_SECRET):
        assert Webhook(secret).verify(received.body, received.headers) == BODY
    assert json.loads(received.body) == BODY


def test_nobody_else_can_have_signed_it() -> None:
    with receiver() as shop:
        deliver(shop.url)
    (received,) = shop.received
    for secret, body in ((SECRET[:-4] + "AAAA", received.body), (SECRET, received.body + b" ")):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, received.headers)


def test_what_was_sealed_with_a_key_that_is_gone_is_not_sent_unsigned() -> None:
    with receiver() as shop:
        failed = failure(shop.url, secrets=["sealed by somebody else"])
    assert "rotate" in str(failed)
    assert shop.received == []


# -- what is answered --------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_whatever_is_2xx_takes_it(status: int) -> None:
    with receiver(answering(status)) as shop:
        assert deliver(shop.url)["status"] == status


@pytest.mark.parametrize("status", [300, 302, 303, 400, 401, 404, 500, 502])
def test_whatever_else_fails_and_is_kept(status: int) -> None:
    with receiver(answering(status, b"why")) as shop:
        failed = failure(shop.url)
    assert not isinstance(failed, Gone)
    assert str(failed) == f"It answered {status}."
    assert failed.response is not None
    assert (failed.response["status"], failed.response["body"]) == (status, "why")
    assert failed.retry_after is None


def test_410_is_the_end() -> None:
    with receiver(answering(410)) as shop:
        assert isinstance(failure(shop.url), Gone)


@pytest.mark.parametrize(
    ("status", "said", "least", "most"),
    [
        (429, "7", 7, 7),
        (503, "120", 120, 120),
        (503, "in five minutes", 290, 300),
        (429, "9" * 400, 86400, 86400),
        (503, "Mon, 01 Jan 2001 00:00:00 GMT", 0, 0),
    ],
)
def test_whoever_asks_for_patience_gets_it(status: int, said: str, least: int, most: int) -> None:
    if said == "in five minutes":
        soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=5)
        said = format_datetime(soon, usegmt=True)
    with receiver(answering(status, retry_after=said)) as shop:
        failed = failure(shop.url)
    assert failed.retry_after is not None
    assert least <= failed.retry_after <= most


@pytest.mark.parametrize(("status", "said"), [(500, "7"), (429, "soon"), (429, "-1"), (503, "²")])
def test_but_not_for_nonsense(status: int, said: str) -> None:
    with receiver(answering(status, retry_after=said)) as shop:
        assert failure(shop.url).retry_after is None


# -- hostile ones ------------------------------------------------------------------------------


def endless(beginning: bytes, piece: bytes) -> Behaviour:
    """Begins so, and never comes to an end."""

    def behave(connection: socket.socket, received: Received) -> None:
        connection.sendall(beginning)
        dripping(piece)(connection, received)

    return behave


@pytest.mark.parametrize(
    "behaviour",
    [
        hanging,
        dripping(b"H"),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-More: of it\r\n"),
        saying(b""),
        saying(b"SSH-2.0-OpenSSH_9.9\r\n"),
        saying(b"HTTP/1.1 two hundred\r\n\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"),
        saying(b"\0" * 1000),
    ],
    ids=[
        "hangs", "slow", "slow headers", "hangs up", "no HTTP", "no status", "two lengths",
        "huge header", "nulls",
    ],
)  # fmt: skip
def test_a_hostile_receiver_takes_nobody_long(behaviour: Behaviour) -> None:
    started = time.monotonic()
    with receiver(behaviour) as shop:
        failed = failure(shop.url)
    assert time.monotonic() - started < TOTAL_SECONDS + 1.5
    assert failed.response is not None
    assert str(failed)


@pytest.mark.parametrize(
    "behaviour",
    [
        answering(200, b"yes", hanging, content_length="1000"),
        answering(200, b"yes", dripping(b"."), content_length="100000"),
        answering(200, b"yes", dripping(b"4\r\nWiki\r\n"), transfer_encoding="chunked"),
        answering(200, b"yes", content_length="1000"),
        answering(200, b"yes", dripping(b"y" * 65536, 0), content_length="99999999999"),
        answering(200, b"\0yes\xff", content_encoding="gzip"),
    ],
    ids=["hangs", "drips", "bad chunks", "breaks off", "huge", "no text"],
)
def test_whoever_has_said_200_has_taken_it_whatever_follows(behaviour: Behaviour) -> None:
    started = time.monotonic()
    with receiver(behaviour) as shop:
        kept = deliver(shop.url)
    assert time.monotonic() - started < READ_SECONDS + 1
    assert kept["status"] == 200
    assert len(kept["body"]) <= 500
    assert "\0" not in kept["body"]


def test_nobody_there() -> None:
    with receiver() as shop:
        pass
    failed = failure(shop.url)
    assert "ConnectError" in str(failed)


# -- redirects ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_it_is_sent_on_as_it_was(status: int) -> None:
    with receiver(answering(status, location="/elsewhere"), answering(202)) as shop:
        assert deliver(shop.url)["status"] == 202
    first, second = shop.received
    assert (first.target, second.target) == ("/hooks", "/elsewhere")
    assert first.body == second.body
    assert Webhook(SECRET).verify(second.body, second.headers) == BODY


def test_it_is_not_sent_on_for_ever() -> None:
    with receiver(answering(307, location="/hooks")) as shop:
        failed = failure(shop.url)
    assert "more than 2 times" in str(failed)
    assert len(shop.received) == 3


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/hooks",
        "//127.0.0.2:{port}",
        "http://user:word@127.0.0.1:{port}/hooks",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
        "http://2130706434:{port}/",
        "http://0x7f.2:{port}/",
    ],
)
def test_it_is_sent_on_to_nowhere_that_it_would_not_be_sent_to(location: str) -> None:
    with receiver() as private_one:
        pass
    with receiver(host="127.0.0.2", port=private_one.port) as inside:
        to = location.format(port=inside.port)
        with receiver(answering(307, location=to)) as shop, names() as known:
            failed = failure(shop.url, dns=known.address)
        assert len(shop.received) == 1
        assert inside.received == []
    assert "It answered" not in str(failed)


# -- where to ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16
    169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2001:10::1
    2002:7f00:1:: 2002:c0a8:101::1 2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254
    fe80::1 fec0::1 ff02::1 ff0e::1
    """.split(),  # noqa: SIM905 - one to a line, that is a page
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    """
    1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 2606:4700::1111 2a00:1450:4001::200e ::ffff:8.8.8.8
    64:ff9b::808:808 2002:808:808::1
    """.split(),  # noqa: SIM905 - one to a line, that is a page
)
def test_what_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "a.LOCALHOST.", "127.0.0.1", "127.1", "2130706433"])
def test_this_machine_is_not_reached_by_any_name(host: str) -> None:
    with receiver() as shop, names() as known:
        failed = failure(f"http://{host}:{shop.port}/", own="10.0.0.0/8", dns=known.address)
        assert shop.received == []
    assert "public" in str(failed) or "DNS" in str(failed)


def test_what_is_public_is_sent_to_with_tls_alone() -> None:
    failed = failure("http://93.184.216.34/")
    assert "https" in str(failed)


def test_a_name_is_looked_up_once_and_what_was_judged_is_connected_to() -> None:
    with receiver() as shop, names(hooks=[["127.0.0.1"], ["127.0.0.2"]]) as known:
        url = f"http://hooks.test:{shop.port}/hooks"
        with receiver(host="127.0.0.2", port=shop.port) as inside:
            deliver(url, dns=known.address)
            assert known.asked == ["hooks.test"]
            assert shop.received[0].headers["host"] == f"hooks.test:{shop.port}"
            failed = failure(url, dns=known.address)
            assert "127.0.0.2" in str(failed)
            assert (len(shop.received), inside.received) == (1, [])


def test_a_redirect_is_looked_up_too() -> None:
    with (
        names(hooks=[["127.0.0.1"]], inside=[["127.0.0.2"]]) as known,
        receiver(host="127.0.0.2") as inside,
        receiver(answering(307, location=f"http://inside.test:{inside.port}/")) as shop,
    ):
        failed = failure(f"http://hooks.test:{shop.port}/", dns=known.address)
        assert inside.received == []
    assert "inside.test is at 127.0.0.2" in str(failed)
    assert known.asked == ["hooks.test", "inside.test"]


@pytest.mark.parametrize("found", [["127.0.0.1", "127.0.0.2"], ["127.0.0.1", "fe80::1"]])
def test_one_bad_address_among_good_ones_is_enough(found: list[str]) -> None:
    with receiver() as shop, names(hooks=[found]) as known:
        failure(f"http://hooks.test:{shop.port}/", dns=known.address)
        assert shop.received == []


def test_another_address_is_tried_where_one_takes_no_connection() -> None:
    with receiver(host="127.0.0.3") as shop, names(hooks=[["127.0.0.2", "127.0.0.3"]]) as known:
        url = f"http://hooks.test:{shop.port}/"
        assert deliver(url, own="127.0.0.0/8", dns=known.address)["status"] == 200


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://nobody.test/", "DNS"),
        ("https://no..body.test/", "DNS"),
        (f"https://{'a' * 64}.test/", "DNS"),
        ("https://hooks.test:0/", "no port"),
        ("https://hooks.test:99999/", "no port"),
        ("https://[1:2]/", "InvalidURL"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, why: str) -> None:
    with names() as known:
        assert why in str(failure(url, dns=known.address))


# -- TLS ---------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver whose certificate is for hooks.test, by an authority that we trust."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), "hooks.test"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(subject)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "all.pem").write_bytes(public + private)
    (tmp_path / "trusted.pem").write_bytes(public)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    with receiver() as shop:
        shop.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        shop.tls.load_cert_chain(tmp_path / "all.pem")
        yield shop


def test_a_certificate_is_that_of_the_name(secure: Receiver) -> None:
    with names(hooks=[["127.0.0.1"]], other=[["127.0.0.1"]]) as known:
        assert deliver(f"https://hooks.test:{secure.port}/", dns=known.address)["status"] == 200
        failed = failure(f"https://other.test:{secure.port}/", dns=known.address)
        assert "certificate" in str(failed).lower()
        failed = failure(f"https://127.0.0.1:{secure.port}/", dns=known.address)
        assert "certificate" in str(failed).lower()
    assert len(secure.received) == 1


def test_from_tls_it_is_not_sent_on_to_where_there_is_none(secure: Receiver) -> None:
    with receiver() as plain, names(hooks=[["127.0.0.1"]]) as known:
        secure.behaviours = [answering(307, location=plain.url)]
        failed = failure(f"https://hooks.test:{secure.port}/", dns=known.address)
        assert plain.received == []
    assert "TLS" in str(failed)
