"""Gaps: time inside a running session at which the machine slept or the app did not run."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field

from focus_desktop.model.columns import Id, UtcDateTime
from focus_desktop.model.reading import Reading
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.table import Table

LONGEST_UNSEEN = timedelta(minutes=1)
"""A longer time during which no process kept the session's time is a gap; a shorter one counts as worked."""
MARK_EVERY = timedelta(seconds=35)
"""How old the last-seen mark must be to be renewed. Who keeps time looks at it every 30 seconds at least."""
LATE = timedelta(seconds=10)
"""How late another process may renew the mark."""


class FocusGap(Table, table=True):
    """A gap that was cut out of its session; deleted when the person has said whether to count it."""

    __tablename__ = "focus_gap"
    __table_args__ = (Index("ix_focus_gap_session_id", "session_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True, sa_type=Id)
    session_id: UUID = Field(foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime = Field(sa_type=UtcDateTime)


def gap_before(
    clock: SessionClock, reading: Reading, last_alive: Reading | None
) -> tuple[datetime, datetime] | None:
    """The gap that ends at `reading`, as its start and end in the session's own time; None if there is none.

    `last_alive` is when the asking process last kept the session's time, None if it did not.
    """
    now, slept = clock.time_at(reading), clock.slept(reading)
    seen_at, allowed = clock.seen_at, LONGEST_UNSEEN + LATE
    if last_alive is not None and clock.is_of_same_run(last_alive):
        seen_at, allowed = clock.time_at(last_alive), LONGEST_UNSEEN
        slept = max(timedelta(), slept - clock.slept(last_alive))
    if now - seen_at - slept > allowed and _nobody_kept_time(clock, reading):
        return seen_at, now
    return (now - slept, now) if slept > LONGEST_UNSEEN else None


def _nobody_kept_time(clock: SessionClock, reading: Reading) -> bool:
    """Whether a missing mark is a gap: a process that kept time has crashed, or the machine was off."""
    return clock.kept or (clock.machine == reading.machine and not clock.is_of_same_run(reading))
