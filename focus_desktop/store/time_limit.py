"""How long the calls of one thread may wait for locks: until a deadline, if one is set."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from focus_desktop.clock import monotonic_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_WITHOUT_LIMIT_S = 5.0


class _Limit(threading.local):
    deadline: float | None = None
    """In `monotonic_seconds`; None if there is no limit."""


_limit = _Limit()


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Let the calls that this thread makes inside the block wait no longer than `seconds` in all.

    A call that is made after the deadline is tried once, without waiting. Of limits inside each other
    the earliest deadline counts.
    """
    before, deadline = _limit.deadline, monotonic_seconds() + seconds
    _limit.deadline = deadline if before is None else min(before, deadline)
    try:
        yield
    finally:
        _limit.deadline = before


def is_limited() -> bool:
    """Whether this thread has a deadline."""
    return _limit.deadline is not None


def seconds_to_wait() -> float:
    """How long this thread may wait for a lock now, zero or more; 5 s if there is no limit."""
    if _limit.deadline is None:
        return WAIT_WITHOUT_LIMIT_S
    return max(0.0, _limit.deadline - monotonic_seconds())


def acquire(lock: threading.Lock | threading.RLock) -> bool:
    """Acquire a lock that is held while others wait for the database; whether that was possible in time.

    Without a limit it waits as long as it takes.
    """
    return lock.acquire(timeout=seconds_to_wait() if is_limited() else -1)
