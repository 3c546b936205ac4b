"""The program of a measured process: raises two alerts beside a window; prints its longest delay.

With `none` it raises no alerts, which shows the delays of this machine itself.
"""

import sys
import time

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop import paths
from focus_desktop.desktop.notifications.alarm import Alarm
from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.system.async_thread import AsyncThread
from focus_desktop.desktop.window.theme import Theme

TICK_MS = 5
REST_MS = 400
LIMIT_MS = 15_000
"""Milliseconds: longer than it takes until a notification is given up."""


class Watch:
    """Measures by how many milliseconds, at most, the event loop was late for a timer."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, (now - self._last) * 1000 - TICK_MS)
        self._last = now


def pass_time(milliseconds: int, notifier: Notifier | None = None) -> None:
    """Let the event loop run; with a notifier, until a notification is delivered or undelivered."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    if notifier is not None:
        notifier.delivered.connect(loop.quit)
        notifier.undelivered.connect(loop.quit)
    loop.exec()


def main(mode: str) -> None:
    """Print the longest delay."""
    qt = QApplication([])
    theme = Theme(qt)
    theme.show("light")
    theme.use_style_sheet()
    window = QWidget()
    window.show()
    background = AsyncThread()
    notifier = Notifier("Focus Desktop", paths.resource("icons/focus-desktop.svg"), background)
    alarm = Alarm(notifier, AlertStrip())
    pass_time(REST_MS)
    watch = Watch()
    for _ in range(2):
        if mode != "none":
            start_break = Action("break", "Start break", lambda: None)
            notification = Notification("Session complete", "25 min", (start_break,))
            alarm.raise_alarm(notification, lambda: None, repeat=False)
            pass_time(LIMIT_MS, notifier)
        pass_time(REST_MS)
    print(watch.longest, flush=True)
    alarm.acknowledge()
    notifier.close()
    background.close()


if __name__ == "__main__":
    main(sys.argv[1])
