"""Notifications on a real bus: each is delivered or undelivered, and nobody waits for either."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.notifications import notification_sender
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.system.async_thread import AsyncThread
from tests.bus_service import PrivateBus
from tests.notification_daemon import DISMISSED, EXPIRED, WITHDRAWN, NotificationDaemon

Heard = list[tuple[object, ...]]


def do_nothing() -> None:
    """What an action does whose work no test looks at."""


ACTIONS = (Action("break", "Start break", do_nothing), Action("more", "5 min more", do_nothing))
NOTIFICATION = Notification("Session complete", "25 min", ACTIONS)


@pytest.fixture
def heard(notifier: Notifier) -> Heard:
    """Everything that the notifier has signalled: which signal, which notification, which action."""
    heard: Heard = []
    for name in ("delivered", "undelivered", "clicked", "chosen", "dismissed"):
        getattr(notifier, name).connect(lambda *told, name=name: heard.append((name, *told)))
    return heard


def deliver(qtbot: QtBot, notifier: Notifier, notification: Notification = NOTIFICATION) -> None:
    with qtbot.waitSignal(notifier.delivered):
        notifier.notify(notification)


def fail(qtbot: QtBot, notifier: Notifier, notification: Notification = NOTIFICATION) -> None:
    with qtbot.waitSignal(notifier.undelivered) as told:
        notifier.notify(notification)
    assert told.args == [notification]


def settle(qtbot: QtBot, notifier: Notifier) -> None:
    """Return when what the daemon has said so far has been heard: its next answer comes after it."""
    deliver(qtbot, notifier, Notification("Settled", ""))


def test_equal_words_make_different_notifications() -> None:
    assert Notification("Session complete", "25 min") != Notification("Session complete", "25 min")


def test_a_notification_is_shown_with_its_actions(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    deliver(qtbot, notifier)
    (shown,) = daemon.shown
    assert (shown.title, shown.body) == ("Session complete", "25 min")
    assert shown.actions == {"default": "", "break": "Start break", "more": "5 min more"}
    assert heard == [("delivered", NOTIFICATION)]


@pytest.mark.parametrize(
    ("capabilities", "body"),
    [(("body",), "a < b & c"), (("body", "body-markup"), "a &lt; b &amp; c")],
)
def test_text_is_escaped_only_where_it_would_be_taken_for_markup(
    qtbot: QtBot, notifier: Notifier, private_bus: PrivateBus, capabilities: tuple[str, ...], body: str
) -> None:
    daemon = NotificationDaemon(private_bus.address, *capabilities)
    daemon.start()
    deliver(qtbot, notifier, Notification("<b>", "a < b & c"))
    assert (daemon.shown[0].title, daemon.shown[0].body) == ("<b>", body)
    daemon.stop()


def test_a_daemon_that_knows_no_buttons_gets_none(
    qtbot: QtBot, notifier: Notifier, private_bus: PrivateBus
) -> None:
    daemon = NotificationDaemon(private_bus.address, "body")
    daemon.start()
    deliver(qtbot, notifier)
    assert "break" not in daemon.shown[0].actions
    daemon.stop()


def test_a_choice_comes_back_with_the_notification_it_was_made_for(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    first, second = Notification("Same", "words", ACTIONS), Notification("Same", "words", ACTIONS)
    deliver(qtbot, notifier, first)
    deliver(qtbot, notifier, second)
    heard.clear()
    with qtbot.waitSignals([notifier.chosen, notifier.chosen]):
        daemon.invoke(daemon.shown[1].number, "more")
        daemon.close_notification(daemon.shown[1].number, DISMISSED)  # As daemons do after a choice.
        daemon.invoke(daemon.shown[0].number, "break")
    assert heard == [("chosen", second, "more"), ("chosen", first, "break")]


def test_actions_with_the_same_label_run_what_belongs_to_their_notification(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    ran: list[str] = []
    first, second = (
        Notification("Time is up", "25 min", (Action("extend", "5 min more", partial(ran.append, session)),))
        for session in ("first", "second")
    )
    deliver(qtbot, notifier, first)
    deliver(qtbot, notifier, second)
    with qtbot.waitSignal(notifier.chosen):
        daemon.invoke(2, "extend")
    assert ran == ["second"]
    with qtbot.waitSignal(notifier.chosen):
        daemon.invoke(1, "extend")
    assert ran == ["second", "first"]


def test_a_click_beside_the_buttons_is_told(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    deliver(qtbot, notifier)
    with qtbot.waitSignal(notifier.clicked) as told:
        daemon.invoke(1, "default")
    assert told.args == [NOTIFICATION]


def test_only_what_a_person_closes_is_dismissed(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    told = [Notification("Session complete", str(reason)) for reason in (EXPIRED, DISMISSED, WITHDRAWN, 4)]
    for notification in told:
        deliver(qtbot, notifier, notification)
    heard.clear()
    for reason in (EXPIRED, DISMISSED, WITHDRAWN, 4):
        daemon.close_notification(reason, reason)
    settle(qtbot, notifier)
    assert heard[:-1] == [("dismissed", told[1])]


def test_what_is_withdrawn_is_taken_away_even_while_it_is_on_its_way(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    daemon.pause = 0.05
    notifier.notify(NOTIFICATION)
    notifier.withdraw(NOTIFICATION)
    qtbot.waitUntil(lambda: daemon.withdrawn == [1])
    assert heard == [("delivered", NOTIFICATION)]


def test_a_handle_withdraws_exactly_its_own_notification(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    handles = []
    for _ in range(3):
        with qtbot.waitSignal(notifier.delivered):
            handles.append(notifier.notify(Notification("Same", "words")))
    handles[1].withdraw()
    settle(qtbot, notifier)
    assert daemon.withdrawn == [2]
    handles[1].withdraw()  # It is gone already.
    handles[0].withdraw()
    settle(qtbot, notifier)
    assert daemon.withdrawn == [2, 1]


def test_withdrawing_what_was_never_shown_does_no_harm(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    notifier.withdraw(NOTIFICATION)
    settle(qtbot, notifier)
    assert daemon.withdrawn == []


def no_bus(private_bus: PrivateBus, _daemon: NotificationDaemon) -> None:
    private_bus.end()


def absent(_private_bus: PrivateBus, daemon: NotificationDaemon) -> None:
    daemon.stop()


def dies_at(call: str, _private_bus: PrivateBus, daemon: NotificationDaemon) -> None:
    daemon.dies_at = call


def hangs_at(call: str, _private_bus: PrivateBus, daemon: NotificationDaemon) -> None:
    daemon.hangs_at = call


FAILURES = {
    "no bus": no_bus,
    "absent": absent,
    **{f"dies at {call}": partial(dies_at, call) for call in ("Introspect", "GetCapabilities", "Notify")},
    **{f"hangs at {call}": partial(hangs_at, call) for call in ("Introspect", "GetCapabilities", "Notify")},
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES.keys())
@pytest.mark.parametrize("is_met", [False, True], ids=["new", "met before"])
def test_each_failure_ends_in_undelivered_and_nothing_else(
    qtbot: QtBot,
    notifier: Notifier,
    private_bus: PrivateBus,
    daemon: NotificationDaemon,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
    failure: Callable[[PrivateBus, NotificationDaemon], None],
    is_met: bool,
) -> None:
    if is_met:
        notifier.prepare()
        qtbot.waitUntil(lambda: daemon.calls.count("GetCapabilities") == 2)
    monkeypatch.setattr(notification_sender, "TIME_LIMIT", 0.3)
    failure(private_bus, daemon)
    if is_met and daemon.dies_at + daemon.hangs_at in {"Introspect", "GetCapabilities"}:
        daemon.restart()  # These are asked only of a daemon that has not been met.
    fail(qtbot, notifier)
    fail(qtbot, notifier, Notification("Session complete", "once more"))
    assert [told[0] for told in heard] == ["undelivered", "undelivered"]


def test_a_daemon_that_has_recovered_is_used_again(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notification_sender, "TIME_LIMIT", 0.3)
    daemon.hangs_at = "Notify"
    fail(qtbot, notifier)
    daemon.hangs_at = ""
    monkeypatch.setattr(notification_sender, "TIME_LIMIT", 10.0)
    deliver(qtbot, notifier)
    with qtbot.waitSignal(notifier.chosen):
        daemon.invoke(daemon.shown[-1].number, "break")


def test_a_restarted_daemon_is_found_and_its_reactions_are_heard(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    deliver(qtbot, notifier)
    daemon.restart()
    second = Notification("Session complete", "after the restart", ACTIONS)
    deliver(qtbot, notifier, second)
    with qtbot.waitSignal(notifier.chosen) as told:
        daemon.invoke(daemon.shown[-1].number, "more")
    assert told.args == [second, "more"]


def test_what_a_restarted_daemon_shows_for_others_is_not_taken_for_ours(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    deliver(qtbot, notifier)
    daemon.restart()  # It counts from 1 again: number 1 is another program's now.
    qtbot.wait(500)  # The news of the restart goes from the bus to the notifier's thread.
    daemon.close_notification(1, DISMISSED)
    notifier.withdraw(NOTIFICATION)
    settle(qtbot, notifier)
    assert [told[0] for told in heard] == ["delivered", "delivered"]
    assert daemon.withdrawn == []


def test_no_connection_is_left_behind_by_failures(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    daemon.stop()
    fail(qtbot, notifier)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        fail(qtbot, notifier)
    qtbot.waitUntil(lambda: len(list(Path("/proc/self/fd").iterdir())) <= before)


def test_without_the_library_each_notification_is_undelivered(
    qtbot: QtBot,
    notifier: Notifier,
    daemon: NotificationDaemon,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    for module in ("notification_sender", "notification_server"):  # Others have imported them already.
        monkeypatch.delitem(sys.modules, f"focus_desktop.desktop.notifications.{module}")
    notifier.prepare()
    first, second = Notification("Session complete", "25 min"), Notification("Break over", "")
    fail(qtbot, notifier, first)
    notifier.withdraw(first)
    fail(qtbot, notifier, second)
    assert heard == [("undelivered", first), ("undelivered", second)]
    notifier.close()
    assert daemon.calls == []


def test_preparing_without_a_daemon_does_no_harm(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    daemon.stop()
    notifier.prepare()
    fail(qtbot, notifier)


def test_closing_before_first_use_does_no_harm(qtbot: QtBot) -> None:
    background = AsyncThread()
    Notifier("Focus Desktop", Path("/nowhere.svg"), background).close()
    background.close()


def test_closing_while_the_daemon_hangs_does_not_wait_for_it(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon, heard: Heard
) -> None:
    daemon.hangs_at = "Notify"
    notifier.notify(NOTIFICATION)
    qtbot.waitUntil(lambda: "Notify" in daemon.calls)
    notifier.close()
    assert heard == []


def test_what_is_withdrawn_just_before_closing_is_taken_away(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    deliver(qtbot, notifier)
    notifier.withdraw(NOTIFICATION)
    notifier.close()
    assert daemon.withdrawn == [1]


def test_what_is_asked_after_closing_is_dropped(
    qtbot: QtBot, notifier: Notifier, daemon: NotificationDaemon
) -> None:
    deliver(qtbot, notifier)
    notifier.close()
    with qtbot.assertNotEmitted(notifier.delivered, wait=100):
        notifier.notify(NOTIFICATION)
        notifier.withdraw(NOTIFICATION)
        notifier.prepare()
    assert len(daemon.shown) == 1
