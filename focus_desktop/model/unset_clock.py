"""A wall clock that was not set yet, as after a flat battery: what to do when it is set right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

FIRST_RELEASE = datetime(2025, 1, 1, tzinfo=UTC)
"""A wall clock that shows an earlier time is wrong for sure: this app did not exist then."""


def time_of(record: SessionRecord, reading: Reading) -> datetime:
    """The wall clock's time; if that is wrong for sure, the one that the boot clock tells."""
    clock = record.clock
    if reading.wall >= FIRST_RELEASE or clock is None or not clock.is_of_same_run(reading):
        return reading.wall
    return clock.time_at(reading)


def correction(record: SessionRecord, reading: Reading) -> timedelta | None:
    """By how much all times of an active session are too early; None if they are not wrong for sure.

    That is known exactly if the session began before the clock was set and the machine was not restarted
    since: the boot clock tells how long ago it was.
    """
    clock = record.clock
    if clock is None or not clock.is_of_same_run(reading):
        return None
    time = clock.time_at(reading)
    return reading.wall - time if time < FIRST_RELEASE <= reading.wall else None
