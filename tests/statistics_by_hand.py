"""Statistics that are counted second by second, by the zone's own rules: they share no code with the app."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Kept:
    """A session as it is stored, its intervals as pairs of seconds since 1970."""

    quest: UUID | None
    status: str
    planned_minutes: int
    started_at: int
    intervals: list[tuple[int, int]]

    @property
    def seconds(self) -> int:
        """What was worked in it."""
        return sum(end - start for start, end in self.intervals)


def stored(file: Path, now: datetime) -> list[Kept]:
    """What a SQLite file holds; an open interval ends now."""
    with closing(sqlite3.connect(file)) as connection:
        intervals: dict[str, list[tuple[int, int]]] = {}
        for session, start, end in connection.execute(
            "SELECT session_id, started_at, ended_at FROM focus_interval"
        ):
            stop = int(now.timestamp()) if end is None else seconds(end)
            intervals.setdefault(session, []).append((seconds(start), stop))
        rows = connection.execute(
            "SELECT id, quest_id, status, duration_minutes, started_at FROM focus_session"
        )
        return [
            Kept(
                None if quest is None else UUID(quest),
                status,
                planned,
                seconds(start),
                intervals.get(ident, []),
            )
            for ident, quest, status, planned, start in rows
        ]


def seconds(text: str) -> int:
    """The seconds since 1970 that a stored time stands for."""
    parsed = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert parsed.microsecond == 0
    return round(parsed.timestamp())


class ByHand:
    """Counts what was kept, for a person in a zone whose day begins at an hour."""

    def __init__(self, kept: list[Kept], zone: ZoneInfo, day_start: int) -> None:
        self.kept, self._zone, self._day_start = kept, zone, day_start
        self.worked: Counter[tuple[date, int, UUID | None]] = Counter()
        """Seconds by day, hour of the clock and quest."""
        for one in kept:
            for start, end in one.intervals:
                for second in range(start, end):
                    self.worked[(*self.day_and_hour(second), one.quest)] += 1

    def day_and_hour(self, second: int) -> tuple[date, int]:
        """The day that a second belongs to, and what the clock shows."""
        local = datetime.fromtimestamp(second, self._zone)
        before = local.hour < self._day_start
        return local.date() - timedelta(days=before), local.hour

    def started(self, first: date, last: date) -> list[Kept]:
        """The sessions that were started on these days."""
        return [one for one in self.kept if first <= self.day_and_hour(one.started_at)[0] <= last]

    def focused(self, first: date, last: date) -> int:
        """The seconds of these days."""
        return sum(length for (day, _, _), length in self.worked.items() if first <= day <= last)

    def quests(self, first: date, last: date) -> dict[UUID | None, int]:
        """The seconds of these days, by quest."""
        found: Counter[UUID | None] = Counter()
        for (day, _, quest), length in self.worked.items():
            if first <= day <= last:
                found[quest] += length
        return dict(found)

    def weekday_hours(self, first: date, last: date) -> list[list[int]]:
        """The seconds of these days, by weekday and hour."""
        found = [[0] * 24 for _ in range(7)]
        for (day, hour, _), length in self.worked.items():
            if first <= day <= last:
                found[day.weekday()][hour] += length
        return found

    def working_days(self, first: date, last: date, weekdays: tuple[int, ...]) -> list[int]:
        """The seconds of each working day among these, from the first session of all on."""
        if not self.kept:
            return []
        since = min(self.day_and_hour(one.started_at)[0] for one in self.kept)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return [self.focused(day, day) for day in days if day >= since and day.weekday() in weekdays]

    def streak(self, today: date, goal: int, weekdays: tuple[int, ...]) -> int:
        """How many working days in a row have reached the goal."""
        found = 0
        for ago in range(366):
            day = today - timedelta(days=ago)
            if day.weekday() in weekdays:
                if self.focused(day, day) >= goal:
                    found += 1
                elif ago:
                    break
        return found

    def best_hours(self, first: date, last: date) -> tuple[int, float] | None:
        """The first of the best two hours, and their part."""
        by_clock = [sum(column) for column in zip(*self.weekday_hours(first, last), strict=True)]
        if not sum(by_clock):
            return None
        pairs = {hour: by_clock[hour] + by_clock[(hour + 1) % 24] for hour in range(24)}
        best = max(pairs.values())
        most = max(by_clock[hour] for hour in pairs if pairs[hour] == best)
        of_day = [hour % 24 for hour in range(self._day_start, self._day_start + 24)]
        found = (hour for hour in of_day if (pairs[hour], by_clock[hour]) == (best, most))
        return next(found), best / sum(by_clock)
