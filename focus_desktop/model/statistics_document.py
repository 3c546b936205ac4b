"""Statistics as every door shows them to programs."""

from datetime import date, timedelta
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from focus_desktop.model.statistics import (
    BestHours,
    By,
    Length,
    Row,
    SessionFigures,
    Statistics,
    Totals,
)

_SECOND = timedelta(seconds=1)


class SessionFiguresPublic(BaseModel):
    """The sessions that were started in a period."""

    sessions: int
    completed: int
    cancelled: int
    planned_seconds: int = Field(description="The targets of those that have ended, together.")
    done_seconds: int = Field(description="What was worked in those that have ended, whenever that was.")

    @classmethod
    def made_of(cls, figures: SessionFigures) -> Self:
        """The same figures."""
        return cls(
            sessions=figures.sessions,
            completed=figures.completed,
            cancelled=figures.cancelled,
            planned_seconds=figures.planned // _SECOND,
            done_seconds=figures.done // _SECOND,
        )


class BestHoursPublic(BaseModel):
    """The two hours of the clock with the most focused time."""

    start: int = Field(description="The hour, 0 to 23.")
    end: int = Field(description="The hour at which they are over, 0 to 23.")
    part: float = Field(description="Their part of all the focused time, 0 to 1.")

    @classmethod
    def made_of(cls, hours: BestHours) -> Self:
        """The same figures."""
        return cls(start=hours.start, end=hours.end, part=round(hours.part, 4))


class TotalsPublic(BaseModel):
    """What a period comes to."""

    start: date = Field(description="The first day.")
    end: date = Field(description="The last day.")
    focused_seconds: int
    sessions: SessionFiguresPublic
    working_days: int = Field(description="Those that have begun, from the first session of all on.")
    focused_seconds_per_working_day: int | None = Field(description="Null without working days.")
    working_days_reached: int = Field(description="The working days that have reached the goal.")
    best_hours: BestHoursPublic | None = Field(description="Null without focused time.")

    @classmethod
    def made_of(cls, totals: Totals) -> Self:
        """The same figures."""
        average, best = totals.per_working_day, totals.best_hours
        return cls(
            start=totals.period.first,
            end=totals.period.last,
            focused_seconds=totals.focused // _SECOND,
            sessions=SessionFiguresPublic.made_of(totals.sessions),
            working_days=totals.working_days,
            focused_seconds_per_working_day=None if average is None else average // _SECOND,
            working_days_reached=totals.days_reached,
            best_hours=None if best is None else BestHoursPublic.made_of(best),
        )


class RowPublic(BaseModel):
    """A day, week or month; or a quest, or what has none, in the whole period."""

    start: date
    end: date
    quest_id: UUID | None = Field(description="The quest, if the rows are quests; null for no quest.")
    title: str | None = Field(description="The quest's title.")
    focused_seconds: int
    goal_seconds: int = Field(description="The goals of its working days; 0 if the rows are quests.")
    sessions: SessionFiguresPublic

    @classmethod
    def made_of(cls, row: Row, title: str | None) -> Self:
        """The same figures."""
        return cls(
            start=row.period.first,
            end=row.period.last,
            quest_id=row.quest_id,
            title=title,
            focused_seconds=row.focused // _SECOND,
            goal_seconds=row.goal // _SECOND,
            sessions=SessionFiguresPublic.made_of(row.sessions),
        )


class LengthPublic(BaseModel):
    """The ended sessions for which the same time was planned."""

    planned_minutes: int
    sessions: int
    done_minutes: int = Field(description="What was worked in one of them, on average.")
    suggested_minutes: int | None = Field(description="What to plan instead; null if the plan is good.")

    @classmethod
    def made_of(cls, length: Length) -> Self:
        """The same figures."""
        return cls(
            planned_minutes=length.planned_minutes,
            sessions=length.sessions,
            done_minutes=length.done_minutes,
            suggested_minutes=length.suggested_minutes,
        )


class StatisticsPublic(BaseModel):
    """The figures of a period of local days. A session across midnight counts for both days."""

    by: By
    totals: TotalsPublic
    before: TotalsPublic | None = Field(description="Those of the period before, to compare with.")
    rows: list[RowPublic]
    seconds_by_weekday_and_hour: list[list[int]] = Field(
        description="Focused time on each weekday, Monday first, in each of the hours 0 to 23."
    )
    lengths: list[LengthPublic]
    streak_days: int | None = Field(
        description="Working days in a row that reached the goal, until now; null without a goal."
    )

    @classmethod
    def made_of(cls, statistics: Statistics, before: Totals | None) -> Self:
        """The same figures."""
        titles = statistics.titles
        return cls(
            by=statistics.by,
            totals=TotalsPublic.made_of(statistics.totals),
            before=None if before is None else TotalsPublic.made_of(before),
            rows=[
                RowPublic.made_of(row, None if row.quest_id is None else titles.get(row.quest_id))
                for row in statistics.rows
            ],
            seconds_by_weekday_and_hour=[
                [length // _SECOND for length in weekday] for weekday in statistics.hours
            ],
            lengths=[LengthPublic.made_of(length) for length in statistics.lengths],
            streak_days=None if statistics.streak is None else statistics.streak.days,
        )
