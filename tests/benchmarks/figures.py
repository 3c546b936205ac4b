"""Measured figures with their floors and goals."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the result. `goal` is the largest allowed ratio to the floor; without a floor, value."""

    what: str
    value: float
    unit: str
    goal: float
    floor: float | None = None

    @property
    def ratio(self) -> float:
        """The value as a multiple of the floor; without a floor, the value itself."""
        return self.value if self.floor is None else self.value / self.floor

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table, one in each line."""
    lines = [f"{'what':<44}{'measured':>12}{'floor':>12}{'ratio':>8}{'goal':>8}"]
    for one in figures:
        floor = "" if one.floor is None else f"{one.floor:.3g} {one.unit}"
        ratio = "" if one.floor is None else f"{one.ratio:.2f}"
        verdict = "" if one.is_met else "  missed"
        measured = f"{one.value:.3g} {one.unit}"
        lines.append(f"{one.what:<44}{measured:>12}{floor:>12}{ratio:>8}{one.goal:>8g}{verdict}")
    return "\n".join(lines)
