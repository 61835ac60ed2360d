"""Tokens of somebody else's identity provider, whose keys a real server publishes."""

import base64
import contextlib
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jwt
import psycopg
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from live import serving, settings

from app import identity

Given = psycopg.Connection[tuple[Any, ...]]

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
PUBLIC_PEM = RSA.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def published(kid: str, key: Any) -> dict[str, Any]:
    """The public half of a key, as a provider publishes it."""
    is_rsa = isinstance(key, rsa.RSAPrivateKey)
    algorithm: Any = RSAAlgorithm if is_rsa else ECAlgorithm
    jwk: dict[str, Any] = json.loads(algorithm.to_jwk(key.public_key()))
    return jwk | {"kid": kid, "use": "sig", "alg": "RS256" if is_rsa else "ES256"}


class Provider:
    """An identity provider, as far as we ask it: it publishes keys, unless it is away."""

    def __init__(self) -> None:
        self.keys = [published("rsa", RSA), published("ec", EC)]
        self.body: bytes | None = None
        self.status = 200
        self.asked = 0
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked += 1
                body = provider.body or json.dumps({"keys": provider.keys}).encode()
                self.send_response(provider.status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/jwks.json"

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        thread = threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        yield
        self.server.shutdown()
        self.server.server_close()
        thread.join()


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider()
    with provider.open():
        yield provider


@pytest.fixture
def trusting(web_url: str, olga: None, provider: Provider) -> Iterator[httpx.Client]:
    """A server that trusts the provider."""
    with serving(web_url, **trusts(provider)) as client:
        yield client


@pytest.fixture(scope="module")
def common_trusting(common_web_url: str, common_given: Given) -> Iterator[httpx.Client]:
    """A server that trusts a provider and knows Olga, for tests that ask what is forged."""
    employ_olga(common_given)
    provider = Provider()
    with provider.open(), serving(common_web_url, **trusts(provider)) as client:
        yield client


@pytest.fixture
def olga(given: Given) -> None:
    employ_olga(given)


def employ_olga(given: Given) -> None:
    """An owner of one business who is staff of another, and somebody who works nowhere."""
    given.execute("select given.tenant('alder'), given.tenant('birch'), given.tenant('cedar')")
    given.execute("select given.member('alder', 'Olga', 'owner'), given.account('Ann')")
    given.execute(
        "insert into data.members (tenant_id, user_id, role, created_at)"
        " select given.tenant_id('birch'), given.user_id('alder', 'Olga'), 'staff', now() + '1 s'"
    )


def trusts(provider: Provider) -> dict[str, Any]:
    return {
        "jwks_url": provider.url,
        "jwks_issuer": "https://id.test/",
        "jwks_audience": "book",
    }


def token(
    key: Any = RSA,
    algorithm: str = "RS256",
    kid: str | None = "rsa",
    without: str = "",
    **more: Any,
) -> str:
    """A token of the provider's for Olga, but for what is said of it."""
    said: dict[str, Any] = {
        "iss": "https://id.test/",
        "aud": "book",
        "sub": "auth0|1",
        "exp": int(time.time()) + 300,
        "email": "Olga@alder.test",
        "email_verified": True,
    }
    said |= more
    said.pop(without, None)
    headers = {"kid": kid} if kid else {}
    return jwt.encode(said, key, algorithm=algorithm, headers=headers)


def me(http: httpx.Client, access: str) -> httpx.Response:
    return http.get("/v1/me", headers={"authorization": f"Bearer {access}"})


def tenant_id(given: Given, slug: str) -> str:
    row = given.execute("select given.tenant_id(%s)::text", [slug]).fetchone()
    assert row is not None
    return str(row[0])


def test_who_is_vouched_for_is_what_they_are_here(
    trusting: httpx.Client, given: Given, provider: Provider
) -> None:
    for access in (token(), token(EC, "ES256", "ec"), token(role="platform_admin", roles=["x"])):
        answer = me(trusting, access)
        assert (answer.status_code, answer.json()["role"]) == (200, "owner"), answer.text
        assert answer.json()["tenant_id"] == tenant_id(given, "alder")
        assert answer.json()["email"] == "olga@alder.test"
    elsewhere = me(trusting, token(tenant_id=tenant_id(given, "birch"), role="owner"))
    assert elsewhere.json()["role"] == "staff"
    for none_of_ours in ("nonsense", 5):
        unread = me(trusting, token(tenant_id=none_of_ours))
        assert unread.json()["tenant_id"] == tenant_id(given, "alder")
    customer = me(trusting, token(email="ann@people.test", role="owner"))
    assert (customer.json()["role"], customer.json()["tenant_id"]) == ("customer", None)
    assert provider.asked == 1


def test_they_can_do_what_their_role_can(common_trusting: httpx.Client) -> None:
    headers = {"authorization": f"Bearer {token()}"}
    made = common_trusting.post("/v1/customers", json={"name": "Zoe"}, headers=headers)
    assert made.status_code == 201
    url = f"/v1/customers/{made.json()['id']}"
    headers = {"authorization": f"Bearer {token(email='ann@people.test')}"}
    assert common_trusting.get(url, headers=headers).status_code == 403


def test_where_they_do_not_work_they_are_customers(trusting: httpx.Client, given: Given) -> None:
    """And what was meant for one business is not done in another."""
    access = token(tenant_id=tenant_id(given, "cedar"))
    answer = me(trusting, access)
    assert (answer.json()["role"], answer.json()["tenant_id"]) == ("customer", None)
    headers = {"authorization": f"Bearer {access}"}
    made = trusting.post("/v1/customers", json={"name": "Zoe"}, headers=headers)
    assert made.status_code == 403
    assert given.execute("select from data.customers").rowcount == 0


def test_they_do_not_go_on_in_a_session(trusting: httpx.Client, given: Given) -> None:
    """Their tokens come of no sign-in here, so nothing that lasts is made of them."""
    body = {"tenant": tenant_id(given, "birch")}
    headers = {"authorization": f"Bearer {token()}"}
    answer = trusting.post("/v1/auth/switch", json=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/signed-in-elsewhere")
    assert given.execute("select from data.sessions").rowcount == 0


def test_who_only_looks_like_somebody_is_nobody(trusting: httpx.Client, given: Given) -> None:
    given.execute("select given.account('Kate')")
    assert me(trusting, token(email="Kate@people.test")).status_code == 200
    answer = me(trusting, token(email="\N{KELVIN SIGN}ate@people.test"))
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/nobody-here")


def test_who_has_no_account_is_nobody(common_trusting: httpx.Client) -> None:
    answer = me(common_trusting, token(email="zed@people.test"))
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/nobody-here")


FORGED = {
    "expired": lambda: token(exp=int(time.time()) - 60),
    "of another issuer": lambda: token(iss="https://mole.test/"),
    "for another audience": lambda: token(aud="other"),
    "with another key of that name": lambda: token(OTHER_RSA),
    "with a key that nobody knows": lambda: token(OTHER_RSA, kid="other"),
    "with the name of no key": lambda: token(kid=None),
    "with a key of another kind": lambda: token(EC, "ES256", "rsa"),
    "without end": lambda: token(without="exp"),
    "without audience": lambda: token(without="aud"),
    "without issuer": lambda: token(without="iss"),
    "without address": lambda: token(without="email"),
    "with an address that is not verified": lambda: token(email_verified=False),
    "with an address that may be verified": lambda: token(without="email_verified"),
    "with an address that says it is": lambda: token(email_verified="true"),
    "with an address that is none": lambda: token(email={"olga": 1}),
    "with an address that cannot be kept": lambda: token(email="olga@alder.test\0"),
    "unsigned": lambda: token(None, "none"),
    "by another algorithm": lambda: token(RSA, "RS512"),
    "signed with what is public": lambda: signed_with_what_is_public(),
    "tampered with": lambda: token()[:-8] + "AAAAAAAA",
    "nonsense": lambda: "a.b.c",
}


def signed_with_what_is_public() -> str:
    """HS256 with the public key for a secret; PyJWT itself would not make such a token."""
    head, body, _ = token().split(".")
    raw = json.dumps({"alg": "HS256", "typ": "JWT", "kid": "rsa"}).encode()
    head = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    signature = hmac.digest(PUBLIC_PEM, f"{head}.{body}".encode(), hashlib.sha256)
    return f"{head}.{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


@pytest.mark.parametrize("make", FORGED.values(), ids=FORGED.keys())
def test_a_token_that_is_not_good(common_trusting: httpx.Client, make: Any) -> None:
    answer = me(common_trusting, make())
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/token-invalid")


def test_keys_are_asked_for_anew_but_not_for_ever(
    trusting: httpx.Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert me(trusting, token()).status_code == 200
    assert provider.asked == 1
    for n in range(5):
        assert me(trusting, token(OTHER_RSA, kid=f"mole {n}")).status_code == 401
    assert provider.asked == 1

    # The provider has a new key, and the old one is withdrawn.
    monkeypatch.setattr(identity, "PATIENCE_SECONDS", 0)
    provider.keys = [published("new", OTHER_RSA)]
    assert me(trusting, token(OTHER_RSA, kid="new")).status_code == 200
    assert provider.asked == 2
    assert me(trusting, token()).status_code == 401


def test_known_keys_are_good_while_the_provider_is_away(
    trusting: httpx.Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert me(trusting, token()).status_code == 200
    monkeypatch.setattr(identity, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(identity, "FRESH_SECONDS", 0)
    for status, body in ((500, b"no"), (200, b"no JSON"), (200, b'{"keys": []}'), (200, b"[]")):
        provider.status, provider.body = status, body
        assert me(trusting, token()).status_code == 200, body
    assert provider.asked == 5


def test_without_any_keys_nobody_can_say(common_web_url: str) -> None:
    away = Provider()
    away.server.server_close()
    with serving(common_web_url, **trusts(away)) as http:
        answer = me(http, token())
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
        assert answer.headers["retry-after"] == "1"


def test_without_a_provider_its_tokens_are_nothing(common_http: httpx.Client) -> None:
    assert me(common_http, token()).status_code == 401


def test_a_provider_needs_an_issuer_and_an_audience() -> None:
    with pytest.raises(ValueError, match="HOLDFAST_JWKS_ISSUER"):
        settings("", jwks_url="https://id.test/jwks.json")
