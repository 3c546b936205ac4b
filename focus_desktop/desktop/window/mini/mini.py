"""Opens the mini window where it was last, and keeps it up to date while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication

from focus_desktop.desktop.window import tokens
from focus_desktop.timer_display import Kind, TimerDisplay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.window.mini.mini_window import MiniWindow


class Mini(QObject):
    """The window is made when it is first opened."""

    start_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    open_requested = Signal()
    """The main window is wanted; the mini window is closed."""
    closed = Signal()
    toggled = Signal()
    """The mini window was opened or closed."""

    def __init__(self, settings: SettingsWriter, commands: Sequence[QAction]) -> None:
        """`commands` have their keys in the mini window, too."""
        super().__init__()
        self._settings = settings
        self._commands = commands
        self._window: MiniWindow | None = None
        self._shown = TimerDisplay(Kind.IDLE, ""), ""

    @property
    def is_open(self) -> bool:
        """Whether the mini window can be seen."""
        return self._window is not None and self._window.isVisible()

    def show_time(self, display: TimerDisplay, title: str) -> None:
        """Show a time, and what it is spent on; if the window is closed, as soon as it is opened."""
        self._shown = display, title
        if self._window is not None and self.is_open:
            self._window.show_time(display, title)

    def open(self) -> None:
        """Open the window; it becomes active."""
        if not self.is_open:
            self._show()
        assert self._window is not None
        self._window.raise_()
        self._window.activateWindow()

    def toggle(self) -> None:
        """Open the window, or close it."""
        if self.is_open:
            self.close()
            self.closed.emit()
        else:
            self.open()

    def close(self) -> None:
        """Close the window, and save where it was."""
        if self._window is not None and self.is_open:
            place = self._window.pos()
            self._window.hide()
            self._settings.save(mini_position=(place.x(), place.y()))
            self.toggled.emit()

    def fit_texts(self) -> None:
        """Let the window be as large as the texts are now."""
        if self._window is None:
            return
        was_open, before = self.is_open, self._window
        self.close()
        before.deleteLater()
        self._window = None
        if was_open:
            self._show()

    def _show(self) -> None:
        window = self._window = self._window or self._build()
        window.show_time(*self._shown)
        window.move(self._place())
        window.setFocus()  # Not a button: Enter would press it.
        window.show()
        self.toggled.emit()

    def _build(self) -> MiniWindow:
        from focus_desktop.desktop.window.mini.mini_window import MiniWindow  # noqa: PLC0415 — not at start

        window = MiniWindow()
        window.addActions(self._commands)
        window.start_requested.connect(self.start_requested)
        window.pause_requested.connect(self.pause_requested)
        window.resume_requested.connect(self.resume_requested)
        window.complete_requested.connect(self.complete_requested)
        window.open_requested.connect(self._open_main_window)
        window.close_requested.connect(self.toggle)
        return window

    def _open_main_window(self) -> None:
        self.close()
        self.open_requested.emit()

    def _place(self) -> QPoint:
        """Where the window was last, if that is on a screen; else the lower right corner."""
        assert self._window is not None
        saved = self._settings.current.mini_position
        wanted = QRect(QPoint(*saved), self._window.size()) if saved else QRect()
        for screen in QGuiApplication.screens():
            if saved and screen.availableGeometry().contains(wanted):
                return wanted.topLeft()
        room = QGuiApplication.primaryScreen().availableGeometry()
        corner = room.bottomRight() - QPoint(self._window.width(), self._window.height())
        return corner - QPoint(tokens.WIDE, tokens.WIDE)
