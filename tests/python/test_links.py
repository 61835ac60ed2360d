"""The pages that links in e-mails lead to."""

import re

import httpx
import pytest

from app.endpoints import ROUTES
from app.endpoints.links import LINKS
from app.http import operations
from app.letters import ACCOUNTS

pytestmark = pytest.mark.database("reused")

WITH_A_LINK = sorted(name.replace("_", "-") for name, kind in ACCOUNTS.items() if kind.button)


def test_every_link_in_an_e_mail_leads_to_a_page() -> None:
    assert sorted(LINKS) == WITH_A_LINK


@pytest.mark.parametrize("kind", WITH_A_LINK)
def test_a_page_asks_for_what_its_route_takes(http: httpx.Client, kind: str) -> None:
    link = LINKS[kind]
    takes = {
        operation.path: operation.takes["properties"]
        for operation in operations(ROUTES)
        if hasattr(operation, "takes")
    }[link.path]
    assert {each.name for each in link.asked} <= takes.keys() - {"token"}
    page = http.get(f"/links/{kind}", params={"token": 'a"><b'})
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert 'value="a&quot;&gt;&lt;b"' in page.text
    assert f'data-path="{link.path}"' in page.text


def test_opening_the_page_follows_nothing(http: httpx.Client) -> None:
    script = http.get("/links/link.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert re.search(r'addEventListener\("submit"', script.text)
    gone = http.get("/links/nonsense", headers={"Accept-Language": "pl"})
    assert gone.status_code == 404
    assert "<h1>Nie ma takiego linku</h1>" in gone.text
    # What the page for unsubscribing says, if it is refused.
    assert '"/problems/not-found": "Dietro questo link' in script.text
