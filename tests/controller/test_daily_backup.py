"""The backup of the day is made by itself, and ends with the app."""

import threading
from typing import TYPE_CHECKING

import pytest

from focus_desktop.controller import Controller, daily_backup
from focus_desktop.controller.backups import Backups
from focus_desktop.controller.daily_backup import DailyBackup
from focus_desktop.model.backup import BackupReason
from tests.conftest import SettableClock

if TYPE_CHECKING:
    from focus_desktop.model.errors import FocusError


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for hours."""
    monkeypatch.setattr(daily_backup, "FIRST_AFTER_S", 0.01)
    monkeypatch.setattr(daily_backup, "EVERY_S", 0.01)


def test_it_is_made_once_a_day(sqlite_controller: Controller, backups: Backups, clock: SettableClock) -> None:
    refused: list[FocusError] = []
    daily = DailyBackup(backups, refused.append)
    daily.start()
    for day in range(1, 4):
        sqlite_controller.add_quest(f"Quest {day}")
        _wait_for(lambda day=day: len(backups.all()) == day)
        clock.advance(minutes=25 * 60)
    daily.stop()
    assert refused == []
    assert {one.reason for one in backups.all()} == {BackupReason.DAILY}


def test_what_stands_in_the_way_is_told_and_tried_again(
    sqlite_controller: Controller, backups: Backups
) -> None:
    backups.folder.write_text("not a folder")
    refused: list[FocusError] = []
    daily = DailyBackup(backups, refused.append)
    daily.start()
    _wait_for(lambda: len(refused) > 1)
    backups.folder.unlink()
    _wait_for(lambda: len(backups.all()) == 1)
    daily.stop()
    assert "choose another folder" in refused[0].message


def test_it_ends_in_the_middle_of_a_backup(
    sqlite_controller: Controller, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = threading.Event(), threading.Event()
    make = backups.make_if_due

    def slowly(on_progress: object) -> object:
        begun.set()
        stopped.wait()
        return make(on_progress)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "make_if_due", slowly)
    daily = DailyBackup(backups, lambda _error: None)
    daily.start()
    begun.wait()
    daily._stopped.set()
    stopped.set()
    daily.stop()
    assert backups.all() == []


def _wait_for(is_so: object) -> None:
    patience = threading.Event()
    for _ in range(1000):
        if is_so():  # type: ignore[operator]
            return
        patience.wait(0.01)
    pytest.fail("waited 10 s in vain")
