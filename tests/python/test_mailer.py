"""E-mails: written in every language, sent over a real socket, tried again when they are not."""

import asyncio
import contextlib
import email
import email.policy
import json
import re
import socket
import stat
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from jinja2 import meta
from live import serving, settings

from app.database import Database
from app.links import Links
from app.mailer import FALLBACK, TEMPLATES, TEXTS, Mailer, folder_of
from app.migrate import DB
from app.settings import Settings

Given = psycopg.Connection[tuple[Any, ...]]

LOCALES = ("da", "en", "it", "pl")
KINDS = sorted(path.stem for path in (TEXTS / FALLBACK).glob("*.txt"))

# Whatever a text may say, so that one can be read.
WORDS = {
    "business": "Alder",
    "calendar": "Home",
    "role": "staff",
    "inviter": "Olga",
    "slug": "alder",
}
LINK = "0196b5c0-0000-4000-8000-000000000001"


class Post:
    """A post office: takes what comes, or refuses it."""

    def __init__(self) -> None:
        self.refusal = ""
        self.received: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append((envelope.rcpt_tos, message))
        return "250 Taken"

    @contextlib.contextmanager
    def at(self, port: int = 0, **more: Any) -> Iterator[int]:
        """Open on a port of 127.0.0.1."""
        port = port or free_port()
        office = Controller(self, hostname="127.0.0.1", port=port, **more)
        office.start()
        try:
            yield port
        finally:
            office.stop()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


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


def send(configured: Settings) -> None:
    """Send once what is due. Raises what went wrong last."""

    async def once() -> None:
        database = Database(configured)
        await database.pool.open()
        try:
            await Mailer(configured, database).send_due()
        finally:
            await database.pool.close()

    asyncio.run(once())


def state(given: Given) -> tuple[Any, ...]:
    row = given.execute(
        "select sent_at is not null, attempts, coalesce(last_error, ''), due_at > now()"
        " from data.messages"
    ).fetchone()
    assert row is not None
    return row


# -- the texts -----------------------------------------------------------------------------------


def test_every_text_is_there_in_every_language() -> None:
    for locale in LOCALES:
        assert sorted(path.stem for path in (TEXTS / locale).glob("*.txt")) == KINDS
    assert {path.name for path in TEXTS.iterdir()} == set(LOCALES)


def test_every_kind_that_the_database_writes_has_a_text() -> None:
    functions = "".join(path.read_text() for path in (DB / "functions").rglob("*.sql"))
    calls = re.findall(r"queue_message\(\s*[^,()]+,\s*(.*?)\s*,", functions)
    written = {kind for call in calls for kind in re.findall(r"'(\w+)'", call)}
    assert written <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_says_the_same_in_every_language(kind: str) -> None:
    """The same is filled in, and it can be: with a subject of one line, and something below it."""
    mailer = Mailer(settings(""), Database(settings("")))
    said = set()
    filled = []
    for locale in LOCALES:
        source = (TEXTS / locale / f"{kind}.txt").read_text()
        filled.append(meta.find_undeclared_variables(TEMPLATES.parse(source)))
        message = {
            "id": LINK,
            "kind": kind,
            "recipient": "ann@x.test",
            "locale": locale,
            "link_id": LINK if "link" in filled[-1] else None,
            "data": WORDS,
        }
        subject, text = mailer.text(message)
        assert subject
        assert len(text) > 50
        said.add(text)
        assert mailer.written(message)["Subject"] == subject
    assert filled == [filled[0]] * len(LOCALES)
    assert len(said) == len(LOCALES)


def test_whoever_reads_no_language_of_ours_reads_english() -> None:
    mailer = Mailer(settings(""), Database(settings("")))
    message = {"id": LINK, "kind": "sign_in", "link_id": LINK, "data": {}}
    assert mailer.text(message | {"locale": "de"}) == mailer.text(message | {"locale": "en"})
    assert mailer.text(message | {"locale": "it-CH"}) == mailer.text(message | {"locale": "it"})


def test_a_name_writes_no_header() -> None:
    mailer = Mailer(settings(""), Database(settings("")))
    message = {
        "id": LINK,
        "kind": "invitation",
        "recipient": "ann@x.test",
        "locale": "en",
        "link_id": LINK,
        "data": WORDS | {"inviter": "Mole\r\nBcc: all@x.test"},
    }
    written = mailer.written(message)
    assert written["Bcc"] is None
    assert written["Subject"].startswith("Mole Bcc: all@x.test invites")


@pytest.mark.parametrize(
    "recipient",
    [
        "n1<victim@x.test>",
        "Ann <victim@x.test>",
        "a@x.test,victim@x.test",
        "a@x.test victim@x.test",
        "ann@x.test\r\nBcc: victim@x.test",
        "ann",
        "",
    ],
)
def test_a_recipient_is_one_address(recipient: str) -> None:
    """The database takes none of these by now; some may be there from before."""
    mailer = Mailer(settings(""), Database(settings("")))
    message = {"id": LINK, "kind": "sign_in", "locale": "en", "link_id": LINK, "data": {}}
    with pytest.raises((ValueError, MessageError)):
        mailer.written(message | {"recipient": recipient})


@pytest.mark.parametrize("recipient", ["o'brien+tag@x.test", "zoë@x.test", "zoe@zoë.test"])
def test_a_recipient_may_have_an_unusual_address(recipient: str) -> None:
    mailer = Mailer(settings(""), Database(settings("")))
    message = {"id": LINK, "kind": "sign_in", "locale": "en", "link_id": LINK, "data": {}}
    written = mailer.written(message | {"recipient": recipient})
    assert [each.addr_spec for each in written["To"].addresses] == [recipient]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_application_says_nothing_that_was_typed(locale: str) -> None:
    """Nobody has proved yet that the address is theirs."""
    mailer = Mailer(settings(""), Database(settings("")))
    message = {"id": LINK, "kind": "open_tenant", "locale": locale, "link_id": LINK}
    words = {"business": "You won", "name": "You won", "slug": "alder"}
    subject, text = mailer.text(message | {"data": words})
    assert "You won" not in subject + text
    assert re.search(r"\b7 (days|giorni|dni|dage)\b", text)
    assert "24" not in text.partition("https://")[0]


# -- sending -------------------------------------------------------------------------------------


def test_it_arrives_once_with_a_link_that_is_ours(
    given: Given, worker_url: str, post: Post
) -> None:
    message_id = queue(given, locale="it-CH")
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
    assert message["Message-ID"] == f"<{message_id}@localhost>"
    text = message.get_content()
    link = next(line for line in text.splitlines() if line.startswith("https://"))
    address, _, token = link.partition("?token=")
    assert address == "https://book.test/links/sign-in"
    assert token.replace("%3D", "=") in text.split()
    row = given.execute("select link_id::text from data.one_time_links").fetchone()
    assert row == (Links(configured).link_id(token.replace("%3D", "=")),)
    assert state(given)[:3] == (True, 1, "")


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_with_a_name_and_a_password(given: Given, worker_url: str, post: Post) -> None:
    def knows(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and data == LoginPassword(b"us", b"p@ss")
        return AuthResult(success=known, handled=False)

    queue(given)
    with post.at(authenticator=knows, auth_required=True, auth_require_tls=False) as port:
        with pytest.raises(Exception, match="535"):
            send(settings(worker_url, smtp_url=f"smtp://us:wrong@127.0.0.1:{port}"))
        given.execute("update data.messages set due_at = now()")
        send(settings(worker_url, smtp_url=f"smtp://us:p%40ss@127.0.0.1:{port}"))
    assert len(post.received) == 1


def test_where_there_must_be_tls_nothing_is_sent_without(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given)
    with post.at() as port, pytest.raises(Exception, match="STARTTLS"):
        send(settings(worker_url, smtp_url=f"smtp+starttls://127.0.0.1:{port}"))
    assert post.received == []
    with pytest.raises(ValueError, match="HOLDFAST_SMTP_URL"):
        settings(worker_url, smtp_url="https://x.test")


def test_what_is_refused_or_finds_nobody_is_tried_again(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given)
    post.refusal = "451 Come back later"
    with post.at() as port:
        configured = settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}")
        with pytest.raises(Exception, match="451"):
            send(configured)
    sent, attempts, error, later = state(given)
    assert (sent, attempts, "451" in error, later) == (False, 1, True, True)
    send(configured)  # Not due: nobody is asked, though nobody is there.

    given.execute("update data.messages set due_at = now()")
    with pytest.raises(Exception, match=r"Error connecting|Connect call failed"):
        send(configured)
    assert state(given)[:2] == (False, 2)

    given.execute("update data.messages set due_at = now()")
    post.refusal = ""
    with post.at(port):
        send(configured)
    assert state(given) == (True, 3, "", True)
    assert len(post.received) == 1


def test_one_that_cannot_be_written_holds_up_no_other(
    given: Given, worker_url: str, post: Post
) -> None:
    queue(given, kind="never_written")
    queue(given, kind="invitation", business="Alder")
    queue(given)
    with post.at() as port, pytest.raises(Exception, match="undefined"):
        send(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}"))
    assert [message["Subject"] for _, message in post.received] == ["Your link to sign in"]
    errors = given.execute("select last_error from data.messages where sent_at is null").fetchall()
    assert sorted(error.partition(":")[0] for (error,) in errors) == [
        "TemplatesNotFound",
        "UndefinedError",
    ]


def test_two_who_send_at_once_send_it_once(given: Given, worker_url: str, post: Post) -> None:
    for _ in range(10):
        queue(given)

    async def both(configured: Settings) -> None:
        database = Database(configured)
        await database.pool.open()
        try:
            await asyncio.gather(*(Mailer(configured, database).send_due() for _ in range(3)))
        finally:
            await database.pool.close()

    with post.at() as port:
        asyncio.run(both(settings(worker_url, smtp_url=f"smtp://127.0.0.1:{port}")))
    assert len({message["Message-ID"] for _, message in post.received}) == 10
    assert len(post.received) == 10


def test_without_a_server_it_is_kept_in_a_file(given: Given, web_url: str, tmp_path: Path) -> None:
    message_id = queue(given)
    with serving(web_url, worker=True, mail_seconds=0.05, data_dir=str(tmp_path)):
        configured = settings(web_url, data_dir=str(tmp_path))
        kept = folder_of(configured) / f"{message_id}.eml"
        for _ in range(200):
            if state(given)[0]:
                break
            asyncio.run(asyncio.sleep(0.05))
    message = email.message_from_bytes(kept.read_bytes(), policy=email.policy.default)
    assert message["To"] == "ann@x.test"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
