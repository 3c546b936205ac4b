"""The paths of data, settings, logs and resources. Other programs rely on them."""

import os
import tempfile
from collections.abc import Callable
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


@pytest.mark.parametrize("value", ["", "relative"])
def test_a_folder_that_is_no_absolute_path_counts_as_not_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", value)
    assert paths.data_dir() == tmp_path / ".local/share/focus-desktop"


def test_the_environment_may_name_another_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOCUS_DESKTOP_DATABASE_URL", "postgresql://me@host/focus")
    assert paths.database_url() == "postgresql://me@host/focus"


@pytest.mark.parametrize("name", ["icons/focus-desktop.svg", "icons/tray.svg"])
def test_resources_are_found(name: str) -> None:
    assert paths.resource(name).is_file()


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Folders of a user who has no folder for locks yet; the temporary folder is `temporary`."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid)
    monkeypatch.setattr(paths, "LONGEST_RUNTIME_DIR", 1000)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def of_user(folders: Path) -> Path:
    """The folder in the temporary folder."""
    return folders / "temporary" / f"focus-desktop-{os.getuid()}"


def test_locks_are_in_the_folder_of_the_user_s_login(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    login = folders / "login"
    login.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(login))
    assert paths.runtime_dir() == login
    login.chmod(0o777)
    assert paths.runtime_dir() != login


def test_without_one_locks_are_in_a_folder_of_the_user_s_own(folders: Path) -> None:
    if Path(f"/run/user/{os.getuid()}").exists():
        pytest.skip("this user is logged in")
    assert paths.runtime_dir() == of_user(folders)
    assert of_user(folders).stat().st_mode & 0o777 == 0o700


def dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def link_elsewhere(path: Path) -> None:
    path.symlink_to(path.parent)


def open_folder(path: Path) -> None:
    path.mkdir()
    path.chmod(0o777)


def foreign_folder(path: Path) -> None:
    path.mkdir(mode=0o700)
    try:
        os.chown(path, 65534, 65534)
    except PermissionError:
        pytest.skip("only root can give folders away")


@pytest.mark.parametrize("plant", [Path.touch, dangling_link, link_elsewhere, open_folder, foreign_folder])
def test_what_others_have_put_there_is_not_used(folders: Path, plant: Callable[[Path], None]) -> None:
    if Path(f"/run/user/{os.getuid()}").exists():
        pytest.skip("this user is logged in")
    plant(of_user(folders))
    assert paths.runtime_dir() == paths.data_dir()
    assert paths.data_dir().stat().st_mode & 0o777 == 0o700
