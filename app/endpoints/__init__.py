"""Every route of the application, one module for each domain."""

from app.endpoints import bookings, operations

ROUTES = [*bookings.routes, *operations.routes]
