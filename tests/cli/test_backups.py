"""Backups on the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from focus_desktop.model.session_times import SessionTimes
from tests.full_store import fill, rows

if TYPE_CHECKING:
    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from tests.cli.conftest import Run
    from tests.conftest import SettableClock


def work(controller: Controller, clock: SettableClock) -> None:
    start = clock.moment - timedelta(hours=2)
    controller.add_session(SessionTimes(start, start + timedelta(minutes=50)), 50)


def test_a_backup_is_made_listed_and_restored(
    run: Run, controller: Controller, clock: SettableClock, backups: Backups
) -> None:
    work(controller, clock)
    before = rows(controller)
    made = run("backup")
    (backup,) = backups.all()
    assert made.out == [f"Backed up to {backup.file}."]
    controller.delete_session(controller.history()[0].id)
    clock.advance(minutes=1)
    (line,) = run("backups").out
    assert "1 session · 50 min · made by hand" in line
    assert line.endswith(str(backup.file))
    restored = run("restore", str(backup.file))
    kept = backups.all()[0]
    assert restored.out == [f"Restored {backup.file.name}.", f"What was there before is in {kept.file}."]
    assert rows(controller) == before


def test_a_backup_to_a_file_of_ones_own_can_be_restored(
    run: Run, controller: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    fill(controller, clock)
    before = rows(controller)
    file = tmp_path / "mine.db"
    for _ in range(2):  # It replaces the one that is there.
        assert run("backup", str(file)).out == [f"Backed up to {file}."]
    for record in controller.history(limit=1000):
        controller.delete_session(record.id)
    assert run("restore", str(file)).status == 0
    assert rows(controller) == before


def test_a_backup_does_not_replace_the_store(run: Run, controller: Controller, sqlite_url: str) -> None:
    store = Path(sqlite_url.removeprefix("sqlite:///"))
    before = store.stat().st_ino
    refused = run("backup", str(store))
    assert refused.err[-1] == f"{store.name} is a database and is not replaced; choose another name."
    assert store.stat().st_ino == before


def test_backups_as_json_have_figures(run: Run, controller: Controller, clock: SettableClock) -> None:
    assert json.loads(run("backups", "--json").out[0]) == []
    work(controller, clock)
    run("backup")
    (told,) = json.loads(run("backups", "--json").out[0])
    assert (told["sessions"], told["focused_seconds"], told["reason"]) == (1, 3000, "by-hand")


def test_no_backups_are_told_with_their_folder(run: Run, backups: Backups) -> None:
    assert run("backups").out == [f"No backups yet in {backups.folder}."]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("restore", "nothing.db"), "nothing.db is no backup of Focus Desktop."),
        (("backup", "/nowhere/focus.db"), "No backup could be made in /nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, controller: Controller, arguments: tuple[str, ...], told: str
) -> None:
    refused = run(*arguments)
    assert refused.status == 1
    (line,) = refused.err
    assert told in line


def test_an_import_is_preceded_by_a_backup(
    run: Run, controller: Controller, clock: SettableClock, tmp_path: Path, backups: Backups
) -> None:
    work(controller, clock)
    file = tmp_path / "more.csv"
    file.write_text("started_at,completed_at\n2026-01-05T09:00:00Z,2026-01-05T09:25:00Z\n")
    assert run("import", str(file), "--dry-run").status == 0
    assert backups.all() == []
    assert run("import", str(file)).status == 0
    (backup,) = backups.all()
    assert (backup.reason, backup.sessions) == ("before-import", 1)
