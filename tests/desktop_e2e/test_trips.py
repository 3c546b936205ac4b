"""What users do with the app, on a real desktop: one test for each task."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.store.database import Database
from tests.desktop_e2e.running_app import SEPARATOR
from tests.ports import free_port
from virtual_desktop import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.desktop_e2e.running_app import RunningApp

IDLE_MENU = ("today", SEPARATOR, "Start 25 min", "Start with quest", SEPARATOR, "Show window", "Quit")
ACTIVE_MENU = (
    *("time left", SEPARATOR, "Pause", "Extend", "Complete", "Cancel", SEPARATOR),
    *("Show window", "Mini window", "Quit"),
)


def statuses(app: RunningApp) -> list[str]:
    return [session.status for session in app.sessions()]


def after_a_session(menu: Sequence[str], *earned: str) -> tuple[str, ...]:
    """The entries of the idle menu when there was a session, which has perhaps earned a break."""
    start = menu.index("Start with quest") - 1
    return (*menu[:start], *earned, *menu[start : start + 2], "Start again", *menu[start + 2 :])


def add_quest(app: RunningApp, title: str) -> None:
    """Put a quest into the store before the app is started."""
    database = Database(f"sqlite:///{app.database}")
    Controller(database, SystemClock()).add_quest(title)
    database.close()


def test_start_and_complete_from_the_tray_without_a_window(app: RunningApp) -> None:
    app.start("--minimized")
    assert not app.main_window_is_visible()
    app.click_tray_menu(IDLE_MENU, "Start 25 min")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    session = app.sessions()[0]
    assert (session.duration_minutes, session.quest) == (25, None)
    assert not app.main_window_is_visible()

    app.click_tray_menu(ACTIVE_MENU, "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    assert not app.main_window_is_visible()
    app.click_tray_menu(after_a_session(IDLE_MENU, "Start break"), "Quit")
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0


def test_start_with_a_quest_and_cancel_from_the_tray(app: RunningApp) -> None:
    add_quest(app, "Read 12 Books")
    app.start("--minimized")
    app.click_tray_menu(IDLE_MENU, "Start with quest", "Read 12 Books")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    assert app.sessions()[0].quest == "Read 12 Books"

    app.click_tray_menu(ACTIVE_MENU, "Show window")
    app.widget("label", "Read 12 Books")
    app.click_tray_menu(ACTIVE_MENU, "Cancel")
    app.wait_for(lambda: statuses(app) == ["cancelled"], "its end")
    app.widget("push button", "Start")


def test_start_from_the_window_by_accessible_names(app: RunningApp) -> None:
    app.start()
    app.widget("text", "Description").write("Chapter three")
    app.choose_quest("New quest…")
    app.widget("text", "New quest").write("Write the thesis")
    app.press("push button", "Add quest")
    app.widget("combo box", "Write the thesis")
    app.widget("spin box", "Minutes").set_value(90)
    app.press("push button", "Start")

    ring = app.widget("progress bar", "Time left")
    app.wait_for(lambda: 0 < ring.value < 5400, "the time to run")
    session = app.sessions()[0]
    assert (session.status, session.description, session.quest, session.duration_minutes) == (
        "active",
        "Chapter three",
        "Write the thesis",
        90,
    )
    app.press("push button", "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    app.press("page tab", "History")
    row = app.history_rows()[0]
    assert row[1:3] == ["Chapter three", "Write the thesis"]
    assert row[3].endswith(" of 1 h 30 min")
    assert row[4:] == ["Completed"]

    assert app.end() == 0
    app.start()
    assert app.history_rows()[0][1:3] == ["Chapter three", "Write the thesis"]
    app.press("page tab", "Focus")
    app.press("push button", "Done for now")
    assert app.widget("spin box", "Minutes").value == 90
    app.widget("combo box", "Write the thesis")


def test_a_double_click_starts_one_session_and_does_not_end_it(app: RunningApp) -> None:
    app.start()
    for place in (0.1, 0.9):  # where Pause and Complete will be
        app.double_click(app.widget("push button", "Start"), place)
        app.wait_for(lambda: statuses(app)[:1] == ["active"], "a session")
        app.cancel_session()
        app.wait_for(lambda: statuses(app)[:1] == ["cancelled"], "its end")
    assert statuses(app) == ["cancelled", "cancelled"]


@pytest.mark.long
def test_a_25_minute_session_runs_to_its_end_and_a_click_on_the_notification_raises_the_window(
    app: RunningApp,
) -> None:
    # Not faster: the time limit of the notification daemon also becomes shorter in real time.
    app.start(faketime="+0 x20")
    app.widget("text", "Description").write("Read & <b>think</b>")
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    app.close_main_window()
    app.wait_for(lambda: not app.main_window_is_visible(), "the window to close to the tray")
    app.wait_for(lambda: "Still here" in app.notifications(), "the hint about the tray")
    app.wait_for(app.height_of_notifications, "the hint on the screen")
    height = app.height_of_notifications()

    app.wait_for(lambda: statuses(app) == ["completed"], "the end", patience=150)
    app.wait_for(lambda: "Session complete" in app.notifications(), "the notification")
    assert app.notifications().count("Session complete'") == 1
    assert "25 min · Read &amp; &lt;b&gt;think&lt;/b&gt;" in app.notifications()
    session = app.sessions()[0]
    assert session.completed_at == session.started_at + timedelta(minutes=25)
    assert session.focused == timedelta(minutes=25)

    assert not app.main_window_is_visible()
    app.wait_for(lambda: app.height_of_notifications() > height, "the notification on the screen")
    app.click_newest_notification()
    app.wait_for(app.main_window_is_active, "the window to be raised")
    app.press("page tab", "History")
    row = app.history_rows()[0]
    assert row[1:] == ["Read & <b>think</b>", "No quest", "25 min of 25 min", "Completed"]


def test_a_session_goes_on_after_kill_9(app: RunningApp) -> None:
    app.start()
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    started_at = app.sessions()[0].started_at
    app.kill()

    app.start()
    ring = app.widget("progress bar", "Time left")
    expected = 25 * 60 - (datetime.now(UTC) - started_at).total_seconds()
    assert abs(ring.value - expected) < 3
    assert statuses(app) == ["active"]
    app.kill()

    # Nobody knows whether work went on in the two hours after the kill, so they are not counted.
    app.start(faketime="+2h")
    app.wait_for(lambda: statuses(app) == ["completed"], "the completion")
    session = app.sessions()[0]
    assert session.completed_at == started_at + timedelta(minutes=25)
    assert session.focused < timedelta(minutes=2)
    app.wait_for(lambda: "Session complete" in app.notifications(), "the notification")
    assert app.notifications().count("Session complete'") == 1
    app.widget("push button", "Start")
    app.press("push button", "Count it")
    app.wait_for(lambda: app.sessions()[0].focused == timedelta(minutes=25), "the gap to be counted")
    assert not app.shows("push button", "Count it")


def test_without_a_tray_closing_the_window_leaves_the_mini_window_of_a_session(
    bare_app: RunningApp,
) -> None:
    app = bare_app
    app.start("--minimized")
    app.wait_for(app.main_window_is_visible, "the window")
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    app.close_main_window()
    app.wait_for(lambda: not app.main_window_is_visible(), "the window to close")
    app.wait_for(lambda: app.window("Mini window"), "the mini window")
    mini = app.window("Mini window")
    assert mini is not None
    app.press("push button", "Pause")
    app.press("push button", "Resume")
    app.double_click(mini, 0.1)
    app.wait_for(app.main_window_is_visible, "the window")
    app.wait_for(lambda: app.window("Mini window") is None, "the mini window to close")
    app.press("push button", "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its end")
    app.close_main_window()
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0


def test_a_button_of_the_notification_starts_the_break(app: RunningApp) -> None:
    app.prefer(minutes=5)
    app.start(faketime="+0 x20")
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    app.close_main_window()  # A window that is used tells by itself.
    app.wait_for(lambda: statuses(app) == ["completed"], "the end")
    app.wait_for(lambda: "Session complete" in app.notifications(), "the notification")
    app.wait_for(app.height_of_notifications, "the notification on the screen")
    app.click_newest_notification(button=2)
    app.click_tray_menu((*IDLE_MENU[:2], "Skip break", *IDLE_MENU[2:5], *ACTIVE_MENU[-3:]), "Skip break")
    app.click_tray_menu(after_a_session(IDLE_MENU), "Show window")
    app.widget("push button", "Start")


def test_without_dbus_and_tray_the_window_says_that_the_session_is_complete(
    bare_app: RunningApp,
) -> None:
    app = bare_app
    app.environment |= {
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        # Only the test needs this, to see the widgets.
        "AT_SPI_BUS_ADDRESS": app.accessibility_bus_address,
    }
    app.start(faketime="+0 x30")
    app.widget("spin box", "Minutes").set_value(3)
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["completed"], "the end")
    assert app.widget("progress bar", "Time left").description.startswith("3 min, done at ")
    app.press("push button", "Done for now")
    app.widget("spin box", "Minutes")
    assert app.sessions()[0].focused == timedelta(minutes=3)
    assert "Traceback" not in app.output()


def test_without_dbus_a_strip_says_that_the_session_is_complete(app: RunningApp) -> None:
    app.environment |= {
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "AT_SPI_BUS_ADDRESS": app.accessibility_bus_address,
    }
    app.prefer(minutes=5)
    app.start("--minimized", faketime="+0 x30")
    app.click_tray_menu(IDLE_MENU, "Start 25 min")  # It says 5.
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    app.wait_for(lambda: len(app.windows()) == 1, "the menu to close")  # The icon is also a window.
    app.wait_for(lambda: statuses(app) == ["completed"], "the end")
    app.widget("label", "Session complete")
    app.widget("push button", "Start next")
    assert not app.main_window_is_visible()
    app.press("push button", "Start break")
    app.wait_for(lambda: len(app.windows()) == 1, "the strip to go")
    app.click_tray_menu((*IDLE_MENU[:2], "Skip break", *IDLE_MENU[2:5], *ACTIVE_MENU[-3:]), "Skip break")
    app.click_tray_menu(after_a_session(IDLE_MENU), "Quit")


def test_a_session_started_in_a_terminal_is_shown_and_completing_it_over_http_notifies(
    app: RunningApp,
) -> None:
    port = free_port()
    app.prefer(api_port=port)
    app.start()
    app.open_preferences()
    app.click(*app.widget("list item", "Local API").centre)
    app.press("check box", "Serve the local API")
    app.widget("label", f"It is on: served at http://127.0.0.1:{port}.")
    app.press("push button", "Close")

    add_quest(app, "Read 12 Books")
    app.command("start", "--minutes", "50", "--quest", "Read 12 Books", "--description", "Chapter three")
    app.widget("label", "Chapter three")
    app.widget("label", "Read 12 Books")
    ring = app.widget("progress bar", "Time left")
    app.wait_for(lambda: 2900 < ring.value <= 3000, "the time to run")
    app.press("page tab", "History")
    assert app.history_rows()[0][1:3] == ["Chapter three", "Read 12 Books"]
    assert app.history_rows()[0][4:] == ["Running"]

    with app.http(port) as client:
        (session,) = client.get("/focus-sessions", params={"status": "active"}).json()
        assert session["description"] == "Chapter three"
        client.patch(f"/focus-sessions/{session['id']}", json={"status": "completed"})
    app.wait_for(lambda: "Session complete" in app.notifications(), "the notification")
    assert "0 of 50 min · Chapter three · Read 12 Books" in app.notifications()
    app.wait_for(lambda: app.history_rows()[0][4] == "Completed", "the history to follow")
    app.press("page tab", "Focus")
    app.widget("push button", "Start next")
    assert app.end() == 0
    assert "Traceback" not in app.output()


def test_the_tray_shows_what_a_terminal_and_another_server_do(app: RunningApp) -> None:
    app.start("--minimized")
    app.command("start", "--minutes", "90")
    app.click_tray_menu(ACTIVE_MENU, "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")

    port = free_port()
    command = [sys.executable, "-m", "focus_desktop", "serve", "--port", str(port)]
    server = app.desktop.start(command, app.environment, app.home / "serve.log")
    app.wait_for(lambda: "Serving" in (app.home / "serve.log").read_text(), "the server")
    with app.http(port) as client:
        session = client.post("/focus-sessions", json={"duration_minutes": 25}).json()
        app.click_tray_menu(ACTIVE_MENU, "Cancel")
        app.wait_for(lambda: statuses(app)[0] == "cancelled", "its end")
        assert client.get("/focus-sessions").json()[0] == session | {"status": "cancelled"}
    server.terminate()
    assert server.wait(PATIENCE) == 0
    app.click_tray_menu(after_a_session(IDLE_MENU), "Quit")
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0
