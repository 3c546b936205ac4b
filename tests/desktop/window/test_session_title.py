"""The title of the running session: at most two lines, and a click or a key to rename it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.focus.quest_line import QuestLine
from focus_desktop.desktop.window.focus.session_panel import COLUMN_WIDTH
from focus_desktop.desktop.window.focus.session_title import SessionTitle, TitleLabel
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.quest import Quest
from tests.conftest import SettableClock
from tests.desktop.conftest import hear, live
from tests.desktop.records import texts

LONG = "Finish the chapter about clocks and bells, "


@pytest.fixture
def title(qtbot: QtBot) -> Iterator[SessionTitle]:
    title = SessionTitle()
    qtbot.addWidget(title)
    title.resize(300, 60)
    title.show_title("Chapter three", "Chapter three")
    title.show()
    title.activateWindow()
    yield title
    title.hide()


def lines(label: TitleLabel) -> list[str]:
    return label._lines()


def test_a_long_title_has_two_lines_of_which_the_second_ends_with_dots(title: SessionTitle) -> None:
    label = title.label
    assert lines(label) == ["Chapter three"]
    label.show_text(LONG * 4)
    first, second = lines(label)
    assert LONG.startswith(first.strip()[:10])
    assert second.endswith("…")
    assert all(label.fontMetrics().horizontalAdvance(one) <= label.width() for one in (first, second))
    assert "bells" in label.toolTip()
    assert label.text() == (LONG * 4).strip()  # Read aloud whole.


def test_a_title_of_two_lines_is_shown_whole(title: SessionTitle) -> None:
    width = title.label.fontMetrics().horizontalAdvance(LONG) * 3 // 4
    title.label.resize(width, 60)
    title.label.show_text(LONG)
    first, second = lines(title.label)
    assert f"{first} {second}" == LONG.strip()


def test_a_word_that_is_wider_than_the_title_is_broken(title: SessionTitle) -> None:
    title.label.show_text("x" * 500)
    first, second = lines(title.label)
    assert set(first) == {"x"}
    assert second == second.rstrip("…") + "…"


def test_line_breaks_become_spaces(title: SessionTitle) -> None:
    title.label.show_text("one\n two\t\nthree")
    assert title.label.text() == "one two three"


def test_a_long_quest_below_the_title_is_shortened_with_dots(qtbot: QtBot) -> None:
    line = QuestLine()
    qtbot.addWidget(line)
    line.resize(200, 24)

    def picture(title: str) -> QImage:
        line.show_quest(quest, title)
        return line.grab().toImage()

    quest = Quest(title="Read")
    start = "Write the thesis about the history of clocks"
    end = " and of all bells in the towers of this town"
    assert picture(start + end) == picture(start + "x" * 100 + end)
    assert picture(start + ", 1 of 12") != picture(start + ", 2 of 12")  # The progress is never cut.
    assert picture(start[:20]) != picture(start[:20] + "x")
    picture(start + "x" * 200)
    assert line.sizeHint().width() < COLUMN_WIDTH
    picture(start + " and bells")
    assert "Write the thesis" in line.toolTip()
    assert "bells" in line.toolTip()
    assert line.minimumSizeHint().width() == 0


# Renaming


@pytest.mark.parametrize("way", ["click", Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_a_click_or_a_key_opens_the_line_with_the_whole_text_selected(
    qtbot: QtBot, title: SessionTitle, way: str | Qt.Key
) -> None:
    if isinstance(way, Qt.Key):
        title.label.setFocus()
        qtbot.keyClick(title.label, way)
    else:
        qtbot.mouseClick(title.label, Qt.MouseButton.LeftButton)
    assert title.line.isVisible()
    assert QApplication.focusWidget() is title.line
    assert title.line.selectedText() == "Chapter three"


def test_enter_keeps_another_text_and_gives_the_focus_back(qtbot: QtBot, title: SessionTitle) -> None:
    title.edit()
    qtbot.keyClicks(title.line, " Chapter four ")
    with qtbot.waitSignal(title.renamed) as asked:
        qtbot.keyClick(title.line, Qt.Key.Key_Return)
    assert asked.args == ["Chapter four"]
    assert title.label.isVisible()
    assert QApplication.focusWidget() is title.label


def test_leaving_the_line_keeps_the_text(qtbot: QtBot, title: SessionTitle) -> None:
    other = QLineEdit(title)
    title.edit()
    qtbot.keyClicks(title.line, "Chapter four")
    other.show()
    with qtbot.waitSignal(title.renamed) as asked:
        other.setFocus()
    assert asked.args == ["Chapter four"]
    assert QApplication.focusWidget() is other


def test_escape_leaves_the_text_as_it_was(qtbot: QtBot, title: SessionTitle) -> None:
    title.edit()
    qtbot.keyClicks(title.line, "Chapter four")
    with qtbot.assertNotEmitted(title.renamed):
        qtbot.keyClick(title.line, Qt.Key.Key_Escape)
        title.label.setFocus()
    assert title.label.isVisible()
    assert QApplication.focusWidget() is title.label
    title.edit()
    assert title.line.text() == "Chapter three"


def test_the_same_text_is_not_renamed(qtbot: QtBot, title: SessionTitle) -> None:
    title.edit()
    with qtbot.assertNotEmitted(title.renamed):
        qtbot.keyClick(title.line, Qt.Key.Key_Return)
    assert title.label.isVisible()


def test_a_session_without_words_is_renamed_from_an_empty_line(qtbot: QtBot, title: SessionTitle) -> None:
    title.show_title("Focus session", "")
    title.edit()
    assert title.line.text() == ""
    with qtbot.assertNotEmitted(title.renamed):
        qtbot.keyClick(title.line, Qt.Key.Key_Return)


def test_the_title_of_what_was_done_cannot_be_changed(qtbot: QtBot) -> None:
    label = TitleLabel(can_be_pressed=False)
    qtbot.addWidget(label)
    assert label.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(label.pressed):
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
        qtbot.keyClick(label, Qt.Key.Key_F2)


# In the app


def test_a_new_name_is_stored_and_shown_everywhere(
    qtbot: QtBot, app: Application, controller: Controller
) -> None:
    app.plan.change(description="Chapter three")
    app.user_actions.start_as_planned()
    title = app.session_panel.running.title
    qtbot.mouseClick(title.label, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(title.line, "Chapter four")
    qtbot.keyClick(title.line, Qt.Key.Key_Return)
    hear(app)
    assert controller.list_sessions()[0].description == "Chapter four"
    assert title.label.text() == "Chapter four"
    assert app.window.windowTitle() == "25 min left · Chapter four"
    assert texts(app.history_page.model, Column.SESSION) == ["Chapter four"]


def test_a_name_can_be_taken_away(qtbot: QtBot, app: Application, controller: Controller) -> None:
    app.plan.change(description="Chapter three")
    app.user_actions.start_as_planned()
    title = app.session_panel.running.title
    title.edit()
    title.line.clear()
    qtbot.keyClick(title.line, Qt.Key.Key_Return)
    hear(app)
    assert controller.list_sessions()[0].description is None
    assert title.label.text() == "Focus session"


def test_time_passes_while_a_session_is_renamed_and_leaves_the_line_alone(
    qtbot: QtBot, app: Application, clock: SettableClock
) -> None:
    app.user_actions.start_as_planned()
    title = app.session_panel.running.title
    title.edit()
    qtbot.keyClicks(title.line, "Chapter fo")
    live(app, clock, 2)
    app.user_actions.extend(5)
    assert (title.line.isVisible(), title.line.text()) == (True, "Chapter fo")
    assert QApplication.focusWidget() is title.line


def test_a_name_that_was_begun_is_no_name_of_the_next_session(
    qtbot: QtBot, app: Application, clock: SettableClock, controller: Controller
) -> None:
    app.user_actions.start_as_planned()
    app.session_panel.running.title.edit()
    qtbot.keyClicks(app.session_panel.running.title.line, "Chapter fo")
    live(app, clock, 26)
    app.user_actions.start_as_planned()
    assert app.session_panel.running.title.label.isVisible()
    assert controller.list_sessions()[0].description is None


def test_lines_with_emoji_are_broken_between_words_and_lose_nothing(qtbot: QtBot) -> None:
    label = TitleLabel(can_be_pressed=False)
    qtbot.addWidget(label)
    text = "🎉🎉🎉 Answer all the reviewers today, 🚀 please"
    label.setText(text)
    label.resize(label.fontMetrics().horizontalAdvance(text) * 2 // 3, 100)
    assert len(lines(label)) == 2
    assert " ".join(lines(label)) == text
