"""Numbers that are shown and typed as times."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QValidator

from focus_desktop import wording
from focus_desktop.desktop.window.number_box import QuietSpinBox
from focus_desktop.desktop.window.preferences import typed_times
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

QUARTER = 15
"""Minutes by which one step changes a length of time."""


class TimeBox(QuietSpinBox):
    """`write` returns the text of a number, and `read` the number of a text, or None."""

    def __init__(self, write: Callable[[int], str], read: Callable[[str], int | None]) -> None:
        super().__init__()
        self._write = write
        self._read = read

    def textFromValue(self, value: int) -> str:
        """Return the text of a number."""
        return self._write(value)

    def valueFromText(self, text: str) -> int:
        """Return the number of a text; the number as it is if the text is not understood."""
        number = self._read(text)
        return self.value() if number is None else number

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept the text if it is understood and within the range; it may become so while it is typed."""
        number = self._read(text)
        is_good = number is not None and self.minimum() <= number <= self.maximum()
        state = QValidator.State.Acceptable if is_good else QValidator.State.Intermediate
        return (state, text, position)

    def sizeHint(self) -> QSize:
        """Have room for the longest text, which is not that of the largest number."""
        return self._widened(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Have room for the longest text."""
        return self._widened(super().minimumSizeHint())

    def _widened(self, hint: QSize) -> QSize:
        largest, other = (
            self._write(value) for value in (self.maximum(), self.maximum() - self.singleStep())
        )
        wide = self.fontMetrics().horizontalAdvance
        return QSize(hint.width() + max(0, wide(other) - wide(largest)), hint.height())


def duration_box() -> TimeBox:
    """Return a box for a length of time in minutes."""
    box = TimeBox(lambda minutes: wording.duration(timedelta(minutes=minutes)), typed_times.minutes)
    box.setSingleStep(QUARTER)
    return box


def hour_box() -> TimeBox:
    """Return a box for a full hour of the day."""
    # Translators: The time of day of 24 hours, as in "09:30".
    box = TimeBox(lambda hour: _("{hour:02}:{minute:02}").format(hour=hour, minute=0), typed_times.hour)
    box.setWrapping(True)
    return box
