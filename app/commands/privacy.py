"""`holdfast erase`, `retention` and `verify-history`."""

from app.commands import Trouble, operate
from app.commands.operate import Connection
from app.settings import Settings

ERASE = """\
Erase what is known of a customer of one business, for good: their record, what they said with
bookings, what was written to them, and what history has of it. What they booked stays, as numbers.
"""

RETENTION = """\
Apply a business's rules for how long it keeps what is personal, all of it and now. The application
does so by itself, once a day.
"""

VERIFY_HISTORY = """\
Look whether the history of businesses is what it was when it was written: row by row, and as a
chain. Exit status: 0 if it is, else 1.
"""


def erase(settings: Settings, arguments: list[str]) -> None:
    """Erase somebody. Raises Trouble."""
    parser = operate.parser("erase", ERASE)
    parser.add_argument("slug", help="the business's name in URLs")
    parser.add_argument("customer", help="the customer's id, or their e-mail address there")
    parser.add_argument(
        "--cancel-bookings", action="store_true", help="cancel what they have to come, if anything"
    )
    asked = parser.parse_args(arguments)
    with operate.connected(settings) as (connection, _), connection.transaction():
        tenant_id = operate.tenant_of(connection, asked.slug)
        customer_id = customer_of(connection, tenant_id, asked.customer)
        operate.act(connection, tenant_id, "owner")
        row = connection.execute(
            "select api.erase_person(%s, %s, %s)", [tenant_id, customer_id, asked.cancel_bookings]
        ).fetchone()
        assert row is not None
    cancelled = operate.count(row[0]["cancelled_bookings"], "booking", "bookings")
    operate.say(f"Customer {customer_id} is erased. Cancelled: {cancelled}.")


def customer_of(connection: Connection, tenant_id: str, known_as: str) -> str:
    """The id of a customer, who is known by it or by an e-mail address. Raises Trouble."""
    found = connection.execute(
        "select customer_id::text from data.customers"
        " where tenant_id = %s and lower(%s) in (customer_id::text, email)",
        [tenant_id, known_as],
    ).fetchall()
    if len(found) != 1:
        raise Trouble(
            "There is no such customer."
            if not found
            else f"{len(found)} records have that address: say which by its id."
        )
    return str(found[0][0])


def retention(settings: Settings, arguments: list[str]) -> None:
    """Apply the rules of one business. Raises Trouble."""
    parser = operate.parser("retention", RETENTION)
    parser.add_argument("slug", help="the business's name in URLs")
    asked = parser.parse_args(arguments)
    with operate.connected(settings) as (connection, progress):
        tenant_id = operate.tenant_of(connection, asked.slug)
        total = 0
        while done := apply(connection, tenant_id):
            total += done
            progress(f"{total} so far")
    operate.say(f"{asked.slug}: {operate.count(total, 'row', 'rows')} erased or deleted.")


def apply(connection: Connection, tenant_id: str) -> int:
    """Apply the rules once, in a short transaction; say how much that was."""
    with connection.transaction():
        operate.act(connection, tenant_id, "worker")
        row = connection.execute("select private.apply_retention(%s)", [tenant_id]).fetchone()
    assert row is not None
    return int(row[0])


def verify_history(settings: Settings, arguments: list[str]) -> int:
    """Verify histories, and say what is wrong with them. Raises Trouble."""
    parser = operate.parser("verify-history", VERIFY_HISTORY)
    parser.add_argument("slug", nargs="?", help="of this business only; without it, of all")
    asked = parser.parse_args(arguments)
    faults = 0
    with operate.connected(settings) as (connection, progress):
        slugs = [asked.slug] if asked.slug else every_slug(connection)
        for slug in slugs:
            progress(f"reading the history of {slug}")
            for position, history_id, what in verified(connection, slug):
                progress.finish()
                operate.say(f"{slug}: {what} (position {position or '-'}, {history_id or '-'})")
                faults += 1
    if faults == 0:
        operate.say(f"{operate.count(len(slugs), 'history is', 'histories are')} as written.")
    return 1 if faults else 0


def every_slug(connection: Connection) -> list[str]:
    """The businesses there are."""
    found = connection.execute("select slug::text from data.tenants order by 1")
    return [slug for (slug,) in found]


def verified(connection: Connection, slug: str) -> list[tuple[int | None, str | None, str]]:
    """What is wrong with the history of one business. Raises Trouble if there is no such."""
    with connection.transaction():
        tenant_id = operate.tenant_of(connection, slug)
        operate.act(connection, tenant_id, "owner")
        return connection.execute(
            'select "position", history_id::text, what from private.verify_history(%s)',
            [tenant_id],
        ).fetchall()
