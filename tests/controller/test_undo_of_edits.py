"""Any sequence of edits, undone to the start, gives the store of the start; done again, that of the end."""

import random
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from focus_desktop.controller import Controller
from focus_desktop.controller.import_plan import ImportEdit
from focus_desktop.model.edit import Edit
from focus_desktop.model.errors import FocusError
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.conftest import SettableClock

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = timedelta(minutes=1)
TABLES = (
    "quest",
    "quest_details",
    "focus_session",
    "focus_interval",
    "focus_gap",
    "session_original",
    "original_interval",
    "session_total",
)


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows, as the database's own client reads them."""
    with closing(sqlite3.connect(file)) as connection:
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in TABLES}


AnyEdit = Edit | ImportEdit


class TooFew(Exception):
    """There are not enough sessions for this edit."""


class RandomEdits:
    """Edits the history at random; what is refused changes nothing."""

    def __init__(self, controller: Controller, clock: SettableClock, folder: Path, seed: int) -> None:
        self.controller = controller
        self.clock = clock
        self.folder = folder
        self.random = random.Random(seed)  # noqa: S311 — no secret
        self.kinds: list[Callable[[], AnyEdit]] = [
            self.add,
            self.add,
            self.edit,
            self.assign,
            self.delete,
            self.split,
            self.merge,
            self.restore,
            self.import_file,
            self.new_quest,
            self.change_quest,
            self.delete_quest,
        ]

    def make(self) -> AnyEdit | None:
        with suppress(FocusError, TooFew):
            return self.random.choice(self.kinds)()
        return None

    def times(self) -> SessionTimes:
        start = self.clock.moment - self.random.randrange(1, 600) * MINUTE
        length = self.random.randrange(1, 40)
        pause = (start + 0.25 * length * MINUTE, start + 0.5 * length * MINUTE)
        return SessionTimes(start, start + length * MINUTE, (pause,) * self.random.randrange(2))

    def ids(self, count: int) -> list[Any]:
        there = [one.id for one in self.controller.history() if not one.is_active]
        if len(there) < count:
            raise TooFew
        return self.random.sample(there, count)

    def quest(self) -> Any:
        return self.random.choice([None, *(quest.id for quest in self.controller.list_quests())])

    def add(self) -> Edit:
        return self.controller.add_session(self.times(), description="Added", quest_id=self.quest())

    def import_file(self) -> ImportEdit:
        file = self.folder / "import.csv"
        lines = ["started_at,completed_at,description,quest"]
        for _ in range(3):
            times = self.times()
            quest = self.random.choice(["Read", "New", ""])
            lines.append(f"{times.started_at.isoformat()},{times.ended_at.isoformat()},Imported,{quest}")
        file.write_text("\n".join(lines))
        plan = self.controller.preview_import(file)
        if plan.preview.is_empty:
            plan.close()
            raise TooFew
        return self.controller.import_sessions(plan)

    def new_quest(self) -> Edit:
        return self.controller.new_quest("Sing", 7, unit="songs", weekly_budget_minutes=60)

    def change_quest(self) -> Edit:
        changes: dict[str, Any] = self.random.choice([{"colour": 3}, {"unit": None}, {"current_value": 5}])
        return self.controller.change_quest(self.known_quest(), **changes)

    def delete_quest(self) -> Edit:
        return self.controller.discard_quest(self.known_quest())

    def known_quest(self) -> Any:
        quests = self.controller.list_quests()
        if not quests:
            raise TooFew
        return self.random.choice(quests).id

    def edit(self) -> Edit:
        changes: dict[str, Any] = self.random.choice(
            [{"description": "Edited"}, {"duration_minutes": 7}, {"times": self.times()}]
        )
        return self.controller.edit_session(self.ids(1)[0], **changes)

    def assign(self) -> Edit:
        return self.controller.assign_quest(self.ids(2), self.quest())

    def delete(self) -> Edit:
        return self.controller.delete_sessions(self.ids(self.random.randrange(1, 3)))

    def split(self) -> Edit:
        (session_id,) = self.ids(1)
        found = next(one for one in self.controller.history() if one.id == session_id)
        return self.controller.split_session(found.id, found.session.started_at + 1.5 * MINUTE)

    def merge(self) -> Edit:
        return self.controller.merge_sessions(self.ids(2))

    def restore(self) -> Edit:
        edited = [one for one in self.controller.history() if one.is_edited]
        if not edited:
            raise TooFew
        return self.controller.restore_original(self.random.choice(edited).id)


def fill(controller: Controller, clock: SettableClock) -> None:
    """Sessions that were timed, one of them with a pause and one with a gap, and one that runs."""
    for title in ("Read", "Write"):
        quest = controller.add_quest(title)
        session = controller.start_session(25, quest.id, title)
        clock.advance(minutes=10)
        controller.pause_session(session.id)
        clock.advance(minutes=10)
        controller.resume_session(session.id)
        clock.sleep(minutes=5)
        controller.complete_due_session()
        controller.cancel_session(session.id)
        controller.start_session(5)
        clock.advance(minutes=5)
        controller.complete_due_session()
    controller.start_session(25)
    clock.advance(minutes=3)


@pytest.mark.parametrize("seed", range(12))
def test_undone_to_the_start_and_done_again_to_the_end(
    tmp_path: Path, clock: SettableClock, seed: int
) -> None:
    file = tmp_path / "focus.db"
    with closing(Controller(Database(f"sqlite:///{file}"), clock)) as controller:
        fill(controller, clock)
        states, done = [rows(file)], []
        editing = RandomEdits(controller, clock, tmp_path, seed)
        for _ in range(20):
            edit = editing.make()
            if edit is not None:
                done.append(edit)
                states.append(rows(file))
        for place, edit in reversed(list(enumerate(done))):
            controller.undo(edit)
            assert rows(file) == states[place]
        for place, edit in enumerate(done):
            controller.redo(edit)
            assert rows(file) == states[place + 1]
        assert controller.active_session() is not None


def test_the_random_edits_are_mostly_not_refused(tmp_path: Path, clock: SettableClock) -> None:
    with closing(Controller(Database(f"sqlite:///{tmp_path / 'focus.db'}"), clock)) as controller:
        fill(controller, clock)
        editing = RandomEdits(controller, clock, tmp_path, seed=1)
        edits: dict[str, list[AnyEdit]] = {kind.__name__: [] for kind in editing.kinds}
        for kind in editing.kinds * 6:
            with suppress(FocusError, TooFew):
                edits[kind.__name__].append(kind())
        assert {name: bool(made) for name, made in edits.items()} == dict.fromkeys(edits, True)
        assert controller.list_sessions(status=SessionStatus.COMPLETED)
