"""Keeps the active session's time: completes it when it is due, cuts gaps out of it, marks it as seen."""

from focus_desktop.controller.session_queries import SessionQueries
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.changes import GapFound, SessionEdited, SessionEnded
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.unset_clock import correction
from focus_desktop.store import focus_sessions
from focus_desktop.store.commits import commit_only_a_mark


class SessionTime(SessionQueries):
    """The verbs that are called because time has passed, not because a user asked for something."""

    def has_time_to_record(self) -> bool:
        """Whether `keep_time` would write something now. Cheap: waits for no lock and no database.

        It also notes that this process is alive, so that a store that cannot be written makes no gap.
        """
        record, reading = self._tracker.active, self._clock.read()
        if record is None or record.is_paused:
            return False
        found = self._recorder.has_time_to_record(record, reading)
        self._recorder.note_alive(record, reading)
        return found

    def keep_time(self) -> None:
        """Record the running session's time: what `complete_due_session` does, and the mark, when it is old.

        Does nothing unless `has_time_to_record`, and nothing while another thread is in a verb: it is to
        be called again soon. Never waits for a lock: raises StoreUnavailable if the store is locked.
        """
        if not self.has_time_to_record() or not self._verbs.acquire(blocking=False):
            return
        try:
            with self._database.time_limit(0):
                self._record_time()
        finally:
            self._verbs.release()

    @one_at_a_time
    def complete_due_session(self, at: Reading | None = None) -> FocusSession | None:
        """Bring the active session's time up to date, now or as of `at`; the session if that completes it.

        What waits to be saved is saved before. A gap is cut out of the session. If its planned end has passed
        it is completed as of then: however many callers and processes try, exactly one completes it and
        announces that.
        """
        self.save_unsaved()
        record, reading = self._stored_active(), at or self._clock.read()
        if record is None:
            return None
        record = self._corrected(record, reading)
        if record.is_paused or not self._recorder.has_time_to_record(record, reading):
            self._tracker.take_clock_of(record)
            return None
        return self._bring_up_to_date(record, reading)

    @one_at_a_time
    def leave_session(self) -> None:
        """Mark the running session as seen by this process for the last time; what follows may be a gap."""
        self.complete_due_session()
        record = self._stored_active()
        if record is not None and not record.is_paused:
            with self._database.writing() as work:
                self._recorder.mark(work, record, self._clock.read())
                commit_only_a_mark(work)

    def _corrected(self, known: SessionRecord, reading: Reading) -> SessionRecord:
        """The session, after its times were corrected if it began before the clock was set."""
        if correction(known, reading) is None:
            return known
        with self._database.writing() as work:
            session = focus_sessions.get(work, known.id, locked=True)
            if session is None or session.status is not SessionStatus.ACTIVE:
                return known  # Another process has ended it meanwhile.
            is_moved = self._recorder.correct(work, record_of(work, session), reading)
            record = record_of(work, session)
        if is_moved:
            self._announce(SessionEdited(record))
        return record

    def _record_time(self) -> None:
        record, reading = self._tracker.active, self._clock.read()
        if record is None or record.is_paused:
            return  # It was ended or paused just now.
        if self._recorder.has_more_than_a_mark(record, reading) or not self._renew_mark(record, reading):
            self.complete_due_session()

    def _renew_mark(self, record: SessionRecord, reading: Reading) -> bool:
        """Move the mark by a single statement; return False if another process has changed the session."""
        with self._database.writing() as work:
            renewed = self._recorder.renew_mark(work, record, reading)
            commit_only_a_mark(work)
        if renewed is not None:
            self._tracker.take_clock_of(renewed)
        return renewed is not None

    def _bring_up_to_date(self, known: SessionRecord, reading: Reading) -> FocusSession | None:
        with self._database.writing() as work:
            session = focus_sessions.get(work, known.id, locked=True)
            if session is None or not record_of(work, session).due_at():
                return None  # Another process has ended or paused it meanwhile.
            gap = self._recorder.bring_up_to_date(work, record_of(work, session), reading)
            record = record_of(work, session)
            if gap is None and session.status is SessionStatus.ACTIVE:
                commit_only_a_mark(work)
        self._announce_time(record, gap)
        return session if session.status is SessionStatus.COMPLETED else None

    def _announce_time(self, record: SessionRecord, gap: FocusGap | None) -> None:
        """Announce what `bring_up_to_date` has written."""
        if record.session.status is SessionStatus.COMPLETED:
            self._announce(SessionEnded(record))
        elif gap is not None:
            self._announce(SessionEdited(record))
        else:
            self._tracker.note_announced(SessionEdited(record))  # Only its mark has moved.
        if gap is not None:
            self._announce(GapFound(record, gap))
