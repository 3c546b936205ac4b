"""The stage of the Focus page is fixed: whatever is told, shown or renamed, nothing on it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.desktop.session_plan import PlannedSession, SessionPlan
from focus_desktop.desktop.window.banner import WIDTH
from focus_desktop.desktop.window.focus.session_panel import SessionPanel
from focus_desktop.desktop.window.focus.stage_page import StagePage, largest_height
from focus_desktop.desktop.window.theme import Theme
from focus_desktop.model.changes import GapFound
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings import Preset
from focus_desktop.settings_file import SettingsFile
from tests.desktop.conftest import Opened, live, work
from tests.desktop.records import NINE, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.application import Application
    from tests.conftest import SettableClock

SIZES = (QSize(860, 640), QSize(480, 1), QSize(700, 780))
LONG = "A title that is so long that it certainly needs both of the lines that there are for it " * 3


@pytest.fixture(params=[(True, 100), (False, 100), (True, 125)], ids=["later", "first", "large texts"])
def app(request: pytest.FixtureRequest, open_app: Opened, tmp_path: Path) -> Application:
    """The app; when it is opened first, with the first steps."""
    done, percent = request.param
    SettingsFile(tmp_path / "settings.json").change(first_steps_done=done, text_percent=percent)
    return open_app()


def place(app: Application, part: QWidget) -> QRect:
    """Where a part of the window is in the window."""
    return QRect(part.mapTo(app.window, QPoint(0, 0)), part.size())


def settle(qtbot: QtBot, app: Application) -> None:
    qtbot.wait(20)
    app.window.repaint()


def stage(app: Application) -> dict[str, QRect]:
    """The places of the parts that all states have."""
    panel = app.session_panel
    parts = {"panel": panel, "ring": panel.ring, "dots": panel.dots, "column": panel._pages}
    return {name: place(app, part) for name, part in parts.items()}


def first_row(app: Application) -> int:
    """How high the upper edge of the page's buttons is, seen from the upper edge of the window."""
    page = next(one for one in app.session_panel.findChildren(StagePage) if one.isVisible())
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    large = [place(app, one) for one in buttons if one.property("shape") == "large"]
    return min(one.top() for one in large)


def states(app: Application, clock: SettableClock) -> Iterator[str]:
    """Every page, and every length of title."""
    app.user_actions.add_quest("Read 12 Books")
    yield "the form"
    app.plan.change(description="Chapter three")
    yield "the form, filled"
    app.plan.change(description="")
    app.session_panel.show_waiting(waiting=True)
    yield "the form, which waits"
    app.session_panel.show_waiting(waiting=False)
    for description in ("", "Chapter three", LONG):
        app.plan.change(description=description)
        work(app, clock, 10)
        yield f"running: {description}"
        app.session_panel.running.title.edit()
        yield f"renamed: {description}"
        app.session_panel.running.title.leave()
        app.user_actions.pause()
        yield f"paused: {description}"
        app.session_panel.show_waiting(waiting=True)
        yield f"waiting: {description}"
        app.session_panel.show_waiting(waiting=False)
        app.user_actions.resume()
        live(app, clock, 15)
        assert app.session_panel.is_done
        yield f"done: {description}"
        app.session_panel.done._advance.click()
        yield f"reached: {description}"
        app.break_cycle.take_break()
        yield f"break: {description}"
        app.break_cycle.skip_break()
        yield f"form again: {description}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_ring_dots_and_buttons_have_the_same_place_on_every_page(
    app: Application, clock: SettableClock, qtbot: QtBot, size: QSize
) -> None:
    app.window.resize(size)
    settle(qtbot, app)
    before = stage(app)
    rows = set()
    for state in states(app, clock):
        settle(qtbot, app)
        assert stage(app) == before, state
        if not app.session_panel.is_idle:
            rows.add(first_row(app))
    assert len(rows) == 1


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_the_room_for_pages_that_are_made_later_is_that_of_the_highest(
    qapp: QApplication, qtbot: QtBot, percent: int
) -> None:
    theme = Theme(qapp)
    theme.show("light", text_percent=percent)
    theme.use_style_sheet()
    panel = SessionPanel(SessionPlan(PlannedSession()), NINE)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.findChildren(StagePage) == []
    needed = panel._pages.minimumSizeHint()
    panel.build_pages()
    pages = panel.findChildren(StagePage)
    assert len(pages) == 3
    highest = max(page.sizeHint().height() for page in pages)
    assert highest <= largest_height(panel.font()) <= highest + 1
    assert panel._pages.minimumSizeHint() == needed
    theme.show("light", text_percent=100)


def test_pages_are_made_soon_without_a_session(app: Application, qtbot: QtBot) -> None:
    panel = app.session_panel
    qtbot.waitUntil(lambda: len(panel.findChildren(StagePage)) == 3)


def gap(app: Application) -> None:
    found = FocusGap(session_id=record().id, started_at=NINE, ended_at=NINE)
    app.window.gap_banner.show_gap(GapFound(record(), found))


def error(app: Application) -> None:
    actions = [Action("again", "Try again", lambda: None)]
    app.window.banner.tell("The session could not be started", "The disk is full. " * 8, actions)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("tell", [gap, error])
def test_a_notice_moves_nothing_and_lies_over_the_bottom(
    app: Application, clock: SettableClock, qtbot: QtBot, size: QSize, tell: Callable[[Application], None]
) -> None:
    app.window.resize(size)
    work(app, clock, 10)
    settle(qtbot, app)
    before, row = stage(app), first_row(app)
    tell(app)
    settle(qtbot, app)
    assert (stage(app), first_row(app)) == (before, row)
    notices = app.window._notices
    shown, content = place(app, notices), place(app, app.window.pages)
    assert shown.width() == min(WIDTH, content.width() - 16)
    assert content.bottom() - shown.bottom() == 8
    assert abs(shown.center().x() - content.center().x()) <= 1
    assert app.window.childAt(shown.center()) is not None
    app.window.banner.hide_message()
    app.window.gap_banner.show_gap(None)
    settle(qtbot, app)
    assert (stage(app), first_row(app)) == (before, row)
    assert notices.isHidden()


def test_two_notices_lie_above_each_other(app: Application, qtbot: QtBot) -> None:
    gap(app)
    error(app)
    settle(qtbot, app)
    upper, lower = place(app, app.window.gap_banner), place(app, app.window.banner)
    assert upper.bottom() < lower.top()
    assert place(app, app.window.pages).contains(upper.united(lower))


def test_a_title_is_as_large_while_it_is_edited(app: Application, clock: SettableClock) -> None:
    work(app, clock, 1)
    title = app.session_panel.running.title
    shown = title.label.fontInfo()
    title.edit()
    edited = title.line.fontInfo()
    assert (edited.pixelSize(), edited.weight()) == (shown.pixelSize(), shown.weight())


def test_a_notice_covers_no_control_in_a_window_of_usual_size(
    open_app: Opened, tmp_path: Path, clock: SettableClock, qtbot: QtBot
) -> None:
    SettingsFile(tmp_path / "settings.json").change(first_steps_done=True)
    app = open_app()
    work(app, clock, 10)
    app.user_actions.end(SessionStatus.CANCELLED)
    settle(qtbot, app)
    notice = place(app, app.window.banner)
    covered = [
        one.text()
        for one in app.session_panel.findChildren(QPushButton)
        if one.isVisible() and place(app, one).intersects(notice)
    ]
    assert covered == []


def test_the_ring_grows_with_the_window_within_limits(app: Application, qtbot: QtBot) -> None:
    app.settings.save(first_steps_done=True)
    sides = []
    for size in (QSize(480, 1), QSize(860, 640), QSize(1000, 790)):
        app.window.setMaximumSize(size.expandedTo(app.window.minimumSizeHint()))
        app.window.resize(size)
        settle(qtbot, app)
        ring = app.session_panel.ring
        sides.append(ring.width())
        assert ring.width() == ring.height()
    assert sides == sorted(set(sides))
    assert sides[0] >= 120
    assert abs(sides[1] - 274) <= 5


def test_the_ring_shrinks_when_the_form_needs_more_room(app: Application, qtbot: QtBot) -> None:
    app.window.resize(QSize(860, app.window.minimumSizeHint().height() + 90))
    settle(qtbot, app)
    panel = app.session_panel
    before = panel.ring.width()
    app.settings.save(
        presets=tuple(Preset(f"Thesis, chapter {number}", 30 + number, 5) for number in range(8))
    )
    settle(qtbot, app)
    assert 120 <= panel.ring.width() < before
    assert panel._pages.height() == panel._pages.sizeHint().height()
    assert place(app, panel).contains(place(app, panel._pages))
