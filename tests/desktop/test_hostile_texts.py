"""Texts that try to be markup, commands or layout are shown as text, wherever they are shown."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAction, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QMenu, QTableView, QWidget

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.window.history.history_model import Column
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_TITLE, LONGEST_UNIT
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings import Preset
from tests.conftest import SettableClock
from tests.desktop.conftest import Opened, live

HIGHEST = 900
"""Pixels; the window is 640 high at first."""
TEXTS = {
    "HTML": '<b>bold</b><img src="file:///etc/passwd"><a href="http://x">&lt;i&gt;</a>',
    "bidi": "\u202etxt.exe\u2066 \u2069\u2069 \u05e9\u05dc\u05d5\u05dd \u202e",
    "escapes": "\x1b[31mred\x1b]0;title\x07 \x9b2J\x08\x7f",
    "breaks": "line\n" * 490,
    "formats": "%s %n {} {0} {count} {title.__class__} %(x)s \\x &amp; &File",
    "long": "W" * 10_000,
    "spaces": "a\u00a0\u2028\u2029\u200b" * 20,
}
STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
MARKUP = ("bold", "passwd")


def stored(text: str, longest: int) -> str:
    """As much of the text as a field takes."""
    return text[:longest].strip()


def fill(controller: Controller, clock: SettableClock, text: str) -> None:
    """Store the text in every field."""
    title = " ".join(stored(text, LONGEST_TITLE).split())
    controller.new_quest(title, target_value=7, unit=stored(text, LONGEST_UNIT) or "u")
    (quest,) = controller.list_quests()
    description = stored(text, LONGEST_DESCRIPTION)
    start = clock.now() - timedelta(hours=3)
    edit = controller.add_session(
        SessionTimes(start, start + timedelta(minutes=25), ()), 25, quest.id, description
    )
    (session_id,) = edit.added_sessions
    controller.edit_session(session_id, description=description[:-1])
    controller.start_session(25, quest.id, description)


def accessible(widget: QWidget) -> Iterator[str]:
    """What assistive technology reads of a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        yield interface.text(QAccessible.Text.Name)
        yield interface.text(QAccessible.Text.Description)


def texts_of(thing: QObject) -> Iterator[str]:
    """All that a widget or an action says."""
    if isinstance(thing, QAction):
        yield from (thing.text(), thing.toolTip())
    if isinstance(thing, QLabel | QAbstractButton):
        yield thing.text()
    if isinstance(thing, QComboBox):
        yield from map(thing.itemText, range(thing.count()))
    if isinstance(thing, QWidget):
        yield from (thing.windowTitle(), thing.toolTip())
        yield from accessible(thing)
    if isinstance(thing, QTableView) and (model := thing.model()) is not None:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                yield str(model.index(row, column).data() or "")


def walk(app: Application) -> Iterator[QObject]:
    """All widgets and actions that there are."""
    for top in QApplication.topLevelWidgets():
        yield from (top, *top.findChildren(QWidget), *top.findChildren(QAction))
    yield from (app.tray.menu, *app.tray.menu.findChildren(QAction), *app.tray.menu.findChildren(QMenu))


def check(app: Application) -> None:
    """Look at all that is shown now."""
    assert app.window.height() <= HIGHEST
    assert app.window.minimumSizeHint().height() <= HIGHEST
    for thing in walk(app):
        if isinstance(thing, QLabel):
            may_be_html = thing.textFormat() is not Qt.TextFormat.PlainText and Qt.mightBeRichText(
                thing.text()
            )
            assert not may_be_html, thing.text()
            assert not thing.isVisible() or thing.height() <= HIGHEST, thing
        if isinstance(thing, QWidget):
            assert not Qt.mightBeRichText(thing.toolTip()), thing.toolTip()
        for text in texts_of(thing):
            assert is_balanced(text), (thing, ascii(text))
    for text in (
        app.window.windowTitle(),
        app.tray.icon.toolTip(),
        *(one.text() for one in app.tray.menu.actions()),
    ):
        assert not STEERING.search(text), ascii(text)
        assert "\n" not in text


def is_balanced(text: str) -> bool:
    """Whether nothing in the text changes the direction of what follows it."""
    open_isolates = 0
    for one in text:
        open_isolates += (one in "\u2066\u2067\u2068") - (one == "\u2069")
        if one in "\u202a\u202b\u202d\u202e" and not open_isolates:
            return False
        if open_isolates < 0:
            return False
    return open_isolates == 0


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_texts_are_shown_as_text_everywhere(
    open_app: Opened,
    controller: Controller,
    clock: SettableClock,
    sent: list[Notification],
    look_away: Callable[[Application], None],
    text: str,
) -> None:
    fill(controller, clock, text)
    app = open_app()
    app.settings.save(presets=(Preset(stored(text, 40) or "p", 25, 5),))
    for page in range(app.window.pages.count()):
        app.window.pages.setCurrentIndex(page)
        check(app)
    app.window.pages.setCurrentIndex(1)
    app.history_page.filters.search.setText(text)
    app.history_page.filters.changed.emit()
    check(app)
    app.history_page.filters.search.setText("")
    app.history_page.filters.changed.emit()
    app.history_page.edit_requested.emit(app.history_page.model.records[-1])
    check(app)
    app.history_page.editor.close_panel()
    app.user_actions.start_again()
    check(app)
    app._open_export(app.window)
    check(app)
    for dialog in app.window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if dialog.isWindow() and dialog.isVisible():
            dialog.close()
    app.window.pages.setCurrentIndex(0)
    app.session_panel.running.title.edit()
    check(app)
    app.session_panel.running.title.leave()
    app.user_actions.pause()
    check(app)
    app.user_actions.resume()
    look_away(app)
    live(app, clock, 26)
    check(app)
    assert sent
    for notification in sent:
        assert not STEERING.search(notification.title + notification.message)
        assert is_balanced(notification.title)
        assert is_balanced(notification.message)
    app.messages.tell("Title", text)
    check(app)


@pytest.mark.parametrize("name", ["HTML", "formats", "breaks"])
def test_a_cell_with_only_the_description_equals_it(
    open_app: Opened, controller: Controller, clock: SettableClock, name: str
) -> None:
    fill(controller, clock, TEXTS[name])
    app = open_app()
    model = app.history_page.model
    cells = [model.index(row, Column.SESSION).data() for row in range(model.rowCount())]
    for record in model.records:
        assert record.session.description in cells


def test_a_nul_that_another_program_has_stored_reaches_no_notification(
    open_app: Opened,
    controller: Controller,
    clock: SettableClock,
    sqlite_url: str,
    sent: list[Notification],
    look_away: Callable[[Application], None],
) -> None:
    controller.start_session(25, description="x")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file, file:
        file.execute("UPDATE focus_session SET description = ?", ["a\0b"])
    app = open_app()
    look_away(app)
    live(app, clock, 26)
    check(app)
    assert [one.message for one in sent if "\0" in one.message] == []
    assert "a�b" in sent[-1].message


def test_what_is_stored_stays_as_it_was_typed(app: Application, controller: Controller) -> None:
    text = TEXTS["bidi"].strip()
    app.plan.change(description=text)
    app.user_actions.start_as_planned()
    (session,) = controller.list_sessions(status=SessionStatus.ACTIVE)
    assert session.description == text
