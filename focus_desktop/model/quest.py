"""A quest: a big, finite goal with progress ("Read 12 Books", 3 of 12)."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from focus_desktop.model.columns import Id, Number, Status, Words
from focus_desktop.model.limits import LARGEST_NUMBER, LONGEST_TITLE
from focus_desktop.model.status import QuestStatus
from focus_desktop.model.table import Table


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
