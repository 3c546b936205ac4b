"""The login's entry and the global key, switched in the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from focus_desktop import paths
from focus_desktop.desktop.system import desktop_integration
from focus_desktop.desktop.window.preferences.desktop_page import DesktopPage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.settings import SettingsFile
from tests.desktop.conftest import banner
from tests.portal import DECLINED, FakePortal

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from tests.bus_service import PrivateBus
    from tests.desktop.conftest import Opened


@pytest.fixture
def login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The login's entry, not yet made."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "autostart" / f"{paths.APP_ID}.desktop"


def open_page(app: Application) -> DesktopPage:
    app.window.commands.preferences.trigger()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.show_page(DesktopPage)


def test_starting_at_login_is_shown_as_it_is_on_the_disk(login: Path, app: Application) -> None:
    page = open_page(app)
    assert not page.autostart.isChecked()
    page.autostart.click()
    assert page.autostart.isChecked()
    assert "--minimized" in login.read_text()
    login.write_text(login.read_text() + "Hidden=true\n")
    assert not open_page(app).autostart.isChecked()
    page.autostart.click()
    assert "Hidden" not in login.read_text()
    page.autostart.click()
    assert not login.exists()
    login.mkdir()
    assert not open_page(app).autostart.isChecked()
    assert page.autostart_state.text().startswith(f"{login} cannot be read")


def test_an_entry_that_cannot_be_made_is_told_and_not_shown_as_made(login: Path, app: Application) -> None:
    login.parent.parent.mkdir(exist_ok=True)
    login.parent.write_text("a file in its place")
    page = open_page(app)
    page.autostart.click()
    assert not page.autostart.isChecked()
    assert page.autostart_state.text().startswith(f"{login} cannot be changed")


def test_the_key_starts_the_last_session_from_everywhere_now_and_after_a_restart(
    portal: FakePortal, open_app: Opened, controller: Controller, qtbot: QtBot
) -> None:
    app = open_app()
    page = open_page(app)
    assert page.global_shortcut_state.text() == desktop_integration.OFF
    with qtbot.waitSignal(app.global_shortcut.bound):
        page.global_key.click()
    assert page.global_shortcut_state.text() == "The key is Ctrl+Alt+F."
    with qtbot.waitSignal(app.announcements.session_started):
        portal.press("start")
    with qtbot.waitSignal(app.global_shortcut.pressed):
        portal.press("start")
    assert banner(app)[0] == "A session is already running"
    app.quit()
    app = open_app()
    qtbot.waitUntil(lambda: app.desktop_integration._state == "The key is Ctrl+Alt+F.")
    assert open_page(app).global_key.isChecked()


def test_a_key_that_was_switched_on_before_the_later_parts_are_started_is_asked_for_once(
    portal: FakePortal, app: Application, qtbot: QtBot
) -> None:
    page = open_page(app)
    with qtbot.waitSignal(app.global_shortcut.bound):
        page.global_key.click()
    with qtbot.assertNotEmitted(app.global_shortcut.bound, wait=300):
        app.desktop_integration.start()
    with qtbot.waitSignal(app.global_shortcut.pressed):
        portal.press("start")


def test_a_key_that_is_not_wanted_any_more_is_given_back(
    portal: FakePortal, app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_page(app)
    with qtbot.waitSignal(app.global_shortcut.bound):
        page.global_key.click()
    page.global_key.click()
    assert page.global_shortcut_state.text() == desktop_integration.OFF
    assert not SettingsFile(tmp_path / "settings.json").current.global_key
    with qtbot.assertNotEmitted(app.global_shortcut.pressed, wait=100):
        portal.press("start")


def test_a_key_that_was_declined_is_not_asked_for_again(
    portal: FakePortal, app: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    portal.code = DECLINED
    page = open_page(app)
    with qtbot.waitSignal(app.global_shortcut.refused):
        page.global_key.click()
    assert (page.global_key.isChecked(), page.global_shortcut_state.text()) == (
        False,
        desktop_integration.DECLINED,
    )
    assert not SettingsFile(tmp_path / "settings.json").current.global_key


def test_without_a_portal_the_other_way_is_told_and_an_earlier_wish_is_kept(
    private_bus: PrivateBus, open_app: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    app = open_app()
    page = open_page(app)
    with qtbot.waitSignal(app.global_shortcut.refused):
        page.global_key.click()
    assert (page.global_key.isChecked(), page.global_shortcut_state.text()) == (
        False,
        desktop_integration.NO_PORTAL,
    )
    app.quit()

    SettingsFile(tmp_path / "settings.json").change(global_key=True)
    app = open_app()
    with qtbot.waitSignal(app.global_shortcut.refused):
        pass
    page = open_page(app)
    assert (page.global_key.isChecked(), page.global_shortcut_state.text()) == (
        True,
        desktop_integration.NO_PORTAL,
    )
