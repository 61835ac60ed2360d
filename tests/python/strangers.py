"""What a stranger can try: every api function and every table, found in the catalogue, with what
belongs to another business in place of the stranger's own."""

import base64
import hashlib
import itertools
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import psycopg
from psycopg import sql

from app.contract import SIGNATURES, Parameter, signatures

Database = psycopg.Connection[tuple[Any, ...]]
Arguments = dict[str, Any]
Claims = dict[str, Any]

US, THEM, NOBODY = "alder", "birch", "cedar"

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
SECRET = re.compile(f"{UUID.pattern}|{HASH.pattern}")
CURSOR = re.compile(r'"next_cursor": "([^"]+)"')
CONTEXT = "Context: "
KEPT = re.compile(r'(?<="Keep-Seconds": ")[\d.]+')
CODE = re.compile(r'(?<="code": ")[\dA-Z-]+|(?<="code_end": ")[\dA-Z]+')
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)|(?<=\"expires_at\": )\d{10}")

# Global tables without a tenant: the column of data.members that says which rows are a business's.
OWNED: Mapping[str, str | None] = {
    "users": "user_id",
    "account_feeds": "user_id",
    "platform_admins": "user_id",
    "booking_transitions": None,
    "event_types": None,
    "impersonal_columns": None,
    "ledger_kinds": None,
    "personal_columns": None,
    "plan_prices": None,
    "plans": None,
    "platform_settings": None,
    "presets": None,
    "reserved_slugs": None,
    "recovery_codes": "user_id",
    "stripe_mentions": None,
    "throttle_buckets": None,
}

# Who calls a function, if not an owner: whoever works in the background, Stripe, WhatsApp and
# Twilio, whoever has the token of a booking, platform admins before they act for a business and
# while they do, and whoever follows a link.
SWEEPS = {
    "ask_refund_again",
    "claim_calendars",
    "claim_deliveries",
    "claim_stripe_syncs",
    "find_due_follow_ups",
    "find_due_prepaid",
    "find_due_retention",
    "find_due_subscriptions",
    "find_lapsed_holds",
    "find_lost_refunds",
    "find_unsealed_history",
    "measure_backlog",
    "note_stripe_transactions",
    "relay_events",
    "settle_calendar",
    "settle_deliveries",
    "settle_stripe_sync",
    "sweep_follow_ups",
    "sweep_history",
    "sweep_holds",
    "sweep_prepaid",
    "sweep_retention",
    "sweep_subscriptions",
    "sweep_unowned",
}
STRIPE = {
    "find_missing_stripe_events",
    "note_card",
    "note_checkout",
    "note_payment_account",
    "note_subscription_page",
    "receive_stripe_event",
}
CALLBACKS = {"find_callback_secrets", "take_receipts", "take_replies"}
BOOKED = {
    "create_booking_push_subscription",
    "delete_booking_push_subscription",
    "list_booking_push_subscriptions",
}
AT_LARGE = {
    "create_plan",
    "get_platform_fee",
    "get_platform_figures",
    "get_platform_settings",
    "list_platform_plans",
    "list_platform_subscriptions",
    "list_platform_tenants",
    "start_acting",
    "update_plan",
    "update_platform_fee",
    "update_platform_settings",
}
ACTING = {"end_acting", "resume_tenant", "suspend_tenant"}
FOLLOWING = {"accept_invitation", "look_at_invitation"}

# Who reads a feed has its token.
FEEDS = {"get_account_feed": "@account_feed_hash", "get_feed": "@feed_hash"}

# What anybody may be told of every business, and one business of another.
DIRECTORY = ("directory", "directory_places", "engagements", "person_calendars", "sites")

# Functions that tell it.
LOOK_UPS = {"get_site", "list_tenants"}

# Of all businesses together the worker is told how much waits, and nothing of any.
COUNTED = {"measure_backlog"}

# By whom it is counted, and what they see for that; and of which accounts Stripe is to be asked.
COUNTING = {
    (who, table)
    for who in ("holdfast_owner", "holdfast_sweeper")
    for table in ("deliveries", "stripe_syncs")
}

# What whoever runs the platform is told of every business, by those who look for them.
TOLD_AT_LARGE = {
    ("platform_admin", who, "tenant_subscriptions")
    for who in ("holdfast_owner", "holdfast_sweeper")
}

# What an argument is that says nothing of any business: by the name of the parameter, else by its
# domain, else by its type.
PLAIN: Mapping[str, Any] = {
    "amount": {"amount": 1500, "currency": "EUR"},
    "booked": ["email"],
    "by": "day",
    "bookings": ["email"],
    "cancelled": ["email"],
    "channels": ["email"],
    "clear": [],
    "events": ["*"],
    "deposit": {"amount": 500, "currency": "EUR"},
    "every": 0.001,
    "seconds": 0.001,
    "account_id": "acct_new",
    "country": "IT",
    "event_ids": ["evt_new"],
    "fee_basis_points": 100,
    "repaired": 1,
    "transactions": [
        {
            "id": "txn_new",
            "type": "stripe_fee",
            "amount": -10,
            "fee": 0,
            "platform_fee": 0,
            "currency": "eur",
            "source": None,
            "created": 1800000000,
            "available_on": 1800000000,
        }
    ],
    "events_until": 1800000000,
    "transactions_until": 1800000000,
    "session_id": "cs_new",
    "session_url": "https://pay.test/new",
    "session_expires_at": 1800000000,
    "lease_seconds": 60,
    "room": {"email": 10, "webhook": 10},
    "date": "2030-01-01",
    "each": 10,
    "effective_from": "2030-01-01",
    "fixed": {"amount": 5, "currency": "EUR"},
    "passed_over": [],
    "without": [],
    "first_sequence": 1,
    "last_sequence": 1000,
    "kind": "staff",
    "keep_bookings": True,
    "ascii": "www.new.test",
    "host": "www.new.test",
    "limit": 50,
    "location": {"name": "Centre"},
    "kept_years": 7,
    "month": "2020-01",
    "series": "invoice",
    "mode": "all_or_nothing",
    "moved": ["email"],
    "new_password_hash": "new hash",
    "new_token_hash": hashlib.sha256(b"new").hexdigest(),
    "opens_at": "18:00",
    "password_hash": "hash",
    "closes_at": "19:00",
    "preset": "salon",
    "owner": {"name": "Nina", "email": "nina@new.test"},
    "price": {"amount": 4500, "currency": "EUR"},
    "quiet_from": "21:00",
    "quiet_time_zone": "Europe/Rome",
    "quiet_until": "08:00",
    "radius_km": 50,
    "refund_policy": {"tiers": []},
    "removed": [],
    "recovery_hash": hashlib.sha256(b"code").hexdigest(),
    "recovery_hashes": [hashlib.sha256(b"code").hexdigest()],
    "reminder_minutes": [60],
    "reminders": ["email"],
    "reply_to": "letters@new.test",
    "review_url": "https://reviews.test/new",
    "review_delay_minutes": 60,
    "reviews": ["email"],
    "replies": [{"phone": "+39025555", "text": "STOP"}],
    "rates": [],
    "reward_kind": "percent",
    "rrule": "FREQ=DAILY;COUNT=2",
    "sealed_url": "sealed",
    "secret": "sealed",
    "spans": [],
    "staff_refund_limit": {"amount": 500, "currency": "EUR"},
    "state": {},
    "status": "confirmed",
    "table": "bookings",
    "channel": "email",
    "templates": {},
    "tiers": [],
    "tip": {"amount": 50, "currency": "EUR"},
    "tip_percents": [10, 20],
    "until": "2030-01-01",
    "method": "cash",
    "service_ids": [],
    "sessions": 10,
    "validity_days": 90,
    "gift_card_months": 24,
    "expiry_months": 24,
    "percent": 10,
    "points": 10,
    "smallest_gift_card": {"amount": 1000, "currency": "EUR"},
    "largest_gift_card": {"amount": 9000, "currency": "EUR"},
    "smallest_spend": {"amount": 0, "currency": "EUR"},
    "token": "a token",
    "sealed_token": "sealed",
    "url": "https://dogwood.test/there",
    "valid_from": "2030-01-01",
    "valid_until": "2031-01-01",
    "features": {},
    "interval": "month",
    "plan": "chain",
    "prices": [],
    # Domains and types.
    "acting_minutes": 30,
    "basis_points": 500,
    "bigint": 5,
    "billing_interval": "month",
    "body_text": "New words.",
    "boolean": False,
    "buffer_minutes": 0,
    "calendar_url": "https://new.test/new.ics",
    "calendar_words": "service",
    "colour": "#112233",
    "consent_purpose": "marketing",
    "country_code": "IT",
    "currency_code": "EUR",
    "duration_minutes": 60,
    "email_address": "somebody@new.test",
    "error": "The server is away.",
    "integer": 100,
    "latitude": 45,
    "locale_tag": "en",
    "long_text": "New words.",
    "longitude": 9,
    "member_role": "staff",
    "credit_note_prefix": "C-",
    "invoice_prefix": "F-",
    "on_site_method": "cash",
    "parallel_count": 3,
    "phone_e164": "+39025555",
    "phone_channel": "sms",
    "phone_number": "+39 02 5555",
    "plan_days": 7,
    "plan_limit": 5,
    "rotation_hours": 2,
    "phone_number_id": "12345",
    "push_endpoint": "https://push.test/new",
    "push_public_key": "BA" + 85 * "A",
    "push_secret": 22 * "A",
    "sealed_text": "sealed",
    "seat_count": 1,
    "settlement_method": "cash",
    "short_text": "A new name",
    "slug_wish": "dogwood",
    "sms_sender": "+39025555",
    "template_locale": "en",
    "template_text": "Hello, {{ customer_name }}.",
    "time_zone": "Europe/Rome",
    "twilio_account": "AC" + 32 * "0",
    "waitlist_rule": "first_come",
    "webhook_url": "https://new.test/hooks",
    "weekday": 1,
    "window_minutes": 0,
}

# Every table, and the columns of it that can be written.
WRITABLE = """
select c.relname, array_agg(a.attname::text order by a.attnum)
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid
where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p')
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
group by c.relname
order by c.relname
"""

# Notes the table, for the transaction, if a row is written that has one of the values that follow
# the name of a column.
WATCHER = """
create function given.watch() returns trigger language plpgsql as $$
begin
    if
        tg_op = 'TRUNCATE'
        or to_jsonb(old) ->> tg_argv[0] = any (tg_argv[1:])
        or to_jsonb(new) ->> tg_argv[0] = any (tg_argv[1:])
    then
        perform pg_catalog.set_config(
            'given.touched',
            pg_catalog.concat_ws(
                ' ', pg_catalog.current_setting('given.touched', true), tg_table_name
            ),
            true
        );
    end if;
    return null;
end;
$$
"""
WATCHED = """
create trigger watched after insert or update or delete on {table}
for each row execute function given.watch({arguments});
create trigger watched_as_a_whole after truncate on {table} execute function given.watch();
alter table {table} enable always trigger watched, enable always trigger watched_as_a_whole
"""
TOUCHED = "select pg_catalog.current_setting('given.touched', true)"

# In one round trip, to be undone: a query as a database role with claims. Its SQLSTATE, what it
# said, and the tables that were touched; or how many rows a statement saw or changed.
TRIED = """
create function given.called(
    p_role text, p_claims text, p_query text,
    out state text, out said text, out context text, out touched text
) language plpgsql as $$
declare
    v_message text;
    v_detail text;
    v_hint text;
    v_schema text;
    v_table text;
    v_column text;
    v_constraint text;
begin
    perform pg_catalog.set_config('request.claims', p_claims, true);
    execute pg_catalog.format('set local role %I', p_role);
    execute p_query into said;
    set constraints all immediate;
    reset role;
    touched := pg_catalog.current_setting('given.touched', true);
    state := '';
    raise exception using errcode = 'GU000';
exception
    when sqlstate 'GU000' then
        null;
    when others then
        get stacked diagnostics
            state = returned_sqlstate,
            v_message = message_text,
            v_detail = pg_exception_detail,
            v_hint = pg_exception_hint,
            v_schema = schema_name,
            v_table = table_name,
            v_column = column_name,
            v_constraint = constraint_name,
            context = pg_exception_context;
        said := pg_catalog.concat_ws(
            E'\\n', v_message, v_detail, v_hint, v_schema, v_table, v_column, v_constraint
        );
end;
$$;

create function given.tried(
    p_role text, p_claims text, p_statement text, p_theirs uuid, p_ours uuid, p_rows jsonb,
    out state text, out said text, out reached bigint
) language plpgsql as $$
begin
    perform pg_catalog.set_config('request.claims', p_claims, true);
    execute pg_catalog.format('set local role %I', p_role);
    execute p_statement using p_theirs, p_ours, p_rows;
    get diagnostics reached = row_count;
    raise exception using errcode = 'GU000';
exception
    when sqlstate 'GU000' then
        state := '';
    when others then
        get stacked diagnostics state = returned_sqlstate, said = message_text;
end;
$$;
"""


class Outcome(NamedTuple):
    """What became of a call: its SQLSTATE ("" if it worked), all that the caller was told, and the
    tables in which a row of the other business was written."""

    state: str
    said: str
    touched: frozenset[str]

    @property
    def worked(self) -> bool:
        """Whether it did what was asked, or found what it was asked about in another state."""
        return self.state == "" or self.state.startswith("KC")


class World:
    """Two businesses that are alike, and the catalogue of what can be asked and told of them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.execute(TRIED.encode())
        self.functions = signatures(cast(Any, database.execute(SIGNATURES).fetchall()))
        self.us = self.filled(US, 41.9)
        self.them = self.filled(THEM, 42.0)
        self.columns: Mapping[str, list[str]] = dict(database.execute(WRITABLE).fetchall())
        self.tables = list(self.columns)
        self.roles = [
            name
            for (name,) in database.execute(
                "select rolname from pg_roles where rolname like 'holdfast%' order by 1"
            )
        ]
        self.theirs = {table: self.rows(table, self.them) for table in self.tables}
        self.taken = {self.us["token_hash"], self.them["token_hash"]}
        self.secrets = self.known_of_them()
        for function, signature in self.functions.items():
            if "cursor" in signature.parameters:
                for values in (self.us, self.them):
                    values[f"{function}.cursor"] = self.cursor(function, values)
        self.watch()

    def filled(self, slug: str, latitude: float) -> Arguments:
        """A business in every table, and what to ask about it."""
        row = self.database.execute("select given.filled(%s, %s)", [slug, latitude]).fetchone()
        assert row is not None
        return dict(row[0])

    def cursor(self, function: str, values: Arguments) -> str:
        """The cursor behind the first item of a business's list."""
        arguments = self.arguments(function, values)[0]
        filters = {"category", "from", "to", "kind", "status", "preset", "q", "customer_id"}
        filters |= {"actor", "subject", "table"}  # Those of the history.
        filters |= {"channel", "target_id", "event_id"}  # Those of deliveries.
        parameters = self.functions[function].parameters
        for name in filters & arguments.keys():
            if not parameters[name].required:
                del arguments[name]
        answer = self.call(
            "holdfast_web", fitting(values, function), function, arguments | {"limit": 1}
        )
        found = CURSOR.search(answer.said)
        assert found, f"two_businesses.sql must give {function} a second page: {answer}"
        return found[1]

    def mine(self, table: str) -> str | None:
        """The condition for the rows of the tenant %(tenant)s, or None if nobody has any.

        Raises KeyError for a table that nobody has said that of.
        """
        if self.has_tenant(table):
            return "tenant_id = %(tenant)s"
        if (column := OWNED[table]) is None:
            return None
        return f"{column} in (select {column} from data.members where tenant_id = %(tenant)s)"

    def has_tenant(self, table: str) -> bool:
        return "tenant_id" in self.columns[table]

    def watch(self) -> None:
        """From here on, note in which tables rows of theirs are written, by whomever and however:
        a row that is written anew as it was counts too, and so does one that is gone again."""
        self.database.execute(WATCHER.encode())
        for table in self.tables:
            if self.mine(table) is None:
                continue
            column = "tenant_id" if self.has_tenant(table) else OWNED[table]
            assert column
            theirs = {row[column] for row in self.theirs["members"]}
            parts = {
                "table": sql.Identifier("data", table),
                "arguments": sql.SQL(", ").join(map(sql.Literal, [column, *sorted(theirs)])),
            }
            self.database.execute(sql.SQL(WATCHED).format(**parts))

    def rows(self, table: str, values: Arguments) -> list[dict[str, Any]]:
        """All rows of a business in a table, as a superuser sees them."""
        condition = self.mine(table)
        if condition is None:
            return []
        query = f"select to_jsonb(t) from data.{table} as t where {condition}"
        return [
            row for (row,) in self.database.execute(query.encode(), {"tenant": values["tenant"]})
        ]

    def known_of_them(self) -> frozenset[str]:
        """Their ids and secrets. Their texts are known by their slug."""
        rows = json.dumps(self.theirs)
        tokens = {
            row[0]
            for row in self.database.execute(
                "select private.manage_token(tenant_id, id) from ("
                " select tenant_id, booking_id as id from data.bookings"
                " union all select tenant_id, series_id from data.series"
                " union all select tenant_id, customer_id from data.customers"
                ") as opened where tenant_id = %s",
                [self.them["tenant"]],
            )
        }
        return frozenset({*UUID.findall(rows), *HASH.findall(rows), *tokens, THEM})

    # -- what to ask -------------------------------------------------------------------------------

    def variants(self, function: str, parameter: str, values: Arguments) -> list[Any]:
        """What a business has that a parameter can be given, the most fitting first."""
        names = (f"{function}.{parameter}", parameter)
        return [values[name] for name in names if name in values]

    def is_theirs(self, function: str, name: str) -> bool:
        return self.variants(function, name, self.us) != self.variants(function, name, self.them)

    def plain(self, function: str, parameter: Parameter) -> Any:
        """A value that says nothing of any business. Raises AssertionError for a parameter that
        this file knows nothing of, and for an id that could be anybody's."""
        for kind in (parameter.name, parameter.domain, parameter.type):
            if kind is not None and kind in PLAIN and parameter.type != "uuid":
                return PLAIN[kind]
        raise AssertionError(
            f"What is {parameter.name} of api.{function}? two_businesses.sql says it of what"
            " belongs to a business, PLAIN of everything else."
        )

    def arguments(self, function: str, values: Arguments) -> list[Arguments]:
        """What a business calls a function with itself: once with what fits best, once with what
        fits every function."""
        best: Arguments = {}
        general: Arguments = {}
        for name, parameter in self.functions[function].parameters.items():
            found = self.variants(function, name, values)
            if name == "cursor" and not found:
                continue
            if not found:
                found = [self.plain(function, parameter)]
            best[name], general[name] = found[0], found[-1]
        return [best] if best == general else [best, general]

    def attempts(self, function: str) -> Iterator[Arguments]:
        """Our arguments with one thing of theirs, in every way; and theirs alone. Whoever tries has
        the token of a booking too."""
        names = [*self.functions[function].parameters, "@manage_token", "@idempotency_key"]
        theirs = [name for name in names if self.is_theirs(function, name)]
        for ours, name in itertools.product(self.arguments(function, self.us), theirs):
            ours["@manage_token"] = self.us["@manage_token"]
            for value in self.variants(function, name, self.them):
                yield ours | {name: value}
                if isinstance(value, (dict, list)):
                    yield from (ours | {name: mixed} for mixed in mixtures(ours[name], value))
        for arguments in self.arguments(function, self.them):
            yield arguments | {"@manage_token": self.them["@manage_token"]}

    # -- asking ------------------------------------------------------------------------------------

    def call(
        self,
        role: str,
        who: Claims,
        function: str,
        arguments: Arguments,
        tenant: str | None = None,
    ) -> Outcome:
        """Call a function as a database role with claims, and undo it. Without a tenant as the
        application does it, which takes the tenant from the claims. The worker has a login of its
        own."""
        if role == "holdfast_web" and who.get("role") == "worker":
            role = "holdfast_worker"
        brought = {name[1:]: value for name, value in arguments.items() if name.startswith("@")}
        if "idempotency_key" in brought:
            brought["request_hash"] = f"hash of {THEM}"
        claimed = json.dumps(who | brought)
        signature = self.functions[function]
        given = {
            name: value
            for name, value in arguments.items()
            if not name.startswith("@") and value is not None
        }
        texts = {
            name: signature.parameters[name].text(value, typed=True)
            for name, value in given.items()
        }
        begin = quoted(tenant) if tenant else f"private.begin_claims({quoted(claimed)}, false)"
        query = (
            f"select concat_ws(' ', api.{function}(p_tenant_id => {begin}"
            + "".join(f", p_{name} => {quoted(text)}" for name, text in texts.items())
            + ")::text, current_setting('response.headers', true))"
        )
        row = self.database.execute(
            "select * from given.called(%s, %s, %s)", [role, claimed, query]
        ).fetchone()
        assert row is not None
        state, said, context, touched = row
        if state:
            within, _, _ = context.rpartition('SQL statement "select concat_ws')
            return Outcome(state, f"{said}\n{CONTEXT}{within}", frozenset())
        cursors = " ".join(plain_cursor(each) for each in CURSOR.findall(said))
        return Outcome("", f"{said} {cursors}", frozenset((touched or "").split()))

    def touched(self) -> frozenset[str]:
        """The tables in which rows of theirs were written in this transaction."""
        row = self.database.execute(TOUCHED).fetchone()
        assert row is not None
        return frozenset((row[0] or "").split())

    def unheard_of(self, value: Any) -> Any:
        """The same with everything of theirs replaced by what nobody has."""
        if isinstance(value, dict):
            return {key: self.unheard_of(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.unheard_of(each) for each in value]
        if not isinstance(value, str):
            return value
        for known in SECRET.findall(value):
            if known in self.secrets:
                value = value.replace(known, other(known))
        return value.replace(THEM, NOBODY).replace(THEM.title(), NOBODY.title())

    def leaks(self, function: str, outcome: Outcome, asked: Arguments) -> set[str]:
        """What of theirs the caller was told without having said it."""
        said = outcome.said
        known = leaves(asked)
        if "cursor" in asked:
            known += leaves(json.loads(plain_cursor(asked["cursor"])))
        if function in LOOK_UPS:
            known += [THEM, self.them["tenant"]]
        said = said.lower()
        for each in sorted({each.lower() for each in known if each}, key=len, reverse=True):
            said = said.replace(each, "")
        return {secret for secret in self.secrets if secret in said}


def claims(values: Arguments, role: str | None) -> Claims:
    """The claims of somebody at a business: a role nobody has heard of is still a role."""
    if role is None:
        return {}
    who: Claims = {"tenant_id": values["tenant"], "role": role}
    if role == "acting":
        return who | {"role": "owner", "acting": values["@acting"], "sub": values["@admin"]}
    if role != "guest":
        who["sub"] = values.get(f"@{role}", str(uuid.uuid5(uuid.NAMESPACE_DNS, role)))
    return who


def fitting(values: Arguments, function: str) -> Claims:
    """The claims of whoever a function is for, with what is a business's own."""
    if function in SWEEPS:
        return claims(values, "worker")
    if function in STRIPE:
        return claims(values, "stripe")
    if function in CALLBACKS:
        return claims(values, "carrier")
    if function in BOOKED:
        return claims(values, "guest") | {"manage_token": values["@manage_token"]}
    if function in AT_LARGE:
        return {"role": "platform_admin", "sub": values["@admin"]}
    if function in ACTING:
        return claims(values, "acting")
    if function in FEEDS:
        return claims(values, "guest") | {"feed_hash": values[FEEDS[function]]}
    if function in FOLLOWING:
        return {"role": "guest", "link_id": values["@link"]}
    if function == "switch_tenant":
        return claims(values, "owner") | {"sid": values["session_id"]}
    return claims(values, "owner")


def leaves(value: Any) -> list[str]:
    """Every text in a JSON document."""
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value] if isinstance(value, str) else []


def mixtures(ours: Any, theirs: Any) -> Iterator[Any]:
    """Our document with one leaf of theirs, for every leaf that both have."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours.keys() & theirs.keys():
            yield from (ours | {key: mixed} for mixed in mixtures(ours[key], theirs[key]))
    elif isinstance(ours, list) and isinstance(theirs, list):
        for n, (our, their) in enumerate(zip(ours, theirs, strict=False)):
            yield from ([*ours[:n], mixed, *ours[n + 1 :]] for mixed in mixtures(our, their))
    elif ours != theirs:
        yield theirs


def quoted(text: str) -> str:
    """A text as SQL has it; of no type, as it comes from the application."""
    return "'" + text.replace("'", "''") + "'"


def plain_cursor(cursor: str) -> str:
    """What stands in a cursor."""
    if cursor.isdecimal():  # The position of whoever follows events.
        return cursor
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()


def other(secret: str) -> str:
    """An id or a token that nobody has, always the same for the same one."""
    if UUID.fullmatch(secret):
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, secret))
    return hashlib.sha256(secret.encode()).hexdigest()


def shape(said: str) -> str:
    """What was said, without what is different every time: ids, codes, the time, for how much
    longer it is true, and whether a plan had to be made, which shows in the context."""
    said = said.partition(CONTEXT)[0]
    return CODE.sub("#", KEPT.sub("#", MOMENT.sub("#", SECRET.sub("#", said))))
