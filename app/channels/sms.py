"""Text messages, by Twilio's REST API."""

from collections.abc import Mapping
from typing import Any

import httpx

from app.channels import Failed, Gone, Task
from app.channels.carrier import Carrier
from app.services import document_of
from app.short import text_message

# They have answered STOP.
STOPPED = frozenset({21610})

# It is no number, or none that takes text messages: invalid, not reachable, a landline.
NOBODY = frozenset({21211, 21214, 21217, 21614, 30005, 30006})

LIMITS = frozenset({14107, 20429, 21611, 30001, 63017})
LIMIT_SECONDS = 60

# Nobody is reminded of what has begun. Twilio keeps nothing for longer.
LONGEST = 36000


class Sms(Carrier):
    """Sends text messages."""

    name = "Twilio"
    sealed = "auth_token"

    def ours(self) -> dict[str, str]:
        """Our account of Twilio, and who its messages are from."""
        return {
            "account_sid": self._settings.twilio_account_sid,
            "auth_token": self._settings.twilio_auth_token,
            "sender": self._settings.sms_from,
        }

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Send a message. Raises Failed, and Gone if nobody is there, or they want none."""
        account = self.account(task.details["account"])
        sid = account["account_sid"]
        return judged(
            await self.post(
                f"{self._settings.twilio_url.rstrip('/')}/2010-04-01/Accounts/{sid}/Messages.json",
                data=self.message(task, account["sender"]),
                auth=(sid, account["auth_token"]),
            )
        )

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
    said = document_of(answered)
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
