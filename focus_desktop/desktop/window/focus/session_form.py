"""The form of the next session: what it is about, how long it takes, and the break after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.preset_row import PresetRow
from focus_desktop.desktop.window.focus.quest_picker import QuestPicker
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import (
    LONGEST_BREAK_MINUTES,
    LONGEST_DESCRIPTION,
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
    from focus_desktop.model.breaks import Break
    from focus_desktop.settings import Preset


class SessionForm(QWidget):
    """Edits the plan of the next session; it only requests to start it."""

    start_requested = Signal()
    break_requested = Signal()

    def __init__(self, plan: SessionPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.description = _description_line()
        self.quest_picker = QuestPicker(plan)
        self.presets = PresetRow()
        self.minutes = _minutes_box(_("Minutes"), SHORTEST_MINUTES, LONGEST_MINUTES)
        self.break_minutes = _minutes_box(_("Break"), 0, LONGEST_BREAK_MINUTES)
        self.break_minutes.setSpecialValueText(_("none"))
        self.take_break = button("", self.break_requested)
        self.start = button(_("Start"), self.start_requested, primary=True)
        self._lay_out()

        self.presets.chosen.connect(self._choose)
        self.minutes.valueChanged.connect(lambda value: plan.change(minutes=value))
        self.break_minutes.valueChanged.connect(lambda value: plan.change(break_minutes=value))
        for box in (self.minutes, self.break_minutes):
            box.lineEdit().returnPressed.connect(self.start.click)
        self.description.textChanged.connect(lambda text: plan.change(description=text))
        self.description.returnPressed.connect(self.start.click)
        self.start.setEnabled(False)  # until the store is open
        self.show_break(None)
        plan.changed.connect(self.show_plan)
        self.show_plan(plan.planned)

    def show_ready(self) -> None:
        """Enable the Start button: the store is open."""
        self.start.setEnabled(True)

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these presets."""
        self.presets.show_presets(presets)
        self._mark_preset(self._plan.planned)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show what the next session will be."""
        with QSignalBlocker(self.minutes), QSignalBlocker(self.break_minutes):
            self.minutes.setValue(planned.minutes)
            self.break_minutes.setValue(planned.break_minutes)
        if planned.description != self.description.text():  # Setting the same text would move the cursor.
            self.description.setText(planned.description)
        self.minutes.setEnabled(not planned.flow)
        self._mark_preset(planned)

    def show_break(self, earned: Break | None) -> None:
        """Offer the break that was earned; None for no break."""
        self.take_break.setVisible(earned is not None)
        if earned is not None:
            self.take_break.setText(_("Start {minutes} min break").format(minutes=earned.minutes))

    def show_waiting(self, *, waiting: bool) -> None:
        """Show whether a start is waiting for its answer."""
        self.start.setText(_("Starting…") if waiting else _("Start"))

    def _choose(self, preset: Preset | None) -> None:
        if preset is None:
            self._plan.change(flow=True)
        else:
            self._plan.change(minutes=preset.minutes, break_minutes=preset.break_minutes, flow=False)
        self._mark_preset(self._plan.planned)  # If the preset was already marked, the click unmarked it.

    def _mark_preset(self, planned: PlannedSession) -> None:
        self.presets.show_choice(planned.minutes, planned.break_minutes, flow=planned.flow)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(12)
        rows: Sequence[tuple[str, QWidget, QWidget]] = (
            (_("Description"), self.description, self.description),
            (_("Quest"), self.quest_picker, self.quest_picker.choice),
            (_("Preset"), self.presets, self.presets),
            (_("Minutes"), self._lengths_row(), self.minutes),
        )
        for row, (word, widget, buddy) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(buddy)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.take_break, len(rows), 0, 1, 2)
        grid.addWidget(self.start, len(rows) + 1, 0, 1, 2)  # It does not move when a break is offered.

    def _lengths_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        word = QLabel(_("Break"))
        word.setBuddy(self.break_minutes)
        layout.addWidget(self.minutes)
        layout.addSpacing(16)
        layout.addWidget(word)
        layout.addWidget(self.break_minutes)
        layout.addStretch(1)
        return row


def _description_line() -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(_("Description"))
    line.setPlaceholderText(_("What will you work on?"))
    line.setMaxLength(LONGEST_DESCRIPTION)
    return line


def _minutes_box(name: str, lowest: int, highest: int) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(lowest, highest)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box
