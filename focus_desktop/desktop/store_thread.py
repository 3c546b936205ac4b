"""Runs every call of the desktop to the controller on a thread of its own, so that the window never waits.

Answers come back on the GUI thread. User actions run before queries that only refresh the view.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from focus_desktop.model.changes import ActiveSessionRead
from focus_desktop.model.errors import FocusError, StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from focus_desktop.controller import Controller
    from focus_desktop.model.record import SessionRecord

    Work = Callable[[Controller], Any]

Result = TypeVar("Result")

log = logging.getLogger(__name__)

ACTION_LIMIT_S = 4.5
"""Seconds within which a user action is done or refused."""
SESSION_LIMIT_S = 0.5
"""Seconds within which an action of the running session is stored, or else done in memory."""
LOCK_LIMIT_S = 0.25
"""Seconds that a background call waits for a lock before it is refused."""
GRACE_S = 0.3
"""Seconds after its limit at which a call that hangs is interrupted."""
GIVING_UP_S = 0.9
"""Seconds after its limit at which a call that still has no answer is refused."""
SLOW_AFTER_MS = 250
"""Milliseconds after which an action without an answer is shown as waiting."""
LAST_TRY_S = 1.5
"""Seconds within which `close` tries to store what still waits for that."""
CLOSING_LIMIT_S = 3.0
"""Seconds that `close` waits before it interrupts a running call, and again after that."""


IN_THE_WAY = {StoreProblem.LOCKED, StoreProblem.BUSY, StoreProblem.NO_ANSWER}
"""Why calls are refused while a long task writes."""


def ignore(_: object) -> None:
    """Do nothing with an answer."""


@dataclass(eq=False)
class _Call:
    """A call that waits, runs, or has ended."""

    work: Work
    done: Callable[[Any], object]
    refused: Callable[[FocusError], object]
    kind: str
    """The kind of a user action; empty for a background call."""
    limit_s: float = field(default_factory=lambda: ACTION_LIMIT_S)
    asked_at: float = field(default_factory=time.monotonic)
    result: Any = None
    error: BaseException | None = None
    has_ended: bool = False
    """Whether its answer is on the way."""
    is_answered: bool = False
    met_task: bool = False
    """Whether it was refused because a long task of this process writes."""

    @property
    def is_action(self) -> bool:
        """Whether it is a user action."""
        return bool(self.kind)

    @property
    def hangs_at(self) -> float:
        """The time, by the monotonic clock, from which it counts as hanging."""
        return self.asked_at + self.limit_s + GRACE_S


class StoreThread(QObject):
    """Makes every call of the desktop to the controller. Calls are refused until the store is open."""

    opened = Signal()
    """The store can be used. The active session is announced, as every later change is."""
    open_failed = Signal(object)
    """The store cannot be opened now; `open` may be called again. The argument is the StoreUnavailable."""
    watch_failed = Signal(object)
    """Changes by other programs are not noticed. The argument is the StoreUnavailable."""
    waiting_changed = Signal(bool)
    """True if a user action has had no answer for `SLOW_AFTER_MS`; False when none is waiting."""

    _answered = Signal(object)

    def __init__(
        self,
        open_controller: Callable[[], Controller],
        on_change: Callable[[Any], None],
        folder: Path | None = None,
    ) -> None:
        """`on_change` is called with every change that the controller announces, on any thread.

        In `folder` is kept, in a file, what waits to be stored.
        """
        super().__init__()
        self._folder = folder
        self._open_controller = open_controller
        self._on_change = on_change
        self.controller: Controller | None = None
        self._work_arrived = threading.Condition()
        self._actions: deque[_Call] = deque()
        self._background: deque[_Call] = deque()
        self._unanswered: list[_Call] = []
        """In the order in which they were asked; used on the GUI thread only."""
        self._postponed: list[_Call] = []
        """Background calls that a long task of this process has kept from the store."""
        self._is_written_long = False
        self._is_opening = False
        self._first: Callable[[], object] | None = None
        self._is_elsewhere = False
        """Whether the store that is open, or is being opened, is no longer the one that is wanted."""
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._check_for_hanging_calls)
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        self._slow_timer.setInterval(SLOW_AFTER_MS)
        self._slow_timer.timeout.connect(lambda: self.waiting_changed.emit(True))
        self._answered.connect(self._answer)

    def open(self, first: Callable[[], object] | None = None) -> None:
        """Start to open the store; returns at once. `opened` or `open_failed` follows.

        `first` is called before, on the thread of the store, as opening it takes a while.
        """
        if self._is_opening or self._is_closing or self.controller is not None:
            return
        self._is_opening, self._first = True, first
        self._start_thread()

    def reopen(self) -> None:
        """Close the store, and open the one that is wanted now; returns at once, as `open`."""
        self._is_elsewhere = True
        self._is_opening = True
        self._start_thread()

    def perform(
        self,
        action: Callable[[Controller], Result],
        *,
        kind: str,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
        limit_s: float | None = None,
    ) -> None:
        """Perform a user action; returns at once.

        Exactly one of `done` and `refused` is called, on the GUI thread, at most 1.2 s after the limit, which
        is `ACTION_LIMIT_S` by default. Until then another action of the same `kind` is ignored.
        """
        if not any(call.kind == kind for call in self._unanswered):
            limit_s = ACTION_LIMIT_S if limit_s is None else min(limit_s, ACTION_LIMIT_S)
            self._ask(_Call(action, done, refused, kind, limit_s), self._actions)

    def query(
        self,
        question: Callable[[Controller], Result],
        *,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
    ) -> None:
        """Read or record something in the background, without waiting long for a lock; returns at once."""
        self._ask(_Call(question, done, refused, ""), self._background)

    @property
    def is_written_long(self) -> bool:
        """Whether a long task of this process writes.

        Background calls that meet its locks are repeated when it has ended. User actions are refused for it.
        """
        return self._is_written_long

    @is_written_long.setter
    def is_written_long(self, is_written: bool) -> None:
        self._is_written_long = is_written
        self._repeat_postponed()

    @property
    def is_acting(self) -> bool:
        """Whether a user action has no answer yet."""
        return any(call.is_action for call in self._unanswered)

    def watch_others(self) -> None:
        """After `watch_failed`, try again to notice changes by other programs."""
        self.query(self._watch, done=ignore, refused=self.watch_failed.emit)

    def close(self) -> None:
        """Close the store and end the thread; waits a few seconds. A running session stays active."""
        with self._work_arrived:
            self._is_closing = True
            self._actions.clear()
            self._background.clear()
            self._work_arrived.notify()
        if self._thread is not None:  # It must not outlive the interpreter.
            self._thread.join(CLOSING_LIMIT_S)
            if self._thread.is_alive() and self.controller is not None:
                self.controller.interrupt(self._thread.ident or 0)
                self._thread.join(CLOSING_LIMIT_S)
        self._watchdog.stop()
        self._slow_timer.stop()
        self.controller = None

    # On the GUI thread

    def _start_thread(self) -> None:
        """Start the thread, or wake it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
            self._thread.start()
        with self._work_arrived:
            self._work_arrived.notify()

    def _ask(self, call: _Call, queue: deque[_Call]) -> None:
        if self._is_closing:
            return  # What would be told of it is closed as well.
        if self.controller is None:
            call.refused(StoreUnavailable(StoreProblem.NOT_OPEN))
            return
        self._unanswered.append(call)
        if call.is_action:
            self._slow_timer.start()
        with self._work_arrived:
            queue.append(call)
            self._work_arrived.notify()
        self._set_watchdog()

    @Slot(object)
    def _answer(self, call: _Call) -> None:
        """Report the result of a call that has ended, unless it was refused as hanging before."""
        if call.is_answered or self._is_closing:
            return
        call.is_answered = True
        self._unanswered.remove(call)
        if call.is_action and not self.is_acting:
            self._slow_timer.stop()
            self.waiting_changed.emit(False)
        self._set_watchdog()
        if call.met_task and not call.is_action:
            self._postponed.append(call)
            self._repeat_postponed()
        elif call.error is None:
            call.done(call.result)
        elif isinstance(call.error, FocusError):
            call.refused(call.error)
        else:
            raise call.error  # A bug: the excepthook logs and shows it.

    def _repeat_postponed(self) -> None:
        """Repeat what a long task was in the way of, unless it still is."""
        if not self._is_written_long:
            postponed, self._postponed = self._postponed, []
            for call in postponed:
                self.query(call.work, done=call.done, refused=call.refused)

    def _set_watchdog(self) -> None:
        if not self._unanswered:
            self._watchdog.stop()
        elif not self._watchdog.isActive():
            first = min(call.hangs_at for call in self._unanswered)
            self._watchdog.start(max(1, round((first - time.monotonic()) * 1000)))

    def _check_for_hanging_calls(self) -> None:
        """Interrupt a call that hangs; refuse those that still have no answer a moment later."""
        now = time.monotonic()
        hangs = any(call.hangs_at <= now for call in self._unanswered)
        if hangs and self.controller is not None and self._thread is not None:
            self.controller.interrupt(self._thread.ident or 0)
        latest = now - GIVING_UP_S + GRACE_S
        for call in [one for one in self._unanswered if one.hangs_at <= latest and not one.has_ended]:
            call.error = StoreUnavailable(StoreProblem.OUTCOME_UNKNOWN)
            self._remove_from_queue(call)
            self._answer(call)
        if self._unanswered:
            self._watchdog.start(round(GRACE_S * 1000))

    def _remove_from_queue(self, call: _Call) -> None:
        """Remove a call that has not begun from its queue."""
        with self._work_arrived:
            for queue in (self._actions, self._background):
                if call in queue:
                    queue.remove(call)

    # On the store's thread

    def _serve(self) -> None:
        while (call := self._next_call()) is not None:
            self._run(call)
        if self.controller is not None:
            _leave_and_close(self.controller)

    def _next_call(self) -> _Call | None:
        """Wait for the next call and return it; None when closing. Open the store when asked to."""
        while True:
            with self._work_arrived:
                while not (self._is_closing or self._is_opening or self._actions or self._background):
                    self._work_arrived.wait()
                if self._is_closing:
                    return None
                if not self._is_opening:
                    return self._actions.popleft() if self._actions else self._background.popleft()
            self._try_to_open()

    def _try_to_open(self) -> None:
        self._is_elsewhere = False
        self._close_other_store()
        if self._first is not None:
            self._first()
            self._first = None
        # This imports SQLModel, which takes longer than anything else during start-up.
        try:
            controller = self._open_controller()
        except FocusError as error:
            self._is_opening = self._is_elsewhere
            self.open_failed.emit(error)
            return
        if self._folder is not None:
            controller.take_up_unsaved(self._folder)
        controller.subscribe(self._on_change)

        def use(active: SessionRecord | None) -> None:
            self._on_change(ActiveSessionRead(active))
            self._use(controller)

        try:
            controller.watch_others(use)  # What it needs for watching is imported after it has called `use`.
        except StoreUnavailable as error:
            self.watch_failed.emit(error)
        if self.controller is None:
            self._use(controller)

    def _use(self, controller: Controller) -> None:
        self.controller = controller
        self._is_opening = self._is_elsewhere
        self.opened.emit()

    def _close_other_store(self) -> None:
        """Close what is open. What was asked of it and waits is refused if no other store can be opened."""
        other, self.controller = self.controller, None
        if other is not None:
            _leave_and_close(other)

    def _watch(self, controller: Controller) -> None:
        controller.watch_others(lambda active: self._on_change(ActiveSessionRead(active)))

    def _run(self, call: _Call) -> None:
        controller = self.controller
        if controller is None:
            call.error = StoreUnavailable(StoreProblem.NOT_OPEN)
            self._answered.emit(call)
            return
        try:
            with controller.time_limit(self._time_left(call)):
                call.result = call.work(controller)
        except BaseException as error:  # noqa: BLE001 — `_answer` reports it or raises it again
            call.error = error
            self._blame_task(call)
        call.has_ended = True
        self._answered.emit(call)

    def _blame_task(self, call: _Call) -> None:
        """If it was a long task of this process that was in the way, say so."""
        error = call.error
        if self._is_written_long and isinstance(error, StoreUnavailable) and error.reason in IN_THE_WAY:
            call.met_task = True
            call.error = StoreUnavailable(StoreProblem.IMPORTING)

    @staticmethod
    def _time_left(call: _Call) -> float:
        """Seconds that a call may wait for locks. The limit of a user action began when it was asked for."""
        if not call.is_action:
            return LOCK_LIMIT_S
        return max(0.0, call.asked_at + call.limit_s - time.monotonic())


def _leave_and_close(controller: Controller) -> None:
    try:
        with controller.time_limit(LAST_TRY_S if controller.has_unsaved else LOCK_LIMIT_S):
            controller.leave_session()
    except FocusError as error:
        log.info("the running session was left without a mark: %s", error)
    controller.close()
