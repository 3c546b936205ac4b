"""The first values of a session that was edited after it had ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from focus_desktop.model.columns import Id, Number, UtcDateTime, Words
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.table import Table


class SessionOriginal(Table, table=True):
    """The session as it was before its first edit. A session that was never edited has no row."""

    __tablename__ = "session_original"

    session_id: UUID = Field(primary_key=True, foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    quest_id: UUID | None = Field(default=None, sa_type=Id)
    """The quest may have been deleted meanwhile."""
    description: str | None = Field(default=None, sa_type=Words(LONGEST_DESCRIPTION))
    duration_minutes: int = Field(sa_type=Number(SHORTEST_MINUTES, LONGEST_MINUTES))
    started_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OriginalInterval(Table, table=True):
    """One of the intervals that the session had before its first edit."""

    __tablename__ = "original_interval"
    __table_args__ = (Index("ix_original_interval_session_id", "session_id"),)

    id: UUID = Field(primary_key=True, sa_type=Id)
    session_id: UUID = Field(foreign_key="session_original.session_id", ondelete="CASCADE", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime = Field(sa_type=UtcDateTime)
