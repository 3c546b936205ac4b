"""The preferences: the list of pages, its search, and what each control does."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from focus_desktop import paths
from focus_desktop.app import database_place
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.bell import Sound
from focus_desktop.desktop.window.preferences.pages import (
    PAGES,
    AlertsPage,
    ApiPage,
    AppearancePage,
    BreaksPage,
    DataPage,
    DaysPage,
    TimerPage,
)
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.preferences_dialog import PreferencesDialog
from focus_desktop.desktop.window.preferences.wrapping_check_box import WrappingCheckBox
from focus_desktop.settings import Settings
from focus_desktop.settings_file import SettingsFile
from tests.desktop.conftest import Opened, Told

Control = TypeVar("Control", bound=QWidget)


@pytest.fixture
def dialog(app: Application) -> PreferencesDialog:
    """The dialog, opened."""
    return opened(app)


def opened(app: Application) -> PreferencesDialog:
    app.preferences.open()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    return dialog


def control(page: QWidget, kind: type[Control], name: str) -> Control:
    """By the words on it or beside it."""
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def listed(dialog: PreferencesDialog) -> list[str]:
    items = map(dialog.list.item, range(dialog.list.count()))
    return [item.text() for item in items if not item.isHidden()]


def marked(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.property("found")]


def focused(dialog: PreferencesDialog) -> QWidget:
    widget = dialog.focusWidget()
    assert widget is not None
    return widget


def scrolls_sideways(dialog: PreferencesDialog, kind: type[PreferencePage]) -> bool:
    dialog.show_page(kind)
    QCoreApplication.processEvents()
    scroll_area = dialog._pages.currentWidget()
    assert isinstance(scroll_area, QScrollArea)
    return scroll_area.horizontalScrollBar().maximum() > 0


# The dialog


def test_all_pages_are_listed_and_the_first_one_is_shown(dialog: PreferencesDialog) -> None:
    assert listed(dialog) == [
        *("Timer", "Breaks", "Sounds and notifications", "Appearance", "Days and goals"),
        *("Desktop", "Local API", "Data"),
    ]
    assert dialog.page(TimerPage).isVisible()
    dialog.close()


def test_a_page_is_built_only_when_it_is_shown(dialog: PreferencesDialog) -> None:
    assert list(dialog._built) == [TimerPage]
    dialog.show_page(BreaksPage)
    assert list(dialog._built) == [TimerPage, BreaksPage]
    dialog.close()


def test_assistive_technology_shows_a_page_by_selecting_it(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    row = PAGES.index(BreaksPage)
    index = dialog.list.model().index(row, 0)
    dialog.list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.waitUntil(lambda: dialog.list.currentRow() == row)
    assert dialog.page(BreaksPage).isVisible()


def test_the_page_is_remembered_while_the_app_runs(app: Application, dialog: PreferencesDialog) -> None:
    page = dialog.show_page(DaysPage)
    dialog.close()
    assert opened(app) is dialog
    assert page.isVisible()
    dialog.close()


def test_the_search_has_the_keyboard_whenever_the_dialog_is_opened(
    app: Application, dialog: PreferencesDialog
) -> None:
    dialog.list.setFocus()
    dialog.close()
    app.preferences.open()
    assert focused(dialog) is dialog.search


def test_a_search_lists_the_pages_with_all_its_words_and_marks_the_labels(dialog: PreferencesDialog) -> None:
    dialog.search.setText("bell RING")
    assert listed(dialog) == ["Sounds and notifications"]
    page = dialog.page(AlertsPage)
    assert page.isVisible()
    assert "Ring a bell when a session or a break is over" in marked(page)
    assert "Volume" not in marked(page)
    dialog.search.setText("overtime")  # A choice of a combo box.
    assert marked(dialog.page(TimerPage)) == ["When time is up"]
    dialog.search.setText("goals")  # The name of a page.
    assert listed(dialog) == ["Days and goals"]
    dialog.search.clear()
    assert len(listed(dialog)) == len(PAGES)
    assert marked(page) == []
    assert dialog.page(DaysPage).isVisible()
    dialog.close()


def test_a_search_without_a_match_says_so(dialog: PreferencesDialog) -> None:
    dialog.search.setText("xyzzy")
    assert listed(dialog) == []
    assert dialog.nothing_found.isVisible()
    dialog.search.setText("")
    assert dialog.page(TimerPage).isVisible()
    dialog.close()


def test_the_search_is_reached_and_left_by_keys(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.list.setFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert focused(dialog) is dialog.search
    qtbot.keyClicks(dialog.search, "token")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert focused(dialog) is dialog.list
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert dialog.search.text() == ""
    assert dialog.isVisible()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_closing_the_dialog_clears_the_search(app: Application, dialog: PreferencesDialog) -> None:
    dialog.search.setText("token")
    dialog.close()
    assert not dialog.isVisible()
    opened(app)
    assert dialog.search.text() == ""
    assert dialog.page(ApiPage).isVisible()
    dialog.close()


def test_enter_presses_no_button(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    table = dialog.page(TimerPage).presets
    qtbot.keyClick(table.rows[0].name, Qt.Key.Key_Return)
    assert len(table.presets()) == 4
    assert dialog.isVisible()
    dialog.close()


def test_tab_goes_through_the_page_before_it_comes_to_close(dialog: PreferencesDialog) -> None:
    page = dialog.show_page(BreaksPage)
    dialog.show_page(AppearancePage)  # It was made later.
    dialog.show_page(BreaksPage)
    control(page, WrappingCheckBox, "Fill the screen during a break; Esc hides it").setFocus()
    dialog.focusNextChild()  # The defaults are in force: there is nothing to restore.
    last = focused(dialog)
    assert isinstance(last, QPushButton)
    assert last.text() == "Close"
    dialog.close()


def test_the_dialog_can_be_low_and_its_pages_scroll(dialog: PreferencesDialog) -> None:
    dialog.resize(540, 360)
    QCoreApplication.processEvents()
    assert (dialog.width(), dialog.height()) == (540, 360)
    assert dialog.page(TimerPage).height() > 360
    assert [kind for kind in PAGES if scrolls_sideways(dialog, kind)] == [TimerPage]  # For its table.
    dialog.close()


@pytest.mark.parametrize("percent", [100, 125])
@pytest.mark.parametrize("name", ["en", "de"])
def test_no_page_scrolls_sideways_as_the_dialog_opens(
    open_app: Opened, choose_language: Callable[[str], None], name: str, percent: int
) -> None:
    choose_language(name)
    app = open_app()
    app.settings.save(text_percent=percent)
    dialog = opened(app)
    assert [kind for kind in PAGES if scrolls_sideways(dialog, kind)] == []
    dialog.close()
    app.settings.save(text_percent=100)


def test_the_dialog_grows_with_the_text(app: Application, dialog: PreferencesDialog) -> None:
    app.settings.save(text_percent=110)
    assert dialog.width() > 740
    app.settings.save(text_percent=100)
    dialog.close()


# Every page


def test_each_control_takes_effect_at_once_and_is_there_after_a_restart(
    dialog: PreferencesDialog, tmp_path: Path
) -> None:
    timer, breaks, alerts = (dialog.page(kind) for kind in (TimerPage, BreaksPage, AlertsPage))
    control(timer, QComboBox, "When time is up").setCurrentIndex(1)
    control(breaks, QSpinBox, "A long break after every").setValue(3)
    control(breaks, WrappingCheckBox, "Start the break by itself").setChecked(True)
    control(alerts, QSlider, "Volume").setValue(20)
    saved = SettingsFile(tmp_path / "settings.json").current
    assert saved == Settings(time_up="overtime", long_break_every=3, auto_start_break=True, volume=20)
    dialog.close()


def test_what_is_preferred_is_shown(open_app: Opened, tmp_path: Path) -> None:
    SettingsFile(tmp_path / "settings.json").change(time_up="overtime", warn_minutes=7, sound=False)
    dialog = opened(open_app())
    assert control(dialog.page(TimerPage), QComboBox, "When time is up").currentIndex() == 1
    alerts = dialog.page(AlertsPage)
    assert control(alerts, QSpinBox, "Warn before the end").value() == 7
    assert not alerts.sound.isChecked()
    dialog.close()


def test_what_is_changed_elsewhere_is_shown_but_does_not_disturb_typing(
    app: Application, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    box = control(dialog.show_page(BreaksPage), QSpinBox, "Length of a long break")
    box.selectAll()
    qtbot.keyClicks(box, "99")
    app.settings.save(long_break_every=2)
    assert (box.cleanText(), app.settings.current.long_break_minutes) == ("99", 15)
    assert control(dialog.page(BreaksPage), QSpinBox, "A long break after every").value() == 2
    dialog.close()
    assert app.settings.current.long_break_minutes == 99  # What is typed is not lost.


def test_every_label_has_a_buddy_and_every_control_a_name(dialog: PreferencesDialog) -> None:
    for kind in PAGES:
        page = dialog.show_page(kind)
        for label in page.findChildren(QLabel):
            if (buddy := label.buddy()) is not None:
                words = buddy.text() if isinstance(buddy, QPushButton) else ""
                assert buddy.accessibleName() in {label.text(), f"{words} · {label.text()}"}
        for one in page.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
                assert one.accessibleName() or getattr(one, "text", str)(), (kind, one)
    dialog.close()


def test_the_wheel_scrolls_the_page_and_changes_no_number(dialog: PreferencesDialog) -> None:
    page = dialog.show_page(BreaksPage)
    box = control(page, QSpinBox, "Length of a long break")
    place, global_place = QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5)))
    wheel = QWheelEvent(
        *(place, global_place, QPoint(0, -120), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(box, wheel)
    assert box.value() == 15
    assert box.focusPolicy() is Qt.FocusPolicy.StrongFocus  # The wheel does not give it the focus either.
    dialog.close()


# Restoring the defaults


def test_restored_defaults_can_be_undone(app: Application, dialog: PreferencesDialog, qtbot: QtBot) -> None:
    page = dialog.show_page(BreaksPage)
    row = page.restore_row
    assert not row.button.isEnabled()
    app.settings.save(long_break_every=2, auto_start_break=True, volume=5)
    row.button.click()
    assert app.settings.current == Settings(volume=5)
    assert row.told.isVisible()
    assert row.button.text() == "Undo"
    assert control(page, QSpinBox, "A long break after every").value() == 4
    row.button.click()
    assert app.settings.current == Settings(long_break_every=2, auto_start_break=True, volume=5)
    assert not row.told.isVisible()
    assert row.button.text() == "Restore defaults"
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Space)
    assert (app.settings.current, row.button.hasFocus()) == (Settings(volume=5), True)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert app.settings.current.long_break_every == 2
    assert row.button.hasFocus()
    dialog.close()


def test_restored_defaults_cannot_be_undone_after_another_change_or_after_closing(
    app: Application, dialog: PreferencesDialog
) -> None:
    page = dialog.show_page(BreaksPage)
    button = page.restore_row.button
    app.settings.save(long_break_every=2)
    button.click()
    control(page, WrappingCheckBox, "Start the break by itself").click()
    assert button.text() == "Restore defaults"
    button.click()
    assert button.text() == "Undo"
    dialog.close()
    assert button.text() == "Restore defaults"


def test_pages_without_settings_have_no_defaults(dialog: PreferencesDialog) -> None:
    buttons = dialog.show_page(DataPage).window().findChildren(QPushButton)
    assert not any(one.isVisible() for one in buttons if one.text() == "Restore defaults")
    dialog.close()


# Sounds and notifications


@pytest.mark.parametrize("sound", [True, False])
def test_a_test_tells_what_an_end_of_a_session_would(
    app: Application,
    dialog: PreferencesDialog,
    rung: list[tuple[Sound, int]],
    notified: Told,
    *,
    sound: bool,
) -> None:
    app.settings.save(sound=sound, volume=40)
    dialog.show_page(AlertsPage).test.click()
    assert rung == ([(Sound.SESSION_END, 40)] if sound else [])
    assert notified == [("Test", "This is how you are told that a session is complete.")]
    dialog.close()


# Appearance


def test_an_accent_is_chosen_by_click_and_by_arrow_key(
    app: Application, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    samples = dialog.show_page(AppearancePage).accents.samples
    assert [sample.text() for sample in samples.values()] == ["Indigo", "Violet", "Teal", "Rust", "Rose"]
    qtbot.mouseClick(samples["teal"], Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert app.settings.current.accent == "teal"
    qtbot.keyClick(samples["teal"], Qt.Key.Key_Right)
    assert app.settings.current.accent == "rust"
    can_tab = {name for name, one in samples.items() if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    assert can_tab == {"rust"}
    dialog.close()


def test_the_chosen_accent_is_marked_by_more_than_colour(dialog: PreferencesDialog) -> None:
    samples = dialog.show_page(AppearancePage).accents.samples
    sample = samples["indigo"]
    sample.clearFocus()
    chosen = sample.grab().toImage()
    samples["teal"].click()
    assert sample.grab().toImage() != chosen
    dialog.close()


# Days and goals


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [
        ("3:30", 210, "3 h 30 min"),
        ("3 h 30 min", 210, "3 h 30 min"),
        ("210", 210, "3 h 30 min"),
        ("1,5 h", 90, "1 h 30 min"),
        ("0", 0, "no goal"),
        ("lots", 240, "4 h"),
        ("99:00", 240, "4 h"),
        ("3:90", 240, "4 h"),
    ],
)
def test_a_goal_is_typed_as_people_write_it(
    app: Application, dialog: PreferencesDialog, qtbot: QtBot, typed: str, minutes: int, shown: str
) -> None:
    goal = dialog.show_page(DaysPage).goal
    goal.selectAll()
    qtbot.keyClicks(goal, typed)
    qtbot.keyClick(goal, Qt.Key.Key_Return)
    assert app.settings.current.daily_goal_minutes == minutes
    assert goal.text() == shown
    dialog.close()


def test_a_goal_and_the_start_of_a_day_change_by_steps(app: Application, dialog: PreferencesDialog) -> None:
    page = dialog.show_page(DaysPage)
    page.goal.stepUp()
    assert page.goal.text() == "4 h 15 min"
    assert page.day_start.text() == "00:00"
    page.day_start.stepDown()
    assert page.day_start.text() == "23:00"
    assert app.settings.current == Settings(daily_goal_minutes=255, day_start_hour=23)
    dialog.close()


def test_working_days_are_in_the_order_of_the_week(app: Application, dialog: PreferencesDialog) -> None:
    page = dialog.show_page(DaysPage)
    app.settings.save(week_start="sunday")
    QCoreApplication.processEvents()
    days = sorted(page.days.buttons, key=QWidget.x)
    assert [day.text() for day in days] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert [day.isChecked() for day in days] == [False, True, True, True, True, True, False]
    days[0].click()
    assert app.settings.current.working_days == (0, 1, 2, 3, 4, 6)
    days[0].setFocus()
    dialog.focusNextChild()
    assert focused(dialog) is days[1]
    dialog.close()


# Data


def test_the_places_of_the_data_are_shown_and_opened(
    dialog: PreferencesDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_urls: list[QUrl] = []

    def fail_to_open(url: QUrl) -> bool:
        opened_urls.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", fail_to_open)
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "missing" / "log")
    page = dialog.show_page(DataPage)
    lines = [control(page, kind, name) for kind, name in ((QWidget, "Database"), (QWidget, "Log"))]
    assert [getattr(line, "text")() for line in lines] == [  # noqa: B009
        str(tmp_path / "focus.db"),
        str(tmp_path / "missing" / "log"),
    ]
    control(page, QPushButton, "Open folder: Database").click()
    assert opened_urls == [QUrl.fromLocalFile(str(tmp_path))]
    assert "cannot be opened" in page.problem.text()
    control(page, QPushButton, "Open folder: Log").click()
    assert page.problem.text() == f"There is no folder {tmp_path / 'missing'} yet."
    dialog.close()


def test_a_database_elsewhere_has_no_folder_and_hides_its_password(
    app: Application, dialog: PreferencesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOCUS_DESKTOP_DATABASE_URL", "postgresql://anna:secret@host/focus")
    monkeypatch.setattr(app.preferences.data, "_database_place", database_place)
    page = dialog.show_page(DataPage)
    button = control(page, QPushButton, "Open folder: Database")
    assert not button.isVisible()
    assert not any("secret" in getattr(one, "text", str)() for one in page.findChildren(QWidget))
    monkeypatch.setenv("FOCUS_DESKTOP_DATABASE_URL", "no URL")
    assert database_place() != ""
    dialog.close()
