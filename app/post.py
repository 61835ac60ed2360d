"""Letters as e-mails: plain text and HTML that say the same, and a booking as a calendar entry."""

import datetime
import re
import textwrap
from collections.abc import Mapping, Sequence
from email.errors import NonASCIILocalPartDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, parseaddr
from typing import Any
from urllib.parse import urlsplit

from icalendar import Event
from markupsafe import Markup, escape

from app.channels import Task
from app.icalendar_event import event, invite, publication
from app.invoices import pdf
from app.letters import ACCOUNTS, CALENDAR, Letter, Link, letter, plain
from app.links import Links
from app.settings import Settings
from app.templates import LAYOUTS
from app.texts import Texts
from app.unsubscribe import Unsubscribe

WIDTH = 76


class Whole(EmailPolicy):
    """Headers that begin where their name stands. By itself a text that fits a line alone, but not
    beside its name, has its name on a line of its own, and some programs show it as empty."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it is sent; its first line may be a name longer than others."""
        start = f"{name}:".encode()
        folded = super().fold_binary(name, value)
        return folded.replace(start + b"\r\n ", start + b" ", 1)


POLICY = Whole(linesep="\r\n")


class Writer:
    """Writes e-mails as they are sent."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._links = Links(settings)
        self._unsubscribe = Unsubscribe(settings)
        self._sender = parseaddr(settings.mail_from)
        self._domain = settings.base_domain or urlsplit(settings.public_url).hostname or "localhost"

    def written(self, task: Task) -> EmailMessage:
        """An e-mail of a delivery. Raises KeyError, ValueError, email.errors.MessageError."""
        details = task.details
        link_id, unsubscribe = details.get("link_id"), details.get("unsubscribe")
        link = Link(
            self._settings.public_url,
            task.kind,
            self._links.token(link_id) if link_id else None,
            f"{self._unsubscribe.url(unsubscribe)}&locale={Texts(details['locale']).language}"
            if unsubscribe
            else None,
        )
        said = letter(task.kind, details, link)
        message = EmailMessage(policy=POLICY)
        self._address(message, task, said)
        message.set_content(LAYOUTS.get_template("letter.txt").render(letter=said))
        message.add_alternative(
            LAYOUTS.get_template("letter.html").render(letter=said), subtype="html"
        )
        if task.kind in CALENDAR:
            self._add_calendar(message, task, said, link)
        if "document" in task.details["words"]:
            add_document(message, task.details["words"]["document"])
        return message

    def _address(self, message: EmailMessage, task: Task, said: Letter) -> None:
        """Its headers. Message-ID is the same if it is sent twice, so that it can be told; all that
        concerns one booking refers to it, and is shown as one conversation."""
        name, sender = self._sender
        host = sender.rpartition("@")[2]
        message["Subject"] = said.subject
        message["From"] = Address(self._business(task) or name, addr_spec=sender)
        message["To"] = address(task.details["recipient"])
        if task.details.get("reply_to"):
            message["Reply-To"] = address(task.details["reply_to"])
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{task.id}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = said.language
        if task.event_id:
            message["X-Holdfast-Event"] = task.event_id
        if "booking_id" in task.details["words"]:
            message["References"] = f"<{task.details['words']['booking_id']}@{host}>"
        if said.unsubscribe:
            message["List-Unsubscribe"] = f"<{said.unsubscribe[1]}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"

    def _add_calendar(self, message: EmailMessage, task: Task, said: Letter, link: Link) -> None:
        """The booking for calendars: as one way to read the e-mail, which is what mail programs
        look for, and as a file for those that do not. Several bookings are a file only: mail
        programs would act on the first."""
        details = task.details
        organizer = (self._business(task), self._sender[1])
        several = details["words"].get("occurrences")
        made = [
            self._event(details["words"] | each, link) for each in several or [details["words"]]
        ]
        if several:
            calendar = publication(made, organizer=organizer)
        else:
            attendee = (plain(details["name"]), details["recipient"])
            calendar = invite(made[0], organizer=organizer, attendee=attendee)
        content = calendar.to_ical()
        if not several:
            message.add_alternative(
                content.decode(),
                subtype="calendar",
                params={"method": str(calendar["METHOD"])},
                cte="base64",  # Or its lines would end otherwise than RFC 5545 wants.
            )
        message.add_attachment(
            content, maintype="application", subtype="ics", filename="booking.ics"
        )

    def _event(self, words: Mapping[str, Any], link: Link) -> Event:
        """A booking as an event of a calendar, with its link."""
        return event(
            words,
            domain=self._domain,
            summary=plain(f"{words['service']}, {words['business']}"),
            stamp=datetime.datetime.now(datetime.UTC),
            url=link.of_booking(words),
        )

    def _business(self, task: Task) -> str:
        """The name of the business that writes; empty if none does."""
        return "" if task.kind in ACCOUNTS else plain(task.details["sender"])


def add_document(message: EmailMessage, document: Mapping[str, Any]) -> None:
    """An invoice or a credit note, attached as PDF."""
    message.add_attachment(
        pdf(document),
        maintype="application",
        subtype="pdf",
        filename=f"{document['number'].replace('/', '-')}.pdf",
    )


def address(recipient: str) -> Address:
    """A recipient as one address, so that nothing in it can be read as another. Raises ValueError,
    email.errors.MessageError."""
    if not recipient:
        raise ValueError("There is nobody to send it to.")
    try:
        return Address(addr_spec=recipient)
    except NonASCIILocalPartDefect:
        # A server may know it all the same (RFC 6531).
        local, _, domain = recipient.rpartition("@")
        return Address(username=local, domain=domain)


def wrapped(text: str) -> str:
    """Text in lines that are not too long. What cannot be broken, as an address, is left whole."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def linked(text: str, urls: Sequence[str]) -> Markup:
    """Text as HTML, in which these addresses are links."""
    longest_first = sorted(filter(None, urls), key=len, reverse=True)
    ways = "|".join(map(re.escape, longest_first))
    parts = re.split(f"({ways})", text) if ways else [text]
    marked = Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(each) if each in urls else escape(each)
        for each in parts
    )
    return Markup("<br>").join(marked.split("\n"))


def upon(colour: str) -> str:
    """Black or white, whichever is read better on a colour: the one with more contrast (WCAG 2)."""
    channels = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    weighted = zip(linear, (0.2126, 0.7152, 0.0722), strict=True)
    luminance = sum(part * weight for part, weight in weighted)
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


LAYOUTS.filters |= {"wrapped": wrapped, "linked": linked, "upon": upon}
