"""The window itself: its pages, its place, its banner."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.settings import Preset
from tests.conftest import SettableClock


@pytest.fixture
def window(qtbot: QtBot, clock: SettableClock) -> MainWindow:
    window = MainWindow(SessionPanel(), HistoryPage(clock.read))
    qtbot.addWidget(window)
    return window


def test_its_names_are_those_of_the_contract(window: MainWindow) -> None:
    assert window.windowTitle() == window.accessibleName() == "Focus Desktop"
    pages = [window.pages.tabText(index) for index in range(window.pages.count())]
    assert pages == ["Focus", "History"]


def test_closing_it_is_only_a_wish(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    window.hide()


def test_it_remembers_its_size(qtbot: QtBot, clock: SettableClock, window: MainWindow) -> None:
    window.resize(700, 640)
    text = window.geometry_text()
    other = MainWindow(SessionPanel(), HistoryPage(clock.read))
    qtbot.addWidget(other)
    other.restore_geometry_text(text)
    assert (other.width(), other.height()) == (700, 640)


@pytest.mark.parametrize("nonsense", [None, "", "zz", "00ff"])
def test_a_remembered_place_that_makes_no_sense_is_ignored(window: MainWindow, nonsense: str | None) -> None:
    before = window.size()
    window.restore_geometry_text(nonsense)
    assert window.size() == before


def test_it_tells_when_it_can_be_seen(qtbot: QtBot, window: MainWindow) -> None:
    watched = [window.is_watched]
    for change in (window.bring_to_front, window.showMinimized, window.bring_to_front, window.hide):
        with qtbot.waitSignal(window.visibility_changed):
            change()
        watched.append(window.is_watched)
    assert watched == [False, True, False, True, False]


def test_a_small_window_makes_room_for_a_long_banner(qtbot: QtBot, window: MainWindow) -> None:
    form = window.session_panel.form
    form.show_presets([Preset(f"Thesis, chapter {number}", 25 + number, 5) for number in range(8)])
    window.show()
    window.resize(1, 1)
    presets = [one for one in form.findChildren(QPushButton) if one.objectName() == "preset"]
    heights = [one.height() for one in presets]
    window.banner.tell("Session complete", "25 min · " + "a quest of many words " * 9)
    qtbot.waitUntil(lambda: window.banner.height() > 50)
    window.resize(1, 1)
    assert [one.height() for one in presets] == heights
    width = window.width()
    window.banner.tell("Session complete", "https://example.org/" + "a" * 900)
    qtbot.wait(50)
    assert window.minimumSizeHint().width() <= width
    window.hide()


def test_the_banner_shows_plain_text_until_it_is_dismissed(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    window.banner.tell("Trouble", "<b>bold</b>")
    labels = {label.text(): label for label in window.banner.findChildren(QLabel)}
    assert set(labels) == {"Trouble", "<b>bold</b>"}
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels.values())
    dismiss = window.banner.findChild(QPushButton)
    assert isinstance(dismiss, QPushButton)
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()
    window.hide()
