"""Desktop notifications, without waiting for them: what they need is loaded on first use."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from focus_desktop.desktop.notifications.notification import Notification
    from focus_desktop.desktop.notifications.notification_sender import NotificationSender


class Notifier(QObject):
    """Sends notices and says what became of them.

    Each ends in exactly one of `delivered` and `undelivered`, unless `close` comes before. Reactions
    follow, or never come.
    """

    delivered = Signal(object)
    """The Notice that a notification daemon took. Nobody need have seen it."""
    undelivered = Signal(object)
    """The Notice that no notification daemon took, so that others can tell instead."""
    clicked = Signal(object)
    """The Notice that was clicked, beside its choices."""
    chosen = Signal(object, str)
    """The Notice that was answered, and the key of the choice."""
    dismissed = Signal(object)
    """The Notice that a person closed. One that expires or is withdrawn is not dismissed."""

    _loaded = Signal()

    def __init__(self, app_name: str, icon: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app_name = app_name
        self._icon = icon
        self._sender: NotificationSender | None = None
        self._loading: threading.Thread | None = None
        self._waiting: deque[Callable[[NotificationSender], None]] = deque()
        self._closed = False
        self._loaded.connect(self._work_off)

    def notify(self, notification: Notification) -> None:
        """Show a notification; returns at once."""
        self._with_sender(lambda sender: sender.send(notification))

    def withdraw(self, notification: Notification) -> None:
        """Take a notification away, if it is still shown and the daemon does so; returns at once."""
        self._with_sender(lambda sender: sender.withdraw(notification))

    def prepare(self) -> None:
        """Load what is needed and meet the daemon, so that `notify` has little left to do."""
        self._with_sender(lambda sender: sender.connect())

    def close(self) -> None:
        """Stop, within a moment; what is on its way then is dropped."""
        self._closed = True
        if self._loading is not None:  # It must not outlive the interpreter.
            self._loading.join()
        if self._sender is not None:
            self._sender.close()
            self._sender = None

    def _with_sender(self, act: Callable[[NotificationSender], None]) -> None:
        if self._closed:
            return
        self._waiting.append(act)
        if self._sender is not None:
            self._work_off()
        elif self._loading is None or not self._loading.is_alive():
            self._loading = threading.Thread(target=self._load, name="notifications loader", daemon=True)
            self._loading.start()

    def _load(self) -> None:
        # asyncio and D-Bus take a tenth of a second to import: never on the GUI thread.
        from focus_desktop.desktop.notifications.notification_sender import NotificationSender  # noqa: PLC0415

        self._sender = NotificationSender(
            self._app_name,
            self._icon,
            on_delivered=self.delivered.emit,
            on_undelivered=self.undelivered.emit,
            on_clicked=self.clicked.emit,
            on_chosen=self.chosen.emit,
            on_dismissed=self.dismissed.emit,
        )
        self._loaded.emit()

    @Slot()
    def _work_off(self) -> None:
        """In the order in which it was asked for: what is withdrawn has been sent before."""
        while self._sender is not None and self._waiting and not self._closed:
            self._waiting.popleft()(self._sender)
