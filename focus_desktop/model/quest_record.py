"""A quest with all that a view needs to show it. Detached: safe to read on any thread."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from focus_desktop.model.forecast import DAYS_OF_A_WEEK, WEEKS, Forecast, WorkedWeek, forecast
from focus_desktop.model.status import QuestStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from focus_desktop.model.quest import Quest
    from focus_desktop.model.quest_details import QuestDetails

RECENT_DAYS = 14
"""Days whose focused time is shown one by one."""
READ_DAYS = WEEKS * DAYS_OF_A_WEEK
"""Days of which the intervals are needed, up to today."""
NONE = timedelta()


class Work(NamedTuple):
    """An interval of a session; one that is open ends at the time of reading."""

    session_id: UUID
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class QuestRecord:
    """A quest, its details, and the time spent on it, as they were when read."""

    quest: Quest
    details: QuestDetails
    """Without any value if nothing was added to the quest."""
    sessions: int
    """All sessions that are for it, whatever has become of them."""
    total: timedelta
    """The focused time of all of them."""
    week: timedelta
    """The focused time of this week."""
    days: tuple[timedelta, ...]
    """The focused time of each of the last `RECENT_DAYS`, today's last."""
    today: date
    """The local day on which it was read."""
    forecast: Forecast | None

    @property
    def id(self) -> UUID:
        """The quest's id."""
        return self.quest.id

    def with_quest(self, quest: Quest) -> QuestRecord:
        """The record with the quest as it is now; this one if nothing has changed."""
        is_same = self.quest.model_dump() == quest.model_dump()
        return self if is_same else replace(self, quest=quest)

    @property
    def is_reached(self) -> bool:
        """Whether its target is reached, or more than that."""
        return self.quest.current_value >= self.quest.target_value

    @property
    def budget(self) -> timedelta:
        """The focused time that it is to have in a week; zero for none."""
        return timedelta(minutes=self.details.weekly_budget_minutes or 0)


def quest_record(
    quest: Quest,
    details: QuestDetails,
    sessions: int,
    total: timedelta,
    work: RecentWork,
) -> QuestRecord:
    """Put together what is known about a quest; `total` includes an open interval."""
    is_active = quest.status is QuestStatus.ACTIVE
    reckoned = forecast(
        done=quest.current_value,
        target=quest.target_value,
        total=total,
        weeks=work.weeks,
        today=work.today,
    )
    return QuestRecord(
        quest=quest,
        details=details,
        sessions=sessions,
        total=total,
        week=sum(work.days[-work.days_of_this_week :], NONE),
        days=tuple(work.days[-RECENT_DAYS:]),
        today=work.today,
        forecast=reckoned if is_active else None,
    )


class RecentWork:
    """What was done for one quest on each of the last days."""

    def __init__(self, starts: Sequence[datetime], first_weekday: int, work: Iterable[Work]) -> None:
        """`starts` are of `timing.day_starts` for `READ_DAYS`; `first_weekday` is 0 for Monday."""
        self.today = starts[-2].date()
        self.days_of_this_week = (self.today.weekday() - first_weekday) % DAYS_OF_A_WEEK + 1
        self.days = [NONE] * (len(starts) - 1)
        self._sessions: list[set[UUID]] = [set() for _ in range(WEEKS)]
        for one in work:
            self._add(starts, one)

    @property
    def weeks(self) -> list[WorkedWeek]:
        """The last weeks of seven days up to today, oldest first."""
        return [
            WorkedWeek(
                sum(self.days[number * DAYS_OF_A_WEEK : (number + 1) * DAYS_OF_A_WEEK], NONE), len(ids)
            )
            for number, ids in enumerate(self._sessions)
        ]

    def _add(self, starts: Sequence[datetime], work: Work) -> None:
        day = max(0, bisect_right(starts, work.started_at) - 1)
        while day < len(self.days) and starts[day] < work.ended_at:
            worked = min(work.ended_at, starts[day + 1]) - max(work.started_at, starts[day])
            if worked > NONE:
                self.days[day] += worked
                self._sessions[day // DAYS_OF_A_WEEK].add(work.session_id)
            day += 1
