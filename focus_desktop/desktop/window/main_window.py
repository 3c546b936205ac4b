"""The main window: the pages, today's total beside their tabs, and the banner above them."""

import os

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window.banner import Banner
from focus_desktop.desktop.window.content import Content
from focus_desktop.desktop.window.focus.gap_banner import GapBanner
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.tabs import Tabs
from focus_desktop.language import gettext as _


class MainWindow(QMainWindow):
    """Holds the pages. Closing it only emits `close_requested`; `WindowLife` hides it or quits the app."""

    close_requested = Signal()
    preferences_requested = Signal()
    start_again_requested = Signal()
    """The last session is to be started again."""
    visibility_changed = Signal()
    """The window was shown, hidden, minimised, restored, activated or deactivated."""

    def __init__(self, session_panel: SessionPanel, history_page: HistoryPage) -> None:
        super().__init__()
        self.setWindowTitle(wording.APP_TITLE)
        self.setAccessibleName(wording.APP_TITLE)
        self.session_panel = session_panel
        self.history_page = history_page
        self.pages = Tabs()
        self.pages.addTab(session_panel, _("Focus"))
        self.pages.addTab(history_page, _("History"))
        self._today = QLabel()
        self._today.setObjectName("muted")
        preferences = QPushButton(_("Preferences"))
        preferences.setProperty("look", "quiet")
        preferences.setShortcut(QKeySequence("Ctrl+,"))
        preferences.clicked.connect(self.preferences_requested)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.start_again_requested)
        self._corner = _row(self.pages.tabBar().sizeHint().height(), self._today, preferences)
        self.pages.setCornerWidget(self._corner)
        self.banner = Banner()
        self.gap_banner = GapBanner()

        content = Content()
        layout = QVBoxLayout(content)
        layout.addWidget(self.banner)
        layout.addWidget(self.gap_banner)
        layout.addWidget(self.pages)
        self.setCentralWidget(content)
        self.resize(860, 640)

    @property
    def is_watched(self) -> bool:
        """Whether the window is shown and not minimised, so that a person may be looking at it."""
        return self.isVisible() and not self.isMinimized()

    def show_today(self, total: str) -> None:
        """Show the total of today's focused time."""
        if total != self._today.text():
            self._today.setText(total)
            # A corner widget is not laid out again when its own size changes.
            self._corner.adjustSize()

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
        """Restore the size and position of an earlier run; ignore a text that is not valid."""
        try:
            self.restoreGeometry(QByteArray(bytes.fromhex(text or "")))
        except ValueError:
            return

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
        """Emit `visibility_changed` if the window was minimised, restored, activated or deactivated."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.WindowStateChange, QEvent.Type.ActivationChange}:
            self.visibility_changed.emit()


def _row(height: int, *widgets: QWidget) -> QWidget:
    """Return a row of widgets of this height, in pixels."""
    row = QWidget()
    layout = QHBoxLayout(row)
    margin = 4
    layout.setContentsMargins(0, 0, margin, margin)
    layout.addStrut(height - margin)
    for widget in widgets:
        layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
    return row
