"""Backups in the window: every day, when they are asked for, and in a folder of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from focus_desktop.controller import daily_backup
from focus_desktop.desktop.window.file_dialog import FileDialog
from focus_desktop.desktop.window.preferences.pages import DataPage
from focus_desktop.model.backup import BackupReason
from tests.desktop.window.test_preferences import opened

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from focus_desktop.desktop.application import Application


@pytest.fixture
def page(app: Application, controller: Controller) -> DataPage:
    """The preferences of the data."""
    controller.add_quest("Read")
    return opened(app).show_page(DataPage)


def test_a_backup_is_made_when_it_is_asked_for(page: DataPage, backups: Backups, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.last_backup.text() == "There is no backup yet.")
    page.back_up.click()
    assert not page.back_up.isEnabled()
    qtbot.waitUntil(page.back_up.isEnabled)
    (backup,) = backups.all()
    assert backup.reason is BackupReason.REQUEST
    assert page.last_backup.text().endswith("0 sessions · 0 min · made by hand")


def test_what_stands_in_the_way_of_a_backup_is_told_beside_the_button(
    page: DataPage, backups: Backups, qtbot: QtBot
) -> None:
    backups.folder.write_text("not a folder")
    page.back_up.click()
    qtbot.waitUntil(page.back_up.isEnabled)
    assert "choose another folder" in page.last_backup.text()


def test_another_folder_can_be_chosen(app: Application, page: DataPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.choose_folder.click()
    (dialog,) = page.findChildren(FileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert app.settings.current.backup_folder == str(tmp_path)


def test_the_backup_of_the_day_is_made_and_a_failure_told_once(
    app: Application, controller: Controller, backups: Backups, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "FIRST_AFTER_S", 0.01)
    monkeypatch.setattr(daily_backup, "EVERY_S", 0.01)
    backups.folder.write_text("not a folder")
    app.backups.start()
    qtbot.waitUntil(app.window.banner.isVisible)
    assert "choose another folder" in app.window.banner.accessibleDescription()
    app.window.banner.dismiss()
    qtbot.wait(100)
    assert not app.window.banner.isVisible()
    backups.folder.unlink()
    qtbot.waitUntil(lambda: len(backups.all()) == 1)
    QApplication.processEvents()
