"""Google calendars are connected, and let go of."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from calendars_at_alder import (
    Given,
    at,
    book,
    connected,
    knowing,
    one,
    opened,
    outcomes,
    resource,
    signed_in,
    starts,
    status,
)
from googles import Google
from live import serving, settings
from waiting import until

from app.vault import Vault

pytestmark = pytest.mark.database("common")


@pytest.fixture
def salon(given: Given) -> dict[str, str]:
    return opened(given)


@pytest.fixture(scope="module")
def known() -> Google:
    """The Google that the application knows."""
    return Google()


@pytest.fixture
def google(known: Google) -> Google:
    """It, as if nothing had happened yet."""
    known.begin_anew()
    return known


@pytest.fixture(scope="module")
def app(common_web_url: str, known: Google) -> Iterator[httpx.Client]:
    with knowing(common_web_url, known) as client:
        yield client


def asked(app: httpx.Client, given: Given, ann: dict[str, str], **more: Any) -> dict[str, str]:
    """What Google is told when Ann begins to connect her calendar."""
    answer = app.post(
        "/v1/calendars/google", headers=ann, json={"resource_id": resource(given)} | more
    )
    assert answer.status_code == 200, answer.text
    return dict(parse_qsl(urlsplit(answer.json()["url"]).query))


def come_back(app: httpx.Client, google: Google, question: dict[str, str], **more: str) -> Any:
    """She says yes, Google sends her back, and she says yes to us, where we ask."""
    google.codes["code"] = {
        name: question[name] for name in ("code_challenge", "redirect_uri", "client_id")
    }
    page = app.get("/links/google", params={"state": question["state"], "code": "code"} | more)
    if page.status_code != 200:
        return page
    assert "the bookings of Ann at Alder" in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]+)"', page.text))
    assert google.token_requests == [] or "code" not in google.token_requests[-1]
    return app.post("/links/google", data=fields)


def test_connecting_a_calendar(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    book(app, given)
    question = asked(app, given, salon, shows="first_name", name="My own")
    assert question["scope"] == "https://www.googleapis.com/auth/calendar.events.owned"
    assert question["access_type"] == "offline"
    assert question["code_challenge_method"] == "S256"
    assert question["redirect_uri"].endswith("/links/google")
    assert resource(given) not in question["state"]

    answer = come_back(app, google, question)
    assert answer.status_code == 200, answer.text
    assert "is connected" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    (calendar,) = app.get("/v1/calendars", headers=salon).json()["items"]
    assert (calendar["kind"], calendar["name"]) == ("google", "My own")
    assert calendar["shows"] == "first_name"
    # What was booked before comes at once.
    until(lambda: [e["summary"] for e in google.standing] == ["Cut: Zoe"])
    # The database never saw what opens it.
    (token,) = google.refresh_tokens - {"refresh"}
    sealed = one(given, "select sealed_secret from data.calendars")
    assert Vault(settings("")).open(sealed) == token
    dumped = given.execute(
        "select c::text from data.calendars c union all select e::text from data.events e"
        " union all select h::text from data.history h"
    ).fetchall()
    assert token not in str(dumped)

    # A code is good once.
    google.codes.clear()
    again = app.post("/links/google", data={"state": question["state"], "code": "code"})
    assert again.status_code == 502

    # Letting go gives it back to Google.
    gone = app.delete(f"/v1/calendars/{calendar['id']}", headers=salon)
    assert gone.status_code == 204
    until(lambda: token not in google.refresh_tokens)
    assert app.get("/v1/calendars", headers=salon).json()["items"] == []


def test_connecting_it_again(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """What is no longer let in is the same calendar afterwards, with all that was booked."""
    first = connected(given)
    google.refresh_tokens.clear()
    book(app, given)
    until(lambda: outcomes(given) == ["dead"])
    until(lambda: status(given)[0] > 0)
    assert come_back(app, google, asked(app, given, salon)).status_code == 200
    (calendar,) = app.get("/v1/calendars", headers=salon).json()["items"]
    assert calendar["id"] == first
    until(lambda: starts(google) == [at("10:00")])
    until(lambda: status(given) == (0, None))


def test_whoever_may_not(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    """Staff connect their own, and what was begun for one is nobody else's."""
    ben = {"resource_id": resource(given, "Ben")}
    refused = app.post("/v1/calendars/google", headers=salon, json=ben)
    assert refused.status_code == 403
    assert app.post("/v1/calendars/google", json=ben).status_code == 401
    owner = signed_in(given, "Olga", "owner")
    assert app.post("/v1/calendars/google", headers=owner, json=ben).status_code == 200
    wrong = app.post("/v1/calendars/google", headers=owner, json=ben | {"shows": "all"})
    assert wrong.status_code == 422
    sent = app.post("/v1/calendars/google", headers=owner, json=ben | {"url": "https://x.test"})
    assert sent.status_code == 422

    # She is somebody else's person by the time that she is back.
    question = asked(app, given, salon)
    given.execute("update data.resources set user_id = null where name = 'Ann'")
    answer = come_back(app, google, question)
    assert (answer.status_code, "for yourself only" in answer.text) == (409, True)
    assert one(given, "select count(*) from data.calendars") == 0


def test_states_that_are_not_ours(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    state = asked(app, given, salon)["state"]
    vault = Vault(settings(""))
    for wrong in ("", "x", state[:-4], vault.seal("[]"), vault.seal('{"for": "other"}')):
        answer = app.get("/links/google", params={"state": wrong, "code": "code"})
        assert answer.status_code == 400, wrong
        answer = app.post("/links/google", data={"state": wrong, "code": "code"})
        assert answer.status_code == 400, wrong
    assert app.get("/links/google", params={"code": "code"}).status_code == 400
    no = app.get("/links/google", params={"state": state, "error": "access_denied"})
    assert (no.status_code, "have not let us" in no.text) == (400, True)
    refused = {"state": state, "error": "access_denied"}
    no = app.get("/links/google", params=refused, headers={"Accept-Language": "it-IT"})
    assert "Niente è stato collegato" in no.text
    assert "non ci hai dato il permesso" in no.text
    assert google.token_requests == []
    monkeypatch.setattr("app.endpoints.google.STATE_SECONDS", -1)
    old = come_back(app, google, asked(app, given, salon))
    assert (old.status_code, "too long" in old.text) == (400, True)
    assert google.token_requests == []


@pytest.mark.parametrize("wrong", ["code", "scope", "verifier", "silence"])
def test_a_consent_that_comes_to_nothing(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google, wrong: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    question = asked(app, given, salon)
    google.scope = "openid" if wrong == "scope" else google.scope
    google.fails = wrong == "silence"
    if wrong == "verifier":
        question["code_challenge"] = "another"
    answer = come_back(app, google, question, **({"code": "none"} if wrong == "code" else {}))
    assert answer.status_code == 502
    assert "Nothing was connected" in answer.text
    assert one(given, "select count(*) from data.calendars") == 0


def test_where_google_is_not_set_up(web_url: str, given: Given, salon: dict[str, str]) -> None:
    with serving(web_url) as app:
        refused = app.post(
            "/v1/calendars/google", headers=salon, json={"resource_id": resource(given)}
        )
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/google-not-set-up"


def test_google_need_not_be_there_to_let_go(
    app: httpx.Client, given: Given, salon: dict[str, str], google: Google
) -> None:
    known = connected(given)
    google.fails = True
    assert app.delete(f"/v1/calendars/{known}", headers=salon).status_code == 204
    until(lambda: "POST /revoke" in google.asked)
    assert one(given, "select count(*) from data.calendars") == 0
