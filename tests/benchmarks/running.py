"""What a running session uses of the processors, with the window visible and with only the tray."""

import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import Measured, measured
from virtual_desktop import VirtualDesktop

SETTLE_S = 65.0
"""Seconds until also the backup of the day is made, which begins a minute after the start."""
WATCH_S = 60.0


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure a running session for a minute in each case."""
    figures = []
    for case, arguments, cpu_goal, wakeup_goal in (
        ("window visible", (), 0.1, 2.0),
        ("tray only", ("--minimized",), 0.03, 0.2),
    ):
        with measured(desktop, home / case, "app", "--session", *arguments) as process:
            process.at("ready")
            time.sleep(SETTLE_S)
            cpu, wakeups = _cpu_and_wakeups(process)
            figures += [
                Figure(f"CPU while a session runs, {case}", cpu, "%", cpu_goal),
                Figure(f"wake-ups a second, {case}", wakeups, "/s", wakeup_goal),
            ]
    return figures


def _cpu_and_wakeups(process: Measured) -> tuple[float, float]:
    cpu, wakeups, start = process.cpu_seconds(), process.wakeups(), time.monotonic()
    time.sleep(WATCH_S)
    seconds = time.monotonic() - start
    return (
        100 * (process.cpu_seconds() - cpu) / seconds,
        (process.wakeups() - wakeups) / seconds,
    )
