"""An alert reaches a person: by a notification, else by a sound and a strip on the screen."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.notifications import notification_sender
from focus_desktop.desktop.notifications.alarm import Alarm
from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from tests.notification_daemon import DISMISSED, EXPIRED, NotificationDaemon

SOON_S, NEVER_S = 0.05, 600.0


class Scene:
    """An alarm, what it works with, and what it has done."""

    def __init__(self, notifier: Notifier, **limits: float) -> None:
        self.notifier = notifier
        self.strip = AlertStrip()
        limits = {"reaction_s": NEVER_S, "strip_after_s": NEVER_S, "repeat_s": NEVER_S} | limits
        self.alarm = Alarm(self.notifier, self.strip, **limits)
        self.rings = 0
        self.ran: list[str] = []
        """The actions that were run, and the signals that the alarm has emitted."""
        self.was_at_rest: list[bool] = []
        """Whether nothing belonged to the alert any more, each time that something was added to `ran`."""
        self.alarm.opened.connect(partial(self.remember, "opened"))
        self.alarm.dismissed.connect(partial(self.remember, "dismissed"))
        self.notification = Notification(
            "Session complete",
            "25 min",
            (self.action("break", "Start break"), self.action("more", "5 min more")),
        )

    def action(self, ident: str, label: str) -> Action:
        """One that is remembered when it is run."""
        return Action(ident, label, partial(self.remember, ident))

    def remember(self, what: str) -> None:
        """Remember that something was run, or signalled."""
        self.ran.append(what)
        self.was_at_rest.append(self.is_at_rest())

    def ring(self) -> None:
        """Count it."""
        self.rings += 1

    def is_at_rest(self) -> bool:
        """Whether nothing is seen and no timer runs."""
        timers = self.alarm.findChildren(QTimer)
        return not self.strip.isVisible() and not any(timer.isActive() for timer in timers)

    def close(self) -> None:
        """End everything."""
        self.alarm.acknowledge()
        for one in (self.alarm, self.strip):
            one.deleteLater()


@pytest.fixture
def scene(notifier: Notifier) -> Iterator[Callable[..., Scene]]:
    """Sets a scene, with the time limits that matter to it; the others are never reached."""
    scenes: list[Scene] = []

    def set_scene(**limits: float) -> Scene:
        scenes.append(Scene(notifier, **limits))
        return scenes[-1]

    yield set_scene
    for one in scenes:
        one.close()


def raise_delivered(qtbot: QtBot, here: Scene, *, repeat: bool = False) -> None:
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(here.notification, here.ring, repeat=repeat)


def absent(daemon: NotificationDaemon) -> None:
    daemon.stop()


def dies(daemon: NotificationDaemon) -> None:
    daemon.dies_at = "Notify"
    daemon.pause = 0.1


def hangs(daemon: NotificationDaemon) -> None:
    daemon.hangs_at = "Notify"


@pytest.mark.parametrize("failure", [absent, dies, hangs])
def test_what_cannot_be_delivered_rings_and_is_shown_at_once_and_the_window_stays_alive(
    qtbot: QtBot,
    scene: Callable[..., Scene],
    daemon: NotificationDaemon,
    monkeypatch: pytest.MonkeyPatch,
    failure: Callable[[NotificationDaemon], None],
) -> None:
    monkeypatch.setattr(notification_sender, "TIME_LIMIT", 1.0)
    failure(daemon)
    here = scene()
    ticks: list[bool] = []  # Whether there was an answer yet, each time that the event loop came round.
    ticking = QTimer(here.alarm, interval=5)
    ticking.timeout.connect(lambda: ticks.append(here.strip.isVisible()))
    ticking.start()
    with qtbot.waitSignal(here.notifier.undelivered):
        here.alarm.raise_alarm(here.notification, here.ring, repeat=False)
        assert not here.strip.isVisible()  # The answer is not waited for.
    ticking.stop()
    assert here.strip.isVisible()
    assert here.rings == 1
    if failure is not absent:  # The bus itself says at once that nobody is there.
        assert ticks.count(False) >= 5


def test_a_restarted_daemon_is_no_failure(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene()
    raise_delivered(qtbot, here)
    daemon.restart()
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(Notification("Break over", ""), here.ring, repeat=False)
    assert (here.rings, here.strip.isVisible()) == (0, False)


def test_nobody_reacts_so_it_rings_and_then_shows_the_strip(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene(reaction_s=SOON_S, strip_after_s=SOON_S)
    seen_at_ring: list[bool] = []
    here.alarm.raise_alarm(
        here.notification, lambda: seen_at_ring.append(here.strip.isVisible()), repeat=False
    )
    qtbot.waitUntil(here.strip.isVisible)
    qtbot.wait(200)
    assert seen_at_ring == [False]


def test_expiry_is_no_reaction(qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon) -> None:
    here = scene(reaction_s=0.3, strip_after_s=SOON_S)
    raise_delivered(qtbot, here)
    daemon.close_notification(1, EXPIRED)
    qtbot.waitUntil(here.strip.isVisible)
    assert here.rings == 1


def test_a_daemon_that_dies_before_anybody_reacted_loses_nothing(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene(reaction_s=0.3, strip_after_s=SOON_S)
    raise_delivered(qtbot, here)
    daemon.stop()
    qtbot.waitUntil(here.strip.isVisible)
    assert here.rings == 1


def test_without_any_word_of_the_notification_it_rings_all_the_same(
    qtbot: QtBot, scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = scene(reaction_s=SOON_S, strip_after_s=SOON_S)
    monkeypatch.setattr(here.notifier, "notify", lambda _notification: None)
    here.alarm.raise_alarm(here.notification, here.ring, repeat=False)
    qtbot.waitUntil(here.strip.isVisible)
    assert here.rings == 1


def test_it_rings_again_until_somebody_knows_if_it_is_to_repeat(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene(repeat_s=SOON_S)
    daemon.stop()
    here.alarm.raise_alarm(here.notification, here.ring, repeat=True)
    qtbot.waitUntil(lambda: here.rings >= 3)
    assert here.strip.isVisible()
    here.alarm.acknowledge()
    rings = here.rings
    qtbot.wait(200)
    assert here.rings == rings


def test_it_rings_once_if_it_is_not_to_repeat(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene(reaction_s=0.3, repeat_s=SOON_S)
    daemon.stop()
    here.alarm.raise_alarm(here.notification, here.ring, repeat=False)
    qtbot.waitUntil(lambda: here.rings == 1)
    qtbot.wait(500)
    assert here.rings == 1


def test_a_bell_that_fails_does_not_keep_the_strip_away(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    def broken() -> None:
        raise OSError("no sound")

    here = scene(reaction_s=SOON_S, strip_after_s=SOON_S)
    with qtbot.captureExceptions() as errors:
        here.alarm.raise_alarm(here.notification, broken, repeat=False)
        qtbot.waitUntil(here.strip.isVisible)
    assert [str(error[1]) for error in errors] == ["no sound"]


def click(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.invoke(1, "default")


def choose(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.invoke(1, "more")


def dismiss(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.close_notification(1, DISMISSED)


@pytest.mark.parametrize(("react", "ran"), [(click, "opened"), (choose, "more"), (dismiss, "dismissed")])
def test_a_reaction_to_the_notification_ends_the_alert_first_and_is_then_told_or_run(
    qtbot: QtBot,
    scene: Callable[..., Scene],
    daemon: NotificationDaemon,
    react: Callable[[NotificationDaemon, Scene], None],
    ran: str,
) -> None:
    here = scene()
    raise_delivered(qtbot, here, repeat=True)
    react(daemon, here)
    qtbot.waitUntil(lambda: bool(here.ran))
    assert (here.ran, here.was_at_rest) == ([ran], [True])
    assert here.alarm.notification is None
    assert here.is_at_rest()
    assert here.rings == 0


@pytest.mark.parametrize(("label", "ran"), [("5 min more", "more"), ("Dismiss", "dismissed")])
def test_an_answer_in_the_strip_ends_the_alert_and_withdraws_the_notification(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon, label: str, ran: str
) -> None:
    here = scene(reaction_s=SOON_S, strip_after_s=SOON_S, repeat_s=NEVER_S)
    here.alarm.raise_alarm(here.notification, here.ring, repeat=True)
    qtbot.waitUntil(here.strip.isVisible)
    (button,) = [one for one in here.strip.findChildren(QPushButton) if one.text() == label]
    button.click()
    assert (here.ran, here.was_at_rest) == ([ran], [True])
    assert here.alarm.notification is None
    assert here.is_at_rest()
    qtbot.waitUntil(lambda: daemon.withdrawn == [1])


def test_what_a_person_does_elsewhere_acknowledges_it(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene()
    here.alarm.acknowledge()  # There is nothing yet.
    raise_delivered(qtbot, here)
    here.alarm.acknowledge()
    assert here.is_at_rest()
    qtbot.waitUntil(lambda: daemon.withdrawn == [1])


def test_a_new_alert_takes_the_place_of_the_one_before(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene()
    raise_delivered(qtbot, here)
    second = Notification("Break over", "Back to work", (here.action("start", "Start"),))
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(second, here.ring, repeat=False)
    qtbot.waitUntil(lambda: daemon.withdrawn == [1])
    here.notifier.undelivered.emit(here.notification)
    assert here.rings == 0
    assert not here.strip.isVisible()
    daemon.invoke(2, "start")
    qtbot.waitUntil(lambda: here.ran == ["start"])


def test_a_late_reaction_to_an_alert_that_is_over_does_nothing(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene()
    raise_delivered(qtbot, here)
    first = here.alarm.notification
    following = Notification("Break over", "Back to work", (here.action("start", "Start"),))
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(following, here.ring, repeat=False)
    second = here.alarm.notification
    here.notifier.chosen.emit(first, "break")  # The person was faster than the daemon that closes it.
    here.notifier.clicked.emit(first)
    here.notifier.dismissed.emit(first)
    assert here.ran == []
    assert here.alarm.notification is second
    here.alarm.acknowledge()
    here.notifier.chosen.emit(second, "start")
    assert here.ran == []


def test_acknowledged_it_is_at_rest(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    daemon.stop()
    here = scene()
    here.alarm.raise_alarm(here.notification, here.ring, repeat=True)
    qtbot.waitUntil(here.strip.isVisible)
    here.alarm.acknowledge()
    assert here.is_at_rest()
