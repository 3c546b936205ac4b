"""The length of the next session, in the middle of the ring: to be typed, or changed by − and +."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QValidator

from focus_desktop import wording
from focus_desktop.desktop.window.number_box import QuietSpinBox
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

STEP = 5
"""Minutes that − and + change, to the next multiple; the arrow keys change one minute."""
CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{0,2})(:(?P<seconds>\d{0,2}))?")
UNITS = re.compile(
    r"((?P<hours>\d+(?:[.,]\d+)?)\s*h(ours?)?)?\s*((?P<minutes>\d+)\s*(m|min|minutes?)?)?", re.IGNORECASE
)
LONGEST_TEXT = 20
"""Characters that can be typed."""
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class MinutesBox(QuietSpinBox):
    """Its value is in minutes, 1 to 1440; it shows `25:00` or `1:30:00`.

    What is typed is left alone until it is entered. `minutes_of` tells what can be typed.
    """

    typed = Signal(int)
    """What is typed is a length, which is not entered yet. The argument is its minutes."""
    shown = Signal()
    """Another text is shown: typed, entered, or put back."""
    wrong = Signal(str)
    """What is typed is no length. The argument says what to do; an empty text takes that back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("time")
        self.setAccessibleName(_("Minutes"))
        self.setRange(SHORTEST_MINUTES, LONGEST_MINUTES)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setKeyboardTracking(False)  # With tracking, 1441 would become 144, which is typed on the way.
        self.lineEdit().setMaxLength(LONGEST_TEXT)
        self.lineEdit().textEdited.connect(self._judge)
        # Not the line's `textChanged`: the box keeps that from being emitted when it sets the text itself.
        for signal in (self.lineEdit().textEdited, self.valueChanged, self.editingFinished):
            signal.connect(self.shown)

    def show_minutes(self, minutes: int) -> None:
        """Show these minutes in place of whatever is typed, without emitting `valueChanged`."""
        with QSignalBlocker(self):
            self.setValue(minutes)
        self.shown.emit()
        self.wrong.emit("")

    def step(self, direction: int) -> None:
        """Go to the next multiple of `STEP`, up (1) or down (-1)."""
        whole = self.value() // STEP * STEP
        down = whole if whole < self.value() else whole - STEP
        self.setValue(whole + STEP if direction > 0 else max(down, SHORTEST_MINUTES))

    def textFromValue(self, minutes: int) -> str:
        """The minutes as a time."""
        return wording.countdown(minutes * 60)

    def valueFromText(self, text: str) -> int:
        """The minutes that the text means; the value as it is, if it means none."""
        minutes = minutes_of(text)
        return self.value() if minutes is None else minutes

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let anything be typed, as letters that vanish explain nothing; accept a length in the range."""
        minutes = minutes_of(text)
        is_length = minutes is not None and self.minimum() <= minutes <= self.maximum()
        state = QValidator.State.Acceptable if is_length else QValidator.State.Intermediate
        return state, text, position

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the time, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self.selectAll)  # Again, after the click has placed the cursor.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say by Enter what is wrong, if something is; put the old length back by Escape."""
        if event.key() in ENTER and not self.hasAcceptableInput():
            self._tell_wrong()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self.textFromValue(self.value()):
            self.show_minutes(self.value())
        else:
            super().keyPressEvent(event)

    def _judge(self, text: str) -> None:
        if self.hasAcceptableInput():
            self.wrong.emit("")
            self.typed.emit(self.valueFromText(text))
        elif text.strip():
            self._tell_wrong()

    def _tell_wrong(self) -> None:
        # Translators: What can be typed as the length of a session. "h" and "min" are units.
        self.wrong.emit(_("Give a length from 1 min to 24 h, as in 25 or 1:30."))


def minutes_of(text: str) -> int | None:
    """The minutes of a length, or None if it is none.

    A length is `25`, `25:00`, `1:30` (an hour and a half), `1:30:00`, `45 min`, `1 h 30 min`, `1h30` or
    `1.5 h`.
    """
    text = text.strip()
    if found := CLOCK.fullmatch(text):
        first, second = int(found["hours"]), int(found["minutes"] or 0)
        return first * 60 + second if second or found["seconds"] is not None else first
    found = UNITS.fullmatch(text)
    if found is None or not text:
        return None
    hours = float((found["hours"] or "0").replace(",", "."))
    return round(hours * 60) + int(found["minutes"] or 0)
