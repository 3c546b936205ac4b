"""The paths of data, settings, logs and resources. Other programs rely on them."""

from pathlib import Path

import pytest

from focus_desktop import paths


def test_data_settings_and_logs_are_in_the_folders_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.delenv("FOCUS_DESKTOP_DATABASE_URL", raising=False)
    assert paths.database_url() == f"sqlite:///{tmp_path}/DATA/focus-desktop/focus.db"
    assert paths.settings_file() == tmp_path / "CONFIG/focus-desktop/settings.json"
    assert paths.log_file().is_relative_to(tmp_path / "CACHE/focus-desktop")


def test_the_environment_may_name_another_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOCUS_DESKTOP_DATABASE_URL", "postgresql://me@host/focus")
    assert paths.database_url() == "postgresql://me@host/focus"


@pytest.mark.parametrize("name", ["icons/focus-desktop.svg", "icons/tray.svg"])
def test_resources_are_found(name: str) -> None:
    assert paths.resource(name).is_file()
