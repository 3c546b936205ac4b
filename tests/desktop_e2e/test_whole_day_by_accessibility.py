"""A whole day with the app, on a real desktop, by what assistive technology can do alone: no key, no pointer.

At each stop of the day everything that can be used must have a name, and something the keyboard focus.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.desktop_e2e.accessibility import Gone
from virtual_desktop import PATIENCE

if TYPE_CHECKING:
    from tests.desktop_e2e.accessibility import Widget
    from tests.desktop_e2e.running_app import RunningApp

PAGES = (
    *("Timer", "Sounds and notifications", "Appearance", "Days and goals", "Desktop", "Local API", "Data"),
    "Breaks",
)


def test_a_day_by_assistive_technology_alone(app: RunningApp) -> None:
    app.prefer(sound=False)
    app.start()
    dismiss_first_steps(app)
    plan_with_new_quest(app)
    choose_length(app)
    start_pause_and_resume(app)
    extend_and_rename(app)
    complete(app)
    take_and_skip_break(app)
    cancel_and_undo(app)
    filter_history(app)
    delete_and_undo(app)
    change_preferences(app)
    read_keys(app)
    use_mini_window(app)
    start_next_and_quit(app)
    assert "Traceback" not in app.output()


def statuses(app: RunningApp) -> list[str]:
    """Of all sessions, the newest first."""
    return [session.status for session in app.sessions()]


def assert_readable(app: RunningApp) -> None:
    """Check what assistive technology reads of the window that is active, and that it knows where it is."""
    app.wait_for(lambda: has_focus(app.window_that_is_active()), "something to have the keyboard focus")
    found = list(app.window_that_is_active().faults())
    assert not found, found


def has_focus(window: Widget) -> bool:
    """Whether something has the keyboard focus. Qt says so of the chosen tab, wherever the focus is."""
    with suppress(Gone):
        return any(one.is_focused and one.role != "page tab" for one in window.walk())
    return False


def press_in_card(app: RunningApp, opener: str, entry: str) -> None:
    """Open a card by its button, check it, and press one of its buttons."""
    app.press("push button", opener)
    app.widget("push button", entry)
    assert_readable(app)
    app.press("push button", entry)


def dismiss_first_steps(app: RunningApp) -> None:
    """Read the first steps, and dismiss them for good."""
    app.widget("panel", "First steps")
    assert_readable(app)
    app.press("push button", "Dismiss the first steps")
    app.wait_for(lambda: not app.shows("panel", "First steps"), "the first steps to go")
    assert_readable(app)


def plan_with_new_quest(app: RunningApp) -> None:
    """Write what to work on, and add a quest by the last entry of the list."""
    app.widget("text", "Description").write("Chapter three: a < b & c")
    app.press("combo box", "No quest")
    entry = app.widget("list item", "New quest…")
    assert_readable(app)
    entry.select()
    title = app.widget("text", "New quest")
    assert_readable(app)
    title.write("Write the thesis")
    app.press("push button", "Add quest")
    app.widget("combo box", "Write the thesis")


def choose_length(app: RunningApp) -> None:
    """Choose a preset, then other minutes, and look at the lengths in their card."""
    pill = app.widget("radio button", "52/17")
    pill.press()
    app.wait_for(lambda: pill.is_checked, "the preset to be chosen")
    minutes = app.widget("spin box", "Minutes")
    assert minutes.value == 52
    minutes.set_value(40)
    app.wait_for(lambda: not pill.is_checked, "no preset to be chosen")
    app.press("push button", "Session length and break")
    assert app.widget("spin box", "Length").value == 40
    assert app.widget("spin box", "Break").value == 17
    assert_readable(app)


def start_pause_and_resume(app: RunningApp) -> None:
    """Start what was planned, pause, and resume."""
    app.press("push button", "Start")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    session = app.sessions()[0]
    assert (session.description, session.quest) == ("Chapter three: a < b & c", "Write the thesis")
    assert session.duration_minutes == 40
    app.press("push button", "Pause")
    app.widget("push button", "Resume")
    assert app.sessions()[0].intervals[-1][1] is not None
    assert "Paused" in app.widget("progress bar", "Time left").description
    assert_readable(app)
    app.press("push button", "Resume")
    app.widget("push button", "Pause")
    assert [stop is None for _, stop in app.sessions()[0].intervals] == [False, True]
    assert_readable(app)


def extend_and_rename(app: RunningApp) -> None:
    """Extend by the button and by the card, and rename by the card."""
    app.press("push button", "+5 min")
    app.wait_for(lambda: app.sessions()[0].duration_minutes == 45, "five minutes more")
    app.press("push button", "More")
    app.widget("spin box", "Extend by").set_value(20)
    assert_readable(app)
    app.press("push button", "Extend")
    app.wait_for(lambda: app.sessions()[0].duration_minutes == 65, "twenty minutes more")
    app.wait_for(lambda: app.widget("progress bar", "Time left").value > 64 * 60, "the ring to show them")
    press_in_card(app, "More", "Rename")
    app.widget("text", "Description").write("Chapter four")
    app.widget("push button", "Pause").take_focus()  # What was written holds when the focus leaves it.
    app.wait_for(lambda: app.sessions()[0].description == "Chapter four", "the other title")
    app.widget("label", "Chapter four")


def complete(app: RunningApp) -> None:
    """End the session early, look at what was done, and count it for the quest."""
    app.press("push button", "Complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its end")
    app.widget("label", "Write the thesis · 0 of 1")
    assert "of 65 min kept" in app.widget("progress bar", "Time left").description
    assert_readable(app)
    app.press("push button", "+1 on the quest")
    app.widget("label", "Write the thesis · 1 of 1")
    app.widget("push button", "Mark as done")
    assert [one["current_value"] for one in json.loads(app.command("quests", "--json"))] == [1]


def take_and_skip_break(app: RunningApp) -> None:
    """Take the break that was earned, and skip it: the form is there again."""
    app.press("push button", "Start break, 17 min")
    app.widget("push button", "Skip break")
    app.widget("label", "Break")
    assert_readable(app)
    app.press("push button", "Skip break")
    app.widget("push button", "Start")
    assert statuses(app) == ["completed"]


def cancel_and_undo(app: RunningApp) -> None:
    """Start again by the menu, cancel by the card, and undo that: the session goes on."""
    press_in_card(app, "Menu", "Start the last session again")
    app.wait_for(lambda: statuses(app) == ["active", "completed"], "the next session")
    press_in_card(app, "More", "Cancel")
    app.wait_for(lambda: statuses(app)[0] == "cancelled", "its end")
    app.press("push button", "Undo")
    app.wait_for(lambda: statuses(app)[0] == "active", "the session to go on")
    app.widget("push button", "Pause")
    assert app.sessions()[0].intervals[-1][1] is None


def filter_history(app: RunningApp) -> None:
    """Show only completed sessions, then all of them again."""
    app.press("page tab", "History")
    assert [(row[1], row[2], row[-1]) for row in app.history_rows()] == [
        ("Chapter four", "Write the thesis", "Running"),
        ("Chapter four", "Write the thesis", "Completed"),
    ]
    assert_readable(app)
    assert app.widget("combo box", "Any status").description == "Show status"
    app.press("combo box", "Any status")
    entry = app.widget("list item", "Completed")
    assert_readable(app)
    entry.select()
    app.wait_for(lambda: [row[-1] for row in app.history_rows()] == ["Completed"], "the filter")
    app.choose("Completed", "Any status")
    app.wait_for(lambda: len(app.history_rows()) == 2, "all sessions")


def delete_and_undo(app: RunningApp) -> None:
    """Delete the completed session, and bring it back."""
    before = app.sessions()
    table = app.widget("table", "History")
    table.select_row(2)  # Below the heading of the day, and the newest session.
    app.press("push button", "Delete")
    app.wait_for(lambda: statuses(app) == ["active"], "the session to go")
    app.press("push button", "Undo")  # At once: it is offered for some seconds only.
    app.wait_for(lambda: app.sessions() == before, "the session to be back")
    app.wait_for(lambda: len(app.history_rows()) == 2, "its row to be back")


def change_preferences(app: RunningApp) -> None:
    """Look at every page, search, change a number and a check box, and close the dialog."""
    press_in_card(app, "Menu", "Preferences")
    for page in PAGES:
        app.widget("list item", page).select()
        app.widget("label", page)
        assert_readable(app)
    search = app.widget("text", "Search preferences")
    search.write("long")
    app.wait_for(lambda: not app.shows("list item", "Timer"), "the pages to be searched")
    assert_readable(app)
    app.press("push button", "Clear the search")
    app.widget("list item", "Timer")
    assert search.text == ""
    app.widget("spin box", "Length of a long break").set_value(35)
    app.press("check box", "Start the next session by itself when a break is over")
    app.wait_for(
        lambda: (app.setting("long_break_minutes"), app.setting("auto_start_session")) == (35, True),
        "the settings to be saved",
    )
    assert app.widget("check box", "Start the next session by itself when a break is over").is_checked
    app.press("push button", "Close")
    app.wait_for(lambda: app.window("Preferences") is None, "the preferences to close")


def read_keys(app: RunningApp) -> None:
    """Open the sheet of keys and close it."""
    press_in_card(app, "Menu", "Keyboard shortcuts")
    app.widget("label", "Keyboard shortcuts")
    assert_readable(app)
    app.press("push button", "Close")
    app.wait_for(lambda: not app.shows("label", "Keyboard shortcuts"), "the sheet to close")
    assert_readable(app)


def use_mini_window(app: RunningApp) -> None:
    """Pause, resume and complete in the mini window, and go back to the main window."""
    press_in_card(app, "Menu", "Mini window")
    app.wait_for(lambda: mini_buttons(app) == ["Show window", "Pause", "Complete"], "the mini window")
    assert_readable(app)
    press_in_mini_window(app, "Pause")
    app.wait_for(lambda: mini_buttons(app) == ["Show window", "Resume", "Complete"], "the pause")
    assert app.sessions()[0].intervals[-1][1] is not None
    press_in_mini_window(app, "Resume")
    app.wait_for(lambda: mini_buttons(app) == ["Show window", "Pause", "Complete"], "the session to go on")
    press_in_mini_window(app, "Complete")
    app.wait_for(lambda: statuses(app) == ["completed", "completed"], "its end")
    assert_readable(app)
    press_in_mini_window(app, "Show window")
    app.wait_for(lambda: app.window("Mini window") is None, "the mini window to close")
    assert_readable(app)


def mini_buttons(app: RunningApp) -> list[str]:
    """The names of the mini window's buttons, from left to right."""
    window = app.window("Mini window")
    return [button.name for button in window.find_all("push button")] if window else []


def press_in_mini_window(app: RunningApp, name: str) -> None:
    """Press a button of the mini window; the main window has some of the same name."""
    window = app.window("Mini window")
    assert window is not None
    (button,) = window.find_all("push button", name)
    button.press()


def start_next_and_quit(app: RunningApp) -> None:
    """Start the next session where the completed one is shown, and quit: it is kept."""
    press_in_card(app, "Menu", "Focus")
    app.press("push button", "Start next")
    app.wait_for(lambda: statuses(app) == ["active", "completed", "completed"], "the next session")
    press_in_card(app, "Menu", "Quit")
    assert app.process is not None
    assert app.process.wait(PATIENCE) == 0
    app.wait_for(lambda: "Your session is kept" in app.notifications(), "what becomes of the session")
    assert statuses(app) == ["active", "completed", "completed"]
