"""iCalendar: an event for each session, for calendars. Only on the way out."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import moment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.transfer import SessionCopy

WITHOUT_NAME = "Focus session"
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Focus Desktop//EN\r\n"
_TAIL = "END:VCALENDAR\r\n"


class CalendarWriter:
    """Writes one event at a time, since the library would hold the whole calendar in memory."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._stream.write(_HEAD)

    def write(self, sessions: Sequence[SessionCopy]) -> None:
        """Write these sessions; those that still run have no end yet, and are left out."""
        self._stream.write("".join(map(_event, sessions)))

    def end(self, quests: object, left_out: object = ()) -> None:  # noqa: ARG002
        """Close the calendar; it knows no quests."""
        self._stream.write(_TAIL)


def _event(session: SessionCopy) -> str:
    from icalendar import Event  # noqa: PLC0415 — takes a tenth of a second

    ended_at = session.ended_at
    if ended_at is None:
        return ""
    event = Event()
    event.add("uid", f"{session.id}@focus-desktop")
    event.add("dtstamp", moment_of(ended_at).replace(microsecond=0))
    event.add("dtstart", moment_of(session.started_at).replace(microsecond=0))
    event.add("dtend", moment_of(max(ended_at, session.started_at)).replace(microsecond=0))
    event.add("summary", session.quest_title or session.description or WITHOUT_NAME)
    if session.quest_title and session.description:
        event.add("description", session.description)
    if session.quest_title:
        event.add("categories", [session.quest_title])
    if session.status == SessionStatus.CANCELLED:
        event.add("status", "CANCELLED")
    text: bytes = event.to_ical()
    return text.decode()
