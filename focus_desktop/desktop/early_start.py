"""Does a start that was asked for before the store is open as soon as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.store_thread import StoreThread


class EarlyStart(QObject):
    """Takes what the user starts, in the window or by a key."""

    waiting_changed = Signal(bool)
    """Whether a start waits until the store is open."""

    def __init__(self, store: StoreThread) -> None:
        super().__init__()
        self._store = store
        self._has_failed = False
        self._start: Callable[[], object] | None = None
        store.opened.connect(self._do)
        store.open_failed.connect(self._forget)

    @property
    def waits(self) -> bool:
        """Whether a start waits."""
        return self._start is not None

    def request(self, start: Callable[[], object]) -> None:
        """Call `start` when the store is open, or now if it cannot be opened, to be refused.

        While one waits all others are left out, as are further clicks on Start later.
        """
        if self._store.controller is not None or self._has_failed:
            start()
        elif self._start is None:
            self._start = start
            self.waiting_changed.emit(True)

    def _do(self) -> None:
        self._has_failed = False
        start = self._start
        if start is not None:
            self._start = None
            start()
            if not self._store.is_acting:  # It tells itself when an action has ended.
                self.waiting_changed.emit(False)

    def _forget(self) -> None:
        """Forget the start: the window says that the store cannot be used."""
        self._has_failed = True
        if self._start is not None:
            self._start = None
            self.waiting_changed.emit(False)
