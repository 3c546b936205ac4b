"""Whatever is in the store's place: the right choice is offered, and what can be read is back."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.controller.backups import Backups
from focus_desktop.controller.store_repair import StoreRepair
from focus_desktop.model.backup import BackupReason
from focus_desktop.model.errors import Refusal, StoreUnavailable, UnusableFile
from focus_desktop.model.store_repair import Remedy
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.full_store import fill
from tests.reliability.broken_stores import BROKEN
from virtual_desktop import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reliability.broken_stores import Broken
    from tests.reliability.table import Tally

MANY = 1000
"""Sessions, so that tables and indexes have pages below the first one."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that is in order, and a backup of it."""
    folder = tmp_path_factory.mktemp("whole")
    clock = SettableClock()
    with_backup = backups_of(folder, clock)
    controller = Controller(Database(url_of(folder)), clock)
    fill(controller, clock)
    controller.close()
    add_many(folder / "focus.db", clock.moment)
    assert with_backup.make(BackupReason.DAILY) is not None
    return folder


def add_many(file: Path, now: datetime) -> None:
    """In one transaction: each verb would wait for the disk."""
    moments = [now + timedelta(hours=number) for number in range(1, MANY + 1)]
    texts = [f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}" for moment in moments]
    sessions = [(uuid4().hex, f"Session at {text}", text) for text in texts]
    with closing(sqlite3.connect(file)) as shell, shell:
        shell.executemany("INSERT INTO focus_session VALUES (?, NULL, ?, 25, 'cancelled', ?, NULL)", sessions)
        shell.executemany(
            "INSERT INTO focus_interval VALUES (?, ?, ?, ?)",
            [(uuid4().hex, ident, text, text) for ident, _description, text in sessions],
        )


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'focus.db'}"


def backups_of(folder: Path, clock: SettableClock) -> Backups:
    return Backups(url_of(folder), lambda: folder / "backups", folder / "backups", clock)


def opened(folder: Path, backups: Backups, clock: SettableClock) -> Controller:
    return Controller(Database(url_of(folder), has_data=backups.has_data), clock, backups)


def sessions(folder: Path, backups: Backups, clock: SettableClock) -> int:
    """Open and check a store; the number of its sessions, those included that cannot be read."""
    controller = opened(folder, backups, clock)
    try:
        controller.check_store()
        with closing(sqlite3.connect(folder / "focus.db")) as shell:
            (count,) = shell.execute("SELECT count(*) FROM focus_session").fetchone()
        return int(count)
    finally:
        controller.close()


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None


@pytest.mark.parametrize("name", BROKEN)
def test_the_right_choice_is_offered_and_brings_back_what_can_be_read(
    name: str, whole: Path, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, folder = BROKEN[name], tmp_path / "data"
    shutil.copytree(whole, folder)
    backups = backups_of(folder, clock)
    all_of_them = sessions(folder, backups, clock)
    monkeypatch.chdir(tmp_path)  # A socket's path has to be short.
    broken.spoil(folder / "focus.db")
    before = content(folder / "focus.db")
    if broken.problem is None:
        assert sessions(folder, backups, clock) == all_of_them
        return
    with pytest.raises(StoreUnavailable) as told:
        sessions(folder, backups, clock)
    assert told.value.reason is broken.problem
    assert content(folder / "focus.db") == before
    repair = StoreRepair(backups, clock)
    offered = repair.remedies(told.value)
    if Remedy.SALVAGE in offered and broken.salvaged:
        assert_salvaged(repair, broken, folder, clock, all_of_them)
    elif Remedy.SALVAGE in offered:
        with pytest.raises(UnusableFile) as nothing:
            repair.salvage()
        assert nothing.value.code is Refusal.NOTHING_TO_SALVAGE
        assert content(folder / "focus.db") == before
    if Remedy.RESTORE in offered and not broken.salvaged:
        aside = backups.restore(backups.all()[0].file).set_aside
        assert sessions(folder, backups, clock) == all_of_them
        assert aside is None or content(aside) == before
    assert_nothing_is_left_over(folder)


def assert_salvaged(
    repair: StoreRepair, broken: Broken, folder: Path, clock: SettableClock, all_of_them: int
) -> None:
    before = content(folder / "focus.db")
    done = repair.salvage()
    assert content(done.set_aside) == before
    assert done.sessions + done.put_together >= round(broken.salvaged * all_of_them)
    assert done.sessions_in_all >= done.sessions + done.put_together
    assert sessions(folder, repair.backups, clock) == done.sessions + done.put_together


def assert_nothing_is_left_over(folder: Path) -> None:
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []


def test_there_are_sixty_of_them() -> None:
    assert len(BROKEN) >= 60


def test_the_app_tells_of_each_and_ends_when_it_is_told_to(
    whole: Path,
    tmp_path: Path,
    tally: Tally,
    pytestconfig: pytest.Config,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tally.what = "broken stores in the app"
    monkeypatch.chdir(tmp_path)
    refused = [name for name, broken in BROKEN.items() if broken.problem is not None]
    for name in refused if pytestconfig.getoption("--reliability") else refused[::9]:
        home = tmp_path / name.replace(" ", "-")
        shutil.copytree(whole, home / "data" / "focus-desktop")
        file = home / "data" / "focus-desktop" / "focus.db"
        BROKEN[name].spoil(file)
        if can_be_opened(home / "data" / "focus-desktop"):
            continue  # Only a check finds what is wrong.
        tally.rounds += 1
        before = content(file)
        status, output = run_until_told(home, name)
        if status != 0 or "Traceback" in output:
            tally.damage(f"{name}: ended by {status}: {output}")
        if content(file) != before:
            tally.lose(f"{name}: the file is another one")
    tally.check()


def can_be_opened(folder: Path) -> bool:
    backups = backups_of(folder, SettableClock())
    try:
        Database(url_of(folder), has_data=backups.has_data).close()
    except StoreUnavailable:
        return False
    return True


def run_until_told(home: Path, name: str) -> tuple[int, str]:
    """Open the window, wait until it has told of the store, and end it; its exit status and its output."""
    variables = {f"XDG_{one}_HOME": str(home / one.lower()) for one in ("DATA", "CONFIG", "CACHE", "STATE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "focus_desktop"],
        env={**os.environ, **variables, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    told = "store_repair_actions"
    try:
        wait_until(
            lambda: any(told in log.read_text() for log in home.rglob("*.log")), f"the problem: {name}"
        )
        process.send_signal(signal.SIGTERM)
        output, _nothing = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    return process.returncode, output
