"""Alerts the user until there is a reaction: by a notification, then the bell, then a strip."""

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
"""Seconds that the user has to react to the notification before the bell rings."""
STRIP_AFTER_S = 5.0
"""Seconds from a ring of the bell until the strip is shown."""
REPEAT_S = 60.0
"""Seconds from one ring of the bell to the next."""


class Alarm(QObject):
    """Shows one alert at a time. A reaction ends the alert before it is signalled or its action is run."""

    began = Signal()
    """An alert waits for a reaction from now on."""
    ended = Signal()
    """The alert waits no longer."""
    opened = Signal()
    """The notification was clicked, but none of its buttons."""
    dismissed = Signal()
    """The user closed the notification or the strip."""

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
        self._ring: Callable[[], None] = _ring_nothing
        self._repeat = False
        self._bell_rang = False
        self._ring_timer = _single_shot(self, self._ring_bell)
        self._strip_timer = _single_shot(self, self._show_strip)
        notifier.delivered.connect(self._wait_for_reaction)
        notifier.undelivered.connect(self._alert_without_notification)
        notifier.clicked.connect(self._open)
        notifier.dismissed.connect(self._dismiss_notification)
        strip.dismissed.connect(self._dismiss)

    @property
    def notification(self) -> Notification | None:
        """The notification of the alert that waits for a reaction; None if there is none."""
        return self._notification

    def raise_alarm(
        self,
        notification: Notification,
        ring: Callable[[], None],
        *,
        repeat: bool,
        is_seen: bool = False,
    ) -> None:
        """Show `notification` in place of the previous alert; call `ring` if the user does not react.

        With `repeat`, `ring` is called again every minute until the user reacts. If `is_seen`, the user is
        told elsewhere, in the window, and the notification is only shown on the strip, if need be.
        """
        self.acknowledge()
        actions = tuple(self._ending_alert(notification.ident, action) for action in notification.actions)
        self._notification = replace(notification, actions=actions)
        self._ring, self._repeat = ring, repeat
        self._bell_rang = False
        # Started before the delivery, so that the bell rings even if the delivery is never reported.
        _start(self._ring_timer, self._reaction_s)
        if not is_seen:
            self._notifier.notify(self._notification)
        self.began.emit()

    def acknowledge(self) -> None:
        """End the alert, if there is one: stop the timers, hide the strip, withdraw the notification."""
        if self._notification is None:
            return
        notification, self._notification, self._ring = self._notification, None, _ring_nothing
        self._ring_timer.stop()
        self._strip_timer.stop()
        self._strip.hide()
        self._notifier.withdraw(notification)
        self.ended.emit()

    def _ending_alert(self, ident: str, action: Action) -> Action:
        """Return the action, but with a `run` that first ends the alert with this ident."""

        def run() -> None:
            if self._notification is None or self._notification.ident != ident:
                return  # The alert has already ended; this reaction comes too late.
            self.acknowledge()
            action.run()

        return replace(action, run=run)

    # What happens to the notification

    def _wait_for_reaction(self, notification: Notification) -> None:
        if notification == self._notification and not self._bell_rang:
            _start(self._ring_timer, self._reaction_s)

    def _alert_without_notification(self, notification: Notification) -> None:
        if notification == self._notification:
            self._ring_timer.stop()
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
        self._bell_rang = True
        if not self._strip.isVisible():
            _start(self._strip_timer, self._strip_after_s)
        if self._repeat:
            _start(self._ring_timer, self._repeat_s)
        self._ring()  # Last, so that everything else is done even if this fails.

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


def _ring_nothing() -> None:
    """Do nothing: there is no alert to ring for."""
