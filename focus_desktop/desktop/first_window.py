"""The main window as it is first painted. Everything else is imported and built after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from focus_desktop.desktop.session_plan import SessionPlan, planned_as_saved
from focus_desktop.desktop.settings_writer import SettingsWriter
from focus_desktop.desktop.window.first_paint import FirstPaint
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.quests.quests_page import QuestsPage
from focus_desktop.desktop.window.statistics.statistics_page import StatisticsPage
from focus_desktop.desktop.window.theme import Theme
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from focus_desktop.clock import Clock
    from focus_desktop.launch import Launch


class FirstWindow(QObject):
    """What the first paint shows: the window with the Focus page, in the colours and at the place chosen."""

    quit_asked = Signal()
    """The system asks the app to quit, as at the end of a login session."""

    def __init__(self, qt: QApplication, settings_file: Path, clock: Clock) -> None:
        super().__init__()
        self.qt = qt
        self.settings = SettingsWriter(SettingsFile(settings_file))
        current = self.settings.current
        self.theme = Theme(qt)
        self.theme.show(current.appearance, current.accent, current.text_percent)
        self.plan = SessionPlan(planned_as_saved(current))
        self.session_panel = SessionPanel(self.plan, clock.now())
        self.session_panel.form.show_presets(current.presets)
        if not current.first_steps_done:
            self.session_panel.form.show_first_steps(is_wanted=True)  # Later, all parts would move for them.
        self.window = MainWindow(self.session_panel, HistoryPage(clock.read), QuestsPage(), StatisticsPage())
        self.theme.use_style_sheet()
        self._paint: FirstPaint | None = None

    def show(self, launch: Launch) -> None:
        """Show the window where it was, with the page that it showed; not if `launch` is minimized."""
        if self._paint is not None:
            return
        current = self.settings.current
        self.window.restore_geometry_text(current.window_geometry)
        self.window.pages.setCurrentIndex(current.page)
        self._paint = FirstPaint(self.window)
        if not launch.minimized:
            self.window.show()

    def wait_for_paint(self) -> None:
        """Return when the window, if it is shown, has been painted."""
        loop = QEventLoop()
        self.call_after_paint(loop.quit)
        loop.exec()

    def call_after_paint(self, act: Callable[[], object]) -> None:
        """Call this as soon as the window, if it is shown, has been painted. Never calls it at once."""
        if self._paint is None or self._paint.is_done or not self.window.isVisible():
            QTimer.singleShot(0, act)
        else:
            self._paint.done.connect(act)
