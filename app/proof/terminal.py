"""How it went, on a terminal: a line for each claim, with a tick and the time that it took."""

import os
import shutil
import sys
import textwrap
from typing import NamedTuple, TextIO

from app.commands.progress import styled

TEXT, WIDTH = 72, 100
BOLD, DIM, GREEN, RED, YELLOW = "1", "2", "32", "1;31", "33"


class Mark(NamedTuple):
    """What is said of a claim: a word for it, a sign, another where that cannot be written, and a
    colour."""

    word: str
    sign: str
    ascii: str
    style: str


HOLDS = Mark("holds", "✓", "+", GREEN)
FAILS = Mark("fails", "✗", "x", RED)
NOT_SHOWN = Mark("not shown", "–", "-", YELLOW)  # noqa: RUF001 - a dash is what it is.
UNDER_WAY = Mark("under way", "·", ".", DIM)


class Terminal:
    """Writes to a stream; in colours, and saying what is under way, if that is a terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._is_terminal = self._stream.isatty()
        try:
            HOLDS.sign.encode(self._stream.encoding or "ascii")
            self._is_ascii = False
        except UnicodeEncodeError:
            self._is_ascii = True

    def line(self, text: str = "", style: str = "") -> None:
        """A line of text."""
        self._write(f"{self._styled(f'  {text}', style) if text else ''}\n")

    def section(self, name: str) -> None:
        """The heading of what follows."""
        self.line()
        self.line(name, BOLD)

    def begin(self, claim: str, doing: str = "") -> None:
        """Say what is under way, on a line that its outcome will stand on."""
        if self._is_terminal:
            room = shutil.get_terminal_size().columns - len(doing) - 6
            text = f"{textwrap.shorten(claim, room, placeholder=' ...')} {doing}"
            self._write(f"\r\033[K  {self._sign(UNDER_WAY)} {self._styled(text, DIM)}")

    def end(self, mark: Mark, claim: str, detail: str = "", *more: str) -> None:
        """The outcome of a claim: what it took, and in lines of their own what else there is to
        say."""
        lines = textwrap.wrap(claim, TEXT)
        said = self._styled(detail, DIM)
        if len(detail) <= WIDTH - TEXT - 6:  # Six for the sign and the gaps.
            lines[-1] = f"{lines[-1]:<{TEXT}}  {said}".rstrip()
        else:
            lines.append(f"  {said}")
        lines += [f"  {part}" for text in more for part in textwrap.wrap(text, TEXT + 18)]
        begun = "\r\033[K" if self._is_terminal else ""
        self._write(f"{begun}  {self._sign(mark)} " + "\n    ".join(lines) + "\n")

    def _sign(self, mark: Mark) -> str:
        return self._styled(mark.ascii if self._is_ascii else mark.sign, mark.style)

    def _styled(self, text: str, style: str) -> str:
        return styled(text, style, self._stream) if style and text else text

    def _write(self, text: str) -> None:
        if self._is_ascii:
            text = text.encode("ascii", "replace").decode()
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:  # Whoever read is gone; there still is a stage to take down.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
