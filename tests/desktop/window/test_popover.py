"""The cards that open over the window: the keyboard in them, and how they close."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.popover import Popover

LEFT = Qt.MouseButton.LeftButton


class Page(QWidget):
    """A page with two buttons, of which one opens a card with three."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(500, 400)
        self.popover = Popover("Colours", self)
        self.opener: QPushButton = button("Open", lambda: self.popover.open_at(self.opener))
        self.other = QPushButton("Other")
        for place, one in enumerate((self.opener, self.other)):
            one.setParent(self)
            one.setGeometry(20, 20 + 40 * place, 80, 30)
        self.entries = [button(name, self.popover.close_card) for name in ("Red", "Green", "Blue")]
        for entry in self.entries:
            self.popover.rows.addWidget(entry)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    yield page
    page.hide()


@pytest.fixture
def opened(qtbot: QtBot, page: Page) -> Page:
    page.opener.setFocus()
    qtbot.keyClick(page.opener, Qt.Key.Key_Return)
    assert page.popover.isVisible()
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_card_opens_with_the_focus_on_its_first_part(opened: Page) -> None:
    assert focused() is opened.entries[0]
    seen = QAccessible.queryAccessibleInterface(opened.popover.card)
    assert seen.text(QAccessible.Text.Name) == "Colours"


def test_the_arrow_and_tab_keys_go_round_in_the_card(qtbot: QtBot, opened: Page) -> None:
    red, green, blue = opened.entries
    down, up, tab, back = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab
    for key, expected in (
        *((down, green), (down, blue), (down, red), (up, blue), (up, green)),
        *((tab, blue), (tab, red), (back, blue), (back, green)),
    ):
        qtbot.keyClick(focused(), key)
        assert focused() is expected
    opened.entries[0].setFocus()
    for key, expected in ((up, blue), (down, red)):  # As from a part that has no use for these keys.
        qtbot.keyClick(opened.popover, key)
        assert focused() is expected


def test_what_cannot_be_chosen_is_passed_over(qtbot: QtBot, page: Page) -> None:
    page.entries[0].setEnabled(False)
    page.entries[1].hide()
    page.popover.open_at(page.opener)
    assert focused() is page.entries[2]


@pytest.mark.parametrize("way", ["escape", "click beside", "entry", "opener"])
def test_a_closed_card_gives_the_focus_back(qtbot: QtBot, opened: Page, way: str) -> None:
    if way == "escape":
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    elif way == "click beside":
        qtbot.mouseClick(opened.popover, LEFT, pos=QPoint(490, 390))
    elif way == "entry":
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
    else:
        opened.opener.click()
    assert not opened.popover.isVisible()
    assert focused() is opened.opener


def test_a_click_beside_the_card_does_nothing_else(qtbot: QtBot, opened: Page) -> None:
    pressed: list[int] = []
    opened.other.clicked.connect(lambda: pressed.append(1))
    place = opened.other.geometry().center()
    card = opened.popover.card
    card.move(200, 200)
    assert opened.childAt(place) is opened.popover
    qtbot.mouseClick(opened.popover, LEFT, pos=place)
    assert not opened.popover.isVisible()
    assert pressed == []


def test_a_click_on_the_card_itself_leaves_it_open(qtbot: QtBot, opened: Page) -> None:
    qtbot.mouseClick(opened.popover.card, LEFT, pos=QPoint(2, 2))
    assert opened.popover.isVisible()


@pytest.mark.parametrize("change", ["resize", "hide"])
def test_a_card_closes_when_what_is_below_it_changes(qtbot: QtBot, opened: Page, change: str) -> None:
    if change == "resize":
        opened.resize(400, 300)
    else:
        opened.hide()
        opened.show()
    assert not opened.popover.isVisible()


@pytest.fixture
def inner(qtbot: QtBot) -> Page:
    """A page inside a window, with its card opened."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    page = Page(window)
    window.show()
    page.opener.click()
    assert page.popover.isVisible()
    return page


def test_what_is_shown_over_the_page_does_not_cover_a_card(inner: Page) -> None:
    notice = QLabel("The disk is full.", inner)
    notice.resize(inner.size())
    notice.show()
    notice.raise_()
    card = inner.popover.card
    seen = inner.window().childAt(card.mapTo(inner.window(), card.rect().center()))
    assert seen is not None
    assert card.isAncestorOf(seen)


def test_a_card_closes_with_the_page_that_has_opened_it(inner: Page) -> None:
    inner.hide()
    assert not inner.popover.isVisible()
    inner.show()
    assert not inner.popover.isVisible()


@pytest.mark.parametrize(
    "place", [QPoint(0, 0), QPoint(420, 0), QPoint(0, 370), QPoint(420, 370), QPoint(200, 185)]
)
def test_a_card_opens_beside_its_button_and_inside_the_page(page: Page, place: QPoint) -> None:
    page.opener.move(place)
    page.popover.open_at(page.opener)
    card = page.popover.card.geometry()
    assert page.rect().contains(card)
    assert not card.intersects(page.opener.geometry())


def test_no_key_goes_past_an_open_card(qtbot: QtBot, opened: Page) -> None:
    pressed: list[int] = []
    opened.keyPressEvent = lambda event: pressed.append(event.key())  # type: ignore[method-assign]
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_X):
        if not opened.popover.isVisible():
            opened.popover.open_at(opened.opener)
        qtbot.keyClick(focused(), key)
    assert pressed == []


def test_a_card_that_is_too_high_for_the_window_scrolls_to_the_part_with_the_focus(
    qtbot: QtBot, page: Page
) -> None:
    page.resize(300, 90)
    page.popover.open_at(page.opener)
    card = page.popover.card
    assert page.rect().contains(card.geometry())
    for entry in page.entries:
        assert focused() is entry
        seen = entry.visibleRegion().boundingRect()
        assert seen == entry.rect()
        qtbot.keyClick(entry, Qt.Key.Key_Down)


def test_a_card_that_is_too_high_has_room_for_its_words_beside_the_scroll_bar(page: Page) -> None:
    page.popover.open_at(page.opener)
    needed = page.popover.card.width()
    page.popover.close_card()
    page.resize(300, 90)
    page.popover.open_at(page.opener)
    QApplication.processEvents()
    (bar,) = (one for one in page.popover.findChildren(QScrollBar) if one.isVisible())
    assert page.popover.card.width() == needed + bar.width()


def test_a_card_grows_with_a_part_that_appears(qtbot: QtBot, opened: Page) -> None:
    before = opened.popover.card.height()
    told = QLabel("That cannot be.")
    opened.popover.rows.addWidget(told)
    qtbot.waitUntil(lambda: opened.popover.card.height() >= before + told.sizeHint().height())
    bar = opened.popover.card.findChild(QScrollBar)
    assert bar is not None
    assert not bar.maximum()
    told.hide()
    qtbot.waitUntil(lambda: opened.popover.card.height() == before)
