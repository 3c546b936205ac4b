"""The program of a counted process: the app, with a clock that stands still.

It prints its modules when it is painted and when it is ready. Then each line of its standard input is a
command, the name of a method of `Probe` and numbers, and is answered by one line of JSON. It ends when its
standard input is closed. Imports that could come before the app's own stand inside functions.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tests.guards.marks import after_first_paint, mark, tell_modules

if TYPE_CHECKING:
    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.first_window import FirstWindow
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.launch import Launch
    from tests.guards.statements import Statements

PATIENCE_MS = 600_000
"""Longer than a painting takes of which each instruction is counted."""
TURN_MS = 20
"""Milliseconds after which what a page leaves for the next turn of the event loop was done."""
LOOK_MS = 500
"""Milliseconds between two looks whether the process is at rest."""
LITTLE_CPU_S = 0.01
"""Seconds of processor time that it may use between two looks."""


class Probe:
    """Obeys commands while the app's event loop runs."""

    def __init__(self, application: Application) -> None:
        from PySide6.QtCore import QSocketNotifier  # noqa: PLC0415

        self._app = application
        self._ticks = 0
        self.statements: Statements | None = None
        application.tick_timer.ticked.connect(self._note_tick)
        self._input = QSocketNotifier(0, QSocketNotifier.Type.Read, application)
        self._input.activated.connect(self._obey)

    # Commands

    def rest(self) -> object:
        """Wait until nothing goes on any more."""
        import time  # noqa: PLC0415

        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        loop = QEventLoop()
        used = LITTLE_CPU_S
        while used >= LITTLE_CPU_S or self._app.store._unanswered:
            before = time.process_time()
            QTimer.singleShot(LOOK_MS, loop.quit)
            loop.exec()
            used = time.process_time() - before
        return self._answer()

    def start(self) -> object:
        """Start a session."""
        self._app.session_panel.start_requested.emit()
        return self._settled()

    def page(self, number: int) -> object:
        """Show a page, and wait until the event loop has nothing more to do for it."""
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        mark()
        self._app.window.pages.setCurrentIndex(number)
        made = QEventLoop()
        QTimer.singleShot(TURN_MS, made.quit)
        made.exec()
        return self._settled()

    def more(self) -> object:
        """Scroll to the end of the history, so that another hundred sessions are read."""
        mark()
        self._app.history_page.table.scrollToBottom()
        return self._settled()

    def tick(self, times: int) -> object:
        """Let so many seconds pass."""
        from datetime import timedelta  # noqa: PLC0415

        from tests.guards.still_clock import StillTime  # noqa: PLC0415

        mark()
        for _ in range(times):
            StillTime.passed += timedelta(seconds=1)
            self._app.tick_timer.ticked.emit()
            self._settle()
        return self._answer()

    def blocks(self) -> object:
        """Return how many blocks of memory Python's objects have, garbage not included."""
        import gc  # noqa: PLC0415

        gc.collect()
        return sys.getallocatedblocks()

    def hide(self) -> object:
        """Hide the window, as when only the tray is there."""
        self._app.window.hide()
        self._app.timer.update()
        return self._settled()

    def show(self) -> object:
        """Show the window again."""
        self._app.window.show()
        self._app.timer.update()
        return self._settled()

    def timers(self) -> object:
        """Return of which object each active timer is a part, and its milliseconds."""
        from tests.guards.timers import active_timers  # noqa: PLC0415

        return active_timers(self._app)

    def ticks(self) -> object:
        """Return how often the timer has ticked since the last call."""
        ticks, self._ticks = self._ticks, 0
        return ticks

    # What they need

    def _obey(self) -> None:
        import json  # noqa: PLC0415

        line = sys.stdin.readline()
        if not line:
            os._exit(0)
        name, *numbers = line.split()
        self._input.setEnabled(False)  # A command runs the event loop itself.
        print(json.dumps(getattr(self, name)(*map(int, numbers))), flush=True)
        self._input.setEnabled(True)

    def _answer(self) -> tuple[int, int]:
        """Set a mark, and return what was sent to the database since the last answer."""
        mark()
        return (0, 0) if self.statements is None else self.statements.take()

    def _settled(self) -> tuple[int, int]:
        self._settle()
        return self._answer()

    def _settle(self) -> None:
        """Let the event loop run until the store has answered and everything is painted."""
        from PySide6.QtCore import QCoreApplication, QEventLoop  # noqa: PLC0415

        while self._app.store._unanswered:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(4):
            QCoreApplication.processEvents()

    def _note_tick(self) -> None:
        self._ticks += 1


def main() -> None:
    """Open the app as `focus-desktop` does."""
    from focus_desktop import app as services  # noqa: PLC0415
    from focus_desktop.launch import Launch  # noqa: PLC0415
    from tests.guards import still_clock  # noqa: PLC0415

    build_first, build = services.build_first_window, services.build_desktop
    open_controller = services.open_controller
    probes: list[Probe] = []

    def build_first_and_watch() -> FirstWindow:
        first = build_first()
        tell_when_painted(first)
        return first

    def build_and_watch(first: FirstWindow | None = None) -> Application:
        application = build(first)
        probes.append(Probe(application))
        application.ready.connect(lambda: tell_when_watched(application.store))
        return application

    def open_and_count() -> Controller:
        from tests.guards.statements import Statements  # noqa: PLC0415 — SQLAlchemy

        probes[0].statements = Statements()
        probes[0].statements.listen()
        return open_controller()

    still_clock.stop()
    services.build_first_window, services.build_desktop = build_first_and_watch, build_and_watch
    if "--count-statements" in sys.argv:
        services.open_controller = open_and_count
    services.open_window(Launch())


def tell_when_watched(store: StoreThread) -> None:
    """Print the modules once the store's thread has imported what it needs to notice other programs.

    Nothing else happens on the GUI thread meanwhile, so that each run counts the same.
    """
    import threading  # noqa: PLC0415

    from focus_desktop.desktop.store_thread import ignore  # noqa: PLC0415 — the app has imported it by now

    is_watched = threading.Event()
    store.query(lambda _: is_watched.set(), done=ignore, refused=ignore)
    is_watched.wait(PATIENCE_MS / 1000)
    tell_modules()


def tell_when_painted(first: FirstWindow) -> None:
    """Print the modules at the first paint, before the app goes on."""
    from focus_desktop.desktop.window import first_paint  # noqa: PLC0415 — it is imported by now

    first_paint.LONGEST_WAIT_MS = PATIENCE_MS
    show = first.show

    def show_and_watch(launch: Launch) -> None:
        if first.window.isHidden():
            show(launch)
            # After the app's own filter of events was installed, so that this one comes first.
            after_first_paint(first.window, tell_modules)

    first.show = show_and_watch  # type: ignore[method-assign]  # The process exists for this.


if __name__ == "__main__":
    main()
