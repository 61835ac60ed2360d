"""WhatsApp, by its Cloud API: a template that it has approved, or, to somebody who has written
within the last 24 hours, our own words."""

from collections.abc import Mapping
from typing import Any

import httpx

from app.channels import Failed, Gone, Task
from app.channels.carrier import Carrier
from app.services import document_of
from app.short import notice, spoken

# Nobody is there: not on WhatsApp, or with a version that cannot read it; and somebody whom a
# number in development may not write to.
NOBODY = frozenset({131026, 131030})

# What trying again does not mend: they have not written for too long, or want nothing of this kind.
FINAL = frozenset({131047, 131050, 131051})

# Too much at a time, of an app, an account, a number, or for one of those who get it.
LIMITS = frozenset({4, 80007, 130429, 131048, 131056, 133016})
LIMIT_SECONDS = 60


class WhatsApp(Carrier):
    """Writes to customers."""

    name = "WhatsApp"
    sealed = "access_token"

    def ours(self) -> dict[str, str]:
        """Our number, and its token."""
        return {
            "phone_number_id": self._settings.whatsapp_phone_number_id,
            "access_token": self._settings.whatsapp_token,
        }

    async def deliver(self, task: Task) -> Mapping[str, Any]:
        """Write a message. Raises Failed, and Gone if nobody is there."""
        account = self.account(task.details["account"])
        return judged(
            await self.post(
                f"{self._settings.whatsapp_url.rstrip('/')}/{account['phone_number_id']}/messages",
                json=self.message(task),
                headers={"Authorization": f"Bearer {account['access_token']}"},
            )
        )

    def message(self, task: Task) -> dict[str, Any]:
        """A message as WhatsApp takes it."""
        said = notice(task.kind, task.details, self._settings.public_url)
        template = task.details["template"]
        words = spoken(task.details["words"], task.details["locale"]) | {"link": said.url}
        if template is None:
            text = f"{said.title}: {said.line}\n{said.url}"
            content: dict[str, Any] = {
                "type": "text",
                "text": {"preview_url": False, "body": text},
            }
        else:
            filled = [{"type": "text", "text": words[each]} for each in template["parameters"]]
            content = {
                "type": "template",
                "template": {
                    "name": template["name"],
                    "language": {"code": template["language"]},
                    **({"components": [{"type": "body", "parameters": filled}]} if filled else {}),
                },
            }
        return {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": task.details["phone"].removeprefix("+"),
            # It comes back with what becomes of it (app/endpoints/callbacks.py).
            "biz_opaque_callback_data": f"{task.tenant_id}/{task.id}",
            **content,
        }


def judged(answered: httpx.Response) -> dict[str, Any]:
    """What is kept of an answer, if the message was taken. Raises Gone and Failed."""
    said = document_of(answered)
    if answered.is_success and said.get("messages"):
        return {"message_id": str(said["messages"][0].get("id"))}
    error = said.get("error")
    error = error if isinstance(error, dict) else {}
    code = error.get("code")
    why = f"WhatsApp answered {answered.status_code}: {code} {error.get('message', '')}".rstrip()
    response = {"status": answered.status_code, "error_code": code}
    if code in NOBODY:
        raise Gone(why, response=response | {"phone": "gone"})
    if code in FINAL:
        raise Gone(why, response=response)
    wait = LIMIT_SECONDS if code in LIMITS or answered.status_code == 429 else None
    raise Failed(why, retry_after=wait, response=response)
