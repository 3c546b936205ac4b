"""The main window: the pages with their tabs, today's total, the menu, and notices over the bottom."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.desktop.window.content import Content
from focus_desktop.desktop.window.goal_bar import GoalBar
from focus_desktop.desktop.window.tabs import Tabs
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent

    from focus_desktop.desktop.window.command_card import CommandMenu, KeySheet
    from focus_desktop.desktop.window.focus.session_panel import SessionPanel
    from focus_desktop.desktop.window.history.history_page import HistoryPage
    from focus_desktop.desktop.window.quests.quests_page import QuestsPage
    from focus_desktop.desktop.window.statistics.statistics_page import StatisticsPage

USUAL_SIZE = 860, 640
"""Pixels."""


class MainWindow(QMainWindow):
    """Holds the pages. Closing it only emits `close_requested`; `WindowLife` hides it or quits the app.

    Before anything is done with it but showing it, `complete` must be called.
    """

    close_requested = Signal()
    unsaved_pressed = Signal()
    """The sign that something waits to be saved was pressed."""
    visibility_changed = Signal()
    """The window was shown, hidden, minimised, restored, activated or deactivated."""

    def __init__(
        self,
        session_panel: SessionPanel,
        history_page: HistoryPage,
        quests_page: QuestsPage,
        statistics_page: StatisticsPage,
    ) -> None:
        super().__init__()
        self.setWindowTitle(wording.APP_TITLE)
        self.setAccessibleName(wording.APP_TITLE)
        self.session_panel = session_panel
        self.history_page = history_page
        self.quests_page = quests_page
        self.statistics_page = statistics_page
        self.pages = Tabs()

        content = Content()
        self.setCentralWidget(content)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._content_layout = layout
        self._instead: QWidget | None = None
        # Last, because every change of a parent applies the style sheet again to all that is in a page.
        for page, name in (
            (session_panel, _("Focus")),
            (history_page, _("History")),
            (quests_page, _("Quests")),
            (statistics_page, _("Statistics")),
        ):
            self.pages.addTab(page, name)
        self._content = content
        self._menu: CommandMenu | None = None
        self._key_sheet: KeySheet | None = None
        self._is_complete = False
        self._build_corner()
        session_panel.form.description.setFocus()
        self.resize(*USUAL_SIZE)

    def complete(self) -> None:
        """Add what cannot be seen in the first paint, and so waits for it: the commands and the notices."""
        from focus_desktop.desktop.window.banner import Banner  # noqa: PLC0415 — see above
        from focus_desktop.desktop.window.commands import Commands  # noqa: PLC0415
        from focus_desktop.desktop.window.focus.gap_banner import GapBanner  # noqa: PLC0415
        from focus_desktop.desktop.window.notices import Notices  # noqa: PLC0415

        self.commands = Commands(self)
        self.commands.keys.triggered.connect(self._open_key_sheet)
        for index in range(self.pages.count()):
            self._add_page_command(index)
        self._show_keys()
        self.banner, self.gap_banner = Banner(), GapBanner()
        self._notices = Notices((self.gap_banner, self.banner), self._content)
        self.pages.currentChanged.connect(self._notices.place)
        self.pages.currentChanged.connect(self._follow_page)
        self._is_complete = True

    @property
    def is_watched(self) -> bool:
        """Whether the window is shown and not minimised, so that a person may be looking at it."""
        return self.isVisible() and not self.isMinimized()

    @property
    def shows_seconds(self) -> bool:
        """Whether a person may be looking at the Focus page, the only one that shows seconds."""
        return self.is_watched and self.session_panel.isVisible()

    @property
    def is_used(self) -> bool:
        """Whether the person works in this window just now."""
        return self.is_watched and self.isActiveWindow()

    @property
    def shows_stage(self) -> bool:
        """Whether the person works in this window just now, and sees the Focus page."""
        return self.is_used and self.session_panel.isVisible()

    def show_instead(self, page: QWidget | None) -> None:
        """Show this in place of all pages; None for the pages again."""
        if self._instead is not None and self._instead is not page:
            self._instead.hide()
        if page is not None and page is not self._instead:
            self._content_layout.addWidget(page)
        self._instead = page
        self.pages.setVisible(page is None)
        if page is not None:
            page.show()

    def show_today(self, total: str, part: float | None) -> None:
        """Show the total of today's focused time, and its part of the day's goal; None without a goal."""
        if self._goal.show_total(total, part):
            self._fit_corner()

    def show_unsaved(self, reason: str) -> None:
        """Show a sign that something waits to be saved, and why; with no reason, nothing waits any more."""
        self._unsaved.setToolTip(wording.tooltip(reason))
        self._is_unsaved = bool(reason)
        self._fit_corner()

    def show_title(self, time: str, subject: str) -> None:
        """Show a time and what it is spent on in the window's title; both empty while nothing runs."""
        title = wording.listed(time, wording.shortened(subject)) or wording.APP_TITLE
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def bring_to_front(self, activation_token: str | None = None) -> None:
        """Show the window above others, with the keyboard focus; Wayland gives that only for a token."""
        if activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = activation_token  # Qt reads and removes it.
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def geometry_text(self) -> str:
        """Return size and position as text, for `restore_geometry_text`."""
        return bytes(self.saveGeometry().data()).hex()

    def restore_geometry_text(self, text: str | None) -> None:
        """Restore the size and position of an earlier run; ignore a text that is not valid.

        The window is never larger than what the screen has for windows.
        """
        with suppress(ValueError):
            self.restoreGeometry(QByteArray(bytes.fromhex(text or "")))
        room = self.screen().availableGeometry().size()
        if not self.isMaximized() and not self.isFullScreen():
            self.resize(self.size().boundedTo(room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show of today's total what there is room for beside the tabs."""
        super().resizeEvent(event)
        self._fit_corner()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Emit `close_requested` in place of closing."""
        event.ignore()
        self.close_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Emit `visibility_changed`."""
        super().showEvent(event)
        self.visibility_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `visibility_changed`."""
        super().hideEvent(event)
        self.visibility_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Emit `visibility_changed` if the window was minimised, restored, activated or deactivated.

        Fit today's total to other texts, once these have been laid out.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._is_complete:
            QTimer.singleShot(0, self, self._fit_corner)
        if event.type() in {QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange}:
            self.visibility_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what Escape and Space do where no part has a use for them; Escape dismisses a notice first."""
        match event.key():
            case Qt.Key.Key_Escape if self._is_complete and self.banner.shown is not None:
                self.banner.dismiss()
            case Qt.Key.Key_Escape:
                self.session_panel.press_escape()
            case Qt.Key.Key_Space:
                self.session_panel.press_space()
            case _:
                super().keyPressEvent(event)

    def _follow_page(self) -> None:
        """Close the menu, and bring the keyboard focus to the page, if it is at no part that is seen."""
        for card in filter(None, (self._menu, self._key_sheet)):
            card.go_away()
        focused = self.focusWidget()
        if focused not in {None, self} and focused.isVisible():
            return
        if self.session_panel.isVisible():
            self.session_panel.take_keyboard()
        else:
            self.pages.currentWidget().setFocus()

    def _add_page_command(self, index: int) -> None:
        command = self.commands.add_page(self.pages.tabText(index))
        self.pages.setTabToolTip(index, str(command.data()))
        command.triggered.connect(lambda: self.pages.setCurrentIndex(index))

    def _open_key_sheet(self) -> None:
        from focus_desktop.desktop.window.command_card import KeySheet  # noqa: PLC0415 — rarely needed

        self._key_sheet = self._key_sheet or KeySheet(self.commands, self._content)
        self._key_sheet.open_at(self._menu_button)

    def _show_keys(self) -> None:
        commands, panel = self.commands, self.session_panel
        start, pause, extend = (str(one.data()) for one in (commands.start, commands.pause, commands.extend))
        panel.show_keys(start=start, pause=pause, extend=extend)

    def _open_menu(self) -> None:
        from focus_desktop.desktop.window.command_card import CommandMenu  # noqa: PLC0415 — rarely needed

        self._menu = self._menu or CommandMenu(self.commands, self._content)
        self._menu.open_at(self._menu_button)

    def _fit_corner(self) -> None:
        others = self.pages.tabBar().sizeHint().width() + self._menu_button.sizeHint().width()
        room = self.width() - others - 2 * tokens.LARGE - tokens.WIDE
        self._goal.fit(room - self._fit_unsaved(room))
        self._corner.adjustSize()  # It is not laid out again when its own size changes.

    def _fit_unsaved(self, room: int) -> int:
        """Show the sign, in words or as a dot, if it is needed and has room; return its pixels."""
        for text in (self._unsaved.accessibleName(), "●") if self._is_unsaved else ():
            self._unsaved.setText(text)
            needed = self._unsaved.sizeHint().width() + tokens.LARGE
            if needed <= room:
                self._unsaved.show()
                return needed
        self._unsaved.hide()
        return 0

    def _build_corner(self) -> None:
        """Put today's total and the menu beside the tabs."""
        self._goal = GoalBar()
        self._unsaved = button("●", self.unsaved_pressed, look="link", shape="inline")
        self._unsaved.setAccessibleName(_("Not saved yet"))
        self._unsaved.hide()
        self._is_unsaved = False
        self._menu_button: QPushButton = more_button(_("Menu"), self._open_menu, sign="⋮")
        self._corner = _Corner(self._menu_button)
        row = QHBoxLayout(self._corner)
        # The names of the tabs stand below the middle of their height: the line below is a part of it.
        row.setContentsMargins(0, tokens.SMALL + 2, tokens.LARGE, tokens.SMALL - 2)
        row.setSpacing(tokens.LARGE)
        for part in (self._unsaved, self._goal, self._menu_button):
            row.addWidget(part, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.pages.setCornerWidget(self._corner)


class _Corner(QWidget):
    """What stands beside the tabs. Only the menu must have room."""

    def __init__(self, menu_button: QWidget) -> None:
        super().__init__()
        self._menu_button = menu_button

    def minimumSizeHint(self) -> QSize:
        """That of the menu's button."""
        return self._menu_button.minimumSizeHint() + QSize(tokens.LARGE, 2 * tokens.SMALL)
