"""Accounts: the platform's own, and those connected to it, in both versions of the API."""

import datetime
from typing import Any

import stripe

from app.stripe_double.clock import MINUTE
from app.stripe_double.refusals import Object, Refused, missing
from app.stripe_double.routes import Call, route
from app.stripe_double.shapes import merged, shaped
from app.stripe_double.store import PLATFORM
from app.stripe_double.world import Books, require_account

CURRENCIES = {"DK": "dkk", "PL": "pln", "GB": "gbp", "US": "usd", "CH": "chf", "SE": "sek"}

DUE = [
    "business_profile.mcc",
    "business_profile.url",
    "external_account",
    "representative.first_name",
    "representative.last_name",
    "tos_acceptance.date",
]

LINK_LIFE = 5 * MINUTE


OBEYED = "configuration contact_email dashboard defaults display_name identity metadata"


def open_platform(books: Books) -> None:
    """The account whose key it is."""
    platform = new_account(books, PLATFORM, "IT", "eur", "Holdfast (TEST)", "platform@example.com")
    platform |= {"type": "standard"}
    write_state(platform, enabled=True)


def new_account(
    books: Books, known_as: str, country: str, currency: str, name: str | None, email: str | None
) -> Object:
    """An account in the first version of the API."""
    account = shaped(
        stripe.Account,
        {
            "id": known_as,
            "object": "account",
            "business_profile": {"name": name},
            "business_type": "company",
            "capabilities": {},
            "country": country,
            "created": books.now(),
            "default_currency": currency,
            "email": email,
            "external_accounts": {
                "object": "list",
                "data": [],
                "has_more": False,
                "url": f"/v1/accounts/{known_as}/external_accounts",
            },
            "future_requirements": no_requirements(),
            "metadata": {},
            "requirements": no_requirements(),
            "settings": {
                "branding": {},
                "card_payments": {},
                "dashboard": {"display_name": name, "timezone": "Etc/UTC"},
                "payments": {},
            },
            "tos_acceptance": {"date": None},
            "type": "none",
        },
    )
    account["capabilities"] = {}
    books.world.store.accounts[known_as] = account
    return books.world.store.put(PLATFORM, account)


def no_requirements() -> Object:
    names = ("currently_due", "errors", "eventually_due", "past_due", "pending_verification")
    return {name: [] for name in (*names, "alternatives")}


def write_state(account: Object, *, enabled: bool, reason: str | None = None) -> None:
    """Have an account able to take payments, or not, because of something."""
    due = [] if enabled or (reason and reason.startswith("rejected")) else list(DUE)
    state = {True: "active", False: "inactive"}[enabled]
    account |= {
        "capabilities": {"card_payments": state, "transfers": state},
        "charges_enabled": enabled,
        "payouts_enabled": enabled,
        "details_submitted": enabled or account["details_submitted"] or False,
    }
    account["requirements"] |= {
        "currently_due": due,
        "disabled_reason": None if enabled else reason or "requirements.past_due",
        "eventually_due": due,
        "past_due": due,
    }
    if enabled:
        account["tos_acceptance"] = account["tos_acceptance"] | {"date": account["created"]}


def set_state(books: Books, known_as: str, *, enabled: bool, reason: str | None = None) -> None:
    """The same to an account that is there, which is told. Raises Refused."""
    account = find(books, known_as)
    own = books.world.books(known_as)
    with own.change(account, "account.updated"):
        write_state(account, enabled=enabled, reason=reason)


def let_go(books: Books, known_as: str) -> None:
    """An account lets go of the platform, which is told, and sees nothing of it any more. Raises
    Refused."""
    find(books, known_as)
    own = books.world.books(known_as)
    platform = {"id": "ca_holdfast", "object": "application", "name": "Holdfast (TEST)"}
    own.emit("account.application.deauthorized", platform)
    books.world.store.disconnected.add(known_as)


def find(books: Books, known_as: str) -> Object:
    """An account. Raises Refused."""
    require_account(books.world, known_as if known_as in books.world.store.disconnected else None)
    if (account := books.world.store.accounts.get(known_as)) is None:
        raise missing("account", known_as)
    return account


@route("GET", "/v1/account", "AccountRetrieveParams")
def retrieve_own(call: Call) -> Object:
    return find(call.books, call.books.account)


@route("GET", "/v1/accounts/{id}", "AccountRetrieveParams")
def retrieve(call: Call) -> Object:
    return find(call.books, call.id)


@route("POST", "/v2/core/accounts", "v2.core.AccountCreateParams", OBEYED)
def create(call: Call) -> Object:
    params, identity = call.params, call.params.get("identity") or {}
    books = call.books
    country = (identity.get("country") or "IT").upper()
    currency = (params.get("defaults") or {}).get("currency") or CURRENCIES.get(country, "eur")
    known_as = books.world.store.new_id("acct_1")[:22]
    account = new_account(
        books, known_as, country, currency, params.get("display_name"), params.get("contact_email")
    )
    own = books.world.books(known_as, books.key, books.request)
    books.behind(account)["second"] = {"identity": {"country": country, "entity_type": None}}
    with own.change(account, "account.updated"):
        write(books, account, params)
        write_state(account, enabled=False)
    return second(call, account)


def write(books: Books, account: Object, params: Object) -> None:
    """Take down what is given in the second version, and what the first has of it."""
    kept: Object = books.behind(account)["second"]
    for name in params.keys() - {"include", "metadata"}:
        value = params[name]
        both = isinstance(value, dict) and isinstance(kept.get(name), dict)
        kept[name] = deep(kept[name], value) if both else value
    account["metadata"] = merged(account["metadata"], params.get("metadata"))
    if "contact_email" in params:
        account["email"] = params["contact_email"]
    if "display_name" in params:
        account["business_profile"] = account["business_profile"] | {"name": params["display_name"]}


def deep(old: Object, new: Object) -> Object:
    """A hash with what is new in it, and in what it contains."""
    found = dict(old)
    for name, value in new.items():
        both = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = deep(found[name], value) if both else value
    return found


@route("GET", "/v2/core/accounts/{id}", "v2.core.AccountRetrieveParams")
def retrieve_second(call: Call) -> Object:
    return second(call, connected(call))


@route("POST", "/v2/core/accounts/{id}", "v2.core.AccountUpdateParams", OBEYED)
def update(call: Call) -> Object:
    account = connected(call)
    own = call.books.world.books(account["id"], call.books.key, call.books.request)
    with own.change(account, "account.updated"):
        write(call.books, account, call.params)
    return second(call, account)


def connected(call: Call) -> Object:
    """An account that was made in the second version. Raises Refused."""
    account = find(call.books, call.id)
    if "second" not in call.books.behind(account):
        raise missing("v2.core.account", call.id)
    return account


def second(call: Call, account: Object) -> Object:
    """An account as the second version shows it, with what was asked for."""
    books = call.books
    kept: Object = books.behind(account)["second"]
    asked = call.params.get("include") or []
    whole = shaped(
        stripe.v2.core.Account,
        {
            "id": account["id"],
            "object": "v2.core.account",
            "applied_configurations": sorted(kept.get("configuration") or {}),
            "closed": False,
            "contact_email": account["email"],
            "created": moment(account["created"]),
            "dashboard": kept.get("dashboard"),
            "display_name": account["business_profile"]["name"],
            "livemode": False,
            "metadata": dict(account["metadata"]),
        },
    )
    if any(name.startswith("configuration") for name in asked):
        whole["configuration"] = {
            name: configuration(account, kept["configuration"][name])
            if f"configuration.{name}" in asked
            else None
            for name in sorted(kept.get("configuration") or {})
        }
    if "defaults" in asked:
        whole["defaults"] = {"currency": account["default_currency"]} | kept.get("defaults", {})
    if "identity" in asked:
        whole["identity"] = kept["identity"]
    if "requirements" in asked:
        whole["requirements"] = requirements(account)
    return whole


def configuration(account: Object, given: Object) -> Object:
    """A configuration with what came of the capabilities that were asked for."""
    enabled = account["charges_enabled"]
    details = [] if enabled else [{"code": "requirements_past_due", "resolution": "provide_info"}]
    state = {"status": "active" if enabled else "restricted", "status_details": details}
    return given | {"applied": True, "capabilities": granted(given.get("capabilities", {}), state)}


def granted(capabilities: Object, state: Object) -> Object:
    """Each capability with its state, at whatever depth it is."""
    return {
        name: dict(state) if "requested" in value else granted(value, state)
        for name, value in capabilities.items()
        if isinstance(value, dict)
    }


def requirements(account: Object) -> Object:
    """What somebody has to tell of an account."""
    restricted = [
        {
            "capability": "card_payments",
            "configuration": "merchant",
            "deadline": {"status": "past_due"},
        }
    ]
    entries = [
        {
            "awaiting_action_from": "user",
            "description": name,
            "errors": [],
            "impact": {"restricts_capabilities": restricted},
            "minimum_deadline": {"status": "past_due"},
            "requested_reasons": [{"code": "routine_onboarding"}],
        }
        for name in account["requirements"]["currently_due"]
    ]
    return {
        "entries": entries,
        "summary": {"minimum_deadline": {"status": "past_due", "time": None}} if entries else None,
    }


def moment(seconds: int) -> str:
    """A moment as the second version writes it."""
    at = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_link(
    books: Books, account: str, refresh_url: str, return_url: str | None
) -> tuple[str, int]:
    """A link to the page of an account, good for once and a few minutes. Raises Refused."""
    find(books, account)
    for name, url in (("refresh_url", refresh_url), ("return_url", return_url or refresh_url)):
        if not url.startswith(("http://", "https://")):
            raise Refused("Not a valid URL", code="url_invalid", param=name, began=False)
    token = books.world.store.new_id("")
    expires_at = books.now() + LINK_LIFE
    books.world.store.links[token] = {
        "account": account,
        "refresh_url": refresh_url,
        "return_url": return_url,
        "expires_at": expires_at,
        "used": False,
    }
    return f"{books.world.url}/setup/e/{account}/{token}", expires_at


@route(
    "POST",
    "/v1/account_links",
    "AccountLinkCreateParams",
    "account type refresh_url return_url collection_options collect",
)
def create_link(call: Call) -> Object:
    params = call.params
    for name in ("refresh_url", "return_url"):
        if name not in params:
            raise Refused(
                f"Missing required param: {name}.",
                code="parameter_missing",
                param=name,
                began=False,
            )
    url, expires_at = new_link(
        call.books, params["account"], params["refresh_url"], params["return_url"]
    )
    return {
        "object": "account_link",
        "created": call.books.now(),
        "expires_at": expires_at,
        "url": url,
    }


@route("POST", "/v2/core/account_links", "v2.core.AccountLinkCreateParams", "account use_case")
def create_second_link(call: Call) -> Object:
    params: Any = call.params
    use_case = params["use_case"]
    if (given := use_case.get(use_case["type"])) is None:
        raise Refused(
            f"Missing required param: use_case[{use_case['type']}].",
            code="parameter_missing",
            param=f"use_case[{use_case['type']}]",
            began=False,
        )
    url, expires_at = new_link(
        call.books, params["account"], given["refresh_url"], given.get("return_url")
    )
    return {
        "object": "v2.core.account_link",
        "account": params["account"],
        "created": moment(call.books.now()),
        "expires_at": moment(expires_at),
        "livemode": False,
        "url": url,
        "use_case": shaped(stripe.v2.core.AccountLink.UseCase, use_case),
    }
