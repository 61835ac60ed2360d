"""What is known of somebody, for them to have; and that of every column it is known whether it is
personal."""

import json

import pytest
from somebody import EMAIL, STRINGS, THEM, US, Business, Given, account, erased


def test_what_is_searched_for_is_there_before(business: Business) -> None:
    """The search can find: in records, bookings, answers, e-mails, links and history."""
    assert {
        "bookings.customer_email",
        "bookings.customer_name",
        "bookings.note",
        "consents.wording",
        "customer_addresses.email",
        "customer_notes.body",
        "customers.email",
        "customers.name",
        "customers.note",
        "customers.phone",
        "customers.phone_e164",
        "history.personal",
        "idempotency_keys.answer",
        "idempotency_keys.caller",
        "messages.data",
        "messages.recipient",
        "one_time_links.data",
        "one_time_links.email",
        "waitlist.customer_name",
        "waitlist.note",
    } <= business.found(*STRINGS)
    assert business.of_no_business() == (3, 3)


def test_erasing_is_for_owners_and_managers(business: Business) -> None:
    path = f"/v1/customers/{business.customer_id}"
    staff = business.headers["staff"]
    assert business.http.post(f"{path}/erase", headers=staff).status_code == 403
    assert business.http.get(f"{path}/export", headers=staff).status_code == 403
    assert business.http.get("/v1/retention", headers=staff).status_code == 403
    manager = business.headers["manager"]
    assert business.http.patch("/v1/retention", json={}, headers=manager).status_code == 403


def test_what_is_exported_is_all_that_is_searched_for(business: Business) -> None:
    answer = business.asked("GET", f"/v1/customers/{business.customer_id}/export", 200)

    records = answer["records"]
    text = json.dumps(records, ensure_ascii=False)
    assert [each for each in STRINGS if each not in text] == []
    assert {"bookings", "consents", "customer_notes", "customers", "history", "messages"} <= set(
        records
    )
    assert {"one_time_links", "series"} <= set(records)
    assert len(records["bookings"]) == 4
    assert len(records["waitlist"]) == 1
    assert {each["table_name"] for each in records["history"]} >= {"bookings", "customers"}
    # Nothing of anybody else.
    assert "zoe" not in text.lower()
    assert THEM not in text
    # And nothing that opens anything: answers that are kept have tokens in them.
    assert business.booking["manage_token"] in "".join(business.rows("idempotency_keys"))
    assert business.booking["manage_token"] not in text
    assert "idempotency_keys" not in records


def test_what_was_erased_is_not_exported(business: Business) -> None:
    erased(business)
    answer = business.asked("GET", f"/v1/customers/{business.customer_id}/export", 200)

    text = json.dumps(answer, ensure_ascii=False)
    assert [each for each in STRINGS if each in text] == []
    assert len(answer["records"]["bookings"]) == 4


def test_an_account_is_exported_with_what_every_business_knows_of_it(business: Business) -> None:
    business.database.execute(
        "insert into data.customers (tenant_id, name, email) values (%s, 'T. Sloot', %s)",
        [business.theirs["tenant"], EMAIL],
    )
    me = account(business, EMAIL)
    answer = business.http.get("/v1/me/export", headers=me)

    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["profile"]["email"] == EMAIL
    assert [each["slug"] for each in said["businesses"]] == [US, THEM]
    ours, theirs = (each["records"] for each in said["businesses"])
    exported = business.asked("GET", f"/v1/customers/{business.customer_id}/export", 200)
    assert ours == exported["records"]
    assert [each["name"] for each in theirs["customers"]] == ["T. Sloot"]
    assert len(said["sessions"]) == 1
    assert "hash" not in {*said["profile"], *said["sessions"][0]}
    secret = ("argon2", "token_hash", "totp_secret", b"hash of a token".hex())
    assert [each for each in secret if each in answer.text] == []
    assert business.booking["manage_token"] not in answer.text

    business.database.execute("update data.users set email_verified_at = null")
    said = business.http.get("/v1/me/export", headers=me).json()
    assert (said["profile"]["email"], said["businesses"]) == (EMAIL, [])
    assert business.http.get("/v1/me/export").status_code == 401


def test_of_every_column_it_is_known_whether_it_is_personal(given: Given) -> None:
    """If this fails, say it of the column that it names: in data.personal_columns, with its kind,
    or in data.impersonal_columns, with the reason."""
    assert given.execute("select private.unclassified_columns()").fetchall() == []


@pytest.mark.parametrize("kind", ["text", "jsonb", "data.short_text", "bytea", "inet", "text[]"])
def test_a_new_column_that_nobody_has_spoken_of_is_found(given: Given, kind: str) -> None:
    with given.transaction(force_rollback=True):
        given.execute(f"alter table data.services add column remark {kind}".encode())
        assert given.execute("select private.unclassified_columns()").fetchall() == [
            ("services.remark",)
        ]


def test_the_catalogue_names_what_is_there_once(given: Given) -> None:
    assert not given.execute(
        "select from (select table_name, column_name from data.personal_columns"
        " union all select table_name, column_name from data.impersonal_columns) as known"
        " where to_regclass('data.' || table_name) is null or not exists (select from pg_attribute"
        " where attrelid = to_regclass('data.' || table_name) and attname = column_name)"
    ).fetchall()
    assert not given.execute(
        "select table_name, column_name from data.personal_columns"
        " intersect select table_name, column_name from data.impersonal_columns"
    ).fetchall()
