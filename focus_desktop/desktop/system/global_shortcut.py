"""A key that starts the last session again, wherever the keyboard is. So far by the desktop portal only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop.desktop.system.bus_thread import BusThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.system.portal import Portal


class GlobalShortcut(QObject):
    """Off until it is switched on. The desktop asks which key it is to be, once."""

    pressed = Signal()
    bound = Signal(str)
    """It works; this is the key in the desktop's words, which may be empty."""
    refused = Signal(bool)
    """It does not: a person has declined, or else this desktop has no such portal."""

    _told = Signal(object)

    def __init__(self, app_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app_id = app_id
        self._thread: BusThread | None = None
        self._told.connect(self._announce)

    def switch(self, *, on: bool) -> None:
        """Ask the desktop for the key, or give it back; returns at once."""
        self.close()
        if on and sys.platform == "linux":
            self._thread = BusThread("global key", self._load)
            self._thread.start()
        elif on:
            self.refused.emit(False)

    def close(self) -> None:
        """Give it back; it can be asked for again."""
        if self._thread is not None:
            self._thread.close()
            self._thread = None

    def _load(self) -> Portal:
        from focus_desktop.desktop.system.portal import Portal  # noqa: PLC0415 — never on the GUI thread

        tell = self._told.emit
        return Portal(
            self._app_id,
            on_bound=lambda key: tell(lambda: self.bound.emit(key)),
            on_refused=lambda by_person: tell(lambda: self.refused.emit(by_person)),
            on_pressed=lambda: tell(self.pressed.emit),
        )

    @Slot(object)
    def _announce(self, tell: Callable[[], None]) -> None:
        """On the thread of this object."""
        tell()
