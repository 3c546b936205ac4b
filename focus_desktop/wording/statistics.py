"""What statistics say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop.language import N_, ngettext
from focus_desktop.language import gettext as _
from focus_desktop.model.local_days import HOURS_OF_A_DAY, Span
from focus_desktop.model.statistics import By
from focus_desktop.wording import calendar
from focus_desktop.wording.sessions import no_quest
from focus_desktop.wording.texts import listed, shortened
from focus_desktop.wording.times import duration, number, worked_minutes
from focus_desktop.wording.times import minutes as minutes_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, timedelta
    from uuid import UUID

    from focus_desktop.model.statistics import BestHours, Length, Row, SessionFigures, Streak, Totals

_BEFORE = {
    Span.WEEK: N_("{value} the week before"),
    Span.MONTH: N_("{value} the month before"),
    Span.YEAR: N_("{value} the year before"),
    None: N_("{value} in the time before"),
}
NOTHING = "–"


@dataclass(frozen=True)
class Number:
    """A figure with its words."""

    value: str
    caption: str
    note: str
    before: str
    """The same of the period before; empty without one."""

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return ", ".join(filter(None, (f"{self.value} {self.caption}", self.note, self.before)))


def percent(part: float) -> str:
    """A part of a whole, in whole percent."""
    return _("{percent} %").format(percent=round(part * 100))


def sessions_count(count: int) -> str:
    """A number of sessions."""
    return ngettext("{count} session", "{count} sessions", count).format(count=number(count))


def completed_count(count: int) -> str:
    """How many sessions are completed."""
    return ngettext("{count} completed", "{count} completed", count).format(count=number(count))


def numbers(totals: Totals, before: Totals | None, goal: timedelta, span: Span | None) -> list[Number]:
    """The four figures of a period; `span` is its length by the calendar, None for any other."""
    captions = (
        # Translators: Stands below a length of time, which was spent focused.
        _("focused"),
        # Translators: Stands below the focused time of a working day, on average.
        _("a working day"),
        # Translators: Stands below a percentage, so: "83 % of what you planned".
        _("of what you planned"),
        # Translators: Stands below hours of the clock, as in "9 – 11".
        _("your best hours"),
    )
    notes = (
        _sessions(totals.sessions),
        _goal(totals, goal),
        _planned(totals.sessions),
        _part(totals.best_hours),
    )
    has_before = before is not None and before.focused
    earlier = _values(before) if before is not None and has_before else [NOTHING] * len(captions)
    return [
        Number(value, caption, note, _(_BEFORE[span]).format(value=past) if past.strip(NOTHING) else "")
        for value, caption, note, past in zip(_values(totals), captions, notes, earlier, strict=True)
    ]


def calibration(length: Length) -> str:
    """What to plan instead of a length that does not fit."""
    # Translators: Numbers of minutes. As in "You plan 50 and finish 34: try 35."
    return _("You plan {planned} and finish {done}: try {suggested}.").format(
        planned=length.planned_minutes, done=length.done_minutes, suggested=length.suggested_minutes
    )


def streak(found: Streak) -> str:
    """How many working days in a row have reached the goal."""
    if found.may_be_longer:
        return _("Every working day of the last year has reached the goal.")
    if not found.days:
        return _("A streak begins with the next working day that reaches the goal.")
    return ngettext(
        "The last working day has reached the goal.",
        "The last {count} working days have reached the goal.",
        found.days,
    ).format(count=found.days)


def row_name(row: Row, by: By, titles: Mapping[UUID, str]) -> str:
    """What a row of the statistics is about."""
    match by:
        case By.DAY:
            return calendar.weekday_date(row.period.first)
        case By.WEEK:
            return calendar.period(row.period)
        case By.MONTH:
            return calendar.month(row.period.first)
        case By.QUEST:
            return quest_name(row.quest_id, titles)


def quest_name(quest_id: UUID | None, titles: Mapping[UUID, str]) -> str:
    """A quest's title, shortened; or that there is none."""
    return shortened(whole_quest_name(quest_id, titles))


def whole_quest_name(quest_id: UUID | None, titles: Mapping[UUID, str]) -> str:
    """A quest's title; or that there is none."""
    return no_quest() if quest_id is None else titles.get(quest_id, "")


def plain_date(day: date, by: By) -> str:
    """A day, or the month that it lies in, by ISO 8601: `2026-11-01`, `2026-11`."""
    return f"{day:%Y-%m}" if by is By.MONTH else day.isoformat()


def plain_length(length: timedelta) -> str:
    """A length of time as spreadsheets read it, to the second: `0:25:00`, `100:00:00`."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def hours_of_day(start: int, end: int) -> str:
    """Hours of the clock: `9 – 11`."""
    # Translators: Hours of the clock, as in "9 – 11".
    return _("{start} – {end}").format(start=start, end=end)


def up_to(length: timedelta) -> str:
    """The longest of some lengths of time: `up to 1 h 30 min`."""
    # Translators: The longest of some lengths of time, as in "up to 25 min".
    return _("up to {length}").format(length=worked_minutes(length))


def weekday_hour(weekday: int, hour: int) -> str:
    """An hour of the clock on a weekday, 0 is Monday: `Monday, 9 – 10`."""
    # Translators: A weekday and hours of the clock, as in "Monday, 9 – 10".
    return _("{weekday}, {hours}").format(
        weekday=calendar.weekdays()[weekday], hours=hours_of_day(hour, (hour + 1) % HOURS_OF_A_DAY)
    )


def planned(minutes: int) -> str:
    """What was planned for sessions: `25 min planned`."""
    # Translators: A length of time, as in "25 min planned".
    return _("{length} planned").format(length=minutes_words(minutes))


def planned_and_done(length: Length) -> str:
    """What was worked in sessions of a length, on average; and in how many."""
    # Translators: A number of minutes, and of how many sessions it is the average.
    words = ngettext("{minutes} ({count} session)", "{minutes} ({count} sessions)", length.sessions)
    return words.format(minutes=length.done_minutes, count=number(length.sessions))


def _values(totals: Totals) -> list[str]:
    average, part, best = totals.per_working_day, totals.sessions.done_part, totals.best_hours
    return [
        worked_minutes(totals.focused),
        NOTHING if average is None else worked_minutes(average),
        NOTHING if part is None else percent(part),
        NOTHING if best is None else hours_of_day(best.start, best.end),
    ]


def _sessions(figures: SessionFigures) -> str:
    return listed(sessions_count(figures.sessions), completed_count(figures.completed))


def _goal(totals: Totals, goal: timedelta) -> str:
    if not goal or not totals.working_days:
        return ""
    # Translators: The goal of a day, and how many of the working days have reached it.
    words = _("goal {goal}, reached {reached} of {days}")
    return words.format(goal=duration(goal), reached=totals.days_reached, days=totals.working_days)


def _planned(figures: SessionFigures) -> str:
    if not figures.planned:
        return ""
    # Translators: Lengths of time, as in "21 h of 25 h".
    words = _("{done} of {planned}")
    return words.format(done=worked_minutes(figures.done), planned=worked_minutes(figures.planned))


def _part(best: BestHours | None) -> str:
    # Translators: {part} is a percentage.
    return "" if best is None else _("{part} of all focus").format(part=percent(best.part))
