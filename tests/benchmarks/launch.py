"""The program of a measured process: `bare`, `bare+sqlmodel` or `app`. Prints when it reaches a mark.

Times are of the monotonic clock, which is the same for all processes. After the last mark the process
goes on until its standard input is closed, so that its memory can be read.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.first_window import FirstWindow


def mark(name: str) -> None:
    """Print the name of a mark and the current time."""
    print(name, time.monotonic(), flush=True)


def bare(*, with_sqlmodel: bool) -> None:
    """Open a window that does nothing: the floor."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415

    class Window(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            if not painted:
                painted.append(True)
                mark("shown")
                QTimer.singleShot(0, go_on)

    def go_on() -> None:
        if with_sqlmodel:
            import sqlmodel  # noqa: F401, PLC0415
        mark("ready")

    painted: list[bool] = []
    qt = QApplication([])
    window = Window()
    window.resize(860, 640)
    window.show()
    exit_when_input_closes()
    qt.exec()


def app() -> None:
    """Open the window of the app, as `focus-desktop` does."""
    from focus_desktop import app as services  # noqa: PLC0415
    from focus_desktop.launch import Launch  # noqa: PLC0415

    build_first, build = services.build_first_window, services.build_desktop

    def build_first_with_mark() -> FirstWindow:
        first = build_first()
        watch_paint(first)
        return first

    def build_with_mark(first: FirstWindow | None = None) -> Application:
        application = build(first)
        watch_ready(application)
        return application

    services.build_first_window, services.build_desktop = build_first_with_mark, build_with_mark
    exit_when_input_closes()
    services.open_window(Launch(minimized="--minimized" in sys.argv))


def watch_paint(first: FirstWindow) -> None:
    """Print a mark when the window is painted."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415

    class FirstPaint(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                first.window.removeEventFilter(self)
                mark("shown")
            return False

    first_paint = FirstPaint(first)
    first.window.installEventFilter(first_paint)


def watch_ready(application: Application) -> None:
    """Print a mark when the app is ready; with `--session`, start a session then."""
    application.ready.connect(lambda: mark("ready"))
    if "--session" in sys.argv:
        application.ready.connect(application.session_panel.start_requested)


def exit_when_input_closes() -> None:
    """End the process at once, without cleaning up, when its standard input is closed."""

    def wait() -> None:
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    if sys.argv[1] == "app":
        app()
    else:
        bare(with_sqlmodel=sys.argv[1] == "bare+sqlmodel")
