"""The Focus page: the ring, what the session is about, and the buttons to start and end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from focus_desktop import wording
from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.desktop.window.quest_picker import QuestPicker
from focus_desktop.desktop.window.timer_ring import TimerRing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from PySide6.QtGui import QMouseEvent

    from focus_desktop.model.record import SessionRecord

COLUMN_WIDTH = 440


class SessionPanel(QWidget):
    """Shows the session that runs, or the form that starts one. It changes only when told to."""

    start_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    complete_requested = Signal()
    cancel_requested = Signal()
    minutes_changed = Signal(int)

    def __init__(self, presets: Sequence[int], minutes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Focus")
        self.ring = TimerRing()
        self.description = _description_line()
        self.quest_picker = QuestPicker()
        self.minutes = _minutes_box(minutes)
        self.start = _button("Start", self.start_requested, primary=True)
        self._pause = _button("Pause", self._pause_or_resume)
        self._record: SessionRecord | None = None
        self._caption = ""
        self._presets = [self._preset_button(preset) for preset in presets]
        self._about, self._quest = ElidedLabel("headline"), ElidedLabel("muted")

        self._below = QStackedWidget()
        self._below.addWidget(self._form())
        self._below.addWidget(self._running())
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout()
        column.addWidget(self.ring, stretch=1)
        column.addSpacing(8)
        column.addWidget(self._below)
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(column, stretch=100)
        layout.addStretch(1)
        self._below.setMaximumWidth(COLUMN_WIDTH)
        self.ring.setMaximumWidth(COLUMN_WIDTH)

        self.minutes.valueChanged.connect(self._show_length)
        self.minutes.valueChanged.connect(self.minutes_changed)
        self.description.returnPressed.connect(self.start.click)
        self.minutes.lineEdit().returnPressed.connect(self.start.click)
        self.start.setEnabled(False)  # until the store is open
        self.description.setFocus()
        self._show_length(minutes)

    def show_ready(self) -> None:
        """The store is open: sessions can be started."""
        self.start.setEnabled(True)

    def show_session(self, record: SessionRecord, seconds: int) -> None:
        """Show a running session with `seconds` left; a description that it has taken leaves the form."""
        if self._record is None:
            self.ring.setFocus()  # No key that was meant for the form may end the session.
        self._record = record
        if record.session.description == self.description.text().strip():
            self.description.clear()
        title = record.quest.title if record.quest else ""
        about = record.session.description or title or "Focus session"
        self._about.show_text(about)
        self._quest.show_text(title if title != about else "")
        self._below.setCurrentIndex(1)
        self._pause.setText("Resume" if record.is_paused else "Pause")
        self._caption = f"of {record.session.duration_minutes} min"
        self.ring.show_muted(muted=record.is_paused)
        self.show_remaining(seconds)

    def show_remaining(self, seconds: int) -> None:
        """Show how many seconds the session has left."""
        if self._record is not None:
            self.ring.show_time(seconds, self._record.session.duration_minutes * 60, self._caption)

    def show_paused(self, length: timedelta) -> None:
        """Show how long the session has been standing still."""
        self._caption = wording.paused(length)
        self.show_remaining(self.ring.value())

    def show_idle(self) -> None:
        """No session runs: show the form."""
        self._record = None
        self._below.setCurrentIndex(0)
        self.ring.show_muted(muted=False)
        self.description.setFocus()
        self._show_length(self.minutes.value())

    def _form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(12)
        rows: Sequence[tuple[str, QWidget, QWidget]] = (
            ("Description", self.description, self.description),
            ("Quest", self.quest_picker, self.quest_picker.choice),
            ("Minutes", self._minutes_row(), self.minutes),
        )
        for row, (word, widget, buddy) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(buddy)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.start, len(rows), 0, 1, 2)
        return form

    def _minutes_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for preset in self._presets:
            layout.addWidget(preset)
        layout.addStretch(1)
        layout.addWidget(self.minutes)
        return row

    def _running(self) -> QWidget:
        running = QWidget()
        column = QVBoxLayout(running)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self._about)
        column.addWidget(self._quest)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(_button("Complete", self.complete_requested, primary=True), stretch=1)
        buttons.addWidget(self._pause, stretch=1)
        buttons.addWidget(_button("Cancel", self.cancel_requested), stretch=1)
        column.addLayout(buttons)
        return running

    def _pause_or_resume(self) -> None:
        paused = self._record is not None and self._record.is_paused
        (self.resume_requested if paused else self.pause_requested).emit()

    def _preset_button(self, minutes: int) -> QPushButton:
        preset = QPushButton(str(minutes))
        preset.setAccessibleName(f"{minutes} minutes")
        preset.setCheckable(True)
        preset.setProperty("minutes", minutes)
        preset.clicked.connect(lambda: self.minutes.setValue(minutes))
        preset.clicked.connect(lambda: self._show_length(minutes))
        return preset

    def _show_length(self, minutes: int) -> None:
        for preset in self._presets:
            preset.setChecked(preset.property("minutes") == minutes)
        if self._record is None:
            self.ring.show_time(minutes * 60, minutes * 60, "")


def _description_line() -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName("Description")
    line.setPlaceholderText("What will you work on?")
    line.setMaxLength(1000)
    return line


def _minutes_box(minutes: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName("Minutes")
    box.setRange(1, 1440)
    box.setValue(minutes)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box


class _SingleClickButton(QPushButton):
    """Ignores the second click of a double click: it was meant for the button that stood here before."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Swallow it; Qt would make it one more press."""
        event.accept()


def _button(text: str, wish: Signal | object, *, primary: bool = False) -> QPushButton:
    button = _SingleClickButton(text)
    button.setAutoDefault(True)  # Enter presses it, as Space does.
    button.setProperty("primary", primary)
    button.clicked.connect(wish)
    return button
