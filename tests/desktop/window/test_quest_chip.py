"""The quest of the next session: its chip changes nothing unseen, and its list has no quest twice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
from focus_desktop.desktop.window.focus.quest_chip import WIDEST, QuestChip
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.model.quest import Quest
from tests.desktop.records import NINE

LONG = "Write the thesis about the history of clocks, of bells and of everything else that tells the time"


@pytest.fixture
def quests() -> list[Quest]:
    return [Quest(title="Read 12 Books"), Quest(title="Sing"), Quest(title=LONG)]


@pytest.fixture
def panel(qtbot: QtBot, quests: list[Quest]) -> Iterator[SessionPanel]:
    """Its second quest is planned."""
    panel = SessionPanel(SessionPlan(PlannedSession(quest_id=quests[1].id)), NINE)
    panel.form.quest_picker.show_quests(quests)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    yield panel
    panel.hide()


@pytest.fixture
def chip(panel: SessionPanel) -> QuestChip:
    return panel.form.quest_picker.choice


def turn_wheel(chip: QuestChip, degrees: int) -> bool:
    """Turn the wheel over the chip; return whether the chip took that."""
    centre = QPointF(chip.rect().center())
    event = QWheelEvent(
        centre,
        chip.mapToGlobal(centre),
        QPoint(),
        QPoint(0, degrees * 8),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chip, event)
    return event.isAccepted()


@pytest.mark.parametrize("has_focus", [True, False])
def test_the_wheel_never_changes_the_quest(
    panel: SessionPanel, chip: QuestChip, quests: list[Quest], has_focus: bool
) -> None:
    if has_focus:
        chip.setFocus()
    for degrees in (15, -15, -15, -15, -15, -15):
        turn_wheel(chip, degrees)
        assert chip.currentText() == "Sing"
    assert not panel.form.quest_picker.title.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_open_the_list_and_only_a_choice_in_it_changes_the_quest(
    qtbot: QtBot, chip: QuestChip, key: Qt.Key
) -> None:
    chip.setFocus()
    qtbot.keyClick(chip, key)
    assert chip.view().isVisible()
    assert chip.currentText() == "Sing"
    qtbot.keyClick(chip.view(), Qt.Key.Key_Down)
    assert chip.currentText() == "Sing"
    qtbot.keyClick(chip.view(), Qt.Key.Key_Escape)
    assert not chip.view().isVisible()
    assert chip.currentText() == "Sing"


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End])
def test_other_keys_that_go_through_a_list_change_nothing(
    qtbot: QtBot, panel: SessionPanel, chip: QuestChip, key: Qt.Key
) -> None:
    chip.setFocus()
    qtbot.keyClick(chip, key)
    assert (chip.currentText(), chip.view().isVisible()) == ("Sing", False)
    assert not panel.form.quest_picker.title.isVisible()


def test_letters_change_nothing_either(qtbot: QtBot, chip: QuestChip) -> None:
    chip.setFocus()
    qtbot.keyClicks(chip, "Read")
    assert chip.currentText() == "Sing"


def test_a_choice_in_the_list_changes_the_plan(
    qtbot: QtBot, panel: SessionPanel, chip: QuestChip, quests: list[Quest]
) -> None:
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Down)
    qtbot.keyClick(chip.view(), Qt.Key.Key_Up)
    qtbot.keyClick(chip.view(), Qt.Key.Key_Return)
    assert chip.currentText() == "Read 12 Books"
    assert panel.form._plan.planned.quest_id == quests[0].id


def select_only(chip: QuestChip, row: int) -> None:
    """Do what Qt does for assistive technology: the entry is selected, the keyboard stays where it is."""
    index = chip.model().index(row, 0)
    chip.view().selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_assistive_technology_chooses_in_the_open_list(
    qtbot: QtBot, panel: SessionPanel, chip: QuestChip, quests: list[Quest]
) -> None:
    chip.showPopup()
    assert chip.view().accessibleName() == "Quest"
    select_only(chip, 1)
    qtbot.waitUntil(lambda: not chip.view().isVisible())
    assert chip.currentText() == "Read 12 Books"
    assert panel.form._plan.planned.quest_id == quests[0].id


def test_what_was_selected_in_the_closed_list_is_not_chosen(qtbot: QtBot, chip: QuestChip) -> None:
    select_only(chip, 1)
    qtbot.wait(20)
    assert chip.currentText() == "Sing"
    chip.showPopup()
    qtbot.wait(20)
    assert (chip.currentText(), chip.view().isVisible()) == ("Sing", True)
    chip.hidePopup()


def test_assistive_technology_finds_the_quest_by_its_name(panel: SessionPanel) -> None:
    seen = QAccessible.queryAccessibleInterface(panel.form.quest_picker)
    assert seen.text(QAccessible.Text.Name) == "Quest"


def test_a_long_quest_leaves_room_for_the_description(
    qtbot: QtBot, panel: SessionPanel, chip: QuestChip, quests: list[Quest]
) -> None:
    panel.form._plan.change(quest_id=quests[2].id)
    qtbot.wait(20)
    assert chip.currentText().startswith("Write the thesis")
    assert chip.sizeHint().width() == WIDEST
    assert chip.width() <= WIDEST
    assert panel.form.description.width() >= 150


def test_a_long_quest_is_shortened_with_dots(chip: QuestChip) -> None:
    def picture(title: str) -> QImage:
        chip.setItemText(chip.currentIndex(), title)
        chip.resize(WIDEST, chip.height())
        return chip.grab().toImage()

    whole = picture(LONG)
    shortened = [f"{LONG[:size]}…" for size in range(10, len(LONG))]
    room = WIDEST - chip._around_text()
    whole_ones = [one for one in shortened if chip.fontMetrics().horizontalAdvance(one) <= room]
    assert whole in map(picture, whole_ones)


# A new quest


def name_new_quest(qtbot: QtBot, panel: SessionPanel, title: str) -> None:
    picker = panel.form.quest_picker
    picker.choice.activated.emit(picker.choice.count() - 1)
    qtbot.keyClicks(picker.title, title)
    qtbot.keyClick(picker.title, Qt.Key.Key_Return)


def wrong(panel: SessionPanel) -> str:
    """What the form says to do about a new quest's title."""
    label = panel.form.findChild(QLabel, "wrong")
    assert isinstance(label, QLabel)
    assert label.isVisible()
    return label.text()


@pytest.mark.parametrize("title", ["", "   "])
def test_a_quest_without_a_name_is_asked_for_one_at_the_field(
    qtbot: QtBot, panel: SessionPanel, title: str
) -> None:
    with qtbot.assertNotEmitted(panel.form.quest_picker.new_quest_requested):
        name_new_quest(qtbot, panel, title)
    assert wrong(panel) == "Give the quest a name."
    assert panel.window().focusWidget() is panel.form.quest_picker.title
    qtbot.keyClicks(panel.form.quest_picker.title, "W")
    assert wrong(panel) == ""


@pytest.mark.parametrize("title", ["Read 12 Books", " read 12 BOOKS "])
def test_a_quest_that_exists_already_is_chosen_and_not_added_again(
    qtbot: QtBot, panel: SessionPanel, quests: list[Quest], title: str
) -> None:
    with qtbot.assertNotEmitted(panel.form.quest_picker.new_quest_requested):
        name_new_quest(qtbot, panel, title)
    assert wrong(panel) == "You have this quest already, and it is chosen now."
    assert panel.form._plan.planned == PlannedSession(quest_id=quests[0].id)
    assert panel.form.quest_picker.choice.isVisible()


def test_a_quest_that_was_left_says_nothing_more(qtbot: QtBot, panel: SessionPanel) -> None:
    name_new_quest(qtbot, panel, "")
    qtbot.keyClick(panel.form.quest_picker.title, Qt.Key.Key_Escape)
    assert wrong(panel) == ""
    assert panel.window().focusWidget() is panel.form.quest_picker.choice
    assert panel.form.description.isVisible()
