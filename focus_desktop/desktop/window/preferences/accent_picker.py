"""Chooses the accent: one round sample for each."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.settings import ACCENTS

NAMES = dict(zip(ACCENTS, (N_("Indigo"), N_("Violet"), N_("Teal"), N_("Rust"), N_("Rose")), strict=True))
SIDE, DISC, LINE = tokens.HUGE, 10, 2
"""Pixels: the side of a sample, the radius of its disc, and the width of lines."""
TICK = ((-4.5, 0.0), (-1.5, 3.5), (4.5, -3.5))
"""The points of the tick, from the middle of the disc."""


class AccentPicker(QWidget):
    """A group of radio buttons: Tab goes to the chosen one, arrow keys choose another."""

    chosen = Signal(str)
    """The argument is a key of `tokens.ACCENTS`."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.TINY)
        layout.addStretch(1)
        self.samples = {accent: _Sample(_(NAMES[accent]), accent) for accent in ACCENTS}
        for accent, sample in self.samples.items():
            layout.addWidget(sample)
            sample.toggled.connect(lambda on, accent=accent: self.chosen.emit(accent) if on else None)

    def show_accent(self, accent: str) -> None:
        """Show which accent is chosen."""
        self.samples[accent].setChecked(True)


class _Sample(QRadioButton):
    """A disc in one of the accents, as it looks in the current appearance; a tick and a ring if chosen."""

    def __init__(self, name: str, accent: str) -> None:
        super().__init__(name)
        self._accents = tokens.ACCENTS[accent]
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        """A square that holds the disc and the ring around it."""
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        """The same square."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """Let a click anywhere on the square count."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sample."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        painter.setPen(Qt.PenStyle.NoPen)
        is_dark = palette.window().color().lightness() < palette.windowText().color().lightness()
        painter.setBrush(QColor(self._accents[is_dark]))
        _circle(painter, DISC)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(_pen(palette, QPalette.ColorRole.HighlightedText))
            painter.drawPolyline([QPoint(round(x), round(y)) for x, y in TICK])
            painter.setPen(_pen(palette, QPalette.ColorRole.WindowText))
            _circle(painter, DISC + LINE * 1.5)
        if self.hasFocus():
            painter.setPen(_pen(palette, QPalette.ColorRole.Highlight))
            edge = SIDE / 2 - LINE / 2
            painter.drawRoundedRect(QRectF(-edge, -edge, 2 * edge, 2 * edge), tokens.RADIUS, tokens.RADIUS)
        painter.end()


def _circle(painter: QPainter, radius: float) -> None:
    painter.drawEllipse(QRectF(-radius, -radius, 2 * radius, 2 * radius))


def _pen(palette: QPalette, role: QPalette.ColorRole) -> QPen:
    return QPen(palette.color(role), LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
