"""The length of the next session, in the middle of the ring: to be typed, or changed by − and +."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator

from focus_desktop import wording
from focus_desktop.desktop.window.number_box import QuietSpinBox
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

STEP = 5
"""Minutes that − and + change, to the next multiple; the arrow keys change one minute."""
BEGUN = re.compile(r"\d{0,4}(:\d{0,2}){0,2}")
"""What may become a time while it is typed."""


class MinutesBox(QuietSpinBox):
    """Its value is in minutes, 1 to 1440; it shows `25:00` or `1:30:00`, and takes `25` or `1:30` as well."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("time")
        self.setAccessibleName(_("Minutes"))
        self.setRange(SHORTEST_MINUTES, LONGEST_MINUTES)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)  # With tracking, 1441 would become 144, which is typed on the way.

    def step(self, direction: int) -> None:
        """Go to the next multiple of `STEP`, up (1) or down (-1)."""
        whole = self.value() // STEP * STEP
        down = whole if whole < self.value() else whole - STEP
        self.setValue(whole + STEP if direction > 0 else max(down, SHORTEST_MINUTES))

    def textFromValue(self, minutes: int) -> str:
        """The minutes as a time."""
        return wording.countdown(minutes * 60)

    def valueFromText(self, text: str) -> int:
        """The minutes of a time: `25`, `25:00`, `1:30` (an hour and a half) and `1:30:00`."""
        parts = [int(part or 0) for part in text.split(":")]
        if len(parts) == 3 or (len(parts) == 2 and parts[1]):
            return parts[0] * 60 + parts[1]
        return parts[0]

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept what is a time within the range; let what may become one be typed."""
        if not BEGUN.fullmatch(text):
            return QValidator.State.Invalid, text, position
        is_time = any(one.isdigit() for one in text) and (
            self.minimum() <= self.valueFromText(text) <= self.maximum()
        )
        state = QValidator.State.Acceptable if is_time else QValidator.State.Intermediate
        return state, text, position

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the time, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()
