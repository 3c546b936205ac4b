"""The form that starts a session: what it is about, how long, and the break behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.preset_row import PresetRow
from focus_desktop.desktop.window.focus.quest_picker import QuestPicker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.model.breaks import Break
    from focus_desktop.settings import Preset


class SessionForm(QWidget):
    """Holds what the next session is to be; it starts nothing itself."""

    start_requested = Signal()
    break_requested = Signal()
    lengths_changed = Signal()
    """Another length, break or preset was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.description = _description_line()
        self.quest_picker = QuestPicker()
        self.presets = PresetRow()
        self.minutes = _minutes_box("Minutes", 1, 1440)
        self.break_minutes = _minutes_box("Break", 0, 240)
        self.break_minutes.setSpecialValueText("none")
        self.take_break = button("", self.break_requested)
        self.start = button("Start", self.start_requested, primary=True)
        self.flow = False
        self._lay_out()

        self.presets.chosen.connect(self._choose)
        for box in (self.minutes, self.break_minutes):
            box.valueChanged.connect(self._tell_lengths)
            box.lineEdit().returnPressed.connect(self.start.click)
        self.description.returnPressed.connect(self.start.click)
        self.start.setEnabled(False)  # until the store is open
        self.show_break(None)

    @property
    def has_words(self) -> bool:
        """Whether something was written that has not been taken yet."""
        return bool(self.description.text().strip() or self.quest_picker.unfinished_title.strip())

    def show_ready(self) -> None:
        """The store is open: sessions can be started."""
        self.start.setEnabled(True)

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these presets."""
        self.presets.show_presets(presets)
        self._mark()

    def show_lengths(self, minutes: int, break_minutes: int, *, flow: bool) -> None:
        """Set what the next session is to be."""
        with QSignalBlocker(self.minutes), QSignalBlocker(self.break_minutes):
            self.minutes.setValue(minutes)
            self.break_minutes.setValue(break_minutes)
        self.flow = flow
        self._tell_lengths()

    def show_break(self, earned: Break | None) -> None:
        """Offer the break that was earned."""
        self.take_break.setVisible(earned is not None)
        if earned is not None:
            self.take_break.setText(f"Start {earned.minutes} min break")

    def _choose(self, preset: Preset | None) -> None:
        if preset is None:
            self.show_lengths(self.minutes.value(), self.break_minutes.value(), flow=True)
        else:
            self.show_lengths(preset.minutes, preset.break_minutes, flow=False)

    def _tell_lengths(self) -> None:
        self._mark()
        self.lengths_changed.emit()

    def _mark(self) -> None:
        self.presets.show_choice(self.minutes.value(), self.break_minutes.value(), flow=self.flow)
        self.minutes.setEnabled(not self.flow)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(12)
        rows: Sequence[tuple[str, QWidget, QWidget]] = (
            ("Description", self.description, self.description),
            ("Quest", self.quest_picker, self.quest_picker.choice),
            ("Preset", self.presets, self.presets),
            ("Minutes", self._lengths_row(), self.minutes),
        )
        for row, (word, widget, buddy) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(buddy)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.take_break, len(rows), 0, 1, 2)
        grid.addWidget(self.start, len(rows) + 1, 0, 1, 2)  # Stays where it is, with a break or without.

    def _lengths_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        word = QLabel("Break")
        word.setBuddy(self.break_minutes)
        layout.addWidget(self.minutes)
        layout.addSpacing(16)
        layout.addWidget(word)
        layout.addWidget(self.break_minutes)
        layout.addStretch(1)
        return row


def _description_line() -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName("Description")
    line.setPlaceholderText("What will you work on?")
    line.setMaxLength(1000)
    return line


def _minutes_box(name: str, lowest: int, highest: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(lowest, highest)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box
