"""No business learns anything of another, or changes anything there: every table and every api
function, found in the catalogue, tried with what belongs to somebody else.

Whoever adds a function or a table need not come here: it is covered as it is. If it takes a kind of
id, or has an owner, that nothing here knows of, the tests say so.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from conftest import Databases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors, sql
from psycopg.types.json import Jsonb
from strangers import (
    COUNTED,
    COUNTING,
    DIRECTORY,
    LOOK_UPS,
    OWNED,
    THEM,
    TOLD_AT_LARGE,
    Arguments,
    Outcome,
    World,
    claims,
    fitting,
    shape,
)

from app.contract import Parameter
from app.migrate import run_file
from app.tokens import ROLES

EVERYBODY = [*ROLES, "acting", "carrier", "guest", "worker", "nonsense", None]

OMITTED = object()

# These open a session with a new token: 256 bits at random, chosen by the application and by nobody
# else. That it is new is held by a key, over all businesses.
NEW_TOKENS = {"accept_invitation", "start_session", "switch_tenant"}


@pytest.fixture(scope="module")
def world(databases: Databases, vocabulary: str) -> Iterator[World]:
    """Two businesses, and a superuser's connection. Every test undoes what it does."""
    url = databases.create(vocabulary)
    # Plans are made as for the application (db/roles.sql).
    options = "-c plan_cache_mode=force_generic_plan"
    with psycopg.connect(url, autocommit=True, options=options) as connection:
        run_file(connection, Path(__file__).parent / "two_businesses.sql")
        world = World(connection)
        prepare_attempts(world)
        yield world
    databases.drop(url)


# -- tables --------------------------------------------------------------------------------------


def test_both_have_rows_in_every_table(world: World) -> None:
    for values in (world.us, world.them):
        empty = [name for name in world.tables if not world.rows(name, values)]
        assert empty == [name for name in OWNED if OWNED[name] is None]


def seen_or_changed(world: World, role: str, who: str | None) -> list[str]:
    """What a role with our claims sees of theirs, or can do to it, table by table."""
    found = []
    for table, verb, state, said, rows in world.database.execute(
        "select name, verb, tried.* from given.attempts, given.tried("
        " %s, %s, statement, %s, %s, theirs) as tried"
        " where tried.state <> %s and tried.reached is distinct from 0"
        " order by name, verb",
        [
            role,
            json.dumps(claims(world.us, who)),
            world.them["tenant"],
            world.us["tenant"],
            errors.InsufficientPrivilege.sqlstate,
        ],
    ):
        # Sessions are their user's, in whichever business: membership decides, by a key.
        by_key = (table, state) == ("sessions", errors.ForeignKeyViolation.sqlstate)
        shown = (
            table in DIRECTORY or (role, table) in COUNTING or (who, role, table) in TOLD_AT_LARGE
        )
        if not by_key and not (verb == "see" and shown):
            found.append(f"{verb} {table}: {said or f'{rows} rows'}")
    return found


def prepare_attempts(world: World) -> None:
    """Have all that may be tried on tables at hand, with the rows that may be added."""
    world.database.execute(
        "create table given.attempts (name text, verb text, statement text, theirs jsonb)"
    )
    for table in filter(world.mine, world.tables):
        for verb in STATEMENTS:
            if verb == "give away" and not world.has_tenant(table):
                continue
            statement = worded(world, verb, table).as_string()
            for number, name in enumerate(("tenant", "ours", "rows"), 1):
                statement = statement.replace(f"%({name})s", f"${number}")
            world.database.execute(
                "insert into given.attempts values (%s, %s, %s, %s)",
                [table, verb, statement, Jsonb(world.theirs[table])],
            )


def worded(world: World, verb: str, table: str) -> sql.Composed:
    """One of STATEMENTS, for a table in which they have rows."""
    columns = [sql.Identifier(each) for each in world.columns[table]]
    return sql.SQL(STATEMENTS[verb]).format(
        table=sql.Identifier("data", table),
        theirs=sql.SQL(world.mine(table) or "false"),
        column=columns[0],
        columns=sql.SQL(", ").join(columns),
    )


# What may be tried on a table. What is theirs is named as in World.mine, or is in %(rows)s.
STATEMENTS: Mapping[str, LiteralString] = {
    "see": "select from {table} where {theirs}",
    "change": "update {table} set {column} = {column} where {theirs}",
    "delete": "delete from {table} where {theirs}",
    "give away": "update {table} set tenant_id = %(tenant)s where tenant_id = %(ours)s",
    "add": "insert into {table} ({columns}) select {columns}"
    " from jsonb_populate_recordset(null::{table}, %(rows)s)",
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_table_shows_them_or_lets_them_be_changed(world: World, who: str | None) -> None:
    assert {role: seen_or_changed(world, role, who) for role in world.roles} == {
        role: [] for role in world.roles
    }


def test_no_row_can_refer_to_another_business(world: World) -> None:
    """Every reference between tables of businesses has the tenant on both sides. Not that of an
    e-mail to its link, which may both be of no business; whoever reads it cannot follow it."""
    loose = world.database.execute(
        """
        select c.conname
        from pg_constraint as c
        join pg_attribute as ours on ours.attrelid = c.conrelid and ours.attname = 'tenant_id'
        join pg_attribute as theirs
            on theirs.attrelid = c.confrelid and theirs.attname = 'tenant_id'
        where c.contype = 'f' and c.conname <> 'messages_link_fkey' and not exists (
            select
            from unnest(c.conkey, c.confkey) as pair (ours, theirs)
            where pair.ours = ours.attnum and pair.theirs = theirs.attnum
        )
        """
    )
    assert loose.fetchall() == []


def test_whatever_is_written_of_theirs_is_noted_and_nothing_of_ours(world: World) -> None:
    """Even by whoever sees to it that no trigger fires but for those that always do.

    Before any function is called: the server looks through all plans for each table that is
    truncated.
    """
    for table in filter(world.mine, world.tables):
        change, delete, add = (worded(world, verb, table) for verb in ("change", "delete", "add"))
        truncate = sql.SQL("truncate {} cascade").format(sql.Identifier("data", table))
        for before, statement, ours in (
            ("", change, False),
            ("", delete, False),
            (delete, add, False),
            ("", truncate, False),
            ("", change, True),
        ):
            values = {
                "tenant": (world.us if ours else world.them)["tenant"],
                "rows": Jsonb(world.theirs[table]),
            }
            with world.database.transaction(force_rollback=True):
                world.database.execute("set local session_replication_role = replica")
                world.database.execute(before, values)
                world.database.execute("set local given.touched = ''")
                assert world.database.execute(statement, values).rowcount
                assert (table in world.touched()) is not ours, statement.as_string()


# -- functions -----------------------------------------------------------------------------------


def test_with_what_is_its_own_a_business_can_work(world: World) -> None:
    """The positive control: the owner, with what is ours, gets to the end of every call."""
    refused = {}
    for function in world.functions:
        arguments, *_ = world.arguments(function, world.us)
        outcome = world.call("holdfast_web", own(world, function), function, arguments)
        if not outcome.worked:
            refused[function] = outcome
    assert refused == {}


def own(world: World, function: str) -> dict[str, Any]:
    """The claims of whoever it is for, and what the application adds when somebody signs in."""
    who = fitting(world.us, function)
    for name in ("email", "token_hash"):
        if name in world.functions[function].parameters:
            who[name] = world.arguments(function, world.us)[0][name]
    if link_id := world.variants(function, "link_id", world.us):
        who["link_id"] = link_id[0]
    return who


def harm(world: World, who: str | None, functions: Iterable[str]) -> list[str]:
    """What somebody of ours gets of theirs through these functions, or does to it."""
    found = []
    for function in functions:
        tried: set[str] = set()
        for arguments in world.attempts(function):
            # In two ways to the same: every call is undone, so it has the same answer.
            if (words := json.dumps(arguments, sort_keys=True)) not in tried:
                tried.add(words)
                found += harm_of(world, who, function, arguments)
        for arguments in world.arguments(function, world.them):
            if is_asked_at_their_door(function, arguments):
                continue
            outcome = world.call(
                "holdfast_person", claims(world.us, who), function, arguments, world.them["tenant"]
            )
            asked = arguments | {"tenant": world.them["tenant"]}
            found += bad(world, function, outcome, asked)
    return found


def harm_of(world: World, who: str | None, function: str, arguments: Arguments) -> list[str]:
    """What one call comes to: it must not tell, or write, anything of theirs; nor be told from the
    same call with what nobody has."""
    if is_asked_at_their_door(function, arguments):
        return []
    mine = claims(world.us, who)
    outcome = world.call("holdfast_web", mine, function, arguments)
    found = bad(world, function, outcome, arguments)
    if function in LOOK_UPS | COUNTED or (
        function in NEW_TOKENS and arguments["token_hash"] in world.taken
    ):
        return found
    other = world.call("holdfast_web", mine, function, world.unheard_of(arguments))
    if (outcome.state, shape(world.unheard_of(outcome.said))) != (other.state, shape(other.said)):
        found.append(f"{function} {arguments} is told from nothing: {outcome} {other}")
    return found


def is_asked_at_their_door(function: str, asked: Arguments) -> bool:
    """Whether it is what anybody with an account may do at any business, as its customer."""
    return function == "create_my_booking" and asked.get("tenant") == THEM


def bad(world: World, function: str, outcome: Outcome, asked: Arguments) -> list[str]:
    """What is wrong with an outcome, in words."""
    leaked = world.leaks(function, outcome, asked)
    found = [f"{function} {asked} tells {leaked}: {outcome}"] if leaked else []
    if outcome.touched:
        found.append(f"{function} {asked} writes {set(outcome.touched)}")
    return found


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_function_tells_of_them_or_changes_them(world: World, who: str | None) -> None:
    assert harm(world, who, world.functions) == []


@settings(
    max_examples=int(os.environ.get("HOLDFAST_TEST_MIXTURES", "300")),
    deadline=None,
    derandomize="HOLDFAST_TEST_MIXTURES" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_no_mixture_of_ours_theirs_and_nobodys_does(world: World, data: st.DataObject) -> None:
    function = data.draw(st.sampled_from(sorted(world.functions)))
    mixture: Arguments = {}
    for name in [*world.functions[function].parameters, "@manage_token", "@idempotency_key"]:
        theirs = world.variants(function, name, world.them)
        choices = [
            *world.variants(function, name, world.us),
            *theirs,
            *map(world.unheard_of, theirs),
        ]
        parameter = world.functions[function].parameters.get(name)
        if not choices and parameter:
            choices = [world.plain(function, parameter)]
        if parameter is None or not parameter.required:
            choices.append(OMITTED)
        if (chosen := data.draw(st.sampled_from(choices), label=name)) is not OMITTED:
            mixture[name] = chosen
    assert harm_of(world, data.draw(st.sampled_from(EVERYBODY)), function, mixture) == []


def test_an_id_that_nothing_is_known_of_is_an_error(world: World) -> None:
    unknown = Parameter("widget_id", "uuid", None, None, True)
    with pytest.raises(AssertionError, match=r"What is widget_id of api\.get_widget"):
        world.plain("get_widget", unknown)


# -- the tests can fail --------------------------------------------------------------------------

# Each with what is to be found: something done to a table, or to be had from a function.
SABOTAGE = {
    "a policy for everybody": (
        "see customers",
        "alter policy customers_api_select on data.customers using (true)",
    ),
    "a policy that lets anybody's in": (
        "add events",
        "alter policy events_api_insert on data.events with check (true)",
    ),
    "no row security": (
        "change bookings",
        "alter table data.bookings no force row level security, disable row level security",
    ),
    "a function that is a superuser's": (
        "get_customer",
        "alter function api.get_customer owner to current_user",
    ),
    "a function that asks for any tenant": (
        "get_location",
        """
        create or replace function private.require_location(
            p_tenant_id uuid, p_location_id uuid, p_lock boolean
        ) returns data.locations language sql security definer
        begin atomic select * from data.locations where location_id = p_location_id; end;
        alter function private.require_location owner to current_user
        """,
    ),
    "a change of anybody's": (
        "delete_closure",
        """
        create or replace function private.require_closure(p_tenant_id uuid, p_closure_id uuid)
        returns data.closures language sql security definer
        begin atomic
            update data.closures set reason = 'mine' where closure_id = p_closure_id;
            select * from data.closures where false;
        end;
        alter function private.require_closure owner to current_user
        """,
    ),
    "a refusal that knows more": (
        "update_customer",
        """
        create or replace function private.require_customer(
            p_tenant_id uuid, p_customer_id uuid, p_lock boolean
        ) returns data.customers language plpgsql security definer
        as $$
        begin
            if exists (select from data.customers where customer_id = p_customer_id) then
                raise exception using errcode = 'KF001', message = 'That is not yours.';
            end if;
            raise exception using errcode = 'KN004', message = 'There is no such customer.';
        end;
        $$;
        alter function private.require_customer owner to current_user
        """,
    ),
}


@pytest.mark.parametrize(("what", "sabotage"), SABOTAGE.values(), ids=SABOTAGE.keys())
def test_a_hole_is_found(world: World, what: str, sabotage: str) -> None:
    with world.database.transaction(force_rollback=True):
        world.database.execute(sabotage.encode())
        found = seen_or_changed(world, "holdfast_api", "owner")
        found += harm(world, "owner", {what} & world.functions.keys())
    assert [each for each in found if each.startswith(what)]
