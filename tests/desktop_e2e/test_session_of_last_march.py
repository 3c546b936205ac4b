"""Somebody finds a session of last March, corrects its times, undoes that, and exports the session."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.desktop_e2e.test_whole_day_by_accessibility import assert_readable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop_e2e.running_app import RunningApp, StoredSession

TODAY = datetime.now(UTC).date()
MARCH = date(TODAY.year if TODAY.month > 3 else TODAY.year - 1, 3, 12)
OUTLINE = "Outline of chapter two"
HOUR = timedelta(hours=1)


@pytest.fixture
def outline(app: RunningApp) -> StoredSession:
    """The session that is looked for, among others."""
    app.prefer(sound=False, first_steps_done=True)
    for day, description in (
        (MARCH, OUTLINE),
        (MARCH, "Answer letters"),
        (TODAY - timedelta(days=1), "Plan"),
    ):
        hour = 9 if description == OUTLINE else 14
        app.command(
            *("add", "--start", f"{day} {hour:02}:00", "--minutes", "50", "--description", description)
        )
    return found(app)


def found(app: RunningApp) -> StoredSession:
    return next(one for one in app.sessions() if one.description == OUTLINE)


def exported(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [row["description"] for row in csv.DictReader(stream)]


def test_by_keyboard_alone(app: RunningApp, outline: StoredSession, tmp_path: Path) -> None:
    app.start()
    app.wait_for(app.main_window_is_active, "the window")
    app.press_keys("ctrl+f")
    search = app.widget("text", "Search history")
    app.wait_for(lambda: search.is_focused, "the keyboard in the search")
    app.desktop.run("xdotool", "type", "--delay", "30", "outline")
    app.wait_for(lambda: [row[1] for row in app.history_rows()] == [OUTLINE], "the search")

    app.press_keys("Down", "Return")
    app.widget("push button", "Save")
    app.press_keys("Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Return")  # To the hours of the start.
    app.wait_for(lambda: found(app).started_at == outline.started_at - HOUR, "the earlier start")
    assert found(app).focused == outline.focused + HOUR
    app.press_keys("ctrl+z")
    app.wait_for(lambda: found(app) == outline, "the start as it was")

    app.press_keys("Home", "Menu")
    app.widget("push button", "Export selected…")
    app.press_keys("Up", "Up", "Return")
    app.wait_for(lambda: app.window("Export") is not None, "the dialog")
    app.press_keys("Return")
    save(app, tmp_path / "march.csv", by_keyboard=True)
    assert exported(tmp_path / "march.csv") == [OUTLINE]
    app.press_keys("Return", "ctrl+q")
    assert app.process is not None
    assert app.process.wait(60) == 0
    assert "Traceback" not in app.output()


def test_by_assistive_technology_alone(app: RunningApp, outline: StoredSession, tmp_path: Path) -> None:
    app.start()
    app.press("page tab", "History")
    app.widget("text", "Search history").write("outline")
    app.wait_for(lambda: [row[1] for row in app.history_rows()] == [OUTLINE], "the search")
    assert_readable(app)
    table = app.widget("table", "History")
    table.select_row(1)  # Below the heading of the day.
    app.press("push button", "Edit")
    app.widget("push button", "Save")
    assert_readable(app)
    app.widget("spin box", "Planned minutes").set_value(60)
    app.press("push button", "Add pause")
    app.widget("push button", "Remove the pause")
    assert_readable(app)
    app.press("push button", "Save")
    app.wait_for(lambda: found(app).focused == outline.focused - timedelta(minutes=5), "the pause")
    assert found(app).duration_minutes == 60
    app.press("push button", "Menu")
    app.press("push button", "Undo")
    app.wait_for(lambda: found(app) == outline, "the session as it was")

    table.select_row(1)
    app.press("push button", "More…")
    assert_readable(app)
    app.press("push button", "Export selected…")
    app.wait_for(lambda: app.window("Export") is not None, "the dialog")
    assert_readable(app)
    app.press("push button", "Export…")
    save(app, tmp_path / "march.csv", by_keyboard=False)
    assert exported(tmp_path / "march.csv") == [OUTLINE]
    app.press("push button", "Close")
    assert app.end() == 0
    assert "Traceback" not in app.output()


def save(app: RunningApp, file: Path, *, by_keyboard: bool) -> None:
    """Name the file in Qt's own dialog, and wait until it is there."""
    line = app.widget("text", "File name:")
    if by_keyboard:
        app.press_keys("ctrl+a")
        app.desktop.run("xdotool", "type", "--delay", "30", str(file))
        app.press_keys("Return")
    else:
        line.write(str(file))
        app.press("push button", "Save")
    app.wait_for(file.exists, "the file")
    app.widget("push button", "Close")
