"""`check --repair` offers in a terminal what the window offers for a store that cannot be used."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from focus_desktop.model.backup import BackupReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.controller.backups import Backups
    from tests.cli.conftest import Outcome, Run

    Answer = Callable[..., Outcome]

NOT_A_DATABASE = "is not a database; restore a backup, or salvage what can be read."


@pytest.fixture
def store(sqlite_url: str, open_controller: Callable[[], Controller], backups: Backups) -> Path:
    """A store with two quests, one of which is backed up; its header is broken."""
    controller = open_controller()
    controller.add_quest("Read")
    backups.make(BackupReason.DAILY)
    controller.add_quest("Write")
    controller.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    broken = bytearray(file.read_bytes())
    broken[:100] = os.urandom(100)
    file.write_bytes(broken)
    return file


@pytest.fixture
def answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Runs `check --repair`, and types these lines."""

    def answer(*lines: str) -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run("check", "--repair")

    return answer


def quests(open_controller: Callable[[], Controller]) -> list[str]:
    controller = open_controller()
    try:
        return [one.title for one in controller.list_quests()]
    finally:
        controller.close()


def kept(store: Path) -> list[Path]:
    return list(store.parent.glob("focus-broken-*.db"))


def test_each_command_tells_what_to_do_in_its_one_line(run: Run, store: Path) -> None:
    for command in ("status", "check"):
        (line,) = run(command).err
        assert line == f"{store} {NOT_A_DATABASE} `focus-desktop check --repair` shows what can be done."


def test_what_was_found_and_what_can_be_done_is_told(answer: Answer, store: Path) -> None:
    before = store.read_bytes()
    told = answer("")
    assert told.status == 1
    assert told.err[0] == f"{store} {NOT_A_DATABASE}"
    assert told.err[1].startswith(f"{store} · ")
    assert [line[:5] for line in told.err if line.startswith(" ")] == [" 1  R", " 2  S", " 3  S"]
    assert store.read_bytes() == before


def test_salvage_is_chosen_by_its_number(
    answer: Answer, store: Path, open_controller: Callable[[], Controller]
) -> None:
    before = store.read_bytes()
    done = answer("7", "two", "2")  # Only the last one is a choice.
    (file,) = kept(store)
    assert done.status == 0
    assert done.out[-1].endswith(f"What was there before is in {file}.")
    assert file.read_bytes() == before
    assert quests(open_controller) == ["Read", "Write"]


def test_a_backup_is_chosen_by_its_number(
    answer: Answer, store: Path, backups: Backups, open_controller: Callable[[], Controller]
) -> None:
    done = answer("1", "1")
    assert done.status == 0
    assert any(f"Restored {backups.all()[0].file.name}." in line for line in done.out)
    assert quests(open_controller) == ["Read"]
    assert len(kept(store)) == 1


def test_the_history_begins_anew(
    answer: Answer, store: Path, open_controller: Callable[[], Controller]
) -> None:
    assert answer("3").status == 0
    assert quests(open_controller) == []
    assert len(kept(store)) == 1


def test_a_sound_store_is_left_as_it_is(answer: Answer, open_controller: Callable[[], Controller]) -> None:
    open_controller().close()
    done = answer()
    assert (done.status, done.out[-1], done.err) == (0, "The data is sound.", [])
