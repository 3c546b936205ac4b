"""The real app as a process on a virtual desktop, used as a person would and read back from its files."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.desktop_e2e.accessibility import AccessibilityBus, Gone, Widget
from tests.faketime import faketime as fake
from tests.homes import COMMAND
from virtual_desktop import PATIENCE, DesktopError, VirtualDesktop, end, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

APP = "focus-desktop"
MENU_ROW = 22
"""Height of a menu's entry in pixels, give or take an eighth, as fonts differ."""


@dataclass(frozen=True)
class StoredSession:
    """A session and its intervals as the database file has them."""

    status: str
    description: str | None
    duration_minutes: int
    quest: str | None
    started_at: datetime
    completed_at: datetime | None
    intervals: tuple[tuple[datetime, datetime | None], ...]

    @property
    def focused(self) -> timedelta:
        """The sum of its closed intervals."""
        return sum(((stop - start) for start, stop in self.intervals if stop), timedelta())


class RunningApp:
    """Starts, uses, kills and restarts the app; its data stays from one start to the next."""

    def __init__(self, desktop: VirtualDesktop, home: Path) -> None:
        self.desktop = desktop
        self.home = home
        self.program: Sequence[str] = COMMAND
        """What a terminal calls."""
        self.launcher: Sequence[str] | None = None
        """What opens the window, if not the program; it ends with the app, and with its exit status."""
        self.environment = {
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "TZ": "UTC",
            "PYTHONFAULTHANDLER": "1",
        }
        self.database = home / "data" / "focus-desktop" / "focus.db"
        self.process: subprocess.Popen[bytes] | None = None
        self._bus = AccessibilityBus(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])

    def start(self, *arguments: str, faketime: str | None = None, wait: bool = True) -> None:
        """Start the app; `faketime` is what it is to believe about the time."""
        environment = dict(self.environment)
        if faketime is not None:
            environment |= fake(faketime)
        self.process = self.desktop.start(
            [*(self.launcher or self.program), *arguments], environment, self.home / "app.log"
        )
        if wait:
            wait_until(self._is_ready, "the app")

    def prefer(self, **settings: object) -> None:
        """Write the settings file before the first start."""
        file = self.home / "config" / "focus-desktop" / "settings.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))

    def command(self, *arguments: str) -> str:
        """What a command prints in a terminal of the same user."""
        done = subprocess.run(
            [*self.program, *arguments],
            env=self.desktop.environment | self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def http(self, port: int) -> httpx.Client:
        """A client of its local API."""
        headers = {"Authorization": f"Bearer {self.command('token')}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=PATIENCE)

    def kill(self) -> None:
        """As a power cut would: no chance to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        end(self.process)
        return self.process.returncode

    def close(self) -> None:
        """End it if it still runs, and hang up."""
        if self.process is not None:
            end(self.process)
        self._bus.close()

    def output(self) -> str:
        """What it printed."""
        log = self.home / "app.log"
        return log.read_text(errors="replace") if log.exists() else ""

    # Seen through assistive technology

    @property
    def accessibility_bus_address(self) -> str:
        """The bus that widgets are shown on."""
        return self._bus.address

    def widget(self, role: str, name: str) -> Widget:
        """The showing and enabled widget with this role and name; waits for it."""
        found = self.wait_for(lambda: self._find(role, name), f"a {role} named {name!r}")
        assert isinstance(found, Widget)
        return found

    def shows(self, role: str, name: str) -> bool:
        """Whether such a widget can be seen now."""
        return self._find(role, name) is not None

    def press(self, role: str, name: str) -> None:
        """Press a button, choose a tab."""
        self.widget(role, name).press()

    def choose_quest(self, title: str) -> None:
        """Choose an entry of the quest picker's list, with the mouse."""
        self._opened(lambda: self.press("combo box", "No quest"))
        self.click(*self.widget("list item", title).centre)

    def history_rows(self) -> list[list[str]]:
        """The texts of the history table, row by row."""
        table = self.widget("table", "History")
        self.wait_for(lambda: table.find_all("cell"), "rows in the history")
        cells = [cell.name for cell in table.find_all("cell")]
        return [cells[start : start + 6] for start in range(0, len(cells), 6)]

    # Seen on the screen

    def windows(self) -> set[str]:
        """The X11 ids of its visible windows, menus and balloons included."""
        return set(self.desktop.run("xdotool", "search", "--onlyvisible", "--class", APP).split())

    def main_window_is_visible(self) -> bool:
        """Whether the main window is on the screen."""
        return bool(self.main_windows())

    def main_windows(self) -> list[str]:
        """The X11 ids of the visible main windows of all apps on the desktop."""
        return self.desktop.run("xdotool", "search", "--onlyvisible", "--name", "^Focus Desktop$").split()

    def active_window(self) -> str:
        """The title of the window that has the keyboard."""
        return self.desktop.run("xdotool", "getactivewindow", "getwindowname").strip()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """A real click with the mouse."""
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def double_click(self, widget: Widget, place: float) -> None:
        """Two real clicks, `place` of the way (0 to 1) from its left to its right edge."""
        x, y, width, height = widget.extents
        self.desktop.run("xdotool", "mousemove", str(round(x + width * place)), str(y + height // 2))
        self.desktop.run(*["xdotool", "click", "--repeat", "2", "--delay", "120", "1"])
        time.sleep(1)  # Anything that the second click could do has been done by then.

    def click_tray_menu(self, entries: Sequence[str], *path: str) -> None:
        """Open the tray's menu with the right button and click along `path`.

        `entries` is what the menu must contain, from top to bottom: menus are not reachable by
        AT-SPI, so entries are found by their place.
        """
        place = self._centre_of_entry(
            self._opened(lambda: self.click(*self._tray_icon(), button=3)), entries, path[0]
        )
        for entry in path[1:]:
            menu = self._opened(partial(self.click, *place))
            place = self._centre_of_entry(menu, (entry,), entry)  # A submenu with one entry.
        self.click(*place)

    def height_of_notifications(self) -> int:
        """How high the notifications on the screen are together, in pixels; 0 if there are none."""
        shown = self._notification_windows()
        return self.geometry(shown[0])[3] if shown else 0

    def click_newest_notification(self, button: int = 1) -> None:
        """Click the lowest of the notifications on the screen."""
        x, y, width, height = self.geometry(self._notification_windows()[0])
        self.click(x + width // 2, y + height - 20, button)

    def close_main_window(self) -> None:
        """Close it as the window manager does for Alt+F4."""
        self.wait_for(lambda: self.active_window() == "Focus Desktop", "the window to be active")
        self.desktop.run("xdotool", "key", "alt+F4")

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """A window's place and size in pixels."""
        lines = self.desktop.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines)
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    # Read back

    def sessions(self) -> list[StoredSession]:
        """All sessions in the database file, newest first; none before there are tables."""
        if not self.database.exists():
            return []
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'focus_session'").fetchone():
            connection.close()
            return []
        rows = connection.execute(
            "SELECT s.id, s.status, s.description, s.duration_minutes, q.title, s.started_at,"
            " s.completed_at FROM focus_session s LEFT JOIN quest q ON q.id = s.quest_id"
            " ORDER BY s.started_at DESC"
        ).fetchall()
        intervals = connection.execute(
            "SELECT session_id, started_at, ended_at FROM focus_interval ORDER BY started_at"
        ).fetchall()
        connection.close()
        return [
            StoredSession(
                status,
                description,
                minutes,
                quest,
                datetime.fromisoformat(started_at),
                datetime.fromisoformat(completed_at) if completed_at else None,
                tuple(
                    (datetime.fromisoformat(start), datetime.fromisoformat(stop) if stop else None)
                    for owner, start, stop in intervals
                    if owner == ident
                ),
            )
            for ident, status, description, minutes, quest, started_at, completed_at in rows
        ]

    def follows_its_store(self) -> bool:
        """It watches the files beside the database, which is the last thing before it is ready."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()  # Of a launcher it is one.
        opened = [set(opened_files(one)) for one in (str(pid), *children)]
        return any({str(self.database), "anon_inode:inotify"} <= files for files in opened)

    def notifications(self) -> str:
        """Everything that the notification daemon has received."""
        return self.desktop.log("dunst")

    def wait_for(self, look: Callable[[], object], what: str, patience: float = PATIENCE) -> object:
        """What `look` answers, as soon as that is true."""
        seen: list[object] = []

        def looks() -> bool:
            seen[:] = [look()]
            return bool(seen[0])

        try:
            wait_until(looks, what, patience)
        except DesktopError as error:
            raise DesktopError(f"{error}; the app's output: {self.output()}") from None
        return seen[0]

    def _notification_windows(self) -> list[str]:
        """One at most: dunst shows them all in the same window."""
        return self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "Dunst").split()

    def _find(self, role: str, name: str) -> Widget | None:
        try:
            application = self._bus.application(APP)
            found = application.find_all(role, name) if application else []
            # AT-SPI answers a press of a disabled button as if there were no such button.
            return next((widget for widget in found if widget.is_enabled), None)
        except Gone:
            return None

    def _is_ready(self) -> bool:
        """The store is open: something can be started or ended."""
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the app ended with {self.process.returncode}: {self.output()}")
        return self.follows_its_store()

    def _centre_of_entry(self, menu: str, entries: Sequence[str], entry: str) -> tuple[int, int]:
        """Where to click it, once the menu is as high as so many entries: it may still show those before."""

        def fits() -> bool:
            return abs(self.geometry(menu)[3] / len(entries) - MENU_ROW) < MENU_ROW / 8

        self.wait_for(fits, f"a menu with {len(entries)} entries")
        x, y, width, height = self.geometry(menu)
        return x + width // 2, round(y + height * (entries.index(entry) + 0.5) / len(entries))

    def _tray_icon(self) -> tuple[int, int]:
        """The centre of the tray, which holds our icon only."""
        tray = self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "trayer").split()[0]

        def is_wide() -> bool:
            return self.geometry(tray)[2] > 10

        wait_until(is_wide, "the icon in the tray")
        x, y, width, height = self.geometry(tray)
        return x + width // 2, y + height // 2

    def _opened(self, act: Callable[[], None]) -> str:
        """The window that opens after `act`."""
        before = self.windows()
        act()
        opened = self.wait_for(lambda: self.windows() - before, "a window to open")
        assert isinstance(opened, set)
        time.sleep(0.3)  # A menu ignores clicks in its first moment, as people are slower than that.
        return str(opened.pop())


def opened_files(pid: str) -> Iterator[str]:
    """What a process has opened; nothing of one that has just ended."""
    with suppress(FileNotFoundError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # It is closed again.
                yield str(file.readlink())
