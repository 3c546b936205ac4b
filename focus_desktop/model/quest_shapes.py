"""The shapes of a quest and its details that people send and get. Few starts of the app need them at once."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints
from sqlmodel import Field

from focus_desktop.model.columns import SOME_TEXT, SomeText, WholeNumber, storable
from focus_desktop.model.errors import Refusal
from focus_desktop.model.limits import (
    LARGEST_COLOUR,
    LARGEST_NUMBER,
    LONGEST_TITLE,
    LONGEST_UNIT,
    LONGEST_WEEKLY_BUDGET_MINUTES,
)
from focus_desktop.model.status import QuestStatus
from focus_desktop.model.validation import Changes, Rule, Shape

_TITLE = Rule(Refusal.QUEST_TITLE, longest=LONGEST_TITLE)
_TITLE_SCHEMA = {"pattern": SOME_TEXT}
_STATUS = Rule(Refusal.QUEST_STATUS)
_PROGRESS = Rule(Refusal.PROGRESS, highest=LARGEST_NUMBER)
_TARGET = Rule(Refusal.TARGET, highest=LARGEST_NUMBER)
_COLOUR = Rule(Refusal.QUEST_COLOUR, highest=LARGEST_COLOUR)
_UNIT = Rule(Refusal.QUEST_UNIT, longest=LONGEST_UNIT)
_BUDGET = Rule(Refusal.WEEKLY_BUDGET, highest=LONGEST_WEEKLY_BUDGET_MINUTES)


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


_UnitText = Annotated[
    str,
    StringConstraints(max_length=LONGEST_UNIT),
    BeforeValidator(storable),
    AfterValidator(lambda text: " ".join(text.split()) or None),
]


class QuestDetailsUpdate(Changes):
    """The details that are to change; None, and an empty unit, takes one away."""

    colour: Annotated[WholeNumber | None, _COLOUR] = Field(default=None, ge=0, le=LARGEST_COLOUR)
    unit: Annotated[_UnitText | None, _UNIT] = None
    weekly_budget_minutes: Annotated[WholeNumber | None, _BUDGET] = Field(
        default=None, ge=1, le=LONGEST_WEEKLY_BUDGET_MINUTES
    )
