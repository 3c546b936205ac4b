"""Pills, of which one is chosen: one for each preset, and one for flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import more_button
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.settings import DEFAULT_PRESETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from focus_desktop.settings import Preset

WIDTH = 460
"""Pixels of a row of pills with texts of usual size; with larger ones it is wider."""
PADDING = 32
"""Pixels of a pill's width that its text does not use."""
MORE_WIDTH = 32
"""Pixels of the button after the pills."""
MOST_ROWS = 4
LONGEST_SHOWN = 14
"""Letters (as wide as an n) that a pill shows."""


class PresetRow(QWidget):
    """Offers the presets, and marks the one that has the planned lengths. Tab goes to one of them only."""

    chosen = Signal(object)
    """Another pill was chosen. The argument is its Preset; None for flow."""
    more_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Presets"))
        self._presets: list[Preset | None] = []
        # Made only once, because the Tab key goes through widgets in the order in which they were made.
        self._pills = [self._pill(place) for place in range(MOST_PRESETS + 1)]
        self._group = QButtonGroup(self)
        for pill in self._pills:
            self._group.addButton(pill)
        self.more = more_button(_("Session length and break"), self.more_requested)
        self.more.setParent(self)  # Now, for its place in the order of the Tab key.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SMALL)
        self._rows = [QHBoxLayout() for _ in range(MOST_ROWS)]
        for row in self._rows:
            row.setSpacing(tokens.SMALL)
            column.addLayout(row)

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these presets, at most `MOST_PRESETS`."""
        self._presets = [*presets, None]
        for place, pill in enumerate(self._pills):
            pill.setVisible(place < len(self._presets))
        for pill, preset in zip(self._pills, self._presets, strict=False):
            self._name(pill, preset)
        self._lay_out(self._pills[: len(self._presets)])

    def show_choice(self, minutes: int, break_minutes: int, *, flow: bool) -> None:
        """Mark the preset that has these lengths, in minutes, or flow."""
        lengths = [None if one is None else (one.minutes, one.break_minutes) for one in self._presets]
        wanted = None if flow else (minutes, break_minutes)
        if wanted in lengths:
            self._mark(self._pills[lengths.index(wanted)])
        elif (marked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)  # Otherwise one is always chosen.
            marked.setChecked(False)
            self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next pill by Down and to the one before by Up, which Qt does only between rows."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        shown = self._pills[: len(self._presets)]
        focused = next((place for place, pill in enumerate(shown) if pill.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
        elif 0 <= focused + step < len(shown):
            pill = shown[focused + step]
            pill.setFocus(Qt.FocusReason.TabFocusReason)
            pill.click()

    def _mark(self, pill: QPushButton) -> None:
        with QSignalBlocker(pill):
            pill.setChecked(True)

    def _name(self, pill: QPushButton, preset: Preset | None) -> None:
        if preset is None:
            name, about, shown = wording.flow(), wording.flow_hint(), wording.flow()
        else:
            name, about = (
                wording.on_one_line(preset.name),
                wording.preset(preset.minutes, preset.break_minutes),
            )
            # Translators: A preset's minutes and those of its break, as in "25 / 5".
            lengths = _("{minutes} / {break_minutes}")
            is_ours = preset in DEFAULT_PRESETS
            shown = (
                lengths.format(minutes=preset.minutes, break_minutes=preset.break_minutes)
                if is_ours
                else name
            )
        longest = self.fontMetrics().horizontalAdvance("n") * LONGEST_SHOWN
        shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, longest)
        pill.setText(shown.replace("&", "&&"))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)  # As it is while it is chosen.
        pill.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(shown) + PADDING)
        # Translators: A preset, as in "Pomodoro: 25 min, then a 5 min break".
        pill.setToolTip(wording.tooltip(_("{name}: {about}").format(name=name, about=about)))
        pill.setAccessibleName(name)
        pill.setAccessibleDescription(about)

    def _lay_out(self, pills: Sequence[QPushButton]) -> None:
        """Fill the rows from left to right; a pill that does not fit begins the next row."""
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        width_of_row = WIDTH * QFontInfo(self.font()).pixelSize() // tokens.TEXT + tokens.SMALL
        number, room = 0, width_of_row
        for pill in pills:
            width = self.fontMetrics().horizontalAdvance(pill.text()) + PADDING + tokens.SMALL
            is_last = pill is pills[-1]
            if room < width + (MORE_WIDTH + tokens.SMALL if is_last else 0) and number < MOST_ROWS - 1:
                number, room = number + 1, width_of_row
            room -= width
            self._rows[number].addWidget(pill)
        self._rows[number].addWidget(self.more)
        for row in self._rows:
            row.addStretch(1)

    def _pill(self, place: int) -> QPushButton:
        pill = QPushButton(self)
        pill.setProperty("shape", "pill")
        pill.setCheckable(True)
        pill.setAutoExclusive(True)  # For assistive technology, which so knows it as one of several.
        # Not `clicked`: assistive technology and the arrow keys choose without a click.
        pill.toggled.connect(lambda is_chosen: self._choose(place) if is_chosen else None)
        return pill

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._presets[place])
