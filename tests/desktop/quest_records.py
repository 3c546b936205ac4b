"""Makes quest records for views, without a store."""

from datetime import date, timedelta
from uuid import uuid4

from focus_desktop.model.forecast import Forecast
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.quest_record import RECENT_DAYS, QuestRecord
from focus_desktop.model.status import QuestStatus

TODAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)


def quest_record(
    title: str = "Billing rewrite",
    current: int = 12,
    target: int = 40,
    *,
    unit: str | None = "lessons",
    colour: int | None = None,
    budget: int | None = None,
    status: QuestStatus = QuestStatus.ACTIVE,
    sessions: int = 12,
    week: float = 4,
    total: float = 41,
    today_hours: float = 1,
    expected: date | None = None,
) -> QuestRecord:
    """A quest with so many hours this week and in all; `expected` is the day of its forecast."""
    quest = Quest(id=uuid4(), title=title, status=status, current_value=current, target_value=target)
    details = QuestDetails(quest_id=quest.id, unit=unit, colour=colour, weekly_budget_minutes=budget)
    found = None if expected is None else Forecast(expected, target - current, 3 * HOUR, 2 * HOUR, 4)
    return QuestRecord(
        quest=quest,
        details=details,
        sessions=sessions,
        total=total * HOUR,
        week=week * HOUR,
        days=(*(timedelta(),) * (RECENT_DAYS - 1), today_hours * HOUR),
        today=TODAY,
        forecast=found,
    )
