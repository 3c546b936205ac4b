"""Which sessions of a file are added, for which quests, and when an import cannot be taken back."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.exchange.format import Format
from focus_desktop.model.changes import Change, ChangedElsewhere, SessionRestored
from focus_desktop.model.errors import ChangedMeanwhile, MalformedFile, Refusal, UnusableFile
from focus_desktop.model.history_query import HistoryFilter
from focus_desktop.model.progress import Progress
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.transfer import moment_text
from tests.conftest import SettableClock
from tests.full_store import rows
from tests.unreadable import spoil

MINUTE = timedelta(minutes=1)
DAY = datetime.fromisoformat("2026-02-02T09:00:00+00:00")


def csv(folder: Path, *lines: str, header: str = "quest,description,started_at,completed_at") -> Path:
    """A file of a person, each line being `quest,description,first minute,last minute` of a day."""
    file = folder / "mine.csv"
    written = [header]
    for line in lines:
        quest, about, start, end = line.split(",")
        moments = [moment_text(DAY + float(minute) * MINUTE) for minute in (start, end)]
        written.append(",".join([quest, about, *moments]))
    file.write_text("\n".join(written))
    return file


def add(controller: Controller, start: float, end: float) -> UUID:
    """A session of the same day."""
    edit = controller.add_session(SessionTimes(DAY + start * MINUTE, DAY + end * MINUTE))
    (session_id,) = edit.scope.sessions
    return session_id


def descriptions(controller: Controller) -> set[str | None]:
    return {one.description for one in controller.list_sessions(limit=1000)}


@pytest.mark.parametrize(
    "line", ["A,,90,101", "A,,100,150", "A,,120,130", "A,,99,201", "A,,199,210", "A,,299,310"]
)
def test_each_way_to_overlap_a_stored_session_is_found(
    controller: Controller, tmp_path: Path, line: str
) -> None:
    add(controller, 100, 200)
    add(controller, 300, 301)
    (reason,) = controller.preview_import(csv(tmp_path, line)).preview.reasons
    assert reason.reason.code is Refusal.OVERLAPS_STORED


def test_what_overlaps_a_stored_session_is_left_out_and_what_touches_it_is_not(
    controller: Controller, tmp_path: Path
) -> None:
    add(controller, 100, 200)
    add(controller, 300, 301)
    file = csv(
        tmp_path,
        "A,before,50,100",
        "A,begins before,90,101",
        "A,inside,120,130",
        "A,around,99,201",
        "A,ends after,199,210",
        "A,after,210,300",
        "A,over the short one,299,310",
        "A,same,100,200",
    )
    plan = controller.preview_import(file)
    assert (plan.preview.added, plan.preview.duplicates, plan.preview.left_out) == (2, 1, 5)
    assert [one.line for one in plan.preview.reasons] == [3, 4, 5, 6, 8]
    assert {one.reason.code for one in plan.preview.reasons} <= {
        Refusal.OVERLAPS_STORED,
        Refusal.OVERLAPS_LINE,
    }
    controller.import_sessions(plan)
    assert descriptions(controller) == {None, "before", "after"}


def test_a_pause_of_a_stored_session_has_room_for_another(controller: Controller, tmp_path: Path) -> None:
    paused = SessionTimes(DAY, DAY + 60 * MINUTE, ((DAY + 20 * MINUTE, DAY + 40 * MINUTE),))
    controller.add_session(paused)
    plan = controller.preview_import(csv(tmp_path, "A,in the pause,20,40", "A,over its edge,39,41"))
    assert (plan.preview.added, plan.preview.left_out) == (1, 1)


def test_the_same_session_twice_in_a_file_is_a_duplicate(controller: Controller, tmp_path: Path) -> None:
    plan = controller.preview_import(csv(tmp_path, "A,one,0,10", "A,two,0,10", "A,three,5,15"))
    assert (plan.preview.added, plan.preview.duplicates, plan.preview.left_out) == (1, 1, 1)


def test_what_another_process_has_added_since_the_preview_is_left_out(
    controller: Controller, tmp_path: Path, open_again: Callable[[], Controller]
) -> None:
    plan = controller.preview_import(csv(tmp_path, "A,one,0,10", "A,two,20,30"))
    assert plan.preview.added == 2
    add(open_again(), 5, 8)
    edit = controller.import_sessions(plan)
    assert (edit.preview.added, edit.preview.left_out) == (1, 1)
    assert descriptions(controller) == {None, "two"}


def test_projects_become_quests_of_the_same_title_or_new_ones_or_those_that_are_wanted(
    controller: Controller, tmp_path: Path
) -> None:
    known, other = controller.add_quest("Straße"), controller.add_quest("Other")
    file = csv(tmp_path, "STRASSE,a,0,1", "new,b,1,2", "NEW,c,2,3", "mapped,d,3,4", "none,e,4,5", ",f,5,6")
    plan = controller.preview_import(file, wanted={"mapped": other.id, "none": None})
    found = {match.title: (match.sessions, match.quest_id, match.is_new) for match in plan.preview.quests}
    assert found["STRASSE"] == (1, known.id, False)
    assert found["mapped"] == (1, other.id, False)
    assert found["none"] == (1, None, False)
    assert found["new"][0] == 2
    assert plan.preview.new_quests == 1
    controller.import_sessions(plan)
    titles = {quest.id: quest.title for quest in controller.list_quests()}
    assert {one.description: titles.get(one.quest_id or uuid4()) for one in controller.list_sessions()} == {
        "a": "Straße",
        "b": "new",
        "c": "new",
        "d": "Other",
        "e": None,
        "f": None,
    }


def test_an_import_that_was_changed_since_is_not_undone(
    controller: Controller, tmp_path: Path, open_again: Callable[[], Controller]
) -> None:
    edit = controller.import_sessions(controller.preview_import(csv(tmp_path, "A,one,0,10", "A,two,20,30")))
    other = open_again()
    changed = other.edit_session(other.list_sessions()[0].id, description="changed")
    before = rows(controller)
    with pytest.raises(ChangedMeanwhile):
        controller.undo(edit)
    assert rows(controller) == before
    other.undo(changed)
    controller.undo(edit)
    assert not any(rows(controller).values())


def test_an_import_whose_quest_is_in_use_is_not_undone(controller: Controller, tmp_path: Path) -> None:
    edit = controller.import_sessions(controller.preview_import(csv(tmp_path, "A,one,0,10")))
    session_id = add(controller, 20, 30)
    assigned = controller.assign_quest([session_id], controller.list_quests()[0].id)
    before = rows(controller)
    with pytest.raises(ChangedMeanwhile):
        controller.undo(edit)
    assert rows(controller) == before
    controller.undo(assigned)
    controller.undo(edit)
    assert len(controller.list_sessions()) == 1


def test_an_import_is_not_done_again_when_its_quest_has_gone(controller: Controller, tmp_path: Path) -> None:
    quest = controller.add_quest("A")
    edit = controller.import_sessions(controller.preview_import(csv(tmp_path, "A,one,0,10")))
    controller.undo(edit)
    controller.delete_quest(quest.id)
    with pytest.raises(ChangedMeanwhile):
        controller.redo(edit)
    assert not any(rows(controller).values())


def test_one_change_is_announced(controller: Controller, changes: list[Change], tmp_path: Path) -> None:
    plan = controller.preview_import(csv(tmp_path, "A,one,0,10"))
    assert changes == []
    edit = controller.import_sessions(plan)
    controller.undo(edit)
    controller.redo(edit)
    assert changes == [ChangedElsewhere()] * 3


def test_the_active_session_of_another_computer_goes_on_here_unless_one_runs_already(
    controller: Controller, clock: SettableClock, changes: list[Change], tmp_path: Path
) -> None:
    started = controller.start_session(25, description="here")
    file = tmp_path / "all.json"
    controller.export_sessions(file, Format.JSON)
    preview = controller.preview_import(file).preview
    assert (preview.duplicates, preview.left_out) == (1, 0)  # It is the one that runs.
    controller.delete_session(started.id)
    changes.clear()
    edit = controller.import_sessions(controller.preview_import(file))
    active = controller.active_session()
    assert active is not None
    assert active.id == started.id
    assert [type(change) for change in changes] == [SessionRestored, ChangedElsewhere]
    controller.undo(edit)
    assert controller.active_session() is None
    controller.start_session(25, description="another")
    plan = controller.preview_import(file)
    assert [one.reason.code for one in plan.preview.reasons] == [Refusal.ANOTHER_RUNS_ALREADY]


def test_a_session_whose_quest_is_not_in_the_file_makes_it_malformed(
    controller: Controller, tmp_path: Path
) -> None:
    quest = controller.add_quest("A")
    controller.start_session(25, quest.id)
    file = tmp_path / "all.json"
    controller.export_sessions(file, Format.JSON)
    whole = json.loads(file.read_text())
    whole["quests"] = []
    file.write_text(json.dumps(whole))
    with pytest.raises(MalformedFile) as refused:
        controller.preview_import(file)
    assert refused.value.reason.code is Refusal.QUEST_NOT_IN_FILE


def test_ids_that_other_rows_have_make_the_import_fail_as_a_whole(
    controller: Controller, clock: SettableClock, tmp_path: Path
) -> None:
    add(controller, 0, 10)
    file = tmp_path / "all.json"
    controller.export_sessions(file, Format.JSON)
    whole = json.loads(file.read_text())
    whole["sessions"][0]["id"] = uuid4().hex
    for stretch in (whole["sessions"][0], whole["sessions"][0]["intervals"][0]):
        stretch["started_at"] = "2026-01-01T09:00:00.000000Z"
    whole["sessions"][0]["completed_at"] = "2026-01-01T09:10:00.000000Z"
    whole["sessions"][0]["intervals"][0]["ended_at"] = "2026-01-01T09:10:00.000000Z"
    file.write_text(json.dumps(whole))
    before = rows(controller)
    plan = controller.preview_import(file)
    assert plan.preview.added == 1
    with pytest.raises(UnusableFile, match="ids of other entries"):
        controller.import_sessions(plan)
    assert rows(controller) == before


def test_more_sessions_than_a_page_go_out_and_come_in(controller: Controller, tmp_path: Path) -> None:
    lines = [f"Q{number % 7},text {number},{number * 0.25},{number * 0.25 + 0.2}" for number in range(5000)]
    told: list[Progress] = []
    plan = controller.preview_import(csv(tmp_path, *lines), on_progress=told.append)
    assert told[-1].sessions == 5000
    assert told[-1].done == told[-1].total
    edit = controller.import_sessions(plan, told.append)
    assert (told[-1].done, told[-1].total) == (5000, 5000)
    before = rows(controller)
    for kind in (Format.CSV, Format.JSON):
        file = tmp_path / f"all.{kind}"
        controller.export_sessions(file, kind)
        controller.undo(edit)
        assert not any(rows(controller).values())
        edit = controller.import_sessions(controller.preview_import(file))
        after = rows(controller)
        assert after["focus_session"] == before["focus_session"]
        assert after["quest"] == before["quest"]
        assert kind is Format.CSV or after["focus_interval"] == before["focus_interval"]
        before = after


def test_a_filter_chooses_what_is_exported(controller: Controller, tmp_path: Path) -> None:
    file = csv(tmp_path, "A,one,0,10", "A,two,20,30", "B,other two,40,50", "B,short,60,70")
    controller.import_sessions(controller.preview_import(file))
    for wanted, expected in (
        (HistoryFilter(text="TWO"), 2),
        (HistoryFilter(text="a"), 2),
        (HistoryFilter(start=DAY + 20 * MINUTE, end=DAY + 60 * MINUTE), 2),
        (HistoryFilter(status=SessionStatus.CANCELLED), 0),
        (HistoryFilter(quest_id=controller.list_quests()[0].id), 2),
    ):
        for kind in (Format.CSV, Format.JSON):
            told: list[Progress] = []
            done = controller.export_sessions(tmp_path / "out", kind, wanted, told.append)
            assert done.sessions == expected
            assert told[-1].total == expected
    controller.export_sessions(tmp_path / "out", Format.JSON, HistoryFilter(text="one"))
    assert [quest["title"] for quest in json.loads((tmp_path / "out").read_text())["quests"]] == ["A"]


def test_the_file_that_is_there_stays_when_an_export_fails(controller: Controller, tmp_path: Path) -> None:
    add(controller, 0, 10)
    file = tmp_path / "all.csv"
    file.write_text("precious")

    def fail(_: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        controller.export_sessions(file, Format.CSV, on_progress=fail)
    assert file.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_a_session_that_cannot_be_read_is_left_out_of_the_file(
    sqlite_controller: Controller, sqlite_url: str, tmp_path: Path
) -> None:
    kept, spoiled = add(sqlite_controller, 0, 10), add(sqlite_controller, 20, 30)
    add(sqlite_controller, 40, 50)
    for column, value in (
        ("started_at", "yesterday"),
        ("description", b"\xff"),
        ("duration_minutes", "many"),
        ("started_at", "2026-02-30T09:00:00.000000Z"),
    ):
        spoil(sqlite_url, "focus_session", column, value, f"id = '{spoiled.hex}'")
        for kind in (Format.CSV, Format.JSON):
            done = sqlite_controller.export_sessions(tmp_path / "out", kind)
            assert (done.sessions, done.unreadable) == (2, 1), (column, kind)
            sessions, _, left_out = (tmp_path / "out").read_text().partition('"left_out"')
            assert spoiled.hex not in sessions
            assert (spoiled.hex in left_out) == (kind is Format.JSON)
            assert kept.hex in sessions


def test_a_moment_that_another_program_wrote_in_another_form_is_exported_in_ours(
    sqlite_controller: Controller, sqlite_url: str, tmp_path: Path
) -> None:
    session_id = add(sqlite_controller, 0, 10)
    spoil(sqlite_url, "focus_session", "started_at", "2026-02-02 10:00:00+01:00", f"id = '{session_id.hex}'")
    for kind in (Format.CSV, Format.JSON):
        sqlite_controller.export_sessions(tmp_path / "out", kind)
        assert "2026-02-02T09:00:00.000000Z" in (tmp_path / "out").read_text()
        assert "+01:00" not in (tmp_path / "out").read_text()
