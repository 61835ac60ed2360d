"""`holdfast act-for`: a token to act for a business, for a reason and for a while."""

import os
from pathlib import Path
from typing import Any

from psycopg.types.json import Jsonb

from app.commands import Trouble, operate
from app.commands.operate import Connection
from app.commands.run import kept_secret_key
from app.settings import Settings
from app.tokens import Tokens

ACT_FOR = """\
Act for a business as its owner may, for a reason and for a while. Prints an access token, good for
fifteen minutes: ask again for a new one while the time lasts. The owners see who acted and why, and
history names you with everything that you change.
"""

START = """
    select api.start_acting(
        p_tenant_id => private.begin_claims(%(claims)s, false),
        p_tenant => %(slug)s, p_reason => %(reason)s, p_minutes => %(minutes)s
    )
"""


def act_for(settings: Settings, arguments: list[str]) -> None:
    """Begin to act for a business, and print a token. Raises Trouble."""
    parser = operate.parser("act-for", ACT_FOR)
    parser.add_argument("slug", help="the business's name in URLs")
    parser.add_argument(
        "--as", required=True, metavar="EMAIL", dest="email", help="a platform admin"
    )
    parser.add_argument("--reason", required=True, help="why: the owners will read it")
    parser.add_argument("--minutes", type=int, default=30, help="for how long (default: 30)")
    asked = parser.parse_args(arguments)
    with operate.connected(settings) as (connection, _), connection.transaction():
        acting = started(connection, asked.email, asked.slug, asked.reason, asked.minutes)
    tokens = Tokens(with_key(settings))
    operate.say(
        tokens.access(acting["user_id"], acting["tenant_id"], "platform_admin", acting=acting["id"])
    )


def started(
    connection: Connection, email: str, slug: str, reason: str, minutes: int
) -> dict[str, Any]:
    """What was granted. Raises Trouble."""
    admin = connection.execute(
        "select user_id::text from data.users where email = lower(%s)", [email]
    ).fetchone()
    if admin is None:
        raise Trouble(f"Nobody has the address {email}: holdfast create-admin.")
    claims = {"sub": admin[0], "role": "platform_admin"}
    row = connection.execute(
        START, {"claims": Jsonb(claims), "slug": slug, "reason": reason, "minutes": minutes}
    ).fetchone()
    assert row is not None
    return dict(row[0])


def with_key(settings: Settings) -> Settings:
    """The settings with the key that the application has. Raises Trouble if we do not know it."""
    key = os.environ.get("HOLDFAST_SECRET_KEY", "")
    if not key and not settings.migration_url:
        key = kept_secret_key(Path(settings.data_dir))
    if not key:
        raise Trouble("HOLDFAST_SECRET_KEY is not set: the application would not know the token.")
    return Settings.from_environment(secret_key=key)
