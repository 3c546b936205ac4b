"""Runs the benchmarks that are named, or all, and prints a table."""

import os
import sys
from pathlib import Path

from tests.benchmarks import (
    bundle,
    csv_files,
    history,
    million,
    notifications,
    running,
    stalls,
    start_up,
    year_statistics,
)
from tests.benchmarks.figures import Figure, table
from virtual_desktop import VirtualDesktop

BENCHMARKS = {
    "start-up": start_up.measure,
    "running": running.measure,
    "notifications": notifications.measure,
    "stalls": stalls.measure,
    "history": history.measure,
    "csv": csv_files.measure,
    "million": million.measure,
    "statistics": year_statistics.measure,
    "bundle": bundle.measure,
}


def main(names: list[str]) -> int:
    """Measure on a new virtual desktop, and print a table; return the exit status."""
    unknown = set(names) - BENCHMARKS.keys()
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}.")
        return 2
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        print("PYTHONDONTWRITEBYTECODE is set; the measured processes are started without it.\n")
    figures: list[Figure] = []
    with VirtualDesktop() as desktop:
        desktop.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in names or BENCHMARKS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            figures += BENCHMARKS[name](desktop, Path(desktop.folder))
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
