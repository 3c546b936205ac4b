"""The verbs on gaps: what a person says about time that was cut out of a session."""

from uuid import UUID

from sqlmodel import Session

from focus_desktop.controller.session_time import SessionTime
from focus_desktop.controller.session_verbs import known_session
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.changes import GapFound, SessionEdited
from focus_desktop.model.errors import NotFound, Refusal
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.store import focus_sessions, session_time


class GapVerbs(SessionTime):
    """A gap stays cut out unless the person counts it."""

    def unanswered_gap(self) -> GapFound | None:
        """The newest gap that may still be counted; starting a session leaves all of them cut out."""
        with self._database.reading() as work:
            gap = session_time.newest_gap(work)
            session = gap and focus_sessions.find(work, gap.session_id)
            return GapFound(record_of(work, session), gap) if gap and session else None

    @one_at_a_time
    def count_gap(self, gap_id: UUID) -> None:
        """Count the gap as focused time, up to the session's end, because the user worked. Raises NotFound.

        Of a session that completes by itself no more is counted than it still lacks.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            gap = _known_gap(work, gap_id)
            session = known_session(work, gap.session_id)
            until = min(gap.ended_at, session.completed_at or gap.ended_at)
            record = record_of(work, session)
            if session.status is SessionStatus.ACTIVE and record.time_up is not TimeUp.OVERTIME:
                lacks = record.remaining(record.time(self._clock.read()))
                until = min(until, gap.started_at + lacks)
            session_time.count_gap(work, gap, until)
            session_time.delete_gap(work, gap)
            record = record_of(work, session)
        self._announce(SessionEdited(record))
        self.complete_due_session()

    @one_at_a_time
    def cut_gap(self, gap_id: UUID) -> None:
        """Leave the gap cut out for good, because the user did not work in it. Raises NotFound."""
        with self._database.writing() as work:
            session_time.delete_gap(work, _known_gap(work, gap_id))


def _known_gap(work: Session, gap_id: UUID) -> FocusGap:
    gap = session_time.gap(work, gap_id)
    if gap is None:
        raise NotFound(Refusal.GAP_ANSWERED)
    return gap
