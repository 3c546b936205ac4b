"""Several processes, one store: each announces what the others do, exactly once and in order."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import (
    Change,
    ChangedElsewhere,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionStarted,
)
from focus_desktop.model.errors import AnotherSessionActive, NotFound, StoreProblem, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.keep_time import keep_time
from virtual_desktop import wait_until

ACTIVE, COMPLETED, CANCELLED = SessionStatus


@pytest.fixture
def other(url: str, clock: SettableClock, database: Database) -> Iterator[Controller]:
    """A controller of another process, as far as the store can tell."""
    other = Controller(Database(url), clock)
    yield other
    other.close()


@pytest.fixture
def heard(controller: Controller, other: Controller) -> list[Change]:
    """What our controller announces, by itself, while it follows the other."""
    heard: list[Change] = []
    controller.subscribe(heard.append)
    controller.watch_others()
    return heard


def wait_for(heard: list[Change], *kinds: type[Change]) -> list[Change]:
    """Just these changes, as soon as the last is there, apart from `ChangedElsewhere`."""

    def told() -> list[Change]:
        return [change for change in heard if not isinstance(change, ChangedElsewhere)]

    wait_until(lambda: len(told()) >= len(kinds), f"{kinds}, there was {heard}")
    assert [type(change) for change in told()] == list(kinds)
    return told()


def test_a_session_of_another_process_is_announced_like_ones_own(
    other: Controller, heard: list[Change]
) -> None:
    session = other.start_session(25, description="elsewhere")
    (started,) = wait_for(heard, SessionStarted)
    assert isinstance(started, SessionStarted)
    assert (started.record.id, started.record.session.description) == (session.id, "elsewhere")
    heard.clear()
    other.update_session(session.id, description="over there")
    (edited,) = wait_for(heard, SessionEdited)
    assert isinstance(edited, SessionEdited)
    assert edited.record.session.description == "over there"
    heard.clear()
    other.update_session(session.id, status=COMPLETED)
    (ended,) = wait_for(heard, SessionEnded)
    assert isinstance(ended, SessionEnded)
    assert ended.record.session.status is COMPLETED


def test_a_running_session_that_another_process_deletes_is_announced(
    controller: Controller, other: Controller, heard: list[Change]
) -> None:
    session = controller.start_session(25)
    heard.clear()
    other.delete_session(session.id)
    assert wait_for(heard, SessionDeleted) == [SessionDeleted(session.id)]


def test_what_else_another_process_does_is_announced_as_a_whole(
    other: Controller, heard: list[Change]
) -> None:
    other.add_quest("Read")
    wait_until(lambda: ChangedElsewhere() in heard, "the change", 3)
    assert set(heard) == {ChangedElsewhere()}


def test_ones_own_changes_are_announced_once(controller: Controller, heard: list[Change], url: str) -> None:
    session = controller.start_session(25)
    controller.update_session(session.id, status=CANCELLED)
    controller.delete_session(session.id)
    controller.catch_up()
    elsewhere = [change for change in heard if isinstance(change, ChangedElsewhere)]
    assert wait_for(heard, SessionStarted, SessionEnded, SessionDeleted)
    assert not elsewhere or url.startswith("postgresql")  # which cannot tell whose change it was


def test_a_session_that_ended_elsewhere_is_announced_before_the_next_one_starts_here(
    controller: Controller, other: Controller
) -> None:
    heard: list[Change] = []
    controller.subscribe(heard.append)
    first = controller.start_session(25)
    other.update_session(first.id, status=CANCELLED)
    controller.start_session(50)  # Before anybody has told of the end.
    ended, started = heard[1:]
    assert isinstance(ended, SessionEnded)
    assert isinstance(started, SessionStarted)
    assert (ended.record.id, ended.record.session.status) == (first.id, CANCELLED)


def test_a_session_that_came_and_went_between_two_looks_is_announced_once(
    controller: Controller, other: Controller, clock: SettableClock
) -> None:
    def live_through(description: str) -> None:
        session = other.start_session(25, description=description)
        other.update_session(session.id, status=COMPLETED)
        clock.advance(seconds=1)

    live_through("before anybody followed")
    heard: list[Change] = []
    controller.subscribe(heard.append)
    controller.watch_others()
    controller._database.close()  # From here on it looks when it is told to.
    for description in ("one", "two"):
        live_through(description)
    for _ in range(2):
        controller.catch_up()
        other.add_quest("Another change")
    told = [change.record.session.description for change in heard if isinstance(change, SessionEnded)]
    assert told == ["one", "two"]


def test_of_many_short_sessions_each_end_is_announced_once(
    other: Controller, heard: list[Change], clock: SettableClock
) -> None:
    count = 60

    def ended() -> list[str | None]:
        return [change.record.session.description for change in heard if isinstance(change, SessionEnded)]

    for number in range(count):
        session = other.start_session(25, description=str(number))
        threading.Event().wait(number % 7 / 100)  # The looks fall before, between and after.
        other.update_session(session.id, status=COMPLETED)
        clock.advance(seconds=1)
    wait_until(lambda: len(ended()) >= count, "the ends", 5)
    assert ended() == [str(number) for number in range(count)]


def test_what_happened_before_following_is_not_announced(
    controller: Controller, other: Controller, clock: SettableClock
) -> None:
    other.start_session(25)
    heard: list[Change] = []
    controller.subscribe(heard.append)
    controller.watch_others()
    clock.advance(minutes=30)
    other.complete_due_session()
    assert wait_for(heard, SessionEnded)


def test_minute_marks_of_another_process_are_not_announced_and_its_changes_still_are(
    controller: Controller, other: Controller, heard: list[Change], clock: SettableClock, url: str
) -> None:
    def has_seen_the_mark() -> bool:
        if url.startswith("postgresql"):
            return True  # Its server tells nobody of a mark.
        known, stored = controller._tracker.active, other.active_session()
        return known is not None and stored is not None and known.has_clock_of(stored)

    session = controller.start_session(90)
    other.watch_others()
    keep_time(other)  # From now on it marks the session each minute.
    wait_until(has_seen_the_mark, "the first mark")
    heard.clear()
    for _ in range(5):
        clock.advance(minutes=1)
        keep_time(other)
        wait_until(has_seen_the_mark, "a mark")
    threading.Event().wait(0.2)
    assert heard == []
    other.update_session(session.id, description="over there")
    assert wait_for(heard, SessionEdited)
    assert ChangedElsewhere() in heard


@pytest.fixture
def looking(sqlite_url: str, clock: SettableClock) -> Iterator[Controller]:
    """A controller on a SQLite file that looks for others' changes only when it is told to."""
    looking = Controller(Database(sqlite_url), clock)
    looking.start_session(90)
    looking.watch_others()
    looking._database.close()
    yield looking
    looking.close()


@pytest.fixture
def marking(looking: Controller, sqlite_url: str, clock: SettableClock) -> Iterator[Controller]:
    """Another process, which marks the session each minute."""
    marking = Controller(Database(sqlite_url), clock)
    marking.watch_others()
    keep_time(marking)
    looking.catch_up()
    yield marking
    marking.close()


def test_the_mark_of_another_process_is_taken_over(
    looking: Controller, marking: Controller, clock: SettableClock
) -> None:
    heard: list[Change] = []
    looking.subscribe(heard.append)
    for _ in range(5):
        clock.advance(minutes=1)
        keep_time(marking)
        assert looking.has_time_to_record()
        looking.catch_up()
        assert not looking.has_time_to_record()
    assert heard == []


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        ("INSERT INTO quest VALUES ('00000000000000000000000000000001', 'Sing', 'active', 0, 1)", []),
        ("UPDATE focus_session SET description = 'from a shell'", [SessionEdited]),
        ("UPDATE focus_session SET status = 'cancelled'", [SessionEnded]),
    ],
)
def test_what_a_foreign_program_changes_is_noticed_between_marks(
    looking: Controller,
    marking: Controller,
    clock: SettableClock,
    sqlite_url: str,
    edit: str,
    kinds: list[type[Change]],
) -> None:
    heard: list[Change] = []
    looking.subscribe(heard.append)
    clock.advance(minutes=1)
    keep_time(marking)
    looking.catch_up()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as shell, shell:
        shell.execute(edit)
    looking.catch_up()
    assert [type(change) for change in heard] == [*kinds, ChangedElsewhere]


def test_an_edit_of_the_session_is_noticed_when_it_comes_together_with_a_mark(
    looking: Controller, marking: Controller, clock: SettableClock, sqlite_url: str
) -> None:
    heard: list[Change] = []
    looking.subscribe(heard.append)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as shell, shell:
        shell.execute("UPDATE focus_session SET description = 'from a shell'")
    clock.advance(minutes=1)
    keep_time(marking)
    looking.catch_up()
    assert [type(change) for change in heard] == [SessionEdited, ChangedElsewhere]


def test_changes_are_announced_in_the_order_of_their_commits_whichever_threads_commit(
    controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = controller.start_session(25)
    heard: list[Change] = []
    controller.subscribe(heard.append)
    announce = controller._announce

    slow: set[int] = set()

    def announce_late(change: Change) -> None:
        if threading.get_ident() in slow:
            threading.Event().wait(0.005)  # So that another thread commits and announces, if it can.
        announce(change)

    monkeypatch.setattr(controller, "_announce", announce_late)
    count = 25

    def extend() -> None:
        slow.add(threading.get_ident())
        for _ in range(count):
            controller.extend_session(session.id, 1)

    def describe() -> None:
        for number in range(count):
            controller.update_session(session.id, description=f"{number:02}")

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(extend), pool.submit(describe)]:
            done.result()
    edited = [change.record.session for change in heard if isinstance(change, SessionEdited)]
    steps = [(one.duration_minutes - 25, one.description or "") for one in edited]
    # Each is the one before with one edit more.
    assert [minutes + (int(text) + 1 if text else 0) for minutes, text in steps] == list(
        range(1, 2 * count + 1)
    )


def test_a_request_that_changes_nothing_is_no_change_for_others(
    looking: Controller, sqlite_url: str, clock: SettableClock
) -> None:
    heard: list[Change] = []
    looking.subscribe(heard.append)
    with closing(Controller(Database(sqlite_url), clock)) as other:
        record = other.active_session()
        assert record is not None
        other.resume_session(record.id)
        with pytest.raises(NotFound):
            other.delete_session(uuid4())
    looking.catch_up()
    assert heard == []


def test_the_first_thing_that_is_announced_is_what_happened_after_the_active_session_was_read(
    controller: Controller, other: Controller, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Change] = []
    controller.subscribe(heard.append)
    session = other.start_session(25)
    watch = controller._database.watch

    def pause_and_watch(on_commit: Callable[[], None]) -> None:
        other.pause_session(session.id)  # Between the read and the first look of the watch.
        watch(on_commit)

    monkeypatch.setattr(controller._database, "watch", pause_and_watch)
    record = controller.watch_others()
    assert record is not None
    assert (record.id, record.is_paused) == (session.id, False)
    assert wait_for(heard, SessionPaused)


def test_others_are_watched_after_an_attempt_that_failed(
    controller: Controller, other: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Change] = []
    controller.subscribe(heard.append)

    def refuse(_: object) -> None:
        raise StoreUnavailable(StoreProblem.NOT_WATCHED, place="here", cause="no watch is left")

    with monkeypatch.context() as patched:
        patched.setattr(controller._database, "watch", refuse)
        with pytest.raises(StoreUnavailable):
            controller.watch_others()
    assert controller.watch_others() is None
    other.start_session(25)
    assert wait_for(heard, SessionStarted)


def test_of_simultaneous_starts_one_wins_and_the_others_are_told_of_it(
    controller: Controller, other: Controller
) -> None:
    def start(number: int) -> str:
        try:
            (controller, other)[number % 2].start_session(25, description=f"number {number}")
        except AnotherSessionActive as refused:
            return refused.message
        return f"number {number}"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(start, range(40)))
    (active,) = controller.list_sessions()
    won = [outcome for outcome in outcomes if outcome.startswith("number")]
    assert won == [active.description]
    assert set(outcomes) - set(won) == {f"“{won[0]}” is running; complete or cancel it first."}


def test_a_quest_cannot_vanish_under_a_session_that_is_just_started(
    controller: Controller, other: Controller
) -> None:
    quests = [controller.add_quest(f"Quest {number}") for number in range(10)]
    with ThreadPoolExecutor(2) as pool:
        for quest in quests:
            starting = pool.submit(controller.start_session, 25, quest.id)
            deleting = pool.submit(other.delete_quest, quest.id)
            deleting.result()
            if starting.exception() is None:  # Otherwise it is NotFound, or else this raises it:
                controller.update_session(starting.result().id, status=CANCELLED)
            else:
                assert "The quest cannot be found" in str(starting.exception())


def test_what_another_process_completed_longer_ago_than_a_minute_is_no_news(
    controller: Controller, other: Controller, clock: SettableClock
) -> None:
    changes: list[Change] = []
    controller.subscribe(changes.append)

    def completed_unseen(minutes_ago: float) -> list[Change]:
        changes.clear()
        session = other.start_session(25)
        other.update_session(session.id, status=COMPLETED)
        clock.advance(minutes=minutes_ago)
        controller.catch_up()
        return [change for change in changes if not isinstance(change, ChangedElsewhere)]

    (ended,) = completed_unseen(minutes_ago=0.9)
    assert isinstance(ended, SessionEnded)
    assert completed_unseen(minutes_ago=1.1) == []
