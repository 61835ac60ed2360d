"""Every route of the application, one module for each domain."""

from app.endpoints import bookings, documentation, operations, people, schedules

ROUTES = [
    *bookings.routes,
    *people.routes,
    *schedules.routes,
    *documentation.routes,
    *operations.routes,
]
