"""Widgets without a screen, and a check that no test leaves a window behind."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.launch import Launch
from tests.bus_service import PrivateBus
from tests.conftest import SettableClock
from tests.notification_daemon import NotificationDaemon
from tests.portal import FakePortal

Opened = Callable[[], Application]

# Before pytest-qt makes its QApplication. The offscreen platform never has a tray.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a visible window fails."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.hide()
    assert left == []


@pytest.fixture
def controller(open_controller: Callable[[], Controller]) -> Iterator[Controller]:
    """Another door to the same store; its commits are seen, its announcements are not heard."""
    controller = open_controller()
    yield controller
    controller.close()


@pytest.fixture
def private_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """The session's bus, with nothing on it."""
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def daemon(private_bus: PrivateBus) -> Iterator[NotificationDaemon]:
    """A notification daemon that works until it is told to fail."""
    daemon = NotificationDaemon(private_bus.address, "body", "actions")
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture
def portal(private_bus: PrivateBus) -> Iterator[FakePortal]:
    """A desktop portal that grants what it is asked for."""
    portal = FakePortal(private_bus.address)
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def notified(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What would have gone to the notification daemon."""
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "focus_desktop.desktop.notifications.notifier.Notifier.notify",
        lambda _self, notification: sent.append((notification.title, notification.message)),
    )
    monkeypatch.setattr("focus_desktop.desktop.notifications.notifier.Notifier.prepare", lambda _self: None)
    return sent


@pytest.fixture
def withdrawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of what would have been taken back from the notification daemon."""
    titles: list[str] = []
    monkeypatch.setattr(
        "focus_desktop.desktop.notifications.notifier.Notifier.withdraw",
        lambda _self, notification: titles.append(notification.title),
    )
    return titles


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sound, int]]:
    """What would have been heard, and how loud."""
    heard: list[tuple[Sound, int]] = []
    monkeypatch.setattr(
        "focus_desktop.desktop.notifications.bell.Bell.ring",
        lambda _self, sound, volume: heard.append((sound, volume)),
    )
    return heard


@pytest.fixture
def open_app(
    qapp: QApplication,
    qtbot: QtBot,
    services: AppServices,
    notified: list[tuple[str, str]],
    rung: list[tuple[Sound, int]],
) -> Iterator[Opened]:
    """Opens the app, with the settings of the time before."""
    opened: list[Application] = []

    def open_app() -> Application:
        application = Application(qapp, services)
        opened.append(application)
        with qtbot.waitSignal(application.ready):
            application.show(Launch())
        return application

    yield open_app
    for application in opened:
        application.quit()
        application.window.hide()
        application.window.deleteLater()


def live(app: Application, clock: SettableClock, minutes: float) -> None:
    """Let time pass as it does for an app that is awake."""
    for _ in range(round(minutes * 3)):
        clock.advance(seconds=20)
        app.tick_timer.beat.emit()


@pytest.fixture
def app(open_app: Opened) -> Application:
    """The app, opened."""
    return open_app()


def work(app: Application, clock: SettableClock, minutes: float = 25) -> None:
    """Start what the form says, and live through it."""
    app.user_actions.start_as_chosen()
    live(app, clock, minutes)


def oversleep(app: Application, clock: SettableClock, minutes: float) -> None:
    """Let the computer sleep, and the app find that out."""
    clock.sleep(minutes=minutes)
    app.tick_timer.beat.emit()


def click(part: QWidget, text: str) -> None:
    """Press the first button with this text."""
    next(one for one in part.findChildren(QPushButton) if one.text() == text).click()
