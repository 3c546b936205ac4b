"""The sessions whose last changes could not be stored yet. In memory only: no database, and no clock."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from focus_desktop.model import session_rules
from focus_desktop.model.changes import (
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.errors import NotFound, Refusal
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.session_action import Describe, End, Extend, Pause, Resume, Start
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unsaved_session import UnsavedSession

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from focus_desktop.model.quest import Quest
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.session_action import SessionAction
    from focus_desktop.model.session_times import Stretch

    SessionChange = SessionStarted | SessionPaused | SessionResumed | SessionEdited | SessionEnded


class UnsavedSessions:
    """They are in the order in which they began. Its lock is never held while anything waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.all: tuple[UnsavedSession, ...] = ()
        """Replaced as a whole, so that any thread may read it."""

    def take(self, sessions: Iterable[UnsavedSession]) -> None:
        """Take over what an earlier process could not store."""
        with self._lock:
            self.all = (*sessions, *self.all)

    def take_as_new(self) -> None:
        """None of them may be stored at all."""
        with self._lock:
            self.all = tuple(replace(one, is_new=True) for one in self.all)

    def record(self, session_id: UUID) -> SessionRecord | None:
        """The session as it is to be stored, if it waits for that."""
        return next((one.record for one in self.all if one.record.id == session_id), None)

    def now_active(self, stored: SessionRecord | None) -> SessionRecord | None:
        """The active session, if `stored` is what the store says about that."""
        active = next((one.record for one in self.all if one.record.is_active), None)
        if active is None and stored is not None and self.record(stored.id) is None:
            return stored
        return active

    def laid_over(self, stored: Sequence[SessionRecord], *, is_first: bool) -> list[SessionRecord]:
        """These sessions as they are now; the newest ones that are not stored first, if `is_first`."""
        waiting = {one.record.id: one.record for one in self.all}
        found = [waiting.pop(record.id, record) for record in stored]
        return [*reversed(waiting.values()), *found] if is_first else found

    def do(
        self, action: SessionAction, stored: SessionRecord | None, quest: Quest | None = None
    ) -> SessionChange | None:
        """Do an action; what has changed, if anything. `stored` is the active session of the store.

        Raises FocusError, like the verb that stores such an action.
        """
        with self._lock:
            active = self.now_active(stored)
            if isinstance(action, Start):
                if active is not None and active.id == action.session_id:
                    return None  # It was stored after all.
                if active is not None:
                    raise session_rules.another_active(active)
                change: SessionChange | None = _start(action, quest)
            else:
                change = _change(action, self._known(action.session_id, active))
            if change is not None:
                self._put(change.record, active)
            return change

    def bring_up_to_date(
        self, stored: SessionRecord | None, reading: Reading, found: Stretch | None
    ) -> SessionChange | None:
        """Cut a gap out of the running session, complete it if it is due; what has changed, if anything."""
        with self._lock:
            active = self.now_active(stored)
            if active is None or (found is None and not active.is_due(reading)):
                return None
            record, gaps, ends_at = active, [], active.completes_at()
            if found is not None:
                gaps = [FocusGap(session_id=active.id, started_at=found[0], ended_at=found[1])]
                record = session_rules.without(record, gaps[0])
            change: SessionChange
            if ends_at is not None and active.is_due(reading):
                change = SessionEnded(session_rules.ended(record, SessionStatus.COMPLETED, ends_at))
            else:
                change = SessionEdited(session_rules.going_on_after(record, gaps[0], reading))
            self._put(change.record, active, *gaps)
            return change

    def settle(self, session: UnsavedSession, stored: SessionRecord | None) -> None:
        """Note that this is stored: the session waits no longer, unless it has changed meanwhile."""
        with self._lock:
            left = (one for one in self.all if one is not session)
            self.all = tuple(
                one.saved(stored) if stored is not None and one.record.id == stored.id else one
                for one in left
            )

    def _known(self, session_id: UUID, active: SessionRecord | None) -> SessionRecord:
        if active is not None and active.id == session_id:
            return active
        ended = self.record(session_id)
        if ended is None:
            raise NotFound(Refusal.NO_SUCH_SESSION)
        session_rules.check_active(ended.session)
        return ended

    def _put(self, record: SessionRecord, before: SessionRecord | None, *gaps: FocusGap) -> None:
        if self.record(record.id) is not None:
            self.all = tuple(
                one.changed(record, *gaps) if one.record.id == record.id else one for one in self.all
            )
        elif before is None:
            self.all = (*self.all, UnsavedSession(record, is_new=True))
        else:
            self.all = (*self.all, UnsavedSession(record, (before,), gaps=gaps))


def _start(action: Start, quest: Quest | None) -> SessionStarted:
    session = session_rules.new_session(
        action.session_id,
        action.at,
        duration_minutes=action.minutes,
        quest_id=action.quest_id,
        description=action.description,
        time_up=action.time_up,
    )
    return SessionStarted(session_rules.started(session, quest, action.time_up, action.at))


def _change(action: SessionAction, record: SessionRecord) -> SessionChange | None:
    match action:
        case Pause() if not record.is_paused:
            return SessionPaused(session_rules.paused(record, action.at))
        case Resume() if record.is_paused:
            return SessionResumed(session_rules.resumed(record, action.at))
        case Extend():
            return SessionEdited(session_rules.extended(record, action.minutes))
        case Describe():
            return SessionEdited(session_rules.described(record, action.description))
        case End():
            return SessionEnded(session_rules.ended(record, action.status, record.time(action.at)))
        case _:
            return None
