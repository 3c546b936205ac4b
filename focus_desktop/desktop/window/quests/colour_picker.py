"""Chooses the colour of a quest: one round sample for each."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.colour_sample import ColourSample
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.quest_colour import QuestColour

NAMES = {
    QuestColour.INDIGO: N_("Indigo"),
    QuestColour.RUST: N_("Rust"),
    QuestColour.GREEN: N_("Green"),
    QuestColour.VIOLET: N_("Violet"),
    QuestColour.TEAL: N_("Teal"),
}


class ColourPicker(QWidget):
    """A group of radio buttons: Tab goes to the chosen one, arrow keys choose another."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.TINY)
        colours = zip(tokens.LIGHT.quests, tokens.DARK.quests, strict=True)
        for colour, pair in zip(QuestColour, colours, strict=False):  # The last pair is for no quest.
            sample = ColourSample(_(NAMES[colour]), pair)
            self._group.addButton(sample, colour.number)
            layout.addWidget(sample)
        layout.addStretch(1)

    @property
    def number(self) -> int:
        """The number of the chosen colour."""
        return self._group.checkedId()

    def show_number(self, number: int) -> None:
        """Choose a colour by its number."""
        self._group.button(number).setChecked(True)
