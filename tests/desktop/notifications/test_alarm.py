"""An alert reaches a person: by a notification, else by a sound and a strip on the screen."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop import paths
from focus_desktop.desktop.notifications import notification_sender
from focus_desktop.desktop.notifications.alarm import Alarm
from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Action, Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from tests.notification_daemon import DISMISSED, EXPIRED, NotificationDaemon

NOTIFICATION = Notification(
    "Session complete", "25 min", (Action("break", "Start break"), Action("more", "5 min more"))
)
SOON_S, NEVER_S = 0.05, 600.0


class Scene:
    """An alarm, what it works with, and what it has done."""

    def __init__(self, **limits: float) -> None:
        self.notifier = Notifier("Focus Desktop", paths.resource("icons/focus-desktop.svg"))
        self.strip = AlertStrip()
        limits = {"reaction_s": NEVER_S, "strip_after_s": NEVER_S, "repeat_s": NEVER_S} | limits
        self.alarm = Alarm(self.notifier, self.strip, **limits)
        self.rings = 0

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
        self.notifier.close()
        for one in (self.alarm, self.notifier, self.strip):
            one.deleteLater()


@pytest.fixture
def scene() -> Iterator[Callable[..., Scene]]:
    """Sets a scene, with the time limits that matter to it; the others are never reached."""
    scenes: list[Scene] = []

    def set_scene(**limits: float) -> Scene:
        scenes.append(Scene(**limits))
        return scenes[-1]

    yield set_scene
    for one in scenes:
        one.close()


def raise_delivered(qtbot: QtBot, here: Scene, *, repeat: bool = False) -> None:
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=repeat)


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
        here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=False)
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
    here.alarm.raise_alarm(NOTIFICATION, lambda: seen_at_ring.append(here.strip.isVisible()), repeat=False)
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
    monkeypatch.setattr(here.notifier, "notify", lambda notification: None)
    here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=False)
    qtbot.waitUntil(here.strip.isVisible)
    assert here.rings == 1


def test_it_rings_again_until_somebody_knows_if_it_is_to_repeat(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    here = scene(repeat_s=SOON_S)
    daemon.stop()
    here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=True)
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
    here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=False)
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
        here.alarm.raise_alarm(NOTIFICATION, broken, repeat=False)
        qtbot.waitUntil(here.strip.isVisible)
    assert [str(error[1]) for error in errors] == ["no sound"]


def click(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.invoke(1, "default")


def choose(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.invoke(1, "more")


def dismiss(daemon: NotificationDaemon, _: Scene) -> None:
    daemon.close_notification(1, DISMISSED)


@pytest.mark.parametrize(
    ("react", "signal", "told"),
    [(click, "opened", []), (choose, "chosen", ["more"]), (dismiss, "dismissed", [])],
)
def test_a_reaction_to_the_notification_ends_it(
    qtbot: QtBot,
    scene: Callable[..., Scene],
    daemon: NotificationDaemon,
    react: Callable[[NotificationDaemon, Scene], None],
    signal: str,
    told: list[str],
) -> None:
    here = scene()
    raise_delivered(qtbot, here, repeat=True)
    with qtbot.waitSignal(getattr(here.alarm, signal)) as reaction:
        react(daemon, here)
    assert reaction.args == told
    assert here.is_at_rest()
    assert here.rings == 0


@pytest.mark.parametrize(
    ("label", "signal", "told"), [("5 min more", "chosen", ["more"]), ("Dismiss", "dismissed", [])]
)
def test_an_answer_in_the_strip_ends_it_and_withdraws_the_notification(
    qtbot: QtBot,
    scene: Callable[..., Scene],
    daemon: NotificationDaemon,
    label: str,
    signal: str,
    told: list[str],
) -> None:
    here = scene(reaction_s=SOON_S, strip_after_s=SOON_S, repeat_s=NEVER_S)
    here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=True)
    qtbot.waitUntil(here.strip.isVisible)
    (button,) = [one for one in here.strip.findChildren(QPushButton) if one.text() == label]
    with qtbot.waitSignal(getattr(here.alarm, signal)) as answer:
        button.click()
    assert answer.args == told
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
    second = Notification("Break over", "Back to work", (Action("start", "Start"),))
    with qtbot.waitSignal(here.notifier.delivered):
        here.alarm.raise_alarm(second, here.ring, repeat=False)
    qtbot.waitUntil(lambda: daemon.withdrawn == [1])
    here.notifier.undelivered.emit(NOTIFICATION)  # Late words about the first concern nobody any more.
    here.notifier.chosen.emit(NOTIFICATION, "break")
    assert here.rings == 0
    assert not here.strip.isVisible()
    with qtbot.waitSignal(here.alarm.chosen) as told:
        daemon.invoke(2, "start")
    assert told.args == ["start"]


def test_acknowledged_it_is_at_rest(
    qtbot: QtBot, scene: Callable[..., Scene], daemon: NotificationDaemon
) -> None:
    daemon.stop()
    here = scene()
    here.alarm.raise_alarm(NOTIFICATION, here.ring, repeat=True)
    qtbot.waitUntil(here.strip.isVisible)
    here.alarm.acknowledge()
    assert here.is_at_rest()
