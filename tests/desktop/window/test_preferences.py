"""The preferences: each page, and the local API switched on and off."""

import socket
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.preferences.api_page import ApiPage
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.desktop.window.preferences.preset_table import PresetTable
from focus_desktop.settings import DEFAULT_PRESETS, Preset, SettingsFile
from tests.desktop.conftest import Opened, Told
from tests.desktop.test_application import banner, start
from tests.ports import free_port

Control = TypeVar("Control", bound=QWidget)


@pytest.fixture
def port() -> int:
    """A port that nobody uses just now."""
    return free_port()


def open_preferences(app: Application) -> ApiPage:
    button = next(one for one in app.window.findChildren(QPushButton) if one.text() == "Preferences")
    button.click()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.api


def switch_on(qtbot: QtBot, app: Application, port: int) -> ApiPage:
    api = open_preferences(app)
    api.port.setValue(port)
    with qtbot.waitSignal(app.local_api.served):
        api.enabled.click()
    return api


def get(app: Application, port: int, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"http://127.0.0.1:{port}/focus-sessions", headers=headers)


def test_the_api_is_off_until_it_is_switched_on(app: Application) -> None:
    api = open_preferences(app)
    assert not api.enabled.isChecked()
    assert api.state.text() == "It is off: this window serves nothing."
    assert api.port.value() == 8722
    api.window().close()


def test_what_is_switched_on_is_served_and_switched_off_again(
    qtbot: QtBot, app: Application, services: AppServices, port: int
) -> None:
    api = switch_on(qtbot, app, port)
    assert api.state.text() == f"It is on: served at http://127.0.0.1:{port}."
    start(app)
    (session,) = get(app, port, services.token().current()).json()
    assert session["status"] == "active"
    with qtbot.waitSignal(app.local_api.stopped):
        api.enabled.click()
    assert api.state.text() == "It is off: this window serves nothing."
    with pytest.raises(httpx.ConnectError):
        get(app, port, services.token().current())
    api.window().close()


def test_what_was_switched_on_is_served_again_at_the_next_start(
    qtbot: QtBot, open_app: Opened, services: AppServices, port: int
) -> None:
    app = open_app()
    switch_on(qtbot, app, port).close()
    app.quit()
    again = open_app()
    api = open_preferences(again)
    assert api.enabled.isChecked()
    qtbot.waitUntil(lambda: api.state.text().startswith("It is on"))
    assert get(again, port, services.token().current()).status_code == 200
    api.window().close()


def test_another_port_is_served_instead(
    qtbot: QtBot, app: Application, services: AppServices, port: int
) -> None:
    api = switch_on(qtbot, app, port)
    other = free_port()
    with qtbot.waitSignal(app.local_api.served):
        api.port.setValue(other)
    assert api.address.text() == f"http://127.0.0.1:{other}"
    assert get(app, other, services.token().current()).status_code == 200
    with pytest.raises(httpx.ConnectError):
        get(app, port, services.token().current())
    api.window().close()


def test_a_port_that_is_taken_is_told(qtbot: QtBot, app: Application) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        api = open_preferences(app)
        api.port.setValue(port)
        with qtbot.waitSignal(app.local_api.refused):
            api.enabled.click()
    sentence = f"Port {port} is used by another program; choose another port."
    assert api.state.text() == sentence
    assert banner(app) == ["The API cannot be served", sentence]
    with qtbot.waitSignal(app.local_api.served):
        api.port.setValue(free_port())
    assert banner(app) == []
    api.window().close()


def test_address_and_token_are_copied(app: Application, services: AppServices, qapp: QApplication) -> None:
    api = open_preferences(app)
    assert api.token.echoMode() is QLineEdit.EchoMode.Password
    services.token().rotate()  # In a terminal, say.
    api.copy_token.click()
    assert qapp.clipboard().text() == api.token.text() == services.token().current()
    assert api.state.text() == "The token is on the clipboard."
    api.copy_address.click()
    assert qapp.clipboard().text() == "http://127.0.0.1:8722"
    api.window().close()


@pytest.mark.parametrize(("answer", "replaced"), [("Make a new token", True), ("Keep the old one", False)])
def test_a_new_token_is_made_after_asking(
    qtbot: QtBot, app: Application, services: AppServices, answer: str, *, replaced: bool
) -> None:
    api = open_preferences(app)
    old = services.token().current()
    api.new_token.click()
    question = api.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    button = next(one for one in question.buttons() if one.text() == answer)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (services.token().current() != old) == replaced
    assert api.token.text() == services.token().current()
    api.window().close()


def test_a_token_that_cannot_be_read_is_told(app: Application, services: AppServices) -> None:
    services.token()._path.mkdir()
    api = open_preferences(app)
    assert "cannot be read" in api.state.text()
    api.window().close()


def test_what_the_api_does_is_shown_and_told(
    qtbot: QtBot,
    app: Application,
    services: AppServices,
    controller: Controller,
    port: int,
    notified: Told,
) -> None:
    switch_on(qtbot, app, port).close()
    headers = {"Authorization": f"Bearer {services.token().current()}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
        body = {"duration_minutes": 25, "description": "over HTTP"}
        session = client.post("/focus-sessions", json=body).json()
        qtbot.waitUntil(lambda: not app.session_panel.form.start.isVisible())
        client.patch(f"/focus-sessions/{session['id']}", json={"status": "completed"})
    qtbot.waitUntil(app.session_panel.form.start.isVisible)
    assert notified == [("Session complete", "0 of 25 min · over HTTP")]


# The other pages


def page(app: Application, name: str) -> PreferencePage:
    app.preferences.open()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.pages[name]


def control(page: PreferencePage, kind: type[Control], name: str) -> Control:
    """By the words on it or beside it."""
    return next(
        one
        for one in page.findChildren(kind)
        if name in {one.accessibleName(), one.text() if isinstance(one, QCheckBox) else ""}
    )


def test_each_control_takes_effect_at_once_and_is_there_after_a_restart(
    app: Application, tmp_path: Path
) -> None:
    sessions, breaks, alerts = (page(app, name) for name in ("Sessions", "Breaks", "Alerts"))
    control(sessions, QComboBox, "When time is up").setCurrentIndex(1)
    control(breaks, QSpinBox, "A long break after every").setValue(3)
    control(breaks, QCheckBox, "Start the break by itself").setChecked(True)
    control(alerts, QSlider, "Volume").setValue(20)
    saved = SettingsFile(tmp_path / "settings.json").current
    assert (saved.time_up, saved.long_break_every, saved.auto_start_break, saved.volume) == (
        "overtime",
        3,
        True,
        20,
    )
    sessions.window().close()


def test_what_is_preferred_is_shown(open_app: Opened, tmp_path: Path) -> None:
    SettingsFile(tmp_path / "settings.json").change(time_up="overtime", warn_minutes=7, sound=False)
    app = open_app()
    assert control(page(app, "Sessions"), QComboBox, "When time is up").currentIndex() == 1
    alerts = page(app, "Alerts")
    assert control(alerts, QSpinBox, "Warn before the end").value() == 7
    assert not control(alerts, QCheckBox, "Ring a bell when a session or a break is over").isChecked()
    alerts.window().close()


def buttons(widget: QWidget, text: str) -> list[QPushButton]:
    return [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible()]


def test_presets_are_added_renamed_changed_and_removed(app: Application, qtbot: QtBot) -> None:
    table = page(app, "Sessions").findChild(PresetTable)
    assert isinstance(table, PresetTable)
    buttons(table, "Add preset")[0].click()
    name, minutes, rest, _ = table._rows[-1].widgets
    assert isinstance(name, QLineEdit)
    assert isinstance(minutes, QSpinBox)
    assert isinstance(rest, QSpinBox)
    name.setText(" Reading & art ")
    name.editingFinished.emit()
    minutes.setValue(40)
    rest.setValue(0)
    assert app.settings.current.presets[-1] == Preset("Reading & art", 40, 0)
    (chosen,) = buttons(app.session_panel, "Reading && art")
    chosen.click()
    assert (app.session_panel.form.minutes.value(), app.session_panel.form.break_minutes.value()) == (40, 0)

    buttons(table, "Remove")[0].click()
    assert [preset.name for preset in app.settings.current.presets] == [
        "50/10",
        "52/17",
        "Deep work",
        "Reading & art",
    ]
    assert buttons(app.session_panel, "Pomodoro") == []
    buttons(table, "Restore defaults")[0].click()
    assert app.settings.current.presets == DEFAULT_PRESETS
    table.window().close()


def test_there_is_a_last_preset_and_a_most_of_them(app: Application) -> None:
    table = page(app, "Sessions").findChild(PresetTable)
    assert isinstance(table, PresetTable)
    for _ in range(4):
        buttons(table, "Add preset")[0].click()
    assert not buttons(table, "Add preset")[0].isEnabled()
    assert len({preset.name for preset in table.presets()}) == 8
    for _ in range(7):
        buttons(table, "Remove")[0].click()
    assert not buttons(table, "Remove")[0].isEnabled()
    table.window().close()


def test_a_preset_whose_name_was_wiped_keeps_the_one_it_had(app: Application) -> None:
    table = page(app, "Sessions").findChild(PresetTable)
    assert isinstance(table, PresetTable)
    table._rows[0].name.setText("   ")
    table._rows[0].name.editingFinished.emit()
    assert app.settings.current.presets[0].name == "Pomodoro"
    table.window().close()
