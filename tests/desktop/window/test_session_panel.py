"""The Focus page: what it shows, and what it asks for."""

import re
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.focus.quest_picker import NEW_QUEST, QuestPicker
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.focus.timer_ring import TimerRing
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import QuestStatus, SessionStatus
from focus_desktop.settings import DEFAULT_PRESETS, Preset
from focus_desktop.timer_display import TimerDisplay, session_display
from tests.desktop.records import NINE, paused, record

ACTIVE = SessionStatus.ACTIVE


def display(seconds: int) -> TimerDisplay:
    return session_display(record(ACTIVE), NINE + timedelta(seconds=1500 - seconds))


@pytest.fixture
def panel(qtbot: QtBot) -> SessionPanel:
    panel = SessionPanel()
    panel.form.show_presets(DEFAULT_PRESETS)
    panel.form.show_lengths(25, 5, flow=False)
    qtbot.addWidget(panel)
    panel.show()
    panel.form.show_ready()
    return panel


def button(panel: SessionPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def show(panel: SessionPanel, shown: SessionRecord, seconds: int) -> None:
    """The session with so many seconds left."""
    panel.show_session(shown)
    target = timedelta(minutes=shown.session.duration_minutes)
    panel.show_time(session_display(shown, NINE + target - timedelta(seconds=seconds)))


def texts(panel: SessionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_nothing_can_be_started_before_the_store_is_open(qtbot: QtBot) -> None:
    panel = SessionPanel()
    qtbot.addWidget(panel)
    assert not panel.form.start.isEnabled()
    panel.form.show_ready()
    assert panel.form.start.isEnabled()


@pytest.mark.parametrize("name", ["start", "pause", "complete", "cancel"])
def test_each_button_asks_for_what_it_says(qtbot: QtBot, panel: SessionPanel, name: str) -> None:
    if name != "start":
        show(panel, record(ACTIVE), 1500)
    with qtbot.waitSignal(getattr(panel, f"{name}_requested")):
        qtbot.mouseClick(button(panel, name.capitalize()), Qt.MouseButton.LeftButton)


def test_a_paused_session_shows_how_long_and_can_be_resumed(qtbot: QtBot, panel: SessionPanel) -> None:
    show(panel, record(ACTIVE), 1500)
    running = panel.ring.grab().toImage()
    now = NINE + timedelta(minutes=22, seconds=30)
    panel.show_session(paused())
    panel.show_time(session_display(paused(), now))
    assert panel.ring.value() == 900
    assert panel.ring.accessibleDescription() == "15:00, Paused 12 min"
    assert panel.ring.grab().toImage() != running
    with qtbot.waitSignal(panel.resume_requested):
        qtbot.mouseClick(button(panel, "Resume"), Qt.MouseButton.LeftButton)
    show(panel, record(ACTIVE), 900)
    assert button(panel, "Pause").isVisible()


def test_enter_in_the_description_starts(qtbot: QtBot, panel: SessionPanel) -> None:
    with qtbot.waitSignal(panel.start_requested):
        qtbot.keyClick(panel.form.description, Qt.Key.Key_Return)


def test_enter_in_the_minutes_starts(qtbot: QtBot, panel: SessionPanel) -> None:
    with qtbot.waitSignal(panel.start_requested):
        qtbot.keyClick(panel.form.minutes.lineEdit(), Qt.Key.Key_Return)


def test_the_second_click_of_a_double_click_does_not_end_what_the_first_has_started(
    qtbot: QtBot, panel: SessionPanel
) -> None:
    show(panel, record(ACTIVE), 1500)
    ended: list[int] = []
    panel.complete_requested.connect(lambda: ended.append(1))
    qtbot.mouseDClick(button(panel, "Complete"), Qt.MouseButton.LeftButton)
    assert ended == []  # qtbot sends only the second click.


def test_no_key_meant_for_the_form_ends_the_session(qtbot: QtBot, panel: SessionPanel) -> None:
    panel.activateWindow()
    for _ in range(2):
        assert panel.focusWidget() is panel.form.description
        show(panel, record(ACTIVE), 1500)
        assert panel.focusWidget() is panel.ring
        with qtbot.assertNotEmitted(panel.complete_requested), qtbot.assertNotEmitted(panel.cancel_requested):
            qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Space)
            qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Return)
        panel.show_idle()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_press_a_button_that_has_the_focus(
    qtbot: QtBot, panel: SessionPanel, key: Qt.Key
) -> None:
    show(panel, record(ACTIVE), 1500)
    with qtbot.waitSignal(panel.cancel_requested):
        qtbot.keyClick(button(panel, "Cancel"), key)


def test_presets_and_minutes_follow_each_other(qtbot: QtBot, panel: SessionPanel) -> None:
    qtbot.mouseClick(button(panel, "Deep work"), Qt.MouseButton.LeftButton)
    assert panel.form.minutes.value() == 90
    assert panel.ring.value() == 90 * 60
    assert panel.form.break_minutes.value() == 20
    panel.form.minutes.setValue(50)
    panel.form.break_minutes.setValue(10)
    names = ("Pomodoro", "50/10", "52/17", "Deep work", "Flow")
    assert [button(panel, name).isChecked() for name in names] == [False, True, False, False, False]
    qtbot.mouseClick(button(panel, "50/10"), Qt.MouseButton.LeftButton)
    assert button(panel, "50/10").isChecked()


def test_long_preset_names_are_shortened_and_do_not_widen_the_window(panel: SessionPanel) -> None:
    width = panel.minimumSizeHint().width()
    panel.form.show_presets([Preset("M" * 19 + str(number), 25, 5) for number in range(8)])
    shown = [one for one in panel.findChildren(QPushButton) if one.objectName() == "preset"]
    assert len([one for one in shown if one.isVisible()]) == 9
    assert re.fullmatch("M{5,12}…", shown[0].text())
    assert shown[0].accessibleName() == "M" * 19 + "0"
    assert panel.minimumSizeHint().width() <= max(width, 600)


def test_a_few_presets_with_wide_names_are_shortened_too(panel: SessionPanel) -> None:
    panel.form.show_presets([Preset("three", 3, 1), Preset("W" * 20, 4, 1), Preset("two", 2, 1)])
    assert button(panel, "three").text() == "three"
    wide = next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == "W" * 20)
    assert re.fullmatch("W{5,12}…", wide.text())


def test_one_minute_is_a_whole_ring(panel: SessionPanel) -> None:
    panel.form.show_lengths(1, 0, flow=False)
    assert (panel.ring.value(), panel.ring.maximum()) == (60, 60)


def test_flow_takes_no_notice_of_the_minutes(qtbot: QtBot, panel: SessionPanel) -> None:
    qtbot.mouseClick(button(panel, "Flow"), Qt.MouseButton.LeftButton)
    assert panel.form.flow
    assert not panel.form.minutes.isEnabled()
    assert panel.ring.accessibleDescription() == "00:00, Flow"
    qtbot.mouseClick(button(panel, "Pomodoro"), Qt.MouseButton.LeftButton)
    assert not panel.form.flow


def test_a_running_session_shows_its_time_and_subject(panel: SessionPanel) -> None:
    quest = Quest(title="Write the thesis")
    panel.form.description.setText(" Chapter three")
    show(panel, record(ACTIVE, quest=quest, description="Chapter three"), 1234)
    assert {"Chapter three", "Write the thesis"} <= set(texts(panel))
    assert panel.ring.value() == 1234
    assert button(panel, "Complete").isVisible()
    assert not panel.form.start.isVisible()
    panel.show_time(session_display(record(ACTIVE), NINE + timedelta(seconds=1500 - 1233)))
    assert panel.ring.value() == 1233

    panel.show_idle()
    assert panel.form.start.isVisible()
    assert panel.form.description.text() == ""
    assert panel.ring.value() == 1500


def test_a_description_typed_for_the_next_session_survives_one_that_was_started_elsewhere(
    panel: SessionPanel,
) -> None:
    panel.form.description.setText("my long typed plan")
    show(panel, record(ACTIVE, description="elsewhere"), 60)
    panel.show_idle()
    assert panel.form.description.text() == "my long typed plan"


def test_a_session_without_words_is_still_named(panel: SessionPanel) -> None:
    show(panel, record(ACTIVE), 60)
    assert "Focus session" in texts(panel)


def test_text_from_people_stays_text_and_does_not_widen_the_window(panel: SessionPanel) -> None:
    width = panel.minimumSizeHint().width()
    endless = "<b>" + "endless" * 140
    show(panel, record(ACTIVE, description=endless, quest=Quest(title="x" * 200)), 60)
    assert endless in texts(panel)
    assert panel.minimumSizeHint().width() <= width
    label = next(one for one in panel.findChildren(QLabel) if one.text() == endless)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;b&gt;endless" in label.toolTip()


def test_the_ring_tells_assistive_technology_the_time_left(qtbot: QtBot) -> None:
    ring = TimerRing()
    qtbot.addWidget(ring)
    ring.show_time(display(754))
    seen = QAccessible.queryAccessibleInterface(ring)
    assert seen.text(QAccessible.Text.Name) == "Time left"
    assert seen.text(QAccessible.Text.Description) == "12:34, of 25 min"
    assert seen.valueInterface().currentValue() == 754


@pytest.mark.parametrize("size", [40, 120, 600])
def test_the_ring_is_painted_at_any_size(qtbot: QtBot, size: int) -> None:
    ring = TimerRing()
    qtbot.addWidget(ring)
    ring.resize(size, size)
    ring.show_time(display(750))
    half = ring.grab().toImage()
    ring.show_time(display(0))
    assert ring.grab().toImage() != half


# The quest picker


@pytest.fixture
def picker(qtbot: QtBot) -> QuestPicker:
    picker = QuestPicker()
    qtbot.addWidget(picker)
    picker.show()
    return picker


def entries(picker: QuestPicker) -> list[str]:
    return [picker.choice.itemText(index) for index in range(picker.choice.count())]


def choose(picker: QuestPicker, text: str) -> None:
    """As a person does: the current entry changes and is activated."""
    index = picker.choice.findText(text)
    picker.choice.setCurrentIndex(index)
    picker.choice.activated.emit(index)


def test_only_active_quests_are_offered(picker: QuestPicker) -> None:
    picker.show_quests(
        [Quest(title="Read"), Quest(title="Sing", status=QuestStatus.ARCHIVED), Quest(title="Write")]
    )
    assert entries(picker) == ["No quest", "Read", "Write", NEW_QUEST]


def test_a_choice_survives_a_reload_but_not_its_quest(picker: QuestPicker) -> None:
    read, write = Quest(title="Read"), Quest(title="Write")
    picker.show_quests([read, write])
    choose(picker, "Write")
    assert picker.quest_id == write.id
    picker.show_quests([Quest(title="Another"), read, write])
    assert (picker.quest_id, picker.choice.currentText()) == (write.id, "Write")
    picker.show_quests([read])
    assert picker.choice.currentText() == "No quest"
    assert picker.quest_id != write.id


def test_a_new_quest_is_named_in_place(qtbot: QtBot, picker: QuestPicker) -> None:
    read = Quest(title="Read")
    picker.show_quests([read])
    choose(picker, "Read")
    choose(picker, NEW_QUEST)
    assert picker.title.isVisible()
    assert picker.quest_id == read.id
    qtbot.keyClicks(picker.title, "Write the thesis")
    with qtbot.waitSignal(picker.new_quest_requested) as asked:
        qtbot.keyClick(picker.title, Qt.Key.Key_Return)
    assert asked.args == ["Write the thesis"]


def test_escape_leaves_the_new_quest_and_keeps_the_choice(qtbot: QtBot, picker: QuestPicker) -> None:
    read = Quest(title="Read")
    picker.show_quests([read])
    choose(picker, "Read")
    choose(picker, NEW_QUEST)
    qtbot.keyClick(picker.title, Qt.Key.Key_Escape)
    assert picker.choice.isVisible()
    assert (picker.quest_id, picker.choice.currentText()) == (read.id, "Read")
