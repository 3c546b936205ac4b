"""New quests of files are told apart by their colours; undoing the import takes them away again."""

from collections import Counter
from pathlib import Path

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.progress import Cancelled, Progress
from focus_desktop.model.quest_colour import QuestColour, automatic
from tests.full_store import rows


def colours(controller: Controller) -> list[int]:
    """The colours that the quests are shown in."""
    records = controller.quest_records(0)
    return [automatic(one.id) if one.details.colour is None else one.details.colour for one in records]


def write(file: Path, count: int) -> Path:
    """A file of so many projects, each with a session."""
    lines = (f"P{number},2026-01-02T{number:02}:00Z,2026-01-02T{number:02}:30Z\n" for number in range(count))
    file.write_text("quest,started_at,completed_at\n" + "".join(lines))
    return file


def test_each_colour_is_used_once_before_one_is_used_twice(controller: Controller, tmp_path: Path) -> None:
    before = rows(controller)
    controller.add_quest("Mine")
    plan = controller.preview_import(write(tmp_path / "all.csv", 9))
    edit = controller.import_sessions(plan)
    assert Counter(colours(controller)) == dict.fromkeys(range(len(QuestColour)), 2)
    controller.undo(edit)
    controller.redo(edit)
    assert Counter(colours(controller)) == dict.fromkeys(range(len(QuestColour)), 2)
    controller.undo(edit)
    (mine,) = controller.list_quests()
    controller.delete_quest(mine.id)
    assert rows(controller) == before


def test_the_undo_of_an_import_tells_how_far_it_is_and_can_be_cancelled(
    controller: Controller, tmp_path: Path
) -> None:
    edit = controller.import_sessions(controller.preview_import(write(tmp_path / "all.csv", 9)))
    before = rows(controller)

    def cancel(progress: Progress) -> None:
        if progress.done == progress.total:
            raise Cancelled

    with pytest.raises(Cancelled):
        controller.undo(edit, cancel)
    assert rows(controller) == before
    controller.undo(edit)
    assert not any(rows(controller).values())
