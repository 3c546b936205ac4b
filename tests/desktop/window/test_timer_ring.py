"""What is drawn of the time: the filled part of the ring, its colour, and the dots below it."""

import math
from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.focus import timer_ring
from focus_desktop.desktop.window.focus.cycle_dots import RADIUS, STEP, CycleDots
from focus_desktop.desktop.window.focus.timer_ring import DIAMETER, STROKE, TimerRing
from focus_desktop.desktop.window.theme import Theme
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.timer_display import TimerDisplay, done_display, idle_display, session_display
from tests.desktop.records import NINE, record
from tests.desktop.seen import differences, on_the_screen

Roles = QPalette.ColorRole
TRACK, RUNNING, OVERTIME, DONE = Roles.Dark, Roles.Highlight, Roles.BrightText, Roles.Accent


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    theme = Theme(qapp)
    theme.show(request.param)
    theme.use_style_sheet()
    return theme


@pytest.fixture
def ring(qtbot: QtBot, theme: Theme) -> TimerRing:
    ring = TimerRing()
    qtbot.addWidget(ring)
    ring.resize(ring.sizeHint())
    return ring


def running(time_up: TimeUp) -> SessionRecord:
    clock = SessionClock.model_construct(machine="here", boot_id="boot 1", time_up=time_up)
    return replace(record(SessionStatus.ACTIVE, minutes=20), clock=clock)


def after(minutes: float, time_up: TimeUp = TimeUp.COMPLETE) -> TimerDisplay:
    return session_display(running(time_up), NINE + timedelta(minutes=minutes))


def colours(ring: TimerRing, display: TimerDisplay) -> list[Roles | None]:
    """The roles of the colours on the line of the ring: an hour and a half past twelve, and so on."""
    ring.show_time(display)
    image, centre = ring.grab().toImage(), ring.rect().center()
    found = []
    for hour in (1.5, 4.5, 7.5, 10.5):
        angle = math.radians(hour * 30 - 90)
        x, y = (round(DIAMETER / 2 * turn(angle)) for turn in (math.cos, math.sin))
        found.append(role_of(ring, image, centre.x() + x, centre.y() + y))
    return found


def role_of(ring: TimerRing, image: QImage, x: int, y: int) -> Roles | None:
    seen = QColor(image.pixel(x, y))
    return next((one for one in (TRACK, RUNNING, OVERTIME, DONE) if ring.palette().color(one) == seen), None)


def test_the_ring_shows_only_its_track_while_nothing_runs(ring: TimerRing) -> None:
    assert colours(ring, idle_display(25, NINE, flow=False)) == [TRACK] * 4
    assert colours(ring, idle_display(25, NINE, flow=True)) == [TRACK] * 4


def test_the_ring_of_a_session_empties_from_the_top_clockwise(ring: TimerRing) -> None:
    assert colours(ring, after(0)) == [RUNNING] * 4
    assert colours(ring, after(5)) == [TRACK, RUNNING, RUNNING, RUNNING]
    assert colours(ring, after(15)) == [TRACK, TRACK, TRACK, RUNNING]
    assert colours(ring, after(19.9)) == [TRACK] * 4


def test_overtime_is_a_second_lap_in_another_colour_from_the_top_clockwise(ring: TimerRing) -> None:
    assert colours(ring, after(20, TimeUp.OVERTIME)) == [RUNNING] * 4
    assert colours(ring, after(25, TimeUp.OVERTIME)) == [OVERTIME, RUNNING, RUNNING, RUNNING]
    assert colours(ring, after(35, TimeUp.OVERTIME)) == [OVERTIME, OVERTIME, OVERTIME, RUNNING]


def test_flow_fills_the_ring_clockwise_in_an_hour_and_begins_again(ring: TimerRing) -> None:
    quarter = [RUNNING, TRACK, TRACK, TRACK]
    assert colours(ring, after(15, TimeUp.FLOW)) == quarter
    assert colours(ring, after(45, TimeUp.FLOW)) == [RUNNING, RUNNING, RUNNING, TRACK]
    assert colours(ring, after(75, TimeUp.FLOW)) == quarter


def test_the_ring_of_what_was_done_is_full_and_in_the_colour_of_breaks(ring: TimerRing) -> None:
    assert colours(ring, done_display(record(focused=8), NINE)) == [DONE] * 4


def test_the_ring_is_drawn_anew_when_its_end_has_moved_and_not_for_every_second(
    ring: TimerRing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Mock(wraps=timer_ring.draw_ring)
    monkeypatch.setattr(timer_ring, "draw_ring", drawn)
    with qtbot.waitExposed(ring):
        ring.show()
    drawn.reset_mock()
    for second in range(60):  # In one of twenty minutes the end goes a twentieth of the circle's 829 pixels.
        ring.show_time(after(5 + second / 60))
        QApplication.processEvents()
    assert 19 <= drawn.call_count <= 23


@pytest.mark.parametrize("pixels", [13, 20])
def test_seconds_leave_the_caption_of_a_small_ring_whole(ring: TimerRing, qtbot: QtBot, pixels: int) -> None:
    font = ring.font()
    font.setPixelSize(pixels)
    ring.setFont(font)
    ring.resize(ring.minimumSizeHint())
    with qtbot.waitExposed(ring):
        ring.show()
    for second in range(3):
        ring.show_time(after(5 + second / 60))
        QApplication.processEvents()
    assert differences(on_the_screen(ring), ring.grab().toImage()) == []


def test_the_ring_is_drawn_anew_in_another_size_and_other_colours(
    ring: TimerRing, qapp: QApplication
) -> None:
    assert colours(ring, after(5)) == [TRACK, RUNNING, RUNNING, RUNNING]
    Theme(qapp).show("dark" if ring.palette().color(Roles.Window).lightness() > 128 else "light")
    assert colours(ring, after(5)) == [TRACK, RUNNING, RUNNING, RUNNING]
    ring.resize(ring.size() / 2)
    assert role_of(ring, ring.grab().toImage(), ring.width() // 2, STROKE // 4) is not None


def test_the_number_is_left_out_where_another_widget_shows_it(ring: TimerRing) -> None:
    def ink() -> int:
        """Pixels in the middle of the ring that are not the ground."""
        image, size = ring.grab().toImage(), round(DIAMETER / 4)
        ground, centre = image.pixel(ring.rect().center().x(), STROKE * 3), ring.rect().center()
        area = [(centre.x() + x, centre.y() + y) for x in range(-size, size) for y in range(-25, 25)]
        return sum(image.pixel(x, y) != ground for x, y in area)

    ring.show_time(after(5))
    assert ink() > 0
    ring.hides_number = True
    assert ink() == 0


# The dots


@pytest.fixture
def dots(qtbot: QtBot, theme: Theme) -> CycleDots:
    dots = CycleDots()
    qtbot.addWidget(dots)
    dots.resize(dots.sizeHint())
    return dots


def filled(dots: CycleDots, every: int) -> list[bool]:
    """Whether each dot is filled, from left to right; found by the colour of its middle."""
    image, middle = dots.grab().toImage(), dots.height() // 2
    first = dots.width() / 2 - (every - 1) * STEP / 2
    colour = dots.palette().color(Roles.Highlight)
    return [QColor(image.pixel(round(first + number * STEP), middle)) == colour for number in range(every)]


@pytest.mark.parametrize("done", range(5))
def test_one_dot_is_filled_for_each_session_of_the_cycle(dots: CycleDots, done: int) -> None:
    dots.show_cycle(done, 4)
    assert filled(dots, 4) == [number < done for number in range(4)]
    seen = QAccessible.queryAccessibleInterface(dots)
    assert seen.text(QAccessible.Text.Name) == f"{done} of 4 sessions until the long break"
    assert dots.toolTip() == seen.text(QAccessible.Text.Name)


def test_without_long_breaks_there_are_no_dots(dots: CycleDots) -> None:
    dots.show_cycle(3, 4)
    shown = dots.grab().toImage()
    dots.show_cycle(0, 0)
    empty = dots.grab().toImage()
    assert empty != shown
    assert {empty.pixel(x, RADIUS) for x in range(empty.width())} == {empty.pixel(0, 0)}
    assert (dots.accessibleName(), dots.toolTip()) == ("", "")
