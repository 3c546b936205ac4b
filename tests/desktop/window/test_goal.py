"""Today's total against the goal of a working day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QColor, QPalette

from focus_desktop.desktop.window.goal_bar import HEIGHT, WIDTH, GoalBar
from tests.desktop.conftest import live

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
Roles = QPalette.ColorRole


@pytest.fixture
def bar(qtbot: QtBot) -> GoalBar:
    bar = GoalBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def percent(bar: GoalBar) -> int | None:
    """What the bar shows; None while there is none."""
    return bar._bar.value() if bar._bar.isVisible() else None


@pytest.mark.parametrize(
    ("part", "shown"), [(None, None), (0.0, 0), (0.5, 50), (0.999, 99), (1.0, 100), (1.7, 100)]
)
def test_the_bar_shows_the_part_of_the_goal(bar: GoalBar, part: float | None, shown: int | None) -> None:
    bar.show_total("2 h of 4 h", part)
    assert percent(bar) == shown
    assert bar._total.text() == "2 h of 4 h"


def test_in_a_narrow_window_the_bar_stays_longer_than_the_words(bar: GoalBar) -> None:
    bar.show_total("2 h of 4 h", 0.5)
    for room, has_words, has_bar in ((1000, True, True), (WIDTH, False, True), (WIDTH - 1, False, False)):
        bar.fit(room)
        assert (bar._total.isVisible(), percent(bar) is not None) == (has_words, has_bar)
        assert bar.isVisible() is has_bar
    assert bar.toolTip() == "2 h of 4 h"
    bar.fit(1000)
    bar.show_total("Today: 2 h", None)
    bar.fit(WIDTH)
    assert (bar._total.isVisible(), percent(bar)) == (bar._total.sizeHint().width() <= WIDTH, None)


def test_assistive_technology_reads_the_goal(bar: GoalBar) -> None:
    bar.show_total("2 h of 4 h", 0.5)
    seen = QAccessible.queryAccessibleInterface(bar._bar)
    assert seen.text(QAccessible.Text.Name) == "Daily goal"
    assert seen.valueInterface().currentValue() == 50


@pytest.mark.parametrize("part", [0.0, 0.25, 0.75, 1.0])
def test_the_bar_is_filled_from_the_left(bar: GoalBar, part: float) -> None:
    bar.show_total("", part)
    image = bar._bar.grab().toImage()
    filled = bar._bar.palette().color(Roles.Highlight)
    lit = [QColor(image.pixel(x, HEIGHT // 2)) == filled for x in range(4, WIDTH - 4)]
    assert abs(sum(lit) - part * len(lit)) <= 5
    assert lit == sorted(lit, reverse=True)


def test_only_a_change_is_shown(bar: GoalBar) -> None:
    assert bar.show_total("2 h of 4 h", 0.5)
    assert not bar.show_total("2 h of 4 h", 0.501)
    assert bar.show_total("2 h of 4 h", None)
    assert not bar.show_total("2 h of 4 h", None)


def shown(app: Application) -> tuple[str, int | None]:
    return app.window._goal._total.text(), percent(app.window._goal)


def test_the_total_and_the_bar_grow_with_the_session(app: Application, clock: SettableClock) -> None:
    assert shown(app) == ("0 min of 4 h", 0)
    app.plan.change(minutes=300)
    app.user_actions.start_as_planned()
    live(app, clock, 60)
    assert shown(app) == ("1 h of 4 h", 25)
    live(app, clock, 225)
    assert shown(app) == ("4 h 45 min of 4 h", 100)
    assert app.tray.menu.actions()[0].text().startswith("15 min left")


def test_the_goal_is_a_preference(app: Application) -> None:
    app.settings.save(daily_goal_minutes=90)
    assert shown(app) == ("0 min of 1 h 30 min", 0)
    app.settings.save(daily_goal_minutes=0)
    assert shown(app) == ("Today: 0 min", None)


def test_a_day_off_has_no_goal(app: Application, clock: SettableClock) -> None:
    assert app.settings.current.working_days == MONDAY_TO_FRIDAY
    seen = []
    for _ in range(7):
        seen.append(shown(app)[1])
        clock.advance(minutes=24 * 60)
        app.tick_timer.ticked.emit()
    assert seen == [0, 0, 0, 0, 0, None, None]  # From a Monday on.
    app.settings.save(working_days=(1, 2))
    assert shown(app) == ("Today: 0 min", None)
    app.settings.save(working_days=(0,))
    assert shown(app) == ("0 min of 4 h", 0)


def test_the_night_belongs_to_the_day_before(app: Application, clock: SettableClock) -> None:
    """A Saturday at two in the morning is still Friday for a person whose day begins at four."""
    local = clock.now().astimezone()
    clock.advance(minutes=(4 * 24 + 17 - (local.hour - 9)) * 60)
    app.tick_timer.ticked.emit()
    now = clock.now().astimezone()
    assert (now.weekday(), now.hour) == (5, 2)
    app.settings.save(day_start_hour=4)
    assert shown(app)[1] == 0
    app.settings.save(day_start_hour=0)
    assert shown(app)[1] is None


def test_the_total_is_there_again_after_large_texts(app: Application, qtbot: QtBot) -> None:
    app.window.resize(640, 480)
    app.window.show_today("45 min of 4 h", 0.2)
    assert app.window._goal._total.isVisible()
    app.settings.save(text_percent=150)
    qtbot.waitUntil(lambda: not app.window._goal._total.isVisible())
    app.settings.save(text_percent=100)
    qtbot.waitUntil(app.window._goal._total.isVisible)


def test_the_corner_has_room_for_a_longer_total(app: Application, qtbot: QtBot) -> None:
    for words, part in (("Today: 0 min", None), ("12 h 45 min of 14 h 30 min", 0.9), ("0 min", None)):
        app.window.show_today(words, part)
        total, goal = app.window._goal._total, app.window._goal
        assert total.text() == words
        assert app.window._corner.width() >= app.window._corner.sizeHint().width()
        qtbot.wait(20)
        assert total.width() >= total.sizeHint().width()
        assert app.window._corner.rect().contains(goal.geometry())
