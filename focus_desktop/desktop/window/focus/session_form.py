"""The form of the next session: what it is about, its quest, and its lengths."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.focus.preset_row import PresetRow
from focus_desktop.desktop.window.focus.quest_picker import QuestPicker
from focus_desktop.desktop.window.focus.task_field import TaskField
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
    from focus_desktop.desktop.window.focus.first_steps import FirstSteps
    from focus_desktop.desktop.window.focus.minutes_box import MinutesBox
    from focus_desktop.settings import Preset

KEYS_HINT = N_("Enter starts · Space pauses · F1 all keys")
START_WIDTH = 200
"""Pixels."""


class SessionForm(QWidget):
    """Edits the plan of the next session; it only requests to start it. Its minutes are in the ring."""

    start_requested = Signal()

    def __init__(self, plan: SessionPlan, minutes: MinutesBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.minutes = minutes
        self.description = _description_line()
        self.quest_picker = QuestPicker(plan)
        self.presets = PresetRow()
        self.start = button(_("Start"), self.start_requested, look="primary", shape="large")
        self.message, self.hint = QLabel(), QLabel()
        self._below = QStackedLayout()
        """The hint and, if they were shown since the app was opened, the first steps. Its height stays."""
        self._below.addWidget(self.hint)
        self._lay_out()

        self.presets.chosen.connect(self._choose)
        minutes.valueChanged.connect(lambda value: plan.change(minutes=value))
        self.description.textChanged.connect(lambda text: plan.change(description=text))
        self.description.returnPressed.connect(self.start.click)
        self.quest_picker.naming_toggled.connect(self._show_naming)
        self.quest_picker.wrong.connect(self.message.setText)
        minutes.wrong.connect(self.message.setText)
        minutes.shown.connect(self._enable_start)
        plan.changed.connect(self.show_plan)
        self.show_plan(plan.planned)

    def show_first_steps(self, *, is_wanted: bool) -> None:
        """Show the first steps in place of the hint, or the hint.

        If the first steps have the keyboard focus, the description takes it as they go.
        """
        if is_wanted:
            self._below.addWidget(self.first_steps)
            self._below.setCurrentWidget(self.first_steps)
            return
        if self.first_steps.isAncestorOf(self.window().focusWidget()):
            self.description.setFocus()
        self._below.setCurrentWidget(self.hint)

    @cached_property
    def first_steps(self) -> FirstSteps:
        """The card with the first steps; made when it is first wanted."""
        from focus_desktop.desktop.window.focus.first_steps import FirstSteps  # noqa: PLC0415

        return FirstSteps()

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these presets."""
        self.presets.show_presets(presets)
        self._mark_preset(self._plan.planned)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show what the next session will be. What was said of an earlier input is out of date."""
        self.message.clear()
        self.minutes.show_minutes(planned.minutes)
        if planned.description != self.description.text():  # Setting the same text would move the cursor.
            self.description.setText(planned.description)
        self._mark_preset(planned)
        self.show_hint()

    def show_hint(self, words: str = "") -> None:
        """Show these words below the Start button until something else is planned or started.

        Without words, show the usual hint.
        """
        self.hint.setText(words or _(KEYS_HINT))

    def show_waiting(self, *, waiting: bool) -> None:
        """Show whether a start is waiting for its answer."""
        self.start.setText(_("Starting…") if waiting else _("Start"))

    def _enable_start(self) -> None:
        self.start.setEnabled(self.minutes.hasAcceptableInput())

    def _show_naming(self, is_naming: bool) -> None:
        self.description.setVisible(not is_naming)
        if not is_naming and self.isAncestorOf(self.window().focusWidget()):
            self.description.setFocus()  # The quest is chosen; what is next is what to work on.

    def _choose(self, preset: Preset | None) -> None:
        if preset is None:
            self._plan.change(flow=True)
        else:
            self._plan.change(minutes=preset.minutes, break_minutes=preset.break_minutes, flow=False)

    def _mark_preset(self, planned: PlannedSession) -> None:
        self.presets.show_choice(planned.minutes, planned.break_minutes, flow=planned.flow)

    def _lay_out(self) -> None:
        self.message.setObjectName("wrong")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setObjectName("note")
        for label in (self.message, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.message.setMinimumHeight(tokens.LARGE)
        self.start.setMinimumWidth(START_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_field())
        column.addWidget(self.message)
        column.addWidget(self.presets)
        column.addSpacing(tokens.WIDE)
        column.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens.MEDIUM)
        column.addLayout(self._below)
        column.addStretch(1)

    def _build_field(self) -> TaskField:
        field = TaskField()
        row = QHBoxLayout(field)
        row.setContentsMargins(tokens.LARGE, 0, tokens.MEDIUM, 0)
        row.setSpacing(tokens.MEDIUM)
        row.addWidget(self.description, stretch=1)
        row.addWidget(self.quest_picker)
        for line in (self.description, self.quest_picker.title):
            field.follow(line)
        return field


def _description_line() -> LineEdit:
    line = LineEdit()
    line.setAccessibleName(_("Description"))
    line.setPlaceholderText(_("What will you work on?"))
    line.setMaxLength(LONGEST_DESCRIPTION)
    return line
