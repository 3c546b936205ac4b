"""Finds what other processes have changed, and announces it like our own changes."""

from collections.abc import Callable
from datetime import timedelta

from focus_desktop.controller.session_queries import SessionQueries
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.store import focus_sessions
from focus_desktop.store.commits import Commits

NEWEST, JUST_NOW = 20, timedelta(minutes=1)
"""How many sessions, and how far back, are searched for those that began and ended between two calls."""


class OtherProcesses(SessionQueries):
    """Windows, commands and servers on the same store, on this computer or another one."""

    def watch_others(
        self, on_baseline: Callable[[SessionRecord | None], object] | None = None
    ) -> SessionRecord | None:
        """Announce from now on, within a second, what other processes do; the session that is active now.

        Nothing that happens after that session was read is missed. Long-running processes call this, and
        then `keep_time` at least every 40 s while a session runs; a minute of silence counts as a crash.
        `on_baseline` is called with that session before any later change is announced.
        Raises StoreUnavailable if others cannot be watched; it may simply be called again later.
        """
        with self._alone():
            self._database.commits_elsewhere()
            with self._database.reading() as work:
                session = focus_sessions.active(work)
                active = None if session is None else record_of(work, session)
                completed = focus_sessions.page(
                    work, quest_id=None, status=SessionStatus.COMPLETED, limit=NEWEST
                )
            self._tracker.set_baseline(active, [one.id for one in completed])
            active = self._unsaved.now_active(active)
            if on_baseline is not None:
                on_baseline(active)
        self._database.watch(self.catch_up)
        self._recorder.keeps_time = True
        return active

    @one_at_a_time
    def catch_up(self) -> None:
        """Announce at once what other processes have done meanwhile. Raises StoreUnavailable."""
        commits = self._database.commits_elsewhere()
        if commits is Commits.NONE or (commits is Commits.PERHAPS_ONLY_MARKS and self._was_only_a_mark()):
            return
        known = self._tracker.active
        # Read before the active one: a session that ends in between is found next time, and only then.
        completed = self._completed_just_now()
        active = self._stored_active()
        goes_on = known is None or (active is not None and active.id == known.id)
        end = None if known is None or goes_on else self._end_of(known)
        for change in list(self._tracker.changes_elsewhere(active, end, completed)):
            self._announce(change)

    def _was_only_a_mark(self) -> bool:
        """Whether all that has changed is the mark of the running session, which is taken over then."""
        known, active = self._tracker.active, self._stored_active()
        if known is None or active is None or not active.same_as(known) or active.has_clock_of(known):
            return False
        self._tracker.take_clock_of(active)
        return True

    def _completed_just_now(self) -> list[SessionRecord]:
        since = self._clock.now() - JUST_NOW
        records = self.history(status=SessionStatus.COMPLETED, limit=NEWEST)
        return [one for one in records if one.session.completed_at and one.session.completed_at > since]
