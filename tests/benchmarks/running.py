"""What a running session uses of the processors, with the window visible and with only the tray."""

import time
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.figures import Figure, of_rounds
from tests.benchmarks.processes import Measured, measured
from virtual_desktop import VirtualDesktop

SETTLE_S = 65.0
"""Seconds until also the backup of the day is made, which begins a minute after the start."""
ROUNDS, WATCH_S = 4, 15.0
CASES = (("window visible", (), 0.1, 2.0), ("tray only", ("--minimized",), 0.03, 0.2))
"""What is measured, the options for that, and the goals for percent of a processor and wake-ups a second."""
CPU, WAKEUPS = "CPU while a session runs, {}", "wake-ups a second, {}"
ROWS = tuple(row.format(case) for case, *_ in CASES for row in (CPU, WAKEUPS))


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure sessions that run at the same time, for some stretches; return medians."""
    figures = []
    with ExitStack() as stack:
        processes = {}
        for case, options, *_ in CASES:
            process = stack.enter_context(measured(desktop, home / case, "app", "--session", *options))
            process.at("ready")
            processes[case] = process
        time.sleep(SETTLE_S)
        used = _watched(processes)
    for case, _, cpu_goal, wakeup_goal in CASES:
        cpu, wakeups = zip(*used[case], strict=True)
        figures += [
            of_rounds(CPU.format(case), cpu, "%", cpu_goal),
            of_rounds(WAKEUPS.format(case), wakeups, "/s", wakeup_goal),
        ]
    return figures


def _watched(processes: dict[str, Measured]) -> dict[str, list[tuple[float, float]]]:
    """For each stretch, the percents of a processor and the wake-ups a second of each process."""
    used: dict[str, list[tuple[float, float]]] = {case: [] for case in processes}
    for _ in range(ROUNDS):
        before = {case: _so_far(process) for case, process in processes.items()}
        time.sleep(WATCH_S)
        for case, process in processes.items():
            seconds, cpu, wakeups = (
                now - then for now, then in zip(_so_far(process), before[case], strict=True)
            )
            used[case].append((100 * cpu / seconds, wakeups / seconds))
    return used


def _so_far(process: Measured) -> tuple[float, float, float]:
    return time.monotonic(), process.cpu_seconds(), process.wakeups()
