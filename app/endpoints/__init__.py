"""Every route of the application, one module for each domain."""

from app.endpoints import (
    accounts,
    bookings,
    catalogue,
    documentation,
    operations,
    people,
    schedules,
    tenants,
    waitlist,
)

ROUTES = [
    *tenants.routes,
    *catalogue.routes,
    *bookings.routes,
    *waitlist.routes,
    *accounts.routes,
    *people.routes,
    *schedules.routes,
    *documentation.routes,
    *operations.routes,
]
