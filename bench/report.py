"""What was measured, as Markdown: ratios first, since only they travel between machines."""

import statistics
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Ratio(NamedTuple):
    """One series of figures over another."""

    words: str
    of: str
    to: str
    goal: str


class Report:
    """Collects a figure a round, and says what they come to."""

    def __init__(self) -> None:
        self.figures: dict[str, list[float]] = {}
        self.units: dict[str, str] = {}
        self.goals: dict[str, str] = {}
        self.ratios: list[Ratio] = []
        self.loads: dict[str, list[tuple[float, float, float]]] = {}
        self.remarks: list[str] = []

    def add(self, name: str, figure: float, unit: str, goal: str = "") -> None:
        """One round's figure of a series, in its unit."""
        self.figures.setdefault(name, []).append(figure)
        self.units[name] = unit
        self.goals[name] = goal

    def add_load(self, name: str, per_second: float, *costs: float) -> None:
        """One round's answers per second, and their p50, p99 and CPU time in milliseconds."""
        p50, p99, cpu = costs
        self.add(name, per_second, "/s")
        self.loads.setdefault(name, []).append((p50, p99, cpu))

    def compare(self, words: str, of: str, to: str, goal: str = "") -> None:
        """Ask for the ratio of one series to another. Said once or every round, it is one row."""
        ratio = Ratio(words, of, to, goal)
        if ratio not in self.ratios:
            self.ratios.append(ratio)

    def remark(self, words: str) -> None:
        """A line of its own, below the tables."""
        self.remarks.append(words)

    def markdown(self) -> str:
        """All of it."""
        parts = []
        if self.ratios:
            parts.append(
                table(
                    ("ratio", "median", "lowest to highest", "goal"),
                    (
                        (each.words, *spread(self.rounds(each), "{:.2f}"), each.goal)
                        for each in self.ratios
                    ),
                )
            )
        if self.figures.keys() - self.loads.keys():
            parts.append(
                table(
                    ("figure", "median", "lowest to highest", "unit", "goal"),
                    (
                        (name, *spread(figures, "{:.4g}"), self.units[name], self.goals[name])
                        for name, figures in self.figures.items()
                        if name not in self.loads
                    ),
                )
            )
        if self.loads:
            parts.append(
                table(
                    ("under load", "answers/s", "lowest to highest", "p50 ms", "p99 ms", "CPU ms"),
                    (
                        (name, *spread(self.figures[name], "{:.4g}"), *medians(costs))
                        for name, costs in self.loads.items()
                    ),
                )
            )
        parts.extend(self.remarks)
        return "\n\n".join(parts)

    def rounds(self, ratio: Ratio) -> list[float]:
        """The ratio in each round: what slows the machine down for a while slows both."""
        pairs = zip(self.figures[ratio.of], self.figures[ratio.to], strict=True)
        return [of / to for of, to in pairs]


def spread(figures: Sequence[float], layout: str) -> tuple[str, str]:
    """The median, and the lowest and the highest, as text."""
    median, low, high = statistics.median(figures), min(figures), max(figures)
    return readable(median, layout), f"{readable(low, layout)} to {readable(high, layout)}"


def medians(rounds: Iterable[Sequence[float]]) -> Iterable[str]:
    """The median of each column, as text."""
    return [readable(statistics.median(column), "{:.3g}") for column in zip(*rounds, strict=True)]


def readable(figure: float, layout: str) -> str:
    """A figure as people read it: no exponents, thousands apart."""
    return f"{figure:,.0f}" if abs(figure) >= 1000 else layout.format(figure)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns are as wide as they need to be."""
    cells = [tuple(head), *map(tuple, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    cells.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| "
        + " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        + " |"
        for row in cells
    )


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure that this share of them does not exceed."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
