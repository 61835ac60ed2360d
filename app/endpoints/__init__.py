"""Every route of the application, one module for each domain."""

from app.endpoints import (
    bookings,
    catalogue,
    documentation,
    operations,
    people,
    schedules,
    tenants,
)

ROUTES = [
    *tenants.routes,
    *catalogue.routes,
    *bookings.routes,
    *people.routes,
    *schedules.routes,
    *documentation.routes,
    *operations.routes,
]
