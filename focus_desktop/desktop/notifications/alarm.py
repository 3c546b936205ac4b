"""Makes sure that an alert reaches a person: a notification, then a sound, then a strip on the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notifier import Notifier

REACTION_S = 30.0
"""Seconds that a person has to react to the notification before it rings."""
STRIP_AFTER_S = 5.0
"""Seconds from ringing to the strip."""
REPEAT_S = 60.0
"""Seconds from one ringing to the next."""


class Alarm(QObject):
    """One alert at a time. A reaction of any kind ends it before it is told by a signal."""

    opened = Signal()
    """The notification itself was clicked."""
    chosen = Signal(str)
    """The key of the choice that was made, in the notification or in the strip."""
    dismissed = Signal()
    """The notification or the strip was closed by a person."""

    def __init__(
        self,
        notifier: Notifier,
        strip: AlertStrip,
        *,
        reaction_s: float = REACTION_S,
        strip_after_s: float = STRIP_AFTER_S,
        repeat_s: float = REPEAT_S,
    ) -> None:
        super().__init__()
        self._notifier = notifier
        self._strip = strip
        self._reaction_s = reaction_s
        self._strip_after_s = strip_after_s
        self._repeat_s = repeat_s
        self._notification: Notification | None = None
        self._ring: Callable[[], None] = _be_silent
        self._repeat = False
        self._has_rung = False
        self._ringing = _single_shot(self, self._ring_out)
        self._showing = _single_shot(self, self._show_strip)
        notifier.delivered.connect(self._await_reaction)
        notifier.undelivered.connect(self._do_without_notification)
        notifier.clicked.connect(self._open)
        notifier.chosen.connect(self._choose_in_notification)
        notifier.dismissed.connect(self._dismiss_notification)
        strip.chosen.connect(self._choose)
        strip.dismissed.connect(self._dismiss)

    def raise_alarm(self, notification: Notification, ring: Callable[[], None], *, repeat: bool) -> None:
        """Tell `notice` in place of the alert before; call `ring` if nobody reacts.

        With `repeat` it rings again and again until somebody does.
        """
        self.acknowledge()
        self._notification, self._ring, self._repeat = notification, ring, repeat
        self._has_rung = False
        # From now on already: whatever becomes of the notification, somebody will be told.
        _start(self._ringing, self._reaction_s)
        self._notifier.notify(notification)

    def acknowledge(self) -> None:
        """A person knows: everything that belongs to the alert ends. Without one, nothing happens."""
        if self._notification is None:
            return
        notification, self._notification, self._ring = self._notification, None, _be_silent
        self._ringing.stop()
        self._showing.stop()
        self._strip.hide()
        self._notifier.withdraw(notification)

    # What became of the notification

    def _await_reaction(self, notification: Notification) -> None:
        if notification == self._notification and not self._has_rung:
            _start(self._ringing, self._reaction_s)

    def _do_without_notification(self, notification: Notification) -> None:
        if notification == self._notification:
            self._ringing.stop()
            self._show_strip()
            self._ring_out()

    def _open(self, notification: Notification) -> None:
        if notification == self._notification:
            self.acknowledge()
            self.opened.emit()

    def _choose_in_notification(self, notification: Notification, key: str) -> None:
        if notification == self._notification:
            self._choose(key)

    def _dismiss_notification(self, notification: Notification) -> None:
        if notification == self._notification:
            self._dismiss()

    # What happens on the screen

    def _choose(self, key: str) -> None:
        self.acknowledge()
        self.chosen.emit(key)

    def _dismiss(self) -> None:
        self.acknowledge()
        self.dismissed.emit()

    def _ring_out(self) -> None:
        self._has_rung = True
        if not self._strip.isVisible():
            _start(self._showing, self._strip_after_s)
        if self._repeat:
            _start(self._ringing, self._repeat_s)
        self._ring()  # Last: if it fails, the rest goes on.

    def _show_strip(self) -> None:
        if self._notification is not None:
            self._strip.show_notification(self._notification)


def _single_shot(parent: QObject, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    return timer


def _start(timer: QTimer, seconds: float) -> None:
    timer.start(round(seconds * 1000))


def _be_silent() -> None:
    """Nothing is to ring for."""
