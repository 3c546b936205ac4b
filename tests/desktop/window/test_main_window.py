"""The window itself: its pages, its place, its banner."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
from focus_desktop.desktop.window.banner import READABLE, Banner
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.quests.quests_page import QuestsPage
from focus_desktop.desktop.window.statistics.statistics_page import StatisticsPage
from focus_desktop.settings import Preset
from tests.conftest import SettableClock


def new_window(qtbot: QtBot, clock: SettableClock) -> MainWindow:
    panel = SessionPanel(SessionPlan(PlannedSession()), clock.now())
    window = MainWindow(panel, HistoryPage(clock.read), QuestsPage(), StatisticsPage())
    window.complete()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, clock: SettableClock) -> MainWindow:
    return new_window(qtbot, clock)


def test_its_names_are_those_of_the_contract(window: MainWindow) -> None:
    assert window.windowTitle() == window.accessibleName() == "Focus Desktop"
    pages = [window.pages.tabText(index) for index in range(window.pages.count())]
    assert pages == ["Focus", "History", "Quests", "Statistics"]


def test_the_keyboard_goes_to_the_row_of_tabs_and_not_to_the_widget_around_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.show()
    window.activateWindow()
    window.pages.tabBar().setFocus()
    qtbot.waitUntil(window.pages.tabBar().hasFocus)
    seen = QAccessible.queryAccessibleInterface(window.pages).state()
    assert not seen.focusable
    assert not seen.focused
    window.hide()


def test_closing_it_is_only_a_wish(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    window.hide()


def test_it_remembers_its_size(qtbot: QtBot, clock: SettableClock, window: MainWindow) -> None:
    window.resize(700, 640)
    text = window.geometry_text()
    other = new_window(qtbot, clock)
    other.restore_geometry_text(text)
    assert (other.width(), other.height()) == (700, 640)


@pytest.mark.parametrize("nonsense", [None, "", "zz", "00ff"])
def test_a_remembered_place_that_makes_no_sense_is_ignored(window: MainWindow, nonsense: str | None) -> None:
    window.resize(700, 640)
    window.restore_geometry_text(nonsense)
    assert (window.width(), window.height()) == (700, 640)


@pytest.mark.parametrize("is_remembered", [True, False])
def test_it_is_never_larger_than_its_screen(
    qtbot: QtBot, clock: SettableClock, window: MainWindow, is_remembered: bool
) -> None:
    room = window.screen().availableGeometry().size()
    window.resize(3000, 2000)
    other = new_window(qtbot, clock)
    other.resize(3000, 2000)
    other.restore_geometry_text(window.geometry_text() if is_remembered else None)
    assert other.size().boundedTo(room) == other.size()
    assert other.width() > room.width() - 50


def test_it_tells_when_it_can_be_seen(qtbot: QtBot, window: MainWindow) -> None:
    watched = [window.is_watched]
    for change in (window.bring_to_front, window.showMinimized, window.bring_to_front, window.hide):
        with qtbot.waitSignal(window.visibility_changed):
            change()
        watched.append(window.is_watched)
    assert watched == [False, True, False, True, False]


def test_a_long_banner_is_shown_whole_and_neither_widens_a_small_window_nor_squeezes_its_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    form = window.session_panel.form
    form.show_presets([Preset(f"Thesis, chapter {number}", 25 + number, 5) for number in range(8)])
    window.show()
    window.resize(1, 1)
    pills = [one for one in form.findChildren(QPushButton) if one.property("shape") == "pill"]
    qtbot.wait(20)
    before = window.size(), [one.geometry() for one in pills]
    for message in ("Short", "25 min · " + "a quest of many words " * 9, "https://example.org/" + "a" * 900):
        window.banner.tell("Session complete", message)
        qtbot.wait(20)
        notices, content = window.banner.parentWidget(), window.centralWidget()
        assert notices is not None
        assert content is not None
        assert content.rect().contains(notices.geometry())
        for label in window.banner.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
            assert label.width() >= label.minimumSizeHint().width()
        window.resize(1, 1)
        assert (window.size(), [one.geometry() for one in pills]) == before
        window.banner.hide_message()
    window.hide()


def test_the_banner_shows_plain_text_until_it_is_dismissed(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    window.banner.tell("Trouble", "<b>bold</b>")
    labels = {label.text(): label for label in window.banner.findChildren(QLabel)}
    assert set(labels) == {"Trouble", "<b>bold</b>"}
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels.values())
    with qtbot.waitSignal(window.banner.dismissed):
        qtbot.mouseClick(banner_button(window, "Dismiss"), Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()
    window.hide()


# The banner


def banner_buttons(window: MainWindow) -> list[str]:
    """From left to right, as they are read aloud."""
    seen = [one for one in window.banner.findChildren(QPushButton) if one.isVisible()]
    return [one.accessibleName() or one.text() for one in sorted(seen, key=QPushButton.x)]


def banner_button(window: MainWindow, text: str) -> QPushButton:
    buttons = window.banner.findChildren(QPushButton)
    return next(one for one in buttons if text in {one.text(), one.accessibleName()})


def shown(window: MainWindow) -> str | None:
    """The title that is shown."""
    return None if window.banner.isHidden() else window.banner.accessibleName()


def test_a_message_in_the_banner_is_withdrawn_only_while_it_is_shown(window: MainWindow) -> None:
    first = window.banner.tell("First", "")
    second = window.banner.tell("Second", "")
    first.withdraw()
    assert shown(window) == "Second"
    second.withdraw()
    assert shown(window) is None
    same_words = window.banner.tell("Second", "")
    second.withdraw()  # Its time is over, whatever the next one says.
    assert shown(window) == "Second"
    same_words.withdraw()
    assert shown(window) is None


def test_a_message_that_was_dismissed_withdraws_nothing_else(qtbot: QtBot, window: MainWindow) -> None:
    first = window.banner.tell("First", "")
    qtbot.mouseClick(banner_button(window, "Dismiss"), Qt.MouseButton.LeftButton)
    window.banner.tell("Second", "")
    first.withdraw()
    assert shown(window) == "Second"


def test_an_action_of_the_banner_hides_it_and_runs(qtbot: QtBot, window: MainWindow) -> None:
    ran: list[tuple[str, str | None]] = []  # Which action, and what the banner showed then.

    def remember(ident: str) -> None:
        ran.append((ident, shown(window)))

    count, cut = (
        Action(ident, label, partial(remember, ident))
        for ident, label in (("count", "Count it"), ("cut", "Leave it out"))
    )
    window.show()
    window.banner.tell("A gap", "", (count, cut))
    qtbot.waitExposed(window)
    assert banner_buttons(window) == ["Count it", "Leave it out", "Dismiss"]
    with qtbot.assertNotEmitted(window.banner.dismissed):
        qtbot.mouseClick(banner_button(window, "Leave it out"), Qt.MouseButton.LeftButton)
    assert ran == [("cut", None)]
    assert shown(window) is None
    window.hide()


def test_what_an_action_of_the_banner_tells_stays_shown(qtbot: QtBot, window: MainWindow) -> None:
    again = Action("again", "Try again", lambda: window.banner.tell("Still locked", ""))
    window.show()
    window.banner.tell("Locked", "", (again,))
    qtbot.mouseClick(banner_button(window, "Try again"), Qt.MouseButton.LeftButton)
    assert shown(window) == "Still locked"
    assert banner_buttons(window) == ["Dismiss"]
    window.hide()


def test_the_label_of_an_action_is_shown_as_it_is(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("Locked", "", (Action("again", "Wait & see", lambda: None),))
    assert "Wait && see" in [one.text() for one in banner.findChildren(QPushButton)]


@pytest.mark.parametrize(
    ("labels", "is_beside"),
    [
        pytest.param(["Undo"], True, id="one"),
        pytest.param(["Start break", "Start next", "+1 on the quest"], False, id="three"),
    ],
)
def test_buttons_that_would_squeeze_the_words_of_the_banner_are_below_them(
    window: MainWindow, labels: list[str], *, is_beside: bool
) -> None:
    window.show()
    actions = [Action(label, label, lambda: None) for label in labels]
    window.banner.tell("Session complete", "25 min · Read 12 Books and write a word on each", actions)
    QApplication.processEvents()
    message = next(one for one in window.banner.findChildren(QLabel) if one.text().startswith("25 min"))
    buttons = [banner_button(window, label) for label in labels]
    tops = [one.mapTo(window.banner, QPoint(0, 0)).y() for one in buttons]
    assert [top < message.geometry().bottom() for top in tops] == [is_beside] * len(labels)
    assert message.width() >= READABLE
    assert message.height() >= message.heightForWidth(message.width())
    window.hide()
