"""What all the checks before left behind in the server."""

import psycopg

from app.proof.claims import claim
from app.proof.expectations import NotShown, expect
from app.proof.stage import Stage
from app.proof.wire import milliseconds

# deadlock_timeout: how long something waits before PostgreSQL looks whether that is a deadlock.
PATIENCE_SECONDS = 1.0

DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


@claim("in all of this the server made no mistake: no answer was a 5xx")
async def no_mistakes(stage: Stage) -> str:
    answers = stage.server.answers
    expect("answers of 500 and above", [], [str(each) for each in answers if each.status >= 500])
    return f"{len(answers)} answers"


@claim("in all of this PostgreSQL met no deadlock")
async def no_deadlocks(stage: Stage) -> str:
    if stage.laboratory is None:
        slowest = stage.server.slowest_in_a_crowd
        if slowest >= PATIENCE_SECONDS:
            raise NotShown(
                f"It counts them, but over HTTP we cannot ask it; and in a crowd somebody waited "
                f"{milliseconds(slowest)}, long enough for one."
            )
        return f"by time: slowest {milliseconds(slowest)}"
    with psycopg.connect(stage.laboratory.admin_url) as connection:
        row = connection.execute(DEADLOCKS).fetchone()
    expect("deadlocks", (0,), row)
    return "by its own count"
