"""Chooses the period: a week, a month or a year; back and forward."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.language import gettext as _
from focus_desktop.model.local_days import Span

PADDING = 36
"""Pixels of a button's width that its name does not use."""


class PeriodBar(QWidget):
    """Changes only through `show_period`."""

    span_requested = Signal(object)
    """The argument is the Span."""
    step_requested = Signal(int)
    """-1 for the period before, 1 for the one after."""

    def __init__(self) -> None:
        super().__init__()
        names = {Span.WEEK: _("Week"), Span.MONTH: _("Month"), Span.YEAR: _("Year")}
        self.spans: dict[Span, QPushButton] = {}
        spans = QHBoxLayout()
        spans.setSpacing(tokens.TINY)
        for span, name in names.items():
            self.spans[span] = choice = button(
                name, lambda _=False, span=span: self._request(span), shape="pill"
            )
            choice.setCheckable(True)
            spans.addWidget(choice)
        self.back = more_button(_("Back"), lambda: self.step_requested.emit(-1), sign="‹")
        self.forward = more_button(_("Forward"), lambda: self.step_requested.emit(1), sign="›")
        self.title = bold_label()
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        steps = QHBoxLayout()
        steps.setSpacing(tokens.TINY)
        for part in (self.back, self.title, self.forward):
            steps.addWidget(part)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addLayout(spans, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(steps, 0, 1, Qt.AlignmentFlag.AlignCenter)
        grid.setColumnStretch(1, 1)
        self._make_room()

    def show_period(self, span: Span, title: str, *, has_before: bool, has_after: bool) -> None:
        """Show which period it is, and whether there are others before and after it."""
        for one, choice in self.spans.items():
            choice.setChecked(one is span)
        self.title.setText(title)
        self.back.setEnabled(has_before)
        self.forward.setEnabled(has_after)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the names again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        """Let each button be as wide as its name needs when it is chosen, and so bold."""
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        for choice in self.spans.values():
            choice.setMinimumWidth(metrics.horizontalAdvance(choice.text()) + PADDING)

    def _request(self, span: Span) -> None:
        self.spans[span].setChecked(True)  # Another click on it does not switch it off.
        self.span_requested.emit(span)
