"""The window keeps the data on a PostgreSQL server, and back on this computer, without being restarted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from focus_desktop.controller import Controller
from focus_desktop.data_place import DataPlace
from focus_desktop.desktop.window.preferences.move_dialog import MoveDialog
from focus_desktop.desktop.window.preferences.pages import DataPage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.model.database_server import server_of
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile
from focus_desktop.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller.backups import Backups
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.preferences.place_section import PlaceSection
    from tests.conftest import SettableClock
    from tests.desktop.conftest import Opened
    from tests.postgres import PostgresServer

pytestmark = pytest.mark.asynchronous


@pytest.fixture
def server_url(postgres: PostgresServer) -> str:
    return postgres.new_database()


@pytest.fixture
def services(services: AppServices, clock: SettableClock, tmp_path: Path, backups: Backups) -> AppServices:
    """The services of an app that opens the store which the settings name."""
    file = tmp_path / "data" / "focus.db"

    def place() -> DataPlace:
        return DataPlace(lambda: SettingsFile(services.settings_file).current, file, clock)

    return replace(
        services,
        open_controller=lambda: Controller(Database(place().url_to_open()), clock, backups),
        data_place=place,
        database_place=lambda: str(file) if place().server is None else place().url,
    )


def section_of(app: Application) -> PlaceSection:
    app.preferences.open()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.show_page(DataPage).place


def choose(section: PlaceSection, url: str) -> None:
    section.choice.setCurrentIndex(1)
    server = server_of(url)
    section.form.show_server(server)


def dialog_of(qtbot: QtBot) -> MoveDialog:
    def shown() -> list[MoveDialog]:
        return [
            one for one in QApplication.topLevelWidgets() if isinstance(one, MoveDialog) and one.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def descriptions(app: Application, qtbot: QtBot) -> list[str | None]:
    found: list[list[str | None]] = []
    app.store.query(
        lambda controller: [one.session.description for one in controller.history()],
        done=found.append,
        refused=lambda error: found.append([str(error)]),
    )
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_the_data_is_moved_to_a_server_and_used_there_at_once(
    open_app: Opened, qtbot: QtBot, server_url: str, controller: Controller, clock: SettableClock
) -> None:
    controller.start_session(description="here", duration_minutes=25)
    app = open_app()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    section = section_of(app)
    choose(section, server_url)
    section.use.click()
    dialog = dialog_of(qtbot)
    with qtbot.waitSignal(app.ready):
        dialog.act.click()
    assert "Moved 1 session to postgres@/" in dialog.headline.text()
    assert "is still there, as it was" in dialog.about.text()
    dialog.reject()
    assert app.settings.current.database_server == server_of(server_url).url()
    # What is done now is done on the server: the session that runs went along.
    app.user_actions.pause()
    there = Controller(Database(server_url), clock)
    qtbot.waitUntil(lambda: (record := there.active_session()) is not None and record.is_paused)
    there.close()
    here = controller.active_session()
    assert here is not None
    assert not here.is_paused


def test_a_server_with_data_is_used_as_it_is_and_the_file_again_afterwards(
    open_app: Opened, qtbot: QtBot, server_url: str, controller: Controller, clock: SettableClock
) -> None:
    there = Controller(Database(server_url), clock)
    there.start_session(description="there", duration_minutes=25)
    controller.start_session(description="here", duration_minutes=25)
    app = open_app()
    qtbot.waitUntil(lambda: app.timer.active is not None)
    section = section_of(app)
    choose(section, server_url)
    section.use.click()
    dialog = dialog_of(qtbot)
    assert not dialog.act.isVisible()
    assert "There is 1 session there already" in dialog.about.text()
    with qtbot.waitSignal(app.ready):
        dialog.use.click()
    qtbot.waitUntil(lambda: app.timer.active is not None and app.timer.active.session.description == "there")
    assert descriptions(app, qtbot) == ["there"]
    (active,) = there.history()
    there.update_session(active.id, status=SessionStatus.COMPLETED)
    qtbot.waitUntil(lambda: app.timer.active is None, timeout=5000)  # It listens to the server.
    there.close()
    section.choice.setCurrentIndex(0)
    section.use.click()
    with qtbot.waitSignal(app.ready):
        dialog_of(qtbot).use.click()
    assert descriptions(app, qtbot) == ["here"]
    qtbot.waitUntil(lambda: app.timer.active is not None)


def test_a_connection_that_fails_is_told_in_words_and_changes_nothing(open_app: Opened, qtbot: QtBot) -> None:
    app = open_app()
    section = section_of(app)
    choose(section, "postgresql://me@127.0.0.1:1/focus")
    section.form.check.click()
    assert not section.form.check.isEnabled()
    qtbot.waitUntil(section.form.check.isEnabled)
    assert section.told.text().startswith("Nothing answers at 127.0.0.1, port 1;")
    section.use.click()
    qtbot.waitUntil(section.use.isEnabled)
    assert section.told.text().startswith("Nothing answers at 127.0.0.1, port 1;")
    assert app.settings.current.database_server is None


def test_the_environment_counts_more_and_the_page_says_so(
    open_app: Opened, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    monkeypatch.setenv("FOCUS_DESKTOP_DATABASE_URL", sqlite_url)
    section = section_of(open_app())
    assert not section.isEnabled()
    assert section.told.text().startswith("FOCUS_DESKTOP_DATABASE_URL says where the data is")
