"""What is known of somebody, for them to have; and that it is gone once they are erased, wherever
it stood: every column of every table is searched."""

import asyncio
import concurrent.futures
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher
from conftest import Databases
from live import serving, settings
from psycopg import sql
from waiting import until

from app.database import Database
from app.dsn import as_user
from app.migrate import run_file
from app.retention import retain
from app.tokens import Tokens

Given = psycopg.Connection[tuple[Any, ...]]
US, THEM = "alder", "birch"

NAME, EMAIL, PHONE = "Ottilie Vandersloot", "ottilie@elsewhere.test", "+39 055 77 88 99"
DIALLED = "39055778899"
OLD_EMAIL = "tilly@before.test"
OTHER_NAME, OTHER_EMAIL, OTHER_PHONE = "O. van der Sloot", "ovds@work.test", "+39 055 66 55 44"
NOTES = (
    "the staff's own words",
    "said while booking",
    "said of a series",
    "said while waiting",
    "noted once",
    "noted of the other record",
    "agrees to photographs",
    "agrees to letters",
)
STRINGS = (
    *(NAME, "Ottilie", "Tilly", EMAIL, OLD_EMAIL, PHONE, DIALLED),
    *(OTHER_NAME, OTHER_EMAIL, OTHER_PHONE, "39055665544"),
    *NOTES,
)
PASSWORD = "correct horse battery staple"


class Business:
    """A business full of data, beside another, with one person who did everything there."""

    def __init__(self, database: Given, http: httpx.Client) -> None:
        self.database = database
        self.http = http
        run_file(database, Path(__file__).parent / "two_businesses.sql")
        self.ours, self.theirs = (
            self.value("select given.filled(%s, %s)", slug, latitude)
            for slug, latitude in ((US, 41.9), (THEM, 42.0))
        )
        self.headers = {role: self.signed_in(role) for role in ("owner", "manager", "staff")}
        self.customer_id = self.person()

    def value(self, query: Any, *arguments: Any) -> Any:
        given = arguments[0] if arguments and isinstance(arguments[0], dict) else arguments
        row = self.database.execute(query, given).fetchone()
        assert row is not None
        return row[0]

    def signed_in(self, role: str) -> dict[str, str]:
        token = Tokens(settings("")).access(self.ours[f"@{role}"], self.ours["tenant"], role)
        return {"authorization": f"Bearer {token}"}

    def asked(self, method: str, path: str, status: int, **body: Any) -> Any:
        """An owner's request, which is answered like that."""
        answer = self.http.request(method, path, json=body or None, headers=self.headers["owner"])
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def asked_openly(self, path: str, status: int, **body: Any) -> None:
        """The request of somebody who has not signed in, of no business."""
        answer = self.http.post(path, json=body)
        assert answer.status_code == status, answer.text

    def said(self, path: str, key: str, **body: Any) -> Any:
        """A guest's request."""
        answer = self.http.post(
            f"/v1/tenants/{US}{path}", json=body, headers={"Idempotency-Key": key}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def day(self, day: int) -> str:
        return str(self.value("select given.at(%s, given.day(%s, '15:00'))", US, day))

    def person(self) -> str:
        """Somebody who booked, came, waits, agreed, and was written to and about; and who was there
        a second time, under another name."""
        made = self.asked(
            "POST", "/v1/customers", 201, name="Tilly", email=OLD_EMAIL, phone=PHONE, note=NOTES[0]
        )
        path = f"/v1/customers/{made['id']}"
        service = {"service_id": self.ours["service_id"], "resource_id": self.ours["resource_id"]}
        self.said(
            "/bookings",
            "as Tilly",
            **service,
            starts_at=self.day(3),
            customer={"name": "Tilly", "email": OLD_EMAIL},
            note=NOTES[1],
        )
        self.asked("PATCH", path, 200, name=NAME, email=EMAIL, note=NOTES[0] * 2)
        me = {"name": NAME, "email": EMAIL, "phone": PHONE}
        self.booking = self.said(
            "/bookings", "once", **service, starts_at=self.day(4), customer=me, note=NOTES[1]
        )
        self.said(
            "/series",
            "often",
            **service,
            starts_at=self.day(25),
            rrule="FREQ=DAILY;COUNT=2",
            customer=me,
            note=NOTES[2],
        )
        self.said(
            "/waitlist",
            "waits",
            **service,
            **{
                "from": str(self.value("select given.day(56)::date")),
                "to": str(self.value("select given.day(57)::date")),
            },
            customer=me,
            note=NOTES[3],
        )
        self.asked("POST", f"{path}/notes", 201, body=NOTES[4])
        self.asked("POST", f"{path}/consents", 201, purpose="photos", wording=f"{NAME} {NOTES[6]}")
        twin = self.asked(
            "POST",
            "/v1/customers",
            201,
            name=OTHER_NAME,
            email=OTHER_EMAIL,
            phone=OTHER_PHONE,
        )
        path_of_twin = f"/v1/customers/{twin['id']}"
        self.asked("POST", f"{path_of_twin}/notes", 201, body=f"{OTHER_NAME}: {NOTES[5]}")
        self.asked("POST", f"{path_of_twin}/consents", 201, purpose="marketing", wording=NOTES[7])
        self.asked("POST", f"{path}/merge", 200, other_customer_id=twin["id"])
        for email in (EMAIL, OTHER_EMAIL):
            self.asked_openly("/v1/auth/magic-link", 202, email=email)
        self.asked_openly("/v1/auth/signup", 202, email=EMAIL, name=NAME)
        with self.database.transaction():
            self.database.execute(
                "select private.make_link('sign_in', %s, interval '1 h', null, %s,"
                " jsonb_build_object('name', %s::text))",
                [EMAIL, self.ours["tenant"], NAME],
            )
            self.database.execute(
                "select private.queue_message(%s, 'booked', %s, 'en', %s)",
                [self.ours["tenant"], EMAIL, json.dumps({"name": NAME})],
            )
            self.database.execute(
                "select private.queue_message(%s, 'told', 'olga@alder.test', 'en', %s)",
                [self.ours["tenant"], json.dumps({"who": [NAME], "booking": self.booking["id"]})],
            )
        self.passed()
        return str(made["id"])

    def passed(self) -> None:
        """One visit is over, and was paid."""
        ahead = self.value(
            "select starts_at - now() + interval '2 days' from data.bookings where booking_id = %s",
            self.booking["id"],
        )
        with self.database.transaction():
            for table in ("allocations", "bookings"):
                self.database.execute(
                    sql.SQL(
                        "update {} set starts_at = starts_at - %s, ends_at = ends_at - %s"
                        " where booking_id = %s"
                    ).format(sql.Identifier("data", table)),
                    [ahead, ahead, self.booking["id"]],
                )
            self.database.execute(
                "update data.bookings set payment_status = 'paid', price_minor = 4500"
                " where booking_id = %s",
                [self.booking["id"]],
            )
        self.asked("POST", f"/v1/bookings/{self.booking['id']}/complete", 200)

    def tables(self) -> list[str]:
        rows = self.database.execute(
            "select relname from pg_class"
            " where relnamespace = 'data'::regnamespace and relkind in ('r', 'p') order by 1"
        )
        return [name for (name,) in rows]

    def found(self, *strings: str) -> set[str]:
        """The columns in which any of these stands, in any case, whoever's the row is."""
        found = set()
        for table in self.tables():
            rows = self.database.execute(
                sql.SQL(
                    "select distinct key from {} as t, to_jsonb(t) as row, jsonb_each_text(row)"
                    " where exists (select from unnest(%s::text[]) as s"
                    " where position(lower(s) in lower(value)) > 0)"
                ).format(sql.Identifier("data", table)),
                [list(strings)],
            )
            found |= {f"{table}.{column}" for (column,) in rows}
        return found

    def rows(self, table: str, without: str = "") -> list[str]:
        """All rows of a table, but those that have a word in them."""
        rows = self.database.execute(
            sql.SQL("select to_jsonb(t)::text from {} as t order by 1").format(
                sql.Identifier("data", table)
            )
        )
        return [row for (row,) in rows if not without or without not in row]

    def of_no_business(self) -> tuple[int, int]:
        """How many e-mails and links to them are no business's."""
        addresses = [EMAIL, OTHER_EMAIL]
        return (
            self.value(
                "select count(*) from data.messages"
                " where tenant_id is null and recipient = any(%s)",
                addresses,
            ),
            self.value(
                "select count(*) from data.one_time_links"
                " where tenant_id is null and email = any(%s)",
                addresses,
            ),
        )

    def statistics(self) -> Any:
        """Visits and money, as reports would count them."""
        return self.database.execute(
            "select service_id, resource_id, customer_id, starts_at::date, status, payment_status,"
            " count(*), sum(price_minor), sum(party_size) from data.bookings"
            " where ends_at < now() group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4"
        ).fetchall()

    def faults(self) -> list[Any]:
        """What the history of our business has wrong with it, and every broken invariant."""
        with self.database.transaction(force_rollback=True):
            self.database.execute(
                "select private.begin_claims(%s, false)",
                [json.dumps({"tenant_id": self.ours["tenant"], "role": "owner"})],
            )
            history = self.database.execute(
                "select * from private.verify_history(%s)", [self.ours["tenant"]]
            ).fetchall()
        return history + self.database.execute("select * from private.violations()").fetchall()


@pytest.fixture(scope="module")
def template(databases: Databases, vocabulary: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A database with the two businesses and the person in it, and what a Business knows."""
    url = databases.create(vocabulary)
    with (
        psycopg.connect(url, autocommit=True) as connection,
        serving(as_user(url, "holdfast_web")) as http,
    ):
        business = Business(connection, http)
        assert business.faults() == []
        known = {k: v for k, v in vars(business).items() if k not in ("database", "http")}
    yield url, known
    databases.drop(url)


@pytest.fixture
def business(databases: Databases, template: tuple[str, Mapping[str, Any]]) -> Iterator[Business]:
    url = databases.create(template[0])
    with (
        psycopg.connect(url, autocommit=True) as connection,
        serving(as_user(url, "holdfast_web")) as http,
    ):
        business = Business.__new__(Business)
        vars(business).update(template[1], database=connection, http=http)
        yield business
    databases.drop(url)


def erased(business: Business) -> Any:
    return business.asked(
        "POST", f"/v1/customers/{business.customer_id}/erase", 200, cancel_bookings=True
    )


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


# -- accounts -------------------------------------------------------------------------------------


def account(business: Business, email: str, password: str | None = PASSWORD) -> dict[str, str]:
    """Somebody who signs in, and works nowhere: what they send with a request."""
    hashed = password and PasswordHasher(time_cost=1, memory_cost=8192).hash(password)
    user_id = business.value(
        "insert into data.users (email, name, password_hash, email_verified_at)"
        " values (%s, 'Ottilie', %s, now()) returning user_id::text",
        email,
        hashed,
    )
    business.database.execute(
        "insert into data.sessions (family_id, user_id, token_hash, expires_at)"
        " values (uuidv7(), %s, %s, now() + interval '1 day')",
        [user_id, b"hash of a token"],
    )
    business.database.execute(
        "insert into data.recovery_codes (user_id, code_hash) values (%s, %s)",
        [user_id, b"hash of a code"],
    )
    access = Tokens(settings("")).access(user_id, None, "customer")
    return {"authorization": f"Bearer {access}"}


def applied(business: Business, email: str) -> None:
    """Somebody asks to open a business."""
    answer = business.http.post(
        "/v1/tenants",
        json={
            "slug": "ours",
            "name": "Ours",
            "preset": "salon",
            "currency": "EUR",
            "time_zone": "Europe/Rome",
            "owner": {"name": NAME, "email": email},
            "location": {"name": "12 Dogwood Road"},
        },
        headers={"Idempotency-Key": "apply"},
    )
    assert answer.status_code == 201, answer.text


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


# -- how long things are kept ---------------------------------------------------------------------


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


# -- the catalogue of what is personal ------------------------------------------------------------


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
