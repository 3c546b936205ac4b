"""Chooses the period: a week, a month or a year; back and forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.language import gettext as _
from focus_desktop.model.local_days import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

PADDING = 36
"""Pixels of a button's width that its name does not use."""


@dataclass(frozen=True)
class Shown:
    """The period that is shown."""

    span: Span
    title: str
    titles: Sequence[str]
    """Those of other such periods; the widest one has room, so that nothing moves from one to the next."""
    has_before: bool
    has_after: bool
    is_present: bool
    """Whether today lies in it."""


class PeriodBar(QWidget):
    """Changes only through `show_period`."""

    span_requested = Signal(object)
    """The argument is the Span."""
    step_requested = Signal(int)
    """-1 for the period before, 1 for the one after."""
    today_requested = Signal()
    """The period that it is now is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        names = {Span.WEEK: _("Week"), Span.MONTH: _("Month"), Span.YEAR: _("Year")}
        self.spans: dict[Span, QPushButton] = {}
        self._shown: Span | None = None
        self._titles: Sequence[str] = ()
        self._spans, self._steps = QWidget(), QWidget()
        spans = QHBoxLayout(self._spans)
        spans.setContentsMargins(0, 0, 0, 0)
        spans.setSpacing(tokens.TINY)
        for span, name in names.items():
            self.spans[span] = choice = button(name, lambda: None, shape="pill")
            choice.setCheckable(True)
            choice.setAutoExclusive(True)  # For assistive technology, which so knows it as one of several.
            # Not `clicked`: assistive technology only checks it.
            choice.toggled.connect(lambda is_chosen, span=span: self._request(span) if is_chosen else None)
            spans.addWidget(choice)
        self.back = more_button(_("Back"), lambda: self.step_requested.emit(-1), sign="‹")
        self.forward = more_button(_("Forward"), lambda: self.step_requested.emit(1), sign="›")
        self.today = button(_("Today"), self.today_requested, look="link", shape="flush")
        policy = self.today.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.today.setSizePolicy(policy)
        self.today.hide()
        self.title = bold_label()
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(tokens.TINY)
        for part in (self.back, self.title, self.forward):
            steps.addWidget(part)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(tokens.SMALL)
        self._are_side_by_side: bool | None = None
        self._make_room()
        self._arrange()

    def show_period(self, shown: Shown) -> None:
        """Show which period it is, and whether there are others before and after it."""
        self._shown = shown.span
        self.spans[shown.span].setChecked(True)
        self.title.setText(shown.title)
        if self._titles != shown.titles:
            self._titles = shown.titles
            self._make_room()
        self._offer(
            {
                self.back: shown.has_before,
                self.forward: shown.has_after,
                self.today: not shown.is_present,
            }
        )
        self.today.setVisible(not shown.is_present)
        self._arrange()

    def parts(self) -> Sequence[QWidget]:
        """What Tab goes through, in this order."""
        return *self.spans.values(), self.back, self.forward, self.today

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider one of its two parts."""
        parts = (self._spans.minimumSizeHint(), self._steps.minimumSizeHint())
        return QSize(max(part.width() for part in parts), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts beside each other if there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        spans = self._spans.sizeHint().width()
        wanted = spans + self._steps.sizeHint().width() + self.today.sizeHint().width() + 2 * tokens.LARGE
        are_side_by_side = wanted <= self.width()
        # As much room at the right as at the left puts the period into the middle of the page.
        self._grid.setColumnMinimumWidth(2, spans if spans + wanted <= self.width() else 0)
        if are_side_by_side == self._are_side_by_side:
            return
        self._are_side_by_side = are_side_by_side
        self._grid.addWidget(self._spans, 0, 0, Qt.AlignmentFlag.AlignLeft)
        row, column = (0, 1) if are_side_by_side else (1, 0)
        side = Qt.AlignmentFlag.AlignCenter if are_side_by_side else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._steps, row, column, side)
        today = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.today, row, 2, today)
        self._grid.setColumnStretch(1, 1 if are_side_by_side else 0)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the names again when the texts have another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        """Let each button be as wide as its name needs when it is chosen, and so bold; and any title fit."""
        font = self.font()
        font.setBold(True)
        metrics = QFontMetrics(font)
        widest = max(map(metrics.horizontalAdvance, self._titles), default=0)
        self.title.setMinimumWidth(widest + tokens.TINY)
        for choice in self.spans.values():
            choice.setMinimumWidth(metrics.horizontalAdvance(choice.text()) + PADDING)
        self.updateGeometry()

    def _offer(self, parts: Mapping[QPushButton, bool]) -> None:
        """Enable some buttons and disable others; the keyboard goes from these to the first of those."""
        on = [part for part, is_on in parts.items() if is_on]
        for part in on:
            part.setEnabled(True)
        for part in parts.keys() - on:
            if part.hasFocus() and on:
                on[0].setFocus()
            part.setEnabled(False)

    def _request(self, span: Span) -> None:
        if span is not self._shown:
            self._shown = span
            self.span_requested.emit(span)
