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

    build = services.build_desktop

    def build_with_marks() -> Application:
        application = build()
        watch(application)
        return application

    services.build_desktop = build_with_marks
    exit_when_input_closes()
    services.open_window(Launch(minimized="--minimized" in sys.argv))


def watch(application: Application) -> None:
    """Print marks when the window is painted and the app is ready; with `--session`, start a session."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415

    class FirstPaint(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                application.window.removeEventFilter(self)
                mark("shown")
            return False

    first_paint = FirstPaint(application)
    application.window.installEventFilter(first_paint)
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
