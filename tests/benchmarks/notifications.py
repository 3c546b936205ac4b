"""The longest time that the window stands still while a notification cannot be delivered."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.figures import Figure, of_rounds
from tests.benchmarks.processes import settle
from tests.bus_service import PrivateBus
from tests.notification_daemon import NotificationDaemon
from virtual_desktop import VirtualDesktop

GOAL_MS = 50.0
ROUNDS = 3
LIMIT_S = 60


def measure(desktop: VirtualDesktop, _home: Path) -> list[Figure]:
    """Measure by turns, so that other work of the machine affects all alike; return medians."""
    longest: dict[str, list[float]] = {mode: [] for mode in MODES}
    for _ in range(ROUNDS):
        for mode, fail in MODES.items():
            settle()
            longest[mode].append(_longest_delay(desktop, mode, fail))
    return [of_rounds(DELAY.format(mode), delays, "ms", GOAL_MS) for mode, delays in longest.items()]


def _longest_delay(desktop: VirtualDesktop, mode: str, fail: Callable[[NotificationDaemon], None]) -> float:
    with PrivateBus() as bus:
        daemon = NotificationDaemon(bus.address, "body", "actions")
        daemon.start()
        fail(daemon)
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.notifying", "none" if mode == NONE else "alerts"],
            env={**desktop.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # The library reports the failures that this test causes.
            text=True,
            timeout=LIMIT_S,
            check=True,
        )
        daemon.stop()
    return float(done.stdout)


def _work(_daemon: NotificationDaemon) -> None:
    """Let the daemon work."""


def _be_absent(daemon: NotificationDaemon) -> None:
    daemon.stop()


def _die(daemon: NotificationDaemon) -> None:
    daemon.dies_at = "Notify"


def _hang(daemon: NotificationDaemon) -> None:
    daemon.hangs_at = "Notify"


def _restart(daemon: NotificationDaemon) -> None:
    """Restart the daemon after it has shown the first notification."""

    def wait() -> None:
        while not daemon.shown:
            time.sleep(0.02)
        daemon.restart()

    threading.Thread(target=wait, daemon=True).start()


NONE = "no notification"
MODES = {
    NONE: _work,
    "delivered": _work,
    "daemon absent": _be_absent,
    "daemon dies": _die,
    "daemon hangs": _hang,
    "daemon restarts": _restart,
}
DELAY = "longest delay of the window, {}"
ROWS = tuple(map(DELAY.format, MODES))
