"""Passwords: what is verified for somebody who is not there."""

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerifyMismatchError

from app.passwords import HASHER, NOBODY


def test_nobodys_hash_costs_as_much_as_anybodys_and_fits_nothing() -> None:
    assert extract_parameters(NOBODY) == extract_parameters(HASHER.hash("a password"))
    for password in ("", "nobody", NOBODY):
        with pytest.raises(VerifyMismatchError):
            HASHER.verify(NOBODY, password)
