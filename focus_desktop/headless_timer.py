"""Keeps time for doors without a window: completes what is due, and yields what is active."""

import logging
import queue
from collections.abc import Callable, Iterator
from datetime import timedelta
from queue import SimpleQueue

from focus_desktop.clock import Clock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.record import SessionRecord

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(seconds=20)
"""A wait stands still while the machine sleeps: after waking, the time is noticed at most so much later."""
RETRY_WHEN_DUE = timedelta(seconds=1)
"""Between two attempts to complete a session that is due, while the store cannot be written."""
SETTLING = timedelta(milliseconds=50)
"""Changes within so short a time are one update."""


class HeadlessTimer:
    """Keeps the running session's time until it is stopped."""

    def __init__(self, controller: Controller, clock: Clock) -> None:
        self._controller = controller
        self._clock = clock
        # Unlike an Event, its `put` may be called by a signal handler at any moment.
        self._wake_ups: SimpleQueue[None] = SimpleQueue()
        self._stopped = False
        self._problem: StoreProblem | None = None
        """Why the store cannot be used, as far as that was logged."""
        controller.subscribe(lambda _: self._wake_ups.put(None))

    def stop(self) -> None:
        """End `updates`; callable from any thread and from a signal handler."""
        self._stopped = True
        self._wake_ups.put(None)

    def updates(self) -> Iterator[SessionRecord | None]:
        """What is active: now, whenever that has changed, and each time a minute of it has passed."""
        record: SessionRecord | None = None
        is_minute_over = True
        while not self._stopped:
            before, record = record, self._read(record)
            if is_minute_over or not _same(before, record):
                yield record
            is_minute_over = self._wait(record)

    def _read(self, record: SessionRecord | None) -> SessionRecord | None:
        """What is active now, after what was due is completed; `record` if the store cannot be used."""
        is_written = self._succeeds(self._controller.complete_due_session)
        self._wait_until_settled()
        try:
            record = self._controller.active_session()
        except StoreUnavailable as error:
            self._log_once(error)
        else:
            self._problem = None if is_written else self._problem
        return record

    def _wait(self, record: SessionRecord | None) -> bool:
        """Keep time until something changes, the minute is over or time is up; False for the first."""
        left = MINUTE
        if record is not None and not record.is_paused:
            left = record.remaining(record.time(self._clock.read())) % MINUTE or MINUTE
        # What `stop` put may have been taken out with a change that came just before.
        while left > timedelta() and not self._stopped:
            was_due = self._is_due(record)
            pause = min(left, RETRY_WHEN_DUE if was_due else LONGEST_PAUSE)
            if self._is_woken_within(pause):
                return False
            left -= pause
            self._succeeds(self._controller.keep_time)
            if not was_due and self._is_due(record):
                return True
        return True

    def _succeeds(self, call: Callable[[], object]) -> bool:
        try:
            call()
        except StoreUnavailable as error:
            self._log_once(error)
            return False
        return True

    def _log_once(self, error: StoreUnavailable) -> None:
        """Log why the store cannot be used, unless that is known."""
        if error.reason is not self._problem:
            self._problem = error.reason
            log.warning("%s", error)

    def _is_due(self, record: SessionRecord | None) -> bool:
        return record is not None and record.is_due(self._clock.read())

    def _wait_until_settled(self) -> None:
        while self._is_woken_within(SETTLING):
            pass

    def _is_woken_within(self, length: timedelta) -> bool:
        try:
            self._wake_ups.get(timeout=length.total_seconds())
        except queue.Empty:
            return False
        return True


def _same(before: SessionRecord | None, now: SessionRecord | None) -> bool:
    if before is None or now is None:
        return before is now
    return before.same_as(now)
