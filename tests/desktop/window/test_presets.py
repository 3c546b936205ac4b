"""The pills: one is chosen at a time, by the mouse, the keyboard and assistive technology alike."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.focus.preset_row import PADDING, PresetRow
from focus_desktop.settings import DEFAULT_PRESETS, Preset

NAMES = ["Pomodoro", "50/10", "52/17", "Deep work", "Flow"]


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[PresetRow]:
    """Between two lines, of which the first has the focus. Pomodoro is chosen."""
    window = QWidget()
    qtbot.addWidget(window)
    column, row = QVBoxLayout(window), PresetRow()
    for part in (QLineEdit(), row, QLineEdit()):
        column.addWidget(part)
    row.show_presets(DEFAULT_PRESETS)
    row.show_choice(25, 5, flow=False)
    window.show()
    window.activateWindow()
    yield row
    window.hide()


def pill(row: PresetRow, name: str) -> QPushButton:
    return next(one for one in row.findChildren(QPushButton) if one.accessibleName() == name)


def chosen(row: PresetRow) -> list[str]:
    return [name for name in NAMES if pill(row, name).isChecked()]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_click_chooses_one_and_only_that(qtbot: QtBot, row: PresetRow) -> None:
    for name, preset in zip(NAMES, [*DEFAULT_PRESETS, None], strict=True):
        pill(row, "52/17" if name != "52/17" else "Flow").setChecked(True)
        with qtbot.waitSignal(row.chosen) as told:
            qtbot.mouseClick(pill(row, name), Qt.MouseButton.LeftButton)
        assert told.args == [preset]
        assert chosen(row) == [name]


def test_a_second_click_leaves_the_choice(qtbot: QtBot, row: PresetRow) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        qtbot.mouseClick(pill(row, "Pomodoro"), Qt.MouseButton.LeftButton)
    assert chosen(row) == ["Pomodoro"]


@pytest.mark.parametrize("action", ["toggle", "press"])
def test_assistive_technology_chooses_one_only(qtbot: QtBot, row: PresetRow, action: str) -> None:
    act = getattr(QAccessibleActionInterface, f"{action}Action")()
    for name, preset in (("Deep work", DEFAULT_PRESETS[3]), ("Flow", None), ("Pomodoro", DEFAULT_PRESETS[0])):
        seen = QAccessible.queryAccessibleInterface(pill(row, name))
        with qtbot.waitSignal(row.chosen) as told:
            seen.actionInterface().doAction(act)
        assert told.args == [preset]
        assert chosen(row) == [name]
        all_seen = [QAccessible.queryAccessibleInterface(pill(row, one)) for one in NAMES]
        assert [one.state().checked for one in all_seen].count(1) == 1
        assert {one.role() for one in all_seen} == {QAccessible.Role.RadioButton}


def test_a_choice_that_is_shown_is_not_signalled_again(qtbot: QtBot, row: PresetRow) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        row.show_choice(90, 20, flow=False)
        assert chosen(row) == ["Deep work"]
        row.show_choice(90, 20, flow=True)
        assert chosen(row) == ["Flow"]
        row.show_choice(33, 5, flow=False)
        assert chosen(row) == []
        row.show_choice(25, 5, flow=False)
    assert chosen(row) == ["Pomodoro"]


def test_the_row_is_one_stop_of_the_tab_key_and_the_arrows_choose_in_it(qtbot: QtBot, row: PresetRow) -> None:
    before, after = row.window().findChildren(QLineEdit)
    before.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is pill(row, "Pomodoro")
    for key, name in (
        (Qt.Key.Key_Right, "50/10"),
        (Qt.Key.Key_Right, "52/17"),
        (Qt.Key.Key_Left, "50/10"),
        (Qt.Key.Key_Right, "52/17"),
    ):
        qtbot.keyClick(focused(), key)
        assert focused() is pill(row, name)
        assert chosen(row) == [name]
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is row.more
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is after
    qtbot.keyClick(focused(), Qt.Key.Key_Backtab)
    qtbot.keyClick(focused(), Qt.Key.Key_Backtab)
    assert focused() is pill(row, "52/17")


def test_without_a_choice_the_tab_key_still_reaches_the_row(qtbot: QtBot, row: PresetRow) -> None:
    row.show_choice(33, 5, flow=False)
    row.window().findChildren(QLineEdit)[0].setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() in {pill(row, name) for name in NAMES}
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert chosen(row) == [focused().accessibleName()]


def test_pills_that_do_not_fit_begin_another_row_and_none_is_cut(qtbot: QtBot, row: PresetRow) -> None:
    row.show_presets([Preset(f"Thesis, chapter {number}", 30 + number, 5) for number in range(8)])
    qtbot.wait(20)
    shown = [one for one in row.findChildren(QPushButton) if one.isVisible()]
    assert len({one.y() for one in shown}) > 1
    for one in shown:
        assert row.rect().contains(one.geometry())
        assert one.width() >= one.fontMetrics().horizontalAdvance(one.text())


@pytest.mark.parametrize("pixels", [13, 16, 20])
def test_usual_presets_stand_in_one_row_and_have_room_for_bold_words(
    qtbot: QtBot, row: PresetRow, pixels: int
) -> None:
    font = row.font()
    font.setPixelSize(pixels)
    row.setFont(font)
    row.show_presets(DEFAULT_PRESETS)
    row.window().adjustSize()
    qtbot.waitUntil(lambda: len({pill(row, name).y() for name in NAMES}) == 1)
    font.setWeight(QFont.Weight.DemiBold)
    for name in NAMES:
        one = pill(row, name)
        assert one.width() >= QFontMetrics(font).horizontalAdvance(one.text()) + PADDING
