"""The presets as buttons in a grid, and flow beside them; one click chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from focus_desktop import wording
from focus_desktop.settings import MOST_PRESETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from focus_desktop.settings import Preset

IN_A_ROW = 5


class PresetRow(QWidget):
    """Shows which preset the chosen lengths are, if they are one."""

    chosen = Signal(object)
    """The Preset that was clicked; None for flow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._presets: list[Preset | None] = []
        # Made once: the Tab key goes through widgets in the order in which they were made.
        self._buttons = [self._button(place) for place in range(MOST_PRESETS + 1)]

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these, at most eight."""
        self._presets = [*presets, None]
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self._presets))
        for button, preset in zip(self._buttons, self._presets, strict=False):
            name = wording.FLOW if preset is None else preset.name
            about = (
                wording.FLOW_HINT if preset is None else wording.preset(preset.minutes, preset.break_minutes)
            )
            button.setText(name.replace("&", "&&"))
            button.setToolTip(wording.tooltip(about))
            button.setAccessibleName(name)
            button.setAccessibleDescription(about)

    def show_choice(self, minutes: int, break_minutes: int, *, flow: bool) -> None:
        """Mark the preset that has these lengths."""
        for button, preset in zip(self._buttons, self._presets, strict=False):
            lengths = None if preset is None else (preset.minutes, preset.break_minutes)
            button.setChecked(flow if lengths is None else not flow and lengths == (minutes, break_minutes))

    def _button(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setObjectName("preset")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(self._presets[place]))
        self._grid.addWidget(button, *divmod(place, IN_A_ROW))
        return button
