"""What is missing in a store is made again where it can be, and named where it cannot."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.store.database import Database
from tests.controller.query_plans import executed
from tests.full_store import fill

if TYPE_CHECKING:
    from tests.conftest import SettableClock


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as shell, shell:
        return shell.execute(statement).fetchall()


RULES = "SELECT name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql != '' ORDER BY name"


def test_indexes_and_triggers_that_are_missing_are_made_again(sqlite_url: str) -> None:
    Database(sqlite_url).close()
    before = ask(sqlite_url, RULES)
    for kind in ("index", "trigger"):
        for (name,) in ask(
            sqlite_url, f"SELECT name FROM sqlite_schema WHERE type = '{kind}' AND sql IS NOT NULL"
        ):
            ask(sqlite_url, f"DROP {kind} {name}")
    Database(sqlite_url).close()
    assert ask(sqlite_url, RULES) == before


def test_a_store_that_is_up_to_date_is_opened_by_few_statements(url: str) -> None:
    Database(url).close()
    with executed(everything=True) as found:
        Database(url).close()
    statements = [statement for statement, _ in found if not statement.startswith(("PRAGMA busy", "BEGIN"))]
    assert len(statements) == 2  # What there is, and of which version.


def test_what_the_triggers_sum_up_is_right_after_they_were_missing(
    sqlite_url: str, clock: SettableClock
) -> None:
    controller = Controller(Database(sqlite_url), clock)
    fill(controller, clock)
    controller.close()
    totals = "SELECT session_id, focused_us FROM session_total ORDER BY session_id"
    before = ask(sqlite_url, totals)
    ask(sqlite_url, "DROP TRIGGER total_focus_interval_updated")
    ask(sqlite_url, "UPDATE session_total SET focused_us = 1")
    Database(sqlite_url).close()
    assert ask(sqlite_url, totals) == before


def test_two_active_sessions_are_told_by_the_rule_that_is_missing(
    sqlite_url: str, clock: SettableClock
) -> None:
    controller = Controller(Database(sqlite_url), clock)
    for _ in range(2):
        session = controller.start_session(25)
        clock.advance(minutes=1)
        controller.update_session(session.id, status="cancelled")
    controller.close()
    ask(sqlite_url, "DROP INDEX uq_focus_session_one_active")
    ask(sqlite_url, "UPDATE focus_session SET status = 'active'")
    with pytest.raises(StoreUnavailable, match="uq_focus_session_one_active is missing"):
        Database(sqlite_url)
