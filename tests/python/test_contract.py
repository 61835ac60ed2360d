"""Python and SQL agree with each other, in both directions."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from conftest import SQL_TESTS

from app import documents
from app.endpoints import ROUTES
from app.http import operations
from app.migrate import DB
from app.problems import PROBLEMS

Catalogue = psycopg.Connection[tuple[str, ...]]

FAILS = re.compile(r"--(?: Fails with)? +((?:K[A-Z]\d{3}(?:, )?)+)")


@pytest.fixture(scope="module")
def catalogue(migrated: str) -> Iterator[Catalogue]:
    with psycopg.connect(migrated) as connection:
        yield connection


def names(catalogue: Catalogue, query: LiteralString) -> set[str]:
    return {name for (name,) in catalogue.execute(query)}


def api_functions(catalogue: Catalogue) -> set[str]:
    return names(
        catalogue, "select proname::text from pg_proc where pronamespace = 'api'::regnamespace"
    )


def called() -> set[str]:
    """The api functions that Python asks for: by route, and by name from the sign-in handlers."""
    source = "".join(path.read_text() for path in Path("app").rglob("*.py"))
    by_name = set(re.findall(r"\.call\(\s*\"(\w+)\"", source))
    return {operation.function for operation in operations(ROUTES)} | by_name


def test_every_api_function_has_a_route_and_every_route_a_function(catalogue: Catalogue) -> None:
    assert api_functions(catalogue) == called()


def test_whatever_is_posted_may_be_sent_again(catalogue: Catalogue) -> None:
    """With the same Idempotency-Key: the application itself does it when a connection broke. A
    function may leave that to another one that it calls. Answers are kept by business; a second
    feed of somebody's own bookings, of which nobody has the path, harms nobody."""
    replayed = names(
        catalogue,
        "select p.proname::text from pg_proc as p"
        " join pg_proc as r on r.pronamespace = 'api'::regnamespace"
        " and (r.oid = p.oid or strpos(p.prosrc, 'api.' || r.proname || '(') > 0)"
        " where p.pronamespace = 'api'::regnamespace and r.prosrc like '%private.replay(%'",
    )
    posted = {each.function for each in operations(ROUTES) if each.method == "POST"}
    signing_in = {each.function for each in operations(ROUTES) if hasattr(each, "handler")}
    harmless = {
        "create_account_feed",
        "link_payment_account",
        "open_payment_account",
        "preview_series",
    }
    assert posted - signing_in - harmless <= replayed


def test_path_parameters_are_parameters_of_the_function(catalogue: Catalogue) -> None:
    for operation in operations(ROUTES):
        in_path = set(re.findall(r"{(\w+)}", operation.path)) - {"slug"}
        taken = names(
            catalogue,
            "select substr(unnest(proargnames), 3) from pg_proc"
            f" where pronamespace = 'api'::regnamespace and proname = '{operation.function}'",
        )
        assert in_path <= taken, operation


def test_the_path_is_the_name(catalogue: Catalogue) -> None:
    rows = catalogue.execute(
        "select n.nspname || '.' || p.proname from pg_proc as p"
        " join pg_namespace as n on n.oid = p.pronamespace where n.nspname in ('api', 'private')"
    )
    defined = {
        match[1]: path.stem
        for path in (DB / "functions").rglob("*.sql")
        for match in [re.search(r"^create function (\w+\.\w+)", path.read_text(), re.MULTILINE)]
        if match
    }
    assert {name for (name,) in rows} == set(defined)
    assert {name for name, stem in defined.items() if name.partition(".")[2] != stem} == set()


def test_every_api_function_has_a_test_of_its_own(catalogue: Catalogue) -> None:
    assert api_functions(catalogue) - {path.stem for path in SQL_TESTS.glob("*/*.sql")} == set()


def test_every_sqlstate_raised_is_documented_and_every_documented_one_is_raised(
    catalogue: Catalogue,
) -> None:
    raised = names(
        catalogue,
        "select distinct (regexp_matches(prosrc, 'errcode = ''(K\\w{4})''', 'g'))[1] from pg_proc"
        " where pronamespace in ('api'::regnamespace, 'private'::regnamespace)",
    )
    assert raised == {code for code in PROBLEMS if code.startswith("K")}


def test_every_sqlstate_raised_is_in_the_header_of_its_file() -> None:
    for path in (DB / "functions").rglob("*.sql"):
        text = path.read_text()
        said = set(re.findall(r"K[A-Z]\d{3}", " ".join(FAILS.findall(text))))
        assert set(re.findall(r"errcode = '(K\w{4})'", text)) <= said, path


def test_every_constraint_with_a_problem_exists(catalogue: Catalogue) -> None:
    known = names(
        catalogue,
        "select conname::text from pg_constraint where connamespace = 'data'::regnamespace"
        " union select indexrelid::regclass::text from pg_index",
    )
    known = {name.removeprefix("data.") for name in known}
    assert {name for name in PROBLEMS if name.islower()} <= known


# Checks of columns that a client names, and what sees to it that no request gets that far.
NEVER_BROKEN = {
    "feeds_of_one_thing": "private.require_feed_scope",
    "customers_email_lower": "the functions write small letters",
    "endpoints_events_some": "private.event_filter",
    "endpoints_secrets_sealed": "no client sends one: the application makes and seals it",
    "hours_validity_ordered": "private.require_hours_sane",
    "location_hours_validity_ordered": "private.require_hours_sane",
    "members_role_known": "the parameter's domain",
    "payment_accounts_fee_sane": "the parameter's domain",
    "platform_settings_fee_sane": "the parameter's domain",
}


def test_every_check_that_a_request_can_break_has_words(migrated: str) -> None:
    known = documents.read(migrated).known
    broken = {
        name
        for operation in operations(ROUTES)
        for routine in known.routines[f"api.{operation.function}"]
        for name, check in known.checks.items()
        if routine.may_fail(check)
    }
    assert broken - PROBLEMS.keys() == NEVER_BROKEN.keys()
    assert {"tenants_horizon_sane", "services_deposit_within_price"} <= broken


def test_every_foreign_key_has_an_index_that_begins_with_it(catalogue: Catalogue) -> None:
    """Without one, a delete or an update of the parent scans the child, and locks it meanwhile.

    Bookings have none on their service and location, and allocations on their resource only the
    partial one of the calendar: those are archived, no role may delete one, and every index there
    costs each booking. Kinds of accounts are ours, and stay. An index of those rows alone that have
    the reference is as good as one of all.
    """
    rows = catalogue.execute(
        """
        select k.conrelid::regclass || '.' || k.conname
        from pg_constraint as k
        where k.contype = 'f' and k.connamespace = 'data'::regnamespace
          and not exists (
            select from pg_index as i
            where i.indrelid = k.conrelid
              and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = (
                select format('(%I IS NOT NULL)', a.attname) from pg_attribute as a
                where a.attrelid = k.conrelid and a.attnum = k.conkey[cardinality(k.conkey)]
              ))
              and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
          )
        order by 1
        """
    ).fetchall()
    assert rows == [
        ("data.allocations.allocations_resource_fkey",),
        ("data.bookings.bookings_location_fkey",),
        ("data.bookings.bookings_service_fkey",),
        ("data.ledger_accounts.ledger_accounts_kind_fkey",),
    ]


def test_every_key_of_a_tenants_table_begins_with_the_tenant(catalogue: Catalogue) -> None:
    """A reference across tenants cannot exist, and the schema can be distributed by tenant."""
    rows = catalogue.execute(
        """
        select c.oid::regclass || '.' || coalesce(k.conname, i.indexrelid::regclass::text)
        from pg_class as c
        join pg_attribute as t on t.attrelid = c.oid and t.attname = 'tenant_id'
        join pg_index as i on i.indrelid = c.oid
        left join pg_constraint as k on k.conindid = i.indexrelid and k.conrelid = c.oid
        where c.relnamespace = 'data'::regnamespace and c.relkind = 'r'
          and c.relname not in (
            'customer_addresses', 'directory', 'directory_places', 'engagements', 'messages',
            'one_time_links', 'person_calendars', 'sessions', 'sites', 'stripe_events',
            'stripe_objects'
          )
          and i.indkey[0] <> t.attnum
          and i.indexrelid::regclass::text not in (
            'data.calendar_syncs_due_idx', 'data.follow_ups_due_idx', 'data.members_user_idx',
            'data.queues_due_idx', 'data.stripe_syncs_due_idx'
          )
        """
    ).fetchall()
    assert rows == []
