"""The window on a million sessions: how long it stands still, and how long a frame takes while scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.paths import sqlite_url
from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure, middle_half, of_rounds
from tests.benchmarks.processes import printed

if TYPE_CHECKING:
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

ROUNDS = 3
STALL_MS, FRAME_MS = 50.0, 16.0
"""The goals."""
STALL, FRAME = ROWS = (
    "1,000,000 sessions: longest stall of the window",
    "1,000,000 sessions: longest frame while scrolling",
)


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Open all pages, search, and scroll, some times; return medians of the longest."""
    desktop.environment["FOCUS_DESKTOP_DATABASE_URL"] = sqlite_url(long_history.kept())
    rounds = [printed(desktop, home / str(number), "long_scrolling") for number in range(ROUNDS)]
    stalls = [max(one["stalls_ms"].values()) for one in rounds]
    frames = [frame for one in rounds for frame in one["frames_ms"]]
    longest = of_rounds(FRAME, [max(one["frames_ms"]) for one in rounds], "ms", FRAME_MS)
    return [
        of_rounds(STALL, stalls, "ms", STALL_MS),
        Figure(FRAME, longest.value, "ms", FRAME_MS, spread=middle_half(frames)),
    ]
