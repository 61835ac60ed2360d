"""The pages that people see: paying, onboarding, the billing portal. Plain forms that say TEST."""

import dataclasses
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_currency, get_currency_precision
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.stripe_double import accounts, changes, checkout, payments, portal, subscriptions
from app.stripe_double.decoding import decoded
from app.stripe_double.refusals import Object, Refused
from app.stripe_double.world import Books, World

LAYOUTS = Path(__file__).with_name("layouts")

SUGGESTED = (
    ("4242 4242 4242 4242", "pays"),
    ("4000 0025 0000 3155", "asks for 3-D Secure"),
    ("4000 0000 0000 0002", "is declined"),
    ("4000 0000 0000 9995", "has insufficient funds"),
    ("4000 0000 0000 0259", "pays, and is disputed soon after"),
    ("4000 0000 0000 0341", "can be saved, but not charged"),
)


def money(amount: int, currency: str) -> str:
    """An amount of minor units, for people."""
    digits = get_currency_precision(currency.upper())
    return str(format_currency(Decimal(amount).scaleb(-digits), currency.upper(), locale="en"))


@dataclasses.dataclass(frozen=True)
class Said:
    """What the page says went wrong."""

    message: str
    status: int = 200


Answer = Callable[[Request, dict[str, str]], Response]


class Pages:
    """All pages of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._layouts = Environment(
            loader=FileSystemLoader(LAYOUTS), autoescape=True, undefined=StrictUndefined
        )
        self._layouts.filters["money"] = money
        self._style = (LAYOUTS / "style.css").read_text()

    def routes(self) -> list[Route]:
        both = ["GET", "POST"]
        return [
            Route("/", self._alone(self.home)),
            Route("/_double/style.css", self.style),
            Route("/c/pay/{id}", self._alone(self.pay), methods=both),
            Route("/setup/e/{account}/{token}", self._alone(self.onboard), methods=both),
            Route("/p/session/{token}", self._alone(self.portal), methods=both),
            Route("/receipts/{id}", self._alone(self.receipt)),
            Route("/i/{id}", self._alone(self.invoice)),
        ]

    def _alone(self, answer: Answer) -> Callable[[Request], Any]:
        """An endpoint that acts alone, on what is due already."""

        async def endpoint(request: Request) -> Response:
            form = {}
            if request.method == "POST":
                form = {
                    name: value
                    for name, value in decoded((await request.body()).decode()).items()
                    if isinstance(value, str)
                }
            with self.world.lock:
                self.world.schedule.run_due()
                try:
                    return answer(request, form)
                except Refused as refused:
                    if refused.error.get("code") != "resource_missing":
                        raise
                    return self.told("There is nothing here", str(refused), status=404)

        return endpoint

    def shown(
        self, layout: str, *, status: int = 200, leads: list[str | None] | None = None, **data: Any
    ) -> Response:
        """A page, from which forms may lead to these addresses: browsers hold a redirect that
        answers a form to the policy too."""
        origins = sorted({origin(each) for each in leads or [] if each})
        policy = "; ".join(
            [
                "default-src 'none'",
                "style-src 'self'",
                " ".join(["form-action 'self'", *origins]),
                "base-uri 'none'",
                "frame-ancestors 'none'",
            ]
        )
        headers = {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
        body = self._layouts.get_template(f"{layout}.html").render(data)
        return HTMLResponse(body, status, headers)

    def told(self, title: str, text: str, back: str | None = None, status: int = 200) -> Response:
        """A page that says one thing."""
        return self.shown("told", status=status, title=title, text=text, back=back)

    async def style(self, request: Request) -> Response:
        return Response(self._style, media_type="text/css")

    def home(self, request: Request, form: dict[str, str]) -> Response:
        """What this is, and what waits to be paid."""
        waiting = [
            session
            for account in self.world.store.accounts
            for session in self.world.books(account).each("checkout.session")
            if session["status"] == "open"
        ]
        return self.shown("home", sessions=waiting[:20], accounts=self.world.store.accounts)

    # Paying.

    def pay(self, request: Request, form: dict[str, str]) -> Response:
        """The page of a Checkout Session."""
        known_as = request.path_params["id"]
        books = self.world.books_of(known_as)
        session = books.get("checkout.session", known_as)
        if session["status"] == "expired":
            return self.told(
                "This page has expired",
                "Nothing was charged. Go back and begin again.",
                session["cancel_url"],
            )
        if session["status"] == "complete":
            return self.told("All done", "This payment was made already.", arrived(session))
        if request.method == "GET":
            return self.pay_form(books, session)
        return self.paid(books, session, form)

    def pay_form(
        self, books: Books, session: Object, said: Said | None = None, **given: str
    ) -> Response:
        customer = books.find(session["customer"]) or {}
        account = self.world.store.accounts[books.account]
        behind = books.behind(session)
        return self.shown(
            "pay",
            status=said.status if said else 200,
            leads=[session["success_url"], session["cancel_url"]],
            session=session,
            lines=behind["lines"],
            trial="trial_period_days" in behind["data"] or "trial_end" in behind["data"],
            business=account["business_profile"]["name"] or account["id"],
            known_email=customer.get("email") or session["customer_email"],
            suggested=SUGGESTED,
            said=said,
            given=given,
        )

    def paid(self, books: Books, session: Object, form: dict[str, str]) -> Response:
        """Do what the form of the page says."""
        does = form.get("do", "pay")
        email, name = form.get("email") or None, form.get("name") or None
        behind = books.behind(session)
        try:
            if does == "debit":
                checkout.complete_by_debit(books, session, email=email, name=name)
            elif does == "refuse" and "challenge" in behind:
                refuse_challenge(books, session)
                said = Said("We are unable to authenticate your payment method.", 402)
                return self.pay_form(books, session, said)
            else:
                if does == "agree" and "challenge" in behind:
                    number, email, name = behind.pop("challenge")
                else:
                    number = re.sub(r"\D", "", form.get("card", ""))
                agreed = does == "agree"
                if not checkout.complete(
                    books, session, number, email=email, name=name, authenticated=agreed
                ):
                    behind["challenge"] = (number, email, name)
                    return self.shown("challenge", session=session, leads=[session["success_url"]])
        except Refused as refused:
            given = {key: form.get(key, "") for key in ("email", "name")}
            return self.pay_form(books, session, Said(str(refused), refused.status), **given)
        return RedirectResponse(arrived(session), 303)

    # Onboarding.

    def onboard(self, request: Request, form: dict[str, str]) -> Response:
        """The page behind an account link, good for once."""
        link = self.world.store.links.get(request.path_params["token"])
        if link is None or link.get("account") != request.path_params["account"]:
            return self.told("There is nothing here", "This link leads nowhere.", status=404)
        books = self.world.books()
        if link["used"] or link["expires_at"] <= books.now():
            return RedirectResponse(link["refresh_url"], 303)
        account = accounts.find(books, link["account"])
        if request.method == "GET":
            return self.shown(
                "onboard",
                leads=[link["return_url"], link["refresh_url"]],
                account=account,
                return_url=link["return_url"],
            )
        link["used"] = True
        if form.get("do") != "later":
            with self.world.books(account["id"]).change(account, "account.updated"):
                account["business_profile"] = account["business_profile"] | {
                    "name": form.get("business") or account["business_profile"]["name"],
                    "mcc": "7230",
                    "url": form.get("url") or None,
                }
                accounts.write_state(account, enabled=True)
        return RedirectResponse(link["return_url"] or link["refresh_url"], 303)

    # The portal.

    def portal(self, request: Request, form: dict[str, str]) -> Response:
        """The billing portal of a customer."""
        link = self.world.store.links.get(request.path_params["token"])
        if link is None or "customer" not in link:
            return self.told("There is nothing here", "This link leads nowhere.", status=404)
        books = self.world.books(link["account"])
        if link["expires_at"] <= books.now():
            return self.told("This page has expired", "Go back and open it again.",
                             link["return_url"])  # fmt: skip
        customer = books.get("customer", link["customer"])
        subscription = portal.subscription_of(books, customer["id"])
        said = None
        if request.method == "POST":
            try:
                managed(books, customer, subscription, form)
                return RedirectResponse(request.url.path, 303)
            except Refused as refused:
                said = Said(str(refused), refused.status)
        return self.portal_form(books, customer, subscription, link["return_url"], said)

    def portal_form(
        self,
        books: Books,
        customer: Object,
        subscription: Object | None,
        return_url: str | None,
        said: Said | None,
    ) -> Response:
        method = subscriptions.method_of(books, subscription) if subscription else None
        prices = portal.prices_for(books, subscription) if subscription else []
        products = {price["id"]: books.get("product", price["product"]) for price in prices}
        own = [each for each in books.each("invoice") if each["customer"] == customer["id"]]
        return self.shown(
            "portal",
            status=said.status if said else 200,
            leads=[return_url],
            business=self.world.store.accounts[books.account]["business_profile"]["name"],
            customer=customer,
            subscription=subscription,
            item=subscriptions.items(subscription)[0] if subscription else None,
            method=method,
            prices=prices,
            products=products,
            invoices=own[:12],
            return_url=return_url,
            said=said,
            day=day,
        )

    # Papers.

    def receipt(self, request: Request, form: dict[str, str]) -> Response:
        """What was paid."""
        books = self.world.books_of(request.path_params["id"])
        charge = books.get("charge", request.path_params["id"])
        said = f"{money(charge['amount'], charge['currency'])} · {charge['status']}"
        if charge["amount_refunded"]:
            said += f" · {money(charge['amount_refunded'], charge['currency'])} refunded"
        return self.told("Receipt", said)

    def invoice(self, request: Request, form: dict[str, str]) -> Response:
        """What is due, or was."""
        books = self.world.books_of(request.path_params["id"])
        invoice = books.get("invoice", request.path_params["id"])
        said = f"{money(invoice['total'], invoice['currency'])} · {invoice['status']}"
        return self.told(f"Invoice {invoice['number']}", said)


def managed(
    books: Books, customer: Object, subscription: Object | None, form: dict[str, str]
) -> None:
    """Do what the portal's form says. Raises Refused."""
    does = form.get("do")
    if does == "card":
        portal.change_card(books, customer, re.sub(r"\D", "", form.get("card", "")))
    elif subscription is None or subscription["status"] == "canceled":
        raise Refused("There is no subscription.")
    elif does == "plan":
        portal.change_plan(books, subscription, form.get("price", ""))
    elif does in ("cancel", "resume"):
        changes.change(books, subscription, {"cancel_at_period_end": does == "cancel"})


def refuse_challenge(books: Books, session: Object) -> None:
    """The bank asked, and its customer did not agree."""
    del books.behind(session)["challenge"]
    if intent := books.find(session["payment_intent"]):
        method = books.get("payment_method", intent["payment_method"])
        refused = Refused(
            "We are unable to authenticate your payment method. Please choose a different payment "
            "method and try again.",
            code="payment_intent_authentication_failure",
        )
        payments.fail(books, intent, method, refused)
        books.emit("payment_intent.payment_failed", intent)


def arrived(session: Object) -> str:
    """Where somebody goes who is done."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def origin(url: str) -> str:
    """What the policy calls an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def day(seconds: int) -> str:
    """A day, for people."""
    return accounts.moment(seconds)[:10]
