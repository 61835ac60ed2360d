"""Progress on a terminal: one line for each step, with the time it took."""

import os
import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 52


def styled(text: str, style: str, stream: TextIO) -> str:
    """The text in an ANSI style ("1" bold, "2" dim), if the stream is a terminal that wants it."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{style}m{text}\033[0m"


class Progress:
    """Called with each step as it begins, it ends the line of the one before.

    Give it sys.stderr where standard output is for the result.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._since = time.perf_counter()
        self._under_way = False

    def __call__(self, what: str) -> None:
        self.finish()
        self._write(f"  {what:<{WIDTH}}")
        self._under_way = True

    def finish(self) -> None:
        """End the step under way, if there is one."""
        now = time.perf_counter()
        if self._under_way:
            self._write(styled(f"{now - self._since:6.1f} s", "2", self._stream) + "\n")
        self._since = now
        self._under_way = False

    def done(self, what: str) -> None:
        """A step that has just ended, and began when the one before ended."""
        since = self._since
        self(what)
        self._since = since
        self.finish()

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
        elif self._under_way:
            self._write("\n")
