"""A focus session: the seven documented fields, and the shapes that validate what people send."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from focus_desktop.model.columns import (
    Id,
    Number,
    Status,
    UtcDateTime,
    Words,
)
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.table import Table


class FocusSession(Table, table=True):
    """The stored session. Times are aware UTC; `duration_minutes` is the target, 1 to 1440."""

    __tablename__ = "focus_session"
    __table_args__ = (
        CheckConstraint(f"length(description) <= {LONGEST_DESCRIPTION}", name="ck_focus_session_description"),
        CheckConstraint(
            f"duration_minutes BETWEEN {SHORTEST_MINUTES} AND {LONGEST_MINUTES}",
            name="ck_focus_session_duration_minutes",
        ),
        CheckConstraint("status IN ('active', 'completed', 'cancelled')", name="ck_focus_session_status"),
        CheckConstraint(
            "(status = 'completed') = (completed_at IS NOT NULL)",
            name="ck_focus_session_completed_at",
        ),
        # History is read newest first: all of it, by quest, by status, or by both.
        Index("ix_focus_session_started_at", "started_at", "id"),
        Index("ix_focus_session_quest_id", "quest_id", "started_at", "id"),
        Index("ix_focus_session_status", "status", "started_at", "id"),
        Index("ix_focus_session_quest_id_status", "quest_id", "status", "started_at", "id"),
        # PostgreSQL has the same condition: see the migration. Named here it would load its dialect.
        Index(
            "uq_focus_session_one_active",
            "status",
            unique=True,
            sqlite_where=text("status = 'active'"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True, sa_type=Id)
    quest_id: UUID | None = Field(default=None, foreign_key="quest.id", ondelete="SET NULL", sa_type=Id)
    description: str | None = Field(default=None, sa_type=Words(LONGEST_DESCRIPTION))
    duration_minutes: int = Field(sa_type=Number(SHORTEST_MINUTES, LONGEST_MINUTES))
    status: SessionStatus = Field(default=SessionStatus.ACTIVE, sa_type=Status(SessionStatus))
    started_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
