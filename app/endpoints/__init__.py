"""Every route of the application, one module for each domain."""

from app.endpoints import (
    bookings,
    catalogue,
    customers,
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
    *people.routes,
    *customers.routes,
    *schedules.routes,
    *documentation.routes,
    *operations.routes,
]
