"""A quest: a big, finite goal with progress ("Read 12 Books", 3 of 12)."""

from typing import Annotated
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from focus_desktop.model.columns import SOME_TEXT, Id, Number, SomeText, Status, WholeNumber, Words
from focus_desktop.model.errors import Refusal
from focus_desktop.model.limits import LARGEST_NUMBER, LONGEST_TITLE
from focus_desktop.model.status import QuestStatus
from focus_desktop.model.table import Table
from focus_desktop.model.validation import Changes, Rule, Shape

_TITLE = Rule(Refusal.QUEST_TITLE, longest=LONGEST_TITLE)
_TITLE_SCHEMA = {"pattern": SOME_TEXT}
_STATUS = Rule(Refusal.QUEST_STATUS)
_PROGRESS = Rule(Refusal.PROGRESS, highest=LARGEST_NUMBER)
_TARGET = Rule(Refusal.TARGET, highest=LARGEST_NUMBER)


class Quest(Table, table=True):
    """The stored quest. `current_value` is 0 or more, `target_value` 1 or more."""

    __tablename__ = "quest"
    __table_args__ = (
        CheckConstraint(f"length(title) BETWEEN 1 AND {LONGEST_TITLE}", name="ck_quest_title"),
        CheckConstraint("status IN ('active', 'completed', 'archived')", name="ck_quest_status"),
        CheckConstraint("current_value >= 0", name="ck_quest_current_value"),
        CheckConstraint("target_value >= 1", name="ck_quest_target_value"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True, sa_type=Id)
    title: str = Field(sa_type=Words(LONGEST_TITLE))
    status: QuestStatus = Field(default=QuestStatus.ACTIVE, sa_type=Status(QuestStatus))
    current_value: int = Field(default=0, sa_type=Number(0, LARGEST_NUMBER))
    target_value: int = Field(default=1, sa_type=Number(1, LARGEST_NUMBER))


class QuestPublic(BaseModel, from_attributes=True):
    """A quest as every door shows it: exactly the documented fields."""

    id: UUID
    title: str
    status: QuestStatus
    current_value: int = Field(description="The progress, 0 or more.")
    target_value: int = Field(description="The goal, 1 or more.")


class QuestCreate(Shape, json_schema_extra={"examples": [{"title": "Read 12 Books", "target_value": 12}]}):
    """What a new quest is made of."""

    title: Annotated[SomeText, _TITLE] = Field(
        min_length=1, max_length=LONGEST_TITLE, schema_extra=_TITLE_SCHEMA, description=_TITLE.english
    )
    status: Annotated[QuestStatus, _STATUS] = Field(default=QuestStatus.ACTIVE, description=_STATUS.english)
    current_value: Annotated[WholeNumber, _PROGRESS] = Field(
        default=0, ge=0, le=LARGEST_NUMBER, description=_PROGRESS.english
    )
    target_value: Annotated[WholeNumber, _TARGET] = Field(
        default=1, ge=1, le=LARGEST_NUMBER, description=_TARGET.english
    )


class QuestUpdate(QuestCreate, Changes):
    """The fields of a quest that may change."""

    title: Annotated[SomeText, _TITLE] = Field(
        default="",
        min_length=1,
        max_length=LONGEST_TITLE,
        schema_extra=_TITLE_SCHEMA,
        description=_TITLE.english,
    )
