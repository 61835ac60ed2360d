"""Whom we trust when we call others: the certificates that this machine, or the environment, names.

They are read once for all who call, as it takes up to a tenth of a second each time.
"""

import functools
import os
import ssl


def trusting() -> ssl.SSLContext:
    """What connections to others are made with."""
    return _trusting(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@functools.cache
def _trusting(*named: str | None) -> ssl.SSLContext:
    return ssl.create_default_context()
