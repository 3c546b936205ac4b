"""All data moves to a server and back: every row, or none."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import inspect, select

from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.progress import Cancelled, Progress
from focus_desktop.store import inspection, moving, plain_rows
from focus_desktop.store.database import Database
from tests import full_store
from tests.conftest import SettableClock
from tests.postgres import PostgresServer

TABLES = inspection.TABLES


@pytest.fixture
def server_url(postgres: PostgresServer) -> str:
    return postgres.new_database()


@pytest.fixture
def lived(open_controller: Callable[[], Controller], clock: SettableClock) -> Iterator[Controller]:
    """A controller on a SQLite file with rows in every table, and a session that runs."""
    with closing(open_controller()) as controller:
        full_store.fill(controller, clock)
        controller.start_session(description="still running", duration_minutes=50)
        clock.advance(minutes=3)
        clock.sleep(minutes=20)
        controller.complete_due_session()
        yield controller


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, those that triggers keep as well."""
    with closing(Database(url)) as database, database.reading() as work:
        tables = [inspect(table).local_table for table in TABLES]
        tables.append(
            next(table for table in tables[0].metadata.sorted_tables if table.name == "session_total")
        )
        return {
            table.name: sorted(tuple(row) for row in work.connection().execute(select(table)))
            for table in tables
        }


def test_everything_is_on_the_server_afterwards_and_the_file_is_as_it_was(
    lived: Controller, sqlite_url: str, server_url: str, backups: Backups
) -> None:
    before = rows(sqlite_url)
    assert all(before.values())
    moved = lived.move_to_server(server_url)
    assert rows(server_url) == rows(sqlite_url) == before
    assert moved.sessions == len(before["focus_session"])
    assert moved.backup == backups.all()[0].file
    assert moved.set_aside is None


def test_everything_comes_back_and_the_file_that_was_there_is_kept(
    lived: Controller, sqlite_url: str, server_url: str, clock: SettableClock
) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    lived.move_to_server(server_url)
    with closing(Controller(Database(server_url), clock)) as there:
        there.add_quest("made on the server", 3)
        moved = there.move_to_file(file)
    assert moved.set_aside is not None
    assert moved.backup is None
    assert rows(f"sqlite:///{file}") == rows(server_url)
    titles = {quest.title for quest in lived.list_quests()}  # It has noticed that the file is another one.
    assert "made on the server" in titles
    with closing(sqlite3.connect(moved.set_aside)) as aside:
        found = aside.execute("SELECT count(*) FROM quest WHERE title = 'made on the server'").fetchone()
    assert found == (0,)
    assert sorted(one.name for one in file.parent.iterdir()) == sorted([file.name, moved.set_aside.name])


def test_a_session_that_runs_goes_on_there(lived: Controller, server_url: str, clock: SettableClock) -> None:
    before = lived.active_session()
    assert before is not None
    lived.move_to_server(server_url)
    with closing(Controller(Database(server_url), clock)) as there:
        after = there.active_session()
        assert after is not None
        assert (after.session, after.focused(clock.now())) == (before.session, before.focused(clock.now()))


def test_a_server_with_data_is_left_alone(lived: Controller, server_url: str, clock: SettableClock) -> None:
    with closing(Controller(Database(server_url), clock)) as there:
        there.add_quest("theirs", 3)
    before = rows(server_url)
    with pytest.raises(StoreUnavailable) as error:
        lived.move_to_server(server_url)
    assert error.value.reason is StoreProblem.NOT_EMPTY
    assert rows(server_url) == before


def test_nothing_is_there_if_it_is_cancelled_at_any_time(lived: Controller, server_url: str) -> None:
    seen: list[Progress] = []

    def cancel_at(step: int) -> Callable[[Progress], None]:
        def tell(progress: Progress) -> None:
            seen.append(progress)
            if len(seen) == step:
                raise Cancelled

        return tell

    for step in (1, 3, len(TABLES) + 2):
        seen.clear()
        with pytest.raises(Cancelled):
            lived.move_to_server(server_url, cancel_at(step))
        assert not any(rows(server_url).values())
    seen.clear()
    lived.move_to_server(server_url, seen.append)
    assert [one.done for one in seen] == sorted({one.done for one in seen})
    assert seen[-1].done == seen[-1].total


def test_a_copy_that_differs_in_one_value_does_not_count(
    lived: Controller, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = plain_rows.insert

    def with_a_fault(work: object, table: str, columns: list[str], values: list[tuple[object, ...]]) -> None:
        if table == "focus_gap":
            (*most, _), *others = values
            values = [(*most, "2026-03-02T23:59:59.000001Z"), *others]
        insert(work, table, columns, values)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "insert", with_a_fault)
    with pytest.raises(StoreUnavailable, match="table focus_gap cannot be kept") as error:
        lived.move_to_server(server_url)
    assert error.value.reason is StoreProblem.NOT_MOVED
    assert not any(rows(server_url).values())


@pytest.mark.parametrize("text", [b"nul \x00 inside", b"not \xff UTF-8"])
def test_text_that_the_server_cannot_keep_is_named_and_nothing_is_moved(
    lived: Controller, sqlite_url: str, server_url: str, text: bytes
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other, other:
        other.execute(
            "UPDATE focus_session SET description = CAST(? AS TEXT) WHERE id ="
            " (SELECT id FROM focus_session LIMIT 1)",
            [text],
        )
    with pytest.raises(StoreUnavailable, match="table focus_session cannot be kept") as error:
        lived.move_to_server(server_url)
    assert error.value.reason is StoreProblem.NOT_MOVED
    assert not any(rows(server_url).values())


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_moved(
    lived: Controller, sqlite_url: str, server_url: str
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other, other:
        other.execute("PRAGMA ignore_check_constraints = 1")
        other.execute("UPDATE focus_gap SET ended_at = 'later'")
    with pytest.raises(StoreUnavailable, match="ended_at") as error:
        lived.move_to_server(server_url)
    assert error.value.reason is StoreProblem.UNREADABLE_VALUE


def test_moments_that_another_program_wrote_otherwise_are_the_same_moments(
    lived: Controller, sqlite_url: str, server_url: str
) -> None:
    ident = uuid4()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other, other:
        other.execute(
            "INSERT INTO focus_session (id, duration_minutes, status, started_at)"
            " VALUES (?, 25, 'cancelled', '2025-01-31 08:00:00')",
            [ident.hex],
        )
    lived.move_to_server(server_url)
    with psycopg.connect(server_url) as connection:
        found = connection.execute(
            "SELECT started_at AT TIME ZONE 'UTC' FROM focus_session WHERE id = %s", [ident]
        ).fetchone()
    assert found is not None
    assert str(found[0]) == "2025-01-31 08:00:00"


def test_data_is_not_moved_to_where_it_is(lived: Controller, sqlite_url: str, server_url: str) -> None:
    with pytest.raises(StoreUnavailable) as error:
        lived.move_to_file(Path(sqlite_url.removeprefix("sqlite:///")))
    assert error.value.reason is StoreProblem.SAME_PLACE


def test_nobody_can_write_to_what_is_being_moved(
    controller: Controller, open_again: Callable[[], Controller], server_url: str
) -> None:
    controller.add_quest("first", 3)
    other, refused = open_again(), []

    def write(_progress: Progress) -> None:
        with pytest.raises(StoreUnavailable) as error, other.time_limit(0.1):
            other.add_quest("second", 3)
        refused.append(error.value.reason)

    controller.move_to_server(server_url, write)
    assert set(refused) == {StoreProblem.LOCKED}
    other.add_quest("third", 3)
    assert len(rows(server_url)["quest"]) == 1
