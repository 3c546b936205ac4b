"""What the first paint does not need waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window import first_paint
from focus_desktop.desktop.window.first_paint import FirstPaint
from focus_desktop.launch import Launch
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    import pytest
    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

    from focus_desktop.app_services import AppServices


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
    monkeypatch.setattr(app.store, "open", lambda: order.append("open"))
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
