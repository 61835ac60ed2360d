"""What is kept for so long and no longer."""

import asyncio

import psycopg
from live import settings
from somebody import EMAIL, NAME, NOTES, Business, applied

from app.database import Database
from app.retention import retain


def test_rules_are_the_owners_to_make(business: Business) -> None:
    assert business.asked("GET", "/v1/retention", 200) == {
        "customers_months": None,
        "waitlist_days": None,
        "messages_days": 30,
        "history_months": 240,
    }
    changed = business.asked("PATCH", "/v1/retention", 200, customers_months=24, history_months=6)
    assert changed == {
        "customers_months": 24,
        "waitlist_days": None,
        "messages_days": 30,
        "history_months": 6,
    }
    cleared = business.asked("PATCH", "/v1/retention", 200, customers_months=None)
    assert cleared["customers_months"] is None
    problem = business.asked("PATCH", "/v1/retention", 422, history_months=0)
    assert problem["type"] == "/problems/retention-invalid"


def swept(business: Business) -> None:
    """As the application does it, until nothing is due."""
    parts = psycopg.conninfo.conninfo_to_dict(business.database.info.dsn)
    worker = f"postgresql://holdfast_worker@/{parts['dbname']}?host={parts['host']}"

    async def until_done() -> None:
        database = Database(settings(worker))
        await database.pool.open()
        try:
            for _ in range(5):
                await retain(database)
        finally:
            await database.pool.close()

    asyncio.run(until_done())


def test_rules_are_applied_by_themselves_when_they_are_due(business: Business) -> None:
    """Who has not come for long is erased, who has not is not; once a day."""
    database = business.database
    business.asked(
        "PATCH",
        "/v1/retention",
        200,
        customers_months=12,
        waitlist_days=10,
        messages_days=10,
        history_months=3,
    )
    database.execute(
        "update data.messages set created_at = now() - interval '11 days' where kind = 'booked'"
    )
    old = business.asked("POST", "/v1/customers", 201, name="Methuselah", phone="+39 055 1234")
    database.execute(
        "update data.customers set created_at = now() - interval '13 months'"
        " where customer_id = any(%s)",
        [[old["id"], business.customer_id]],
    )
    swept(business)
    assert "customers.name" in business.found("Methuselah"), "it is not due yet"

    database.execute("update data.retention_runs set due_at = now()")
    swept(business)
    assert business.found("Methuselah", "+39 055 1234") == set()
    assert "customers.name" in business.found(NAME), "they have bookings to come"
    assert not database.execute("select from data.messages where kind = 'booked'").rowcount
    assert database.execute("select from data.messages where kind = 'told'").rowcount == 1
    assert not database.execute("select from data.retention_runs where due_at <= now()").rowcount
    assert database.execute("select from data.erasures where reason = 'retention'").rowcount == 1
    assert business.faults() == []


def test_what_is_no_businesss_goes_by_itself(business: Business) -> None:
    """E-mails and links of no business, and what was answered to an applicant."""
    database = business.database
    applied(business, "nina@new.test")
    swept(business)
    assert business.of_no_business() == (3, 3)

    database.execute(
        "update data.messages set created_at = now() - interval '31 days'"
        " where tenant_id is null and kind = 'sign_in' and recipient = %s",
        [EMAIL],
    )
    swept(business)
    assert business.of_no_business() == (2, 3), "what was written then"

    database.execute(
        "update data.messages set created_at = now() - interval '31 days' where tenant_id is null"
    )
    database.execute(
        "update data.one_time_links set expires_at = now() - interval '31 days'"
        " where tenant_id is null and email = %s",
        [EMAIL],
    )
    swept(business)
    assert business.of_no_business() == (0, 1), "all of it, and links that are long past"

    applicants = "select count(*) from data.idempotency_keys where caller = 'applicant'"
    assert business.value(applicants) == 1
    database.execute("update data.idempotency_keys set created_at = now() - interval '49 hours'")
    kept = business.value("select count(*) from data.idempotency_keys")
    swept(business)
    assert business.value(applicants) == 0
    assert business.value("select count(*) from data.idempotency_keys") == kept - 1


def test_old_history_loses_what_is_personal_and_old_entries_go(business: Business) -> None:
    database = business.database
    business.asked("PATCH", "/v1/retention", 200, waitlist_days=10, history_months=3)
    database.execute(
        "update data.history set at = at - interval '4 months', position = null,"
        " hash = null, digest = null where table_name = 'customers'"
    )
    database.execute(
        "update data.waitlist set window_starts_at = now() - interval '12 days',"
        " window_ends_at = now() - interval '11 days', status = 'ended'"
        " where customer_id = %s",
        [business.customer_id],
    )
    database.execute("update data.retention_runs set due_at = now()")
    swept(business)

    assert not database.execute(
        "select from data.history where table_name = 'customers' and personal is not null"
        " and tenant_id = %s",
        [business.ours["tenant"]],
    ).rowcount
    assert database.execute(
        "select from data.history where table_name = 'bookings' and personal is not null"
    ).rowcount
    assert business.found(NOTES[3]) <= {"idempotency_keys.answer"}
