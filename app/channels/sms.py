"""Text messages, by Twilio's REST API."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx

from app import __version__
from app.channels import Failed, Gone, Task
from app.channels.whatsapp import document
from app.settings import Settings
from app.short import text_message
from app.tls import trusting
from app.vault import Vault

SECONDS = 20.0

# They have answered STOP.
STOPPED = frozenset({21610})

# It is no number, or none that takes text messages: invalid, not reachable, a landline.
NOBODY = frozenset({21211, 21214, 21217, 21614, 30005, 30006})

LIMITS = frozenset({14107, 20429, 21611, 30001, 63017})
LIMIT_SECONDS = 60

# Nobody is reminded of what has begun. Twilio keeps nothing for longer.
LONGEST = 36000


class Account(NamedTuple):
    """An account of Twilio, and who its messages are from."""

    sid: str
    token: str
    sender: str


class Sms:
    """Sends one message at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._vault = Vault(settings)
        self._client = httpx.AsyncClient(
            verify=trusting(),
            timeout=SECONDS,
            headers={"User-Agent": f"Holdfast/{__version__}", "Accept": "application/json"},
        )

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Send a message. Raises Failed, and Gone if nobody is there, or they want none."""
        account = self._account(task.details["account"])
        try:
            answered = await self._client.post(
                f"{self._settings.twilio_url.rstrip('/')}/2010-04-01/Accounts/{account.sid}"
                "/Messages.json",
                data=self.message(task, account.sender),
                auth=(account.sid, account.token),
            )
        except httpx.HTTPError as error:
            raise Failed(f"{type(error).__name__}: {error}") from error
        return judged(answered)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    def _account(self, own: Mapping[str, str] | None) -> Account:
        """The business's account, or else ours. Raises Failed, Gone."""
        if own is None:
            ours = Account(
                self._settings.twilio_account_sid,
                self._settings.twilio_auth_token,
                self._settings.sms_from,
            )
            if not all(ours):
                raise Gone("Neither the business nor the platform has an account of Twilio.")
            return ours
        token = self._vault.open(own["auth_token"])
        if token is None:
            raise Failed("The auth token was encrypted with a key that we no longer have.")
        return Account(own["account_sid"], token, own["sender"])

    def message(self, task: Task, sender: str) -> dict[str, str]:
        """A message as Twilio takes it."""
        service = sender.startswith("MG") and len(sender) == 34
        return {
            "To": task.details["phone"],
            "MessagingServiceSid" if service else "From": sender,
            "Body": text_message(task.kind, task.details, self._settings.public_url),
            "ValidityPeriod": str(LONGEST),
            # So it can be told of which of them it speaks (app/endpoints/callbacks.py).
            "StatusCallback": f"{self._settings.public_url.rstrip('/')}/v1/callbacks/sms/"
            f"{task.tenant_id}/status?delivery_id={task.id}",
        }


def judged(answered: httpx.Response) -> dict[str, Any]:
    """What is kept of an answer, if the message was taken. Raises Gone and Failed."""
    said = document(answered)
    if answered.is_success and said.get("sid"):
        return {"message_id": said["sid"], "segments": said.get("num_segments")}
    code = said.get("code")
    why = f"Twilio answered {answered.status_code}: {code} {said.get('message', '')}".rstrip()
    response = {"status": answered.status_code, "error_code": code}
    if code in STOPPED:
        raise Gone(why, response=response | {"phone": "opted_out"})
    if code in NOBODY:
        raise Gone(why, response=response | {"phone": "gone"})
    wait = LIMIT_SECONDS if code in LIMITS or answered.status_code == 429 else None
    raise Failed(why, retry_after=wait, response=response)
