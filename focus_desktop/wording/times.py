"""Times, dates and lengths of time, as people read them."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.language import gettext as _
from focus_desktop.language import pgettext
from focus_desktop.wording.calendar import day_date

if TYPE_CHECKING:
    from datetime import datetime


def whole_seconds(left: timedelta) -> int:
    """Seconds left as a display counts them: 0 only when nothing is left."""
    return math.ceil(left.total_seconds())


def countdown(seconds: int) -> str:
    """`mm:ss`, from an hour on `h:mm:ss`: 24:59, 1:30:00."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes:02}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def ends(moment: datetime, now: datetime) -> str:
    """When it will be over, below the time that is left."""
    time = clock_time(moment)
    if days_ago(now, moment):
        # Translators: Stands below the time that is left; so, "ends tomorrow, 09:05".
        return _("ends tomorrow, {time}").format(time=time)
    # Translators: Stands below the time that is left; so, "ends 14:05".
    return _("ends {time}").format(time=time)


def number(count: int) -> str:
    """A whole number as people write it: `1,141`, in German `1.141`."""
    return f"{count:,}".replace(",", pgettext("between the digits of a thousand and others", ","))


def minutes(count: int) -> str:
    """A number of minutes, however many: `25 min`, `90 min`."""
    # Translators: A length of time. "min" is short for "minutes".
    return _("{minutes} min").format(minutes=count)


def duration(length: timedelta) -> str:
    """A length of time as people say it: `45 s`, `25 min`, `1 h 30 min`."""
    seconds = int(length.total_seconds())
    if 0 < seconds < 60:
        # Translators: A length of time. "s" is short for "seconds".
        return _("{seconds} s").format(seconds=seconds)
    hours, rest = divmod(seconds // 60, 60)
    if hours and rest:
        # Translators: A length of time. "h" is short for "hours".
        return _("{hours} h {minutes} min").format(hours=number(hours), minutes=rest)
    # Translators: A length of time. "h" is short for "hours".
    return _("{hours} h").format(hours=number(hours)) if hours else minutes(rest)


def minutes_left(seconds: int, *, is_paused: bool = False) -> str:
    """What is left, to the minute, for places that change once a minute."""
    if seconds < 60:
        return _("Paused, less than a minute left") if is_paused else _("Less than a minute left")
    words = _("Paused, {minutes} min left") if is_paused else _("{minutes} min left")
    return words.format(minutes=math.ceil(seconds / 60))


def paused(length: timedelta) -> str:
    """How long a session has been standing still, to the minute."""
    if length < timedelta(minutes=1):
        return _("Paused")
    # Translators: For how long the session has been paused, as in "Paused 1 h 5 min".
    return _("Paused {duration}").format(duration=duration(length))


def paused_time(time: str) -> str:
    """A time that stands still, in words."""
    # Translators: {time} is the time of a session, as in "15:00 left".
    return _("Paused, {time}").format(time=time)


def today(length: timedelta, goal: timedelta = timedelta()) -> str:
    """The total of today's focused time, in whole minutes: it is not a stop-watch; and the day's goal."""
    total = worked_minutes(length)
    if goal:
        # Translators: The total of today's focused time and the goal of a day, as in "2 h 5 min of 4 h".
        return _("{duration} of {goal}").format(duration=total, goal=duration(goal))
    # Translators: The total of today's focused time, as in "Today: 2 h 5 min".
    return _("Today: {duration}").format(duration=total)


def worked_minutes(length: timedelta) -> str:
    """A length of time in whole minutes: `0 min`, `25 min`, `1 h 30 min`."""
    return duration(length - length % timedelta(minutes=1))


def clock_time(moment: datetime) -> str:
    """The local time of day, to the minute, of 24 hours."""
    local = moment.astimezone()
    # Translators: The time of day of 24 hours, as in "09:30".
    return _("{hour:02}:{minute:02}").format(hour=local.hour, minute=local.minute)


def date(moment: datetime) -> str:
    """The local day, month and year."""
    return day_date(moment.astimezone().date())


def day_and_time(moment: datetime, now: datetime) -> str:
    """A local day and time; today and yesterday by name."""
    time = clock_time(moment)
    match days_ago(moment, now):
        case 0:
            return _("Today, {time}").format(time=time)
        case 1:
            return _("Yesterday, {time}").format(time=time)
        case _:
            return _("{date}, {time}").format(date=date(moment), time=time)


def days_ago(moment: datetime, now: datetime) -> int:
    """How many local midnights lie in between."""
    return (now.astimezone().date() - moment.astimezone().date()).days
