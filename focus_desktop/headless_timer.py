"""Keeps time for doors without a window: completes what is due, and says when there is something to tell."""

import logging
import queue
from collections.abc import Iterator
from contextlib import suppress
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


class HeadlessTimer:
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
        """What is active: now, whenever that has changed, and each time a minute of it has passed."""
        record: SessionRecord | None = None
        is_due = True
        while not self._stopped:
            before = record
            try:
                self._controller.complete_due_session()
                self._drain()
                record = self._controller.active_session()
            except StoreUnavailable as error:
                log.warning("%s", error.message)
            if is_due or not _same(before, record):
                yield record
            is_due = self._rest(record)

    def _rest(self, record: SessionRecord | None) -> bool:
        """Until something changes, the minute is over, or time is up; whether it is not the first of them."""
        left = MINUTE
        if record is not None and not record.is_paused:
            left = record.remaining(record.time(self._clock.read())) % MINUTE or MINUTE
        # What `stop` put may have been drained with a change that came just before.
        while left > timedelta() and not self._stopped:
            rest = min(left, LONGEST_REST)
            if self._wakes_within(rest):
                return False
            left -= rest
            if self._looks_after(record):
                return True
        return True

    def _looks_after(self, record: SessionRecord | None) -> bool:
        """Keep the session's time; whether it is up."""
        with suppress(StoreUnavailable):  # It is tried again at the next beat, and told there.
            self._controller.keep_time()
        due = record.completes_at() if record is not None else None
        return record is not None and due is not None and record.time(self._clock.read()) >= due

    def _drain(self) -> None:
        while self._wakes_within(SETTLING):
            pass

    def _wakes_within(self, rest: timedelta) -> bool:
        try:
            self._woken.get(timeout=rest.total_seconds())
        except queue.Empty:
            return False
        return True


def _same(before: SessionRecord | None, now: SessionRecord | None) -> bool:
    if before is None or now is None:
        return before is now
    return before.same_as(now)
