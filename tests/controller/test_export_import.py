"""What goes out comes back as it was; what comes in is all or nothing, and can be taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from focus_desktop.controller import Controller
from focus_desktop.exchange.format import Format
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.progress import Cancelled, Progress
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.full_store import fill, rows


@pytest.fixture
def filled(controller: Controller, clock: SettableClock) -> Controller:
    """A controller on a store with everything that it can hold."""
    fill(controller, clock)
    return controller


@pytest.fixture
def empty(tmp_path: Path, clock: SettableClock) -> Iterator[Controller]:
    """A controller on another store, which is empty."""
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    yield Controller(database, clock)
    database.close()


def test_json_brings_every_row_of_every_table_into_an_empty_store(
    filled: Controller, empty: Controller, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    assert filled.export_sessions(file, Format.JSON).sessions == 18
    plan = empty.preview_import(file)
    assert (plan.preview.added, plan.preview.duplicates, plan.preview.left_out) == (18, 0, 0)
    empty.import_sessions(plan)
    assert rows(empty) == rows(filled)
    assert all(rows(filled).values())
    everything = HistoryFilter(with_short_cancelled=True)
    assert empty.summary(everything) == filled.summary(everything)


def test_json_comes_back_into_the_same_kind_of_store(
    filled: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    before = rows(filled)
    filled.export_sessions(tmp_path / "all.json", Format.JSON)
    for quest in filled.list_quests():
        filled.delete_quest(quest.id)
    filled.delete_sessions([record.id for record in filled.history()])
    assert not any(rows(filled).values())
    filled.import_sessions(filled.preview_import(tmp_path / "all.json"))
    assert rows(filled) == before


def test_csv_brings_back_sessions_and_intervals_with_hostile_texts(
    filled: Controller, empty: Controller, tmp_path: Path
) -> None:
    file = tmp_path / "all.csv"
    filled.export_sessions(file, Format.CSV)
    empty.import_sessions(empty.preview_import(file))
    before, after = rows(filled), rows(empty)
    assert after["focus_session"] == before["focus_session"]
    intervals = [{row[1:] for row in found["focus_interval"]} for found in (before, after)]
    assert intervals[0] == intervals[1]
    of_sessions = {row[1] for row in before["focus_session"]}
    assert {row[:2] for row in after["quest"]} == {
        row[:2] for row in before["quest"] if row[0] in of_sessions
    }


def test_a_second_import_of_the_same_file_finds_duplicates_only(filled: Controller, tmp_path: Path) -> None:
    before = rows(filled)
    for kind in (Format.JSON, Format.CSV):
        file = tmp_path / f"all.{kind}"
        filled.export_sessions(file, kind)
        plan = filled.preview_import(file)
        assert (plan.preview.added, plan.preview.duplicates, plan.preview.new_quests) == (0, 18, 0)
        edit = filled.import_sessions(plan)
        assert edit.is_empty
        assert rows(filled) == before


def test_an_import_is_undone_and_done_again_with_the_same_rows(
    filled: Controller, clock: SettableClock, tmp_path: Path, open_again: Callable[[], Controller]
) -> None:
    file = tmp_path / "all.json"
    filled.export_sessions(file, Format.JSON)
    filled.delete_sessions([record.id for record in filled.history(limit=10)])
    filled.delete_quest(filled.list_quests()[3].id)
    before = rows(filled)
    edit = filled.import_sessions(filled.preview_import(file))
    after = rows(filled)
    assert before != after
    file.unlink()  # It is not needed any more.
    for _ in range(2):
        filled.undo(edit)
        assert rows(filled) == before
        filled.redo(edit)
        assert rows(filled) == after
    assert rows(open_again()) == after


def test_a_cancelled_import_changes_nothing(filled: Controller, empty: Controller, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    filled.export_sessions(file, Format.JSON)
    plan = empty.preview_import(file)

    def cancel(progress: Progress) -> None:
        if progress.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        empty.import_sessions(plan, cancel)
    assert not any(rows(empty).values())
    with pytest.raises(Cancelled):
        empty.preview_import(file, on_progress=cancel)


def test_a_cancelled_export_leaves_no_file(filled: Controller, tmp_path: Path) -> None:
    def cancel(_: Progress) -> None:
        raise Cancelled

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(Cancelled):
        filled.export_sessions(folder / "all.json", Format.JSON, on_progress=cancel)
    assert list(folder.iterdir()) == []


def test_an_import_without_a_place_for_temporary_files_is_refused(
    filled: Controller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.json"
    filled.export_sessions(file, Format.JSON)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(StoreUnavailable, match=r"missing/.* cannot be made \(No such file or directory\)"):
        filled.preview_import(file)
