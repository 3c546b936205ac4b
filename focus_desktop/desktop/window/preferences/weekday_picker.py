"""Chooses days of the week: one button for each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


class WeekdayPicker(QWidget):
    """The days in the order in which the week begins. 0 is Monday, 6 is Sunday."""

    chosen = Signal(object)
    """The argument is a tuple of the chosen days, in ascending order."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.TINY)
        self.buttons = [
            _day_button(*names) for names in zip(wording.short_weekdays(), wording.weekdays(), strict=True)
        ]
        for button in self.buttons:
            button.toggled.connect(lambda _: self.chosen.emit(self._days()))

    def show_days(self, days: Sequence[int]) -> None:
        """Show which days are chosen."""
        for day, button in enumerate(self.buttons):
            button.setChecked(day in days)

    def show_order(self, first: int) -> None:
        """Show the days from the first one of the week on."""
        ordered = self.buttons[first:] + self.buttons[:first]
        for button in ordered:
            self._layout.addWidget(button)  # One that is there already is moved to the end.
        for before, after in pairwise(ordered):
            self.setTabOrder(before, after)

    def _days(self) -> tuple[int, ...]:
        return tuple(day for day, button in enumerate(self.buttons) if button.isChecked())


def _day_button(short_name: str, name: str) -> QPushButton:
    button = QPushButton(short_name)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setCheckable(True)
    button.setProperty("shape", "day")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
