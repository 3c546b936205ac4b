"""Where keys go after a change of page, and while a card is open: never to what is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from focus_desktop.desktop.window.command_card import KeySheet
from focus_desktop.desktop.window.history.history_menu import HistoryMenu
from focus_desktop.desktop.window.quests.quest_card import QuestCard
from focus_desktop.model.status import SessionStatus
from tests.desktop.conftest import hear, work
from tests.desktop.records import row_of
from tests.desktop.window.keyboard import (
    CTRL,
    ENTER,
    ESCAPE,
    FOCUS,
    HISTORY,
    SPACE,
    focused,
    press,
    type_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock


def parents(widget: QWidget) -> Iterator[QWidget]:
    """All widgets that it is in."""
    while (parent := widget.parentWidget()) is not None:
        yield parent
        widget = parent


@pytest.mark.parametrize("way", ["elsewhere", "again", "card"])
def test_space_pauses_what_was_started_from_another_page(
    app: Application, clock: SettableClock, way: str
) -> None:
    app.user_actions.add_quest("Read")
    work(app, clock, 1)
    app.user_actions.end(SessionStatus.COMPLETED)
    app.session_panel.leave_requested.emit()
    press(app, Qt.Key.Key_3, CTRL)
    match way:
        case "elsewhere":
            app_controller = app.store.controller
            assert app_controller is not None
            app_controller.start_session(25)
            hear(app)
        case "again":
            press(app, ENTER, CTRL)
        case "card":
            start = app.quests_page.findChildren(QuestCard)[0]._start
            start.setFocus()
            start.click()
    press(app, Qt.Key.Key_1, CTRL)
    assert app.session_panel.isVisible()
    press(app, SPACE)
    assert app.timer.active is not None
    assert app.timer.active.is_paused


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4])
def test_keys_reach_the_page_that_is_chosen_while_a_card_is_open(
    app: Application, clock: SettableClock, key: Qt.Key
) -> None:
    work(app, clock, 1)
    app.user_actions.end(SessionStatus.COMPLETED)
    work(app, clock, 1)
    press(app, Qt.Key.Key_2, CTRL)
    page = app.history_page
    page.table.selectRow(row_of(page.model, 1))
    page.footer.more.click()
    assert isinstance(page._menu, HistoryMenu)
    assert page._menu.isVisible()
    press(app, key, CTRL)
    assert not page._menu.isVisible()
    assert (
        app.window.pages.currentWidget().isAncestorOf(focused())
        or focused() is app.window.pages.currentWidget()
    )
    press(app, SPACE)
    assert app.timer.active is not None
    assert app.timer.active.is_paused


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4])
def test_the_menu_closes_when_another_page_is_chosen_by_keys(app: Application, key: Qt.Key) -> None:
    app.window.pages.setCurrentIndex(FOCUS if key != Qt.Key.Key_1 else HISTORY)
    app.window._open_menu()
    menu = app.window._menu
    assert menu is not None
    assert menu.isVisible()
    press(app, key, CTRL)
    assert not menu.isVisible()
    assert app.window.pages.currentWidget() in {focused(), *parents(focused())}


def test_a_card_closes_when_keys_lead_elsewhere(app: Application, clock: SettableClock) -> None:
    work(app, clock, 1)
    app.user_actions.end(SessionStatus.COMPLETED)
    press(app, Qt.Key.Key_2, CTRL)
    page = app.history_page
    page.table.selectRow(row_of(page.model, 0))
    page.table.menu_requested.emit()
    assert page._menu is not None
    press(app, Qt.Key.Key_F, CTRL)
    assert not page._menu.isVisible()
    assert focused() is page.filters.search


def test_the_keys_go_back_to_where_they_went_before_the_sheet(app: Application) -> None:
    app.session_panel.form.description.setFocus()
    press(app, Qt.Key.Key_F1)
    assert isinstance(app.window._key_sheet, KeySheet)
    assert app.window._key_sheet.isVisible()
    press(app, ESCAPE)
    assert focused() is app.session_panel.form.description


def test_a_number_typed_into_a_card_replaces_the_old_one(app: Application, clock: SettableClock) -> None:
    work(app, clock, 10)
    app.session_panel.running.more.click()
    type_text(app, "30")
    press(app, ENTER)
    assert app.timer.active is not None
    assert app.timer.active.session.duration_minutes == 25 + 30
