"""Has actions of the running session stored: at once, or later if the store cannot be written now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop.desktop.store_thread import SESSION_LIMIT_S
from focus_desktop.model.errors import FocusError, StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.session_action import SessionAction
    from focus_desktop.model.session_snapshot import SessionSnapshot

    Done = Callable[[SessionSnapshot | None], object]
    Refused = Callable[[FocusError], object]

FIRST_RETRY_MS, LAST_RETRY_MS = 2_000, 30_000
"""Milliseconds until the first retry, and between two later ones at most. Each wait doubles the last."""
PASSING = {
    StoreProblem.LOCKED,
    StoreProblem.BUSY,
    StoreProblem.IMPORTING,
    StoreProblem.DISK_FULL,
    StoreProblem.DISK_ERROR,
    StoreProblem.READ_ONLY,
    StoreProblem.MISSING,
    StoreProblem.CANNOT_OPEN,
    StoreProblem.NO_FOLDER,
    StoreProblem.NO_ANSWER,
    StoreProblem.OUTCOME_UNKNOWN,
    StoreProblem.NO_CONNECTION,
    # Until a backup is restored, or what can be read is salvaged.
    StoreProblem.DAMAGED,
    StoreProblem.NOT_A_DATABASE,
    StoreProblem.NOT_A_FILE,
    StoreProblem.EMPTY,
    StoreProblem.INCOMPLETE,
}
"""Reasons because of which a store cannot be written for a while."""


def can_wait(error: FocusError) -> bool:
    """Whether what was refused for this reason may be stored later."""
    return isinstance(error, StoreUnavailable) and error.reason in PASSING


class SessionSaver(QObject):
    """What cannot be stored takes effect in memory, is announced like every change, and is stored later."""

    failed = Signal(object)
    """Something waits to be stored. The argument is the StoreUnavailable that says why."""
    saved = Signal()
    """Nothing waits any more."""

    def __init__(self, store: StoreThread) -> None:
        super().__init__()
        self._store = store
        self._is_saving = False
        self._next_try = QTimer(self)
        self._next_try.setSingleShot(True)
        self._next_try.timeout.connect(self._try_again)
        self._retry_ms = FIRST_RETRY_MS
        self._has_failed = False
        """Whether `failed` was emitted since everything was stored last."""

    def perform(self, kind: str, action: SessionAction, done: Done, refused: Refused) -> None:
        """Do an action; returns at once. Exactly one of `done` and `refused` is called."""
        controller = self._store.controller
        if controller is not None and controller.has_unsaved:
            self._do_unsaved(controller, action, done, refused)
            self.save_now()
            return
        self._store.perform(
            lambda controller: controller.perform(action),
            kind=kind,
            done=done,
            refused=lambda error: self._do_later(action, error, done, refused),
            limit_s=SESSION_LIMIT_S,
        )

    def complete_due(self, reading: Reading, error: FocusError) -> None:
        """Complete the session in memory, if it is due, because that cannot be stored."""
        controller = self._store.controller
        if controller is not None and can_wait(error):
            controller.keep_unsaved_time(reading)
            self._wait(error)

    def save_now(self) -> None:
        """Try to store what waits."""
        controller = self._store.controller
        if controller is not None and controller.has_unsaved and not self._is_saving:
            self._is_saving = True
            self._store.query(
                lambda controller: controller.save_unsaved(), done=self._finish, refused=self._retry
            )

    def may_lose_something(self) -> bool:
        """Whether something waits to be stored that could not be kept in a file either."""
        controller = self._store.controller
        return controller is not None and controller.has_unsaved and not controller.keep_unsaved()

    def store_elsewhere(self) -> None:
        """The store is another one now: store all that waits there."""
        controller = self._store.controller
        if controller is not None:
            controller.take_unsaved_as_new()
        self.save_now()

    def look(self) -> None:
        """Note that everything is stored, if it is: another call may have done that."""
        controller = self._store.controller
        if self._has_failed and controller is not None and not controller.has_unsaved:
            self._next_try.stop()
            self._retry_ms, self._has_failed = FIRST_RETRY_MS, False
            self.saved.emit()

    def _do_later(self, action: SessionAction, error: FocusError, done: Done, refused: Refused) -> None:
        controller = self._store.controller
        if controller is None or not can_wait(error):
            refused(error)
            return
        self._do_unsaved(controller, action, done, refused)
        self._wait(error)

    @staticmethod
    def _do_unsaved(controller: Controller, action: SessionAction, done: Done, refused: Refused) -> None:
        try:
            before = controller.do_unsaved(action)
        except FocusError as error:
            refused(error)
        else:
            done(before)

    def _wait(self, error: FocusError) -> None:
        """Try again after a while, if something waits."""
        controller = self._store.controller
        if controller is not None and controller.has_unsaved:
            self._next_try.start(self._retry_ms)
            self._has_failed = True
            self.failed.emit(error)

    def _finish(self, _: object) -> None:
        self._is_saving = False
        self.save_now()  # Something may have been done meanwhile.
        self.look()

    def _try_again(self) -> None:
        self._retry_ms = min(2 * self._retry_ms, LAST_RETRY_MS)
        self.save_now()

    def _retry(self, error: FocusError) -> None:
        self._is_saving = False
        self._wait(error)
