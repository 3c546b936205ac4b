"""Random lives of a session, held against a simple model of what was worked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from focus_desktop.controller import Controller
from focus_desktop.model.changes import Change, GapFound, SessionEnded
from focus_desktop.model.errors import FocusError
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_snapshot import SessionSnapshot
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.keep_time import keep_time

SECONDS = st.integers(1, 45 * 60)
MINUTE = timedelta(minutes=1)
UNSET, RIGHT = datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)
"""What a wall clock shows when the machine is switched on: one without a battery, and one that is right."""
BEAT = 20.0
"""Seconds between two looks of an app that stays."""


class Life(RuleBasedStateMachine):
    """An app that stays beats while it lives; the model only adds up what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = SettableClock()
        self.ends: list[SessionEnded] = []
        self.gaps: list[GapFound] = []
        self.passed = timedelta()
        """What has passed of the world since the session was started, whatever a wall clock says."""
        self.worked = timedelta()
        self.open()

    def teardown(self) -> None:
        self.controller.close()
        self.folder.cleanup()

    def open(self) -> None:
        """Start the app."""
        self.controller = Controller(Database(f"sqlite:///{Path(self.folder.name) / 'focus.db'}"), self.clock)
        self.controller.subscribe(self.hear)
        self.controller.watch_others()
        self.controller.complete_due_session()
        keep_time(self.controller)

    def hear(self, change: Change) -> None:
        if isinstance(change, SessionEnded):
            self.ends.append(change)
        if isinstance(change, GapFound):
            self.gaps.append(change)

    @property
    def is_running(self) -> bool:
        return self.is_active and not self.is_paused

    @property
    def expected_end(self) -> timedelta | None:
        """The worked time at which it is completed."""
        return self.target if self.time_up is TimeUp.COMPLETE else None

    def work(self, length: timedelta) -> None:
        """The model: time that is worked, up to the target."""
        if not self.is_running:
            return
        self.worked += length
        if self.expected_end is not None and self.worked >= self.expected_end:
            self.worked, self.is_active = self.expected_end, False

    def lose(self, length: timedelta) -> None:
        """The model: time that nobody works; a minute or less is not noticed."""
        if length <= MINUTE:
            self.work(length)
        elif self.is_running and self.expected_end is not None and self.worked + length >= self.expected_end:
            self.is_active = False
            self.lost += 1
        elif self.is_running:
            self.lost += 1

    @initialize(
        minutes=st.integers(1, 90),
        time_up=st.sampled_from([TimeUp.COMPLETE, TimeUp.OVERTIME]),
        was_set=st.booleans(),
    )
    def start(self, minutes: int, time_up: TimeUp, was_set: bool) -> None:
        self.target, self.time_up = timedelta(minutes=minutes), time_up
        self.clock_was_set = was_set
        if not was_set:
            self.forget_the_time()
        self.session = self.controller.start_session(minutes, time_up=time_up)
        self.lost = 0
        self.is_active, self.is_paused = True, False

    @rule(seconds=SECONDS)
    def let_time_pass(self, seconds: float) -> None:
        self.work(timedelta(seconds=seconds))
        self.passed += timedelta(seconds=seconds)
        while seconds > 0:
            self.clock.advance(seconds=min(BEAT, seconds))
            seconds -= BEAT
            keep_time(self.controller)

    @rule(seconds=SECONDS)
    def sleep(self, seconds: int) -> None:
        self.lose(timedelta(seconds=seconds))
        self.passed += timedelta(seconds=seconds)
        self.clock.sleep(seconds=seconds)
        keep_time(self.controller)

    @rule(seconds=SECONDS)
    def stop_and_continue(self, seconds: int) -> None:
        self.lose(timedelta(seconds=seconds))
        self.passed += timedelta(seconds=seconds)
        self.clock.advance(seconds=seconds)
        keep_time(self.controller)

    @rule(minutes=st.integers(-2000, 2000))
    def set_the_wall_clock(self, minutes: int) -> None:
        self.clock.jump(minutes=minutes)
        keep_time(self.controller)

    @rule()
    def forget_the_time(self) -> None:
        self.clock.moment = UNSET + self.clock.up

    @rule()
    def set_the_clock_right(self) -> None:
        self.clock.moment = RIGHT + self.clock.up
        self.controller.complete_due_session()
        if self.is_active and not self.clock_was_set:
            assert self.record().session.started_at == self.clock.now() - self.passed
            self.clock_was_set = True

    @rule(seconds=st.integers(2 * 60, 60 * 60))
    def quit_and_start_again(self, seconds: int) -> None:
        self.controller.leave_session()
        self.be_dead(seconds, timedelta())

    @rule(seconds=st.integers(2 * 60, 60 * 60))
    def be_killed_and_start_again(self, seconds: int) -> None:
        unmarked = timedelta()
        clock = self.record().clock
        if self.is_running and clock is not None:
            unmarked = clock.time_at(self.clock.read()) - clock.seen_at
            assert unmarked < MINUTE + timedelta(seconds=BEAT)
        self.be_dead(seconds, unmarked)

    def be_dead(self, seconds: int, unmarked: timedelta) -> None:
        """What was worked since the last mark nobody knows any more."""
        self.controller.close()
        self.worked -= unmarked
        self.lose(timedelta(seconds=seconds) + unmarked)
        self.passed += timedelta(seconds=seconds)
        self.clock.advance(seconds=seconds)
        self.open()

    @rule()
    @precondition(lambda self: not (self.is_active and self.is_paused))
    def count_the_gap(self) -> None:
        found = self.controller.unanswered_gap()
        if found is None:
            return
        gap = found.gap
        end = min(gap.ended_at, self.record().session.completed_at or gap.ended_at)
        length = max(timedelta(), end - gap.started_at)
        self.controller.count_gap(gap.id)
        if self.is_active:
            self.work(length)
        else:
            self.worked += length

    @rule()
    def pause(self) -> None:
        try:
            self.controller.pause_session(self.session.id)
        except FocusError:
            assert not self.is_active
        self.is_paused = True

    @rule()
    def resume(self) -> None:
        try:
            self.controller.resume_session(self.session.id)
        except FocusError:
            assert not self.is_active
        self.is_paused = False

    @rule(minutes=st.integers(1, 30))
    def extend(self, minutes: int) -> None:
        try:
            self.controller.extend_session(self.session.id, minutes)
        except FocusError:
            assert not self.is_active
        else:
            self.target += timedelta(minutes=minutes)

    @rule(status=st.sampled_from([SessionStatus.COMPLETED, SessionStatus.CANCELLED]))
    def end(self, status: SessionStatus) -> None:
        try:
            self.controller.update_session(self.session.id, status=status)
        except FocusError:
            assert not self.is_active
        self.is_active = False

    @rule(
        seconds=st.integers(1, 5 * 60),
        sleeps=st.booleans(),
        remove=st.sampled_from([Controller.cancel_session, Controller.discard_session]),
    )
    @precondition(lambda self: self.is_active)
    def remove_and_undo(
        self, seconds: int, sleeps: bool, remove: Callable[[Controller, UUID], SessionSnapshot]
    ) -> None:
        length, ends = timedelta(seconds=seconds), len(self.ends)
        snapshot = remove(self.controller, self.session.id)
        del self.ends[ends:]  # The end that is undone.
        (self.lose if sleeps else self.work)(length)
        self.passed += length
        (self.clock.sleep if sleeps else self.clock.advance)(seconds=seconds)
        self.controller.restore_session(snapshot)

    def record(self) -> SessionRecord:
        (record,) = self.controller.history()
        return record

    @invariant()
    def focused_time_is_exact(self) -> None:
        record = self.record()
        focused = record.focused(record.time(self.clock.read()))
        assert focused == self.worked
        assert timedelta() <= focused <= self.passed

    @invariant()
    def the_status_is_right_and_an_end_is_told_once(self) -> None:
        assert (self.record().session.status is SessionStatus.ACTIVE) == self.is_active
        assert len(self.ends) == (0 if self.is_active else 1)
        assert len(self.gaps) == self.lost

    @invariant()
    def the_ledger_holds(self) -> None:
        record = self.record()
        last: datetime = record.session.started_at
        for interval in record.intervals:
            assert interval.started_at >= last
            last = interval.ended_at or interval.started_at
            assert last >= interval.started_at
        is_open = [one.ended_at is None for one in record.intervals]
        assert is_open.count(True) == (1 if self.is_running else 0)
        completed_at = record.session.completed_at
        assert completed_at is None or completed_at >= last >= record.session.started_at


# Always the same lives: a check must say the same each time.
Life.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None, derandomize=True)
TestLife = pytest.mark.long(Life.TestCase)
