"""A message that no notification server takes comes to the window, with its actions, unless it is over."""

import gc
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.notifications import notification_sender
from focus_desktop.desktop.notifications.message_router import MessageRouter
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
from focus_desktop.desktop.tray.tray_icon import TrayIcon
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.history.history_page import HistoryPage
from focus_desktop.desktop.window.main_window import MainWindow
from focus_desktop.desktop.window.quests.quests_page import QuestsPage
from focus_desktop.desktop.window.statistics.statistics_page import StatisticsPage
from tests.conftest import SettableClock
from tests.notification_daemon import NotificationDaemon


@pytest.fixture
def window(qtbot: QtBot, clock: SettableClock) -> Iterator[MainWindow]:
    """Not shown yet."""
    panel = SessionPanel(SessionPlan(PlannedSession()), clock.now())
    window = MainWindow(panel, HistoryPage(clock.read), QuestsPage(), StatisticsPage())
    window.complete()
    qtbot.addWidget(window)
    yield window
    window.hide()


@pytest.fixture
def messages(qapp: QApplication, qtbot: QtBot, window: MainWindow, notifier: Notifier) -> MessageRouter:
    """Without a tray, as the offscreen platform has none."""
    tray = TrayIcon(window)
    qtbot.addWidget(tray.menu)
    return MessageRouter(qapp, window, tray, notifier)


def banner(window: MainWindow) -> list[str]:
    """What it shows; empty while it is hidden."""
    shown = window.banner
    return [] if shown.isHidden() else [shown.accessibleName(), shown.accessibleDescription()]


def test_a_window_that_can_be_seen_shows_the_message_itself(
    messages: MessageRouter, window: MainWindow, daemon: NotificationDaemon
) -> None:
    window.show()
    messages.tell("Milestone", "One hour of focus today.")
    assert banner(window) == ["Milestone", "One hour of focus today."]
    assert daemon.calls == []


def test_while_the_window_is_hidden_the_message_is_a_notification_that_can_be_withdrawn(
    qtbot: QtBot, messages: MessageRouter, window: MainWindow, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    with qtbot.waitSignals([notifier.delivered, notifier.delivered]):
        kept, withdrawn = messages.tell("Kept", ""), messages.tell("Withdrawn", "")
    assert [shown.title for shown in daemon.shown] == ["Kept", "Withdrawn"]
    assert banner(window) == []
    withdrawn.withdraw()
    qtbot.waitUntil(lambda: daemon.withdrawn == [2])
    kept.withdraw()
    qtbot.waitUntil(lambda: daemon.withdrawn == [2, 1])


def test_what_no_server_takes_is_told_in_the_window_with_its_actions(
    qtbot: QtBot, messages: MessageRouter, window: MainWindow, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    daemon.stop()
    ran: list[str] = []
    with qtbot.waitSignal(notifier.undelivered):
        messages.notify("Trouble", "Locked.", [Action("again", "Try again", partial(ran.append, "again"))])
    assert banner(window) == ["Trouble", "Locked."]
    (again,) = [one for one in window.banner.findChildren(QPushButton) if one.text() == "Try again"]
    again.click()
    assert ran == ["again"]
    assert banner(window) == []


def test_what_came_to_the_window_instead_is_withdrawn_there(
    qtbot: QtBot, messages: MessageRouter, window: MainWindow, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    daemon.stop()
    with qtbot.waitSignal(notifier.undelivered):
        message = messages.notify("Trouble", "Locked.")
    message.withdraw()
    assert banner(window) == []


def test_a_message_that_was_withdrawn_before_its_delivery_failed_is_not_told_any_more(
    qtbot: QtBot,
    messages: MessageRouter,
    window: MainWindow,
    notifier: Notifier,
    daemon: NotificationDaemon,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notification_sender, "TIME_LIMIT", 0.3)
    daemon.hangs_at = "Notify"
    with qtbot.waitSignal(notifier.undelivered):
        messages.notify("Trouble", "Locked.").withdraw()
    assert banner(window) == []


def test_a_brief_message_goes_away_and_takes_no_other_one_along(
    qtbot: QtBot, window: MainWindow, messages: MessageRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus_desktop.desktop.notifications.message_router.BRIEF_MS", 30)
    window.show()
    for number in range(20):
        messages.tell_briefly("Table copied", f"#{number}")
    gc.collect()
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    messages.tell_briefly("Table copied", "")
    messages.tell("Picture saved", "")
    qtbot.wait(100)
    assert window.banner.accessibleName() == "Picture saved"


def test_a_brief_message_ends_with_its_window(window: MainWindow, messages: MessageRouter) -> None:
    assert messages._brief_end.parent() is window
