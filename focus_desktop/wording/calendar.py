"""Names of days and months, and periods of days, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.language import gettext as _
from focus_desktop.language import pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from focus_desktop.model.local_days import Period


def weekdays() -> Sequence[str]:
    """The names of the days, Monday first."""
    return (
        *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")),
        *(_("Saturday"), _("Sunday")),
    )


def short_weekdays() -> Sequence[str]:
    """The short names of the days, Monday first."""
    return (
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )


def months() -> Sequence[str]:
    """The names of the months, January first."""
    return (
        *(_("January"), _("February"), _("March"), pgettext("month", "April"), pgettext("month", "May")),
        *(_("June"), _("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
    )


def short_months() -> Sequence[str]:
    """The short names of the months, January first."""
    return (
        pgettext("short month", "Jan"),
        pgettext("short month", "Feb"),
        pgettext("short month", "Mar"),
        pgettext("short month", "Apr"),
        pgettext("short month", "May"),
        pgettext("short month", "Jun"),
        pgettext("short month", "Jul"),
        pgettext("short month", "Aug"),
        pgettext("short month", "Sep"),
        pgettext("short month", "Oct"),
        pgettext("short month", "Nov"),
        pgettext("short month", "Dec"),
    )


def day_date(day: date) -> str:
    """A day of the calendar: `28 Feb 2026`."""
    # Translators: A date, as in "28 Feb 2026".
    words = _("{day} {month} {year}")
    return words.format(day=day.day, month=short_months()[day.month - 1], year=day.year)


def weekday_date(day: date) -> str:
    """A day of the calendar with its weekday: `Sat 28 Feb 2026`."""
    # Translators: A date with a short weekday, as in "Sat 28 Feb 2026".
    return _("{weekday} {date}").format(weekday=short_weekdays()[day.weekday()], date=day_date(day))


def long_date(day: date, today: date) -> str:
    """A day of the calendar in full, with its year unless that is this year: `Saturday 28 February`."""
    parts = {
        "weekday": weekdays()[day.weekday()],
        "day": day.day,
        "month": months()[day.month - 1],
        "year": day.year,
    }
    if day.year == today.year:
        # Translators: A day, as in "Monday 23 November".
        return _("{weekday} {day} {month}").format(**parts)
    # Translators: A day, as in "Monday 23 November 2026".
    return _("{weekday} {day} {month} {year}").format(**parts)


def month(day: date) -> str:
    """The month that a day lies in: `February 2026`."""
    # Translators: As in "February 2026".
    return _("{month} {year}").format(month=months()[day.month - 1], year=day.year)


def period(days: Period) -> str:
    """A period of days: `16 – 22 Nov 2026`."""
    first, last = days.first, days.last
    if first == last:
        return weekday_date(first)
    if (first.year, first.month) == (last.year, last.month):
        # Translators: A period of days, as in "16 – 22 Nov 2026"; {last} is a whole date.
        return _("{day} – {last}").format(day=first.day, last=day_date(last))
    if first.year == last.year:
        # Translators: A period of days, as in "28 Sep – 4 Oct 2026"; {last} is a whole date.
        words = _("{day} {month} – {last}")
        return words.format(day=first.day, month=short_months()[first.month - 1], last=day_date(last))
    # Translators: A period of days, as in "28 Dec 2026 – 3 Jan 2027".
    return _("{first} – {last}").format(first=day_date(first), last=day_date(last))
