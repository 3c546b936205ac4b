"""Chooses the accent: one round sample for each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.colour_sample import ColourSample
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.settings import ACCENTS

NAMES = dict(zip(ACCENTS, (N_("Indigo"), N_("Violet"), N_("Teal"), N_("Rust"), N_("Rose")), strict=True))


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
        self.samples = {accent: ColourSample(_(NAMES[accent]), tokens.ACCENTS[accent]) for accent in ACCENTS}
        for accent, sample in self.samples.items():
            layout.addWidget(sample)
            sample.toggled.connect(lambda on, accent=accent: self.chosen.emit(accent) if on else None)

    def show_accent(self, accent: str) -> None:
        """Show which accent is chosen."""
        self.samples[accent].setChecked(True)
