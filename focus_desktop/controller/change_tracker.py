"""Remembers what was announced, and finds out from that what has still to be announced."""

from collections import deque
from collections.abc import Iterator, Sequence
from uuid import UUID

from focus_desktop.model.changes import (
    Change,
    ChangedElsewhere,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionRestored,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus

MOST_REMEMBERED = 200


class ChangeTracker:
    """The active session as it was announced, and the sessions that were announced as completed.

    A cancelled session is not among these: it may be restored, and be completed later.
    """

    def __init__(self) -> None:
        self.active: SessionRecord | None = None
        self._completed: deque[UUID] = deque(maxlen=MOST_REMEMBERED)

    def set_baseline(self, active: SessionRecord | None, completed: Sequence[UUID]) -> None:
        """Take this state as known without announcing it; only what differs from it is announced later."""
        self.active = active
        self._completed.extend(completed)

    def note_announced(self, change: Change) -> None:
        """Note that this change is being announced, or that it need not be."""
        active_id = None if self.active is None else self.active.id
        match change:
            case SessionStarted(record) | SessionPaused(record) | SessionResumed(record):
                self.active = record
            case SessionRestored(record) if record.is_active:
                self.active = record
            case SessionEdited(record) if record.id == active_id:
                self.active = record
            case SessionEnded(record):
                if record.session.status is SessionStatus.COMPLETED:
                    self._completed.append(record.id)
                self.active = None if record.id == active_id else self.active
            case SessionDeleted(session_id) if session_id == active_id:
                self.active = None

    def take_clock_of(self, record: SessionRecord) -> None:
        """The active session was read again: its clock may have moved. Other differences stay unannounced."""
        if self.active is not None and self.active.same_as(record):
            self.active = record

    def changes_elsewhere(
        self,
        active: SessionRecord | None,
        end: SessionEnded | SessionDeleted | None,
        completed: Sequence[SessionRecord],
    ) -> Iterator[Change]:
        """What has to be announced, in its order, when another process has changed something.

        `active` is the session that is active now, `end` what became of the known one if it is not that,
        `completed` the sessions that were completed just now.
        """
        ends = [SessionEnded(record) for record in completed if self._is_unannounced(record)]
        if isinstance(end, SessionEnded):
            ends.append(end)
        elif end is not None:
            yield end
        yield from sorted(ends, key=lambda change: change.record.session.started_at)
        if active is not None and end is None and self.active is not None:
            if not active.same_as(self.active):
                yield _what_changed(self.active, active)
        elif active is not None:
            yield SessionStarted(active)
        yield ChangedElsewhere()

    def _is_unannounced(self, record: SessionRecord) -> bool:
        return record.id not in self._completed and (self.active is None or record.id != self.active.id)


def _what_changed(before: SessionRecord, now: SessionRecord) -> Change:
    if before.is_paused == now.is_paused:
        return SessionEdited(now)
    return SessionPaused(now) if now.is_paused else SessionResumed(now)
