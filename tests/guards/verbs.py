"""Counts the statements and transactions of each verb of the controller."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.local_days import DayRules
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.statistics import By
from focus_desktop.model.status import SessionStatus
from tests.guards.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from focus_desktop.controller import Controller
    from focus_desktop.model.focus_session import FocusSession
    from tests.conftest import SettableClock

    Count = dict[str, tuple[int, int]]

Result = TypeVar("Result")

YEAR = date(2026, 1, 1), date(2026, 12, 31)


class VerbCounter:
    """Calls verbs and notes what each of them sends to the database."""

    def __init__(self, controller: Controller, clock: SettableClock) -> None:
        self._controller = controller
        self._clock = clock
        self._sent = Statements()
        self._counts: Count = {}

    def count(self) -> Count:
        """Call every verb once; return how many statements and transactions each of them takes."""
        quest = self._controller.add_quest("Read 12 Books", 12).id
        self._sent.listen()
        try:
            self._run_sessions(quest)
            self._edit(quest)
            self._change_quests(quest)
            self._read(quest)
        finally:
            self._sent.stop()
        return self._counts

    def _run_sessions(self, quest: UUID) -> None:
        verbs = self._controller
        session = self._called("start", lambda: verbs.start_session(25, quest, "Chapter three")).id
        self._clock.advance(minutes=5)
        self._called("pause", lambda: verbs.pause_session(session))
        self._called("resume", lambda: verbs.resume_session(session))
        self._called("extend", lambda: verbs.extend_session(session))
        self._called("rename", lambda: verbs.update_session(session, description="Chapter four"))
        self._called("active session", verbs.active_session)
        self._called("complete", lambda: verbs.update_session(session, status=SessionStatus.COMPLETED))
        session = self._started().id
        self._called("cancel", lambda: verbs.update_session(session, status=SessionStatus.CANCELLED))
        session = self._started().id
        snapshot = self._called("cancel, to be undone", lambda: verbs.cancel_session(session))
        self._called("undo of a cancel", lambda: verbs.restore_session(snapshot))
        self._called("delete", lambda: verbs.delete_session(session))

    def _started(self) -> FocusSession:
        session = self._controller.start_session(25)
        self._clock.advance(minutes=5)
        self._sent.take()
        return session

    def _edit(self, quest: UUID) -> None:
        verbs, one = self._controller, _times(hour=1)
        added = self._called("add", lambda: verbs.add_session(one, 25, quest, "Chapter one"))
        (session,) = added.added_sessions
        (other,) = verbs.add_session(_times(hour=2), 25, quest).added_sessions
        self._sent.take()
        edit = self._called("edit", lambda: verbs.edit_session(session, description="Chapter two"))
        self._called("undo of an edit", lambda: verbs.undo(edit))
        self._called("redo of an edit", lambda: verbs.redo(edit))
        self._called("give two to a quest", lambda: verbs.assign_quest([session, other], None))
        middle = one.started_at + timedelta(minutes=9)
        split = self._called("split", lambda: verbs.split_session(session, middle))
        verbs.undo(split)
        self._sent.take()
        self._called("merge", lambda: verbs.merge_sessions([session, other]))
        self._called("delete, to be undone", lambda: verbs.delete_sessions([session]))

    def _change_quests(self, quest: UUID) -> None:
        verbs = self._controller
        # With a colour: without one the ids, which are random, decide whether one statement more is needed.
        self._called("add a quest", lambda: verbs.new_quest("Run", 40, colour=1))
        self._called("edit a quest", lambda: verbs.change_quest(quest, title="Read 20 Books"))
        self._called("a step of a quest", lambda: verbs.step_quest(quest, 1))
        other = verbs.add_quest("Swim").id
        self._sent.take()
        self._called("delete a quest", lambda: verbs.discard_quest(other))

    def _read(self, quest: UUID) -> None:
        verbs, now = self._controller, self._clock.now()
        everything, of_quest = HistoryFilter(), HistoryFilter(quest_id=quest)
        self._called("list", verbs.list_sessions)
        self._called("page of the history", lambda: verbs.find_sessions(everything))
        self._called("page of a quest", lambda: verbs.find_sessions(of_quest))
        self._called("page of a search", lambda: verbs.find_sessions(HistoryFilter(text="Chapter")))
        self._called("totals of the history", lambda: verbs.summary(everything))
        self._called("list of quests", verbs.list_quests)
        self._called("quests with their totals", verbs.quest_records)
        self._called("intervals of a day", lambda: verbs.intervals_between(now - timedelta(days=1), now))
        self._called("statistics of a year", lambda: verbs.statistics(*YEAR, By.MONTH, DayRules()))
        self._called("totals of the year before", lambda: verbs.totals_before(*YEAR, DayRules()))

    def _called(self, name: str, verb: Callable[[], Result]) -> Result:
        self._sent.take()
        result = verb()
        self._counts[name] = self._sent.take()
        return result


def _times(hour: int) -> SessionTimes:
    start = datetime(2026, 2, 2, hour, tzinfo=UTC)
    return SessionTimes(start, start + timedelta(minutes=25))
