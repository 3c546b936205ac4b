"""Widgets without a screen, and a check that no test leaves a window behind."""

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from focus_desktop import language
from focus_desktop.app_services import AppServices
from focus_desktop.controller import Controller
from focus_desktop.desktop import refresh, store_thread
from focus_desktop.desktop.announcements import Announcements
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notifier import NotificationHandle, Notifier
from focus_desktop.desktop.store_thread import StoreThread
from focus_desktop.desktop.window import next_turn
from focus_desktop.launch import Launch
from focus_desktop.model.status import SessionStatus
from tests.bus_service import PrivateBus
from tests.conftest import SettableClock
from tests.notification_daemon import NotificationDaemon
from tests.portal import FakePortal


class Opened(Protocol):
    """Opens the app; `can_be_used` tells whether its store can."""

    def __call__(self, *, can_be_used: bool = True) -> Application: ...


Told = list[tuple[str, str]]
PATIENCE_S = 20.0

# On a busy machine what is waited for may come after pytest-qt's five seconds.
for wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil):
    wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": round(PATIENCE_S * 1000)}

# Before pytest-qt makes its QApplication. The offscreen platform never has a tray.
os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """A test that leaves a visible window fails."""
    gc.disable()  # As in the app: on the store's thread it would destroy Qt objects.
    yield
    gc.collect(1)
    gc.enable()
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
def notified() -> Told:
    """The titles and messages of what would have gone to the notification server."""
    return []


@pytest.fixture
def sent(notified: Told, monkeypatch: pytest.MonkeyPatch) -> list[Notification]:
    """What would have gone to the notification server."""
    sent: list[Notification] = []
    notify = Notifier.notify

    def remember(notifier: Notifier, notification: Notification) -> NotificationHandle:
        sent.append(notification)
        notified.append((notification.title, notification.message))
        return notify(notifier, notification)

    monkeypatch.setattr(Notifier, "notify", remember)
    monkeypatch.setattr(Notifier, "_run", lambda _notifier, _work: None)
    return sent


@pytest.fixture
def withdrawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of what would have been taken back from the notification server."""
    titles: list[str] = []
    withdraw = Notifier.withdraw

    def remember(notifier: Notifier, notification: Notification) -> None:
        titles.append(notification.title)
        withdraw(notifier, notification)

    monkeypatch.setattr(Notifier, "withdraw", remember)
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


@pytest.fixture(autouse=True)
def answers_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store's thread is real, but what it is asked for is settled before the asking line ends.

    So is what the window leaves for the next turn of the event loop.

    A test marked `asynchronous` sees answers come later, as people do.
    """
    if "asynchronous" in request.keywords:
        return
    ask, answer = StoreThread._ask, StoreThread._answer

    def drain(store: StoreThread) -> None:
        announcements = getattr(store._on_change, "__self__", None)
        assert isinstance(announcements, Announcements)
        while announcements._queue:  # It leaves the rest of a long turn to the next one.
            announcements._drain()

    def drain_and_answer(store: StoreThread, call: Any) -> None:
        drain(store)  # What a call has changed is announced before its answer comes.
        answer(store, call)

    def ask_and_settle(store: StoreThread, call: Any, queue: Any) -> None:
        ask(store, call, queue)
        deadline = time.monotonic() + PATIENCE_S
        # Not until all are answered: this may be asked on a change that comes before the answer to another.
        while call in store._unanswered and time.monotonic() < deadline:
            drain(store)
            QCoreApplication.sendPostedEvents(store, QEvent.Type.MetaCall)
            time.sleep(0.0005)

    monkeypatch.setattr(next_turn, "call_next", lambda _owner, act: act())
    monkeypatch.setattr(refresh, "AT_ONCE", sys.maxsize)  # What changes often would be read again later.
    monkeypatch.setattr(StoreThread, "_ask", ask_and_settle)
    monkeypatch.setattr(StoreThread, "_answer", drain_and_answer)
    # A busy disk keeps SQLite's lock for longer than the app would wait before it tries again.
    monkeypatch.setattr(store_thread, "LOCK_LIMIT_S", PATIENCE_S)


@pytest.fixture(autouse=True)
def usual_appearance(qapp: QApplication) -> Iterator[None]:
    """After a test, texts have the size and look that they had before any app was opened."""
    font = QFont(qapp.font())
    yield
    if qapp.styleSheet():
        qapp.setStyleSheet("")
    if qapp.font() != font:
        qapp.setFont(font)


@pytest.fixture
def choose_language() -> Iterator[Callable[[str], None]]:
    """Chooses a language; after the test it is English again, also if the test has failed."""
    yield lambda name: language.choose([name])
    language.choose([])


@pytest.fixture
def open_app(
    qapp: QApplication,
    qtbot: QtBot,
    services: AppServices,
    sent: list[Notification],
    rung: list[tuple[Sound, int]],
) -> Iterator[Opened]:
    """Opens the app, with the settings of the time before."""
    opened: list[Application] = []

    def open_app(*, can_be_used: bool = True) -> Application:
        application = Application(qapp, services)
        opened.append(application)
        with qtbot.waitSignal(application.ready if can_be_used else application.failed):
            application.show(Launch())
        application.history.fill()  # As if somebody had seen the page.
        return application

    yield open_app
    for application in opened:
        application.quit()
        application.window.hide()
        application.window.deleteLater()
        _close_sockets(application)


def _close_sockets(app: Application) -> None:
    """Close what otherwise ends with the process, which can wait for no more than 1,024 files."""
    if app._termination is not None:
        app._termination.stop()
        signal.set_wakeup_fd(-1)
        app._termination._reader.close()
        app._termination._writer.close()


def live(app: Application, clock: SettableClock, minutes: float) -> None:
    """Let time pass as it does for an app that is awake."""
    for _ in range(round(minutes * 3)):
        clock.advance(seconds=20)
        app.tick_timer.ticked.emit()


@pytest.fixture
def look_away(qtbot: QtBot) -> Iterator[Callable[[Application], None]]:
    """Makes another window the active one, as a person does who works elsewhere; the app's can be seen."""
    others: list[QWidget] = []

    def look_away(app: Application) -> None:
        others.append(QWidget())
        others[-1].show()
        others[-1].activateWindow()
        qtbot.waitUntil(lambda: not app.window.isActiveWindow())
        assert app.window.is_watched

    yield look_away
    for other in others:
        other.close()
        other.deleteLater()


@pytest.fixture
def working_elsewhere(app: Application, look_away: Callable[[Application], None]) -> None:
    """The app's window can be seen, but another window is the active one."""
    look_away(app)


@pytest.fixture
def app(open_app: Opened) -> Application:
    """The app, opened."""
    return open_app()


def work(app: Application, clock: SettableClock, minutes: float = 25) -> None:
    """Start what the form says, and live through it."""
    app.user_actions.start_as_planned()
    live(app, clock, minutes)


def complete_after(
    controller: Controller, clock: SettableClock, minutes: int, quest: UUID | None = None
) -> None:
    """Live through a session that is completed after so many of fifty minutes."""
    session = controller.start_session(50, quest)
    clock.advance(minutes=minutes)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)


def oversleep(app: Application, clock: SettableClock, minutes: float) -> None:
    """Let the computer sleep, and the app find that out."""
    clock.sleep(minutes=minutes)
    app.tick_timer.ticked.emit()


def hear(app: Application) -> None:
    """Let the app handle what was done in its process, as by its local API."""
    app.announcements._drain()


def press(app: Application, label: str) -> None:
    """A button of the notification that alarms just now."""
    notification = app.alarm.notification
    assert notification is not None
    next(action for action in notification.actions if action.label == label).run()


def banner(app: Application) -> list[str]:
    """Title and message of the notice in the window; empty if there is none."""
    shown = app.window.banner
    return [shown.accessibleName(), shown.accessibleDescription()] if shown.isVisible() else []


def click(part: QWidget, text: str) -> None:
    """Press the first button with this text."""
    next(one for one in part.findChildren(QPushButton) if one.text() == text).click()
