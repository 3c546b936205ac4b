"""The form of a quest, and that its colour is shown everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.colour_sample import ColourSample
from focus_desktop.desktop.window.quests.colour_picker import NAMES
from focus_desktop.model.limits import LARGEST_COLOUR
from focus_desktop.model.quest_colour import QuestColour, automatic
from tests.desktop.conftest import click, hear
from tests.desktop.window.test_quests import add, card, page, press, titles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.application import Application
    from focus_desktop.desktop.window.quests.quests_page import QuestsPage
    from tests.desktop.window.test_quests import Add

__all__ = ["add", "page"]
Key = Qt.Key


def edit(page: QuestsPage, title: str) -> None:
    """Open the form of a quest by the menu of its card."""
    press(page, f"More about {title}")
    click(page.menu, "Edit…")


def details(controller: Controller) -> tuple[object, ...]:
    (record,) = controller.quest_records()
    return (record.details.unit, record.details.colour, record.details.weekly_budget_minutes)


def test_a_quest_is_added_with_all_that_was_asked_for(page: QuestsPage, controller: Controller) -> None:
    page.new.click()
    form = page.form
    form.title.setText(" Learn ")
    form.target.box.setValue(40)
    form.current.box.setValue(3)
    form.unit.setText("lessons")
    form.colour.show_number(3)
    form.budget.box.setValue(480)
    click(form, "Add quest")
    (record,) = controller.quest_records()
    assert (record.quest.title, record.quest.target_value, record.quest.current_value) == ("Learn", 40, 3)
    assert details(controller) == ("lessons", 3, 480)
    assert titles(page) == ["Learn"]


def test_enter_adds_and_the_focus_comes_back(page: QuestsPage, qtbot: QtBot, controller: Controller) -> None:
    page.new.setFocus()
    page.new.click()
    qtbot.keyClicks(page.form.title, "Read")
    qtbot.keyClick(page.form.title, Key.Key_Return)
    assert [one.title for one in controller.list_quests()] == ["Read"]
    assert not page.form.isVisible()
    assert page.window().focusWidget() is page.new


def test_an_addition_can_be_undone(app: Application, page: QuestsPage, controller: Controller) -> None:
    page.new.click()
    page.form.title.setText("Read")
    click(page.form, "Add quest")
    app.user_actions.undo_history.undo()
    assert (controller.list_quests(), titles(page)) == ([], [])


@pytest.mark.parametrize("title", ["", "   "])
def test_a_quest_without_a_name_is_not_added_and_says_so(
    page: QuestsPage, controller: Controller, title: str
) -> None:
    page.new.click()
    page.form.title.setText(title)
    click(page.form, "Add quest")
    assert page.form.isVisible()
    assert page.form._wrong.text() == "Give the quest a name."
    assert controller.list_quests() == []
    page.form.title.setText("Read")
    assert page.form._wrong.isHidden()


def test_the_form_shows_a_quest_and_stores_only_what_was_changed(
    page: QuestsPage, add: Add, controller: Controller
) -> None:
    add("Learn", 40, current_value=12, unit="lessons", weekly_budget_minutes=90)
    edit(page, "Learn")
    form = page.form
    shown = (form.title.text(), form.target.box.value(), form.current.box.value(), form.unit.text())
    assert shown == ("Learn", 40, 12, "lessons")
    assert form.budget.box.text() == "1 h 30 min"
    controller.advance_quest(card(page, "Learn").quest_id)  # Elsewhere, while the form is open.
    form.title.setText("Learn more")
    form.budget.box.setValue(0)
    click(form, "Save")
    (record,) = controller.quest_records()
    assert (record.quest.title, record.quest.current_value) == ("Learn more", 13)
    assert details(controller) == ("lessons", None, None)


def test_a_form_that_changes_nothing_stores_nothing(
    app: Application, page: QuestsPage, add: Add, controller: Controller
) -> None:
    add("Learn", unit="lessons")
    edit(page, "Learn")
    click(page.form, "Save")
    assert app.user_actions.undo_history.undo_text is None
    assert details(controller) == ("lessons", None, None)


def test_what_was_typed_is_there_again_after_a_click_beside_the_form(page: QuestsPage, qtbot: QtBot) -> None:
    page.new.click()
    page.form.title.setText("A long title that nobody wants to type twice")
    qtbot.mouseClick(page.form, Qt.MouseButton.LeftButton, pos=QPoint(3, page.form.height() - 3))
    assert not page.form.isVisible()
    page.new.click()
    assert page.form.title.text() == "A long title that nobody wants to type twice"
    click(page.form, "Cancel")
    page.new.click()
    assert page.form.title.text() == ""


def test_a_draft_is_not_shown_for_another_quest(page: QuestsPage, add: Add) -> None:
    add("Read")
    page.new.click()
    page.form.title.setText("Typed")
    page.form.close_card()
    edit(page, "Read")
    assert page.form.title.text() == "Read"


def test_what_was_typed_for_a_quest_that_was_changed_elsewhere_is_there_again(
    app: Application, page: QuestsPage, add: Add, controller: Controller
) -> None:
    quest_id = add("Read", unit="books")
    edit(page, "Read")
    controller.change_quest(quest_id, title="elsewhere", unit="pages")
    page.form.title.setText("mine")
    click(page.form, "Save")
    assert "changed elsewhere" in app.window.banner.accessibleDescription()
    hear(app)
    assert titles(page) == ["elsewhere"]
    edit(page, "elsewhere")
    assert (page.form.title.text(), page.form.unit.text()) == ("mine", "pages")
    click(page.form, "Save")
    (record,) = controller.quest_records()
    assert (record.quest.title, record.details.unit) == ("mine", "pages")


@pytest.mark.parametrize(("field", "longest"), [("title", 200), ("unit", 30)])
def test_a_text_that_is_too_long_is_refused_and_nothing_of_it_is_lost(
    page: QuestsPage, controller: Controller, field: str, longest: int
) -> None:
    page.new.click()
    page.form.title.setText("Read")
    line = getattr(page.form, field)
    line.setText("x" * 40_000)
    click(page.form, "Add quest")
    assert f"{longest} characters" in page.form._wrong.text()
    assert line.hasFocus()
    assert len(line.text()) == 40_000
    line.setText("x" * longest)
    click(page.form, "Add quest")
    assert len(controller.list_quests()) == 1


def test_weekly_budgets_are_typed_as_lengths_of_time(page: QuestsPage, controller: Controller) -> None:
    page.new.click()
    page.form.title.setText("Read")
    page.form.budget.box.lineEdit().setText("7.5 h")
    click(page.form, "Add quest")
    assert details(controller)[2] == 450


def test_every_colour_has_a_name_and_is_the_one_that_is_stored(page: QuestsPage) -> None:
    assert len(QuestColour) == len(tokens.LIGHT.quests) - 1 == LARGEST_COLOUR + 1 == len(NAMES)
    page.new.click()
    samples = page.form.findChildren(ColourSample)
    assert [one.text() for one in samples] == ["Indigo", "Rust", "Green", "Violet", "Teal"]
    for number, sample in enumerate(samples):
        sample.click()
        assert page.form.colour.number == number
        assert _has(sample, QColor(tokens.LIGHT.quests[number]))


def test_a_new_quest_is_proposed_a_colour_that_few_others_have(page: QuestsPage, add: Add) -> None:
    for number in (0, 1, 2, 4):
        add(f"Quest {number}", colour=number)
    page.new.click()
    assert page.form.colour.number == 3


def test_a_chosen_colour_is_shown_in_chip_and_card_at_once(
    app: Application, page: QuestsPage, add: Add, controller: Controller
) -> None:
    app.settings.save(appearance="light")
    quest_id = add("Read", colour=1)
    app.plan.change(quest_id=quest_id)
    chip = app.session_panel.form.quest_picker.choice
    chip.resize(QSize(200, 28))
    for number in (1, 3):
        controller.change_quest(quest_id, colour=number)
        app.store.query(lambda it: it.catch_up(), done=lambda _: None, refused=lambda _: None)
        hear(app)
        QApplication.processEvents()
        colour = QColor(tokens.LIGHT.quests[number])
        assert _has(chip, colour)
        assert _has(card(page, "Read"), colour)
    controller.change_quest(quest_id, colour=None)
    app.store.query(lambda it: it.catch_up(), done=lambda _: None, refused=lambda _: None)
    hear(app)
    assert _has(chip, QColor(tokens.LIGHT.quests[automatic(quest_id)]))


def _has(widget: QWidget, colour: QColor) -> bool:
    """Whether the widget has a pixel of this colour."""
    image = widget.grab().toImage()
    return any(image.pixelColor(x, y) == colour for y in range(image.height()) for x in range(image.width()))
