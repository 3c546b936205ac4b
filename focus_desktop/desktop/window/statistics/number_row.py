"""The figures of a period beside each other, or below each other where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from focus_desktop.wording.statistics import Number

COUNT = 4


class NumberRow(QWidget):
    """Four figures. Each is one widget for assistive technology, which reads it as a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = [_Figure() for _ in range(COUNT)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.LARGE)
        self._grid.setVerticalSpacing(tokens.LARGE)
        self._columns = 0
        self._lay_out(COUNT)

    def show_numbers(self, numbers: Sequence[Number]) -> None:
        """Show these figures."""
        for figure, number in zip(self.figures, numbers, strict=True):
            figure.show_number(number)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As high as they are now, and any width."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many beside each other as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [figure.sizeHint().width() + tokens.LARGE for figure in self.figures]
        room = self.width() + tokens.LARGE
        self._lay_out(next((n for n in (4, 2) if sum(max(widths[k::n]) for k in range(n)) <= room), 1))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, figure in enumerate(self.figures):
            self._grid.addWidget(figure, *divmod(number, columns), Qt.AlignmentFlag.AlignTop)
        for column in range(COUNT):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.value, self.caption, self.note, self.before = QLabel(), QLabel(), QLabel(), QLabel()
        self.value.setObjectName("figure")
        self.note.setObjectName("note")
        self.before.setObjectName("note")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for label in (self.value, self.caption, self.note, self.before):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)

    def show_number(self, number: Number) -> None:
        self.value.setText(number.value)
        self.caption.setText(number.caption)
        self.note.setText(number.note)
        self.before.setText(number.before)
        self.setAccessibleName(number.sentence)
