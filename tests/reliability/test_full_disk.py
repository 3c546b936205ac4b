"""The disk is full, at every level from no room to just enough: each call is done, or refused as a whole."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from focus_desktop.exchange.format import Format
from focus_desktop.model.errors import FocusError
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.settings_file import SettingsFile
from tests.reliability.found import faults, faults_of_backups
from tests.reliability.migrating import open_store
from tests.reliability.verbs import Place
from tests.store.old_stores import load
from tests.store.stored_rows import Rows, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from focus_desktop.controller.import_plan import ImportPlan
    from tests.reliability.table import Tally

SIZE = 8 * 2**20
TELLS = re.compile(r"is full|No space left")
BACKUP = re.compile(r"/backups/focus-\w+-before-\w+\.db$")
"""The backup that comes before the call which is tried; it may be whole when that finds no room."""
SESSIONS, MOST_LEVELS = 30, 400
PAGE = 4096
"""Bytes of the smallest room that a tmpfs gives."""
DAY = datetime(2026, 1, 5, 8, tzinfo=UTC)


class Disk:
    """A small disk, and a file that takes the room on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def leave(self, room: int) -> None:
        """Fill it but for so many bytes."""
        self.empty()
        with self._filler.open("wb") as file:
            status = os.statvfs(self.folder)
            os.posix_fallocate(file.fileno(), 0, status.f_bavail * status.f_frsize - room)

    def empty(self) -> None:
        """Make room again."""
        self._filler.unlink(missing_ok=True)

    def files(self) -> set[Path]:
        """What is on it."""
        return {file for file in self.folder.rglob("*") if file.is_file() and file != self._filler}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of its own, in memory."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class App:
    """An app whose data, settings, backups and temporary files are all on one disk."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        self.controller = self.place.open()
        for number in range(SESSIONS):
            start = DAY + timedelta(hours=number)
            times = SessionTimes(start, start + timedelta(minutes=25))
            self.controller.add_session(times, description=f"old {number} {'x' * 900}")
        self.exported = folder / "all.json"
        self.controller.export_sessions(self.exported, Format.JSON)
        self.settings_file = folder / "settings.json"
        self.settings = SettingsFile(self.settings_file)
        self.settings.change(minutes=30)
        self.backup = self.place.backups().make_by_hand().file
        self.old = self.place.old_store(0)
        load("0001", self.old)

    def content(self) -> tuple[Rows, Rows, str]:
        """All rows of both stores, and the settings as they are stored."""
        stores = (read(self.place.url), read(f"sqlite:///{self.old}"))
        return *stores, self.settings_file.read_text()

    def active(self) -> UUID:
        """The id of a session that runs."""
        return self.controller.start_session(25, description="new").id

    def plan(self) -> ImportPlan:
        """What an import adds: the sessions of the exported file, which are gone from the store."""
        self.controller.delete_sessions([record.id for record in self.controller.history(limit=SESSIONS)])
        return self.controller.preview_import(self.exported)


Act = Callable[[], object]


def _start(app: App) -> Act:
    return app.active


def _complete(app: App) -> Act:
    return partial(app.controller.update_session, app.active(), status=SessionStatus.COMPLETED)


def _delete(app: App) -> Act:
    return partial(app.controller.discard_session, app.active())


def _undo(app: App) -> Act:
    return partial(app.controller.restore_session, app.controller.discard_session(app.active()))


def _preview(app: App) -> Act:
    return lambda: app.controller.preview_import(app.exported).close()


def _import(app: App) -> Act:
    return partial(app.controller.import_sessions, app.plan())


def _undo_import(app: App) -> Act:
    return partial(app.controller.undo, app.controller.import_sessions(app.plan()))


def _export(app: App) -> Act:
    return partial(app.controller.export_sessions, app.exported, Format.JSON)


def _back_up(app: App) -> Act:
    app.active()
    return app.place.backups().make_by_hand


def _copy(app: App) -> Act:
    return partial(app.place.backups().copy_to, app.place.folder / "copy.db")


def _restore(app: App) -> Act:
    app.plan().close()
    return partial(app.place.backups().restore, app.backup)


def _migrate(app: App) -> Act:
    return partial(open_store, f"sqlite:///{app.old}", app.place.old_backups(0))


def _save_settings(app: App) -> Act:
    minutes = itertools.count(40)
    return lambda: app.settings.change(minutes=next(minutes))


STEPS = (
    *(_start, _complete, _delete, _undo, _preview, _import, _undo_import, _export),
    *(_back_up, _copy, _restore, _migrate, _save_settings),
)
"""Each makes what it needs, and returns what is then tried on the full disk."""


def test_a_full_disk_loses_nothing_and_leaves_nothing(
    disk: Disk, tally: Tally, rounds: Callable[[int, int], range], monkeypatch: pytest.MonkeyPatch
) -> None:
    tally.what = "full disk, at rising levels"
    refused = 0
    for step in STEPS:
        folder = disk.folder / step.__name__
        folder.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        app = App(folder)
        refused += _try_at_levels(step.__name__, app, step(app), disk, tally, rounds(5, 1).stop)
        disk.empty()
        kept = (app.place.backup_folder, app.place.old_backups(0))
        for fault in itertools.chain(faults(app.place), *map(faults_of_backups, kept)):
            tally.damage(f"{step.__name__}: {fault}")
        app.controller.close()
        shutil.rmtree(folder)
    tally.note = f"{refused} calls refused"
    tally.check()


def _try_at_levels(name: str, app: App, act: Act, disk: Disk, tally: Tally, step: int) -> int:
    """Try it with more and more room until it is done; return how often it was refused."""
    before, files = app.content(), disk.files()
    for number in range(0, MOST_LEVELS, step):
        disk.leave(number * PAGE)
        tally.rounds += 1
        try:
            act()
        except (FocusError, OSError) as error:
            disk.empty()
            told = error.message if isinstance(error, FocusError) else ""
            if not TELLS.search(told) and name != _save_settings.__name__:
                tally.damage(f"{name} with {number} pages raises {error!r}")
            if app.content() != before:
                tally.lose(f"{name} with {number} pages has changed something")
            if left := {file for file in disk.files() - files if not BACKUP.search(str(file))}:
                tally.damage(f"{name} with {number} pages leaves {left}")
        else:
            tally.acknowledged += 1
            return number // step
    raise AssertionError(f"{name} was refused with {MOST_LEVELS} pages")
