"""What is wrong with the settings is told in a sentence."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

import pytest

from focus_desktop.desktop.settings_writer import SettingsWriter
from focus_desktop.settings_file import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def problem(file: Path) -> str | None:
    return SettingsWriter(SettingsFile(file)).problem


def test_settings_that_can_be_read_are_no_problem(file: Path) -> None:
    file.write_text("{}")
    assert problem(file) is None


def test_settings_that_cannot_be_read(file: Path) -> None:
    file.mkdir()
    assert problem(file) == "The settings could not be read (Is a directory); defaults are used."


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (
            {"page": -1},
            "The settings hold a value that makes no sense (page); a default is used.",
        ),
        (
            {"minutes": 0, "page": -1},
            "The settings hold a value that makes no sense (minutes, page); a default is used.",
        ),
    ],
)
def test_values_that_make_no_sense(file: Path, stored: dict[str, object], sentence: str) -> None:
    file.write_text(json.dumps(stored))
    assert problem(file) == sentence


def test_damaged_settings_that_were_set_aside(file: Path) -> None:
    file.write_text("{")
    assert problem(file) == (
        f"The settings were damaged. Defaults are used; the old file is kept as {file}.broken."
    )


def test_damaged_settings_that_cannot_be_set_aside(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    file.write_text("{")
    monkeypatch.setattr(os, "replace", refuse)
    assert problem(file) == (
        "The settings are damaged; defaults are used. The old file cannot be kept as "
        f"{file}.broken (Read-only file system): move it away before you change any setting."
    )


def test_a_full_disk_is_told_once_and_the_choices_are_saved_later(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    SettingsFile(file).change(minutes=30)
    old = file.read_text()
    monkeypatch.setattr("focus_desktop.desktop.settings_writer.RETRY_AFTER_MS", 50)
    full = [True]

    def sync(_: int) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", sync)
    writer = SettingsWriter(SettingsFile(file))
    told: list[str] = []
    writer.failed.connect(told.append)
    writer.save(minutes=50)
    writer.save(sound=False)
    qtbot.wait(200)
    assert told == ["Your choices cannot be saved (No space left on device); check the disk."]
    assert file.read_text() == old
    assert list(file.parent.iterdir()) == [file]
    full[0] = False
    qtbot.waitUntil(lambda: file.read_text() != old)
    saved = SettingsFile(file).current
    assert (saved.minutes, saved.sound) == (50, False)
    full[0] = True
    writer.save(minutes=51)
    assert len(told) == 2
