"""The time from exec until the window is shown and until a session can be started; the memory then."""

import time
from pathlib import Path

from focus_desktop import paths
from focus_desktop.settings_file import SettingsFile
from tests.benchmarks.figures import Figure, of_rounds
from tests.benchmarks.processes import measured, settle
from virtual_desktop import VirtualDesktop

ROUNDS = 9
KINDS = ("bare", "bare+sqlmodel", "app")
SHOWN, READY, MEMORY = ROWS = ("exec to window shown", "exec to ready", "memory, window open (PSS)")


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure by turns, so that other work of the machine affects all alike; return medians."""
    _dismiss_first_steps(home)
    rounds: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in KINDS}
    for number in range(ROUNDS + 1):
        for kind in KINDS:
            settle()
            with measured(desktop, home, kind) as process:
                times = process.at("shown"), process.at("ready")
                time.sleep(0.5)
                if number > 0:  # The first round fills the caches and creates the store.
                    rounds[kind].append((*times, process.memory_mb()))
    shown, ready, memory = ({kind: column(rounds[kind], at) for kind in KINDS} for at in range(3))
    return [
        of_rounds(SHOWN, shown["app"], "s", 1.5, shown["bare"]),
        of_rounds(READY, ready["app"], "s", 1.15, ready["bare+sqlmodel"]),
        of_rounds(MEMORY, memory["app"], "MB", 1.2, memory["bare+sqlmodel"]),
    ]


def _dismiss_first_steps(home: Path) -> None:
    """The card with the first steps is shown until the first session."""
    file = home / "config" / paths.APP_NAME / "settings.json"
    file.parent.mkdir(parents=True)
    SettingsFile(file).change(first_steps_done=True)


def column(rows: list[tuple[float, float, float]], at: int) -> list[float]:
    """One of the values of each row."""
    return [row[at] for row in rows]
