"""Five businesses to look at, one for each preset of db/presets.

Every booking is made through the front door, api.create_booking, at a time that
api.get_availability offers: what is in the demo is what the rules allow. People sign in as
owner@<slug>.test, manager@<slug>.test or <first name>@<slug>.test, all with the password "demo".
"""

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import psycopg
from argon2 import PasswordHasher
from psycopg.types.json import Jsonb

PASSWORD = "demo"  # noqa: S105 - no secret: it is printed wherever the demo is.
BOOKINGS = 36
CANCELLED = 3
LAST_DAY = 20

# Classes are booked within a week, so that they fill.
LAST_DAY_OF_CLASSES = 7

Connection = psycopg.Connection[Any]
Answer = dict[str, Any]


class Business(NamedTuple):
    """What a preset does not say."""

    slug: str
    name: str
    time_zone: str
    currency: str
    country: str
    location: dict[str, str | float]
    owner: str
    manager: str
    staff: dict[str, str]
    first_names: str
    surnames: str
    dial: str


class Service(NamedTuple):
    """A service as the demo books it: party is the largest that comes, first_day days ahead."""

    service_id: str
    minutes: int
    capacity: int
    party: int
    first_day: int


BUSINESSES = (
    Business(
        slug="salon",
        name="Forbici e Colore",
        time_zone="Europe/Rome",
        currency="EUR",
        country="IT",
        location={
            "name": "Centro storico",
            "address": "Via del Governo Vecchio 42, 00186 Roma",
            "latitude": 41.8984,
            "longitude": 12.4705,
        },
        owner="Lucia Marchetti",
        manager="Paolo Rinaldi",
        staff={"senior": "Giulia Ferri", "stylist": "Marco Sala", "colourist": "Chiara Bassi"},
        first_names="Elena Francesca Sara Niccolò Davide Martina",
        surnames="Rossi Bianchi Romano Greco",
        dial="+39 06",
    ),
    Business(
        slug="clinic",
        name="Przychodnia Wilcza",
        time_zone="Europe/Warsaw",
        currency="PLN",
        country="PL",
        location={
            "name": "Wilcza",
            "address": "ul. Wilcza 24, 00-544 Warszawa",
            "latitude": 52.2259,
            "longitude": 21.0157,
        },
        owner="Barbara Lewandowska",
        manager="Tomasz Mazur",
        staff={
            "family": "Anna Nowak",
            "cardiologist": "Piotr Wójcik",
            "surgeon": "Marek Dudek",
            "nurse": "Ewa Kaczmarek",
        },
        first_names="Zofia Jan Katarzyna Andrzej Magdalena Jakub",
        surnames="Kowalczyk Wrona Król Sęk",
        dial="+48 22",
    ),
    Business(
        slug="fitness",
        name="Nordlys Training",
        time_zone="Europe/Copenhagen",
        currency="DKK",
        country="DK",
        location={
            "name": "Vesterbro",
            "address": "Vesterbrogade 60, 1620 København V",
            "latitude": 55.6719,
            "longitude": 12.5501,
        },
        owner="Mette Holm",
        manager="Jonas Krogh",
        staff={"yoga": "Freja Lund", "coach": "Magnus Dahl", "rower": "Ida Bech"},
        first_names="Emma Oliver Clara Viggo Åse Noah",
        surnames="Jensen Nielsen Hansen Madsen",
        dial="+45 33",
    ),
    Business(
        slug="professional",
        name="Hart & Lowell",
        time_zone="America/New_York",
        currency="USD",
        country="US",
        location={
            "name": "Park Avenue",
            "address": "250 Park Avenue, New York, NY 10177",
            "latitude": 40.7549,
            "longitude": -73.9763,
        },
        owner="Eleanor Hart",
        manager="Sam Ortiz",
        staff={"lawyer": "Daniel Lowell", "coach": "Priya Raman"},
        first_names="Grace Michael José Hannah Renée Victor",
        surnames="Walker Chen Alvarez Brooks",
        dial="+1 212",
    ),
    Business(
        slug="restaurant",
        name="Nimbu",
        time_zone="Asia/Kolkata",
        currency="INR",
        country="IN",
        location={
            "name": "Indiranagar",
            "address": "12th Main Road, Indiranagar, Bengaluru 560038",
            "latitude": 12.9705,
            "longitude": 77.6404,
        },
        owner="Meera Iyer",
        manager="Rohan Desai",
        staff={"sommelier": "Kabir Anand"},
        first_names="Aarav Diya Vikram Ananya Farah Joseph",
        surnames="Sharma Menon Reddy Khan",
        dial="+91 80",
    ),
)

PRESET = "select private.preset_document(%s, 'en', %s)"

OPEN = "select private.open_tenant(%s, %s, %s, %s, %s, %s, 'en', %s, %s)"

HIRE = """
    with person as (
        insert into data.users (email, name, password_hash, email_verified_at)
        values (%(email)s, %(name)s, %(hash)s, now())
        returning user_id
    )

    insert into data.members (tenant_id, user_id, role)
    select %(tenant_id)s, user_id, %(role)s
    from person
    returning user_id
"""

SEAT = """
    update data.resources
    set user_id = %s
    where tenant_id = %s and name = %s and kind = 'staff'
"""

SERVICES = """
    select
        s.service_id,
        s.duration_minutes,
        s.capacity,
        coalesce(max(r.max_party_size), case when s.capacity > 1 then 2 else 1 end) as party,
        -- The first day that does not depend on the hour at which the demo is made.
        coalesce(s.notice_minutes, t.notice_minutes) / 1440 + 1 as first_day
    from data.services as s
    join data.tenants as t on t.tenant_id = s.tenant_id
    join data.candidates as c
        on c.tenant_id = s.tenant_id and c.service_id = s.service_id and c.position = 1
    join data.resources as r on r.tenant_id = s.tenant_id and r.resource_id = c.resource_id
    where s.tenant_id = %s
    group by s.tenant_id, s.service_id, t.notice_minutes
    order by s.service_id
"""

SEARCH = """
    select api.get_availability(
        p_tenant_id => private.begin_claims(%s, false),
        p_service_id => %s,
        p_from => %s,
        p_to => %s,
        p_party_size => %s
    )
"""

BOOK = """
    select api.create_booking(
        p_tenant_id => private.begin_claims(%s, false),
        p_service_id => %s,
        p_starts_at => %s,
        p_customer => %s,
        p_resource_id => %s,
        p_party_size => %s
    )
"""

CONFIRM = """
    select api.confirm_booking(
        p_tenant_id => private.begin_claims(%s, false), p_booking_id => %s
    )
"""

CANCEL = """
    select api.cancel_booking(
        p_tenant_id => private.begin_claims(%s, false), p_booking_id => %s
    )
"""

# Whatever has a number is over: what is told of events is written down when they get theirs.
PUBLISH = """
    select last_sequence
    from private.publish_events(private.begin_claims(%s, false), 100000)
"""


def load(url: str, report: Callable[[str], None] = lambda _: None) -> bool:
    """Open the demo businesses that are not there yet; say whether there were any.

    url must be a superuser's, of a migrated database. It is one transaction: all of it or nothing.
    On the same day the same demo comes of it. Raises psycopg.Error.
    """
    with psycopg.connect(url) as connection:
        connection.execute("select pg_advisory_xact_lock(hashtext('holdfast.demo'))")
        # As the application's own role has it; planning is most of the work otherwise.
        connection.execute("set local plan_cache_mode = force_generic_plan")
        there = {slug for (slug,) in connection.execute("select slug from data.directory")}
        missing = [each for each in BUSINESSES if each.slug not in there]
        if missing:
            password_hash = PasswordHasher().hash(PASSWORD)
            for business in missing:
                Opening(connection, business, password_hash).run()
                report(f"opened {business.name} ({business.slug})")
    return bool(missing)


# An account for payments, of which Stripe's double is told (app/commands/till.py): without one
# nothing is held until it is paid.
OPEN_ACCOUNTS = """
    insert into data.payment_accounts (
        tenant_id, account_id, country, charges_enabled, payouts_enabled, details_submitted
    )
    select tenant_id, 'acct_demo_' || slug, country, true, true, true
    from data.tenants
    where slug = any(%s)
    on conflict (tenant_id) do nothing
"""


class Account(NamedTuple):
    """An account with Stripe's double, which has to be told of it."""

    account_id: str
    country: str
    currency: str
    name: str


def open_accounts(url: str) -> list[Account]:
    """Give the demo's businesses accounts that customers can pay into, and say which accounts there
    are. What a double that is gone knew of payments that wait is forgotten."""
    with psycopg.connect(url) as connection:
        slugs = [business.slug for business in BUSINESSES]
        connection.execute(OPEN_ACCOUNTS, [slugs])
        connection.execute(
            """
            insert into data.stripe_objects (stripe_id, tenant_id, kind, object_id)
            select account_id, tenant_id, 'account', tenant_id
            from data.payment_accounts
            where account_id is not null
            on conflict (stripe_id) do nothing
            """
        )
        connection.execute(
            """
            update data.payments
            set session_id = null, session_url = null
            where status = 'pending' and session_url is not null
            """
        )
        found = connection.execute(
            """
            select a.account_id, coalesce(a.country, t.country, 'IT'), t.currency, t.name
            from data.payment_accounts as a
            join data.tenants as t on t.tenant_id = a.tenant_id
            where a.account_id is not null
            """
        )
        return [Account(*row) for row in found]


def mailbox(name: str) -> str:
    """The part of an e-mail address before the @: lower case, ASCII, dots for spaces."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".")


class Opening:
    """One business on its first day: opened, staffed, and booked."""

    def __init__(self, connection: Connection, business: Business, password_hash: str) -> None:
        self.connection = connection
        self.business = business
        self.password_hash = password_hash
        self.tenant_id = self.value(
            OPEN,
            business.slug,
            business.name,
            business.slug,
            Jsonb(self.document()),
            business.time_zone,
            business.currency,
            Jsonb(business.location),
            business.country,
        )
        self.today: date = self.value(
            "select (now() at time zone %s::text)::date", business.time_zone
        )
        self.random = random.Random(f"{business.slug} {self.today}")  # noqa: S311 - nothing secret.
        self.guest = {"slug": business.slug, "role": "guest"}
        self.owner: dict[str, str] = {}

    def document(self) -> dict[str, Any]:
        """The preset of the business, with its people's names."""
        preset: dict[str, Any] = self.value(PRESET, self.business.slug, self.business.currency)
        for resource in preset["resources"]:
            resource["name"] = self.business.staff.get(resource["key"], resource["name"])
        return preset

    def run(self) -> None:
        """Hire, book, leave one of each kind waiting, cancel a few, and tell nobody of it. Raises
        psycopg.Error."""
        self.hire()
        self.connection.execute(OPEN_ACCOUNTS, [[self.business.slug]])
        confirmed = []
        waiting: set[str] = set()
        for service, customer in zip(self.wishes(), self.customers(), strict=True):
            booking = self.book(service, customer)
            if booking is None:
                continue
            if booking["status"] not in {"confirmed", *waiting}:
                waiting.add(booking["status"])
                continue
            if booking["status"] != "confirmed":
                self.value(CONFIRM, Jsonb(self.owner), booking["id"])
            confirmed.append(booking)
        self.cancel(confirmed)
        self.value(PUBLISH, Jsonb(self.owner))

    def hire(self) -> None:
        """Give everybody a user and a role, and the staff their calendars."""
        people = [("owner", self.business.owner), ("manager", self.business.manager)]
        people += [("staff", name) for name in self.business.staff.values()]
        for role, name in people:
            box = mailbox(name.split()[0]) if role == "staff" else role
            user_id = self.value(
                HIRE,
                tenant_id=self.tenant_id,
                email=f"{box}@{self.business.slug}.test",
                name=name,
                role=role,
                hash=self.password_hash,
            )
            if role == "owner":
                self.owner = {"tenant_id": str(self.tenant_id), "role": role, "sub": str(user_id)}
            self.connection.execute(SEAT, [user_id, self.tenant_id, name])

    def wishes(self) -> list[Service]:
        """What customers come for: every service once, then mostly classes and short visits."""
        services = [Service(*row) for row in self.connection.execute(SERVICES, [self.tenant_id])]
        weights = [min(service.capacity, 4) / service.minutes for service in services]
        return services + self.random.choices(services, weights, k=BOOKINGS - len(services))

    def customers(self) -> list[dict[str, str]]:
        """Who comes, in the order of coming. Some come twice."""
        names = [
            f"{first} {last}"
            for first in self.business.first_names.split()
            for last in self.business.surnames.split()
        ]
        self.random.shuffle(names)
        return [
            {
                "name": names[n],
                "email": f"{mailbox(names[n])}@example.com",
                "phone": f"{self.business.dial} 555 {n:04}",
            }
            for n in (n % len(names) for n in range(BOOKINGS))
        ]

    def book(self, service: Service, customer: dict[str, str]) -> Answer | None:
        """Book a free slot as the customer and return the booking; None if it is sold out."""
        party = self.random.randint(1, service.party)
        slots = self.slots(service, party)
        if not slots:
            return None
        begun = [slot for slot in slots if slot["seats_left"] < service.capacity]
        slot = self.random.choice(begun or slots)
        return self.answer(
            BOOK,
            Jsonb(self.guest),
            service.service_id,
            slot["starts_at"],
            Jsonb(customer),
            self.random.choice(slot["resource_ids"]),
            party,
        )

    def slots(self, service: Service, party: int) -> list[Answer]:
        """The free slots of a random day that has any, or none if no day has."""
        last = LAST_DAY_OF_CLASSES if service.capacity > 1 else LAST_DAY
        days = range(service.first_day, last + 1)
        for days_ahead in self.random.sample(days, len(days)):
            day = self.today + timedelta(days=days_ahead)
            found = self.answer(SEARCH, Jsonb(self.guest), service.service_id, day, day, party)
            if found["slots"]:
                return list(found["slots"])
        return []

    def cancel(self, bookings: list[Answer]) -> None:
        """Cancel the last few: one by the business, the others by their customers."""
        late = sorted(bookings, key=lambda booking: str(booking["starts_at"]))[-CANCELLED:]
        for booking in late:
            token = {"manage_token": booking["manage_token"]}
            claims = self.owner if booking is late[-1] else self.guest | token
            self.value(CANCEL, Jsonb(claims), booking["id"])

    def answer(self, query: str, *arguments: object) -> Answer:
        """The JSON object that a function answers."""
        found: Answer = self.value(query, *arguments)
        return found

    def value(self, query: str, *arguments: object, **named: object) -> Any:
        """The first column of the first row."""
        return next(self.connection.execute(query.encode(), named or arguments))[0]
