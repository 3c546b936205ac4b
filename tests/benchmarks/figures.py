"""Measured figures with their floors and goals, and the tables of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = ("what", "measured", "middle half", "floor", "ratio", "goal", "")


@dataclass(frozen=True)
class Figure:
    """One row of the result. `goal` is the largest allowed ratio to the floor; without a floor, value."""

    what: str
    value: float
    unit: str
    goal: float
    floor: float | None = None
    spread: tuple[float, float] | None = None
    """Between which values the middle half of the rounds was."""
    round_ratio: float | None = None
    """The median of the ratios of each round; None if there was one round."""

    @property
    def ratio(self) -> float:
        """The value as a multiple of the floor; without a floor, the value itself."""
        if self.round_ratio is not None:
            return self.round_ratio
        return self.value if self.floor is None else self.value / self.floor

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


def of_rounds(
    what: str, values: Sequence[float], unit: str, goal: float, floors: Sequence[float] | None = None
) -> Figure:
    """The median of some rounds, beside that of the floor, which was measured in the same rounds.

    The ratio is that of each round, as a machine may be slower in some rounds than in others.
    """
    if floors is None:
        return Figure(what, median(values), unit, goal, spread=middle_half(values))
    ratio = median(value / floor for value, floor in zip(values, floors, strict=True))
    return Figure(what, median(values), unit, goal, median(floors), middle_half(values), ratio)


def middle_half(values: Sequence[float]) -> tuple[float, float] | None:
    """Between which values the middle half of them is; None if they are too few."""
    if len(values) < 2:
        return None
    first, _, third = quantiles(values, n=4, method="inclusive")
    return first, third


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table for a terminal, one in each line."""
    rows = [HEADS, *map(_cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = (
        "  ".join(
            cell.ljust(width) if column in {0, len(HEADS) - 1} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def markdown(figures: Sequence[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    rows = [HEADS, ("---", *("--:",) * (len(HEADS) - 2), "---"), *map(_cells, figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_json(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """Return the figures as plain values, for machines."""
    return [
        {
            "what": one.what,
            "value": one.value,
            "unit": one.unit,
            "middle_half": one.spread,
            "floor": one.floor,
            "ratio": None if one.floor is None else one.ratio,
            "goal": one.goal,
            "is_met": one.is_met,
        }
        for one in figures
    ]


def _cells(one: Figure) -> tuple[str, ...]:
    has_floor = one.floor is not None
    return (
        one.what,
        f"{_number(one.value)} {one.unit}",
        "" if one.spread is None else f"{_number(one.spread[0])} – {_number(one.spread[1])}",
        "" if one.floor is None else f"{_number(one.floor)} {one.unit}",
        f"{one.ratio:.2f} ×" if has_floor else "",
        f"{one.goal:g} ×" if has_floor else f"{one.goal:g} {one.unit}",
        "met" if one.is_met else "missed",
    )


def _number(value: float) -> str:
    """Three significant digits, without an exponent."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
