"""The size of the bundle and the speed of its start, beside a bare bundle of Qt's widgets and SQLModel.

The bare bundle is what PyInstaller makes of a few lines with its defaults. The programs contain nothing
for the measurement: their windows are looked for on the screen.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import build
from focus_desktop import paths, wording
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import settle
from virtual_desktop import VirtualDesktop, end, wait_until

ROUNDS = 9
PACKAGING = Path(__file__).resolve().parent.parent.parent / "packaging"
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

def import_sqlmodel():
    import sqlmodel

qt = QApplication([])
window = QWidget()
window.setWindowTitle("bare")
window.resize(860, 640)
window.show()
QTimer.singleShot(0, import_sqlmodel)
qt.exec()
"""


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Measure by turns, so that other work of the machine affects all alike; return medians."""
    bare, app = _build_bare(home), _build_app(home)
    sources = [sys.executable, "-m", "focus_desktop"]
    frozen = [str(app / paths.APP_NAME)]
    windows = {
        "bare": ([str(bare / "bare")], "bare"),
        "sources": (sources, wording.APP_TITLE),
        "frozen": (frozen, wording.APP_TITLE),
    }
    shown: dict[str, list[float]] = {kind: [] for kind in windows}
    status: dict[str, list[float]] = {"sources": [], "frozen": []}
    desktop.environment |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "CACHE")}
    for number in range(ROUNDS + 1):
        for kind, (command, title) in windows.items():
            settle()
            seconds = _seconds_until_shown(desktop, command, title)
            if number > 0:  # The first round fills the caches and creates the store.
                shown[kind].append(seconds)
        for kind, command in (("sources", sources), ("frozen", frozen)):
            settle()
            seconds = _seconds_of(desktop, [*command, "status", "--json"])
            if number > 0:
                status[kind].append(seconds)
    to_window = {kind: median(values) for kind, values in shown.items()}
    (package,) = app.parent.glob("*.deb")
    return [
        Figure("folder", _size_mb(app), "MB", build.LARGEST_FOLDER_MB),
        Figure("package", package.stat().st_size / 1e6, "MB", build.LARGEST_PACKAGE_MB),
        Figure("folder, beside a bare one", _size_mb(app), "MB", 1.15, _size_mb(bare)),
        Figure("exec to window, frozen and a bare one", to_window["frozen"], "s", 1.5, to_window["bare"]),
        Figure("exec to window, frozen and sources", to_window["frozen"], "s", 1.0, to_window["sources"]),
        Figure("`status`, frozen and sources", median(status["frozen"]), "s", 1.0, median(status["sources"])),
    ]


def _build_app(home: Path) -> Path:
    subprocess.run([sys.executable, PACKAGING / "build.py", "--into", home / "dist"], check=True)
    return home / "dist" / paths.APP_NAME


def _build_bare(home: Path) -> Path:
    script = home / "bare.py"
    script.write_text(BARE)
    options = ["--noconfirm", "--log-level", "ERROR", "--onedir"]
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, script], cwd=home, check=True)
    return home / "dist" / "bare"


def _seconds_until_shown(desktop: VirtualDesktop, command: Sequence[str], title: str) -> float:
    def is_shown() -> bool:
        return bool(desktop.run("xdotool", "search", "--onlyvisible", "--name", f"^{title}$"))

    start = time.monotonic()
    process = desktop.start(command)
    try:
        return _time_when(is_shown, title) - start
    finally:
        time.sleep(1)  # Until the rest of the start-up, after the window, has ended.
        end(process)
        wait_until(lambda: not is_shown(), "the window to go")


def _time_when(holds: Callable[[], bool], what: str) -> float:
    deadline = time.monotonic() + 20
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"waited in vain for {what}")
    return time.monotonic()


def _seconds_of(desktop: VirtualDesktop, command: Sequence[str]) -> float:
    start = time.monotonic()
    desktop.run(*command)
    return time.monotonic() - start


def _size_mb(folder: Path) -> float:
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) / 1e6
