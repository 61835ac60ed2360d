"""Somebody of whom a business knows all that there is to know, and who is looked for everywhere:
every column of every table is searched."""

import json
from pathlib import Path
from typing import Any

import httpx
import psycopg
from argon2 import PasswordHasher
from live import settings
from psycopg import sql

from app.migrate import run_file
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


def erased(business: Business) -> Any:
    return business.asked(
        "POST", f"/v1/customers/{business.customer_id}/erase", 200, cancel_bookings=True
    )


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
