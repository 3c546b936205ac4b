"""Sessions, quests and breaks, and what notifications say about them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from focus_desktop.language import N_, pgettext
from focus_desktop.language import gettext as _
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp
from focus_desktop.wording.texts import listed, on_one_line, shortened
from focus_desktop.wording.times import clock_time, date, days_ago, duration, minutes

if TYPE_CHECKING:
    from datetime import datetime

    from focus_desktop.model.breaks import Break
    from focus_desktop.model.changes import GapFound
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

MINUTE = timedelta(minutes=1)
_STATUS_WORDS = {
    SessionStatus.ACTIVE: N_("Running"),
    SessionStatus.COMPLETED: N_("Completed"),
    SessionStatus.CANCELLED: N_("Cancelled"),
}


def nothing_runs() -> str:
    """No session is active."""
    return _("No session is running.")


def session_complete() -> str:
    """The summary of the completion notification."""
    return _("Session complete")


def break_is_over() -> str:
    """The summary of the notification at the end of a break."""
    return _("Break is over")


def gap_title() -> str:
    """What a gap is called where the person is asked about it."""
    return _("A gap in your session")


def no_quest() -> str:
    """The choice of no quest."""
    return _("No quest")


def unnamed() -> str:
    """What a session without quest and description is called."""
    return _("Focus session")


def flow() -> str:
    """A session without a planned end, as a word."""
    # Translators: A session without a planned end; the word that is used for being absorbed in work.
    return _("Flow")


def flow_hint() -> str:
    """What a flow session is."""
    return _("No planned end and no alarm: it takes as long as it takes.")


def status(value: SessionStatus) -> str:
    """A session's status as a word."""
    return _(_STATUS_WORDS[value])


def state(record: SessionRecord) -> str:
    """How a session stands, as a word: its status, or that it is paused."""
    return _("Paused") if record.is_paused else status(record.session.status)


def quest_status(value: QuestStatus) -> str:
    """Where a quest stands, as a word in a table."""
    words = {
        QuestStatus.ACTIVE: pgettext("status of a quest", "active"),
        QuestStatus.COMPLETED: pgettext("status of a quest", "completed"),
        QuestStatus.ARCHIVED: pgettext("status of a quest", "archived"),
    }
    return words[value]


def preset(length: int, break_length: int) -> str:
    """What a preset chooses, in minutes."""
    if break_length:
        words = _("{minutes} min, then a {break_minutes} min break")
        return words.format(minutes=length, break_minutes=break_length)
    return _("{minutes} min, no break").format(minutes=length)


def start_minutes(length: int) -> str:
    """What starts a session of so many minutes."""
    return _("Start {minutes} min").format(minutes=length)


def start_again(session: str) -> str:
    """What starts a session like this one, which is named."""
    # Translators: {session} is what a session was about, as in "Start again: Chapter three".
    return _("Start again: {session}").format(session=shortened(session, 40))


def extend_by(length: int) -> str:
    """What gives a session so many minutes more."""
    return _("Extend by {minutes} min").format(minutes=length)


def break_name(earned: Break) -> str:
    """Which break it is."""
    return _("Long break") if earned.is_long else _("Break")


def start_break(earned: Break) -> str:
    """What starts a break, with its length."""
    words = _("Start long break, {minutes} min") if earned.is_long else _("Start break, {minutes} min")
    return words.format(minutes=earned.minutes)


def done(record: SessionRecord, now: datetime) -> str:
    """When a session was completed, below its length."""
    ended_at = record.session.completed_at or now
    match days_ago(ended_at, now):
        case 0:
            # Translators: Stands below the length of a session; so, "done at 14:05".
            words = _("done at {time}")
        case 1:
            words = _("done yesterday, {time}")
        case _:
            words = _("done {date}, {time}")
    return words.format(time=clock_time(ended_at), date=date(ended_at))


def kept(record: SessionRecord, now: datetime) -> str:
    """How much is kept of a session that has ended before its time; empty if it has taken its time."""
    if record.time_up is TimeUp.FLOW or record.remaining(now) < MINUTE:
        return ""
    # Translators: Of a session that ended early: the time worked and planned, as in "8 of 25 min kept".
    words = _("{worked} of {minutes} min kept")
    return words.format(worked=record.focused(now) // MINUTE, minutes=record.session.duration_minutes)


def quest_progress(quest: Quest) -> str:
    """A quest and how far it has come, on one line."""
    # Translators: How far a quest has come, as in "3 of 12".
    words = _("{current} of {target}")
    return listed(quest.title, words.format(current=quest.current_value, target=quest.target_value))


def worked(record: SessionRecord, now: datetime) -> str:
    """The focused time; what went beyond the target apart."""
    over, focused = record.overtime(now), record.focused(now)
    if over < MINUTE or record.time_up is TimeUp.FLOW:
        return duration(focused)
    return with_overtime(focused - over, over)


def with_overtime(planned: timedelta, over: timedelta) -> str:
    """A planned time and what went beyond it."""
    # Translators: The planned time and the overtime of a session, as in "25 min + 3 min".
    return _("{planned} + {overtime}").format(planned=duration(planned), overtime=duration(over))


def gap(found: GapFound) -> str:
    """What a gap is, and what has become of it."""
    start, end = found.gap.started_at, found.gap.ended_at
    session_end = found.record.session.completed_at
    countable = timedelta() if session_end is None or session_end >= end else session_end - start
    if countable:
        # Translators: “Count it” is a button; translate it as you translate the button.
        words = _(
            "The computer slept or the app was closed from {start} to {end}: {duration}, not counted."
            " “Count it” adds the {countable} up to the session's end."
        )
    else:
        words = _("The computer slept or the app was closed from {start} to {end}: {duration}, not counted.")
    return words.format(
        start=clock_time(start),
        end=clock_time(end),
        duration=duration(end - start),
        countable=duration(countable),
    )


def gap_line(found: GapFound) -> str:
    """A gap in one short line."""
    start, end = found.gap.started_at, found.gap.ended_at
    # Translators: A gap in a session, as in "10:05–10:13: 8 min not counted (computer asleep or app closed)".
    words = _("{start}–{end}: {duration} not counted (computer asleep or app closed)")
    return words.format(start=clock_time(start), end=clock_time(end), duration=duration(end - start))


def session_goes_on(record: SessionRecord) -> tuple[str, str]:
    """What becomes of an active session when the app is quit: title and sentence."""
    title = _("Your session is kept")
    if record.is_paused:
        return title, _("It stays paused until you open Focus Desktop again.")
    words = _(
        "When you open Focus Desktop again after more than a minute, it asks whether that time was work."
    )
    return title, words


def quitting_loses() -> tuple[str, str]:
    """That quitting now would lose something: question and sentence."""
    question = _("Quit, although the last changes cannot be kept?")
    return question, _(
        "Neither the data nor a file beside the settings can be written. Is the disk full or read-only?"
    )


def subject(record: SessionRecord) -> str:
    """What a session is about: its description, its quest, or both. Empty if it says nothing."""
    return listed(record.session.description, None if record.quest is None else record.quest.title)


def title(record: SessionRecord) -> str:
    """What a session is called: its description, or else its quest."""
    quest = record.quest
    return on_one_line(record.session.description or (quest.title if quest is not None else unnamed()))


def about(record: SessionRecord) -> str:
    """The target and the subject of a session."""
    return listed(minutes(record.session.duration_minutes), subject(record))


def progress(quest: Quest) -> str:
    """How far a quest has come."""
    # Translators: The progress of a quest, as in "Read 12 Books: 3 of 12".
    words = _("{title}: {current} of {target}")
    return words.format(
        title=on_one_line(quest.title), current=quest.current_value, target=quest.target_value
    )


def milestone(hours: int) -> str:
    """A full hour of today's work."""
    # Translators: How long the person has worked today, as in "2 h of focus today".
    return _("{duration} of focus today").format(duration=duration(timedelta(hours=hours)))


def completion(record: SessionRecord, now: datetime) -> str:
    """The body of the completion notification: the minutes, the subject, and when, if that is past.

    `25 min` is a session that took its time, `7 of 25 min` one that was completed before.
    """
    body = listed(_time_taken(record, now), subject(record))
    ended_at = record.session.completed_at
    if ended_at is None or now - ended_at <= MINUTE:
        return body
    return _when_ended(ended_at, now).format(session=body, time=clock_time(ended_at), date=date(ended_at))


def bug(log_file: str) -> str:
    """Something failed that never should, and where its details are."""
    # Translators: {file} is the path of a file.
    return _("This is our mistake; the details are in {file}.").format(file=log_file)


def tray_tooltip(words: str, record: SessionRecord | None) -> str:
    """The tray's tooltip: how the time stands, and what is worked on.

    Tray hosts disagree on whether a tooltip is HTML, so the one character that could make it so is
    replaced by one that looks like it.
    """
    # Translators: A pause between sessions.
    about = _("Break") if record is None else shortened(subject(record), 100) or unnamed()
    return listed(words, about).replace("<", "‹")


def _time_taken(record: SessionRecord, now: datetime) -> str:
    planned = record.session.duration_minutes
    if record.remaining(now) > timedelta():
        # Translators: The time worked and the time planned, as in "7 of 25 min".
        words = _("{worked} of {minutes} min")
        return words.format(worked=record.focused(now) // MINUTE, minutes=planned)
    return worked(record, now) if record.overtime(now) >= MINUTE else minutes(planned)


def _when_ended(ended_at: datetime, now: datetime) -> str:
    match days_ago(ended_at, now):
        case 0:
            # Translators: {session} is the session's length and subject, as in "25 min · Read".
            return _("{session} (ended today, {time})")
        case 1:
            return _("{session} (ended yesterday, {time})")
        case _:
            return _("{session} (ended {date}, {time})")
