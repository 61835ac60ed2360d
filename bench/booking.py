"""create_booking, in SQL and over HTTP, beside bare inserts; and what row security adds to it."""

from psycopg import sql

from bench import pgbench, wanted
from bench.application import Answers, Application, serving
from bench.databases import Databases, Scans, checkpoint, count, web
from bench.plan import Plan
from bench.report import Report

TABLES = {
    "insert_unique": sql.Identifier("bench", "bookings_unique"),
    "insert_excluded": sql.Identifier("bench", "bookings_excluded"),
    "create_booking": sql.Identifier("data", "bookings"),
}
"""What each script of bench/*.pgbench writes a row of, once in each transaction."""

HTTP = "HTTP"
NAMES = {
    "insert_unique": "bare insert, unique index",
    "insert_excluded": "bare insert, exclusion constraint too",
    "create_booking": "create_booking in SQL",
    HTTP: "create_booking over HTTP",
}

# More than are answered in a second, whatever the machine.
REQUESTS_A_SECOND = 5_000


def measure(databases: Databases, plan: Plan, report: Report) -> None:
    """Let the contestants take turns, in the other order every other round."""
    url = databases.full
    scans = Scans(url)
    with serving(url) as application:
        book_over_http(url, application, 8, plan.warm_up)
        for number in range(plan.rounds):
            for clients in plan.clients:
                for contestant in list(NAMES)[:: -1 if number % 2 else 1]:
                    checkpoint(url)
                    if contestant == HTTP:
                        answers = book_over_http(url, application, clients, plan.seconds)
                        add_answers(report, f"{NAMES[HTTP]}, {by(clients)}", answers)
                    else:
                        per_second = run_script(url, contestant, clients, plan, scans)
                        name = f"{NAMES[contestant]}, {by(clients)}"
                        report.add(name, per_second, "/s")
    for clients in plan.clients:
        compare(report, clients)
    scans.tell(report, "create_booking")


def compare(report: Report, clients: int) -> None:
    """The ratios that matter at so many clients."""
    for of, to, goal in (
        (HTTP, "create_booking", "≥ 0.65"),
        ("create_booking", "insert_unique", "≥ 0.40"),
        ("create_booking", "insert_excluded", "≥ 0.60"),
    ):
        report.compare(
            f"{NAMES[of]}, of {NAMES[to]}, {by(clients)}",
            f"{NAMES[of]}, {by(clients)}",
            f"{NAMES[to]}, {by(clients)}",
            goal if clients == 32 else "",
        )


def by(clients: int) -> str:
    """How many clients, in words."""
    return "1 client" if clients == 1 else f"{clients} clients"


def run_script(url: str, script: str, clients: int, plan: Plan, scans: Scans) -> float:
    """Transactions per second of a script. Raises RuntimeError unless each made a row."""
    rows = count(url, TABLES[script])
    with scans:
        run = pgbench.run(web(url), script, clients, plan.seconds, plan.warm_up)
    require_rows(count(url, TABLES[script]) - rows, run.processed)
    return run.per_second


def book_over_http(url: str, application: Application, clients: int, seconds: float) -> Answers:
    """Book slot after slot. Raises RuntimeError unless there is a booking for every 201."""
    free = wanted.slots(url, int(seconds * REQUESTS_A_SECOND))
    rows = count(url, TABLES["create_booking"])
    answers = application.load([wanted.booking(slot) for slot in free], clients, seconds)
    require_rows(count(url, TABLES["create_booking"]) - rows, answers.good)
    return answers


def require_rows(made: int, claimed: int) -> None:
    """Raise RuntimeError unless as many rows were made as were counted."""
    if made != claimed:
        raise RuntimeError(f"{claimed} bookings were counted, but {made} rows were made.")


def add_answers(report: Report, name: str, answers: Answers) -> None:
    """What came of a load, and what was refused, which nothing should be."""
    report.add_load(name, answers.per_second, answers.p50, answers.p99, answers.cpu)
    if sum(answers.statuses.values()) > answers.good:
        report.remark(f"{name}: not all were answered well: {answers.statuses}.")


def measure_row_security(databases: Databases, plan: Plan, report: Report) -> None:
    """The same function where row security is on and where it is off."""
    clients = 8
    guarded = f"create_booking in SQL, {clients} clients, row security on"
    unguarded = f"create_booking in SQL, {clients} clients, row security off"
    turns = [(guarded, databases.full), (unguarded, databases.unguarded)]
    for number in range(plan.rounds):
        for name, url in turns[:: -1 if number % 2 else 1]:
            checkpoint(url)
            report.add(name, run_script(url, "create_booking", clients, plan, Scans(url)), "/s")
    report.compare("create_booking without row security, of with", unguarded, guarded, "≤ 1.15")
