"""What it means that a statement failed: was it undone, or does nobody know?"""

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests


def unserved(error: Exception) -> bool:
    """Whether there was no connection to use, so that nothing was asked."""
    return isinstance(error, (PoolClosed, PoolTimeout, TooManyRequests))


def broken(error: psycopg.Error) -> bool:
    """Whether the connection went while it was used: nobody knows whether the server had done what
    it was asked. False if there was none to use, or if the server said that it gave up."""
    if unserved(error):
        return False
    return error.sqlstate is None or (
        error.sqlstate[:2] in ("08", "57") and error.sqlstate != "57014"
    )
