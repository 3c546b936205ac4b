"""A whole day with the app, on a real desktop, driven by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from virtual_desktop import PATIENCE

if TYPE_CHECKING:
    from tests.desktop_e2e.running_app import RunningApp


def statuses(app: RunningApp) -> list[str]:
    """Of all sessions, the newest first."""
    return [session.status for session in app.sessions()]


def write(app: RunningApp, text: str) -> None:
    """Type a text into what has the keyboard focus."""
    app.desktop.run("xdotool", "type", "--delay", "30", text)


def test_a_day_by_keyboard_alone(app: RunningApp) -> None:
    app.prefer(sound=False)
    app.start()
    app.wait_for(app.main_window_is_active, "the window")
    start_with_new_quest(app)
    pause_extend_and_rename(app)
    cancel_and_undo(app)
    complete_and_take_the_break(app)
    look_around(app)
    app.press_keys("ctrl+q")
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0
    assert statuses(app) == ["active", "completed"]
    app.wait_for(lambda: "Your session is kept" in app.notifications(), "what becomes of the session")
    assert "Traceback" not in app.output()


def start_with_new_quest(app: RunningApp) -> None:
    """Start a session of the second preset. The description has the keyboard focus at first."""
    write(app, "Chapter three")
    app.press_keys("Tab", "Down")
    app.widget("list item", "New quest…")
    app.press_keys("Down", "Return")
    app.widget("text", "New quest")
    write(app, "Write the thesis")
    app.press_keys("Return")
    app.widget("combo box", "Write the thesis")
    app.press_keys("Tab", "Tab", "Right", "Return")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    session = app.sessions()[0]
    assert (session.description, session.quest, session.duration_minutes) == (
        *("Chapter three", "Write the thesis"),
        50,
    )


def pause_extend_and_rename(app: RunningApp) -> None:
    """Use the keys of a running session; from the ring, Tab goes to its title."""
    app.press_keys("space")
    app.widget("push button", "Resume")
    app.press_keys("space")
    app.widget("push button", "Pause")
    app.press_keys("ctrl+e")
    app.wait_for(lambda: app.sessions()[0].duration_minutes == 55, "five minutes more")
    app.press_keys("Tab", "F2")
    app.widget("text", "Description")
    write(app, "Chapter four")
    app.press_keys("Return")
    app.wait_for(lambda: app.sessions()[0].description == "Chapter four", "the other title")


def cancel_and_undo(app: RunningApp) -> None:
    """Cancel by the last entry of the card, and undo that; the description is kept meanwhile."""
    app.press_keys("Tab", "Tab", "Tab", "Tab", "Return")
    app.widget("push button", "Extend")
    app.press_keys("shift+Tab", "Return")
    app.wait_for(lambda: statuses(app) == ["cancelled"], "its end")
    app.widget("push button", "Undo")
    assert app.widget("text", "Description").text == "Chapter four"
    app.press_keys("ctrl+z")
    app.wait_for(lambda: statuses(app) == ["active"], "the session to go on")
    assert app.sessions()[0].description == "Chapter four"


def complete_and_take_the_break(app: RunningApp) -> None:
    """Press the button of a running session; then take its break, skip it, and start the next session."""
    app.press_keys("Tab", "Tab", "Tab", "Tab", "Return")
    app.wait_for(lambda: statuses(app) == ["completed"], "its end")
    app.widget("push button", "Done for now")
    app.press_keys("Return")
    app.widget("push button", "Skip break")
    app.press_keys("Tab", "Return")
    app.widget("spin box", "Minutes")
    app.press_keys("ctrl+Return")
    app.wait_for(lambda: statuses(app) == ["active", "completed"], "the next session")


def look_around(app: RunningApp) -> None:
    """Open the history, the preferences, the sheet of keys and the mini window."""
    app.press_keys("ctrl+2")
    app.widget("table", "History")
    app.press_keys("ctrl+comma")
    app.widget("text", "Search preferences")
    app.press_keys("Escape")
    app.wait_for(lambda: not app.shows("text", "Search preferences"), "the preferences to close")
    app.press_keys("ctrl+1", "F1")
    app.widget("label", "Keyboard shortcuts")
    app.press_keys("Escape")
    app.wait_for(lambda: not app.shows("label", "Keyboard shortcuts"), "the sheet to close")
    app.press_keys("ctrl+m")
    app.wait_for(lambda: app.active_window().startswith("Mini window"), "the mini window")
    app.press_keys("Return")
    app.wait_for(lambda: app.window("Mini window") is None, "the mini window to close")
    app.wait_for(app.main_window_is_active, "the window")
