"""The lengths of the next session and of the break after it, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_BREAK_MINUTES, LONGEST_MINUTES, SHORTEST_MINUTES

if TYPE_CHECKING:
    from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan


class LengthsCard(Popover):
    """Changes the plan as the numbers change."""

    def __init__(self, plan: SessionPlan, opener: QWidget) -> None:
        super().__init__(_("Session length and break"), opener)
        self.length = NumberBox(_("Length"), SHORTEST_MINUTES, LONGEST_MINUTES)
        self.break_length = NumberBox(_("Break"), 0, LONGEST_BREAK_MINUTES)
        self.break_length.box.setSpecialValueText(_("none"))
        grid = QGridLayout()
        grid.setContentsMargins(tokens.SMALL, tokens.TINY, tokens.SMALL, tokens.TINY)
        grid.setHorizontalSpacing(tokens.WIDE)
        for row, (word, number) in enumerate(((_("Length"), self.length), (_("Break"), self.break_length))):
            label = QLabel(word)
            label.setBuddy(number.box)
            number.box.setSuffix(_(" min"))
            grid.addWidget(label, row, 0)
            grid.addWidget(number, row, 1)
        self.rows.addLayout(grid)
        self.length.box.valueChanged.connect(lambda value: plan.change(minutes=value, flow=False))
        self.break_length.box.valueChanged.connect(lambda value: plan.change(break_minutes=value))
        plan.changed.connect(self.show_plan)
        self.show_plan(plan.planned)

    def show_plan(self, planned: PlannedSession) -> None:
        """Show what the next session will be."""
        with QSignalBlocker(self.length.box), QSignalBlocker(self.break_length.box):
            self.length.box.setValue(planned.minutes)
            self.break_length.box.setValue(planned.break_minutes)
