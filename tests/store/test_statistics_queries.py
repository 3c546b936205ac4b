"""What statistics read comes from indexes, however long the history is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from focus_desktop.store import focus_stretches, session_groups
from tests.store.test_queries import NOW, database, plan

if TYPE_CHECKING:
    from focus_desktop.store.database import Database

__all__ = ["database"]
YEAR = timedelta(days=365)


@pytest.mark.parametrize("with_quests", [True, False])
def test_intervals_are_found_by_indexes(database: Database, with_quests: bool) -> None:
    steps = plan(
        database,
        lambda work: list(focus_stretches.read(work, NOW, NOW + YEAR, NOW, with_quests=with_quests)),
    )
    assert len(steps) >= 3
    for step in steps:
        if step == "USE TEMP B-TREE FOR GROUP BY":
            continue  # Only the sessions of the time are grouped, by their quests.
        assert "INDEX ix_" in step or "INDEX uq_focus_interval_one_open" in step, step
    assert any("COVERING INDEX ix_focus_interval_started_at" in step for step in steps)


def test_sessions_are_found_by_the_time_of_their_start(database: Database) -> None:
    parts = [(NOW, NOW + YEAR), (NOW + YEAR, NOW + 2 * YEAR)]
    steps = "\n".join(plan(database, lambda work: session_groups.read(work, parts)))
    assert steps.count("SEARCH session_total USING COVERING INDEX ix_session_total_started_at") == 2


def test_the_first_session_is_found_at_once(database: Database) -> None:
    (step,) = plan(database, session_groups.first_start)
    assert "COVERING INDEX ix_focus_session_started_at" in step
