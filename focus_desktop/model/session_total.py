"""What a long history is searched, sorted and summed up by: each session's focused time, beside its words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from focus_desktop.model.columns import Id, Microseconds, Number, Status, UtcDateTime, Words
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.table import Table


def _index(first: str) -> Index:
    """By this column, then by start. It holds all that its queries read: sums, pages in order, statistics."""
    columns = ("started_at", "session_id", "quest_id", "status", "focused_us", "duration_minutes")
    return Index(f"ix_session_total_{first}", first, *(column for column in columns if column != first))


class SessionTotal(Table, table=True):
    """Derived: triggers of the database keep one row for each session. Nothing else writes it.

    All but `focused_us` are the session's own, repeated here for the indexes.
    """

    __tablename__ = "session_total"
    __table_args__ = (
        _index("started_at"),
        _index("quest_id"),
        _index("status"),
        _index("focused_us"),
        _index("duration_minutes"),
        # In SQLite COLLATE NOCASE. PostgreSQL allows no entries as long as descriptions may be.
        _index("description").ddl_if(dialect="sqlite"),
    )

    session_id: UUID = Field(primary_key=True, foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    quest_id: UUID | None = Field(default=None, sa_type=Id)
    status: SessionStatus = Field(sa_type=Status(SessionStatus))
    started_at: datetime = Field(sa_type=UtcDateTime)
    description: str | None = Field(default=None, sa_type=Words(LONGEST_DESCRIPTION))
    duration_minutes: int = Field(sa_type=Number(SHORTEST_MINUTES, LONGEST_MINUTES))
    focused_us: int = Field(sa_type=Microseconds)
    """Microseconds of its closed intervals; an open one counts when it ends."""
