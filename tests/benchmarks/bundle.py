"""The size of the bundle and the speed of its start, beside a bare bundle of Qt's widgets and SQLModel.

The bare bundle is what PyInstaller makes of a few lines with its defaults. The programs contain nothing
for the measurement: their windows are looked for on the screen. Both are kept until what they are made of
changes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import build
from focus_desktop import paths, wording
from tests.benchmarks import cache
from tests.benchmarks.figures import Figure, of_rounds
from tests.benchmarks.processes import settle
from virtual_desktop import VirtualDesktop, end, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 7
ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
SOURCES = ("focus_desktop", "resources", "packaging")
FOLDER, UNPACKED, PACKED, BESIDE_BARE, BESIDE_SOURCES, STATUS = ROWS = (
    "bundle: folder, beside a bare one",
    "bundle: folder",
    "bundle: package",
    "bundle: exec to window, beside a bare one",
    "bundle: exec to window, beside the sources",
    "bundle: `status`, beside the sources",
)
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
    bare, built = _kept_bare(), _kept_app()
    app = built / paths.APP_NAME
    sources, frozen = [sys.executable, "-m", "focus_desktop"], [str(app / paths.APP_NAME)]
    windows = {
        "bare": ([str(bare / "bare")], "bare"),
        "sources": (sources, wording.APP_TITLE),
        "frozen": (frozen, wording.APP_TITLE),
    }
    commands = {"sources": sources, "frozen": frozen}
    shown: dict[str, list[float]] = {kind: [] for kind in windows}
    status: dict[str, list[float]] = {kind: [] for kind in commands}
    desktop.environment |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "CACHE")}
    for number in range(ROUNDS + 1):
        for kind, (command, title) in windows.items():
            settle()
            seconds = _seconds_until_shown(desktop, command, title)
            if number > 0:  # The first round fills the caches and creates the store.
                shown[kind].append(seconds)
        for kind, command in commands.items():
            settle()
            seconds = _seconds_of(desktop, [*command, "status", "--json"])
            if number > 0:
                status[kind].append(seconds)
    (package,) = built.glob("*.deb")
    return [
        Figure(FOLDER, _size_mb(app), "MB", 1.15, _size_mb(bare)),
        Figure(UNPACKED, _size_mb(app), "MB", build.LARGEST_FOLDER_MB),
        Figure(PACKED, package.stat().st_size / 1e6, "MB", build.LARGEST_PACKAGE_MB),
        of_rounds(BESIDE_BARE, shown["frozen"], "s", 1.5, shown["bare"]),
        of_rounds(BESIDE_SOURCES, shown["frozen"], "s", 1.0, shown["sources"]),
        of_rounds(STATUS, status["frozen"], "s", 1.0, status["sources"]),
    ]


def _kept_app() -> Path:
    """The folder with the app's folder and package."""
    files = [file for folder in SOURCES for file in (ROOT / folder).rglob("*") if _is_source(file)]
    name = f"bundle-{cache.digest([ROOT / 'pyproject.toml', *files], cache.installed())}"
    return cache.kept(name, lambda folder: _run([PACKAGING / "build.py", "--into", folder], ROOT))


def _is_source(file: Path) -> bool:
    return file.is_file() and "__pycache__" not in file.parts


def _kept_bare() -> Path:
    return cache.kept(f"bare-{cache.digest([], BARE, cache.installed())}", _build_bare)


def _build_bare(made: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="bare-") as work:
        script = Path(work) / "bare.py"
        script.write_text(BARE)
        options = ["--noconfirm", "--log-level", "ERROR", "--onedir"]
        _run(["-m", "PyInstaller", *options, script], Path(work))
        shutil.move(Path(work) / "dist" / "bare", made)


def _run(arguments: Sequence[str | Path], folder: Path) -> None:
    """Run Python. What it prints is no part of the table."""
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, stdout=sys.stderr)


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
