"""Questions about sessions; they change nothing."""

from datetime import datetime
from uuid import UUID

from focus_desktop.controller.unsaved_verbs import UnsavedVerbs
from focus_desktop.controller.verb_base import record_of
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.limits import LONGEST_PAGE
from focus_desktop.model.original_session import OriginalSession
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import focus_sessions, originals, statistics


class SessionQueries(UnsavedVerbs):
    """Sessions and their times. Rows that cannot be read are left out: see `Controller.unreadable_rows`."""

    def list_sessions(
        self,
        quest_id: UUID | None = None,
        status: SessionStatus | None = None,
        limit: int = 20,
    ) -> list[FocusSession]:
        """Sessions, newest first, at most `limit` (1 to 1000). Raises InvalidField."""
        _check_limit(limit)
        with self._database.reading() as work:
            return focus_sessions.page(work, quest_id=quest_id, status=status, limit=limit)

    def history(
        self,
        quest_id: UUID | None = None,
        status: SessionStatus | None = None,
        limit: int = 100,
        before: FocusSession | None = None,
    ) -> list[SessionRecord]:
        """Like `list_sessions`, with intervals and quests; only sessions older than `before`, if given."""
        _check_limit(limit)
        with self._database.reading() as work:
            found = focus_sessions.page(work, quest_id=quest_id, status=status, limit=limit, before=before)
            records = focus_sessions.records(work, found)
        is_first = before is None and quest_id is None and status is None
        return self._unsaved.laid_over(records, is_first=is_first)[:limit]

    def active_session(self) -> SessionRecord | None:
        """The active session, if there is one; with what waits to be stored."""
        return self._unsaved.now_active(self._stored_active())

    def check_active_session(self) -> None:
        """Raise StoreUnavailable if the active session is one that cannot be read."""
        with self._database.reading() as work:
            focus_sessions.check_active(work)

    def _stored_active(self) -> SessionRecord | None:
        with self._database.reading() as work:
            session = focus_sessions.active(work)
            return None if session is None else record_of(work, session)

    def original(self, session_id: UUID) -> OriginalSession | None:
        """The first values of a session that was edited after it had ended; None if it was not."""
        with self._database.reading() as work:
            return originals.get(work, session_id)

    def completed_between(self, start: datetime, end: datetime) -> int:
        """How many sessions that were started between two aware moments are completed."""
        with self._database.reading() as work:
            stored = statistics.completed_within(work, start, end)
        waiting = (one.record.session for one in self._unsaved.all)
        return stored + sum(
            one.status is SessionStatus.COMPLETED and start <= one.started_at < end for one in waiting
        )

    def intervals_between(self, start: datetime, end: datetime) -> list[FocusInterval]:
        """The intervals that touch the time between two aware moments, an open one included.

        `timing.focused_within` sums them up, now and as time passes.
        """
        with self._database.reading() as work:
            stored = statistics.intervals_within(work, start, end)
        for one in self._unsaved.all:
            stored = [interval for interval in stored if interval.session_id != one.record.id]
            stored += one.record.intervals
        return stored


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= LONGEST_PAGE:
        raise InvalidField(Refusal.LIMIT, highest=LONGEST_PAGE)
