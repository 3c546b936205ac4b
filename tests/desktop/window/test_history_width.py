"""How narrow the window may be, whatever its History page shows or has shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from tests.desktop.window.test_history_editing import page, select

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.history.history_page import HistoryPage

__all__ = ["page"]
NARROW, USUAL, HEIGHT, QUESTS = 480, 860, 640, 2


def test_the_panel_makes_the_window_no_wider(app: Application, page: HistoryPage, qtbot: QtBot) -> None:
    app.window.resize(USUAL, HEIGHT)
    for place in (0, 1):
        select(page, place)
        page.edit_requested.emit(page.model.records[place])
        qtbot.waitUntil(page.editor.isVisible)
        QApplication.processEvents()
        assert app.window.width() == USUAL
        assert page.table.isVisible()


def test_the_window_can_be_made_narrow_from_any_state(app: Application, page: HistoryPage) -> None:
    page.filters.show_days(date(2026, 9, 20), date(2026, 10, 27), None)
    for shown in range(app.window.pages.count()):
        app.window.resize(USUAL, HEIGHT)
        QApplication.processEvents()
        app.window.pages.setCurrentIndex(shown)
        assert app.window.minimumSizeHint().width() <= NARROW
        app.window.resize(NARROW, HEIGHT)
        QApplication.processEvents()
        assert app.window.width() == NARROW


def test_a_panel_without_room_beside_the_table_takes_its_place(
    app: Application, page: HistoryPage, qtbot: QtBot
) -> None:
    for width, is_beside in ((NARROW, False), (705, False), (USUAL, True)):
        app.window.resize(width, HEIGHT)
        page.edit_requested.emit(page.model.records[0])
        qtbot.waitUntil(page.editor.isVisible)
        QApplication.processEvents()
        assert page.table.isVisible() is is_beside
        page.editor.close_panel()


def test_notices_do_not_cover_the_totals(app: Application, page: HistoryPage, qtbot: QtBot) -> None:
    app.user_actions.undo_history.offer("Session deleted", "25 min")
    notice = app.window.banner
    qtbot.waitUntil(notice.isVisible)

    def bottom() -> int:
        return notice.mapTo(app.window, notice.rect().bottomLeft()).y()

    assert bottom() < page.footer.mapTo(app.window, page.footer.rect().topLeft()).y()
    app.window.pages.setCurrentIndex(QUESTS)
    qtbot.waitUntil(lambda: bottom() > app.window.height() - page.footer.height())
