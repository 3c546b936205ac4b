"""What the History page says about sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.language import N_, ngettext
from focus_desktop.language import gettext as _
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.wording import sessions
from focus_desktop.wording.statistics import completed_count, sessions_count
from focus_desktop.wording.texts import listed
from focus_desktop.wording.times import clock_time, day_and_time, duration, number, worked_minutes

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.history_query import HistorySummary
    from focus_desktop.model.record import SessionRecord

HOUR = timedelta(hours=1)
_SIGNS = {SessionStatus.ACTIVE: "▶", SessionStatus.COMPLETED: "✓", SessionStatus.CANCELLED: "✕"}
PAUSED_SIGN = "‖"
"""Not "⏸", which many fonts do not have."""
# Translators: Of a session whose times or words were changed after it had ended.
EDITED = N_("edited")


def time_span(record: SessionRecord) -> str:
    """From when to when a session took place, as times of the day; of an active one only from when."""
    start = clock_time(record.session.started_at)
    if record.is_active:
        # Translators: When a session began that still runs, as in "from 09:40".
        return _("from {start}").format(start=start)
    return f"{start}–{clock_time(SessionTimes.of(record).ended_at)}"


def day_and_time_span(record: SessionRecord, now: datetime) -> str:
    """On which day and when a session took place."""
    start = day_and_time(record.session.started_at, now)
    return start if record.is_active else f"{start}–{clock_time(SessionTimes.of(record).ended_at)}"


def focused(record: SessionRecord, now: datetime) -> str:
    """The focused time, and what went beyond the planned time apart; whole minutes while it grows."""
    has_just_begun = record.is_active and record.focused(now) < sessions.MINUTE
    return focused_in_all(record, now) if has_just_begun else sessions.worked(record, now)


def focused_in_all(record: SessionRecord, now: datetime) -> str:
    """The focused time in one figure, where there is no room for two."""
    return worked_minutes(record.focused(now))


def of_planned(record: SessionRecord) -> str:
    """The planned time, behind the focused time; empty for a session without a planned end."""
    if record.is_active and record.time_up is TimeUp.FLOW:
        return ""
    return _of(timedelta(minutes=record.session.duration_minutes))


def long_planned() -> str:
    """A planned time that is about as long in words as they become."""
    return _of(timedelta(minutes=90))


def _of(planned: timedelta) -> str:
    # Translators: The planned time of a session, behind its focused time: "20 min of 25 min".
    return _("of {duration}").format(duration=duration(planned))


def status_sign(record: SessionRecord) -> str:
    """A character that stands for how a session has ended, or that it is active."""
    return PAUSED_SIGN if record.is_paused else _SIGNS[record.session.status]


def status(record: SessionRecord) -> str:
    """How a session has ended, in a word, and that it was edited."""
    word = sessions.state(record)
    return f"{word} · {_(EDITED)}" if record.is_edited else word


def short_status(record: SessionRecord) -> str:
    """A word beside the sign that tells how a session has ended: that, or that it was edited."""
    return _(EDITED) if record.is_edited else sessions.state(record)


def totals(summary: HistorySummary, span: str) -> str:
    """What the sessions that are shown add up to; `span` names their range of days, and may be empty."""
    # Translators: {duration} is a length of time, as in "4 h 28 min focused".
    length = _("{duration} focused").format(duration=worked_minutes(summary.focused))
    words = listed(sessions_count(summary.sessions), length, completed_count(summary.completed))
    return f"{span}: {words}" if span else words


def selected(count: int, focused_time: timedelta) -> str:
    """What the selected sessions add up to."""
    words = ngettext("{count} selected · {duration}", "{count} selected · {duration}", count)
    return words.format(count=number(count), duration=worked_minutes(focused_time))


def short_cancelled(count: int) -> str:
    """That short cancelled sessions are left out."""
    words = ngettext(
        "{count} cancelled under a minute is hidden", "{count} cancelled under a minute are hidden", count
    )
    return words.format(count=number(count))


def unreadable(count: int) -> str:
    """What opens the list of entries that cannot be read; an ellipsis, since it opens a dialog."""
    words = ngettext("{count} entry cannot be read…", "{count} entries cannot be read…", count)
    return words.format(count=number(count))
