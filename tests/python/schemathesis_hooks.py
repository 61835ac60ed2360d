"""What Schemathesis has to be told of us: how to sign in, what JSON Schema has no words for, and
one more thing to check."""

import datetime
import os
from typing import Any

import requests
import schemathesis
from hypothesis import strategies as st

# Which time zones there are is known to PostgreSQL alone; a recurrence rule is a language apart,
# and so are the placeholders of e-mails.
UNSAYABLE = {"#/time_zone", "#/rrule", "#/subject", "#/body"}

UNREADABLE = {"/problems/invalid-arguments", "/problems/invalid-value"}

# JSON Schema has no first and last date, and no time to the second.
FIRST, LAST = datetime.date(1970, 1, 1), datetime.date(2200, 12, 31)


def moment(when: datetime.datetime) -> str:
    return when.replace(microsecond=0).isoformat() + "Z"


schemathesis.openapi.format("date", st.dates(FIRST, LAST).map(str))
schemathesis.openapi.format(
    "date-time",
    st.datetimes(
        datetime.datetime.combine(FIRST, datetime.time.min),
        datetime.datetime.combine(LAST, datetime.time.min),
    ).map(moment),
)


@schemathesis.auth(refresh_interval=600)
class Owner:
    """The owner of a business of the demo."""

    def get(self, case: Any, context: Any) -> str:
        answer = requests.post(
            f"{os.environ['FUZZED_URL']}/v1/auth/login",
            json={"email": "owner@salon.test", "password": "demo"},
            timeout=10,
        )
        answer.raise_for_status()
        token: str = answer.json()["access_token"]
        return token

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.check
def what_fits_the_schema_can_be_read(context: Any, response: Any, case: Any) -> None:
    """A request that the contract allows is understood, whatever is then made of it."""
    if response.status_code != 422 or not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    if problem["type"] in UNREADABLE:
        fields = {fault["pointer"] for fault in problem.get("errors", [])}
        assert fields, problem
        assert fields <= UNSAYABLE, problem
