"""Files that only their owner may read."""

import os


def ours_alone(path: str, flags: int) -> int:
    """An opener of such files: open(path, "x", opener=ours_alone)."""
    return os.open(path, flags, 0o600)
