"""The program of a measured process: uses the app while another process locks its database; prints JSON.

Before that it does the same without the lock, which shows the delays of this machine itself. The session
that is active at the start becomes due while the database is locked.
"""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from focus_desktop import paths
from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile
from focus_desktop.store.database import Database
from tests.benchmarks.event_loop import Stalls, Stopwatch, wait
from tests.benchmarks.opened_app import opened_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from focus_desktop.desktop.application import Application
    from focus_desktop.model.reading import Reading

DUE_AFTER_S = 12
SESSIONS = 400
HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""


class Watch(Stalls):
    """Measures answers as well."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, float] = {}
        """Seconds from a click to its answer."""

    def stop(self) -> None:
        """Measure no longer."""
        self._timer.stop()

    def wait_for_answer(self, app: Application) -> None:
        """Measure how long the user action of this step waits for its answer."""
        stopwatch = Stopwatch("store")
        wait_for_answer(app)
        self.answers[self.step] = stopwatch.read() / 1000


class ClockInThePast(SystemClock):
    """Shows a time in the past."""

    def __init__(self, ago: timedelta) -> None:
        super().__init__()
        self._ago = ago

    def read(self) -> Reading:
        """The time on all clocks, but earlier."""
        now = super().read()
        ago = self._ago
        return now._replace(wall=now.wall - ago, up=now.up - ago, awake=now.awake - ago)


def fill() -> None:
    """Store a history and a session that is soon due. Switch off the bell, which would load QtMultimedia."""
    SettingsFile(paths.settings_file()).change(sound=False)
    database = Database(paths.database_url())
    for number in range(SESSIONS, 0, -1):
        controller = Controller(database, ClockInThePast(timedelta(minutes=10 * number)))
        session = controller.start_session(25, description=f"Chapter {number}")
        controller.update_session(session.id, status=SessionStatus.CANCELLED)
    Controller(database, ClockInThePast(timedelta(seconds=60 - DUE_AFTER_S))).start_session(1)
    database.close()


def wait_for_answer(app: Application) -> float:
    """Let the event loop run until what was clicked has its answer; the seconds that took."""
    return wait(20, lambda: not any(call.is_action for call in app.store._unanswered))


@contextmanager
def locked(seconds: float) -> Iterator[None]:
    """Let another process lock the database for so long, and wait for its end."""
    file = make_url(paths.database_url()).database or ""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, file, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(holder.stdout, selectors.EVENT_READ)
        wait(20, lambda: bool(selector.select(0)))
    assert holder.stdout.readline() == "locked\n"
    yield
    wait(20, lambda: holder.poll() is not None)
    holder.stdout.close()


def use(app: Application, watch: Watch, phase: str) -> None:
    """Wait, click, and scroll through the history."""
    panel = app.session_panel

    def click(name: str, act: Callable[[], None]) -> None:
        watch.step = f"{phase} {name}"
        act()
        watch.wait_for_answer(app)

    watch.step = f"{phase} idle"
    wait(1)
    click("pause", panel.pause_requested.emit)
    click("resume", panel.resume_requested.emit)
    watch.step = f"{phase} scroll"
    app.window.pages.setCurrentIndex(1)
    wait(20, lambda: app.history_page.is_built)
    for _ in range(8):
        app.history_page.table.scrollToBottom()
        wait(0.1)
    app.window.pages.setCurrentIndex(0)


def stored_statuses() -> list[str]:
    """The statuses of the two newest sessions, as another process sees them."""
    database = Database(paths.database_url())
    newest = Controller(database, SystemClock()).list_sessions(limit=2)
    database.close()
    return [one.status.value for one in newest]


def main(seconds: float) -> None:
    """Print what was measured, as JSON."""
    fill()
    with opened_app() as app:
        result = measured(app, seconds)
    print(json.dumps(result), flush=True)


def measured(app: Application, seconds: float) -> dict[str, object]:
    """What was measured."""
    started = time.monotonic()
    watch = Watch()
    use(app, watch, "free")
    with locked(seconds):
        released = time.monotonic() + seconds
        use(app, watch, "locked")
        watch.step = "locked completion"
        wait(max(0.0, DUE_AFTER_S - (time.monotonic() - started)) + 3)
        was_told = app.alarm.notification is not None
        watch.step = "locked start"
        app.session_panel.start_requested.emit()
        watch.wait_for_answer(app)
        wait(0.1)
        went_on = app.timer.active is not None
        wait(max(0.0, released - time.monotonic()))
    watch.step = "released"
    wait(40, lambda: not app.timer.is_unsaved)
    saved_after = time.monotonic() - released
    statuses = stored_statuses()
    return {
        "stalls_ms": watch.longest,
        "answers_s": watch.answers,
        "time_is_up_was_told": was_told,
        "went_on_at_once": went_on,
        "saved_after_s": saved_after,
        "newest_stored": statuses,
    }


if __name__ == "__main__":
    main(float(sys.argv[1]))
