"""The time from a click on Start until the session is committed and shown."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING

from tests.benchmarks.figures import Figure, middle_half
from tests.benchmarks.processes import printed

if TYPE_CHECKING:
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

ROUNDS, CLICKS = 2, 30
GOAL_MS = 30.0
(CLICK,) = ROWS = ("click on Start to committed and shown, 95 of 100",)


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure many clicks, in some processes."""
    taken: list[float] = []
    for number in range(ROUNDS):
        taken += printed(desktop, home / str(number), "clicking", str(CLICKS))
    return [Figure(CLICK, quantiles(taken, n=20)[-1], "ms", GOAL_MS, spread=middle_half(taken))]
