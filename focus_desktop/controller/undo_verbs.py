"""The verbs whose effect can be undone, and the one that undoes it."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.controller.session_verbs import SessionVerbs, known_active_session, known_session
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.changes import SessionDeleted, SessionEnded, SessionRestored
from focus_desktop.model.errors import Refusal
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_action import Describe, End, Extend, Pause, Resume, SessionAction, Start
from focus_desktop.model.session_snapshot import SessionSnapshot
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import focus_sessions, snapshots


class UndoVerbs(SessionVerbs):
    """`cancel_session` and `discard_session` return what `restore_session` needs to undo them."""

    def perform(self, action: SessionAction) -> SessionSnapshot | None:
        """Do this as of its moment. Only cancelling returns what `cancel_session` does.

        Raises what the verb raises.
        """
        at = action.at
        match action:
            case Start():
                self.start_session(
                    action.minutes,
                    action.quest_id,
                    action.description,
                    action.time_up,
                    at=at,
                    session_id=action.session_id,
                )
            case Pause(session_id=session_id):
                self.pause_session(session_id, at=at)
            case Resume(session_id=session_id):
                self.resume_session(session_id, at=at)
            case Extend(session_id=session_id, minutes=minutes):
                self.extend_session(session_id, minutes, at=at)
            case Describe(session_id=session_id, description=description):
                self.update_session(session_id, at=at, description=description)
            case End(session_id=session_id, status=SessionStatus.CANCELLED):
                return self.cancel_session(session_id, at=at)
            case End(session_id=session_id, status=status):
                self.update_session(session_id, at=at, status=status)
        return None

    @one_at_a_time
    def cancel_session(self, session_id: UUID, *, at: Reading | None = None) -> SessionSnapshot:
        """Cancel the active session, like `update_session`; return it as it was before.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session(at)
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            snapshot = snapshots.take(work, session, at or self._clock.read())
            session = known_active_session(work, session_id)
            record = self._end_session(work, session, SessionStatus.CANCELLED, at)
        self._announce(SessionEnded(record))
        return snapshot

    @one_at_a_time
    def discard_session(self, session_id: UUID) -> SessionSnapshot:
        """Delete a session, like `delete_session`, after completing it if it is due; return it as it was.

        Raises NotFound, and StoreUnavailable for a session that cannot be read.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            snapshot = snapshots.take(work, known_session(work, session_id), self._clock.read())
            focus_sessions.remove(work, session_id)
        self._announce(SessionDeleted(session_id))
        return snapshot

    @one_at_a_time
    def restore_session(self, snapshot: SessionSnapshot) -> None:
        """Undo `cancel_session` or `discard_session`: the session goes on as if nothing had been.

        The time since then counts, except for the machine's sleep. If the planned end has passed, the
        session is completed as of then. If it is back already, nothing changes. Raises
        AnotherSessionActive if it was active and another one is active now.
        """
        self.complete_due_session()
        try:
            with self._database.writing() as work:
                record = self._put_back(work, snapshot)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            raise self._another_active(
                Refusal.CANNOT_UNDO_ANOTHER_ACTIVE, Refusal.CANNOT_UNDO_ANOTHER_UNNAMED_ACTIVE
            ) from None
        if record is not None:
            self._announce(SessionRestored(record))
            self.complete_due_session()
            self.has_time_to_record()  # It notes that this process is alive.

    def _put_back(self, work: Session, snapshot: SessionSnapshot) -> SessionRecord | None:
        """Store what the snapshot holds, and mark a running session as seen; None if it is back already."""
        stored = focus_sessions.get(work, snapshot.record.id, locked=True)
        was_cancelled = snapshot.record.is_active and stored and stored.status is SessionStatus.CANCELLED
        if stored is not None and not was_cancelled:
            return None
        session = snapshots.put_back(work, snapshot)
        record = record_of(work, session)
        if record.due_at() is None:
            return record  # Nothing runs.
        # This process was alive since then. A time of sleep stays unmarked, so that it is found as a gap.
        reading = self._clock.read().without_sleep_since(snapshot.taken_at)
        self._recorder.mark(work, record, reading)
        return record_of(work, session)
