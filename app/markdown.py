"""A few words of Markdown."""

from collections.abc import Iterable


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


def page(*blocks: str) -> str:
    """The blocks that say something, with an empty line between them."""
    return "\n\n".join(each.strip("\n") for each in blocks if each.strip()) + "\n"


def bullets(lead: str, items: Iterable[str]) -> str:
    """A list with the words that lead to it; nothing if it is empty."""
    lines = [f"- {each}" for each in items]
    return "\n".join([lead, "", *lines]) if lines else ""


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A table; nothing if it has no rows."""
    lines = [line(row) for row in rows]
    return "\n".join([line(head), line(["---"] * len(head)), *lines]) if lines else ""


def line(cells: list[str]) -> str:
    """One line of a table."""
    texts = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(texts)} |".replace("|  |", "| |")
