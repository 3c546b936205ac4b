"""The time from exec until the window is shown and until a session can be started; the memory then."""

import time
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import measured, settle
from virtual_desktop import VirtualDesktop

ROUNDS = 9
KINDS = ("bare", "bare+sqlmodel", "app")


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure by turns, so that other work of the machine affects all alike; return medians."""
    shown: dict[str, list[float]] = {kind: [] for kind in KINDS}
    ready: dict[str, list[float]] = {kind: [] for kind in KINDS}
    memory: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(ROUNDS + 1):
        for kind in KINDS:
            settle()
            with measured(desktop, home, kind) as process:
                figures = process.at("shown"), process.at("ready")
                time.sleep(0.5)
                if number > 0:  # The first round fills the caches and creates the store.
                    shown[kind].append(figures[0])
                    ready[kind].append(figures[1])
                    memory[kind].append(process.memory_mb())
    return [
        Figure("exec to window shown", median(shown["app"]), "s", 1.5, median(shown["bare"])),
        Figure("exec to ready", median(ready["app"]), "s", 1.15, median(ready["bare+sqlmodel"])),
        Figure(
            "memory, window open (PSS)", median(memory["app"]), "MB", 1.2, median(memory["bare+sqlmodel"])
        ),
    ]
