"""Histories as people live them, each made of some hypothesis-chosen acts in seconds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from focus_desktop.model.status import SessionStatus, TimeUp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from focus_desktop.controller import Controller
    from tests.conftest import SettableClock

    Act = Callable[["Life"], object]

HOUR = 3600
FAR = datetime(2025, 12, 25, tzinfo=UTC)


class Life:
    """A person with a clock, some quests, and a store."""

    def __init__(self, controller: Controller, clock: SettableClock, quests: list[UUID], file: Path) -> None:
        self.controller, self.clock, self.quests, self.file = controller, clock, quests, file

    def start(self, minutes: int, quest: int | None, time_up: TimeUp) -> None:
        """Start a session, if none is active."""
        if self.controller.active_session() is None:
            quest_id = None if quest is None else self.quests[quest]
            self.controller.start_session(minutes, quest_id, time_up=time_up)

    def work(self, seconds: int) -> None:
        """Let time pass while the app is awake."""
        while seconds > 0:
            step = min(seconds, 55)
            self.clock.advance(seconds=step)
            self.controller.keep_time()
            seconds -= step

    def sleep(self, seconds: int, *, is_counted: bool) -> None:
        """Let the machine sleep: a gap, if a session runs."""
        self.clock.sleep(seconds=seconds)
        self.controller.keep_time()
        found = self.controller.unanswered_gap()
        if found is not None:
            answer = self.controller.count_gap if is_counted else self.controller.cut_gap
            answer(found.gap.id)

    def pause_or_resume(self) -> None:
        """Pause the active session, or resume it."""
        record = self.controller.active_session()
        if record is not None:
            act = self.controller.resume_session if record.is_paused else self.controller.pause_session
            act(record.id)

    def end(self, status: SessionStatus) -> None:
        """End the active session."""
        record = self.controller.active_session()
        if record is not None and not record.is_due(self.clock.read()):
            self.controller.update_session(record.id, status=status)

    def edit(self, seconds: int) -> None:
        """Let another program move the last ended session, and give it another quest."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            known = connection.execute(
                "SELECT id, started_at FROM focus_session WHERE status <> 'active' ORDER BY started_at DESC"
            ).fetchone()
            if known is None:
                return
            ident, start = known
            connection.execute(
                "UPDATE focus_session SET started_at = ?, quest_id = ? WHERE id = ?",
                (_moved(start, seconds), self.quests[0].hex, ident),
            )
            for row, begin, end in connection.execute(
                "SELECT id, started_at, ended_at FROM focus_interval WHERE session_id = ?", (ident,)
            ).fetchall():
                connection.execute(
                    "UPDATE focus_interval SET started_at = ?, ended_at = ? WHERE id = ?",
                    (_moved(begin, seconds), _moved(end, seconds), row),
                )


def _moved(text: str, seconds: int) -> str:
    moment = datetime.fromisoformat(text) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def acts() -> st.SearchStrategy[list[Act]]:
    """What a person does, one thing after the other; sessions often go on over midnight."""
    seconds = st.integers(1, 2 * HOUR)
    starts = st.builds(
        lambda minutes, quest, time_up: lambda life: life.start(minutes, quest, time_up),
        st.sampled_from((5, 25, 50, 90)) | st.integers(1, 200),
        st.none() | st.integers(0, 2),
        st.sampled_from(TimeUp),
    )
    works = seconds.map(lambda length: lambda life: life.work(length))
    others = st.one_of(
        st.builds(
            lambda length, is_counted: lambda life: life.sleep(length, is_counted=is_counted),
            st.integers(1, 8 * HOUR),
            st.booleans(),
        ),
        st.just(lambda life: life.pause_or_resume()),
        st.sampled_from((SessionStatus.COMPLETED, SessionStatus.CANCELLED)).map(
            lambda status: lambda life: life.end(status)
        ),
        st.integers(-3 * HOUR, 3 * HOUR).map(lambda length: lambda life: life.edit(length)),
    )
    return st.lists(starts | works | others, min_size=3, max_size=14)


def begins(zone: ZoneInfo, changes: tuple[date, date]) -> st.SearchStrategy[datetime]:
    """Times in the hours before and after a change of the clocks, and other times of the year."""
    near = st.builds(
        lambda day, hours: datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(hours=hours),
        st.sampled_from(changes),
        st.integers(-30, 30),
    )
    far = st.integers(0, 365 * 24 * HOUR).map(lambda length: FAR + timedelta(seconds=length))
    return st.one_of(near, near, far).map(lambda one: one.astimezone(UTC).replace(microsecond=0))
