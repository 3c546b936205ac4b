"""Questions about the history: search, order, totals, and what time is still free. They change nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from focus_desktop.controller.verb_base import VerbBase
from focus_desktop.model import timing
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.history_query import NEWEST_FIRST, HistoryFilter, HistoryOrder, HistorySummary
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_times import Stretch, free_stretch
from focus_desktop.store import focus_sessions, history, statistics

LOOK_BACK = timedelta(days=1)
"""How far back free time is searched for."""


class HistoryQueries(VerbBase):
    """Rows that cannot be read are left out: see `Controller.unreadable_rows`."""

    def find_sessions(
        self,
        wanted: HistoryFilter,
        order: HistoryOrder = NEWEST_FIRST,
        *,
        limit: int = 100,
        offset: int = 0,
        before: FocusSession | None = None,
        day_start_hour: int = 0,
    ) -> list[SessionRecord]:
        """Sessions in this order, at most `limit`, without the first `offset`.

        With the newest first, `before` leaves out that session and all newer ones, and there may be more
        than `limit`: all sessions of the last local day are among them, so that it can be summed up.
        """

        def start_of_day(moment: datetime) -> datetime:
            return timing.day_bounds(moment.astimezone(), day_start_hour)[0]

        with self._database.reading() as work:
            if order.is_newest_first:
                found = history.whole_days(
                    work, wanted, start_of_day, limit=limit, offset=offset, before=before
                )
            else:
                found = history.page(work, wanted, order, limit=limit, offset=offset)
            records = focus_sessions.records(work, found)
        return self._unsaved.laid_over(records, is_first=not offset and before is None and not wanted.filters)

    def summary(self, wanted: HistoryFilter) -> HistorySummary:
        """What these sessions add up to; an open interval counts as far as it has come."""
        with self._database.reading() as work:
            found = history.summary(work, wanted)
            active = focus_sessions.active(work)
            if active is None:
                return found
            only_active = replace(wanted, session_ids=frozenset({active.id}))
            if not history.page(work, only_active, limit=1):
                return found
            (record,) = focus_sessions.records(work, [active])
            running = record.focused(record.time(self._clock.read())) - timing.closed(record.intervals)
            return HistorySummary(
                found.sessions, found.completed, found.focused + running, found.short_cancelled
            )

    def session(self, session_id: UUID) -> SessionRecord | None:
        """The session with this id, with all that belongs to it; None if there is none."""
        with self._database.reading() as work:
            found = focus_sessions.get(work, session_id)
            return None if found is None else focus_sessions.records(work, [found])[0]

    def free_stretch(self, longest: timedelta) -> Stretch | None:
        """The last stretch of time of the past day in which nothing was worked.

        It is of whole minutes, and at least five of them; only its last part, if it is longer than
        `longest`. None if there is none.
        """
        now: datetime = self._clock.now()
        with self._database.reading() as work:
            worked = statistics.intervals_within(work, now - LOOK_BACK, now)
        taken = [(one.started_at, one.ended_at or now) for one in worked]
        return free_stretch(taken, now - LOOK_BACK, now, longest)
