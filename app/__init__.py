"""Holdfast: a booking backend whose rules are in PostgreSQL."""

__version__ = "0.1.0"
