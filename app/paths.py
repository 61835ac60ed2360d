"""Which route a path is of, without asking hundreds of them.

Starlette asks one route after the other whether a path is its own. With as many as there are here
that took longer than answering did.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

Shape = tuple[int, str]
"""How many parts a path has, and the second of them: of /v1/bookings/{id} it is bookings."""


class Paths(BaseRoute):
    """All routes as one, which asks only those that have the shape of a path, in their order; and
    after them the few whose shape is not known beforehand."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._by_shape: defaultdict[Shape, list[Route]] = defaultdict(list)
        self._others: list[Route] = []
        for route in routes:
            shape = shape_of(route.path)
            is_known = "{" not in shape[1] and ":path}" not in route.path
            (self._by_shape[shape] if is_known else self._others).append(route)

    def candidates(self, scope: Scope) -> Iterator[Route]:
        """The routes that a path may be of."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        yield from self._by_shape.get(shape_of(path), ())
        yield from self._others

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As of a route: the first that matches in full, else the first of which only the method is
        another. It is in the scope."""
        partial: tuple[Match, Scope] = (Match.NONE, {})
        if scope["type"] != "http":
            return partial
        for route in self.candidates(scope):
            match, found = route.matches(scope)
            if match is Match.FULL:
                return match, {**found, "route": route}
            if match is Match.PARTIAL and partial[0] is Match.NONE:
                partial = (match, {**found, "route": route})
        return partial

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that was found answer."""
        await scope["route"].handle(scope, receive, send)


def shape_of(path: str) -> Shape:
    """The shape of a path, or of a route's."""
    parts = path.split("/")
    return len(parts), parts[2] if len(parts) > 2 else ""
