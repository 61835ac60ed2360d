"""What the API can be asked: every route, the type that judges its parameters, and what it does."""

import dataclasses
from collections.abc import Callable
from typing import Any

from app.stripe_double.refusals import Object, Refused
from app.stripe_double.world import Books


@dataclasses.dataclass(frozen=True)
class Call:
    """What is asked, of which account."""

    books: Books
    params: Any
    path: dict[str, str]

    @property
    def id(self) -> str:
        return self.path["id"]


Does = Callable[[Call], Object]


@dataclasses.dataclass(frozen=True)
class Route:
    """A route. `obeys` are the parameters that do something: of those that Stripe knows and the
    double does not, it says so instead of doing something else."""

    method: str
    path: str
    judge: str | None
    obeys: frozenset[str]
    does: Does

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def second_version(self) -> bool:
        return self.path.startswith("/v2/")


ROUTES: list[Route] = []

# What is obeyed everywhere.
EVERYWHERE = frozenset({"expand", "include"})


def route(
    method: str, path: str, judge: str | None = None, obeys: str = ""
) -> Callable[[Does], Does]:
    """Registers a route with what it does."""

    def register(does: Does) -> Does:
        ROUTES.append(Route(method, path, judge, EVERYWHERE | frozenset(obeys.split()), does))
        return does

    return register


def found(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """The route of a request. Raises Refused."""
    parts = path.strip("/").split("/")
    for each in ROUTES:
        names = each.path.strip("/").split("/")
        if each.method != method or len(names) != len(parts):
            continue
        if all(name == part or name[0] == "{" for name, part in zip(names, parts, strict=True)):
            pairs = zip(names, parts, strict=True)
            return each, {name[1:-1]: part for name, part in pairs if name[0] == "{"}
    raise Refused(
        f"Unrecognized request URL ({method}: {path}). The double knows no such route.",
        status=404,
        began=False,
    )


def require_obeyed(route: Route, params: Object) -> None:
    """Raises Refused."""
    for name in sorted(params.keys() - route.obeys):
        raise beyond(name)


def beyond(param: str) -> Refused:
    """What Stripe does and the double does not."""
    return Refused(
        f"Stripe has the parameter {param}, but the double does not do what it says.",
        code="parameter_beyond_the_double",
        param=param,
        began=False,
    )
