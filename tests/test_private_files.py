"""What people work on is theirs: no file and no folder of ours can be used by others, whatever the umask."""

from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from focus_desktop import private_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.homes import Home


def others_rights(folder: Path) -> dict[str, str]:
    """What others may do, by the path."""
    return {
        str(one): oct(stat.S_IMODE(one.lstat().st_mode))
        for one in folder.rglob("*")
        if not one.is_symlink() and one.lstat().st_mode & 0o077
    }


def run(home: Home, umask: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*home.program, *arguments],
        env=home.environment,
        umask=umask,
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_all_that_commands_make_is_private(home: Home, tmp_path: Path, umask: int) -> None:
    run(home, umask, "start", "--description", "Secret")
    run(home, umask, "backup")
    run(home, umask, "token")
    assert others_rights(tmp_path) == {}
    assert (home.data / "focus.db").is_file()
    assert home.log.is_file()


def test_the_journal_has_the_rights_of_the_file(home: Home, tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0)\n"
        "from pathlib import Path\n"
        "from focus_desktop import app, paths\n"
        "controller = app.open_controller()\n"
        "with controller._database.writing() as work:\n"
        "    work.connection().exec_driver_sql('DELETE FROM quest')\n"
        "    work.connection().exec_driver_sql('CREATE TABLE more (a)')\n"
        "    for one in paths.data_dir().iterdir(): print(one.name, one.stat().st_mode & 0o777)\n"
    )
    done = subprocess.run(
        [home.program[0], "-c", code], env=home.environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split("\n")) >= {f"focus.db {0o600}", f"focus.db-journal {0o600}"}


def test_the_database_of_an_older_version_is_made_private_and_one_that_a_url_names_is_left(
    home: Home, tmp_path: Path
) -> None:
    home.run("quest", "add", "Read")
    database = home.data / "focus.db"
    database.chmod(0o664)
    home.data.chmod(0o755)
    home.run("quests", FOCUS_DESKTOP_DATABASE_URL=f"sqlite:///{database}")
    assert stat.S_IMODE(database.stat().st_mode) == 0o664
    assert "Read" in home.run("quests").stdout
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_an_export_has_the_rights_that_the_person_s_umask_gives(home: Home, tmp_path: Path) -> None:
    run(home, 0o002, "export", str(tmp_path / "out.csv"))
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o664


def test_a_log_that_is_full_goes_on_in_a_private_file(home: Home) -> None:
    code = (
        "import os, logging; os.umask(0)\n"
        "from focus_desktop import app\n"
        "app.start_log()\n"
        "for _ in range(3): logging.getLogger('x').warning('x' * 300_000)\n"
    )
    subprocess.run([home.program[0], "-c", code], env=home.environment, check=True)
    logs = sorted(home.log.parent.iterdir())
    assert [one.name for one in logs] == [f"focus-desktop.log{end}" for end in ("", ".1", ".2")]
    assert others_rights(home.log.parent.parent) == {}


def test_a_folder_is_private_if_it_is_the_user_s_and_nobody_else_can_write_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    private_files.make_folder(folder)
    assert private_files.is_private_folder(folder)
    assert private_files.is_private_folder(folder.parent)
    folder.chmod(0o720)
    assert not private_files.is_private_folder(folder)
    (tmp_path / "link").symlink_to(folder.parent)
    assert not private_files.is_private_folder(tmp_path / "link")
    (tmp_path / "file").write_text("")
    assert not private_files.is_private_folder(tmp_path / "file")
    assert not private_files.is_private_folder(tmp_path / "missing")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give folders away")
def test_a_folder_of_another_user_is_not_private(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, 65534)
    assert not private_files.is_private_folder(tmp_path)
