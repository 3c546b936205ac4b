"""The program of a measured process: clicks on Start many times; prints the milliseconds of each click.

They end when the session is committed and its page is painted. Between them the session is cancelled.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from focus_desktop import paths
from focus_desktop.settings_file import SettingsFile
from tests.benchmarks.event_loop import Stopwatch, wait
from tests.benchmarks.opened_app import opened_app

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application

LONGEST_S = 20
REST_S, SETTLE_S = 0.25, 3.0


class Painted(QObject):
    """Notes the first end of a painting of the window after the session was shown."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self._stopwatch = Stopwatch("store")
        self._has_begun = False
        self.milliseconds: float | None = None
        for one in (app.window, app.window.windowHandle()):
            one.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the end of the painting, of which this is the beginning."""
        is_painting = event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.Paint}
        if is_painting and not self._has_begun and self._app.timer.active is not None:
            self._has_begun = True
            QTimer.singleShot(0, self._note)
        return False

    def stop(self) -> None:
        """Watch no longer."""
        for one in (self._app.window, self._app.window.windowHandle()):
            one.removeEventFilter(self)

    def _note(self) -> None:
        self.milliseconds = self._stopwatch.read()


def main(times: int) -> None:
    """Click so many times."""
    SettingsFile(paths.settings_file()).change(sound=False)
    with opened_app() as app:
        _click(app)  # It makes the page of a running session, and what a session may need later is loaded.
        wait(SETTLE_S)
        taken = [_click(app) for _ in range(times)]
    print(json.dumps(taken), flush=True)


def _click(app: Application) -> float:
    painted = Painted(app)
    app.session_panel.form.start.click()
    wait(LONGEST_S, lambda: painted.milliseconds is not None)
    painted.stop()
    wait(REST_S)
    app.session_panel.cancel_requested.emit()
    wait(LONGEST_S, lambda: app.timer.active is None)
    wait(REST_S)
    return 1000 * LONGEST_S if painted.milliseconds is None else painted.milliseconds


if __name__ == "__main__":
    main(int(sys.argv[1]))
