"""How a combo box shows what it cannot show whole."""

from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.combo_box import ComboBox

LONG = "A quest with a title so long that no list, card or chart could ever show it whole"


def test_a_text_without_room_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems([LONG, "Read"])
    for width, text in ((2000, LONG), (160, None)):
        box.resize(width, 30)
        drawn = box.drawn().currentText
        assert drawn == text or (text is None and drawn.endswith("…"))
    assert box.currentText() == LONG


def test_the_ellipsis_is_what_is_drawn(qtbot: QtBot) -> None:
    box, short = ComboBox(), ComboBox()
    for one in (box, short):
        qtbot.addWidget(one)
        one.resize(160, 30)
    box.addItem(LONG)
    short.addItem(box.drawn().currentText)
    assert box.grab().toImage() == short.grab().toImage()
