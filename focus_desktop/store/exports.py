"""SQL that reads sessions and quests as they travel: page by page, so that no lock is held for long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import OriginalCopy, QuestCopy, SessionCopy, StretchCopy, moment_of
from focus_desktop.store.plain_rows import MOST_VALUES, rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session

    from focus_desktop.model.selection import Selection

PAGE = 2000
_STATUSES = frozenset(SessionStatus)
_SESSIONS = """
    SELECT s.id, s.quest_id, s.description, s.duration_minutes, s.status, s.started_at, s.completed_at, q.title
    FROM focus_session s LEFT JOIN quest q ON q.id = s.quest_id WHERE {conditions}
    ORDER BY s.started_at, s.id LIMIT {limit:d}"""
_QUESTS = """
    SELECT q.id, q.title, q.status, q.current_value, q.target_value, d.colour, d.unit, d.weekly_budget_minutes
    FROM quest q LEFT JOIN quest_details d ON d.quest_id = q.id"""
Parts = "dict[str, list[StretchCopy]]"
