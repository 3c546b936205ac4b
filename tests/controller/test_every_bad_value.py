"""One bad value is one bad value: whatever stands in any column, everything else can be done."""

from __future__ import annotations

import math
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlmodel import SQLModel

from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.exchange.format import EXPORTED
from focus_desktop.model.errors import FocusError
from focus_desktop.model.history_query import HistoryFilter, HistoryOrder, SortBy
from focus_desktop.model.local_days import DayRules
from focus_desktop.model.statistics import By
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from focus_desktop.store.inspection import TABLES
from tests.unreadable import relax

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import SettableClock

USUAL = (None, "many", b"\x00\xff", 2**62, math.inf)
MORE = ("a\0b", -5, 2.5, "", "9999-12-31T23:59:59.000000Z", "-4713-01-01T00:00:00.000000Z", "\u202e", 10**17)
COLUMNS = [
    (str(table.__tablename__), column.name)
    for table in TABLES
    for column in SQLModel.metadata.tables[str(table.__tablename__)].columns
]
START, END = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
"""What was lived through is in March. A year of statistics would take as long as all other questions."""


@pytest.fixture
def lived(sqlite_url: str, clock: SettableClock, tmp_path: Path) -> Path:
    """A store with rows in all tables, which takes NULL everywhere."""
    controller = Controller(Database(sqlite_url), clock)
    controller.new_quest("Read", colour=3)
    (quest,) = controller.list_quests()
    session = controller.start_session(25, quest.id, "Bad")
    clock.advance(minutes=10)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    clock.advance(minutes=10)
    controller.edit_session(session.id, description="Worse")
    controller.start_session(25, quest.id, "Active")
    clock.advance(minutes=2)
    clock.sleep(minutes=5)
    controller.complete_due_session()
    controller.close()
    relax(sqlite_url)
    return tmp_path / "data" / "focus.db"


def questions(controller: Controller, bad: UUID) -> Iterator[Callable[[], object]]:
    """What must be answered, whatever is in the store."""
    yield controller.list_sessions
    yield controller.history
    for by in SortBy:
        yield lambda by=by: controller.find_sessions(HistoryFilter(text="a"), HistoryOrder(by))  # type: ignore[misc]
    yield lambda: controller.summary(HistoryFilter())
    yield lambda: controller.free_stretch(timedelta(hours=1))
    yield controller.list_quests
    yield controller.quest_records
    yield controller.quest_colours
    yield controller.active_session
    yield controller.unanswered_gap
    yield lambda: controller.completed_between(START, END)
    yield lambda: controller.intervals_between(START, END)
    for row in By:
        yield lambda row=row: controller.statistics(START.date(), END.date(), row, DayRules())  # type: ignore[misc]
    yield controller.watch_others
    yield controller.catch_up
    yield controller.keep_time
    yield controller.complete_due_session
    yield controller.leave_session
    yield controller.check_store
    yield controller.unreadable_contents
    yield lambda: controller.add_quest("Another")


def requests(controller: Controller, bad: UUID) -> Iterator[Callable[[], object]]:
    """What may be refused with a reason."""
    yield lambda: controller.original(bad)
    yield lambda: controller.pause_session(bad)
    yield lambda: controller.resume_session(bad)
    yield lambda: controller.extend_session(bad)
    yield lambda: controller.update_session(bad, description="x")
    yield lambda: controller.edit_session(bad, description="x")
    yield lambda: controller.start_session(25)
    yield lambda: controller.discard_session(bad)


def set_all_aside(controller: Controller) -> None:
    """Set aside what a check finds, until it finds nothing."""
    controller.check_store()
    while found := controller.unreadable_rows():
        assert controller.unreadable_row(found[0].row) in found
        controller.set_row_aside(found[0])
        controller.check_store()


@pytest.mark.parametrize("is_active", [False, True], ids=["ended", "active"])
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_bad_value_keeps_nobody_from_anything_else(
    lived: Path,
    clock: SettableClock,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    table: str,
    column: str,
    is_active: bool,
) -> None:
    is_long = request.config.getoption("--reliability")
    if not (is_active or is_long):
        pytest.skip("only with --reliability")
    for value in (*USUAL, *MORE) if is_long else USUAL[:2]:
        store = tmp_path / "bad.db"
        shutil.copy(lived, store)
        with closing(sqlite3.connect(store)) as file, file:
            file.execute("PRAGMA ignore_check_constraints = ON")
            order = "DESC" if is_active else "ASC"
            which = f"rowid = (SELECT rowid FROM {table} ORDER BY rowid {order} LIMIT 1)"
            (bad,) = file.execute(f"SELECT id FROM focus_session ORDER BY rowid {order} LIMIT 1").fetchone()
            with suppress(sqlite3.IntegrityError):
                file.execute(f"UPDATE {table} SET {column} = ? WHERE {which}", [value])
        use(Controller(Database(f"sqlite:///{store}"), clock), UUID(bad), tmp_path, clock, store)


def use(controller: Controller, bad: UUID, folder: Path, clock: SettableClock, store: Path) -> None:
    """Ask for everything that can be asked for; end with a store in which nothing is wrong."""
    for question in questions(controller, bad):
        question()
    for chosen in EXPORTED:
        controller.export_sessions(folder / f"out.{chosen}", chosen)
    Backups(f"sqlite:///{store}", lambda: folder, folder, clock).copy_to(folder / "copy.db")
    for request in requests(controller, bad):
        with suppress(FocusError):
            request()
    set_all_aside(controller)
    record = controller.active_session()
    if record is not None:
        controller.update_session(record.id, status=SessionStatus.CANCELLED)
    controller.start_session(25)
    controller.close()
