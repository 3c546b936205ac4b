"""The tray's menu, icon and tooltip. That a tray shows them is the end-to-end tests' business."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from focus_desktop import paths
from focus_desktop.desktop.session_plan import PlannedSession
from focus_desktop.desktop.tray.tray_icon import MOST_QUESTS, TrayIcon, progress_icon
from focus_desktop.model.breaks import Break
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp
from focus_desktop.timer_display import Kind, TimerDisplay, session_display
from tests.desktop.records import NINE, paused, record

IDLE = ["Start 25 min", "Start with quest", "Show window", "Quit"]
ACTIVE = SessionStatus.ACTIVE


@pytest.fixture
def tray(qtbot: QtBot) -> TrayIcon:
    tray = TrayIcon()
    qtbot.addWidget(tray.menu)
    tray.show_icon(QIcon(str(paths.resource("icons/tray.svg"))))
    tray.show_plan(PlannedSession(minutes=25))
    tray.show_ready()
    return tray


def display(seconds: int) -> TimerDisplay:
    return session_display(record(ACTIVE), NINE + timedelta(seconds=1500 - seconds))


def show(tray: TrayIcon, shown: SessionRecord, seconds: int) -> None:
    """The session with so many seconds left."""
    tray.show_session(shown)
    target = timedelta(minutes=shown.session.duration_minutes)
    tray.show_time(session_display(shown, NINE + target - timedelta(seconds=seconds)))


def entries(menu: QMenu) -> list[str]:
    return [entry.text() for entry in menu.actions() if entry.isVisible() and not entry.isSeparator()]


def groups(menu: QMenu) -> list[list[str]]:
    """The entries between the separators."""
    found: list[list[str]] = [[]]
    for one in menu.actions():
        if one.isSeparator():
            found.append([])
        elif one.isVisible():
            found[-1].append(one.text())
    return found


def entry(tray: TrayIcon, text: str) -> QAction:
    return next(one for one in tray.menu.actions() if one.text() == text)


def submenu(tray: TrayIcon) -> QMenu:
    menu = entry(tray, "Start with quest").menu()
    assert isinstance(menu, QMenu)
    return menu


def test_the_idle_menu_offers_a_start(tray: TrayIcon) -> None:
    assert entries(tray.menu) == IDLE
    tray.show_plan(PlannedSession(minutes=90))
    assert entries(tray.menu)[0] == "Start 90 min"
    tray.show_plan(PlannedSession(minutes=90, flow=True))
    assert entries(tray.menu)[0] == "Start flow"


def test_the_active_menu_offers_an_end(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE), 1500)
    assert groups(tray.menu) == [
        ["25 min left · Focus session"],
        ["Pause", "Extend by 5 min", "Complete", "Cancel"],
        ["Show window", "Mini window", "Quit"],
    ]
    assert not entry(tray, "25 min left · Focus session").isEnabled()
    tray.show_idle()
    assert entries(tray.menu) == IDLE


def test_a_paused_session_can_be_resumed(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE), 1500)
    running = tray.icon.icon().pixmap(22, 22).toImage()
    show(tray, paused(description="Read"), 900)
    assert entries(tray.menu)[:3] == ["Paused, 15 min left · Read", "Resume", "Extend by 5 min"]
    assert tray.icon.toolTip() == "Paused, 15 min left · Read"
    assert tray.icon.icon().pixmap(22, 22).toImage() != running


def test_while_the_menu_is_open_it_counts_seconds(qtbot: QtBot, tray: TrayIcon) -> None:
    show(tray, record(ACTIVE, description="Chapter three"), 1499)
    with qtbot.waitSignal(tray.menu_toggled):
        tray.menu.aboutToShow.emit()
    tray.show_time(display(1499))
    assert entries(tray.menu)[0] == "24:59 left · Chapter three"
    tray.menu.aboutToHide.emit()
    tray.show_time(display(1498))
    assert entries(tray.menu)[0] == "25 min left · Chapter three"
    tray.menu.aboutToShow.emit()
    show(tray, paused(description="R&D"), 822)
    assert entries(tray.menu)[0] == "Paused, 15:00 left · R&&D"
    tray.menu.aboutToHide.emit()


def test_the_header_has_a_long_title_shortened(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE, description="x" * 41), 1500)
    assert entries(tray.menu)[0] == f"25 min left · {'x' * 39}…"


def test_the_idle_menu_begins_with_todays_total_what_was_earned_and_the_last_session(
    qtbot: QtBot, tray: TrayIcon
) -> None:
    tray.show_today("Today: 25 min")
    assert entries(tray.menu) == ["Today: 25 min", *IDLE]
    tray.show_last("R&D")
    tray.show_earned_break(Break(15, is_long=True))
    assert groups(tray.menu) == [
        ["Today: 25 min"],
        ["Start long break, 15 min", "Start 25 min", "Start with quest", "Start again: R&&D"],
        ["Show window", "Quit"],
    ]
    assert not entry(tray, "Today: 25 min").isEnabled()
    assert tray.icon.toolTip() == "Focus Desktop · Today: 25 min"
    with qtbot.waitSignal(tray.break_requested):
        entry(tray, "Start long break, 15 min").trigger()
    with qtbot.waitSignal(tray.start_again_requested):
        entry(tray, "Start again: R&&D").trigger()
    tray.show_earned_break(None)
    tray.show_last("")
    assert entries(tray.menu) == ["Today: 25 min", *IDLE]


def test_what_is_offered_for_later_is_not_shown_while_something_runs(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE), 1500)
    running = entries(tray.menu)
    tray.show_today("Today: 25 min")
    tray.show_last("Read")
    tray.show_earned_break(Break(5, is_long=False))
    assert entries(tray.menu) == running
    tray.show_idle()
    assert entries(tray.menu)[:2] == ["Today: 25 min", "Start break, 5 min"]
    tray.show_break()
    tray.show_earned_break(None)  # It is taken.
    tray.show_last("Read")
    assert entries(tray.menu)[1:] == ["Skip break", *IDLE[:2], "Show window", "Mini window", "Quit"]


def test_a_flow_session_cannot_be_extended(tray: TrayIcon) -> None:
    clock = SessionClock.model_construct(machine="here", boot_id="boot 1", time_up=TimeUp.FLOW)
    show(tray, replace(record(ACTIVE), clock=clock), 1500)
    assert "Extend by 5 min" not in entries(tray.menu)
    show(tray, record(ACTIVE), 1500)
    assert "Extend by 5 min" in entries(tray.menu)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Start 25 min", "start_requested"),
        ("Pause", "pause_requested"),
        ("Resume", "resume_requested"),
        ("Complete", "complete_requested"),
        ("Cancel", "cancel_requested"),
        ("Mini window", "mini_window_requested"),
        ("Skip break", "skip_break_requested"),
        ("Show window", "show_requested"),
        ("Quit", "quit_requested"),
    ],
)
def test_each_entry_asks_for_what_it_says(qtbot: QtBot, tray: TrayIcon, text: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(tray, signal)):
        entry(tray, text).trigger()


def test_the_submenu_offers_active_quests(qtbot: QtBot, tray: TrayIcon) -> None:
    assert entries(submenu(tray)) == ["No quests yet"]
    write = Quest(title="Research & write")
    tray.show_quests([Quest(title="Old", status=QuestStatus.COMPLETED), Quest(title="Read"), write])
    assert entries(submenu(tray)) == ["Read", "Research && write"]
    with qtbot.waitSignal(tray.start_with_quest_requested) as asked:
        submenu(tray).actions()[1].trigger()
    assert asked.args == [write.id]


MORE = "More in the window…"


def quests(count: int) -> list[Quest]:
    return [Quest(title=f"Quest {number}") for number in range(count)]


def test_a_thousand_quests_are_a_submenu_of_twenty_five_and_the_window(qtbot: QtBot, tray: TrayIcon) -> None:
    many = quests(1000)
    tray.show_quests(many)
    assert entries(submenu(tray)) == [*(f"Quest {number}" for number in range(25)), MORE]
    with qtbot.waitSignal(tray.start_with_quest_requested) as asked:
        submenu(tray).actions()[24].trigger()
    assert asked.args == [many[24].id]
    with qtbot.waitSignal(tray.show_requested):
        submenu(tray).actions()[25].trigger()


def test_the_submenu_speaks_of_more_only_if_there_are_more(tray: TrayIcon) -> None:
    many = quests(MOST_QUESTS + 1)
    for shown, last in ((MOST_QUESTS, "Quest 24"), (MOST_QUESTS + 1, MORE), (MOST_QUESTS, "Quest 24")):
        tray.show_quests(many[:shown])
        assert entries(submenu(tray))[-1] == last


def test_the_submenu_is_built_anew_only_when_its_quests_change(tray: TrayIcon) -> None:
    many = quests(3)
    tray.show_quests(many)
    before = submenu(tray).actions()
    tray.show_quests([*many, Quest(title="Old", status=QuestStatus.COMPLETED)])
    assert submenu(tray).actions() == before
    tray.show_quests(many[1:])
    assert entries(submenu(tray)) == ["Quest 1", "Quest 2"]


def test_nothing_can_be_started_before_the_store_is_open(qtbot: QtBot) -> None:
    tray = TrayIcon()
    qtbot.addWidget(tray.menu)
    tray.show_plan(PlannedSession(minutes=25))
    assert not entry(tray, "Start 25 min").isEnabled()
    assert not submenu(tray).isEnabled()


def test_the_icon_is_redrawn_only_when_it_changes(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE), 1500)
    full = tray.icon.icon().cacheKey()
    tray.show_time(display(1499))
    assert tray.icon.icon().cacheKey() == full
    tray.show_time(display(1400))
    assert tray.icon.icon().cacheKey() != full


def test_the_tooltip_says_how_long_and_what(tray: TrayIcon) -> None:
    show(tray, record(ACTIVE, description="Chapter three"), 600)
    assert tray.icon.toolTip() == "10 min left · Chapter three"
    tray.show_idle()
    assert tray.icon.toolTip() == "Focus Desktop"


@pytest.mark.parametrize("size", [16, 22, 44, 64])
def test_the_icon_shows_progress_at_every_size(qtbot: QtBot, size: int) -> None:
    pictures = [progress_icon(left, Kind.RUNNING).pixmap(size, size).toImage() for left in (0, 0.5, 1)]
    assert pictures[0] != pictures[1] != pictures[2]
    assert not pictures[0].allGray()


def test_without_a_tray_a_message_is_not_dropped_in_silence(tray: TrayIcon) -> None:
    assert tray.show_message("Session complete", "25 min") is False


@pytest.mark.parametrize(("kind", "bars"), [(Kind.RUNNING, 0), (Kind.PAUSED, 2)])
@pytest.mark.parametrize("size", [16, 22, 44, 64])
def test_a_pause_is_two_bars_in_the_middle(qtbot: QtBot, size: int, kind: Kind, bars: int) -> None:
    picture = progress_icon(1, kind).pixmap(size, size).toImage()
    inside_the_ring = range(round(size * 0.3), round(size * 0.7))
    lit = [False, *(picture.pixelColor(x, size // 2).alpha() == 255 for x in inside_the_ring)]
    assert sum(now and not before for before, now in itertools.pairwise(lit)) == bars
