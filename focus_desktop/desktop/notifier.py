"""Desktop notifications, without waiting for them: what they need is loaded on first use."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from focus_desktop.desktop.courier import Courier


class Notifier(QObject):
    """Sends notifications; says so if one could not be delivered, so that others can tell instead."""

    clicked = Signal()
    undelivered = Signal(str, str)
    """The title and the message that no notification daemon took."""

    def __init__(self, app_name: str, icon: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app_name = app_name
        self._icon = icon
        self._courier: Courier | None = None
        self._loading = threading.Lock()
        self._closed = False

    def notify(self, title: str, message: str) -> None:
        """Show a notification with plain text; returns at once."""
        self._with_courier(lambda courier: courier.send(title, message))

    def prepare(self) -> None:
        """Load what is needed and meet the daemon, so that `notify` has little left to do."""
        self._with_courier(lambda courier: courier.connect())

    def close(self) -> None:
        """Stop delivering; what is on its way is dropped."""
        # With the lock: a thread that is still loading must not outlive the interpreter.
        with self._loading:
            if self._courier is not None and not self._closed:
                self._courier.close()
            self._closed = True

    def _with_courier(self, act: Callable[[Courier], None]) -> None:
        if self._closed:
            return
        if self._courier is not None:
            act(self._courier)
        else:
            threading.Thread(target=self._load_for, args=(act,), name="courier", daemon=True).start()

    def _load_for(self, act: Callable[[Courier], None]) -> None:
        with self._loading:
            if self._closed:
                return
            if self._courier is None:
                # asyncio and D-Bus take a tenth of a second to import: never on the GUI thread.
                from focus_desktop.desktop.courier import Courier  # noqa: PLC0415

                self._courier = Courier(
                    self._app_name,
                    self._icon,
                    on_clicked=self.clicked.emit,
                    on_undelivered=self.undelivered.emit,
                )
            act(self._courier)
