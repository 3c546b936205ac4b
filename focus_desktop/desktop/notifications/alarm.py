"""Makes sure that an alert reaches a person: a notification, then a sound, then a strip on the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.notifications.alert_strip import AlertStrip
    from focus_desktop.desktop.notifications.notification import Action, Notification
    from focus_desktop.desktop.notifications.notifier import Notifier

REACTION_S = 30.0
"""Seconds that a person has to react to the notification before the bell rings."""
STRIP_AFTER_S = 5.0
"""Seconds from the bell to the strip."""
REPEAT_S = 60.0
"""Seconds from one ring of the bell to the next."""


class Alarm(QObject):
    """One alert at a time. Any reaction ends the alert first, and is then signalled or carried out."""

    opened = Signal()
    """The notification was clicked beside its buttons."""
    dismissed = Signal()
    """A person closed the notification or the strip."""

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
        """The alert; None while there is none."""
        self._ring: Callable[[], None] = _be_silent
        self._repeat = False
        self._has_rung = False
        self._until_ring = _single_shot(self, self._ring_bell)
        self._until_strip = _single_shot(self, self._show_strip)
        notifier.delivered.connect(self._wait_for_reaction)
        notifier.undelivered.connect(self._alert_without_notification)
        notifier.clicked.connect(self._open)
        notifier.dismissed.connect(self._dismiss_notification)
        strip.dismissed.connect(self._dismiss)

    @property
    def notification(self) -> Notification | None:
        """The alert that waits for a reaction."""
        return self._notification

    def raise_alarm(self, notification: Notification, ring: Callable[[], None], *, repeat: bool) -> None:
        """Alert by `notification`, in place of the alert before; call `ring` if nobody reacts.

        With `repeat` it is called again every minute until somebody reacts.
        """
        self.acknowledge()
        actions = tuple(self._acknowledging(notification.ident, action) for action in notification.actions)
        self._notification = replace(notification, actions=actions)
        self._ring, self._repeat = ring, repeat
        self._has_rung = False
        # Counted from now, not from the delivery: even if nothing is ever heard of that, the bell rings.
        _start(self._until_ring, self._reaction_s)
        self._notifier.notify(self._notification)

    def acknowledge(self) -> None:
        """A person has reacted: end everything that belongs to the alert. Without one, nothing happens."""
        if self._notification is None:
            return
        notification, self._notification, self._ring = self._notification, None, _be_silent
        self._until_ring.stop()
        self._until_strip.stop()
        self._strip.hide()
        self._notifier.withdraw(notification)

    def _acknowledging(self, ident: str, action: Action) -> Action:
        """The action of the alert with this ident, which ends that before it does its work."""

        def run() -> None:
            if self._notification is None or self._notification.ident != ident:
                return  # The alert is over, and this answer to it comes too late.
            self.acknowledge()
            action.run()

        return replace(action, run=run)

    # What happens to the notification

    def _wait_for_reaction(self, notification: Notification) -> None:
        if notification == self._notification and not self._has_rung:
            _start(self._until_ring, self._reaction_s)

    def _alert_without_notification(self, notification: Notification) -> None:
        if notification == self._notification:
            self._until_ring.stop()
            self._show_strip()
            self._ring_bell()

    def _open(self, notification: Notification) -> None:
        if notification == self._notification:
            self.acknowledge()
            self.opened.emit()

    def _dismiss_notification(self, notification: Notification) -> None:
        if notification == self._notification:
            self._dismiss()

    # What happens on the screen

    def _dismiss(self) -> None:
        self.acknowledge()
        self.dismissed.emit()

    def _ring_bell(self) -> None:
        self._has_rung = True
        if not self._strip.isVisible():
            _start(self._until_strip, self._strip_after_s)
        if self._repeat:
            _start(self._until_ring, self._repeat_s)
        self._ring()  # Last: if it fails, everything else has been done.

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
    """There is no alert to ring for."""
