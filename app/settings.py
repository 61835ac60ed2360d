"""Settings: environment variables, read once into one frozen object.

docs/operations.md has the table; tests/python/test_docs.py keeps it true.
"""

import os
import re
import secrets
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit

SMTP_SCHEMES = ("smtp", "smtp+starttls", "smtps")


def setting(default: Any, variable: str, meaning: str) -> Any:
    """A field read from an environment variable, with the words that document it."""
    return field(default=default, metadata={"variable": variable, "meaning": meaning})


@dataclass(frozen=True, slots=True, repr=False)  # Secrets are not for logs.
class Settings:
    database_url: str = setting(
        "", "DATABASE_URL", "Where the application connects, as `holdfast_web`. Empty: embedded."
    )
    database_worker_url: str = setting(
        "",
        "DATABASE_WORKER_URL",
        "Where the worker connects, as `holdfast_worker`, past any pooler. `serve` with it has a "
        "worker of its own; without, `holdfast worker` has to run.",
    )
    database_listen_url: str = setting(
        "",
        "DATABASE_LISTEN_URL",
        "Where the application listens for events, past any pooler, as `holdfast_web`. Empty: "
        "`DATABASE_URL`.",
    )
    database_direct_url: str = setting(
        "",
        "DATABASE_DIRECT_URL",
        "Where migrations connect, past any pooler, as a superuser. Empty: `DATABASE_URL`.",
    )
    web_password: str = setting(
        "",
        "HOLDFAST_WEB_PASSWORD",
        "Password that migrations give to `holdfast_web`. Empty: they leave it as it is.",
    )
    worker_password: str = setting(
        "",
        "HOLDFAST_WORKER_PASSWORD",
        "Password that migrations give to `holdfast_worker`. Empty: they leave it as it is.",
    )
    data_dir: str = setting(
        ".holdfast", "HOLDFAST_DATA", "Folder of the embedded PostgreSQL, and of e-mails."
    )
    host: str = setting("127.0.0.1", "HOLDFAST_HOST", "Address to listen on.")
    port: int = setting(8000, "HOLDFAST_PORT", "Port to listen on.")
    metrics_port: int = setting(
        0,
        "HOLDFAST_METRICS_PORT",
        "Port on which `holdfast worker` answers `/healthz`, `/readyz` and `/metrics`. 0: none.",
    )
    secret_key: str = setting(
        "",
        "HOLDFAST_SECRET_KEY",
        "Signs access tokens (HS256) and seals secrets, 32 bytes or more. Empty: one is made up; "
        "not where there is a worker.",
    )
    previous_secret_key: str = setting(
        "", "HOLDFAST_PREVIOUS_SECRET_KEY", "Still accepted while keys are being rotated."
    )
    token_issuer: str = setting("holdfast", "HOLDFAST_TOKEN_ISSUER", "`iss` of access tokens.")
    token_audience: str = setting("holdfast", "HOLDFAST_TOKEN_AUDIENCE", "`aud` of access tokens.")
    access_token_seconds: int = setting(
        900, "HOLDFAST_ACCESS_TOKEN_SECONDS", "Life of an access token, at most 900."
    )
    jwks_url: str = setting(
        "",
        "HOLDFAST_JWKS_URL",
        "Where an identity provider publishes its keys. Empty: there is none.",
    )
    jwks_issuer: str = setting("", "HOLDFAST_JWKS_ISSUER", "`iss` of the provider's tokens.")
    jwks_audience: str = setting("", "HOLDFAST_JWKS_AUDIENCE", "`aud` of the provider's tokens.")
    pool_size: int = setting(8, "HOLDFAST_POOL_SIZE", "Database connections of one process.")
    pool_timeout_seconds: float = setting(
        5.0, "HOLDFAST_POOL_TIMEOUT_SECONDS", "How long a request waits for a connection."
    )
    request_timeout_seconds: float = setting(
        15.0, "HOLDFAST_REQUEST_TIMEOUT_SECONDS", "How long a request may take in all."
    )
    shutdown_seconds: int = setting(
        20, "HOLDFAST_SHUTDOWN_SECONDS", "How long a stopping process finishes requests."
    )
    max_body_bytes: int = setting(65536, "HOLDFAST_MAX_BODY_BYTES", "Largest request body.")
    public_writes_per_minute: int = setting(
        60, "HOLDFAST_PUBLIC_WRITES_PER_MINUTE", "Writes without a token, per address and process."
    )
    combine_bookings: int = setting(
        8,
        "HOLDFAST_COMBINE_BOOKINGS",
        "Most bookings that wait at the same time to be made in one transaction. 0: each alone.",
    )
    relay_seconds: float = setting(
        0.001, "HOLDFAST_RELAY_SECONDS", "How often the worker looks for events to publish."
    )
    sweep_seconds: float = setting(
        1.0, "HOLDFAST_SWEEP_SECONDS", "How often the worker hands lapsed holds on."
    )
    public_url: str = setting(
        "",
        "HOLDFAST_PUBLIC_URL",
        "Where links in e-mails lead, to `/links/…`. Empty: the address that is listened on.",
    )
    mail_from: str = setting(
        "Holdfast <holdfast@localhost>", "HOLDFAST_MAIL_FROM", "Who e-mails are from."
    )
    smtp_url: str = setting(
        "",
        "HOLDFAST_SMTP_URL",
        "Where e-mails are sent: `smtp://user:password@host:587`, `smtp+starttls://` (never in the "
        "clear) or `smtps://`. Empty: files in the folder `mail` of `HOLDFAST_DATA`.",
    )
    vapid_private_key: str = setting(
        "",
        "HOLDFAST_VAPID_PRIVATE_KEY",
        "Signs what browsers are told (Web Push): `holdfast vapid-key` makes one. With another one "
        "every browser is a stranger. Empty: browsers are told nothing.",
    )
    vapid_subject: str = setting(
        "",
        "HOLDFAST_VAPID_SUBJECT",
        "Who push services write to when something is wrong: `mailto:ops@example.com` or a URL.",
    )
    whatsapp_url: str = setting(
        "https://graph.facebook.com/v23.0",
        "HOLDFAST_WHATSAPP_URL",
        "Where WhatsApp's Cloud API is.",
    )
    whatsapp_phone_number_id: str = setting(
        "",
        "HOLDFAST_WHATSAPP_PHONE_NUMBER_ID",
        "The number of businesses that have none of their own. Empty: they do not write.",
    )
    whatsapp_token: str = setting(
        "", "HOLDFAST_WHATSAPP_TOKEN", "The access token of that number: a system user's."
    )
    whatsapp_app_secret: str = setting(
        "", "HOLDFAST_WHATSAPP_APP_SECRET", "The app secret with which WhatsApp signs callbacks."
    )
    whatsapp_verify_token: str = setting(
        "",
        "HOLDFAST_WHATSAPP_VERIFY_TOKEN",
        "What WhatsApp is told to show when it is told of `/v1/callbacks/whatsapp`.",
    )
    twilio_url: str = setting(
        "https://api.twilio.com", "HOLDFAST_TWILIO_URL", "Where Twilio's REST API is."
    )
    twilio_account_sid: str = setting(
        "",
        "HOLDFAST_TWILIO_ACCOUNT_SID",
        "The account of businesses that have none of their own. Empty: they send no text messages.",
    )
    twilio_auth_token: str = setting(
        "", "HOLDFAST_TWILIO_AUTH_TOKEN", "The token of that account; it signs callbacks, too."
    )
    sms_from: str = setting(
        "",
        "HOLDFAST_SMS_FROM",
        "Who text messages of that account are from: `+15550100`, a name, or `MG…`.",
    )
    cors_origins: str = setting(
        "*",
        "HOLDFAST_CORS_ORIGINS",
        "Origins, separated by commas, whose pages may call the API from a browser; `*`: any.",
    )
    forwarded_allow_ips: str = setting(
        "127.0.0.1", "HOLDFAST_FORWARDED_ALLOW_IPS", "Proxies whose `X-Forwarded-For` is believed."
    )
    base_domain: str = setting(
        "",
        "HOLDFAST_BASE_DOMAIN",
        "Our own domain: `salon.<domain>` is the page of `salon`. Empty: none.",
    )
    dns_servers: str = setting(
        "",
        "HOLDFAST_DNS_SERVERS",
        "Name servers, `address` or `address:port`, separated by commas, that are asked whether a "
        "host is a business's, and where webhooks are. Empty: those of the system.",
    )
    live_streams: int = setting(
        5000, "HOLDFAST_LIVE_STREAMS", "Streams of live updates that one process has open at most."
    )
    live_streams_per_address: int = setting(
        100, "HOLDFAST_LIVE_STREAMS_PER_ADDRESS", "The same, of one address."
    )
    kept_answers_bytes: int = setting(
        64_000_000,
        "HOLDFAST_KEPT_ANSWERS_BYTES",
        "Room for answers about availability that are still true, in one process. 0: none is kept.",
    )
    webhook_networks: str = setting(
        "",
        "HOLDFAST_WEBHOOK_NETWORKS",
        "Networks of your own, `10.1.0.0/16, ::1/128`, to which webhooks may go though they are "
        "not public, and without TLS. Empty: none.",
    )
    calendar_seconds: int = setting(
        900, "HOLDFAST_CALENDAR_SECONDS", "How often the worker reads an outside calendar."
    )
    google_client_id: str = setting(
        "",
        "HOLDFAST_GOOGLE_CLIENT_ID",
        "The OAuth client (a web application) that connects Google calendars; see "
        "[google-calendar.md](google-calendar.md). Empty: none can be connected.",
    )
    google_client_secret: str = setting(
        "", "HOLDFAST_GOOGLE_CLIENT_SECRET", "The secret of that client."
    )
    google_auth_url: str = setting(
        "https://accounts.google.com/o/oauth2/v2/auth",
        "HOLDFAST_GOOGLE_AUTH_URL",
        "Where Google asks its people whether they let us in.",
    )
    google_token_url: str = setting(
        "https://oauth2.googleapis.com/token",
        "HOLDFAST_GOOGLE_TOKEN_URL",
        "Where Google gives tokens.",
    )
    google_revoke_url: str = setting(
        "https://oauth2.googleapis.com/revoke",
        "HOLDFAST_GOOGLE_REVOKE_URL",
        "Where Google takes them back.",
    )
    google_calendar_url: str = setting(
        "https://www.googleapis.com/calendar/v3",
        "HOLDFAST_GOOGLE_CALENDAR_URL",
        "Where Google Calendar's API is.",
    )
    stripe_secret_key: str = setting(
        "",
        "HOLDFAST_STRIPE_SECRET_KEY",
        "The platform's secret key with Stripe, `sk_…`. Empty: nobody can pay online.",
    )
    stripe_webhook_secret: str = setting(
        "",
        "HOLDFAST_STRIPE_WEBHOOK_SECRET",
        "What Stripe signs events of our own account with, `whsec_…`.",
    )
    stripe_connect_webhook_secret: str = setting(
        "",
        "HOLDFAST_STRIPE_CONNECT_WEBHOOK_SECRET",
        "What Stripe signs events of businesses' accounts with, `whsec_…`.",
    )
    stripe_url: str = setting(
        "https://api.stripe.com", "HOLDFAST_STRIPE_URL", "Where Stripe's API is."
    )
    log_level: str = setting("INFO", "HOLDFAST_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.")

    def __post_init__(self) -> None:
        """Refuse what would be unsafe; make a key up where none is set (tokens die with us)."""
        if not self.public_url:
            object.__setattr__(self, "public_url", f"http://{self.host}:{self.port}")
        if not self.secret_key:
            object.__setattr__(self, "secret_key", secrets.token_urlsafe(48))
        for key in self.secret_keys:
            if len(key.encode()) < 32:
                raise ValueError("HOLDFAST_SECRET_KEY must have 32 bytes or more.")
        object.__setattr__(self, "base_domain", self.base_domain.lower().strip("."))
        self.own_networks()
        for port, variable in (
            (self.port, "HOLDFAST_PORT"),
            (self.metrics_port, "HOLDFAST_METRICS_PORT"),
        ):
            if not 0 <= port <= 65535:
                raise ValueError(f"{variable} must be at most 65535.")
        if self.jwks_url and not (self.jwks_issuer and self.jwks_audience):
            raise ValueError(
                "HOLDFAST_JWKS_URL needs HOLDFAST_JWKS_ISSUER and HOLDFAST_JWKS_AUDIENCE."
            )
        self._require_vapid()
        if self.smtp_url and urlsplit(self.smtp_url).scheme not in SMTP_SCHEMES:
            raise ValueError("HOLDFAST_SMTP_URL must begin with one of " + ", ".join(SMTP_SCHEMES))
        self._require_intervals()
        if not 0 < self.access_token_seconds <= 900:
            raise ValueError("HOLDFAST_ACCESS_TOKEN_SECONDS must be from 1 to 900.")

    def _require_intervals(self) -> None:
        """Raises ValueError if something were to be done without a pause."""
        if min(self.relay_seconds, self.sweep_seconds, self.calendar_seconds) <= 0:
            raise ValueError(
                "HOLDFAST_RELAY_SECONDS, HOLDFAST_SWEEP_SECONDS and HOLDFAST_CALENDAR_SECONDS must "
                "be more than 0."
            )

    def _require_vapid(self) -> None:
        """Raises ValueError if browsers could not know us by the key, if there is one."""
        if not self.vapid_private_key:
            return
        if not re.fullmatch("[A-Za-z0-9_-]{43}", self.vapid_private_key):
            raise ValueError("HOLDFAST_VAPID_PRIVATE_KEY must be 32 bytes in base64url.")
        if not self.vapid_subject.startswith(("mailto:", "https://")):
            raise ValueError(
                "HOLDFAST_VAPID_PRIVATE_KEY needs HOLDFAST_VAPID_SUBJECT: mailto:… or https://…"
            )

    @property
    def secret_keys(self) -> list[str]:
        """The keys that are good, the one that is used first."""
        return [key for key in (self.secret_key, self.previous_secret_key) if key]

    @property
    def stripe_is_live(self) -> bool | None:
        """Whether our key with Stripe moves money, or is one to test with. None: there is none."""
        _, _, kind = self.stripe_secret_key.partition("_")
        return kind.startswith("live_") if kind else None

    @property
    def stripe_webhook_secrets(self) -> list[str]:
        """What Stripe may sign events with: ours, and businesses'."""
        return [
            secret
            for secret in (self.stripe_webhook_secret, self.stripe_connect_webhook_secret)
            if secret
        ]

    def own_networks(self) -> list[IPv4Network | IPv6Network]:
        """The networks to which webhooks may go though they are not public. Raises ValueError."""
        named = [each.strip() for each in self.webhook_networks.split(",") if each.strip()]
        try:
            return [ip_network(each) for each in named]
        except ValueError as error:
            raise ValueError(f"HOLDFAST_WEBHOOK_NETWORKS: {error}.") from None

    @property
    def calendar_domain(self) -> str:
        """What our events are named after in calendars: <booking>@<domain>."""
        return self.base_domain or urlsplit(self.public_url).hostname or "localhost"

    @property
    def listen_url(self) -> str:
        """Where the application listens: the URL for that if there is one."""
        return self.database_listen_url or self.database_url

    @property
    def migration_url(self) -> str:
        """Where migrations connect: the direct URL if there is one."""
        return self.database_direct_url or self.database_url

    @classmethod
    def from_environment(cls, **overrides: Any) -> "Settings":
        """Read every variable that is set. Raises ValueError for one that cannot be read."""
        values: dict[str, Any] = {}
        for each in fields(cls):
            variable = each.metadata["variable"]
            kind: Any = type(each.default)
            text = os.environ.get(variable)
            if text:
                try:
                    values[each.name] = kind(text)
                except ValueError:
                    wanted = "a whole number" if kind is int else "a number"
                    raise ValueError(f"{variable} must be {wanted}, not {text!r}.") from None
        return cls(**(values | overrides))
