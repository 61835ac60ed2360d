"""What Stripe answers when it refuses."""

from typing import Any

Object = dict[str, Any]
"""An object of the API, as it is in JSON."""


class Refused(Exception):
    """An error of the API."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        began: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        # Whether something was begun before: only then is the answer kept for a repetition.
        self.began = began
        self.error: Object = {"type": kind, "message": message}
        self.error |= {"code": code} if code else {}
        self.error |= {"param": param} if param else {}
        self.error |= more


def missing(kind: str, known_as: str, param: str = "id") -> Refused:
    """Nothing has this id, here."""
    return Refused(
        f"No such {kind}: '{known_as}'",
        status=404 if param == "id" else 400,
        code="resource_missing",
        param=param,
        began=param != "id",
    )


def no_such_key(key: str) -> Refused:
    """The key is not ours."""
    shown = key[:8] + "*" * max(0, len(key) - 12) + key[-4:] if len(key) > 12 else "*" * len(key)
    return Refused(f"Invalid API Key provided: {shown}", status=401, began=False)


def no_key() -> Refused:
    """There is no key at all."""
    return Refused(
        "You did not provide an API key. You need to provide your API key in the Authorization "
        "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
        status=401,
        began=False,
    )


def no_access(account: str) -> Refused:
    """The account is nobody that this platform knows."""
    return Refused(
        f"The provided key does not have access to account '{account}' (or that account does not "
        "exist). Application access may have been revoked.",
        status=403,
        code="account_invalid",
        began=False,
    )


def wrong_state(message: str, code: str | None = None, **more: Any) -> Refused:
    """It cannot be done with what is as it is."""
    return Refused(message, code=code, **more)


def too_small(amount: int, currency: str, least: int, param: str = "amount") -> Refused:
    """Less than Stripe takes."""
    return Refused(
        f"Amount must be at least {least / 100:.2f} {currency} ({amount} was given)",
        code="amount_too_small",
        param=param,
    )
