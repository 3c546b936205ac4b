"""A focus session: the seven documented fields, and the shapes that validate what people send."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints, WithJsonSchema
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from focus_desktop.model.columns import (
    ANY_TEXT,
    Id,
    Number,
    Status,
    UtcDateTime,
    WholeNumber,
    Words,
    storable,
)
from focus_desktop.model.errors import Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.table import Table
from focus_desktop.model.validation import Changes, Rule, Shape

_QUEST_ID = Rule(Refusal.QUEST_ID)
_DESCRIPTION = Rule(Refusal.DESCRIPTION, longest=LONGEST_DESCRIPTION)
_MINUTES = Rule(Refusal.MINUTES, lowest=SHORTEST_MINUTES, highest=LONGEST_MINUTES)
_STATUS = Rule(Refusal.SESSION_STATUS)


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


class FocusSessionPublic(BaseModel, from_attributes=True):
    """A focus session as every door shows it: exactly the documented fields."""

    id: UUID
    quest_id: UUID | None = Field(description="The quest it is for; null if none, or if that was deleted.")
    description: str | None
    duration_minutes: int = Field(description="The target, 1 to 1440 minutes.")
    status: SessionStatus
    started_at: datetime = Field(description="UTC.")
    completed_at: datetime | None = Field(description="UTC; null unless the status is completed.")


_DescriptionText = Annotated[
    str,
    StringConstraints(max_length=LONGEST_DESCRIPTION),
    BeforeValidator(storable),
    AfterValidator(lambda text: text.strip() or None),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_DESCRIPTION, "pattern": ANY_TEXT}),
]


class _About(Shape):
    """What a session is about; both may be given and changed."""

    quest_id: Annotated[UUID | None, _QUEST_ID] = Field(default=None, description=_QUEST_ID.english)
    description: Annotated[_DescriptionText | None, _DESCRIPTION] = Field(
        default=None, description=_DESCRIPTION.english
    )


class FocusSessionCreate(
    _About, json_schema_extra={"examples": [{"duration_minutes": 25, "description": "Chapter 3"}]}
):
    """What a new session is made of."""

    duration_minutes: Annotated[WholeNumber, _MINUTES] = Field(
        ge=SHORTEST_MINUTES, le=LONGEST_MINUTES, description=_MINUTES.english
    )


class FocusSessionUpdate(_About, Changes):
    """What may change about a session; an ended one keeps its status."""

    status: Annotated[SessionStatus, _STATUS] = Field(
        default=SessionStatus.ACTIVE, description=_STATUS.english
    )


class FocusSessionEdit(_About, Changes):
    """What a person may change about a session that has ended, apart from its times."""

    duration_minutes: Annotated[WholeNumber, _MINUTES] = Field(
        default=SHORTEST_MINUTES, ge=SHORTEST_MINUTES, le=LONGEST_MINUTES, description=_MINUTES.english
    )
