"""`holdfast deliveries`: what is told to whom, for whoever looks after it."""

import argparse
from typing import Any

from psycopg import sql

from app.commands import Trouble, operate
from app.commands.operate import Connection
from app.settings import Settings

DELIVERIES = """\
Look after deliveries: everything that is told to somebody, by e-mail, push, webhook …

  backlog [SLUG]              what waits, what is dead, and how late it is
  list SLUG                   the deliveries of a business, the newest first
  retry SLUG ID …             try now what is dead, or waits for its next attempt
  discard SLUG ID …           give it up; what waits behind it is next
  replay SLUG CHANNEL TARGET  tell a target once more what it was told before

In place of a SLUG, "-" means what is no business's: accounts, sign-ups.
"""

EPILOG = """\
examples:
  holdfast deliveries backlog
  holdfast deliveries list salon --status dead
  holdfast deliveries retry salon --dead --channel webhook
  holdfast deliveries replay salon webhook 0197… --from 2026-12-01T10:00:00Z

Each has --help.
"""

NOBODY = "00000000-0000-0000-0000-000000000000"

BACKLOG = """
    select
        coalesce(t.slug::text, '-'), b.channel, b.kind, b.waiting, b.blocked, b.under_way,
        b.retrying, b.later, b.dead, round(b.lag_seconds::numeric, 1)
    from data.backlog as b
    left join data.tenants as t on t.tenant_id = b.tenant_id
    where %(slug)s::text is null or coalesce(t.slug::text, '-') = %(slug)s
    order by b.lag_seconds desc, 1, 2, 3
"""
HEAD = (
    *("business", "channel", "kind", "waiting", "blocked", "under way", "retrying", "later"),
    *("dead", "late"),
)

DEAD = """
    select delivery_id::text
    from data.deliveries
    where
        tenant_id = %(tenant)s
        and status = 'dead'
        and (%(channel)s::text is null or channel = %(channel)s)
    order by delivery_id
"""

LISTED = ("id", "channel", "kind", "status", "attempts", "due_at", "last_error")

STATUSES = ("pending", "delivered", "skipped", "dead", "discarded")
CHANNELS = ("email", "push", "whatsapp", "sms", "webhook", "calendar")
CHANNEL = ", ".join(CHANNELS)


def deliveries(settings: Settings, arguments: list[str]) -> None:
    """Do what is asked with deliveries. Raises Trouble."""
    asked = parser().parse_args(arguments)
    with operate.connected(settings) as (connection, progress):
        progress.finish()
        asked.act(connection, asked)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = operate.parser("deliveries", DELIVERIES, EPILOG)
    parser.usage = "holdfast deliveries <command> …"
    commands = parser.add_subparsers(
        required=True, metavar="command", help=argparse.SUPPRESS, prog="holdfast deliveries"
    )

    asked = commands.add_parser("backlog", description="What waits, what is dead, how late it is.")
    asked.add_argument("slug", nargs="?", help="of this business only")
    asked.set_defaults(act=backlog)

    asked = commands.add_parser("list", description="The deliveries of a business, newest first.")
    asked.add_argument("slug", help="the business's name in URLs")
    asked.add_argument("--status", choices=STATUSES, metavar="STATUS", help=", ".join(STATUSES))
    asked.add_argument("--channel", choices=CHANNELS, metavar="CHANNEL", help=CHANNEL)
    asked.add_argument("--target", metavar="ID", help="one webhook or calendar")
    asked.add_argument("--event", metavar="ID", help="those that tell of one event")
    asked.add_argument("--limit", type=int, default=50, help="how many (default: 50)")
    asked.set_defaults(act=listed)

    for name, words in (
        ("retry", "Try now what is dead, or waits for its next attempt."),
        ("discard", "Give up what is dead, or waits for its next attempt."),
    ):
        asked = commands.add_parser(name, description=words)
        asked.add_argument("slug", help="the business's name in URLs")
        asked.add_argument("id", nargs="*", help="deliveries")
        asked.add_argument("--dead", action="store_true", help="all that are dead")
        asked.add_argument(
            "--channel",
            choices=CHANNELS,
            metavar="CHANNEL",
            help=f"with --dead, of this one only: {CHANNEL}",
        )
        asked.set_defaults(act=put_right, function=f"{name}_delivery")

    asked = commands.add_parser("replay", description="Tell a target what it was told before.")
    asked.add_argument("slug", help="the business's name in URLs")
    asked.add_argument("channel", choices=CHANNELS, metavar="channel", help=CHANNEL)
    asked.add_argument("target", help="the id of the webhook or calendar")
    asked.add_argument("--first", type=int, metavar="N", help="the number of the first event")
    asked.add_argument("--last", type=int, metavar="N", help="and of the last")
    asked.add_argument("--from", dest="since", metavar="TIME", help="or from when, RFC 3339")
    asked.add_argument("--to", dest="until", metavar="TIME", help="until when")
    asked.set_defaults(act=replay)
    return parser


def backlog(connection: Connection, asked: argparse.Namespace) -> None:
    """Say what waits."""
    rows = connection.execute(BACKLOG, {"slug": asked.slug}).fetchall()
    if rows:
        tell([HEAD, *((*row[:-1], f"{row[-1]} s") for row in rows)])
    else:
        operate.say("Nothing waits, and nothing is dead.")


def listed(connection: Connection, asked: argparse.Namespace) -> None:
    """List deliveries. Raises Trouble."""
    wishes = {
        "status": asked.status,
        "channel": asked.channel,
        "target_id": asked.target,
        "event_id": asked.event,
        "limit": asked.limit,
    }
    page = call(connection, asked.slug, "list_deliveries", wishes)
    if page["items"]:
        tell([LISTED, *([item[name] for name in LISTED] for item in page["items"])])
    else:
        operate.say("There is none.")


def put_right(connection: Connection, asked: argparse.Namespace) -> None:
    """Retry or discard deliveries, each for itself. Raises Trouble."""
    if bool(asked.id) == asked.dead:
        raise Trouble("Say which: their ids, or --dead.")
    ids = asked.id
    if asked.dead:
        wanted = {"tenant": business(connection, asked.slug), "channel": asked.channel}
        ids = [delivery_id for (delivery_id,) in connection.execute(DEAD, wanted)]
    for delivery_id in ids:
        call(connection, asked.slug, asked.function, {"delivery_id": delivery_id})
    done = "tried now" if asked.function == "retry_delivery" else "given up"
    operate.say(f"{operate.count(len(ids), 'delivery is', 'deliveries are')} {done}.")


def replay(connection: Connection, asked: argparse.Namespace) -> None:
    """Tell a target once more what it was told, in short transactions. Raises Trouble."""
    wishes = {
        "channel": asked.channel,
        "target_id": asked.target,
        "first_sequence": asked.first,
        "last_sequence": asked.last,
        "from": asked.since,
        "to": asked.until,
    }
    done = call(connection, asked.slug, "replay_deliveries", wishes)
    count = done["count"]
    while not done["is_all"]:
        wishes |= {"first_sequence": done["last_sequence"] + 1, "from": None}
        done = call(connection, asked.slug, "replay_deliveries", wishes)
        count += done["count"]
    operate.say(f"{operate.count(count, 'delivery is', 'deliveries are')} made once more.")


def call(connection: Connection, slug: str, function: str, arguments: dict[str, Any]) -> Any:
    """What an api function answers to the owner of a business. Raises Trouble."""
    given = {name: value for name, value in arguments.items() if value is not None}
    named = sql.SQL("").join(
        sql.SQL(", {} => {}").format(sql.Identifier(f"p_{name}"), sql.Literal(value))
        for name, value in given.items()
    )
    with connection.transaction():
        tenant_id = business(connection, slug)
        operate.act(connection, tenant_id, "owner")
        row = connection.execute(
            sql.SQL("select api.{}(p_tenant_id => {}{})").format(
                sql.Identifier(function), sql.Literal(tenant_id), named
            )
        ).fetchone()
    assert row is not None
    return row[0]


def business(connection: Connection, slug: str) -> str:
    """The id of a business, or of nobody. Raises Trouble."""
    return NOBODY if slug == "-" else operate.tenant_of(connection, slug)


def tell(rows: list[Any]) -> None:
    """Write a table, the first row its head."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        operate.say("  ".join(cells).rstrip())
