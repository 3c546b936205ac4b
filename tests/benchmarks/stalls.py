"""The longest time that the window stands still while another process locks the database for 30 s."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import settle
from virtual_desktop import VirtualDesktop

GOAL_MS = 50.0
ANSWER_GOAL_S = 6.0
HELD_S = "30"
ROUNDS = 3
LIMIT_S = 180


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Return medians of the longest stall, with and without the lock, and of the longest wait."""
    rounds = []
    for number in range(ROUNDS):
        settle()
        rounds.append(_measured(desktop, home / f"locked {number}"))
    free, held = (
        [
            max(stall for step, stall in one["stalls_ms"].items() if step.startswith("free") is is_free)
            for one in rounds
        ]
        for is_free in (True, False)
    )
    answers = [max(one["answers_s"].values()) for one in rounds]
    return [
        Figure("longest stall of the window, nothing in the way", median(free), "ms", GOAL_MS),
        Figure("longest stall of the window, database locked", median(held), "ms", GOAL_MS),
        Figure("longest wait for an answer, database locked", median(answers), "s", ANSWER_GOAL_S),
    ]


def _measured(desktop: VirtualDesktop, home: Path) -> dict[str, dict[str, float]]:
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.locked_store", HELD_S],
        env={**desktop.environment, **folders},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    measured: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return measured
