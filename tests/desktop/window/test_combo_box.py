"""How a combo box shows what it cannot show whole."""

from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.combo_box import ComboBox

LONG = "A quest with a title so long that no list, card or chart could ever show it whole"


def test_a_text_without_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems([LONG, "Read"])
    shown = QStyleOptionComboBox()
    for width, text in ((2000, LONG), (160, None)):
        box.resize(width, 30)
        box.initStyleOption(shown)
        assert shown.currentText == text or (text is None and shown.currentText.endswith("…"))
    assert box.currentText() == LONG


def test_the_ellipsis_is_what_is_drawn(qtbot: QtBot) -> None:
    """As Qt calls `initStyleOption` itself, which a binding may not let it do."""
    box, short = ComboBox(), ComboBox()
    option = QStyleOptionComboBox()
    for one in (box, short):
        qtbot.addWidget(one)
        one.resize(160, 30)
    box.addItem(LONG)
    box.initStyleOption(option)
    short.addItem(option.currentText)
    assert box.grab().toImage() == short.grab().toImage()
