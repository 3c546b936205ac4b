"""A row of the table of presets: one preset, one that has been removed, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import (
    LONGEST_BREAK_MINUTES,
    LONGEST_MINUTES,
    LONGEST_PRESET_NAME,
    SHORTEST_MINUTES,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.settings import Preset

COLUMNS = (N_("Name"), N_("Minutes"), N_("Break"))
NARROWEST_NAME = 96
"""Pixels."""
CROSS = "×"


class PresetRow(QObject):
    """The widgets of the row. `name_problem` says why the preset cannot have a name, or returns ""."""

    edited = Signal()
    """`preset` has changed."""
    remove_requested = Signal()
    undo_requested = Signal()

    def __init__(self, name_problem: Callable[[str], str]) -> None:
        super().__init__()
        self._name_problem = name_problem
        self.preset: Preset | None = None
        """The preset with the user's changes that are valid."""
        self._removed: Preset | None = None
        self._make_widgets()
        self.name.editingFinished.connect(self.finish_name)
        self.minutes.valueChanged.connect(lambda minutes: self._change(minutes=minutes))
        self.rest.valueChanged.connect(lambda minutes: self._change(break_minutes=minutes))
        self.remove.clicked.connect(self.remove_requested)
        self.undo.clicked.connect(self.undo_requested)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Add the widgets to two rows of a grid: the second is for what is wrong with the first."""
        for column, widget in enumerate(self._fields):
            grid.addWidget(widget, row, column)
        grid.addWidget(self.told, row, 0)
        grid.addWidget(self.undo, row, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.problem, row + 1, 0, 1, 4)
        grid.addWidget(self._gap, row + 1, 3)
        self._show_parts()

    def show_preset(self, preset: Preset | None) -> None:
        """Show this preset; hide the row if there is none."""
        self.preset, self._removed = preset, None
        if preset is not None:
            with QSignalBlocker(self.minutes), QSignalBlocker(self.rest):
                self.minutes.setValue(preset.minutes)
                self.rest.setValue(preset.break_minutes)
            self.name.setText(preset.name)
            self.name.setCursorPosition(0)
            self._show_names(preset.name)
        self._show_problem("")
        self._show_parts()

    def show_removed(self) -> None:
        """Show that the preset has been removed, and offer to undo that."""
        assert self.preset is not None
        self._removed, self.preset = self.preset, None
        self.told.setText(_("“{name}” removed.").format(name=self._removed.name))
        self._show_problem("")
        self._show_parts()
        self.undo.setFocus()

    def bring_back(self) -> None:
        """Show the preset that has been removed."""
        self.show_preset(self._removed)
        self.remove.setFocus()

    def edit_name(self) -> None:
        """Select the name, with the keyboard focus."""
        self.name.setFocus()
        self.name.selectAll()

    def finish_name(self) -> None:
        """Take over the name as it was typed; tell what is wrong with it."""
        if self.preset is None:
            return
        name = self.name.text().strip()
        problem = self._name_problem(name)
        self._show_problem(problem)
        if not problem and name != self.preset.name:
            self._show_names(name)
            self._change(name=name)

    def _change(self, **changes: Any) -> None:
        if self.preset is not None:
            # mypy cannot check **object.
            self.preset = self.preset._replace(**changes)
            self.edited.emit()

    def _make_widgets(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_PRESET_NAME)
        self.name.setMinimumWidth(NARROWEST_NAME)
        minutes = NumberBox("", SHORTEST_MINUTES, LONGEST_MINUTES)
        rest = NumberBox("", 0, LONGEST_BREAK_MINUTES)
        self.minutes, self.rest = minutes.box, rest.box
        self.rest.setSpecialValueText(_("none"))
        self.remove = QPushButton(CROSS)
        self.remove.setProperty("look", "quiet")
        self.remove.setProperty("shape", "icon")
        self.remove.setToolTip(_("Remove"))
        self.told = note("")
        self.undo = QPushButton(_("Undo"))
        self.problem = QLabel()
        self.problem.setObjectName("wrong")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(0, 0, 0, tokens.TINY)
        self._gap = QWidget()
        self._gap.setFixedHeight(0)  # A grid leaves out the space beside a row with nothing in it.
        self._fields = (self.name, minutes, rest, self.remove)

    def _show_names(self, preset_name: str) -> None:
        controls = (self.name, self.minutes, self.rest, self.remove)
        for control, what in zip(controls, (*COLUMNS, N_("Remove")), strict=True):
            # Translators: A cell or a button in the table of presets, as in "Minutes: Pomodoro".
            name = _("{column}: {preset}").format(column=_(what), preset=preset_name)
            control.setAccessibleName(name)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.name.setAccessibleDescription(sentence)

    def _show_parts(self) -> None:
        for field in self._fields:
            field.setVisible(self.preset is not None)
        self.told.setVisible(self._removed is not None)
        self.undo.setVisible(self._removed is not None)
        self._gap.setVisible(self.preset is not None or self._removed is not None)
