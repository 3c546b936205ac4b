"""The minutes in the middle of the ring: what can be typed, and what − and + do."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QValidator, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus.dial import Dial
from focus_desktop.desktop.window.focus.minutes_box import MinutesBox
from focus_desktop.desktop.window.style_sheet import style_sheet
from focus_desktop.timer_display import idle_display
from tests.desktop.records import NINE

BEGUN, TIME = QValidator.State.Intermediate, QValidator.State.Acceptable


@pytest.fixture
def dial(qtbot: QtBot) -> Dial:
    dial = Dial()
    dial.setStyleSheet(style_sheet(tokens.TEXT))
    qtbot.addWidget(dial)
    dial.show()
    dial.show_time(idle_display(25, NINE, flow=False))
    dial.minutes.setValue(25)
    return dial


@pytest.fixture
def box(dial: Dial) -> MinutesBox:
    return dial.minutes


def type_over(qtbot: QtBot, box: MinutesBox, text: str) -> None:
    """Go to the box as by Tab, type, and press Enter."""
    box.clearFocus()
    box.setFocus()
    qtbot.keyClicks(box.lineEdit(), text)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [
        ("50", 50, "50:00"),
        ("50:00", 50, "50:00"),
        ("7", 7, "07:00"),
        ("1:30", 90, "1:30:00"),
        ("1:30:00", 90, "1:30:00"),
        ("90", 90, "1:30:00"),
        ("2:", 2, "02:00"),
        ("1440", 1440, "24:00:00"),
        ("24:00", 24, "24:00"),
        ("24:00:00", 1440, "24:00:00"),
        ("1h", 60, "1:00:00"),
        ("1 h 30 min", 90, "1:30:00"),
        ("1h30", 90, "1:30:00"),
        ("0.5 h", 30, "30:00"),
        ("1,5h", 90, "1:30:00"),
        (" 45 min ", 45, "45:00"),
        ("45m", 45, "45:00"),
    ],
)
def test_minutes_are_typed_as_a_number_or_as_a_time(
    qtbot: QtBot, box: MinutesBox, typed: str, minutes: int, shown: str
) -> None:
    type_over(qtbot, box, typed)
    assert (box.value(), box.text()) == (minutes, shown)


def test_what_the_box_shows_means_what_it_is(box: MinutesBox) -> None:
    for minutes in range(box.minimum(), box.maximum() + 1):
        assert box.valueFromText(box.textFromValue(minutes)) == minutes


@pytest.mark.parametrize("typed", ["0", "1441", "25:00:00", "", ":", "-5", "0.5", "x", "9" * 20 + "h"])
def test_what_is_no_length_of_a_session_is_told_and_left_to_be_mended(
    qtbot: QtBot, box: MinutesBox, typed: str
) -> None:
    told: list[str] = []
    box.wrong.connect(told.append)
    box.setFocus()
    box.selectAll()
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Delete)
    qtbot.keyClicks(box.lineEdit(), typed)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert (box.value(), box.text()) == (25, typed[:20])
    assert told[-1] == "Give a length from 1 min to 24 h, as in 25 or 1:30."
    box.clearFocus()
    assert (box.value(), box.text()) == (25, "25:00")


def test_what_is_typed_is_told_while_it_is_typed(qtbot: QtBot, box: MinutesBox) -> None:
    told: list[object] = []
    box.wrong.connect(told.append)
    box.typed.connect(told.append)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box.lineEdit(), "1:3")
    assert told == ["", 1, "", 1, "", 63]
    assert box.value() == 25


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *(("25", TIME), ("25:00", TIME), ("1:3", TIME), ("1:30:00", TIME)),
        *(("", BEGUN), (":", BEGUN), ("0", BEGUN), ("0:00", BEGUN), ("1441", BEGUN), ("x", BEGUN)),
        *(("-1", BEGUN), ("1:300", BEGUN), ("1:2:3:4", BEGUN), ("12345", BEGUN), ("1 h x", BEGUN)),
    ],
)
def test_a_text_is_a_length_or_may_become_one(box: MinutesBox, text: str, state: QValidator.State) -> None:
    assert box.validate(text, 0)[0] is state


@pytest.mark.parametrize(
    ("before", "less", "more"),
    [(25, 20, 30), (27, 25, 30), (5, 1, 10), (3, 1, 5), (1, 1, 5), (1440, 1435, 1440), (1437, 1435, 1440)],
)
def test_less_and_more_go_to_the_next_multiple_of_five_within_the_range(
    qtbot: QtBot, dial: Dial, before: int, less: int, more: int
) -> None:
    for sign, expected in (("−", less), ("+", more)):
        dial.minutes.setValue(before)
        button = next(one for one in dial.findChildren(QToolButton) if one.text() == sign)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert dial.minutes.value() == expected


def test_the_arrow_keys_change_one_minute(qtbot: QtBot, box: MinutesBox) -> None:
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 26
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == 24


def test_the_wheel_changes_nothing_without_the_keyboard_focus(dial: Dial) -> None:
    dial.minutes.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        dial.minutes.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(dial.minutes, turn)
    assert dial.minutes.value() == 25


def test_assistive_technology_reads_and_sets_the_minutes(box: MinutesBox) -> None:
    seen = QAccessible.queryAccessibleInterface(box)
    assert seen.text(QAccessible.Text.Name) == "Minutes"
    value = seen.valueInterface()
    assert (value.currentValue(), value.minimumValue(), value.maximumValue()) == (25, 1, 1440)
    value.setCurrentValue(50)
    assert (box.value(), box.text()) == (50, "50:00")


@pytest.mark.parametrize("side", [120, 274, 430])
def test_a_long_time_has_room_between_less_and_more(dial: Dial, side: int) -> None:
    dial.setFixedSize(side, side)
    for minutes in (1, 25, 90, 1440):
        dial.minutes.setValue(minutes)
        line = dial.minutes.lineEdit()
        width = line.fontMetrics().horizontalAdvance(dial.minutes.text())
        assert 0 < width <= line.width()
        assert dial.rect().contains(dial.minutes.geometry())
    assert all(dial.rect().contains(one.geometry()) for one in dial.findChildren(QToolButton))
