"""Runs one long call to the controller on a thread of its own, with progress, until it ends or is cancelled.

The store's thread stays free meanwhile. Such calls read page by page, and write in one transaction, for which
other writers have to wait.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop import wording
from focus_desktop.model.errors import FocusError, StoreProblem, StoreUnavailable
from focus_desktop.model.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.model.progress import Progress

    Report = Callable[[Progress], object]

Result = TypeVar("Result")

SHOW_EVERY_S = 0.1
"""Seconds between two reports of progress."""
CLOSING_LIMIT_S = 5.0
"""Seconds that `close` waits for the task to notice that it is cancelled."""


@dataclass(eq=False)
class _Task:
    work: Callable[[Any, Report], Any]
    done: Callable[[Any], object]
    refused: Callable[[FocusError], object]
    cancelled: Callable[[], object]
    writes: bool
    is_cancelled: bool = False
    shown_at: float = 0.0
    result: Any = None
    error: BaseException | None = None


class LongTask(QObject):
    """One task at a time. Its answers come on the GUI thread."""

    progressed = Signal(object)
    """How far the task has come. The argument is a Progress."""

    _ended = Signal(object)

    def __init__(self, store: StoreThread) -> None:
        super().__init__()
        self._store = store
        self._task: _Task | None = None
        self._thread: threading.Thread | None = None
        self._ended.connect(self._answer)

    @property
    def is_running(self) -> bool:
        """Whether there is a task that has not ended yet."""
        return self._task is not None

    def begin(
        self,
        work: Callable[[Any, Report], Result],
        *,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
        cancelled: Callable[[], object] = lambda: None,
        writes: bool = False,
        needs_store: bool = True,
    ) -> None:
        """Begin a task, and return at once. Exactly one of the three is called when it has ended.

        `work` gets the controller, and what it has to tell its progress to. With `writes` it may hold the
        write lock for long, which others' calls do not blame on another program then. Without `needs_store`
        it may be called when there is no controller, and gets None then. A second task is refused while the
        first is running.
        """
        controller = self._store.controller
        is_missing = controller is None and needs_store
        if is_missing or self._task is not None:
            reason = StoreProblem.NOT_OPEN if is_missing else StoreProblem.BUSY
            refused(StoreUnavailable(reason, place=wording.APP_TITLE))
            return
        self._task = _Task(work, done, refused, cancelled, writes)
        self._store.is_written_long = writes
        self._thread = threading.Thread(
            target=self._run, args=(self._task, controller), name="long task", daemon=True
        )
        self._thread.start()

    def cancel(self) -> None:
        """Let the task end soon, without any change; returns at once."""
        if self._task is not None:
            self._task.is_cancelled = True

    def close(self) -> None:
        """Cancel the task, and wait until its thread has ended, some seconds at most. Nobody is answered."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(CLOSING_LIMIT_S)
        self._task = None

    @Slot(object)
    def _answer(self, task: _Task) -> None:
        if task is not self._task:
            return
        self._task = None
        self._store.is_written_long = False
        if task.error is None:
            task.done(task.result)
        elif isinstance(task.error, Cancelled):
            task.cancelled()
        elif isinstance(task.error, FocusError):
            task.refused(task.error)
        else:
            raise task.error  # A bug: the excepthook logs and shows it.

    # On the task's thread

    def _run(self, task: _Task, controller: Controller | None) -> None:
        def report(progress: Progress) -> None:
            if task.is_cancelled:
                raise Cancelled
            now = time.monotonic()
            if now - task.shown_at >= SHOW_EVERY_S:
                task.shown_at = now
                self.progressed.emit(progress)

        try:
            task.result = task.work(controller, report)
        except BaseException as error:  # noqa: BLE001 — `_answer` reports it or raises it again
            task.error = error
        self._ended.emit(task)
