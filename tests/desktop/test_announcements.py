"""Announcements reach the GUI thread, whichever thread they were made on."""

import threading
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.announcements import Announcements
from focus_desktop.model.changes import (
    Change,
    QuestsChanged,
    SessionDeleted,
    SessionEnded,
    SessionStarted,
)
from tests.desktop.records import record


@pytest.mark.parametrize(
    ("change", "signal"),
    [
        (SessionStarted(record()), "session_started"),
        (SessionEnded(record()), "session_ended"),
        (SessionDeleted(uuid4()), "session_deleted"),
    ],
)
def test_each_change_has_its_signal(qtbot: QtBot, change: Change, signal: str) -> None:
    announcements = Announcements()
    with qtbot.waitSignal(getattr(announcements, signal)) as heard:
        announcements.announce(change)
    assert heard.args == [change]


def test_a_change_made_on_another_thread_is_heard_on_the_gui_thread(qtbot: QtBot) -> None:
    announcements = Announcements()
    heard_on: list[threading.Thread] = []
    announcements.quests_changed.connect(lambda: heard_on.append(threading.current_thread()))
    worker = threading.Thread(target=lambda: announcements.announce(QuestsChanged()))
    worker.start()
    worker.join()
    assert heard_on == []
    qtbot.waitUntil(lambda: bool(heard_on))
    assert heard_on == [threading.main_thread()]
