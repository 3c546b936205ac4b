"""Edits the presets: a table of names, minutes and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.preferences.preset_row import COLUMNS, PresetRow
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.settings import Preset

if TYPE_CHECKING:
    from collections.abc import Sequence


class PresetTable(QWidget):
    """Signals each change at once. The last preset cannot be removed."""

    changed = Signal(object)
    """The user has changed the presets. The argument is a tuple of all Presets."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.SMALL)
        self._grid.setVerticalSpacing(tokens.TINY)
        self._grid.setColumnStretch(0, 1)
        for column, word in enumerate(COLUMNS):
            header = QLabel(_(word))
            header.setObjectName("muted")
            self._grid.addWidget(header, 0, column)
        # Made only once, because the Tab key goes through widgets in the order in which they were made.
        self.rows = [self._row(place) for place in range(MOST_PRESETS)]
        self.add = QPushButton(_("Add preset"))
        self.add.clicked.connect(self._add_preset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.MEDIUM)
        layout.addLayout(self._grid)
        layout.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)

    def presets(self) -> list[Preset]:
        """The presets in the table."""
        return [row.preset for row in self.rows if row.preset is not None]

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Show these presets. If the table has them already, it is left alone: one may be being edited."""
        if list(presets) != self.presets():
            self._fill(presets)

    def forget(self) -> None:
        """Take over a name that is being typed; withdraw messages and what could be undone."""
        for row in self.rows:
            row.finish_name()
        self._fill(self.presets())

    def name_problem(self, row: PresetRow, name: str) -> str:
        """Return why a row's preset cannot have this name; an empty text if it can."""
        if not name:
            return _("Give the preset a name.")
        others = (one.preset.name for one in self.rows if one.preset is not None and one is not row)
        if name.casefold() in map(str.casefold, others):
            return _("Another preset has this name.")
        return ""

    def _row(self, place: int) -> PresetRow:
        row = PresetRow(lambda name: self.name_problem(row, name))
        row.place(self._grid, 2 * place + 1)
        row.edited.connect(self._emit_changed)
        row.remove_requested.connect(lambda: self._remove(row))
        row.undo_requested.connect(lambda: self._undo(row))
        return row

    def _fill(self, presets: Sequence[Preset]) -> None:
        for place, row in enumerate(self.rows):
            row.show_preset(presets[place] if place < len(presets) else None)
        self._enable_buttons()

    def _add_preset(self) -> None:
        presets = self.presets()
        taken = {preset.name.casefold() for preset in presets}
        names = (_("Preset {number}").format(number=number) for number in range(1, MOST_PRESETS + 2))
        new = Preset(next(name for name in names if name.casefold() not in taken), 30, 5)
        self._fill([*presets, new])
        self._emit_changed()
        self.rows[len(presets)].edit_name()

    def _remove(self, row: PresetRow) -> None:
        removed, place = row.preset, [one for one in self.rows if one.preset is not None].index(row)
        presets = self.presets()
        assert removed is not None
        self._fill(presets)  # Another preset that was removed can be brought back no longer.
        self.rows[place].show_removed()
        self._enable_buttons()
        self._emit_changed()

    def _undo(self, row: PresetRow) -> None:
        row.bring_back()
        self._enable_buttons()
        self._emit_changed()

    def _enable_buttons(self) -> None:
        count = len(self.presets())
        self.add.setEnabled(count < MOST_PRESETS)
        for row in self.rows:
            row.remove.setEnabled(count > 1)

    def _emit_changed(self) -> None:
        self.changed.emit(tuple(self.presets()))
