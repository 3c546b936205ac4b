"""Announcements reach the GUI thread in the order of the commits, whichever thread they were made on."""

import threading
from uuid import uuid4

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from focus_desktop.desktop import announcements as announcements_module
from focus_desktop.desktop.announcements import LONGEST_TURN_S, Announcements
from focus_desktop.model.changes import (
    ActiveSessionRead,
    Change,
    ChangedElsewhere,
    GapFound,
    QuestsChanged,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionRestored,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.focus_gap import FocusGap
from tests.desktop.records import NINE, record

SIGNALS = (
    *("active_session_read", "session_started", "session_ended", "session_changed", "session_deleted"),
    *("session_restored", "gap_found", "quests_changed", "changed_elsewhere"),
)
BURST = 2000
GAP = FocusGap(session_id=uuid4(), started_at=NINE, ended_at=NINE)


class Turns:
    """Counts what each turn of the event loop has handled, with a clock that only handling moves on."""

    def __init__(self, announcements: Announcements) -> None:
        self._now = 0.0
        self._handled = 0
        self.handled_by_turn: list[int] = []
        self._between = QTimer(announcements, interval=0)
        self._between.timeout.connect(self.end_turn)
        self._between.start()

    def monotonic(self) -> float:
        """Stands in for the module `time`."""
        return self._now

    def handle(self) -> None:
        """Take a thousandth of a second for a change."""
        self._now += 0.001
        self._handled += 1

    def end_turn(self) -> None:
        """The event loop has come round."""
        self.handled_by_turn.append(self._handled)
        self._handled = 0


def hear(announcements: Announcements) -> list[Change]:
    """Everything that is signalled from now on."""
    heard: list[Change] = []
    for name in SIGNALS:
        getattr(announcements, name).connect(heard.append)
    return heard


@pytest.mark.parametrize(
    ("change", "signal"),
    [
        (ActiveSessionRead(record()), "active_session_read"),
        (SessionStarted(record()), "session_started"),
        (SessionEnded(record()), "session_ended"),
        (SessionPaused(record()), "session_changed"),
        (SessionResumed(record()), "session_changed"),
        (SessionEdited(record()), "session_changed"),
        (SessionDeleted(uuid4()), "session_deleted"),
        (SessionRestored(record()), "session_restored"),
        (GapFound(record(), GAP), "gap_found"),
        (QuestsChanged(), "quests_changed"),
        (ChangedElsewhere(), "changed_elsewhere"),
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


def test_a_change_made_on_the_gui_thread_waits_for_its_turn(qtbot: QtBot) -> None:
    announcements = Announcements()
    heard = hear(announcements)
    announcements.announce(QuestsChanged())
    assert heard == []
    qtbot.waitUntil(lambda: heard == [QuestsChanged()])


def test_changes_from_two_threads_arrive_in_the_order_in_which_they_were_announced(qtbot: QtBot) -> None:
    announcements = Announcements()
    heard = hear(announcements)
    announced: list[Change] = []
    commit = threading.Lock()
    kinds = (SessionDeleted, lambda _: SessionStarted(record()), lambda _: ChangedElsewhere())

    def work() -> None:
        for number in range(BURST // 2):
            change = kinds[number % len(kinds)](uuid4())
            with commit:  # As commits to one store are.
                announced.append(change)
                announcements.announce(change)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(heard) == BURST)
    for thread in threads:
        thread.join()
    assert all(one is other for one, other in zip(heard, announced, strict=True))


def test_a_change_that_is_announced_by_what_hears_another_comes_after_those_that_wait(qtbot: QtBot) -> None:
    announcements = Announcements()
    heard = hear(announcements)
    first, second, third = (SessionDeleted(uuid4()) for _ in range(3))
    announcements.session_deleted.connect(
        lambda change: announcements.announce(third) if change is first else None
    )
    announcements.announce(first)
    announcements.announce(second)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [first, second, third]


def test_the_event_loop_comes_round_during_a_burst(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    announcements = Announcements()
    turns = Turns(announcements)
    monkeypatch.setattr(announcements_module, "time", turns)
    heard = hear(announcements)
    announcements.session_deleted.connect(turns.handle)
    burst = [SessionDeleted(uuid4()) for _ in range(BURST)]
    for change in burst:
        announcements.announce(change)
    qtbot.waitUntil(lambda: len(heard) == BURST)
    turns.end_turn()
    assert heard == burst
    assert sum(turns.handled_by_turn) == BURST
    assert max(turns.handled_by_turn) <= LONGEST_TURN_S * 1000 + 1


def test_what_comes_after_the_end_is_not_passed_on(qtbot: QtBot) -> None:
    announcements = Announcements()
    with qtbot.assertNotEmitted(announcements.quests_changed, wait=50):
        announcements.announce(QuestsChanged())
        announcements.close()
        announcements.announce(QuestsChanged())
