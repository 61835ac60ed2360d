"""`holdfast create-tenant`, `create-admin` and `rotate-keys`."""

import argparse
import sys
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from app.commands import Trouble, operate
from app.commands.operate import Connection
from app.migrate import DB
from app.passwords import HASHER
from app.settings import Settings
from app.vault import Vault

CREATE_TENANT = """\
Open a business: itself, its first location, its owner, and the resources, services and hours that
its preset starts with.
"""

CREATE_ADMIN = """\
Make somebody a platform admin, who sees no business until they act for it, with a reason. Somebody
who has an account keeps it.
"""

FROM_STDIN = "read the password from standard input; without it, they ask for one by e-mail"

ROTATE_KEYS = """\
With --tenant: give a business a new key for the links in its customers' e-mails. All links die that
were sent until now, at once.

Without: encrypt anew, with HOLDFAST_SECRET_KEY, what was encrypted with
HOLDFAST_PREVIOUS_SECRET_KEY. After that the previous key can go.
"""

OPEN = """
    select private.open_tenant(
        %(slug)s, %(name)s, %(preset)s, %(document)s, %(time_zone)s, %(currency)s, %(locale)s,
        %(location)s
    )::text
"""


def create_tenant(settings: Settings, arguments: list[str]) -> None:
    """Open a business. Raises Trouble."""
    presets = sorted(path.stem for path in (DB / "presets").glob("*.json"))
    parser = operate.parser("create-tenant", CREATE_TENANT)
    parser.add_argument("slug", help="its name in URLs: a-z, 0-9 and hyphens")
    parser.add_argument("--name", required=True, help="its name")
    parser.add_argument("--preset", required=True, choices=presets, help="what kind it is")
    parser.add_argument("--time-zone", required=True, help="of its clock: Europe/Rome")
    parser.add_argument("--currency", required=True, help="of its prices, ISO 4217: EUR")
    parser.add_argument("--locale", default="en", help="its language (default: en)")
    parser.add_argument("--location", help="the name of its first location (default: its name)")
    parser.add_argument("--address", help="where that is")
    parser.add_argument("--owner-email", required=True, metavar="EMAIL", help="whose it is")
    parser.add_argument("--owner-name", required=True, metavar="NAME", help="what they are called")
    parser.add_argument("--password-stdin", action="store_true", help=FROM_STDIN)
    asked = parser.parse_args(arguments)
    password = read_password() if asked.password_stdin else None
    location = {"name": asked.location or asked.name, "address": asked.address}
    with operate.connected(settings) as (connection, _), connection.transaction():
        row = connection.execute(
            OPEN,
            {
                "slug": asked.slug,
                "name": asked.name,
                "preset": asked.preset,
                "document": Jsonb(document(connection, asked)),
                "time_zone": asked.time_zone,
                "currency": asked.currency,
                "locale": asked.locale,
                "location": Jsonb({key: value for key, value in location.items() if value}),
            },
        ).fetchone()
        assert row is not None
        user_id = person(connection, asked.owner_email, asked.owner_name, password)
        connection.execute(
            "insert into data.members (tenant_id, user_id, role) values (%s, %s, 'owner')",
            [row[0], user_id],
        )
    operate.say(f"{asked.name} is open: /v1/tenants/{asked.slug}, owned by {asked.owner_email}.")


def document(connection: Connection, asked: argparse.Namespace) -> Any:
    """What the business starts with, in its language if the presets have several."""
    row = connection.execute(
        "select private.preset_document(%s, %s, %s)", [asked.preset, asked.locale, asked.currency]
    ).fetchone()
    return row[0] if row else None


def create_admin(settings: Settings, arguments: list[str]) -> None:
    """Make a platform admin. Raises Trouble."""
    parser = operate.parser("create-admin", CREATE_ADMIN)
    parser.add_argument("email", help="their e-mail address")
    parser.add_argument("--name", required=True, help="what they are called")
    parser.add_argument("--password-stdin", action="store_true", help=FROM_STDIN)
    asked = parser.parse_args(arguments)
    password = read_password() if asked.password_stdin else None
    with operate.connected(settings) as (connection, _), connection.transaction():
        made = connection.execute(
            "insert into data.platform_admins (user_id) values (%s) on conflict do nothing",
            [person(connection, asked.email, asked.name, password)],
        ).rowcount
    operate.say(f"{asked.email} is a platform admin{'' if made else ' already'}.")


def person(connection: Connection, email: str, name: str, password: str | None) -> str:
    """The id of a user with that address: the one that is there, or a new one. Raises Trouble."""
    row = connection.execute(
        "select user_id::text from data.users where email = lower(%s)", [email]
    ).fetchone()
    if row and password:
        raise Trouble(f"{email} has an account already, with a password of its own.")
    if row is None:
        row = connection.execute(
            "insert into data.users (email, name, password_hash)"
            " values (lower(%s), %s, %s) returning user_id::text",
            [email, name, HASHER.hash(password) if password else None],
        ).fetchone()
    assert row is not None
    return str(row[0])


def read_password() -> str:
    """The password on standard input. Raises Trouble if there is none."""
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Trouble("There is no password on standard input.")
    return password


# What is encrypted with our key: table, key and column.
SEALED = (
    ("calendars", "calendar_id", "sealed_secret"),
    ("endpoints", "endpoint_id", "secret"),
    ("endpoints", "endpoint_id", "previous_secret"),
    ("sms_accounts", "tenant_id", "auth_token"),
    ("users", "user_id", "totp_secret"),
    ("whatsapp_accounts", "tenant_id", "access_token"),
    ("whatsapp_accounts", "tenant_id", "app_secret"),
)


def rotate_keys(settings: Settings, arguments: list[str]) -> None:
    """Give a business new keys, or encrypt anew what is encrypted with ours. Raises Trouble."""
    parser = operate.parser("rotate-keys", ROTATE_KEYS)
    parser.add_argument("--tenant", metavar="SLUG", help="the business's name in URLs")
    asked = parser.parse_args(arguments)
    with operate.connected(settings) as (connection, _), connection.transaction():
        if asked.tenant:
            tenant_id = operate.tenant_of(connection, asked.tenant)
            operate.act(connection, tenant_id, "owner")
            connection.execute(
                "update data.tenant_keys set manage_key = default where tenant_id = %s",
                [tenant_id],
            )
            operate.say(f"{asked.tenant} has a new key: links sent until now are dead.")
        else:
            operate.say(f"Encrypted anew: {reencrypt(connection, settings)}.")


def reencrypt(connection: Connection, settings: Settings) -> str:
    """Encrypt anew what was encrypted with the previous key; say how much. Raises Trouble."""
    if not settings.previous_secret_key:
        raise Trouble("HOLDFAST_PREVIOUS_SECRET_KEY is not set: there is nothing to change over.")
    vault = Vault(settings)
    secrets = sum(resealed(connection, vault, *column) for column in SEALED)
    return operate.count(secrets, "secret", "secrets")


def resealed(connection: Connection, vault: Vault, table: str, key: str, column: str) -> int:
    """Encrypt a column anew; how many there were. Raises Trouble."""
    names = {
        "table": sql.Identifier("data", table),
        "key": sql.Identifier(key),
        "column": sql.Identifier(column),
    }
    sealed = connection.execute(
        sql.SQL("select {key}, {column} from {table} where {column} is not null for update").format(
            **names
        )
    ).fetchall()
    for id_, secret in sealed:
        text = vault.open(secret)
        if text is None:
            raise Trouble(f"The {column} of {id_} was encrypted with neither of the two keys.")
        connection.execute(
            sql.SQL("update {table} set {column} = %s where {key} = %s").format(**names),
            [vault.seal(text), id_],
        )
    return len(sealed)
