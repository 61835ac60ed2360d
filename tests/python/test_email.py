"""E-mails: queued with what is the reason for them, sent over a real socket, tried again when they
are not. What they say is in test_letters."""

import asyncio
import email
import email.policy
import functools
import json
import stat
import time
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from icalendar import Calendar
from live import serving, settings
from post import Post, html_of, plain_of
from waiting import until

from app.channels.email import folder_of
from app.database import Database
from app.deliveries import Deliverer
from app.links import Links
from app.relay import Relay
from app.settings import Settings
from app.worker import adapters

pytestmark = pytest.mark.database("reused")

Given = psycopg.Connection[tuple[Any, ...]]


@pytest.fixture
def post() -> Post:
    return Post()


def queue(given: Given, kind: str = "sign_in", locale: str = "en", **data: str) -> str:
    """An e-mail with a link, to be sent now; its id."""
    row = given.execute(
        "with link as (insert into data.one_time_links (purpose, email, expires_at)"
        " values ('sign_in', 'ann@x.test', now() + interval '1 hour') returning link_id)"
        " insert into data.messages (kind, recipient, locale, link_id, data)"
        " select %s, 'ann@x.test', %s, link_id, %s from link returning message_id::text",
        [kind, locale, json.dumps(data)],
    ).fetchone()
    assert row is not None
    return str(row[0])


def send(configured: Settings, workers: int = 1) -> None:
    """Relay, and deliver once what is due."""

    async def once() -> None:
        database = Database(configured)
        await database.pool.open()
        ways_out = adapters(configured)
        try:
            await Relay(database, 1, lambda: None).relay()
            several = [Deliverer(database, ways_out) for _ in range(workers)]
            for _ in range(3):  # Of one order, one after the other.
                await asyncio.gather(*(each.claim() for each in several))
                await asyncio.gather(*(each.finish() for each in several))
        finally:
            for way in ways_out.values():
                await way.close()
            await database.pool.close()

    asyncio.run(once())


def state(given: Given) -> tuple[Any, ...]:
    """What became of the one delivery: its status, how often it was tried, and what went wrong."""
    row = given.execute(
        "select status, attempts, coalesce(last_error, ''), due_at > now() from data.deliveries"
    ).fetchone()
    assert row is not None
    return row


def due(given: Given) -> None:
    """What waits is to be tried now."""
    given.execute("update data.deliveries set due_at = now() where status = 'pending'")
    given.execute("update data.queues set due_at = now()")


# -- links ---------------------------------------------------------------------------------------


def test_it_arrives_once_with_a_link_that_is_ours(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given, locale="it-CH")
    with post.at() as port:
        configured = settings(
            worker_url, smtp_url=f"smtp://127.0.0.1:{port}", public_url="https://book.test/"
        )
        send(configured)
        send(configured)
    [(recipients, message)] = post.received
    assert recipients == ["ann@x.test"]
    assert message["Subject"] == "Il tuo link per accedere"
    assert message["From"] == "Holdfast <holdfast@localhost>"
    row = given.execute("select delivery_id::text, kind, channel from data.deliveries").fetchone()
    assert row is not None
    assert message["Message-ID"] == f"<{row[0]}@localhost>"
    assert row[1:] == ("sign_in", "email")
    text = plain_of(message)
    link = next(line for line in text.splitlines() if line.startswith("https://"))
    address, _, token = link.partition("?token=")
    assert address == "https://book.test/links/sign-in"
    token = token.replace("%3D", "=")
    assert token in text.split()
    assert token in html_of(message)
    row = given.execute("select link_id::text from data.one_time_links").fetchone()
    assert row == (Links(configured).link_id(token),)
    assert state(given)[:3] == ("delivered", 1, "")


def test_a_link_to_sign_in_comes_within_a_second(given: Given, web_url: str, post: Post) -> None:
    given.execute("insert into data.users (email, name) values ('ann@x.test', 'Ann')")
    with (
        post.at() as port,
        serving(web_url, worker=True, smtp_url=f"smtp://127.0.0.1:{port}") as http,
    ):
        for n in range(1, 4):
            begun = time.monotonic()
            answer = http.post("/v1/auth/magic-link", json={"email": "ann@x.test"})
            assert answer.status_code == 202
            until(functools.partial(post.has, n))
            assert time.monotonic() - begun < 1
    assert len(post.sessions) == 1, "the connection is kept"


# -- servers -------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_with_a_name_and_a_password(given: Given, worker_url: str, post: Post) -> None:
    def knows(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and data == LoginPassword(b"us", b"p@ss")
        return AuthResult(success=known, handled=False)

    queue(given)
    with post.at(authenticator=knows, auth_required=True, auth_require_tls=False) as port:
        send(settings(worker_url, smtp_url=f"smtp://us:wrong@127.0.0.1:{port}"))
        assert "535" in state(given)[2]
        due(given)
        send(settings(worker_url, smtp_url=f"smtp://us:p%40ss@127.0.0.1:{port}"))
    assert len(post.received) == 1


def test_where_there_must_be_tls_nothing_is_sent_without(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given)
    with post.at() as port:
        send(settings(worker_url, smtp_url=f"smtp+starttls://127.0.0.1:{port}"))
    assert "STARTTLS" in state(given)[2]
    assert post.received == []
    with pytest.raises(ValueError, match="HOLDFAST_SMTP_URL"):
        settings(worker_url, smtp_url="https://x.test")


def test_what_is_refused_or_finds_nobody_is_tried_again(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given)
    post.refusal = "451 Come back later, ann@x.test"
    with post.at() as port:
        configured = settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}")
        send(configured)
    status, attempts, error, later = state(given)
    assert (status, attempts, later) == ("pending", 1, True)
    assert "451" in error
    assert "ann@x.test" not in error, "whom it was for is kept in one place"
    send(configured)  # Not due: nobody is asked, though nobody is there.
    assert state(given)[1] == 1

    due(given)
    send(configured)
    status, attempts, error, _ = state(given)
    assert (status, attempts) == ("pending", 2)
    assert "SMTPConnect" in error

    due(given)
    post.refusal = ""
    with post.at(port):
        send(configured)
    assert state(given)[:3] == ("delivered", 3, "")
    assert len(post.received) == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("550 5.1.1 <ann@x.test> There is nobody of that name", "dead"),
        ("553 No such mailbox", "dead"),
        ("450 4.2.1 The mailbox is busy", "pending"),
        ("554 5.7.1 You may not relay here", "pending"),
    ],
)
def test_a_recipient_who_is_not_there_is_gone(
    given: Given, worker_url: str, post: Post, said: str, status: str
) -> None:
    queue(given)
    queue(given, kind="password_changed")
    given.execute("update data.messages set recipient = 'bob@x.test' where kind <> 'sign_in'")
    post.refused["ann@x.test"] = said
    with post.at() as port:
        send(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"))
    row = given.execute(
        "select status, last_error, response from data.deliveries where kind = 'sign_in'"
    ).fetchone()
    assert row is not None
    assert row[0] == status
    assert row[1] == said.replace("ann@x.test", "…")
    assert row[2] == {"code": int(said[:3]), "said": row[1][4:]}
    assert [recipients for recipients, _ in post.received] == [["bob@x.test"]]


def test_a_connection_that_was_hung_up_is_made_anew(
    given: Given, worker_url: str, post: Post
) -> None:
    async def run(configured: Settings, port: int) -> None:
        database = Database(configured)
        await database.pool.open()
        ways_out = adapters(configured)
        deliverer = Deliverer(database, ways_out)
        try:
            for _ in range(2):
                with post.at(port):
                    queue(given)
                    await Relay(database, 1, lambda: None).relay()
                    await deliverer.claim()
                    await deliverer.finish()
        finally:
            await ways_out["email"].close()
            await database.pool.close()

    with post.at() as port:
        pass
    asyncio.run(run(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"), port))
    assert len(post.received) == 2
    assert given.execute("select max(attempts) from data.deliveries").fetchone() == (1,)


def test_one_that_cannot_be_written_holds_up_no_other(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given, kind="never_written")
    queue(given, kind="invitation", business="Alder")
    queue(given)
    with post.at() as port:
        send(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"))
    assert [message["Subject"] for _, message in post.received] == ["Your link to sign in"]
    errors = given.execute(
        "select last_error from data.deliveries where status = 'pending' order by kind"
    ).fetchall()
    assert errors == [("KeyError: 'inviter'",), ("KeyError: 'never_written'",)]


def test_several_who_send_at_once_send_it_once(given: Given, worker_url: str, post: Post) -> None:
    for _ in range(10):
        queue(given)
    with post.at() as port:
        send(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"), workers=3)
    assert len({message["Message-ID"] for _, message in post.received}) == 10
    assert len(post.received) == 10


def test_without_a_server_it_is_kept_in_a_file(given: Given, web_url: str, tmp_path: Path) -> None:
    with serving(web_url, worker=True, data_dir=str(tmp_path)):
        queue(given)
        until(
            lambda: given.execute("select from data.deliveries where status = 'delivered'").rowcount
        )
    [kept] = folder_of(settings(web_url, data_dir=str(tmp_path))).iterdir()
    message = email.message_from_bytes(kept.read_bytes(), policy=email.policy.default)
    assert message["To"] == "ann@x.test"
    assert message["Message-ID"] == f"<{kept.stem}@localhost>"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


# -- notices -------------------------------------------------------------------------------------


@pytest.fixture
def booking_id(given: Given) -> str:
    """A booking of Ann's at Alder."""
    given.execute("select given.tenant('alder'), given.member('alder', 'Bo', 'owner')")
    given.execute("select given.resource('alder', 'Bo')")
    given.execute("select given.service('alder', 'Cut', 60, 'Bo')")
    given.execute("update data.customers set locale = null")
    row = given.execute(
        "select given.booking('alder', 'Cut', 'Bo', given.day(0, '10:00'))::text"
    ).fetchone()
    assert row is not None
    given.execute(  # What has a number is over: nobody is told of it by itself.
        "select private.publish_events(private.begin_claims(jsonb_build_object("
        "'tenant_id', given.tenant_id('alder')), false), 1000)"
    )
    return str(row[0])


def tell(given: Given, booking_id: str, kind: str, event: str | None = None) -> None:
    """Queue a notice to the customer of a booking."""
    given.execute(
        "select private.queue_deliveries(b.tenant_id, array[row('email', b.tenant_id,"
        " b.customer_id, (select event_id from data.events where type = %s and subject_id ="
        " b.booking_id), %s, jsonb_build_object('recipient', 'customer', 'recipient_id',"
        " b.customer_id, 'booking_id', b.booking_id, 'version', b.version), null)::private.wanted])"
        " from data.bookings as b where b.booking_id = %s",
        [event, kind, booking_id],
    )


def test_a_notice_is_in_the_name_of_the_business(
    given: Given, worker_url: str, post: Post, booking_id: str
) -> None:
    given.execute("select given.templates('alder')")
    given.execute(
        "update data.templates set body = '<i>{{ service }}</i>'"
        " where locale = 'pl' and body is not null"
    )
    given.execute("delete from data.templates where locale = 'en'")
    tell(given, booking_id, "booking_confirmed", "booking.confirmed")
    with post.at() as port:
        configured = settings(
            worker_url, smtp_url=f"smtp://127.0.0.1:{port}", public_url="https://book.test"
        )
        send(configured)
        [(recipients, message)] = post.received
        assert recipients == ["ann@customers.test"]
        assert message["From"] == "Alder <holdfast@localhost>"
        assert message["Subject"].startswith("Your booking at Alder: Monday, ")
        assert message["References"] == f"<{booking_id}@localhost>"
        event = given.execute(
            "select event_id::text from data.events where type = 'booking.confirmed'"
        ).fetchone()
        assert (message["X-Holdfast-Event"],) == event
        [attached] = message.iter_attachments()
        [made] = Calendar.from_ical(attached.get_content()).walk("VEVENT")
        assert made["UID"] == f"{booking_id}@book.test"

        given.execute("update data.customers set locale = 'pl'")
        tell(given, booking_id, "booking_confirmed")
        send(configured)
    own, _, rest = plain_of(post.received[1][1]).partition("\n\n")
    assert own == "<i>Cut</i>"
    assert rest.startswith("Kiedy: ")
    assert "&lt;i&gt;Cut&lt;/i&gt;" in html_of(post.received[1][1])


def test_what_is_not_true_any_more_is_not_told(
    given: Given, worker_url: str, post: Post, booking_id: str, http: httpx.Client
) -> None:
    tell(given, booking_id, "booking_confirmed", "booking.confirmed")
    tell(given, booking_id, "reminder")
    given.execute("update data.bookings set status = 'cancelled_by_customer'")
    with post.at() as port:
        send(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"))
    [message] = [each for to, each in post.received if to == ["ann@customers.test"]]
    assert "alendar; method=CANCEL" not in str(message["Content-Type"])
    [attached] = message.iter_attachments()
    calendar = Calendar.from_ical(attached.get_content())
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["SEQUENCE"] == 2
    assert given.execute(
        "select kind, status from data.deliveries order by delivery_id"
    ).fetchall() == [
        ("booking_confirmed", "skipped"),
        ("reminder", "skipped"),
        ("booking_cancelled", "delivered"),
    ]
