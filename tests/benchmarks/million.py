"""The longest time that the window stands still with a million sessions: at any question, while scrolling."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.benchmarks import long_history
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import settle

if TYPE_CHECKING:
    from pathlib import Path

    from virtual_desktop import VirtualDesktop

STALL_MS, FRAME_MS = 50.0, 16.0
"""The goals."""
ROUNDS = 3
LIMIT_S = 180


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Return medians of the longest stall of all steps, and of the longest frame while scrolling."""
    home = home / "million"
    file = home / "data" / "focus-desktop" / "focus.db"
    file.parent.mkdir(parents=True)
    long_history.write(file)
    return measured(desktop, home)


def measured(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """The figures with the store that is in this home."""
    rounds = [used(desktop, home) for _ in range(ROUNDS)]
    longest = median(max(one["stalls_ms"].values()) for one in rounds)
    frame = median(one["longest_frame_ms"] for one in rounds)
    return [
        Figure("stalls with a million sessions", longest, "ms", STALL_MS),
        Figure("longest frame while scrolling", frame, "ms", FRAME_MS),
    ]


def used(desktop: VirtualDesktop, home: Path) -> dict[str, Any]:
    """What the program that uses all pages has measured."""
    settle()
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.million_sessions"],
        env={**desktop.environment, **folders},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
