"""The pages that links in e-mails lead to, where no front end has its own: what following one does,
a button, and what is asked besides. Opening the page follows nothing, so that programs which look
into e-mails use no link up; the button sends the token to the API.
"""

from html import escape
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import refusals
from app.endpoints.documentation import HEADERS, page
from app.texts import N_, Texts, preferred

SCRIPT = """\
const forms = [...document.querySelectorAll("form")];
const said = document.querySelector("output");
const language = document.documentElement.lang;
forms.forEach((form) => form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([, value]) => value);
    form.querySelector("button").disabled = true;
    try {
        const answer = await fetch(form.dataset.path, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify(Object.fromEntries(fields)),
        });
        const body = answer.status === 204 ? {} : await answer.json();
        const faults = (body.errors ?? []).map((each) => `${each.pointer.slice(2)} ${each.detail}`);
        const wanted = body.type === "/problems/second-factor-required" ? ["code"] : faults;
        said.textContent = answer.ok ? form.dataset.done
            : [refused(language, body), ...faults].join(" ");
        if (answer.ok) forms.forEach((each) => { each.hidden = each === form; });
        document.querySelectorAll("[data-asked]").forEach((each) => {
            if (wanted.some((fault) => fault.startsWith(each.dataset.asked))) each.hidden = false;
        });
    } catch {
        said.textContent = refusals[language].unreachable;
    }
    form.querySelector("button").disabled = false;
}));
"""


NO_SUCH_LINK = N_("There is no such link")
COPY_IT = N_(
    "It may have been cut off. Copy all of it from the e-mail into the address bar, up to the end "
    "of its line."
)


class Asked(NamedTuple):
    """A field of a page: what it is called, of which type, and whether it shows at first. One that
    does not is shown when the API asks for it."""

    name: str
    label: str
    type: str = "text"
    at_first: bool = True


class Link(NamedTuple):
    """A page: where its token is sent, its words, and what it asks."""

    path: str
    title: str
    button: str
    done: str
    asked: tuple[Asked, ...] = ()


NAME = Asked("name", "Your name")
PASSWORD = Asked("password", "A password, of 8 characters or more", "password")
MAYBE_NAME, MAYBE_PASSWORD = NAME._replace(at_first=False), PASSWORD._replace(at_first=False)
CODE = Asked("code", "The code of your second factor", at_first=False)

SIGNED_IN = "Done: that worked, and the link is used up. Go on in your application."

LINKS = {
    "account-exists": Link(
        "/v1/auth/password/reset",
        "Set a new password",
        "Set it",
        "Done: the password is set. Sign in with it.",
        (PASSWORD, CODE),
    ),
    "change-email": Link(
        "/v1/auth/email/confirm",
        "Confirm your new e-mail address",
        "Confirm",
        "Done: the address is yours, and signs you in from now on.",
    ),
    "invitation": Link(
        "/v1/onboarding/accept",
        "Accept the invitation",
        "Accept",
        "Welcome: you work there now. Sign in to go on.",
        (MAYBE_NAME, MAYBE_PASSWORD),
    ),
    "no-account": Link(
        "/v1/auth/signup/confirm",
        "Open your account",
        "Open it",
        "Done: the account is open. Sign in to go on.",
        (NAME, PASSWORD),
    ),
    "open-tenant": Link(
        "/v1/tenants/verify",
        "Open your business",
        "Open it",
        "Your business is open, and can be booked. Sign in to go on.",
        (MAYBE_PASSWORD, CODE),
    ),
    "reset-password": Link(
        "/v1/auth/password/reset",
        "Set a new password",
        "Set it",
        "Done: the password is set. Sign in with it.",
        (PASSWORD, CODE),
    ),
    "sign-in": Link("/v1/auth/magic-link/redeem", "Sign in", "Sign in", SIGNED_IN, (CODE,)),
    "sign-up": Link(
        "/v1/auth/signup/confirm",
        "Open your account",
        "Open it",
        "Done: the account is open. Sign in to go on.",
        (NAME, PASSWORD),
    ),
    "verify-email": Link(
        "/v1/auth/email/verify", "Confirm your e-mail address", "Confirm", "Done: it is yours."
    ),
}


def field(asked: Asked) -> str:
    """A field of the form."""
    hidden = "" if asked.at_first else " hidden"
    complete = {"password": "new-password", "code": "one-time-code", "name": "name"}[asked.name]
    return (
        f'<label data-asked="{asked.name}"{hidden}>{escape(asked.label)}'
        f'<input name="{asked.name}" type="{asked.type}" autocomplete="{complete}"></label>'
    )


def nowhere(request: Request) -> Response:
    """The page behind a link that is none of ours, in the language of the browser."""
    texts = Texts(preferred(request.headers.get("accept-language", "")))
    title = texts.say(NO_SUCH_LINK)
    answer = page(
        title,
        f"<main><h1>{escape(title)}</h1><p>{escape(texts.say(COPY_IT))}</p></main>",
        language=texts.language,
    )
    answer.status_code = 404
    answer.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return answer


async def follow(request: Request) -> Response:
    """The page of one kind of link."""
    link = LINKS.get(request.path_params["kind"])
    if link is None:
        return nowhere(request)
    token = escape(request.query_params.get("token", ""))
    answer = page(
        link.title,
        f"<main><h1>{escape(link.title)}</h1>"
        f'<form data-path="{link.path}" data-done="{escape(link.done)}">'
        f'<input type="hidden" name="token" value="{token}">'
        f"{''.join(map(field, link.asked))}<button>{escape(link.button)}</button></form>"
        '<output role="status"></output></main><script src="/links/link.js"></script>',
    )
    # The page has a token in it, which is nobody's to keep.
    answer.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return answer


WALLET = """\
const of = new URLSearchParams(location.search);
const list = document.querySelector("ul");
const say = (text) => list.append(Object.assign(document.createElement("li"), {textContent: text}));
const path = ["v1", "tenants", of.get("business"), "wallets", of.get("id")];
fetch(`/${path.map(encodeURIComponent).join("/")}`, {
    headers: {Authorization: `Bearer ${of.get("token")}`},
}).then(async (answer) => {
    const wallet = await answer.json();
    if (!answer.ok) return say(wallet.detail);
    const {amount, currency} = wallet.credit;
    const money = new Intl.NumberFormat(undefined, {style: "currency", currency});
    const {maximumFractionDigits} = money.resolvedOptions();
    say(`Credit: ${money.format(amount / 10 ** maximumFractionDigits)}`);
    say(`Points: ${wallet.points}`);
    wallet.packages.forEach((each) => say(`${each.name}: ${each.sessions_left}`));
}).catch(() => say("The server does not answer. Try again in a while."));
"""


async def bought(request: Request) -> Response:
    """Where whoever has paid for a gift card or a package comes to."""
    answer = page(
        "Thank you",
        "<main><h1>Thank you</h1><p>As soon as your payment is through, what you have bought is on "
        "its way by e-mail.</p></main>",
    )
    answer.headers.update(HEADERS)
    return answer


async def wallet(request: Request) -> Response:
    """What a customer has, for whoever has the token of their wallet."""
    answer = page(
        "What you have",
        '<main><h1>What you have</h1><ul></ul></main><script src="/links/wallet.js"></script>',
    )
    answer.headers.update(HEADERS | {"Cache-Control": "no-store"})
    return answer


async def wallet_script(request: Request) -> Response:
    """What the page of a wallet runs."""
    return Response(WALLET, headers=HEADERS, media_type="text/javascript")


async def script(request: Request) -> Response:
    """What the pages run."""
    return Response(refusals.script() + SCRIPT, headers=HEADERS, media_type="text/javascript")


routes = [
    Route("/links/bought", bought, include_in_schema=False),
    Route("/links/link.js", script, include_in_schema=False),
    Route("/links/wallet", wallet, include_in_schema=False),
    Route("/links/wallet.js", wallet_script, include_in_schema=False),
    Route("/links/{kind}", follow, include_in_schema=False),
]
