"""Buttons in a grid: one for each preset, and one for flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import MOST_PRESETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.settings import Preset

MOST_IN_A_ROW, LETTERS_IN_A_ROW = 5, 34
"""Buttons that fit into one row, and the letters (as wide as an n) that their names may have together."""
FEWER_IN_A_ROW, LONGEST_SHOWN = 3, 14
"""If they do not fit: buttons in each row, and letters that each of them shows."""


class PresetRow(QWidget):
    """Offers the presets, and marks the one that has the planned lengths."""

    chosen = Signal(object)
    """A button was clicked. The argument is its Preset; None for flow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._presets: list[Preset | None] = []
        # Made only once, because the Tab key goes through widgets in the order in which they were made.
        self._buttons = [self._button(place) for place in range(MOST_PRESETS + 1)]

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these presets, at most `MOST_PRESETS`."""
        self._presets = [*presets, None]
        names = [wording.flow() if preset is None else preset.name for preset in self._presets]
        metrics = self.fontMetrics()
        letter = metrics.horizontalAdvance("n")
        width = metrics.horizontalAdvance("".join(names))
        fits = len(names) <= MOST_IN_A_ROW and width <= letter * LETTERS_IN_A_ROW
        in_a_row = MOST_IN_A_ROW if fits else FEWER_IN_A_ROW
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._presets))
            self._grid.addWidget(button, *divmod(place, in_a_row))
        for button, preset, name in zip(self._buttons, self._presets, names, strict=False):
            about = (
                wording.flow_hint()
                if preset is None
                else wording.preset(preset.minutes, preset.break_minutes)
            )
            longest = width if fits else letter * LONGEST_SHOWN
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, longest)
            button.setText(shown.replace("&", "&&"))
            # Translators: A preset, as in "Pomodoro: 25 min, then a 5 min break".
            button.setToolTip(wording.tooltip(_("{name}: {about}").format(name=name, about=about)))
            button.setAccessibleName(name)
            button.setAccessibleDescription(about)

    def show_choice(self, minutes: int, break_minutes: int, *, flow: bool) -> None:
        """Mark the preset that has these lengths, in minutes, or flow."""
        for button, preset in zip(self._buttons, self._presets, strict=False):
            lengths = None if preset is None else (preset.minutes, preset.break_minutes)
            button.setChecked(flow if lengths is None else not flow and lengths == (minutes, break_minutes))

    def _button(self, place: int) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("preset")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(self._presets[place]))
        return button
