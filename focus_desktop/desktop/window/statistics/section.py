"""A chart with its title, the table that can be shown in its place, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tab_order, tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button, more_button
from focus_desktop.desktop.window.popover import Popover
from focus_desktop.desktop.window.statistics.chart import draw_frame
from focus_desktop.desktop.window.statistics.chart_table import ChartTable
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from focus_desktop.desktop.window.statistics.chart import Chart


FRAME = tokens.TINY
"""Pixels around a chart for the frame of the keyboard focus. A section that is no card begins with them."""


class Section(QFrame):
    """The title is the chart's accessible name. A card has an edge and a ground of its own."""

    picture_requested = Signal(object)
    """The chart is to be saved as a picture. The argument is the Chart."""
    copy_requested = Signal(str)
    """The chart is to be copied as a table. The argument is the table as text."""

    def __init__(
        self,
        chart: Chart,
        *,
        is_card: bool = False,
        legend: QWidget | None = None,
        note: QLabel | None = None,
    ) -> None:
        super().__init__()
        self.card: Popover | None = None
        self.chart = chart
        self._table: ChartTable | None = None
        self._title = bold_label()
        self._title.setWordWrap(True)
        self.more = more_button("", self._open_card)
        if is_card:
            self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self._title, stretch=1)
        head.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        edge = tokens.MEDIUM if is_card else FRAME
        column.setContentsMargins(edge, tokens.SMALL if is_card else 0, edge, edge)
        column.setSpacing(tokens.SMALL)
        column.addLayout(head)
        column.addWidget(chart)
        self._legend = legend
        if legend is not None:
            column.addWidget(legend)
        if note is not None:
            column.addWidget(note)
        chart.focus_changed.connect(self.update)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_card)
        self.show_names()

    @property
    def table(self) -> ChartTable:
        """The values as a table, in the chart's place; made when it is first asked for, as few people do."""
        if self._table is None:
            self._table = ChartTable(self.chart.accessibleName())
            self._table.hide()
            self._column.insertWidget(self._column.indexOf(self.chart) + 1, self._table)
            tab_order.let_follow(self.chart, self._table, [self._table])
            self._table.show_table(self.chart.table())
        return self._table

    def show_names(self) -> None:
        """Show the name that the chart has now."""
        name = self.chart.accessibleName()
        self._title.setText(name)
        # Translators: {chart} is the name of a chart; so, "More on: When you focus".
        self.more.setAccessibleName(_("More on: {chart}").format(chart=name))
        self.more.setToolTip(self.more.accessibleName())
        if self._table is not None:
            self._table.setAccessibleName(name)
            self._table.show_table(self.chart.table())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame around the chart while it has the keyboard focus and no value in it is marked."""
        super().paintEvent(event)
        if self.chart.hasFocus() and self.chart.marked is None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            around = QRectF(self.chart.geometry()).adjusted(-FRAME, -FRAME, FRAME, FRAME)
            draw_frame(painter, self.palette().color(QPalette.ColorRole.Highlight), around)
            painter.end()

    def show_as_table(self, *, is_table: bool) -> None:
        """Show the table in place of the chart, or the chart again."""
        if is_table or self._table is not None:
            self.table.setVisible(is_table)
        self.chart.setVisible(not is_table)
        if self._legend is not None:
            self._legend.setVisible(not is_table)

    def _build_card(self) -> Popover:
        card = Popover(self.more.accessibleName(), self)
        for text, ask in (
            (_("Save picture…"), self._ask_for_picture),
            (_("Copy as table"), self._ask_to_copy),
        ):
            card.rows.addWidget(button(text, ask, look="entry"))
        return card

    def _open_card(self) -> None:
        self.card = self.card or self._build_card()
        self.card.open_at(self.more)

    def _ask_for_picture(self) -> None:
        self._close_card()
        self.picture_requested.emit(self.chart)

    def _ask_to_copy(self) -> None:
        self._close_card()
        self.copy_requested.emit(self.chart.table().text())

    def _close_card(self) -> None:
        if self.card is not None:
            self.card.close_card()


def note_label() -> QLabel:
    """Return a label for a sentence below a chart."""
    label = bold_label()
    label.setWordWrap(True)
    return label
