"""Runs every call of the desktop to the controller on a thread of its own, so that the window never waits.

Answers come back on the GUI thread. What the user asked for goes before what only refreshes the view.
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

    from focus_desktop.controller import Controller

    Work = Callable[[Controller], Any]

Result = TypeVar("Result")

log = logging.getLogger(__name__)

ACTION_LIMIT_S = 5.0
"""Seconds within which what the user asked for is done or refused."""
LOCK_LIMIT_S = 0.25
"""Seconds that a background call waits for a lock; it is made again later."""
GRACE_S = 0.3
"""Seconds after its limit at which a call that hangs is interrupted."""
GIVING_UP_S = 0.9
"""Seconds after its limit at which the user is told that a call has no answer, if none has come."""
SLOW_AFTER_MS = 250
"""Milliseconds after which an action without an answer is shown as waiting."""
CLOSING_LIMIT_S = 3.0
"""Seconds that `close` waits at most."""


@dataclass(eq=False)
class _Call:
    """A call that waits, runs, or has ended."""

    work: Work
    done: Callable[[Any], object]
    refused: Callable[[FocusError], object]
    kind: str
    """Of an action; empty for a background call."""
    lock_limit_s: float
    asked_at: float = field(default_factory=time.monotonic)
    result: Any = None
    error: BaseException | None = None
    is_answered: bool = False

    @property
    def is_action(self) -> bool:
        """Whether the user asked for it."""
        return bool(self.kind)

    @property
    def hangs_at(self) -> float:
        """When, by the monotonic clock, it counts as hanging."""
        return self.asked_at + ACTION_LIMIT_S + GRACE_S


class StoreThread(QObject):
    """Every call of the desktop to the controller; none is made before the store is open."""

    opened = Signal()
    """The store can be used. The active session is announced, as every later change is."""
    open_failed = Signal(object)
    """The StoreUnavailable because of which it cannot be opened now; `open` may be called again."""
    watch_failed = Signal(object)
    """The StoreUnavailable because of which the changes of other programs are not noticed."""
    waiting_changed = Signal(bool)
    """Whether something that the user asked for still has no answer after a moment."""

    _answered = Signal(object)

    def __init__(self, open_controller: Callable[[], Controller], on_change: Callable[[Any], None]) -> None:
        """`on_change` gets every change that the controller announces, on whichever thread made it."""
        super().__init__()
        self._open_controller = open_controller
        self._on_change = on_change
        self.controller: Controller | None = None
        self._wanted = threading.Condition()
        self._actions: deque[_Call] = deque()
        self._background: deque[_Call] = deque()
        self._unanswered: list[_Call] = []
        """In the order in which they were asked; used on the GUI thread only."""
        self._is_opening = False
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self._look_for_hanging_calls)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_AFTER_MS)
        self._slow.timeout.connect(lambda: self.waiting_changed.emit(True))
        self._answered.connect(self._answer)

    def open(self) -> None:
        """Open the store; returns at once. `opened` or `open_failed` follows."""
        if self._is_opening or self._is_closing or self.controller is not None:
            return
        self._is_opening = True
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
            self._thread.start()
        with self._wanted:
            self._wanted.notify()

    def perform(
        self,
        action: Callable[[Controller], Result],
        *,
        kind: str,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
    ) -> None:
        """Do what the user asked for; returns at once.

        Exactly one of `done` and `refused` is called, on the GUI thread, within six seconds. While an action
        waits for that, another one of its `kind` is ignored.
        """
        if not any(call.kind == kind for call in self._unanswered):
            self._ask(_Call(action, done, refused, kind, ACTION_LIMIT_S), self._actions)

    def query(
        self,
        question: Callable[[Controller], Result],
        *,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
    ) -> None:
        """Read or record something in the background, without waiting long for a lock; returns at once."""
        self._ask(_Call(question, done, refused, "", LOCK_LIMIT_S), self._background)

    def watch_others(self) -> None:
        """Try once more to notice the changes of other programs, after `watch_failed`."""
        self.query(self._watch, done=_ignore, refused=self.watch_failed.emit)

    def close(self) -> None:
        """Leave a running session as it is, close the store, and end the thread; waits a few seconds."""
        with self._wanted:
            self._is_closing = True
            self._actions.clear()
            self._background.clear()
            self._wanted.notify()
        if self._thread is not None:  # It must not outlive the interpreter.
            self._thread.join(CLOSING_LIMIT_S)
            if self._thread.is_alive() and self.controller is not None:
                self.controller.interrupt(self._thread.ident or 0)
                self._thread.join(CLOSING_LIMIT_S)
        self._watchdog.stop()
        self._slow.stop()
        self.controller = None

    # On the GUI thread

    def _ask(self, call: _Call, queue: deque[_Call]) -> None:
        if self.controller is None:
            call.refused(
                StoreUnavailable(
                    "The data is still being opened; try again in a moment.", StoreProblem.NOT_OPEN
                )
            )
            return
        self._unanswered.append(call)
        if call.is_action:
            self._slow.start()
        with self._wanted:
            queue.append(call)
            self._wanted.notify()
        self._set_watchdog()

    @Slot(object)
    def _answer(self, call: _Call) -> None:
        """A call has ended; a call that was given up before is answered no second time."""
        if call.is_answered or self._is_closing:
            return
        call.is_answered = True
        self._unanswered.remove(call)
        if call.is_action and not any(other.is_action for other in self._unanswered):
            self._slow.stop()
            self.waiting_changed.emit(False)
        self._set_watchdog()
        if call.error is None:
            call.done(call.result)
        elif isinstance(call.error, FocusError):
            call.refused(call.error)
        else:
            raise call.error  # Our bug: the excepthook tells of it.

    def _set_watchdog(self) -> None:
        if not self._unanswered:
            self._watchdog.stop()
        elif not self._watchdog.isActive():
            first = min(call.hangs_at for call in self._unanswered)
            self._watchdog.start(max(1, round((first - time.monotonic()) * 1000)))

    def _look_for_hanging_calls(self) -> None:
        """Interrupt what hangs; answer those that have waited too long nevertheless."""
        now = time.monotonic()
        hangs = any(call.hangs_at <= now for call in self._unanswered)
        if hangs and self.controller is not None and self._thread is not None:
            self.controller.interrupt(self._thread.ident or 0)
        for call in [call for call in self._unanswered if call.hangs_at + GIVING_UP_S - GRACE_S <= now]:
            call.error = StoreUnavailable(
                "The data does not answer; what you asked for may still be done.", StoreProblem.NO_ANSWER
            )
            self._withdraw(call)
            self._answer(call)
        if self._unanswered:
            self._watchdog.start(round(GRACE_S * 1000))

    def _withdraw(self, call: _Call) -> None:
        """Take a call out of its queue, if it has not begun."""
        with self._wanted:
            for queue in (self._actions, self._background):
                if call in queue:
                    queue.remove(call)

    # On the store's thread

    def _serve(self) -> None:
        while (call := self._next_call()) is not None:
            self._run(call)
        if self.controller is not None:
            _leave(self.controller)

    def _next_call(self) -> _Call | None:
        """The next call, as soon as there is one; None when this is closing. Opens the store if asked to."""
        while True:
            with self._wanted:
                while not (self._is_closing or self._is_opening or self._actions or self._background):
                    self._wanted.wait()
                if self._is_closing:
                    return None
                if not self._is_opening:
                    return self._actions.popleft() if self._actions else self._background.popleft()
            self._try_to_open()

    def _try_to_open(self) -> None:
        # Importing SQLModel on the way takes longer than anything else at the start.
        try:
            controller = self._open_controller()
        except FocusError as error:
            self._is_opening = False
            self.open_failed.emit(error)
            return
        controller.subscribe(self._on_change)
        try:
            self._watch(controller)
        except StoreUnavailable as error:
            self.watch_failed.emit(error)
        self.controller = controller
        self._is_opening = False
        self.opened.emit()

    def _watch(self, controller: Controller) -> None:
        controller.watch_others(lambda active: self._on_change(ActiveSessionRead(active)))

    def _run(self, call: _Call) -> None:
        assert self.controller is not None
        try:
            with self.controller.time_limit(self._time_left(call)):
                call.result = call.work(self.controller)
        except BaseException as error:  # noqa: BLE001 — raised again on the GUI thread if it is our bug
            call.error = error
        self._answered.emit(call)

    @staticmethod
    def _time_left(call: _Call) -> float:
        """How long it may wait for locks: an action's limit counts from the moment it was asked for."""
        if not call.is_action:
            return call.lock_limit_s
        return max(0.0, call.asked_at + call.lock_limit_s - time.monotonic())


def _leave(controller: Controller) -> None:
    try:
        with controller.time_limit(LOCK_LIMIT_S):
            controller.leave_session()
    except FocusError as error:
        log.info("the running session was left without a mark: %s", error)
    controller.close()


def _ignore(_: object) -> None:
    """Nothing is to be done with the answer."""
