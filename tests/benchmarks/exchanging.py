"""The program of a measured process: `export` or `import`, a store and a file of CSV; prints its memory.

That is by how many megabytes the process has grown at most since it had opened the store.
"""

import sys
from pathlib import Path

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.exchange.format import Format
from focus_desktop.paths import sqlite_url
from focus_desktop.store.database import Database


def main(kind: str, store: Path, file: Path) -> None:
    """Export or import all sessions."""
    controller = Controller(Database(sqlite_url(store)), SystemClock())
    before = _largest_mb()
    if kind == "export":
        controller.export_sessions(file, Format.CSV)
    else:
        plan = controller.preview_import(file, Format.CSV)
        controller.import_sessions(plan)
        plan.close()
    controller.close()
    print(_largest_mb() - before)


def _largest_mb() -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
