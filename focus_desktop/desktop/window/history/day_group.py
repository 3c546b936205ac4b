"""The sessions of one local day, which the history shows together under a heading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model import timing
from focus_desktop.model.date_range import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord

    Segment = tuple[float, float, UUID | None]
    """A part of a day, from and to as parts of it (0 to 1), and the quest that was worked on."""


@dataclass
class DayGroup:
    """A local day, from `start` to `end`, and its sessions, newest first."""

    start: datetime
    end: datetime
    day: date
    records: list[SessionRecord] = field(default_factory=list)

    def has(self, record: SessionRecord) -> bool:
        """Whether the session was started on this day."""
        return self.start <= record.session.started_at < self.end

    def focused(self, reading: Reading) -> timedelta:
        """The focused time of all its sessions."""
        return sum((record.focused(record.time(reading)) for record in self.records), timedelta())

    def segments(self, reading: Reading) -> Iterator[Segment]:
        """When of the day was worked; what goes beyond the day is cut off."""
        length = self.end - self.start
        for record in self.records:
            for interval in record.intervals:
                end = interval.ended_at or record.time(reading)
                begins, ends = (interval.started_at - self.start) / length, (end - self.start) / length
                if begins < 1 and ends > max(0.0, begins):
                    yield max(0.0, begins), min(1.0, ends), record.session.quest_id

    def heading(self, today: date) -> str:
        """The day in words: its name, and today and yesterday as such."""
        names = {0: _("Today"), 1: _("Yesterday")}
        return wording.listed(names.get((today - self.day).days), wording.long_date(self.day, today))


def grouped(records: Iterable[SessionRecord], day_start_hour: int) -> list[DayGroup]:
    """The sessions, which are sorted by their start, in groups of those of the same day."""
    groups: list[DayGroup] = []
    for record in records:
        if not groups or not groups[-1].has(record):
            start, end = timing.day_bounds(record.session.started_at.astimezone(), day_start_hour)
            groups.append(DayGroup(start, end, start.date()))
        groups[-1].records.append(record)
    return groups


def today(reading: Reading, day_start_hour: int) -> date:
    """The local day that it is."""
    return local_day(reading.wall, day_start_hour)
