"""The Focus page: what it shows, and what it asks for."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
from focus_desktop.desktop.window.focus import session_panel
from focus_desktop.desktop.window.focus.dial import SIGN, Dial
from focus_desktop.desktop.window.focus.quest_picker import QuestPicker
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.focus.timer_ring import TimerRing
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp
from focus_desktop.settings import DEFAULT_PRESETS, Preset
from focus_desktop.timer_display import Kind, TimerDisplay, session_display
from tests.conftest import SettableClock
from tests.desktop.records import NINE, paused, record

ACTIVE = SessionStatus.ACTIVE
NEW_QUEST = "New quest…"


def display(seconds: int) -> TimerDisplay:
    return session_display(record(ACTIVE), NINE + timedelta(seconds=1500 - seconds))


@pytest.fixture
def plan() -> SessionPlan:
    """25 minutes and a break of 5, without words and without a quest."""
    return SessionPlan(PlannedSession())


@pytest.fixture
def panel(qtbot: QtBot, plan: SessionPlan) -> SessionPanel:
    panel = SessionPanel(plan, NINE)
    panel.form.show_presets(DEFAULT_PRESETS)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def button(panel: SessionPanel, text: str) -> QPushButton:
    """The one that can be seen, if there are several."""
    found = [one for one in panel.findChildren(QPushButton) if text in {one.text(), one.accessibleName()}]
    return max(found, key=QPushButton.isVisible)


def pills(panel: SessionPanel) -> list[QPushButton]:
    """Those that can be seen, in their order."""
    found = [one for one in panel.findChildren(QPushButton) if one.property("shape") == "pill"]
    return [one for one in found if one.isVisible()]


def chosen_pills(panel: SessionPanel) -> list[str]:
    return [one.accessibleName() for one in pills(panel) if one.isChecked()]


def click(qtbot: QtBot, part: QWidget) -> None:
    assert part.isVisible()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)


def show(panel: SessionPanel, shown: SessionRecord, seconds: int) -> None:
    """The session with so many seconds left."""
    panel.show_session(shown)
    target = timedelta(minutes=shown.session.duration_minutes)
    panel.show_time(session_display(shown, NINE + target - timedelta(seconds=seconds)))


def texts(panel: SessionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("name", ["start", "pause", "complete", "cancel"])
def test_each_button_asks_for_what_it_says(qtbot: QtBot, panel: SessionPanel, name: str) -> None:
    if name != "start":
        show(panel, record(ACTIVE), 1500)
    if name == "cancel":
        click(qtbot, button(panel, "More"))
    with qtbot.waitSignal(getattr(panel, f"{name}_requested")):
        click(qtbot, button(panel, name.capitalize()))


def test_a_running_session_is_extended_by_five_minutes_or_by_any_number(
    qtbot: QtBot, panel: SessionPanel
) -> None:
    show(panel, record(ACTIVE), 1500)
    with qtbot.waitSignal(panel.extend_requested) as asked:
        click(qtbot, button(panel, "+5 min"))
    assert asked.args == [5]
    click(qtbot, button(panel, "More"))
    box = panel.session_card.extension.box
    assert panel.window().focusWidget() is box
    box.setValue(40)
    with qtbot.waitSignal(panel.extend_requested) as asked:
        qtbot.keyClick(box, Qt.Key.Key_Return)  # Enter does in the field what its button does.
    assert asked.args == [40]
    assert not panel.session_card.isVisible()
    click(qtbot, button(panel, "More"))
    with qtbot.waitSignal(panel.extend_requested) as asked:
        click(qtbot, button(panel, "Extend"))
    assert asked.args == [40]


def test_a_flow_session_has_no_end_that_could_be_put_off(qtbot: QtBot, panel: SessionPanel) -> None:
    flow = replace(
        record(ACTIVE),
        clock=SessionClock.model_construct(machine="here", boot_id="boot 1", time_up=TimeUp.FLOW),
    )
    show(panel, flow, 1500)
    assert not button(panel, "+5 min").isVisible()
    click(qtbot, button(panel, "More"))
    assert not panel.session_card.extension.isVisible()
    assert button(panel, "Cancel").isVisible()
    panel.session_card.close_card()
    show(panel, record(ACTIVE), 1500)
    assert button(panel, "+5 min").isVisible()


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
        click(qtbot, button(panel, "Resume"))
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
    click(qtbot, button(panel, "More"))
    with qtbot.waitSignal(panel.cancel_requested):
        qtbot.keyClick(button(panel, "Cancel"), key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_a_preset_starts_it(
    qtbot: QtBot, panel: SessionPanel, plan: SessionPlan, key: Qt.Key
) -> None:
    pill = button(panel, "Deep work")
    pill.setFocus()
    pill.toggle()
    with qtbot.waitSignal(panel.start_requested):
        qtbot.keyClick(pill, key)
    assert plan.planned == PlannedSession(minutes=90, break_minutes=20)


def test_presets_and_minutes_follow_each_other(qtbot: QtBot, panel: SessionPanel, plan: SessionPlan) -> None:
    click(qtbot, button(panel, "Deep work"))
    assert plan.planned == PlannedSession(minutes=90, break_minutes=20)
    assert panel.form.minutes.value() == panel.lengths_card.length.box.value() == 90
    assert panel.ring.value() == 90 * 60
    assert panel.lengths_card.break_length.box.value() == 20
    panel.form.minutes.setValue(51)
    assert chosen_pills(panel) == []
    panel.lengths_card.length.box.setValue(50)
    panel.lengths_card.break_length.box.setValue(10)
    assert plan.planned == PlannedSession(minutes=50, break_minutes=10)
    assert panel.form.minutes.value() == 50
    assert chosen_pills(panel) == ["50/10"]
    click(qtbot, button(panel, "50/10"))
    assert chosen_pills(panel) == ["50/10"]


def test_the_default_presets_are_shown_by_their_lengths_and_read_aloud_by_their_names(
    panel: SessionPanel,
) -> None:
    assert [one.text() for one in pills(panel)] == ["25 / 5", "50 / 10", "52 / 17", "90 / 20", "Flow"]
    names = ["Pomodoro", "50/10", "52/17", "Deep work", "Flow"]
    assert [one.accessibleName() for one in pills(panel)] == names
    assert pills(panel)[0].accessibleDescription() == "25 min, then a 5 min break"
    assert "Pomodoro: 25 min, then a 5 min break" in pills(panel)[0].toolTip()
    panel.form.show_presets([Preset("Thesis & co", 25, 5)])  # It is the user's own.
    assert [one.text() for one in pills(panel)] == ["Thesis && co", "Flow"]


def test_long_preset_names_are_shortened_and_do_not_widen_the_window(panel: SessionPanel) -> None:
    width = panel.minimumSizeHint().width()
    panel.form.show_presets([Preset("M" * 19 + str(number), 25, 5) for number in range(8)])
    assert len(pills(panel)) == 9
    assert re.fullmatch("M{5,13}…", pills(panel)[0].text())
    assert pills(panel)[0].accessibleName() == "M" * 19 + "0"
    assert panel.minimumSizeHint().width() <= width


def test_a_few_presets_with_wide_names_are_shortened_too(panel: SessionPanel) -> None:
    panel.form.show_presets([Preset("three", 3, 1), Preset("W" * 20, 4, 1), Preset("two", 2, 1)])
    assert button(panel, "three").text() == "three"
    assert re.fullmatch("W{5,12}…", button(panel, "W" * 20).text())


def test_one_minute_is_a_whole_ring(panel: SessionPanel, plan: SessionPlan) -> None:
    plan.change(minutes=1, break_minutes=0)
    assert (panel.ring.value(), panel.ring.maximum()) == (60, 60)


def test_flow_takes_no_notice_of_the_minutes(qtbot: QtBot, panel: SessionPanel, plan: SessionPlan) -> None:
    for _ in range(2):
        click(qtbot, button(panel, "Flow"))
        assert chosen_pills(panel) == ["Flow"]
    assert plan.planned == PlannedSession(flow=True)
    assert not panel.form.minutes.isVisible()
    assert panel.ring.accessibleDescription() == "00:00, Flow"
    click(qtbot, button(panel, "Pomodoro"))
    assert plan.planned == PlannedSession()
    assert panel.form.minutes.isVisible()


def test_a_running_session_shows_its_time_and_subject(panel: SessionPanel) -> None:
    quest = Quest(title="Write the thesis")
    show(panel, record(ACTIVE, quest=quest, description="Chapter three"), 1234)
    assert {"Chapter three", "Write the thesis"} <= set(texts(panel))
    assert panel.ring.value() == 1234
    assert button(panel, "Complete").isVisible()
    assert not panel.form.start.isVisible()
    panel.show_time(session_display(record(ACTIVE), NINE + timedelta(seconds=1500 - 1233)))
    assert panel.ring.value() == 1233

    panel.show_idle()
    assert panel.form.start.isVisible()
    assert panel.ring.value() == 1500


def test_a_plan_that_changes_while_a_session_runs_leaves_its_time_alone(
    panel: SessionPanel, plan: SessionPlan
) -> None:
    show(panel, record(ACTIVE), 1234)
    plan.change(minutes=50)
    assert panel.ring.value() == 1234
    panel.show_idle()
    assert panel.ring.value() == 50 * 60


def test_a_description_is_taken_by_the_session_that_starts_with_it(app: Application) -> None:
    app.session_panel.form.description.setText(" Chapter three")
    app.session_panel.form.start.click()
    assert "Chapter three" in texts(app.session_panel)
    assert app.session_panel.form.description.text() == ""
    app.session_panel.complete_requested.emit()
    app.break_cycle.leave()
    assert app.session_panel.form.description.isVisible()
    assert app.session_panel.form.description.text() == ""


def test_the_description_of_a_cancelled_session_is_there_for_the_next_one(app: Application) -> None:
    form = app.session_panel.form
    form.description.setText("Chapter three")
    form.start.click()
    app.session_panel.cancel_requested.emit()
    assert form.description.isVisible()
    assert form.description.text() == "Chapter three"


def test_the_description_of_a_cancelled_session_replaces_nothing_that_was_typed(app: Application) -> None:
    form = app.session_panel.form
    form.description.setText("Chapter three")
    form.start.click()
    app.plan.change(description="Chapter four")
    app.session_panel.cancel_requested.emit()
    assert form.description.text() == "Chapter four"


def test_a_description_typed_for_the_next_session_survives_one_that_was_started_elsewhere(
    app: Application, controller: Controller, qtbot: QtBot
) -> None:
    form = app.session_panel.form
    form.description.setText("my long typed plan")
    session = controller.start_session(25, description="elsewhere")
    qtbot.waitUntil(lambda: not form.description.isVisible())
    controller.update_session(session.id, status=SessionStatus.CANCELLED)
    qtbot.waitUntil(form.description.isVisible)
    assert form.description.text() == "my long typed plan"


def test_another_session_is_not_renamed_by_what_was_begun_for_the_one_before(
    qtbot: QtBot, panel: SessionPanel
) -> None:
    show(panel, record(ACTIVE, description="one"), 60)
    panel.running.title.edit()
    show(panel, record(ACTIVE, description="two"), 60)
    assert panel.running.title.label.isVisible()
    panel.running.title.edit()
    assert panel.running.title.line.text() == "two"


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
    read = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Description)
    assert read.replace("\N{WORD JOINER}", "").replace("\n", "") == endless


def test_the_ring_tells_assistive_technology_the_time_left(qtbot: QtBot) -> None:
    ring = TimerRing()
    qtbot.addWidget(ring)
    ring.show_time(display(754))
    seen = QAccessible.queryAccessibleInterface(ring)
    assert seen.text(QAccessible.Text.Name) == "Time left"
    assert seen.text(QAccessible.Text.Description) == f"12:34, ends {NINE.astimezone():%H}:25"
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
def picker(qtbot: QtBot, plan: SessionPlan) -> QuestPicker:
    picker = QuestPicker(plan)
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


def offer(picker: QuestPicker, plan: SessionPlan, quests: list[Quest]) -> None:
    """As the application does with the quests that it has read."""
    plan.limit_quests({quest.id for quest in quests if quest.status is QuestStatus.ACTIVE})
    picker.show_quests(quests)


def test_only_active_quests_are_offered(picker: QuestPicker) -> None:
    picker.show_quests(
        [Quest(title="Read"), Quest(title="Sing", status=QuestStatus.ARCHIVED), Quest(title="Write")]
    )
    assert entries(picker) == ["No quest", "Read", "Write", NEW_QUEST]


def test_a_choice_survives_a_reload_but_not_its_quest(picker: QuestPicker, plan: SessionPlan) -> None:
    read, write = Quest(title="Read"), Quest(title="Write")
    offer(picker, plan, [read, write])
    choose(picker, "Write")
    assert plan.planned.quest_id == write.id
    offer(picker, plan, [Quest(title="Another"), read, write])
    assert (plan.planned.quest_id, picker.choice.currentText()) == (write.id, "Write")
    offer(picker, plan, [read])
    assert picker.choice.currentText() == "No quest"
    assert plan.planned.quest_id is None


def test_a_quest_that_is_active_no_longer_is_not_chosen_any_more(
    picker: QuestPicker, plan: SessionPlan
) -> None:
    write = Quest(title="Write")
    offer(picker, plan, [write])
    choose(picker, "Write")
    write.status = QuestStatus.COMPLETED
    offer(picker, plan, [write])
    assert (plan.planned.quest_id, picker.choice.currentText()) == (None, "No quest")


def test_a_quest_that_was_planned_last_time_and_is_gone_is_planned_no_more(qtbot: QtBot) -> None:
    plan = SessionPlan(PlannedSession(quest_id=Quest(title="Gone").id))
    picker = QuestPicker(plan)
    qtbot.addWidget(picker)
    offer(picker, plan, [Quest(title="Read")])
    assert (plan.planned.quest_id, picker.choice.currentText()) == (None, "No quest")


def test_a_quest_that_was_added_after_the_list_was_read_stays_chosen(
    picker: QuestPicker, plan: SessionPlan
) -> None:
    read, write = Quest(title="Read"), Quest(title="Write")
    offer(picker, plan, [read])
    plan.change(quest_id=write.id)
    offer(picker, plan, [read])  # Asked for before the quest was added.
    assert plan.planned.quest_id == write.id
    offer(picker, plan, [read, write])
    assert (plan.planned.quest_id, picker.choice.currentText()) == (write.id, "Write")


def test_a_new_quest_is_named_in_place(qtbot: QtBot, picker: QuestPicker, plan: SessionPlan) -> None:
    read = Quest(title="Read")
    picker.show_quests([read])
    choose(picker, "Read")
    choose(picker, NEW_QUEST)
    assert picker.title.isVisible()
    assert plan.planned.quest_id == read.id
    qtbot.keyClicks(picker.title, "Write the thesis")
    assert plan.planned.new_quest == "Write the thesis"
    with qtbot.waitSignal(picker.new_quest_requested) as asked:
        qtbot.keyClick(picker.title, Qt.Key.Key_Return)
    assert asked.args == ["Write the thesis"]


def test_escape_leaves_the_new_quest_and_keeps_the_choice(
    qtbot: QtBot, picker: QuestPicker, plan: SessionPlan
) -> None:
    read = Quest(title="Read")
    picker.show_quests([read])
    choose(picker, "Read")
    choose(picker, NEW_QUEST)
    qtbot.keyClicks(picker.title, "Wri")
    qtbot.keyClick(picker.title, Qt.Key.Key_Escape)
    assert picker.choice.isVisible()
    assert (plan.planned.quest_id, picker.choice.currentText()) == (read.id, "Read")
    assert plan.planned.new_quest == ""


def test_a_reload_of_the_quests_leaves_the_title_that_is_being_typed(
    qtbot: QtBot, picker: QuestPicker, plan: SessionPlan
) -> None:
    offer(picker, plan, [Quest(title="Read")])
    choose(picker, NEW_QUEST)
    qtbot.keyClicks(picker.title, "Wri")
    offer(picker, plan, [Quest(title="Read"), Quest(title="Sing")])
    assert (picker.title.isVisible(), picker.title.text()) == (True, "Wri")
    assert plan.planned.new_quest == "Wri"


# One plan for the form, the tray and the picker


def planned_as_shown(app: Application) -> tuple[str, int, int, str]:
    """Description, minutes, break and quest, as the form and its picker show them."""
    form = app.session_panel.form
    picker, break_length = form.quest_picker, app.session_panel.lengths_card.break_length.box
    quest = picker.choice.currentText() if picker.choice.isVisible() else f"new: {picker.title.text()}"
    return form.description.text(), form.minutes.value(), break_length.value(), quest


def offered_by_tray(app: Application) -> str:
    """What its first entry that starts something says."""
    return next(entry.text() for entry in app.tray.menu.actions() if entry.text().startswith("Start "))


def pressed_presets(app: Application) -> list[str]:
    return chosen_pills(app.session_panel)


@pytest.fixture
def quest(app: Application, controller: Controller, qtbot: QtBot) -> Quest:
    """A quest that the app offers."""
    quest = controller.add_quest("Read 12 Books")
    qtbot.waitUntil(lambda: "Read 12 Books" in entries(app.session_panel.form.quest_picker))
    return quest


def test_a_change_of_the_plan_is_shown_by_the_form_the_tray_and_the_picker(
    app: Application, quest: Quest
) -> None:
    assert planned_as_shown(app) == ("", 25, 5, "No quest")
    assert (offered_by_tray(app), pressed_presets(app)) == ("Start 25 min", ["Pomodoro"])
    app.plan.change(minutes=90, break_minutes=20, quest_id=quest.id, description="Chapter three")
    assert planned_as_shown(app) == ("Chapter three", 90, 20, "Read 12 Books")
    assert (offered_by_tray(app), pressed_presets(app)) == ("Start 90 min", ["Deep work"])
    assert app.session_panel.ring.value() == 90 * 60
    app.plan.change(flow=True, quest_id=None, new_quest="Write")
    assert planned_as_shown(app) == ("Chapter three", 90, 20, "new: Write")
    assert (offered_by_tray(app), pressed_presets(app)) == ("Start flow", ["Flow"])
    app.plan.change(new_quest="", quest_id=quest.id)
    assert planned_as_shown(app)[3] == "Read 12 Books"


def test_what_is_edited_in_the_form_is_what_the_tray_starts(
    app: Application, quest: Quest, controller: Controller, qtbot: QtBot
) -> None:
    form = app.session_panel.form
    qtbot.keyClicks(form.description, "Chapter three")
    form.minutes.setValue(52)
    choose(form.quest_picker, "Read 12 Books")
    assert app.plan.planned == PlannedSession(52, 5, quest_id=quest.id, description="Chapter three")
    assert offered_by_tray(app) == "Start 52 min"
    app.tray.start_requested.emit()
    (session,) = controller.list_sessions()
    assert (session.duration_minutes, session.description, session.quest_id) == (
        *(52, "Chapter three"),
        quest.id,
    )


def test_a_quest_chosen_in_the_tray_is_shown_by_the_form_afterwards(
    app: Application, quest: Quest, controller: Controller
) -> None:
    picker = app.session_panel.form.quest_picker
    choose(picker, NEW_QUEST)
    picker.title.setText("Wri")
    app.tray.start_with_quest_requested.emit(quest.id)
    (session,) = controller.list_sessions()
    assert session.quest_id == quest.id
    app.session_panel.cancel_requested.emit()
    assert planned_as_shown(app) == ("", 25, 5, "Read 12 Books")
    assert [one.title for one in controller.list_quests()] == ["Read 12 Books"]


def test_a_session_that_is_started_again_has_no_quest_that_the_picker_does_not_offer(
    app: Application, quest: Quest, controller: Controller, clock: SettableClock, qtbot: QtBot
) -> None:
    choose(app.session_panel.form.quest_picker, "Read 12 Books")
    app.session_panel.form.start.click()
    app.session_panel.cancel_requested.emit()
    clock.advance(minutes=1)
    controller.edit_quest(quest.id, status=QuestStatus.COMPLETED)
    qtbot.waitUntil(lambda: "Read 12 Books" not in entries(app.session_panel.form.quest_picker))
    app.window.commands.start_again.trigger()
    assert [one.quest_id for one in controller.list_sessions()] == [None, quest.id]
    app.session_panel.cancel_requested.emit()
    assert planned_as_shown(app)[3] == "No quest"
    assert app.plan.planned.quest_id is None


def test_a_plan_signals_each_change_once_and_no_change_never(plan: SessionPlan) -> None:
    told: list[PlannedSession] = []
    plan.changed.connect(told.append)
    plan.change(minutes=25)
    assert told == []
    plan.change(minutes=50, break_minutes=10)
    assert told == [PlannedSession(50, 10)] == [plan.planned]


def test_a_session_that_is_shown_while_an_action_waits_says_so(panel: SessionPanel) -> None:
    panel.show_waiting(waiting=True)
    panel.show_session(record(ACTIVE))
    waiting = [one for one in panel.findChildren(QLabel) if one.text() == "Waiting for the data…"]
    assert [one.isVisible() for one in waiting] == [True]
    panel.show_waiting(waiting=False)
    assert not waiting[0].isVisible()


def test_a_hasty_second_click_on_complete_starts_nothing(
    app: Application, controller: Controller, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_panel, "HASTY_MS", 200)
    app.session_panel.start_requested.emit()
    app.session_panel.complete_requested.emit()
    assert app.session_panel.is_done
    QApplication.processEvents()
    start_next = next(
        one for one in app.session_panel.done.findChildren(QPushButton) if one.text() == "Start next"
    )
    place = start_next.mapTo(app.window, start_next.rect().center())
    qtbot.mouseClick(app.window.childAt(place), Qt.MouseButton.LeftButton)
    assert [one.status for one in controller.list_sessions()] == [SessionStatus.COMPLETED]
    qtbot.waitUntil(lambda: app.window.childAt(place) is start_next)
    qtbot.mouseClick(start_next, Qt.MouseButton.LeftButton)
    assert len(controller.list_sessions()) == 2


def test_the_open_mini_window_says_when_the_next_session_would_end_though_the_window_is_closed(
    app: Application, clock: SettableClock
) -> None:
    app.mini.open()
    app.window.hide()
    clock.advance(minutes=7)
    app.timer.update()
    assert app.mini._shown[0].caption == app.session_panel.display.caption == "ends 09:32"


@pytest.mark.parametrize("side", [120, 200, 282])
def test_the_minutes_leave_room_for_the_signs_beside_them(qtbot: QtBot, side: int) -> None:
    dial = Dial()
    qtbot.addWidget(dial)
    dial.show_time(TimerDisplay(Kind.IDLE, "25:00"))
    dial.resize(side, side)
    dial.show()
    line = dial.minutes.lineEdit()
    half = QFontMetrics(line.font()).horizontalAdvance(line.text()) / 2
    centre = dial.rect().center().x()
    assert centre + half <= dial._more.geometry().center().x() - SIGN / 2 + 1
