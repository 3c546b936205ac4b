"""Settings survive restarts, and damage to their file."""

import errno
import json
import os
from pathlib import Path

import pytest

from focus_desktop.model.limits import MOST_PRESETS
from focus_desktop.settings import DEFAULT_PRESETS, Preset, Settings, with_default_presets
from focus_desktop.settings_file import SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_without_a_file_there_are_defaults_and_no_problem(path: Path) -> None:
    file = SettingsFile(path)
    assert file.current == Settings()
    assert file.problem is None
    assert not path.exists()


def test_what_was_changed_is_there_after_a_restart(path: Path) -> None:
    SettingsFile(path).change(minutes=90, quest_id="1234", presets=(Preset("Short", 10, 0),))
    again = SettingsFile(path)
    assert again.current == Settings(minutes=90, quest_id="1234", presets=(Preset("Short", 10, 0),))
    assert again.problem is None
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_days_and_a_position_are_there_after_a_restart(path: Path) -> None:
    changed = SettingsFile(path)
    changed.change(working_days=(0, 6), mini_position=(-20, 40))
    again = SettingsFile(path)
    assert again.current == Settings(working_days=(0, 6), mini_position=(-20, 40))
    assert again.problem is None


def test_nothing_is_written_if_nothing_changes(path: Path) -> None:
    SettingsFile(path).change(minutes=25)
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("minutes", 0),
        ("minutes", True),
        ("minutes", "25"),
        ("presets", []),
        ("presets", 25),
        ("presets", "text"),
        ("presets", {"a": 1}),
        ("break_minutes", None),
        ("presets", [{"name": "", "minutes": 25, "break_minutes": 5}]),
        ("presets", [{"name": "x" * 21, "minutes": 25, "break_minutes": 5}]),
        ("presets", [{"name": "x", "minutes": 25, "break_minutes": -1}]),
        ("presets", [{"name": "x", "minutes": 25}]),
        ("time_up", "flow"),
        ("accent", "pink"),
        ("text_percent", 90),
        ("week_start", "friday"),
        ("daily_goal_minutes", 1441),
        ("working_days", [0, 0]),
        ("working_days", [4, 1]),
        ("working_days", [7]),
        ("working_days", 3),
        ("mini_position", [1]),
        ("mini_position", ["a", "b"]),
        ("break_minutes", 241),
        ("long_break_every", -1),
        ("volume", 101),
        ("sound", 1),
        ("quest_id", 7),
        ("history_status", "done"),
        ("history_status", []),
        ("page", -1),
        ("appearance", "pink"),
        ("day_start_hour", 24),
        ("told_about_tray", "yes"),
        ("window_geometry", 3.5),
    ],
)
def test_a_value_that_makes_no_sense_is_told_and_the_rest_is_kept(
    path: Path, name: str, wrong: object
) -> None:
    kept = "page" if name == "minutes" else "minutes"
    write(path, json.dumps({kept: 3, name: wrong}))
    file = SettingsFile(path)
    assert getattr(file.current, kept) == 3
    assert getattr(file.current, name) == getattr(Settings(), name)
    assert file.problem is not None
    assert name in str(file.problem)


def test_a_damaged_file_that_cannot_be_set_aside_is_told_and_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(path, "{")
    monkeypatch.setattr(os, "replace", refuse)
    file = SettingsFile(path)
    assert file.current == Settings()
    assert "cannot be kept" in str(file.problem)
    with pytest.raises(OSError, match="Read-only"):
        file.change(minutes=50)
    assert path.read_text() == "{"


def refuse(*_: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\x00\x00", '"text"', "[" * 100_000])
def test_a_damaged_file_is_set_aside_and_told(path: Path, damage: str) -> None:
    write(path, damage)
    file = SettingsFile(path)
    assert file.current == Settings()
    assert file.problem is not None
    aside = path.with_name("settings.json.broken")
    assert str(aside) in str(file.problem)
    assert aside.read_text() == damage


def test_settings_of_a_newer_app_are_no_problem(path: Path) -> None:
    write(path, json.dumps({"minutes": 50, "invented_later": True}))
    file = SettingsFile(path)
    assert file.current == Settings(minutes=50)
    assert file.problem is None


def test_presets_of_the_time_before_they_had_names_are_still_read(path: Path) -> None:
    write(path, '{"presets": [25, 40]}')
    file = SettingsFile(path)
    assert file.current.presets == (Preset("25 min", 25, 5), Preset("40 min", 40, 5))
    assert file.problem is None


def test_a_change_is_announced_with_the_old_and_the_new_settings(path: Path) -> None:
    file = SettingsFile(path)
    heard: list[tuple[Settings, Settings]] = []
    file.subscribe(lambda old, new: heard.append((old, new)))
    file.change(minutes=50)
    file.change(minutes=50)
    assert heard == [(Settings(), Settings(minutes=50))]


def test_a_change_that_cannot_be_saved_is_announced_all_the_same(path: Path) -> None:
    path.mkdir(parents=True)
    file = SettingsFile(path)
    heard: list[Settings] = []
    file.subscribe(lambda _, new: heard.append(new))
    with pytest.raises(OSError):  # noqa: PT011 — each system has another
        file.change(minutes=50)
    assert heard == [file.current] == [Settings(minutes=50)]


@pytest.mark.parametrize(("own", "defaults"), [(0, 4), (3, 4), (6, 2), (8, 0)])
def test_as_many_default_presets_are_restored_as_there_is_room_for(own: int, defaults: int) -> None:
    kept = [Preset(f"Own {number}", 30, 5) for number in range(own)]
    restored = with_default_presets(kept)
    assert list(restored) == [*DEFAULT_PRESETS[:defaults], *kept]
    assert len(restored) <= MOST_PRESETS


def test_a_default_preset_that_was_changed_is_restored() -> None:
    assert with_default_presets([Preset("Pomodoro", 30, 5)]) == DEFAULT_PRESETS


def test_a_server_that_another_process_has_chosen_is_kept(path: Path) -> None:
    file = SettingsFile(path)
    file.change(minutes=30)
    server = "postgresql://me@localhost:5432/focus?sslmode=prefer"
    SettingsFile(path).change(database_server=server)
    told: list[Settings] = []
    file.subscribe(lambda _old, new: told.append(new))
    file.change(minutes=40)
    assert SettingsFile(path).current == Settings(minutes=40, database_server=server)
    assert told[-1].database_server == server


@pytest.mark.parametrize("server", ["postgresql://me:secret@host/focus", "sqlite:///focus.db", "", 7])
def test_what_is_no_server_or_has_a_password_is_not_used(path: Path, server: object) -> None:
    write(path, json.dumps({"database_server": server}))
    file = SettingsFile(path)
    assert file.current.database_server is None
    assert file.problem is not None
