"""docs/roles.md: what each role may do to each domain, through which function and to which table.

Nothing of it is written down: functions say it by the checks that they call, routes by who may come
in, tables by their policies. tests/sql/security/matrix.sql tries the tables for real.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from app.http import Operation
from app.introspection import Introspection, Reach
from app.markdown import code, page, table

ROLES = ("guest", "customer", "staff", "manager", "owner", "acting", "worker")
SIGNED_IN = ("customer", "staff", "manager", "owner", "acting")

# What a check lets pass.
CHECKED = re.compile(r"private\.require_role\(([^)]*)\)")
CHECKS: Mapping[str, tuple[str, ...]] = {
    "private.require_staff": ("staff", "manager", "owner", "acting"),
    "private.require_acting": ("acting",),
    "private.require_platform_admin": ("platform_admin",),
}
QUOTED = re.compile(r"'(\w+)'")

# What looks at a role case by case: all that it may, or what is its own.
CASES = "case v_claims ->> 'role'"
CASE = re.compile(r"\bwhen '(\w+)' then (true\b)?")

# What narrows it to what staff lead, and to what a link is for.
STAFFS_OWN = re.compile(r"private\.leads\(|private\.require_own_calendar\(|v_own_ids")
LINK = re.compile(r"->>\s*'link_id'")

# What whoever has signed in does as a customer, wherever: with what is theirs.
MINE = re.compile(r"private\.verified_email\(")

# One row for each table, with its policies for the api functions.
POLICIES = """
    select
        c.relname as name,
        json_agg(json_build_object(
            'command', case p.polcmd
                when 'r' then 's' when 'a' then 'i' when 'w' then 'u' else 'd'
            end,
            'rules', array_remove(array[
                pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
            ], null)
        ) order by position(p.polcmd in 'rawd')) as policies
    from pg_policy as p
    join pg_class as c on c.oid = p.polrelid
    where
        c.relnamespace = 'data'::regnamespace
        and p.polroles = array['holdfast_api'::regrole::oid]
    group by c.relname
    order by c.relname
"""

# Whether a rule lets a role do something: to no row, to some, to all of its business.
NO, SOME, ALL = 0, 1, 2

HAS_ROLE = re.compile(r"^private\.has_role\('\{([\w,]+)\}'")

# Rules that hold for some rows, and for whom at all. The first that is found in a rule counts.
RULES: Mapping[str, tuple[str, ...]] = {
    # Nobody: whoever follows an invitation, while they do; and a function for one row of its own.
    "'(?:joining|sharing)'": (),
    "'sees'": ("manager", "owner", "acting"),
    "'(?:link_id|email|token_hash|proven_email)'": ("guest",),
    r"private\.rank_of": ("manager", "owner", "acting"),
    r"private\.current_user_id\(|'verified_email'": SIGNED_IN,
}
WORDS = """\
Five roles, each above the next: **platform_admin**, **owner**, **manager**, **staff** and
**customer**. A **guest** has not signed in. A platform admin sees the list of businesses and
nothing in them; to do more, they act for one business, for a reason and for a while, and its owners
see that. **acting** is a platform admin who does: an owner, and above owners. The **worker** is no
person: it sweeps and sends e-mails.

A role grants roles below its own, and decides about people below it. Everybody may leave; the last
owner may not."""

FUNCTIONS = """\
`yes`: may call it. `own`: for what is their own: a booking with its token, an invitation with its
link, as staff what they lead or their own calendar, as somebody's customer what they booked.
`admin`: platform admins, before they act for a business."""

TABLES = """\
The second wall, in case a function forgets something: what row security lets each role do to rows
of its own business. `s` select, `i` insert, `u` update, `d` delete. In brackets: only to some rows,
such as one's own, those that one's link or token is for, or people and invitations below one's
rank. To rows of another business nobody may do anything, but read the directory, and know when
people are taken who work for both."""


class Function(NamedTuple):
    """An api function, and what each role may do with it."""

    domain: str
    name: str
    routes: list[str]
    may: dict[str, str]


def roles(
    tables: Iterable[Mapping[str, Any]],
    known: Introspection,
    operations: Iterable[Operation],
    domains: Mapping[str, str],
) -> str:
    """The page. domains has the domain of each function."""
    routed: dict[str, list[Operation]] = {}
    for each in operations:
        routed.setdefault(each.function, []).append(each)
    functions = [
        function(name, domains[name], routed.get(name, []), known)
        for name in sorted(domains)
        if f"api.{name}" in known.routines
    ]
    head = ["function", *ROLES, "routes"]
    blocks = ["# Roles", WORDS, "## What each role may do", FUNCTIONS]
    for domain in sorted({each.domain for each in functions}):
        rows = [
            [code(each.name), *(each.may.get(role, "") for role in ROLES), ", ".join(each.routes)]
            for each in functions
            if each.domain == domain
        ]
        blocks += [f"### {domain}", table(head, rows)]
    rows = [[code(each["name"]), *cells(each["policies"])] for each in tables]
    return page(
        *blocks, "## What each role may do to each table", TABLES, table(["table", *ROLES], rows)
    )


def function(name: str, domain: str, operations: list[Operation], known: Introspection) -> Function:
    """What each role may do with an api function."""
    reach = known.reach(f"api.{name}", stop=frozenset(CHECKS) | {"private.require_role"})
    passed = checked(reach)
    inside = any(not each.is_public for each in operations)
    outside = any(each.is_public for each in operations)
    may: dict[str, str] = {}
    if outside or (not operations and passed is None):
        may["guest"] = "own" if reach.says(LINK.pattern) else "yes"
    if inside or passed is not None:
        may |= dict.fromkeys(SIGNED_IN if passed is None else passed, "yes")
    for routine in reach.routines:
        if CASES in routine.source:
            cases = {role: "yes" if all_ else "own" for role, all_ in CASE.findall(routine.source)}
            cases["acting"] = cases.get("owner", "")
            may = {role: cases[role] for role in may if cases.get(role)}
    if "staff" in may and STAFFS_OWN.search(known.routines[f"api.{name}"][0].source):
        may["staff"] = "own"
    if reach.says(MINE.pattern):
        may = dict.fromkeys(SIGNED_IN, "own")
    if may.pop("platform_admin", None):
        may["acting"] = "admin"
    routes = [f"`{each.method} {each.path}`" for each in operations]
    return Function(domain, name, routes, may)


def checked(reach: Reach) -> tuple[str, ...] | None:
    """The roles that its checks let pass; None if it has none."""
    found: list[set[str]] = []
    for routine in reach.routines:
        for given in CHECKED.findall(routine.source):
            named = set(QUOTED.findall(given))
            found.append(named | ({"acting"} if "owner" in named else set()))
        found += [set(CHECKS[each]) for each in routine.calls & CHECKS.keys()]
    if not found:
        return None
    return tuple(role for role in (*ROLES, "platform_admin") if role in set.union(*found))


def cells(policies: Iterable[Mapping[str, Any]]) -> list[str]:
    """What each role may do to a table, by its policies."""
    shown = {NO: "", SOME: "({})", ALL: "{}"}
    return [
        "".join(
            shown[min(allows(rule, role) for rule in policy["rules"])].format(policy["command"])
            for policy in policies
        )
        for role in ROLES
    ]


@cache
def allows(rule: str, role: str) -> int:
    """Whether a rule, as PostgreSQL writes it, lets a role do something."""
    rule = unwrapped(rule)
    for word, decide in ((" OR ", max), (" AND ", min)):
        parts = split(rule, word)
        if len(parts) > 1:
            return decide(allows(part, role) for part in parts)
    if rule in ("true", "tenant_id = private.current_tenant_id()"):
        return ALL
    if match := HAS_ROLE.match(rule):
        return ALL if ("owner" if role == "acting" else role) in match[1].split(",") else NO
    for pattern, whose in RULES.items():
        if re.search(pattern, rule):
            return SOME if role in whose else NO
    return SOME


def unwrapped(rule: str) -> str:
    """A rule without the brackets around all of it."""
    while rule.startswith("(") and depths(rule).index(0) == len(rule) - 1:
        rule = rule[1:-1]
    return rule


def split(rule: str, word: str) -> list[str]:
    """A rule in parts, where a word stands in no brackets."""
    inside = depths(rule)
    parts, begin = [], 0
    for match in re.finditer(word, rule):
        if inside[match.start()] == 0:
            parts.append(rule[begin : match.start()])
            begin = match.end()
    return [*parts, rule[begin:]]


def depths(rule: str) -> list[int]:
    """In how many brackets each character stands, a closing one outside of its own."""
    return list(accumulate((each == "(") - (each == ")") for each in rule))
