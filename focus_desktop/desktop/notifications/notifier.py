"""Sends desktop notifications from the GUI thread without waiting for the notification server."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path
    from typing import Any

    from focus_desktop.desktop.notifications.notification import Notification
    from focus_desktop.desktop.notifications.notification_sender import NotificationSender
    from focus_desktop.desktop.system.async_thread import AsyncThread, Job

    Send = Callable[[NotificationSender], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)

LAST_NOTIFICATIONS_S = 0.5
"""Seconds that `close` waits for notifications that are still being sent or withdrawn."""


class NotificationHandle:
    """A notification that was passed to `Notifier.notify`."""

    def __init__(self, notifier: Notifier, notification: Notification) -> None:
        self._notifier = notifier
        self.notification = notification

    def withdraw(self) -> None:
        """Close the notification if it is still shown and the server can do so; returns at once."""
        self._notifier.withdraw(self.notification)


class Notifier(QObject):
    """Sends notifications, runs the actions that the user chooses, and signals what happens to each.

    For each notification exactly one of `delivered` and `undelivered` is emitted, unless `close` is
    called before. Signals of reactions may follow. Their first argument is the Notification.
    """

    delivered = Signal(object)
    """A server accepted the notification. The user may not have seen it."""
    undelivered = Signal(object)
    """No server accepted the notification: the message must be shown in another way."""
    clicked = Signal(object)
    """The notification was clicked, but none of its buttons."""
    chosen = Signal(object, str)
    """A button was pressed. The second argument is the ident of its action, which is run after this."""
    dismissed = Signal(object)
    """The user closed the notification. It is not emitted if it expires or is withdrawn."""

    _reported = Signal(object)
    """The background thread asks to emit a signal. The argument is what emits it."""

    def __init__(
        self, app_name: str, icon: Path, background: AsyncThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app_name = app_name
        self._icon = icon
        self._background = background
        self._sender: NotificationSender | None = None
        """Used on the background thread only."""
        self._jobs: list[Job] = []
        self._unanswered: set[str] = set()
        """Idents of the notifications whose next press of a button counts: not pressed, not withdrawn."""
        self._is_closed = False
        self._reported.connect(self._emit)
        self.chosen.connect(self._run_action)

    def notify(self, notification: Notification) -> NotificationHandle:
        """Show a notification; returns at once."""
        self._unanswered.add(notification.ident)
        self._run(partial(self._send, notification))
        return NotificationHandle(self, notification)

    def withdraw(self, notification: Notification) -> None:
        """Close a notification, if it is still shown and the server can do so; returns at once."""
        self._unanswered.discard(notification.ident)
        self._run(lambda: self._loaded_sender().withdraw(notification))

    def prepare(self) -> None:
        """Load the library and connect to the server, so that `notify` has little left to do."""
        self._run(lambda: self._loaded_sender().connect())

    def close(self) -> None:
        """Disconnect after at most a second; notifications that are still being sent then are dropped."""
        if self._is_closed:
            return
        deadline = time.monotonic() + LAST_NOTIFICATIONS_S
        self._is_closed = True
        for job in self._jobs:
            job.done.wait(max(0.0, deadline - time.monotonic()))
        if self._jobs:
            last = self._background.run(self._disconnect)
            last.done.wait(LAST_NOTIFICATIONS_S)

    def _run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if not self._is_closed:
            self._jobs = [job for job in self._jobs if not job.done.is_set()]
            self._jobs.append(self._background.run(work))

    # On the background thread

    async def _send(self, notification: Notification) -> None:
        try:
            sender = self._loaded_sender()
        except Exception:  # whatever prevents loading, the message is shown in another way
            log.exception("notifications cannot be loaded")
            self._report(self.undelivered, notification)
        else:
            await sender.send(notification)

    async def _disconnect(self) -> None:
        if self._sender is not None:
            await self._sender.disconnect()

    def _loaded_sender(self) -> NotificationSender:
        if self._sender is None:
            from focus_desktop.desktop.notifications.notification_sender import (  # noqa: PLC0415 — D-Bus
                NotificationSender,
            )

            self._sender = NotificationSender(
                self._app_name,
                self._icon,
                on_delivered=partial(self._report, self.delivered),
                on_undelivered=partial(self._report, self.undelivered),
                on_clicked=partial(self._report, self.clicked),
                on_chosen=partial(self._report, self.chosen),
                on_dismissed=partial(self._report, self.dismissed),
            )
        return self._sender

    def _report(self, signal: Any, *arguments: object) -> None:
        self._reported.emit(lambda: signal.emit(*arguments))

    # On the GUI thread again

    @Slot(object)
    def _emit(self, emit: Callable[[], None]) -> None:
        if not self._is_closed:
            emit()

    @Slot(object, str)
    def _run_action(self, notification: Notification, ident: str) -> None:
        action = notification.action(ident)
        if action is not None and notification.ident in self._unanswered:
            self._unanswered.remove(notification.ident)
            action.run()
