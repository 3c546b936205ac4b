"""Gaps: time inside a running session at which the machine slept or the app was dead."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from focus_desktop.model.columns import Id, UtcDateTime
from focus_desktop.model.reading import Reading
from focus_desktop.model.session_clock import SessionClock

LONGEST_UNSEEN = timedelta(minutes=1)
"""A session that nobody has looked after for longer has a gap; less counts as worked."""
MARK_EVERY = timedelta(minutes=1)
"""How often the last-seen mark is renewed."""
LATE = timedelta(seconds=10)
"""How late the mark of another process may be."""


class FocusGap(SQLModel, table=True):
    """A gap that was cut out of its session, kept while the person may still say to count it."""

    __tablename__ = "focus_gap"
    __table_args__ = (Index("ix_focus_gap_session_id", "session_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True, sa_type=Id)
    session_id: UUID = Field(foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime = Field(sa_type=UtcDateTime)


def gap_before(
    clock: SessionClock, reading: Reading, last_alive: Reading | None
) -> tuple[datetime, datetime] | None:
    """From when to when nobody can have worked, up to `reading`; None if there is no such time.

    `last_alive` is when the asking process last kept the session's time, None if it did not.
    """
    now, slept = clock.at(reading), clock.slept(reading)
    seen_at, allowed = clock.seen_at, LONGEST_UNSEEN + LATE
    if last_alive is not None and clock.is_of(last_alive):
        seen_at, allowed = clock.at(last_alive), LONGEST_UNSEEN
        slept = max(timedelta(), slept - clock.slept(last_alive))
    if now - seen_at - slept > allowed and _somebody_was_dead(clock, reading):
        return seen_at, now
    return (now - slept, now) if slept > LONGEST_UNSEEN else None


def _somebody_was_dead(clock: SessionClock, reading: Reading) -> bool:
    """Whether silence means death: of the app that kept the session's time, or of the machine."""
    return clock.kept or (clock.machine == reading.machine and not clock.is_of(reading))
