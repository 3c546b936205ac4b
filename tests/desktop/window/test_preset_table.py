"""The presets in the preferences: they are added, edited, removed and restored."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.preferences.pages import TimerPage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.desktop.window.preferences.preset_row import PresetRow
from focus_desktop.desktop.window.preferences.preset_table import PresetTable
from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.settings import DEFAULT_PRESETS, Preset
from tests.desktop.seen import visible


@pytest.fixture
def page(app: Application) -> TimerPage:
    """The page, shown."""
    app.preferences.open()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog.show_page(TimerPage)


@pytest.fixture
def table(page: TimerPage) -> PresetTable:
    return page.presets


def rename(row: PresetRow, name: str) -> None:
    row.name.setText(name)
    row.name.editingFinished.emit()


def names(app: Application) -> list[str]:
    return [preset.name for preset in app.settings.current.presets]


def test_a_new_preset_has_its_name_selected(app: Application, table: PresetTable, qtbot: QtBot) -> None:
    table.add.click()
    assert table.window().focusWidget() is table.rows[4].name
    qtbot.keyClicks(table.rows[4].name, " Reading & art ")
    qtbot.keyClick(table.rows[4].name, Qt.Key.Key_Return)
    table.rows[4].minutes.setValue(40)
    table.rows[4].rest.setValue(0)
    assert app.settings.current.presets == (*DEFAULT_PRESETS, Preset("Reading & art", 40, 0))
    chosen = next(
        one
        for one in visible(app.session_panel)
        if isinstance(one, QPushButton) and one.text() == "Reading && art"
    )
    chosen.click()
    assert (app.plan.planned.minutes, app.plan.planned.break_minutes) == (40, 0)
    table.window().close()


def test_a_removed_preset_is_brought_back_to_its_place(app: Application, table: PresetTable) -> None:
    row = table.rows[1]
    row.remove.click()
    assert names(app) == ["Pomodoro", "52/17", "Deep work"]
    assert row.told.text() == "“50/10” removed."
    assert table.window().focusWidget() is row.undo
    assert not row.name.isVisible()
    rename(table.rows[2], "Later")  # The rows below stay where they are.
    row.undo.click()
    assert names(app) == ["Pomodoro", "50/10", "Later", "Deep work"]
    assert table.window().focusWidget() is row.remove
    table.window().close()


def test_the_last_of_several_removed_presets_is_brought_back(app: Application, table: PresetTable) -> None:
    table.rows[0].remove.click()
    table.rows[2].remove.click()
    assert names(app) == ["50/10", "Deep work"]
    assert [row.undo.isVisible() for row in table.rows[:4]] == [False, True, False, False]
    table.rows[1].undo.click()
    assert names(app) == ["50/10", "52/17", "Deep work"]
    table.window().close()


def test_closing_the_dialog_withdraws_the_offer_to_bring_a_preset_back(table: PresetTable) -> None:
    table.rows[0].remove.click()
    table.window().close()
    assert [row.undo.isHidden() for row in table.rows] == [True] * MOST_PRESETS
    assert [row.name.isHidden() for row in table.rows[:4]] == [False, False, False, True]


def test_there_is_a_last_preset_and_a_most_of_them(app: Application, table: PresetTable) -> None:
    for _ in range(4):
        table.add.click()
    assert not table.add.isEnabled()
    assert len(set(names(app))) == MOST_PRESETS
    for _ in range(MOST_PRESETS - 1):
        next(row for row in table.rows if row.preset is not None).remove.click()
    (left,) = (row for row in table.rows if row.preset is not None)
    assert not left.remove.isEnabled()
    table.window().close()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Give the preset a name."),
        ("  ", "Give the preset a name."),
        ("DEEP work", "Another preset has this name."),
    ],
)
def test_a_name_that_cannot_be_is_told_at_the_field_and_not_stored(
    app: Application, table: PresetTable, typed: str, told: str
) -> None:
    row = table.rows[0]
    rename(row, typed)
    assert row.problem.isVisible()
    assert row.problem.text() == row.name.accessibleDescription() == told
    row.minutes.setValue(30)  # The rest takes effect all the same.
    assert app.settings.current.presets[0] == Preset("Pomodoro", 30, 5)
    rename(row, "Tomato")
    assert not row.problem.isVisible()
    assert names(app)[0] == "Tomato"
    table.window().close()


def test_a_name_that_is_being_typed_is_not_lost_by_closing(app: Application, table: PresetTable) -> None:
    table.rows[0].name.setText("Tomato")
    table.rows[1].name.setText("")
    table.window().close()
    assert names(app)[:2] == ["Tomato", "50/10"]
    assert table.rows[1].name.text() == "50/10"


def test_restoring_the_defaults_keeps_the_users_own_presets(app: Application, page: TimerPage) -> None:
    own = Preset("Reading", 40, 0)
    changed = DEFAULT_PRESETS[0]._replace(minutes=30)
    app.settings.save(presets=(own, changed), time_up="overtime")
    page.restore_row.button.click()
    assert list(app.settings.current.presets) == page.presets.presets() == [*DEFAULT_PRESETS, own]
    assert app.settings.current.time_up == "complete"
    page.restore_row.button.click()
    assert list(app.settings.current.presets) == [own, changed]
    page.window().close()
