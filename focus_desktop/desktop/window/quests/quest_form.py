"""Asks for the title, the steps, the unit, the colour and the weekly budget of a quest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.desktop.window.preferences.time_box import duration_box
from focus_desktop.desktop.window.quest_colour import colour_number
from focus_desktop.desktop.window.quests.colour_picker import ColourPicker
from focus_desktop.language import gettext as _
from focus_desktop.language import pgettext
from focus_desktop.model.limits import (
    LARGEST_NUMBER,
    LONGEST_TITLE,
    LONGEST_UNIT,
    LONGEST_WEEKLY_BUDGET_MINUTES,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from focus_desktop.model.quest_record import QuestRecord

TITLE_WIDTH = 280
"""Pixels for which there is room at least."""
HALF_AN_HOUR = 30
"""Minutes by which one step changes the weekly budget."""


class QuestForm(Popover):
    """For a new quest, or for one that is there. Enter saves.

    What was typed stays when the form is closed by a click beside it, and is there again when it is opened
    for the same quest. Cancel and Escape give it up.
    """

    saved = Signal(object, object)
    """The QuestRecord, or None for a new quest, and the values by field, a dict: all, or the changed ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._record: QuestRecord | None = None
        self._has_draft = False
        """Whether the fields hold what was typed for `_record` and not saved."""
        self._before: dict[str, Any] = {}
        self._heading = bold_label()
        self._make_fields()
        self._wrong = QLabel()
        self._wrong.setObjectName("wrong")
        self._wrong.setWordWrap(True)
        self._save = button("", self._try_to_save, look="primary")
        self._lay_out()
        for line in (self.title, self.unit, self.target.box.lineEdit(), self.current.box.lineEdit()):
            line.returnPressed.connect(self._try_to_save)
        self.budget.box.lineEdit().returnPressed.connect(self._try_to_save)
        self.title.textChanged.connect(lambda: self._show_wrong(""))

    def open_for(self, record: QuestRecord | None, anchor: QWidget, colour: int = 0) -> None:
        """Open with the values of a quest; None for a new one, for which `colour` is proposed."""
        is_same = self._has_draft and (record and record.id) == (self._record and self._record.id)
        if not is_same:
            self._show(record, colour)
        self._record, self._has_draft = record, True
        name = _("New quest") if record is None else _("Edit the quest")
        self._heading.setText(name)
        self.card.setAccessibleName(name)
        self._save.setText(_("Add quest") if record is None else _("Save"))
        self._show_wrong("")
        self.open_at(anchor)
        self.title.end(False)
        self.title.home(True)  # All of it is selected, and its beginning is seen.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up what was typed by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._has_draft = False
        super().keyPressEvent(event)

    def _make_fields(self) -> None:
        self.title, self.unit = LineEdit(), LineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setMinimumWidth(TITLE_WIDTH)
        self.title.setPlaceholderText(_("Read 12 books"))
        self.unit.setMaxLength(LONGEST_UNIT)
        # Translators: What the progress of a quest may count, as in "12 of 40 lessons".
        self.unit.setPlaceholderText(_("lessons, chapters, …"))
        self.target = NumberBox(_("How many"), 1, LARGEST_NUMBER)
        self.current = NumberBox(_("Done so far"), 0, LARGEST_NUMBER)
        self.colour = ColourPicker()
        self.budget = NumberBox(_("Weekly budget"), 0, LONGEST_WEEKLY_BUDGET_MINUTES, box=duration_box())
        self.budget.box.setSingleStep(HALF_AN_HOUR)
        self.budget.box.setSpecialValueText(pgettext("weekly budget", "none"))

    def _lay_out(self) -> None:
        self.rows.setContentsMargins(tokens.LARGE, tokens.MEDIUM, tokens.LARGE, tokens.MEDIUM)
        self.rows.setSpacing(tokens.MEDIUM)
        self.rows.addWidget(self._heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.LARGE)
        grid.setVerticalSpacing(tokens.SMALL)
        for row, (word, part) in enumerate(
            (
                (_("Title"), self.title),
                (_("How many"), self.target),
                (_("Unit"), self.unit),
                (_("Done so far"), self.current),
                (_("Colour"), self.colour),
                (_("Weekly budget"), self.budget),
            )
        ):
            label = QLabel(word)
            label.setBuddy(part)
            part.setAccessibleName(word)
            grid.addWidget(label, row, 0)
            grid.addWidget(part, row, 1)
        self.rows.addLayout(grid)
        self.rows.addWidget(self._wrong)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(button(_("Cancel"), self._give_up))
        buttons.addWidget(self._save)
        self.rows.addLayout(buttons)

    def _show(self, record: QuestRecord | None, colour: int) -> None:
        """Fill the fields."""
        details = None if record is None else record.details
        self.title.setText("" if record is None else record.quest.title)
        self.unit.setText((details and details.unit) or "")
        self.target.box.setValue(1 if record is None else record.quest.target_value)
        self.current.box.setValue(0 if record is None else record.quest.current_value)
        self.colour.show_number(colour if record is None else colour_number(record.id))
        self.budget.box.setValue((details and details.weekly_budget_minutes) or 0)
        self._before = {} if record is None else self._values()

    def _values(self) -> dict[str, Any]:
        for number in (self.target, self.current, self.budget):
            number.box.interpretText()
        return {
            "title": self.title.text().strip(),
            "target_value": self.target.box.value(),
            "current_value": self.current.box.value(),
            "unit": self.unit.text().strip() or None,
            "colour": self.colour.number,
            "weekly_budget_minutes": self.budget.box.value() or None,
        }

    def _try_to_save(self) -> None:
        values = self._values()
        if not values["title"]:
            self._show_wrong(_("Give the quest a name."))
            self.title.setFocus()
            return
        changed = {
            name: value
            for name, value in values.items()
            if name not in self._before or value != self._before[name]
        }
        self._has_draft = False
        self.close_card()
        if changed:
            self.saved.emit(self._record, changed)

    def _give_up(self) -> None:
        self._has_draft = False
        self.close_card()

    def _show_wrong(self, words: str) -> None:
        if words != self._wrong.text() or self._wrong.isHidden() is bool(words):
            self._wrong.setText(words)
            self._wrong.setVisible(bool(words))
            self.card.adjustSize()
