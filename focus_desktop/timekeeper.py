"""Keeps time for doors without a window: completes what is due, and says when there is something to tell."""

import logging
import queue
from collections.abc import Iterator
from datetime import timedelta
from queue import SimpleQueue

from focus_desktop.clock import Clock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.record import SessionRecord

log = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
LONGEST_REST = timedelta(seconds=20)
"""A wait stands still while the machine sleeps: after waking, the time is noticed at most so much later."""
SETTLING = timedelta(milliseconds=50)
"""Changes that come together are told together."""


class Timekeeper:
    """Beats until it is stopped."""

    def __init__(self, controller: Controller, clock: Clock) -> None:
        self._controller = controller
        self._clock = clock
        # Unlike an Event, its `put` may be called by a signal handler at any moment.
        self._woken: SimpleQueue[None] = SimpleQueue()
        self._stopped = False
        controller.subscribe(lambda _: self._woken.put(None))

    def stop(self) -> None:
        """Beat no more; callable from any thread and from a signal handler."""
        self._stopped = True
        self._woken.put(None)

    def beats(self) -> Iterator[SessionRecord | None]:
        """What is active: now, after every change, and each time a minute of it has passed."""
        record: SessionRecord | None = None
        while not self._stopped:
            try:
                self._controller.complete_due_session()
                self._drain()
                record = self._controller.active_session()
            except StoreUnavailable as error:
                log.warning("%s", error.message)
            yield record
            self._rest(record)

    def _rest(self, record: SessionRecord | None) -> None:
        """Until something changes, the minute is over, or time is up."""
        left = MINUTE
        if record is not None and not record.is_paused:
            left = record.remaining(self._clock.now()) % MINUTE or MINUTE
        # What `stop` put may have been drained with a change that came just before.
        while left > timedelta() and not self._stopped:
            rest = min(left, LONGEST_REST)
            if self._wakes_within(rest):
                return
            left -= rest
            due = record.due_at() if record is not None else None
            if due is not None and self._clock.now() >= due:
                return

    def _drain(self) -> None:
        while self._wakes_within(SETTLING):
            pass

    def _wakes_within(self, rest: timedelta) -> bool:
        try:
            self._woken.get(timeout=rest.total_seconds())
        except queue.Empty:
            return False
        return True
