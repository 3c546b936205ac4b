"""What a person may add to a quest beside its documented fields: colour, unit, weekly budget."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from sqlalchemy import CheckConstraint
from sqlmodel import Field

from focus_desktop.model.columns import Id, Number, WholeNumber, Words, storable
from focus_desktop.model.errors import Refusal
from focus_desktop.model.limits import LARGEST_COLOUR, LONGEST_UNIT, LONGEST_WEEKLY_BUDGET_MINUTES
from focus_desktop.model.table import Table
from focus_desktop.model.validation import Changes, Rule

_COLOUR = Rule(Refusal.QUEST_COLOUR, highest=LARGEST_COLOUR)
_UNIT = Rule(Refusal.QUEST_UNIT, longest=LONGEST_UNIT)
_BUDGET = Rule(Refusal.WEEKLY_BUDGET, highest=LONGEST_WEEKLY_BUDGET_MINUTES)


class QuestDetails(Table, table=True):
    """The details of one quest; a quest that has none has no row."""

    __tablename__ = "quest_details"
    __table_args__ = (
        CheckConstraint(f"colour BETWEEN 0 AND {LARGEST_COLOUR}", name="ck_quest_details_colour"),
        CheckConstraint(f"length(unit) BETWEEN 1 AND {LONGEST_UNIT}", name="ck_quest_details_unit"),
        CheckConstraint(
            f"weekly_budget_minutes BETWEEN 1 AND {LONGEST_WEEKLY_BUDGET_MINUTES}",
            name="ck_quest_details_weekly_budget_minutes",
        ),
    )

    quest_id: UUID = Field(primary_key=True, foreign_key="quest.id", ondelete="CASCADE", sa_type=Id)
    colour: int | None = Field(default=None, sa_type=Number(0, LARGEST_COLOUR))
    """Its place among the colours for quests; None: one that the quest's id chooses."""
    unit: str | None = Field(default=None, sa_type=Words(LONGEST_UNIT))
    """What its progress counts, in the plural: "lessons"."""
    weekly_budget_minutes: int | None = Field(default=None, sa_type=Number(1, LONGEST_WEEKLY_BUDGET_MINUTES))
    """Focused time that the person wants to spend on it in a week."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added to the quest."""
        return self.colour is None and self.unit is None and self.weekly_budget_minutes is None


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
