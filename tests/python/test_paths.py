"""Which route a path is of is what going through all of them says."""

import re
from collections.abc import Iterable

import pytest
from starlette.routing import Match, Route

from app.endpoints import ROUTES
from app.paths import Paths

PATHS = Paths(ROUTES)

FILLINGS = ("abc", "verify", "0197b0c0-0000-7000-8000-000000000001", "bookings", "a%2Fb")
METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT")


def first(routes: Iterable[Route], method: str, path: str) -> tuple[Match, str | None]:
    """What Starlette does with a list of routes."""
    partial: tuple[Match, str | None] = (Match.NONE, None)
    for route in routes:
        match, _ = route.matches({"type": "http", "method": method, "path": path})
        if match is Match.FULL:
            return match, route.path
        if match is Match.PARTIAL and partial[0] is Match.NONE:
            partial = (match, route.path)
    return partial


@pytest.mark.parametrize("filling", FILLINGS)
def test_it_is_the_first_of_all_that_match(filling: str) -> None:
    for template in sorted({route.path for route in ROUTES}):
        whole = re.sub(r"\{.*?\}", filling, template)
        for path in (whole, f"{whole}/", f"{whole}/more", whole.rpartition("/")[0]):
            # Whatever the method is, the others are of another path.
            of_path = [route for route in ROUTES if first([route], "GET", path)[0] != Match.NONE]
            for method in METHODS:
                match, found = PATHS.matches({"type": "http", "method": method, "path": path})
                route = found["route"].path if found else None
                assert (match, route) == first(of_path, method, path), (method, path)


def test_few_are_asked() -> None:
    """Or it would be no faster."""
    for route in ROUTES:
        asked = list(PATHS.candidates({"path": route.path, "root_path": ""}))
        assert len(asked) < len(ROUTES) / 6, route.path


def test_behind_a_prefix_it_is_the_same_route() -> None:
    scope = {"type": "http", "method": "GET", "path": "/api/healthz", "root_path": "/api"}
    assert PATHS.matches(scope)[1]["route"].path == "/healthz"
