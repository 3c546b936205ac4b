"""Quests: their progress, the time spent on them, and when they will probably be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.language import N_, ngettext, pgettext
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus
from focus_desktop.wording.texts import listed, on_one_line
from focus_desktop.wording.times import duration, worked_minutes

if TYPE_CHECKING:
    from datetime import date

    from focus_desktop.model.quest_record import QuestRecord

LONG = timedelta(hours=10)
"""From this on a sum is told in whole hours."""
_ENDED = {QuestStatus.COMPLETED: N_("Completed"), QuestStatus.ARCHIVED: N_("Archived")}
ALMOST_A_YEAR = timedelta(days=330)


def quest_steps(record: QuestRecord) -> str:
    """How far a quest has come: `12 of 40 lessons`, or `12 of 40` without a unit."""
    return _steps(record.quest.current_value, record)


def quest_time(record: QuestRecord) -> str:
    """The time spent on a quest, this week and in all; before it that it is completed or archived."""
    status = _ENDED.get(record.quest.status)
    if not record.total and not record.budget:
        spent = [_("No time spent yet")]
    elif status is None:
        spent = [quest_week(record), quest_total(record.total)]
    else:
        spent = [quest_total(record.total)]
    return listed(None if status is None else _(status), *spent)


def quest_week(record: QuestRecord) -> str:
    """The time of this week, and what the week is to have, if that was decided."""
    week = worked_minutes(record.week)
    if not record.budget:
        # Translators: The time spent on a quest this week, as in "4 h 10 min this week".
        return _("{duration} this week").format(duration=week)
    # Translators: The time spent on a quest this week and its budget, as in "6 h 20 min of 8 h this week".
    return _("{duration} of {budget} this week").format(duration=week, budget=duration(record.budget))


def quest_total(total: timedelta) -> str:
    """All the time spent on a quest; in whole hours if it is long."""
    unit = timedelta(hours=1) if total >= LONG else timedelta(minutes=1)
    # Translators: All the time spent on a quest, as in "41 h in all".
    return _("{duration} in all").format(duration=duration(total - total % unit))


def forecast(record: QuestRecord) -> str:
    """When a quest will probably be reached: `≈ 14 March`; empty if nobody can say.

    The year is told only of a day that is so far away that it could be meant of another one.
    """
    if record.forecast is None:
        return ""
    day = record.forecast.day
    return f"≈ {day_and_month(day, day if day - record.today < ALMOST_A_YEAR else record.today)}"


def forecast_reckoning(record: QuestRecord) -> str:
    """How the forecast of a quest was reckoned; empty if it has none."""
    found = record.forecast
    if found is None:
        return ""
    # Translators: {left} is what is left of a quest, as in "5 of 8 chapters". The others are lengths of time.
    words = ngettext(
        "{left} to go: so far {per_step} each, and {per_week} a week in the last {weeks} week."
        " At this pace it takes until about {day}.",
        "{left} to go: so far {per_step} each, and {per_week} a week in the last {weeks} weeks."
        " At this pace it takes until about {day}.",
        found.weeks,
    )
    return words.format(
        left=_steps(found.steps_left, record),
        per_step=duration(_rounded(found.per_step)),
        per_week=duration(_rounded(found.per_week)),
        weeks=found.weeks,
        day=day_and_month(found.day, record.today),
    )


def sessions_stay(count: int) -> str:
    """What becomes of the sessions of a quest that is deleted."""
    if not count:
        return _("It has no sessions.")
    return ngettext("{count} session stays.", "{count} sessions stay.", count).format(count=count)


def recent_days(record: QuestRecord) -> str:
    """The focused time of the last days, one by one, for those who do not see them drawn."""
    # Translators: Before the times of single days, the last one today's.
    words = _("Focused time of the last {count} days, today last: {times}")
    return words.format(count=len(record.days), times=", ".join(map(worked_minutes, record.days)))


def recent_day(record: QuestRecord, number: int) -> str:
    """One of these days with its focused time."""
    day = record.today - timedelta(days=len(record.days) - 1 - number)
    # Translators: A day and its focused time, as in "14 March: 1 h 20 min".
    words = _("{day}: {duration}")
    return words.format(day=day_and_month(day, record.today), duration=worked_minutes(record.days[number]))


def day_and_month(moment: date, today: date) -> str:
    """A day and its month, and the year if it is another one than today's."""
    month = _long_month(moment.month)
    if moment.year == today.year:
        # Translators: A date of this year, as in "14 March".
        return _("{day} {month}").format(day=moment.day, month=month)
    # Translators: A date, as in "14 March 2026".
    return _("{day} {month} {year}").format(day=moment.day, month=month, year=moment.year)


def _steps(count: int, record: QuestRecord) -> str:
    target, unit = record.quest.target_value, record.details.unit
    if unit is None:
        # Translators: How far a quest has come, as in "3 of 12".
        return _("{current} of {target}").format(current=count, target=target)
    # Translators: How far a quest has come, as in "12 of 40 lessons". {unit} was written by the user.
    return _("{current} of {target} {unit}").format(current=count, target=target, unit=on_one_line(unit))


def _rounded(length: timedelta) -> timedelta:
    """To the minute, but a length below that to the second."""
    unit = timedelta(minutes=1) if length >= timedelta(minutes=1) else timedelta(seconds=1)
    return round(length / unit) * unit


def _long_month(number: int) -> str:
    """The name of a month, 1 to 12."""
    names = (
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    )
    return names[number - 1]
