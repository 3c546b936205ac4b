"""A focus session: the seven documented fields, and the shapes that validate what people send."""

from datetime import datetime
from uuid import UUID, uuid4

from pydantic import field_validator
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from focus_desktop.model.columns import PlainText, UtcDateTime, WholeNumber, status_type
from focus_desktop.model.status import SessionStatus

DESCRIPTION_LIMIT = 1000
SHORTEST_MINUTES, LONGEST_MINUTES = 1, 1440


class FocusSession(SQLModel, table=True):
    """The stored session. Times are aware UTC; `duration_minutes` is the target, 1 to 1440."""

    __tablename__ = "focus_session"
    __table_args__ = (
        CheckConstraint(f"length(description) <= {DESCRIPTION_LIMIT}", name="ck_focus_session_description"),
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
        Index(
            "uq_focus_session_one_active",
            "status",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    quest_id: UUID | None = Field(default=None, foreign_key="quest.id", ondelete="SET NULL")
    description: str | None = Field(default=None, max_length=DESCRIPTION_LIMIT)
    duration_minutes: int
    status: SessionStatus = Field(
        default=SessionStatus.ACTIVE,
        sa_type=status_type(SessionStatus),
    )
    started_at: datetime = Field(sa_type=UtcDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FocusSessionCreate(SQLModel):
    """What a new session is made of."""

    quest_id: UUID | None = Field(default=None, description="A quest's id is a UUID.")
    description: PlainText | None = Field(
        default=None,
        max_length=DESCRIPTION_LIMIT,
        description=f"A description has at most {DESCRIPTION_LIMIT:,} characters.",
    )
    duration_minutes: WholeNumber = Field(
        ge=SHORTEST_MINUTES,
        le=LONGEST_MINUTES,
        description=f"Minutes must be a whole number from {SHORTEST_MINUTES} to {LONGEST_MINUTES}.",
    )

    @field_validator("description")
    @classmethod
    def _empty_is_none(cls, description: str | None) -> str | None:
        return description or None


class FocusSessionUpdate(SQLModel):
    """What may change about a session."""

    status: SessionStatus = Field(description="A session's status is active, completed or cancelled.")
