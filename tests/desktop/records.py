"""Makes session records for views, without a store."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from focus_desktop.desktop.window.history.history_model import Column, HistoryModel
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(
    status: SessionStatus = SessionStatus.COMPLETED,
    *,
    description: str | None = None,
    quest: Quest | None = None,
    minutes: int = 25,
    started_at: datetime = NINE,
    focused: int = 25,
) -> SessionRecord:
    """A session that started at nine; it was worked on for `focused` minutes, or still is."""
    end = None if status is SessionStatus.ACTIVE else started_at + timedelta(minutes=focused)
    session = FocusSession(
        id=uuid4(),
        quest_id=None if quest is None else quest.id,
        description=description,
        duration_minutes=minutes,
        status=status,
        started_at=started_at,
        completed_at=end if status is SessionStatus.COMPLETED else None,
    )
    interval = FocusInterval(session_id=session.id, started_at=started_at, ended_at=end)
    return SessionRecord(session, (interval,), quest)


def paused(*, description: str | None = None, minutes: int = 25, focused: int = 10) -> SessionRecord:
    """A session that started at nine and stands still since `focused` minutes past nine."""
    running = record(SessionStatus.ACTIVE, description=description, minutes=minutes)
    running.intervals[0].ended_at = NINE + timedelta(minutes=focused)
    return running


def texts(model: HistoryModel, column: Column) -> list[str]:
    """What a column of the history says of each session, without the headings of days."""
    return [str(model.index(row, column).data()) for row, _record in model.sessions()]


def row_of(model: HistoryModel, place: int) -> int:
    """The row of the session with this place among all sessions, from 0."""
    return [row for row, _record in model.sessions()][place]
