"""`kill -9` at random moments of each verb: what was acknowledged is there, and nothing is half done."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from focus_desktop.model.changes import SessionEnded
from focus_desktop.model.errors import SessionAlreadyEnded
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.migrations import HEAD
from tests.reliability import found, verbs
from tests.reliability.children import child
from tests.reliability.migrating import open_store
from tests.reliability.verbs import GARBAGE, IMPORTED, IMPORTED_SESSIONS, OLD_STORES, Place
from tests.store.old_stores import load
from tests.store.stored_rows import connected, differing_tables, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from focus_desktop.model.changes import Change
    from tests.reliability.children import Child
    from tests.reliability.table import Tally

    Work = Callable[..., None]
    States = dict[str, str | None]

SESSIONS = 24
LONGEST_SKIP = 2
"""So many calls of the verb go by at most, before one is chosen to be interrupted."""
OVERSHOOT = 1.3
"""The kill comes at most so many times later than a call takes."""
FIRST_DAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
WORKS: dict[str, Work] = {
    "start": verbs.start_and_end,
    "complete": verbs.start_and_end,
    "delete": verbs.delete_and_undo,
    "undo": verbs.delete_and_undo,
    "import": verbs.import_and_undo,
    "backup": verbs.back_up,
    "restore": verbs.restore,
    "migrate": verbs.migrate,
}


@pytest.fixture
def template(tmp_path: Path) -> Place:
    """A store with sessions, backups of two others, a file to import, and stores of an older schema.

    One of the backups is of an older schema, too.
    """
    place = Place(tmp_path / "template")
    _fill(place, 3)
    load("0002", place.backup_to_restore("b"))
    place.store.rename(place.backup_to_restore("a"))
    _fill(place, SESSIONS)
    for number in range(OLD_STORES):
        load("0001", place.old_store(number))
    days = [FIRST_DAY + timedelta(hours=number) for number in range(-IMPORTED_SESSIONS, 0)]
    lines = [f"line {number},{day:%F},{day:%T},{day:%F},{day:%H:30:00}" for number, day in enumerate(days)]
    heading = "Description,Start date,Start time,End date,End time"
    (place.folder / IMPORTED).write_text("\n".join([heading, *lines]) + "\n")
    return place


def _fill(place: Place, count: int) -> None:
    with closing(place.open()) as controller:
        for number in range(count):
            start = FIRST_DAY + timedelta(hours=number)
            controller.add_session(
                SessionTimes(start, start + timedelta(minutes=25)), description=f"old {number}"
            )


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("verb", WORKS)
def test_what_was_acknowledged_survives_a_kill_at_any_moment(
    verb: str, template: Place, tmp_path: Path, tally: Tally, rounds: Callable[[int, int], range]
) -> None:
    tally.what = f"kill -9 during {verb}"
    hot = 0
    for number in rounds(8, 200):
        place = Place(tmp_path / f"round {number}")
        shutil.copytree(template.folder, place.folder)
        told = _work_and_kill(verb, place, random.Random(f"{verb} {number}"))  # noqa: S311
        hot += any(map(found.is_hot, place.folder.rglob("*-journal")))
        tally.rounds += 1
        before = len(tally.faults)
        _judge(verb, place, told, tally, f"{verb}, round {number}")
        if len(tally.faults) == before:
            shutil.rmtree(place.folder)
    tally.note = f"{hot} hot journals"
    tally.check()


def _work_and_kill(verb: str, place: Place, chosen: random.Random) -> list[Any]:
    """Let a child work, kill it during a call of this verb; return all that it has told."""
    with child(WORKS[verb], place.folder) as process:
        _wait_for(process, "begin", verb)
        began = time.monotonic()
        _wait_for(process, "done", verb)
        takes = time.monotonic() - began
        for _ in range(chosen.randint(1, LONGEST_SKIP)):
            _wait_for(process, "begin", verb)
        _wait(place, OVERSHOOT * takes, chosen)
    return process.told


def _wait(place: Place, longest: float, chosen: random.Random) -> None:
    """Wait for at most so many seconds; half of the times until there is a hot journal, a short moment."""
    if chosen.random() < 0.5:
        time.sleep(chosen.uniform(0, longest))
        return
    journals = [found.journal_of(file) for file in (place.store, *map(place.old_store, range(OLD_STORES)))]
    end = time.monotonic() + longest
    while time.monotonic() < end and not any(map(found.is_hot, journals)):
        pass


def _wait_for(process: Child, kind: str, verb: str) -> None:
    while True:
        told = process.next()
        assert told is not None, f"it ended: {process.told[-3:]}"
        if told[:2] == (kind, verb):
            return


def _judge(verb: str, place: Place, told: list[Any], tally: Tally, where: str) -> None:
    """Count what was acknowledged and is not there, and what is neither as before a call nor as after it."""
    find, before = FOUND[verb]
    allowed: dict[str, set[str | None]] = {key: {state} for key, state in before.items()}
    for kind, _, key, after in told:
        if kind == "done":
            tally.acknowledged += 1
            allowed[key] = {after}
        else:
            allowed.setdefault(key, {None}).add(after)
    states = find(place)
    for key in allowed.keys() | states.keys():
        if states.get(key) not in allowed.get(key, {None}):
            tally.lose(f"{where}: {key} is {states.get(key)}, not {allowed.get(key)}")
    for fault in _faults(verb, place, states):
        tally.damage(f"{where}: {fault}")
    if verb == "complete" and _completes_twice(place, told):
        tally.double(where)


def _faults(verb: str, place: Place, states: States) -> Iterator[str]:
    """What is damaged, or stands where it should not."""
    for folder in (place.backup_folder, *map(place.old_backups, range(OLD_STORES))):
        yield from found.faults_of_backups(folder)
    if verb == "migrate":
        for number in range(OLD_STORES):
            if states[str(number)] is not None and not list(place.old_backups(number).glob("focus-*.db")):
                yield f"store {number} was migrated without a backup"
    if states.get("store") != "garbage":
        yield from found.faults(place)
    for aside in place.store.parent.glob("focus-broken-*.db"):
        if aside.read_bytes() != GARBAGE:
            yield f"{aside.name} is not what was set aside"


def _completes_twice(place: Place, told: list[Any]) -> bool:
    """Whether a session can be completed once more that was completed."""
    done = [key for kind, verb, key, _ in told if (kind, verb) == ("done", "complete")]
    with closing(place.open()) as controller:
        changes: list[Change] = []
        controller.subscribe(changes.append)
        for session in controller.list_sessions(limit=100):
            if session.description == done[-1]:
                with suppress(SessionAlreadyEnded):
                    controller.update_session(session.id, status=SessionStatus.COMPLETED)
    return any(isinstance(change, SessionEnded) for change in changes)


# What is found after a round, by the keys of what was told


def _sessions(place: Place) -> States:
    return found.sessions(place.store)


def _imported(place: Place) -> States:
    with closing(sqlite3.connect(place.store)) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM focus_session WHERE description LIKE 'line %'"
        ).fetchone()
    return {"file": {0: None, IMPORTED_SESSIONS: "there"}.get(count, f"{count} sessions")}


def _backed_up(place: Place) -> States:
    states = found.quests(place.store)
    for file in place.backup_folder.glob("focus-*.db"):
        with suppress(sqlite3.Error):  # A file that is damaged is told elsewhere.
            for title in found.quests(file):
                states[title.replace("new", "backup")] = "there"
    return states


def _restored(place: Place) -> States:
    if not place.store.exists():
        return {"store": "missing"}
    if place.store.read_bytes() == GARBAGE:
        return {"store": "garbage"}
    template = Place(place.folder.parent / "template")
    known = {"first": template.store, **{name: template.backup_to_restore(name) for name in "ab"}}
    now = read(place.url)
    for name, file in known.items():
        if differing_tables(read(f"sqlite:///{file}"), now) == []:
            return {"store": name}
    return {"store": "a mixture"}


def _migrated(place: Place) -> States:
    states: States = {}
    load("0001", place.folder / "before.db")
    before = read(f"sqlite:///{place.folder / 'before.db'}")
    for number in range(OLD_STORES):
        url = f"sqlite:///{place.old_store(number)}"
        with connected(url) as engine, engine.connect() as connection:
            schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        states[str(number)] = {"0001": None, HEAD: "migrated"}.get(schema, f"schema {schema}")
        open_store(url, place.old_backups(number))
        if differing_tables(before, read(url)) != []:
            states[str(number)] = "without some rows"
    return states


FOUND: dict[str, tuple[Callable[[Place], States], States]] = {
    **dict.fromkeys(
        ("start", "complete", "delete", "undo"),
        (_sessions, {f"old {number}": "completed" for number in range(SESSIONS)}),
    ),
    "import": (_imported, {}),
    "backup": (_backed_up, {}),
    "restore": (_restored, {"store": "first"}),
    "migrate": (_migrated, {}),
}
"""By verb: what finds the states that are told, and the states before the first call."""
