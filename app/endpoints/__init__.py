"""Every route of the application, one module for each domain."""

from app.endpoints import (
    accounts,
    audit,
    bookings,
    callbacks,
    catalogue,
    channels,
    customers,
    documentation,
    links,
    members,
    operations,
    people,
    privacy,
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
    *members.routes,
    *privacy.routes,
    *customers.routes,
    *schedules.routes,
    *audit.routes,
    *channels.routes,
    *callbacks.routes,
    *documentation.routes,
    *links.routes,
    *operations.routes,
]
