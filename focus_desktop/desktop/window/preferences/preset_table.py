"""Edits the presets: a table of names, minutes and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import (
    LONGEST_BREAK_MINUTES,
    LONGEST_MINUTES,
    LONGEST_PRESET_NAME,
    MOST_PRESETS,
    SHORTEST_MINUTES,
)
from focus_desktop.settings import DEFAULT_PRESETS, Preset

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (N_("Name"), N_("Minutes"), N_("Break"))


class PresetTable(QWidget):
    """Signals each change at once. The last preset cannot be removed."""

    changed = Signal(object)
    """The user has changed the presets. The argument is a tuple of all Presets."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        for column, word in enumerate(COLUMNS):
            header = QLabel(_(word))
            header.setObjectName("muted")
            self._grid.addWidget(header, 0, column)
        self._add = QPushButton(_("Add preset"))
        self._add.clicked.connect(lambda: self._emit_changed([*self.presets(), self._new_preset()]))
        restore = QPushButton(_("Restore defaults"))
        restore.clicked.connect(lambda: self._emit_changed(list(DEFAULT_PRESETS)))
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(restore)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addLayout(buttons)

    def presets(self) -> list[Preset]:
        """The presets in the table."""
        return [row.preset() for row in self._rows]

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Show these presets. If the table has them already, it is left alone: one may be being edited."""
        if list(presets) == self.presets():
            return
        for row in self._rows:
            row.delete()
        self._rows = [self._row(preset, place) for place, preset in enumerate(presets)]
        self._add.setEnabled(len(presets) < MOST_PRESETS)
        for row in self._rows:
            row.remove.setEnabled(len(presets) > 1)

    def _row(self, preset: Preset, place: int) -> _Row:
        row = _Row(preset)
        for column, widget in enumerate(row.widgets):
            self._grid.addWidget(widget, place + 1, column)
            widget.show()  # The layout would show it only later.
        row.name.editingFinished.connect(lambda: self._emit_changed(self.presets()))
        row.minutes.valueChanged.connect(lambda _: self._emit_changed(self.presets()))
        row.rest.valueChanged.connect(lambda _: self._emit_changed(self.presets()))
        row.remove.clicked.connect(
            lambda: self._emit_changed([one.preset() for one in self._rows if one is not row])
        )
        return row

    def _new_preset(self) -> Preset:
        taken = {preset.name for preset in self.presets()}
        names = (_("Preset {number}").format(number=number) for number in range(1, MOST_PRESETS + 2))
        return Preset(next(name for name in names if name not in taken), 30, 5)

    def _emit_changed(self, presets: list[Preset]) -> None:
        self.changed.emit(tuple(presets))


class _Row:
    """The widgets of one preset."""

    def __init__(self, preset: Preset) -> None:
        self._first_name = preset.name
        self.name = QLineEdit(preset.name)
        self.name.setMaxLength(LONGEST_PRESET_NAME)
        self.minutes = _box(preset.minutes, (SHORTEST_MINUTES, LONGEST_MINUTES))
        self.rest = _box(preset.break_minutes, (0, LONGEST_BREAK_MINUTES))
        self.rest.setSpecialValueText(_("none"))
        self.remove = QPushButton(_("Remove"))
        self.widgets = (self.name, self.minutes, self.rest, self.remove)
        for widget, what in zip(self.widgets, (*COLUMNS, N_("Remove")), strict=True):
            # Translators: A cell or a button in the table of presets, as in "Minutes: Pomodoro".
            name = _("{column}: {preset}").format(column=_(what), preset=preset.name)
            widget.setAccessibleName(name)

    def preset(self) -> Preset:
        """The preset as it was edited. If its name was deleted, it keeps the name that it had."""
        return Preset(self.name.text().strip() or self._first_name, self.minutes.value(), self.rest.value())

    def delete(self) -> None:
        """Delete the widgets."""
        for widget in self.widgets:
            widget.hide()
            widget.deleteLater()


def _box(value: int, span: tuple[int, int]) -> QSpinBox:
    box = QSpinBox()
    box.setRange(*span)
    box.setValue(value)
    box.setAlignment(Qt.AlignmentFlag.AlignCenter)
    box.setKeyboardTracking(False)
    return box
