"""Who was erased is gone, wherever they stood: every column of every table is searched."""

import concurrent.futures
import json
from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql
from somebody import (
    EMAIL,
    NAME,
    OTHER_EMAIL,
    OTHER_NAME,
    PASSWORD,
    STRINGS,
    THEM,
    US,
    Business,
    Given,
    account,
    applied,
    erased,
)
from waiting import until


def test_nothing_of_whoever_was_erased_is_found_anywhere(business: Business) -> None:
    answer = erased(business)

    assert answer["customer_id"] == business.customer_id
    assert answer["cancelled_bookings"] == 3
    assert business.found(*STRINGS) == set()
    assert business.faults() == []


def test_visits_and_money_stay_and_still_balance(business: Business) -> None:
    before = business.statistics()
    erased(business)

    assert business.statistics() == before
    assert any(row[5] == "paid" for row in before)


def test_nobody_else_loses_anything(business: Business) -> None:
    ids = {
        business.customer_id,
        *business.database.execute(
            "select booking_id::text from data.bookings where customer_id = %s union"
            " select series_id::text from data.series where customer_id = %s union"
            " select entry_id::text from data.waitlist where customer_id = %s union"
            " select note_id::text from data.customer_notes where customer_id = %s union"
            " select consent_id::text from data.consents where customer_id = %s union"
            " select customer_id::text from data.customers where merged_into = %s",
            [business.customer_id] * 6,
        ).fetchall(),
    }
    names = [each if isinstance(each, str) else each[0] for each in ids]

    def others() -> dict[str, list[str]]:
        tables = {
            name: business.rows(name)
            for name in business.tables()
            # These follow their own course, and say of each row whose it is.
            if name not in ("history_heads", "events", "erasures", "idempotency_keys")
        }
        words = (*STRINGS, *names)
        return {
            name: [row for row in rows if not any(word in row for word in words)]
            for name, rows in tables.items()
        }

    before = others()
    erased(business)
    assert others() == before
    assert all(before[name] for name in ("customers", "bookings", "waitlist", "history"))


def test_that_they_agreed_stays_without_the_words(business: Business) -> None:
    query = (
        "select purpose, given_at, withdrawn_at, source from data.consents"
        " where customer_id = %s order by consent_id"
    )
    before = business.database.execute(query, [business.customer_id]).fetchall()
    erased(business)

    assert [purpose for (purpose, *_) in before] == ["photos", "marketing"]
    assert business.database.execute(query, [business.customer_id]).fetchall() == before
    assert business.database.execute(
        "select distinct wording from data.consents where customer_id = %s", [business.customer_id]
    ).fetchall() == [("Erased",)]


def test_what_is_an_accounts_or_another_business_s_is_not_a_business_s_to_erase(
    business: Business,
) -> None:
    """One of the two addresses is that of somebody who signs in; the other applied for a business,
    and is known to the neighbours."""
    account(business, OTHER_EMAIL)
    applied(business, EMAIL)
    business.database.execute(
        "insert into data.customers (tenant_id, name, email) values (%s, 'T.', %s)",
        [business.theirs["tenant"], EMAIL],
    )
    erased(business)

    assert business.found(OTHER_EMAIL) == {
        "messages.recipient",
        "one_time_links.email",
        "users.email",
    }
    assert business.of_no_business() == (1, 1)
    whose = business.database.execute(
        "select distinct t.slug::text from data.tenants as t where tenant_id in ("
        " select tenant_id from data.messages where recipient = %(email)s"
        " union all select tenant_id from data.one_time_links where email = %(email)s"
        " union all select tenant_id from data.customers where email = %(email)s) order by 1",
        {"email": EMAIL},
    ).fetchall()
    assert whose == [(THEM,), ("ours",)]
    assert "idempotency_keys.answer" not in business.found("dogwood road")


def test_an_erasure_is_recorded_without_who_it_was(business: Business) -> None:
    erased(business)

    assert business.database.execute(
        "select reason, erased_by::text from data.erasures where customer_id = %s",
        [business.customer_id],
    ).fetchall() == [("request", business.ours["@owner"])]
    rows = business.database.execute(
        "select operation, actor_id::text from data.history"
        " where table_name = 'erasures' and subject_id = %s",
        [business.customer_id],
    ).fetchall()
    assert rows == [("insert", business.ours["@owner"])]


def test_the_record_says_that_it_was_erased_in_the_words_of_the_business(
    business: Business,
) -> None:
    business.database.execute("update data.tenants set locale = 'it' where slug = 'alder'")
    erased(business)

    customer = business.asked("GET", f"/v1/customers/{business.customer_id}", 200)
    assert customer["name"] == "Dati cancellati"
    assert {customer[name] for name in ("email", "phone", "note")} == {None}


def test_whoever_has_bookings_to_come_is_refused(business: Business) -> None:
    path = f"/v1/customers/{business.customer_id}/erase"
    problem = business.asked("POST", path, 409)

    assert problem["type"] == "/problems/bookings-to-come"
    assert len(problem["bookings"]) == 3
    assert "customers.name" in business.found(NAME)


def test_who_is_here_is_not_erased(business: Business) -> None:
    business.database.execute(
        "update data.bookings set status = 'checked_in' where customer_id = %s and"
        " status = 'confirmed' and starts_at = (select min(starts_at) from data.bookings"
        " where customer_id = %s and status = 'confirmed')",
        [business.customer_id] * 2,
    )
    problem = business.asked(
        "POST", f"/v1/customers/{business.customer_id}/erase", 409, cancel_bookings=True
    )
    assert len(problem["bookings"]) == 1


def test_erasing_again_changes_nothing_and_a_repeated_request_has_its_answer(
    business: Business,
) -> None:
    path = f"/v1/customers/{business.customer_id}/erase"
    headers = business.headers["manager"] | {"Idempotency-Key": "forget"}
    body = {"cancel_bookings": True}
    first, second = (business.http.post(path, json=body, headers=headers) for _ in range(2))
    assert first.status_code == 200
    assert second.content == first.content
    assert second.headers["idempotent-replayed"] == "true"

    assert erased(business)["cancelled_bookings"] == 0
    assert business.faults() == []


BOOK = """
    select api.create_booking(
        p_tenant_id => private.begin_claims(%(who)s, false), p_service_id => %(service)s,
        p_resource_id => %(lead)s, p_starts_at => %(at)s, p_customer => %(customer)s
    ) ->> 'id'
"""


def guests_booking(business: Business, name: str, email: str) -> dict[str, Any]:
    """What a guest books with."""
    return {
        "who": json.dumps({"slug": US, "role": "guest"}),
        "service": business.ours["service_id"],
        "lead": business.ours["resource_id"],
        "at": business.day(5),
        "customer": json.dumps({"name": name, "email": email}),
    }


def erase(owner: Given, business: Business, customer_id: str) -> None:
    """Erase somebody in a transaction that goes on."""
    owner.execute(
        "select api.erase_person(private.begin_claims(%s, false), %s, true)",
        [json.dumps({"tenant_id": business.ours["tenant"], "role": "owner"}), customer_id],
    )


def test_a_booking_that_is_being_made_is_seen(business: Business) -> None:
    """And one that begins meanwhile is of somebody new, who is not forgotten with them."""
    erased(business)
    path = "/v1/customers/{}/erase"
    made = business.asked("POST", "/v1/customers", 201, name=NAME, email=EMAIL)
    booking = guests_booking(business, NAME, EMAIL)
    with (
        psycopg.connect(business.database.info.dsn) as guest,
        concurrent.futures.ThreadPoolExecutor() as threads,
    ):
        guest.execute(BOOK, booking)
        erasing = threads.submit(business.asked, "POST", path.format(made["id"]), 409)
        waits(business.database)
        guest.commit()
        assert erasing.result()["type"] == "/problems/bookings-to-come"

    with (
        psycopg.connect(business.database.info.dsn) as owner,
        concurrent.futures.ThreadPoolExecutor() as threads,
    ):
        erase(owner, business, made["id"])
        booking["at"] = business.day(6)
        booked = threads.submit(business.value, BOOK, booking)
        waits(business.database)
        owner.commit()
        booked.result()
    assert business.database.execute(
        "select b.customer_name, c.email from data.bookings as b"
        " join data.customers as c using (tenant_id, customer_id) where b.starts_at = %s",
        [booking["at"]],
    ).fetchall() == [(NAME, EMAIL)]
    assert not business.database.execute(
        "select from data.bookings where customer_id = %s and customer_email is not null",
        [made["id"]],
    ).rowcount


def test_a_booking_under_an_address_of_old_that_is_being_made_is_of_somebody_new(
    business: Business,
) -> None:
    """The address of the record that was merged finds nobody any more."""
    booking = guests_booking(business, OTHER_NAME, OTHER_EMAIL)
    with (
        psycopg.connect(business.database.info.dsn) as owner,
        concurrent.futures.ThreadPoolExecutor() as threads,
    ):
        erase(owner, business, business.customer_id)
        booked = threads.submit(business.value, BOOK, booking)
        waits(business.database)
        owner.commit()
        booking_id = booked.result()
    assert business.database.execute(
        "select c.name, c.email from data.bookings as b"
        " join data.customers as c using (tenant_id, customer_id) where b.booking_id = %s",
        [booking_id],
    ).fetchall() == [(OTHER_NAME, OTHER_EMAIL)]


def waits(database: Given) -> None:
    """Return once somebody waits for a lock."""
    query = "select from pg_locks where not granted"
    with psycopg.connect(database.info.dsn, autocommit=True) as watching:
        until(lambda: watching.execute(query).rowcount)


def erase_me(business: Business, me: Mapping[str, str], **body: Any) -> tuple[int, str | None]:
    """Ask to have an account erased: the status, and the name of the problem."""
    answer = business.http.request("DELETE", "/v1/me", json=body or None, headers=me)
    return answer.status_code, answer.json()["type"] if answer.content else None


def test_nothing_of_an_account_that_was_erased_is_found_anywhere(business: Business) -> None:
    """But what a business knows, which is the business's, and no account's any more."""
    email = "tilda@alone.test"
    me = account(business, email)
    business.asked_openly("/v1/auth/magic-link", 202, email=email)
    business.asked_openly("/v1/auth/password/forgot", 202, email=email)
    assert business.http.post(
        "/v1/auth/email", json={"email": "tilda@new.test", "password": PASSWORD}, headers=me
    ).is_success
    assert business.found(email, "tilda@new.test") >= {
        "messages.recipient",
        "one_time_links.email",
        "users.email",
    }

    for wrong in ({}, {"password": "wrong"}):
        assert erase_me(business, me, **wrong) == (422, "/problems/password-wrong")
    assert erase_me(business, me, password=PASSWORD) == (204, None)

    assert business.found(email, "tilda@new.test") == set()
    for table in ("sessions", "recovery_codes"):
        gone = sql.SQL(
            "select count(*) from {} as t"
            " where not exists (select from data.users as u where u.user_id = t.user_id)"
        )
        assert business.value(gone.format(sql.Identifier("data", table))) == 0
    assert business.http.get("/v1/me", headers=me).status_code == 401
    assert erase_me(business, me, password=PASSWORD) == (401, "/problems/not-signed-in")
    assert business.faults() == []


def test_a_customer_who_erases_their_account_stays_a_customer(business: Business) -> None:
    me = account(business, EMAIL, None)
    assert business.http.get("/v1/me/bookings", headers=me).json()["items"] != []
    before = business.rows("customers")
    assert erase_me(business, me) == (204, None)

    assert business.rows("customers") == before
    assert business.http.get("/v1/me/bookings", headers=me).status_code == 401
    assert business.found(EMAIL) & {"users.email", "customers.email"} == {"customers.email"}
    assert business.of_no_business() == (1, 1), "what went to another address"


def test_whoever_is_needed_leaves_first(business: Business) -> None:
    for role in ("owner", "manager", "staff"):
        business.database.execute("update data.users set password_hash = null")
        me = business.headers[role]
        assert erase_me(business, me) == (409, "/problems/account-in-use")
    me = account(business, "ada@platform.test", None)
    business.database.execute(
        "insert into data.platform_admins (user_id) select user_id from data.users"
        " where email = 'ada@platform.test'"
    )
    assert erase_me(business, me) == (409, "/problems/account-in-use")
    assert business.http.get("/v1/me", headers=me).status_code == 200


def test_who_joins_a_business_meanwhile_is_seen(business: Business) -> None:
    me = account(business, "tilda@alone.test", None)
    with (
        psycopg.connect(business.database.info.dsn) as other,
        concurrent.futures.ThreadPoolExecutor() as threads,
    ):
        other.execute(
            "insert into data.members (tenant_id, user_id, role) select %s, user_id, 'staff'"
            " from data.users where email = 'tilda@alone.test'",
            [business.ours["tenant"]],
        )
        erasing = threads.submit(erase_me, business, me)
        waits(business.database)
        other.commit()
        assert erasing.result() == (409, "/problems/account-in-use")
