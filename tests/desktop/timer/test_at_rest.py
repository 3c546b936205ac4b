"""What a second costs while a session runs: what is painted, what is set, and when the app wakes at all."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop.desktop.garbage_collector import GarbageCollector
from focus_desktop.desktop.timer.tick_timer import LONGEST_IDLE_INTERVAL, LONGEST_INTERVAL
from focus_desktop.desktop.window.mini.ring_button import RingButton
from focus_desktop.timer_display import session_display
from tests.bus_service import PrivateBus
from tests.desktop.conftest import live, work
from tests.desktop.seen import differences, on_the_screen
from tests.power_services import PowerProfiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

MOVED = 50
"""Pixels."""
SECONDS, MINUTES = Qt.TimerType.PreciseTimer, Qt.TimerType.VeryCoarseTimer


class Spy(QObject):
    """Notes what is painted in each widget, and the other events of some types."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: dict[QWidget, QRegion] = {}
        self.changed: list[tuple[QObject, QEvent.Type]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            self.painted[watched] = self.painted.get(watched, QRegion()).united(event.region())
        elif event.type() in {QEvent.Type.WindowTitleChange, QEvent.Type.ToolTipChange}:
            self.changed.append((watched, event.type()))
        return False


@pytest.fixture
def spy(qapp: QApplication) -> Iterator[Spy]:
    spy = Spy()
    qapp.installEventFilter(spy)
    yield spy
    qapp.removeEventFilter(spy)


def settle(app: Application, spy: Spy) -> None:
    app.session_panel.build_pages()  # Now, and not in the middle of what is looked at.
    for _ in range(5):
        QApplication.processEvents()
    spy.painted.clear()
    spy.changed.clear()


def tick(app: Application, clock: SettableClock, seconds: float = 1) -> None:
    clock.advance(seconds=seconds)
    app.tick_timer.ticked.emit()
    QApplication.processEvents()


def area(region: QRegion) -> int:
    rects: Iterable[QRect] = region  # type: ignore[assignment]  # the stub does not know that it is iterable
    return sum(rect.width() * rect.height() for rect in rects)


def test_a_second_paints_the_digits_and_the_end_of_the_ring_and_nothing_else(
    app: Application, clock: SettableClock, spy: Spy
) -> None:
    work(app, clock, 1)
    tick(app, clock)
    settle(app, spy)
    ring = app.session_panel.ring
    for _ in range(10):
        tick(app, clock)
        assert list(spy.painted) == [ring], spy.painted
        spy.painted[ring] &= QRegion(ring.rect())
        assert area(spy.painted[ring]) < ring.width() * ring.height() / 3
        spy.painted.clear()
    assert spy.changed == []


def test_each_second_shows_what_an_update_of_everything_would_show(
    app: Application, clock: SettableClock
) -> None:
    work(app, clock, 20)
    updated = Mock()
    app.timer.updated.connect(updated)
    for _ in range(200):
        tick(app, clock)
        record = app.timer.active
        assert record is not None
        assert app.session_panel.ring.display == session_display(record, record.time(clock.read()))
    assert 6 <= updated.call_count <= 12


def test_each_second_of_the_last_minute_is_looked_at_by_all(app: Application, clock: SettableClock) -> None:
    work(app, clock, 24)
    updated = Mock()
    app.timer.updated.connect(updated)
    for _ in range(59):
        tick(app, clock)
    assert updated.call_count == 59


def test_an_open_mini_window_shows_each_second(app: Application, clock: SettableClock) -> None:
    work(app, clock, 1)
    tick(app, clock)
    app.mini.open()
    for number in ("23:58", "23:57", "23:56"):
        tick(app, clock)
        assert app.mini._window is not None
        assert app.mini._window._display.number == number


def test_the_open_menu_of_the_tray_shows_each_second(app: Application, clock: SettableClock) -> None:
    work(app, clock, 1)
    tick(app, clock)
    app.tray._set_watched(watched=True)
    for number in ("23:58", "23:57", "23:56"):
        tick(app, clock)
        assert number in app.tray._header.text()


@pytest.mark.parametrize("percent", [100, 125])
@pytest.mark.parametrize("height", [480, 700])
def test_what_seconds_have_painted_is_what_is_painted_at_once(
    app: Application, clock: SettableClock, spy: Spy, percent: int, height: int
) -> None:
    app.settings.save(text_percent=percent)
    app.window.resize(620, height)
    work(app, clock, 1)
    ring = app.session_panel.ring
    tick(app, clock)
    before = ring._drawn
    while before - ring._drawn < MOVED:
        tick(app, clock)  # The last one has moved the end, so that it is where it is to be.
    settle(app, spy)
    seen, anew = on_the_screen(ring), ring.grab().toImage()
    assert differences(seen, anew) == []


def test_a_second_in_the_mini_window_paints_its_digits_only(
    app: Application, clock: SettableClock, spy: Spy
) -> None:
    work(app, clock, 1)
    app.mini.open()
    app.window.hide()
    tick(app, clock)
    settle(app, spy)
    tick(app, clock)
    mini = app.mini._window
    assert mini is not None
    assert spy.painted.keys() <= {mini, *mini.findChildren(RingButton)}
    assert area(spy.painted[mini]) < mini.width() * mini.height() / 3
    assert spy.changed == []


def test_title_tooltip_and_icon_change_once_a_minute(
    app: Application, clock: SettableClock, spy: Spy
) -> None:
    work(app, clock, 1)
    settle(app, spy)
    icons = {app.tray.icon.icon().cacheKey()}
    for _ in range(120):
        tick(app, clock)
        icons.add(app.tray.icon.icon().cacheKey())
    titles = [event for event in spy.changed if event == (app.window, QEvent.Type.WindowTitleChange)]
    assert len(titles) == 2
    assert len(icons) == 3


def test_the_app_wakes_each_second_only_for_a_person_who_sees_seconds(
    app: Application, clock: SettableClock
) -> None:
    def waits() -> tuple[Qt.TimerType, float]:
        timer = app.tick_timer._timer
        return timer.timerType(), timer.interval() / 1000

    def ticks_each_second() -> bool:
        return waits()[0] is SECONDS and waits()[1] == pytest.approx(1, abs=0.01)

    work(app, clock, 1)
    assert ticks_each_second()
    app.window.pages.setCurrentIndex(1)
    assert waits()[0] is MINUTES
    app.window.pages.setCurrentIndex(0)
    assert ticks_each_second()
    app.window.hide()
    assert waits()[0] is MINUTES
    assert waits()[1] > 20
    app.mini.open()
    assert ticks_each_second()
    app.mini.close()
    assert waits()[0] is MINUTES
    live(app, clock, 23)
    assert waits()[1] <= LONGEST_INTERVAL.total_seconds() + 0.6
    live(app, clock, 10 / 20)
    assert waits()[0] is SECONDS  # The end is met exactly.
    assert waits()[1] > 20
    live(app, clock, 1)
    assert app.timer.active is None


def test_a_session_that_nobody_watches_ends_to_the_second(app: Application, clock: SettableClock) -> None:
    work(app, clock, 1)
    app.window.hide()
    live(app, clock, 23.7)
    left = app.timer.active
    assert left is not None
    wait = app.tick_timer._timer.interval() / 1000
    assert wait == pytest.approx(left.remaining(left.time(clock.read())).total_seconds(), abs=0.01)


def test_while_nothing_runs_and_nobody_looks_the_app_sleeps_for_minutes(app: Application) -> None:
    app.window.hide()
    assert app.tick_timer._timer.interval() / 1000 >= LONGEST_IDLE_INTERVAL.total_seconds()
    assert app.tick_timer._timer.timerType() is MINUTES


class Knot:
    """Cyclic garbage, once it is forgotten."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_before_the_event_loop_sleeps_and_wakes_it_for_nothing(qtbot: QtBot) -> None:
    collector = GarbageCollector()
    collector.start()
    try:
        assert collector.findChildren(QObject) == []
        gone = weakref.ref(Knot())
        [Knot() for _ in range(gc.get_threshold()[0] + 1)].clear()
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        collector.stop()
        gc.unfreeze()
    assert gc.isenabled()


@pytest.mark.parametrize("seconds", [10, 70])
def test_a_computer_that_slept_for_a_moment_or_longer_is_noticed_at_the_next_tick(
    app: Application, clock: SettableClock, seconds: int
) -> None:
    work(app, clock, 1)
    clock.sleep(seconds=seconds)
    tick(app, clock)
    assert app.timer.active is not None
    focused = app.timer.active.focused(app.timer.active.time(clock.read()))
    lost = timedelta(seconds=seconds if seconds > 60 else 0)
    assert focused == timedelta(seconds=61 + seconds) - lost


def test_a_computer_that_saves_power_shows_minutes_until_the_last_one(
    app: Application, clock: SettableClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, spy: Spy
) -> None:
    ring = app.session_panel.ring
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        profiles = PowerProfiles(bus.address, "power-saver")
        profiles.start()
        work(app, clock, 1)
        app.mini.open()
        assert ring.display.number == "24:00"
        app.power_watch.start()
        qtbot.waitUntil(lambda: ring.display.number == "24 min")
        assert ring.value() == 24 * 60
        assert app.mini._window is not None
        assert app.mini._window._display.number == "24 min"
        assert app.tick_timer._timer.timerType() is MINUTES
        tick(app, clock, 5)
        settle(app, spy)
        tick(app, clock, 20)
        assert spy.painted == {}
        live(app, clock, 23 - 25 / 60)
        assert ring.display.number == "00:55"
        assert app.tick_timer._timer.timerType() is SECONDS
        app.user_actions.extend(5)
        assert ring.display.number == "6 min"
        profiles.change("balanced")
        qtbot.waitUntil(lambda: ring.display.number == "05:55")
        assert app.tick_timer._timer.timerType() is SECONDS
        profiles.stop()


def test_a_break_on_the_whole_screen_shows_its_seconds_also_if_the_window_is_hidden(
    app: Application, clock: SettableClock
) -> None:
    app.settings.save(break_screen=True)
    work(app, clock, 25)
    app.window.hide()
    app.break_cycle.take_break()
    assert app.tick_timer._timer.timerType() is SECONDS
    assert app.tick_timer._timer.interval() <= 1010
