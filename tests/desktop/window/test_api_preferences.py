"""The preferences of the local API: it is switched on and off, and its token is shown."""

import socket

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.preferences.api_page import ApiPage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from tests.desktop.conftest import Opened, Told, banner
from tests.desktop.test_application import start
from tests.ports import free_port


@pytest.fixture
def port() -> int:
    """A port that nobody uses just now."""
    return free_port()


def open_preferences(app: Application) -> ApiPage:
    app.window.commands.preferences.trigger()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.show_page(ApiPage)


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
        app.window.hide()  # A person who sees the stage is told there.
        client.patch(f"/focus-sessions/{session['id']}", json={"status": "completed"})
    qtbot.waitUntil(lambda: app.session_panel.is_done)
    assert notified == [("Session complete", "0 of 25 min · over HTTP")]
