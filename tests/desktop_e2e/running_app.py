"""The real app as a process on a virtual desktop. Tests use it as a person would, and read its files."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from tests.desktop_e2e.accessibility import AccessibilityBus, Gone, Widget
from tests.faketime import faketime as fake
from tests.homes import COMMAND
from virtual_desktop import PATIENCE, DesktopError, end, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from virtual_desktop import Desktop

APP = "focus-desktop"
MENU_ROW, SEPARATOR_ROW, MENU_FRAME = 27, 9, 5
"""The heights of an entry and of a separator of the tray's menu, and its frame, in pixels."""
SEPARATOR = "—"
"""Stands for a separator in a list of a menu's entries."""
SMALLEST_WINDOW = 300
"""Pixels that the main window is wide and high at least, and no other window of the app."""


@dataclass(frozen=True)
class StoredSession:
    """A session and its intervals as they are in the database file."""

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
    """Starts, uses, kills and restarts the app, which keeps its data from one start to the next."""

    def __init__(self, desktop: Desktop, home: Path) -> None:
        self.desktop = desktop
        self.home = home
        self.program: Sequence[str] = COMMAND
        """The command that runs the app in a terminal."""
        self.launcher: Sequence[str] | None = None
        """The command that opens the window, if not `program`. It must end with the app and its status."""
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
        """Start the app, and wait until it is ready. `faketime` changes its time, see tests/faketime.py."""
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

    def setting(self, name: str) -> object:
        """A setting as it is in the settings file; None if it has never been changed."""
        return json.loads((self.home / "config" / "focus-desktop" / "settings.json").read_text()).get(name)

    def command(self, *arguments: str) -> str:
        """Run a command of the same user in a terminal; return what it prints."""
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
        """Return a client for the local API of the app."""
        headers = {"Authorization": f"Bearer {self.command('token')}"}
        return httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=PATIENCE)

    def kill(self) -> None:
        """Kill the app, which cannot clean up, as in a power cut."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        """Send the app SIGTERM, and wait for its end; return the exit status."""
        assert self.process is not None
        end(self.process)
        return self.process.returncode

    def close(self) -> None:
        """End the app if it still runs, and close the connection to its widgets."""
        if self.process is not None:
            end(self.process)
        self._bus.close()

    def output(self) -> str:
        """What the app has printed."""
        log = self.home / "app.log"
        return log.read_text(errors="replace") if log.exists() else ""

    # Seen through assistive technology

    @property
    def accessibility_bus_address(self) -> str:
        """The address of the bus on which the app describes its widgets."""
        return self._bus.address

    def window_that_is_active(self) -> Widget:
        """Wait until a window of the app has the keyboard focus; return it."""

        def find() -> Widget | None:
            application = self._bus.application(APP)
            windows = application.children if application else []
            return next((one for one in windows if one.is_active), None)

        found = self.wait_for(find, "a window that is active")
        assert isinstance(found, Widget)
        return found

    def widget(self, role: str, name: str) -> Widget:
        """Wait until a visible, enabled widget has this role and name; return it."""
        found = self.wait_for(lambda: self._find(role, name), f"a {role} named {name!r}")
        assert isinstance(found, Widget)
        return found

    def window(self, title: str) -> Widget | None:
        """The window with this title, if it is visible now."""
        try:
            application = self._bus.application(APP)
            windows = application.children if application else []
            return next((one for one in windows if one.name == title and one.is_showing), None)
        except Gone:
            return None

    def shows(self, role: str, name: str) -> bool:
        """Whether there is a visible, enabled widget with this role and name now."""
        return self._find(role, name) is not None

    def press(self, role: str, name: str) -> None:
        """Press a button, or choose a tab."""
        self.widget(role, name).press()

    def choose(self, combo_box: str, entry: str) -> None:
        """Select an entry in a combo box's list, as assistive technology does.

        `combo_box` is the entry that is chosen now: on Linux that is a combo box's name.
        """
        self.press("combo box", combo_box)
        self.widget("list item", entry).select()

    def choose_quest(self, title: str) -> None:
        """Choose an entry of the quest picker's list, with the mouse."""
        self._window_opened_by(lambda: self.press("combo box", "No quest"))
        self.click(*self.widget("list item", title).centre)

    def cancel_session(self) -> None:
        """Cancel the session in the window."""
        self.press("push button", "More")
        self.press("push button", "Cancel")

    def open_preferences(self) -> None:
        """Open the preferences by the window's menu."""
        self.press("push button", "Menu")
        self.press("push button", "Preferences")

    def history_rows(self) -> list[list[str]]:
        """The texts in the rows of the history table that show sessions, without the headings of days.

        Each row has the columns for which there is room. None, if rows go while they are read.
        """
        table = self.widget("table", "History")
        self.wait_for(lambda: table.find_all("cell"), "rows in the history")
        try:
            rows = groupby(table.find_all("cell"), key=lambda cell: cell.extents[1])
            texts = [[cell.name for cell in row] for _y, row in rows]
        except Gone:
            return []
        return [row for row in texts if row[0] != row[1]]  # In a heading each cell tells the day.

    # Seen on the screen

    def windows(self) -> set[str]:
        """The X11 ids of the app's visible windows, including menus and balloons."""
        return set(self.desktop.run("xdotool", "search", "--onlyvisible", "--class", APP).split())

    def main_window_is_visible(self) -> bool:
        """Whether the main window is on the screen."""
        return bool(self.main_windows())

    def main_windows(self) -> list[str]:
        """The X11 ids of the visible main windows of all apps on the desktop."""
        # By their size: their titles change, and xdotool cannot read all of them.
        shown = self.desktop.run("xdotool", "search", "--onlyvisible", "--class", APP).split()
        return [one for one in shown if min(self.geometry(one)[2:]) > SMALLEST_WINDOW]

    def active_window(self) -> str:
        """The title of the window that has the keyboard focus."""
        return self.desktop.run("xdotool", "getactivewindow", "getwindowname").strip()

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click with the mouse."""
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def double_click(self, widget: Widget, place: float) -> None:
        """Click a widget twice with the mouse; `place` is 0 at its left edge and 1 at its right edge."""
        x, y, width, height = widget.extents
        self.desktop.run("xdotool", "mousemove", str(round(x + width * place)), str(y + height // 2))
        self.desktop.run(*["xdotool", "click", "--repeat", "2", "--delay", "120", "1"])
        time.sleep(1)  # By then the second click has had its effect, if it has one.

    def click_tray_menu(self, entries: Sequence[str], *path: str) -> None:
        """Open the tray's menu with the right mouse button, and click the entries of `path`.

        `entries` is what the menu must contain, from top to bottom: AT-SPI does not show menus, so
        entries are found by their position.
        """
        place = self._centre_of_entry(
            self._window_opened_by(lambda: self.click(*self._tray_icon(), button=3)), entries, path[0]
        )
        for entry in path[1:]:
            menu = self._window_opened_by(partial(self.click, *place))
            place = self._centre_of_entry(menu, (entry,), entry)  # A submenu with one entry.
        self.click(*place)

    def height_of_notifications(self) -> int:
        """The height of all notifications on the screen together, in pixels; 0 if there are none."""
        shown = self._notification_windows()
        return self.geometry(shown[0])[3] if shown else 0

    def click_newest_notification(self, button: int = 1) -> None:
        """Click the lowest of the notifications on the screen."""
        x, y, width, height = self.geometry(self._notification_windows()[0])
        self.click(x + width // 2, y + height - 20, button)

    def close_main_window(self) -> None:
        """Close the main window with Alt+F4."""
        self.wait_for(self.main_window_is_active, "the window to be active")
        self.press_keys("alt+F4")

    def main_window_is_active(self) -> bool:
        """Whether the main window has the keyboard focus."""
        active = self.desktop.run("xdotool", "getactivewindow").split()
        return bool(active) and active[0] in self.main_windows()

    def press_keys(self, *keys: str) -> None:
        """Press keys, one after the other, in the window that has the keyboard focus."""
        self.desktop.run("xdotool", "key", "--delay", "120", *keys)

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """Position (x, y) and size (width, height) of a window, in pixels."""
        lines = self.desktop.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines)
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    # Read back

    def sessions(self) -> list[StoredSession]:
        """All sessions in the database file, newest first; none if it has no tables yet."""
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
        """Whether the app watches the files beside the database: it does so last before it is ready."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()  # The app, for a launcher.
        opened = [set(opened_files(one)) for one in (str(pid), *children)]
        return any({str(self.database), "anon_inode:inotify"} <= files for files in opened)

    def notifications(self) -> str:
        """Everything that the notification daemon has received."""
        return self.desktop.log("dunst")

    def wait_for(self, look: Callable[[], object], what: str, patience: float = PATIENCE) -> object:
        """Wait until `look` returns something that is true; return that."""
        seen: list[object] = []

        def looks() -> bool:
            seen[:] = [look()]
            return bool(seen[0])

        try:
            wait_until(looks, what, patience)
        except DesktopError as error:
            raise DesktopError(f"{error}; {self._keyboard()}; the app's output: {self.output()}") from None
        return seen[0]

    def _keyboard(self) -> str:
        """Where the keyboard is, for the message of a test that has failed."""
        try:
            application = self._bus.application(APP)
            widgets = application.walk() if application else ()
            focused = [f"{one.role} {one.name!r}" for one in widgets if one.is_focused]
        except (Gone, TimeoutError) as error:
            return f"the app tells nothing of its widgets: {error!r}"
        return f"active is {self.active_window()!r}, the keyboard is in {', '.join(focused) or 'nothing'}"

    def _notification_windows(self) -> list[str]:
        """The X11 id of the window in which dunst shows all notifications, if there are any."""
        return self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "Dunst").split()

    def _find(self, role: str, name: str) -> Widget | None:
        try:
            application = self._bus.application(APP)
            found = application.find(role, name) if application else ()
            # Disabled widgets are left out: AT-SPI answers a press of one as if it did not exist.
            return next((widget for widget in found if widget.is_enabled), None)
        except Gone:
            return None

    def _is_ready(self) -> bool:
        """Whether the store is open, so that a session can be started or ended."""
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the app ended with {self.process.returncode}: {self.output()}")
        return self.follows_its_store()

    def _centre_of_entry(self, menu: str, entries: Sequence[str], entry: str) -> tuple[int, int]:
        """Wait until the menu, which may be changing, has these entries; return where to click."""

        heights = [SEPARATOR_ROW if one == SEPARATOR else MENU_ROW for one in entries]

        def fits() -> bool:
            return abs(self.geometry(menu)[3] - sum(heights) - 2 * MENU_FRAME) < MENU_ROW / 3

        self.wait_for(fits, f"a menu with {entries}")
        x, y, width, _height = self.geometry(menu)
        place = entries.index(entry)
        return x + width // 2, y + MENU_FRAME + sum(heights[:place]) + heights[place] // 2

    def _tray_icon(self) -> tuple[int, int]:
        """The centre of the tray, in which there is only the app's icon."""
        tray = self.desktop.run("xdotool", "search", "--onlyvisible", "--class", "trayer").split()[0]

        def is_wide() -> bool:
            return self.geometry(tray)[2] > 10

        wait_until(is_wide, "the icon in the tray")
        x, y, width, height = self.geometry(tray)
        return x + width // 2, y + height // 2

    def _window_opened_by(self, act: Callable[[], None]) -> str:
        """Call `act` and return the window that opens."""
        before = self.windows()
        act()
        opened = self.wait_for(lambda: self.windows() - before, "a window to open")
        assert isinstance(opened, set)
        time.sleep(0.3)  # A menu ignores clicks right after it was opened.
        return str(opened.pop())


def opened_files(pid: str) -> Iterator[str]:
    """The files that a process has opened; none if it has just ended."""
    with suppress(FileNotFoundError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # It may be closed already.
                yield str(file.readlink())
