"""Intervals: stretches of real work inside a session."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from focus_desktop.model.columns import Id, UtcDateTime
from focus_desktop.model.table import Table

OVER_A_DAY = {
    "sqlite": "julianday(ended_at) - julianday(started_at) > 1",
    "postgresql": "ended_at - started_at > interval '1 day'",
}
"""SQL by dialect: whether an interval is longer than a day."""


class FocusInterval(Table, table=True):
    """A stretch of work: from `started_at` to `ended_at`, both UTC; open while `ended_at` is null."""

    __tablename__ = "focus_interval"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ck_focus_interval_end"),
        Index("ix_focus_interval_session_id", "session_id"),
        # Those that touch a range of time began in it or at most a day before, or last longer than a day.
        Index("ix_focus_interval_started_at", "started_at", "ended_at", "session_id"),
        # PostgreSQL has conditions too: see the migrations. Named here they would load its dialect.
        Index(
            "ix_focus_interval_over_a_day",
            "ended_at",
            sqlite_where=text(OVER_A_DAY["sqlite"]),
        ),
        Index(
            "uq_focus_interval_one_open",
            text("(ended_at IS NULL)"),
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True, sa_type=Id)
    session_id: UUID = Field(foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
