"""Asks for the title, the steps, the unit, the colour and the weekly budget of a quest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from focus_desktop import refusals
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.line_edit import ANY_LENGTH, LineEdit
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.desktop.window.preferences.time_box import duration_box
from focus_desktop.desktop.window.quest_colour import colour_number
from focus_desktop.desktop.window.quests.colour_picker import ColourPicker
from focus_desktop.language import gettext as _
from focus_desktop.language import pgettext
from focus_desktop.model.errors import InvalidField, Refusal
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
    for the same quest, even if that was changed elsewhere meanwhile. Cancel and Escape give it up.
    """

    saved = Signal(object, object)
    """The QuestRecord, or None for a new quest, and the values by field, a dict: all, or the changed ones."""

    def __init__(self, opener: QWidget) -> None:
        super().__init__("", opener)
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
        for line in (self.title, self.unit):
            line.textChanged.connect(lambda: self._show_wrong(""))

    def open_for(self, record: QuestRecord | None, anchor: QWidget, colour: int = 0) -> None:
        """Open with the values of a quest; None for a new one, for which `colour` is proposed."""
        has_draft = self._has_draft and _is_same(record, self._record)
        if not has_draft:
            self._show(record, colour)
        elif record is not None:
            typed = self._changed()
            self._show(record, colour)
            self._fill(self._values() | typed)
        self._record, self._has_draft = record, True
        name = _("New quest") if record is None else _("Edit the quest")
        self._heading.setText(name)
        self.card.setAccessibleName(name)
        self._save.setText(_("Add quest") if record is None else _("Save"))
        self._show_wrong("")
        self.open_at(anchor)
        self.title.end(False)
        self.title.home(True)  # All of it is selected, and its beginning is seen.

    def keep_draft(self, record: QuestRecord | None) -> None:
        """Show what was typed for this quest again when it is opened next: it could not be saved."""
        if _is_same(record, self._record):
            self._has_draft = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up what was typed by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._has_draft = False
        super().keyPressEvent(event)

    def _make_fields(self) -> None:
        self.title, self.unit = LineEdit(), LineEdit()
        self.title.setMaxLength(ANY_LENGTH)
        self.title.setMinimumWidth(TITLE_WIDTH)
        self.title.setPlaceholderText(_("Read 12 books"))
        self.unit.setMaxLength(ANY_LENGTH)
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
        nothing = {"title": "", "target_value": 1, "current_value": 0, "unit": "", "colour": colour}
        if record is None:
            self._fill(nothing | {"weekly_budget_minutes": 0})
            self._before = {}
            return
        values = record.quest.model_dump() | record.details.model_dump()
        self._fill(values | {"colour": colour_number(record.id)})
        self._before = self._values()

    def _fill(self, values: dict[str, Any]) -> None:
        self.title.setText(values["title"])
        self.unit.setText(values["unit"] or "")
        self.target.box.setValue(values["target_value"])
        self.current.box.setValue(values["current_value"])
        self.colour.show_number(values["colour"])
        self.budget.box.setValue(values["weekly_budget_minutes"] or 0)

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

    def _changed(self) -> dict[str, Any]:
        """The values that are other ones than those of the quest; all of a new one."""
        values = self._values().items()
        return {name: one for name, one in values if name not in self._before or one != self._before[name]}

    def _wrong_title(self) -> str:
        title = self.title.text().strip()
        if len(title) > LONGEST_TITLE:
            return refusals.sentence(InvalidField(Refusal.QUEST_TITLE, longest=LONGEST_TITLE))
        return "" if title else _("Give the quest a name.")

    def _wrong_unit(self) -> str:
        if len(" ".join(self.unit.text().split())) <= LONGEST_UNIT:
            return ""
        return refusals.sentence(InvalidField(Refusal.QUEST_UNIT, longest=LONGEST_UNIT))

    def _try_to_save(self) -> None:
        changed = self._changed()
        for line, wrong in ((self.title, self._wrong_title()), (self.unit, self._wrong_unit())):
            if wrong:
                self._show_wrong(wrong)
                line.setFocus()
                return
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


def _is_same(record: QuestRecord | None, other: QuestRecord | None) -> bool:
    return (record and record.id) == (other and other.id)
