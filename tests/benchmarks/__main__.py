"""Measures how fast the app is, and prints one table. Rows are measured by turns with their floors.

`python -m tests.benchmarks` measures everything; a NAME is a group of rows, or a part of the name of a row.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.benchmarks import (
    bundle,
    clicks,
    exchange,
    history,
    long_window,
    notifications,
    running,
    stalls,
    start_up,
    year_statistics,
)
from tests.benchmarks.figures import as_json, markdown, table
from virtual_desktop import DesktopError, VirtualDesktop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.figures import Figure


class Benchmark(Protocol):
    """A module that measures a group of rows."""

    @property
    def ROWS(self) -> tuple[str, ...]:  # noqa: N802 — a constant of the module
        """The names of its rows."""
        ...

    def measure(self, desktop: VirtualDesktop, home: Path, /) -> Sequence[Figure]:
        """Return the rows. `home` is an empty folder that is there."""
        ...


BENCHMARKS: dict[str, Benchmark] = {
    "start-up": start_up,
    "running": running,
    "clicks": clicks,
    "stalls": stalls,
    "notifications": notifications,
    "history": history,
    "statistics": year_statistics,
    "window": long_window,
    "exchange": exchange,
    "bundle": bundle,
}


def main(arguments: Sequence[str]) -> int:
    """Measure on a new virtual desktop, and print a table; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"a row, or one of {', '.join(BENCHMARKS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    parser.add_argument("--markdown", action="store_true", help="print the table as the README shows it")
    options = parser.parse_args(arguments)
    wanted = {group: rows for group in BENCHMARKS if (rows := _wanted(group, options.names))}
    if not wanted:
        parser.error(f"No row is called that. The groups of rows are {', '.join(BENCHMARKS)}.")
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        print("PYTHONDONTWRITEBYTECODE is set; the measured processes are started without it.\n")
    figures: list[Figure] = []
    failed = []
    for group, rows in wanted.items():
        try:
            figures += [figure for figure in _measured(group) if figure.what in rows]
        except (subprocess.SubprocessError, RuntimeError, DesktopError) as error:
            failed.append(group)
            print(f"failed: {error}", file=sys.stderr, flush=True)
    print((markdown if options.markdown else table)(figures))
    if options.json is not None:
        options.json.write_text(json.dumps(as_json(figures), indent=1) + "\n", encoding="utf-8")
    if failed:
        print(f"\nNot measured: {', '.join(failed)}.")
    return 1 if failed else 0


def _wanted(group: str, names: Sequence[str]) -> list[str]:
    """Which rows of a group are meant."""
    rows = BENCHMARKS[group].ROWS
    if not names or group in names:
        return list(rows)
    parts = [name.lower() for name in names if name not in BENCHMARKS]
    return [row for row in rows if any(part in row.lower() for part in parts)]


def _measured(group: str) -> Sequence[Figure]:
    print(f"measuring {group} …", end=" ", file=sys.stderr, flush=True)
    start = time.monotonic()
    with VirtualDesktop() as desktop:
        desktop.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        home = desktop.folder / "home"
        home.mkdir()
        figures = BENCHMARKS[group].measure(desktop, home)
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    assert [one.what for one in figures] == list(BENCHMARKS[group].ROWS)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
