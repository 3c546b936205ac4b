"""What is wrong with the settings is told in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from focus_desktop.desktop.settings_writer import SettingsWriter
from focus_desktop.settings import SettingsFile

if TYPE_CHECKING:
    from pathlib import Path


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


def test_damaged_settings_that_cannot_be_set_aside(file: Path) -> None:
    file.write_text("{")
    file.with_name("settings.json.broken").mkdir()
    assert problem(file) == (
        "The settings are damaged; defaults are used. The old file cannot be kept as "
        f"{file}.broken (Is a directory): move it away before you change any setting."
    )
