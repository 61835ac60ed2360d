"""Database URLs: the same server as somebody else, or another database on it.

The form with the socket's folder in the query (postgresql://user@/name?host=/folder) is the only
one that libpq, psycopg and yoyo all read.
"""

from urllib.parse import urlsplit


def as_user(url: str, user: str) -> str:
    """The same database signed in as another user, with the same password if there is one."""
    parts = urlsplit(url)
    credentials, _, host = parts.netloc.rpartition("@")
    _, colon, password = credentials.partition(":")
    return _join(parts.scheme, f"{user}{colon}{password}@{host}", parts.path, parts.query)


def with_database(url: str, name: str) -> str:
    """Another database on the same server, as the same user."""
    parts = urlsplit(url)
    return _join(parts.scheme, parts.netloc, f"/{name}", parts.query)


def _join(scheme: str, netloc: str, path: str, query: str) -> str:
    # Not urlunsplit: it drops the slashes of an empty host.
    return f"{scheme}://{netloc}{path}" + (f"?{query}" if query else "")
