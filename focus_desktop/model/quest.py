"""A quest: a big, finite goal with progress ("Read 12 Books", 3 of 12)."""

from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from focus_desktop.model.columns import SOME_TEXT, SomeText, WholeNumber, status_type
from focus_desktop.model.status import QuestStatus
from focus_desktop.model.validation import Changes, Shape

TITLE_LIMIT = 200
_LARGEST_INTEGER = 2**31 - 1  # PostgreSQL's INTEGER
_TITLE_RULE = f"A quest's title is text of 1 to {TITLE_LIMIT} characters."
_TITLE_SCHEMA = {"pattern": SOME_TEXT}
_CURRENT_RULE = f"A quest's progress is a whole number from 0 to {_LARGEST_INTEGER:,}."
_TARGET_RULE = f"A quest's target is a whole number from 1 to {_LARGEST_INTEGER:,}."
_STATUS_RULE = "A quest's status is active, completed or archived."


class Quest(SQLModel, table=True):
    """The stored quest. `current_value` is 0 or more, `target_value` 1 or more."""

    __tablename__ = "quest"
    __table_args__ = (
        CheckConstraint(f"length(title) BETWEEN 1 AND {TITLE_LIMIT}", name="ck_quest_title"),
        CheckConstraint("status IN ('active', 'completed', 'archived')", name="ck_quest_status"),
        CheckConstraint("current_value >= 0", name="ck_quest_current_value"),
        CheckConstraint("target_value >= 1", name="ck_quest_target_value"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    title: str = Field(max_length=TITLE_LIMIT)
    status: QuestStatus = Field(default=QuestStatus.ACTIVE, sa_type=status_type(QuestStatus))
    current_value: int = 0
    target_value: int = 1


class QuestPublic(BaseModel, from_attributes=True):
    """A quest as every door shows it: exactly the documented fields."""

    id: UUID
    title: str
    status: QuestStatus
    current_value: int = Field(description="The progress, 0 or more.")
    target_value: int = Field(description="The goal, 1 or more.")


class QuestCreate(Shape, json_schema_extra={"examples": [{"title": "Read 12 Books", "target_value": 12}]}):
    """What a new quest is made of."""

    title: SomeText = Field(
        min_length=1, max_length=TITLE_LIMIT, schema_extra=_TITLE_SCHEMA, description=_TITLE_RULE
    )
    status: QuestStatus = Field(default=QuestStatus.ACTIVE, description=_STATUS_RULE)
    current_value: WholeNumber = Field(default=0, ge=0, le=_LARGEST_INTEGER, description=_CURRENT_RULE)
    target_value: WholeNumber = Field(default=1, ge=1, le=_LARGEST_INTEGER, description=_TARGET_RULE)


class QuestUpdate(QuestCreate, Changes):
    """The fields of a quest that may change."""

    title: SomeText = Field(
        default="",
        min_length=1,
        max_length=TITLE_LIMIT,
        schema_extra=_TITLE_SCHEMA,
        description=_TITLE_RULE,
    )
