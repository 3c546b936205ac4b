"""Brings the page to the front on which the user wants to do something, and begins that there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from focus_desktop.desktop.timer.break_cycle import BreakCycle
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.history_query import Excerpt


class PageActions:
    """What commands do with a page, whichever is shown."""

    def __init__(self, window: MainWindow, break_cycle: BreakCycle) -> None:
        self._window = window
        self._break_cycle = break_cycle

    def search(self) -> None:
        """Search the quests, if they are shown; else show the history, to be searched."""
        if self._window.quests_page.isVisible():
            self._window.quests_page.begin_search()
            return
        self._show_history()
        self._window.history_page.begin_search()

    def show_excerpt(self, excerpt: Excerpt) -> None:
        """Show these sessions in the history."""
        self._show_history()
        self._window.history_page.filters.show_excerpt(excerpt)

    def _show_history(self) -> None:
        self._window.pages.setCurrentWidget(self._window.history_page)
        self._window.history_page.appear()

    def show_focus(self) -> None:
        """Show the Focus page."""
        self._window.pages.setCurrentWidget(self._window.session_panel)

    def rename_session(self) -> None:
        """Let the user edit the description of the running session."""
        self.show_focus()
        self._window.session_panel.running.title.edit()

    def show_new_session(self) -> None:
        """Show the form of the next session, to be filled."""
        self.show_focus()
        self._break_cycle.leave()
        self._window.session_panel.form.description.setFocus()
