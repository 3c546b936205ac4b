"""The words that people read: times, durations, statuses, notifications. Plain functions, no Qt."""

from __future__ import annotations

import math
import re
import textwrap
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.breaks import Break
    from focus_desktop.model.changes import GapFound
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

APP_TITLE = "Focus Desktop"
NOTHING_RUNS = "No session is running."
NO_QUEST = "No quest"
SESSION_COMPLETE = "Session complete"
BREAK_OVER = "Break is over"
GAP = "A gap in your session"
UNNAMED = "Focus session"
"""What a session without quest and description is called."""
FLOW = "Flow"
FLOW_HINT = "No planned end and no alarm: it takes as long as it takes."

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They make one sign of several, as of an emoji's parts."""
LONG_WORD = re.compile(r"\S{20}(?=\S)")

_STATUS_WORDS = {
    SessionStatus.ACTIVE: "Running",
    SessionStatus.COMPLETED: "Completed",
    SessionStatus.CANCELLED: "Cancelled",
}


def status(value: SessionStatus) -> str:
    """A session's status as a word."""
    return _STATUS_WORDS[value]


def state(record: SessionRecord) -> str:
    """How a session stands, as a word: its status, or that it is paused."""
    return "Paused" if record.is_paused else status(record.session.status)


def whole_seconds(left: timedelta) -> int:
    """Seconds left as a display counts them: 0 only when nothing is left."""
    return math.ceil(left.total_seconds())


def countdown(seconds: int) -> str:
    """`mm:ss`, for instance 24:59 or 90:00."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


def minutes_left(seconds: int) -> str:
    """What is left, to the minute, for places that change once a minute."""
    return "Less than a minute left" if seconds < 60 else f"{math.ceil(seconds / 60)} min left"


def paused(length: timedelta) -> str:
    """How long a session has been standing still, to the minute."""
    return f"Paused {duration(length)}" if length >= timedelta(minutes=1) else "Paused"


def duration(length: timedelta) -> str:
    """A length of time as people say it: `45 s`, `25 min`, `1 h 30 min`."""
    seconds = int(length.total_seconds())
    if 0 < seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    if hours and minutes:
        return f"{hours} h {minutes} min"
    return f"{hours} h" if hours else f"{minutes} min"


def today(length: timedelta) -> str:
    """The total of today's focused time, in whole minutes: it is not a stop-watch."""
    return f"Today: {duration(length - length % timedelta(minutes=1))}"


def day_and_time(moment: datetime, now: datetime) -> str:
    """A local day and time; today and yesterday by name."""
    local = moment.astimezone()
    days_ago = (now.astimezone().date() - local.date()).days
    day = {0: "Today", 1: "Yesterday"}.get(days_ago) or f"{local.day} {local:%b %Y}"
    return f"{day}, {local:%H:%M}"


def preset(minutes: int, break_minutes: int) -> str:
    """What a preset chooses."""
    rest = f"then a {break_minutes} min break" if break_minutes else "no break"
    return f"{minutes} min, {rest}"


def break_name(earned: Break) -> str:
    """Which break it is."""
    return "Long break" if earned.is_long else "Short break"


def worked(record: SessionRecord, now: datetime) -> str:
    """The focused time; what went beyond the target apart."""
    over = record.overtime(now)
    if over < timedelta(minutes=1) or record.time_up is TimeUp.FLOW:
        return duration(record.focused(now))
    return f"{duration(record.focused(now) - over)} + {duration(over)}"


def gap(found: GapFound) -> str:
    """What a gap is, and what has become of it."""
    start, end = found.gap.started_at, found.gap.ended_at
    span = f"{start.astimezone():%H:%M} to {end.astimezone():%H:%M}"
    told = f"The computer slept or the app was closed from {span}: {duration(end - start)}, not counted."
    session_end = found.record.session.completed_at
    if session_end is None or session_end >= end:
        return told
    return f"{told} “Count it” adds the {duration(session_end - start)} up to the session's end."


def subject(record: SessionRecord) -> str:
    """What a session is about: its quest, its description, or both. Empty if it says nothing."""
    parts = (record.quest and record.quest.title, record.session.description)
    return " · ".join(part for part in parts if part)


def about(record: SessionRecord) -> str:
    """The target and the subject of a session."""
    parts = (f"{record.session.duration_minutes} min", subject(record))
    return " · ".join(part for part in parts if part)


def progress(quest: Quest) -> str:
    """How far a quest has come."""
    return f"{quest.title}: {quest.current_value} of {quest.target_value}"


def milestone(hours: int) -> str:
    """A full hour of today's work."""
    return f"{duration(timedelta(hours=hours))} of focus today"


def completion(record: SessionRecord, now: datetime) -> str:
    """The body of the completion notification: the minutes, the subject, and when, if that is past.

    `25 min` is a session that took its time, `7 of 25 min` one that was completed before.
    """
    session = record.session
    body = f"{session.duration_minutes} min"
    if record.overtime(now) >= timedelta(minutes=1):
        body = worked(record, now)
    if record.remaining(now) > timedelta():
        body = f"{record.focused(now) // timedelta(minutes=1)} of {body}"
    if about := subject(record):
        body += f" · {about}"
    ended_at = session.completed_at
    if ended_at is not None and now - ended_at > timedelta(minutes=1):
        body += f" (ended {day_and_time(ended_at, now).lower()})"
    return body


def bug(log_file: str) -> str:
    """Something failed that never should, and where its details are."""
    return f"This is our mistake; the details are in {log_file}."


def shortened(text: str, longest: int = 60) -> str:
    """The text on one line of at most `longest` characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def printable(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(
        one if one.isprintable() or one in JOINERS else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def breakable(text: str) -> str:
    """The text with places at which long words may be broken, for labels that break lines."""
    return LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def tooltip(text: str) -> str:
    """Text from people as a tooltip: whole, in lines of a readable length, and never taken for HTML."""
    lines = "<br>".join(escape(line) for line in textwrap.wrap(text, 70))
    return f'<p style="white-space: nowrap">{lines}</p>'


def tray_tooltip(words: str, record: SessionRecord | None) -> str:
    """The tray's tooltip: how the time stands, and what is worked on.

    Tray hosts disagree on whether a tooltip is HTML, so the one character that could make it so is
    replaced by one that looks like it.
    """
    if record is None:
        return f"{words} · Break"
    about = shortened(subject(record), 100) or UNNAMED
    time = f"Paused, {words[:1].lower()}{words[1:]}" if record.is_paused else words
    return f"{time} · {about}".replace("<", "‹")  # noqa: RUF001 — on purpose
