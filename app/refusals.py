"""What a page says when the API refuses something. The API speaks English, to whoever writes a
program; here is what each refusal means to whoever has a link, in the language of the page."""

import json

from app.texts import LANGUAGES, N_, Texts

CUT_OFF = N_("There is nothing behind this link, or it has been cut off. Open it anew.")
TOO_LATE_NOW = N_("That cannot be done any more.")
NOT_OFFERED = N_("That is not on offer any more.")
CLOSED = N_("The business takes no bookings now.")
BUSY = N_("The server is busy. Try again in a while.")

FAILED = N_("That did not work. Try again in a while.")
UNREACHABLE = N_("The server does not answer. Try again in a while.")

# By the name of the problem (app/problems.py).
REFUSED = {
    "booking-not-found": CUT_OFF,
    "customer-limit-reached": N_("Those are enough bookings for one day. Choose another day."),
    "hold-expired": N_("The time is no longer kept for you."),
    "invalid-arguments": N_("Something is missing, or does not fit."),
    "late-cancel-fee": N_("It is late to cancel: that takes a fee. Please call."),
    "limit-reached": N_("That day is full. Choose another one."),
    "location-not-found": NOT_OFFERED,
    "not-enough-left": N_("There is not enough left for that."),
    "not-found": CUT_OFF,
    "not-waiting": TOO_LATE_NOW,
    "other-terms": N_("It would cost more or less then, or take another time. Book it anew."),
    "outcome-unknown": N_("It may have been done. Open the page anew to see."),
    "outside-hours": N_("Nobody works then. Choose another time."),
    "party-too-large": N_("There is no room for so many."),
    "plan-limit-reached": CLOSED,
    "read-only": BUSY,
    "refund-too-large": TOO_LATE_NOW,
    "resource-not-found": NOT_OFFERED,
    "service-not-found": NOT_OFFERED,
    "slot-taken": N_("That time is taken. Choose another one."),
    "subscription-lapsed": CLOSED,
    "tenant-not-found": CUT_OFF,
    "tenant-suspended": CLOSED,
    "timeout": BUSY,
    "too-far-ahead": N_("That is too far ahead. Choose an earlier time."),
    "too-late-to-cancel": N_("It is too late to cancel it here. Please call."),
    "too-late-to-reschedule": N_("It is too late to move it here. Please call."),
    "too-many-holds": N_("Too many of your bookings are not paid yet."),
    "too-many-requests": N_("That was too much at once. Try again in a minute."),
    "too-soon": N_("That is too soon. Choose a later time."),
    "try-again": N_("Others wanted the same at once. Try again."),
    "unavailable": BUSY,
    "version-conflict": N_("The booking has changed. Open the page anew."),
    "waitlist-entry-not-found": CUT_OFF,
    "wrong-state": TOO_LATE_NOW,
}

# refused: what to say of a problem document, in a language. In English the API can say it itself.
SCRIPT = """\
const refused = (language, problem) => refusals[language][problem.type]
    ?? (language === "en" && problem.detail || refusals[language].failed);
"""


def script() -> str:
    """What a page's script needs to say what the API refuses."""
    said = {language: words(Texts(language)) for language in LANGUAGES}
    return f"const refusals = {json.dumps(said, ensure_ascii=False)};\n{SCRIPT}"


def words(texts: Texts) -> dict[str, str]:
    """What is said of each type of problem, of any other, and when nobody answers."""
    return {
        **{f"/problems/{slug}": texts.say(said) for slug, said in REFUSED.items()},
        "failed": texts.say(FAILED),
        "unreachable": texts.say(UNREACHABLE),
    }
