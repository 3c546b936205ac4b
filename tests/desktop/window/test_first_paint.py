"""What the first paint does not need waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop.desktop.application import Application
from focus_desktop.desktop.first_window import FirstWindow
from focus_desktop.desktop.window import first_paint
from focus_desktop.desktop.window.first_paint import FirstPaint
from focus_desktop.launch import Launch
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices
    from focus_desktop.controller import Controller


class Painted(QWidget):
    """Counts how often it was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paints += 1


def test_it_is_told_once_and_after_the_paint(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_WAIT_MS", 100)
    window = Painted()
    qtbot.addWidget(window)
    paints: list[int] = []
    FirstPaint(window).done.connect(lambda: paints.append(window.paints))
    window.show()
    qtbot.waitUntil(lambda: bool(paints))
    window.repaint()
    qtbot.wait(150)
    assert paints == [1]


def test_a_window_that_is_never_painted_is_waited_for_only_so_long(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_WAIT_MS", 50)
    window = Painted()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    qtbot.addWidget(window)
    with qtbot.waitSignal(FirstPaint(window).done):
        pass
    assert window.paints == 0


def test_the_store_is_opened_after_the_first_paint(
    qapp: QApplication, services: AppServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Application(qapp, services)
    order: list[str] = []
    monkeypatch.setattr(app.store, "open", lambda first: order.append("open"))
    monkeypatch.setattr(app.session_panel.ring, "paintEvent", lambda _event: order.append("paint"))
    app.show(Launch())
    qtbot.waitUntil(lambda: "open" in order)
    app.quit()
    qtbot.addWidget(app.window)
    assert order[:2] == ["paint", "open"]


def test_the_history_is_there_at_once_if_it_was_shown_last(
    qapp: QApplication, services: AppServices, qtbot: QtBot
) -> None:
    SettingsFile(services.settings_file).change(page=1)
    app = Application(qapp, services)
    app.show(Launch())
    assert app.history_page.filters.quest.isVisible()
    app.quit()
    qtbot.addWidget(app.window)


def test_the_history_is_made_and_read_when_it_is_first_shown(
    qapp: QApplication, services: AppServices, qtbot: QtBot
) -> None:
    app = Application(qapp, services)
    with qtbot.waitSignal(app.ready):
        app.show(Launch())
    app.user_actions.start_as_planned()
    assert not app.history_page.is_built
    app.window.pages.setCurrentWidget(app.history_page)
    assert [one.is_active for one in app.history_page.model.records] == [True]
    app.quit()
    app.window.hide()
    app.window.deleteLater()


def test_the_window_is_painted_before_the_rest_of_the_app_is_built(
    qapp: QApplication, services: AppServices, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = FirstWindow(qapp, services.settings_file, services.clock)
    paints: list[None] = []
    monkeypatch.setattr(first.session_panel.ring, "paintEvent", lambda _event: paints.append(None))
    first.show(Launch())
    first.wait_for_paint()
    assert paints
    app = Application(qapp, services, first)
    with qtbot.waitSignal(app.ready):
        app.show(Launch())
    assert app.window is first.window
    app.quit()
    qtbot.addWidget(app.window)


def test_a_window_that_starts_in_the_tray_is_not_waited_for(
    qapp: QApplication, services: AppServices, qtbot: QtBot
) -> None:
    first = FirstWindow(qapp, services.settings_file, services.clock)
    first.show(Launch(minimized=True))
    first.wait_for_paint()
    assert not first.window.isVisible()
    qtbot.addWidget(first.window)


@pytest.mark.asynchronous
def test_a_search_that_opens_the_history_for_the_first_time_keeps_the_keyboard(
    qapp: QApplication, services: AppServices, controller: Controller, qtbot: QtBot
) -> None:
    controller.update_session(controller.start_session(25).id, status=SessionStatus.COMPLETED)
    app = Application(qapp, services)
    with qtbot.waitSignal(app.ready):
        app.show(Launch())
    app.window.commands.search.trigger()
    qtbot.waitUntil(lambda: bool(app.history_page.model.records))
    assert app.window.focusWidget() is app.history_page.filters.search
    app.quit()
    app.window.hide()
    app.window.deleteLater()
