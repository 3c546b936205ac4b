"""What may be done: the four documented verbs on sessions, their companions, and the quests.

Each verb loads, applies the rule, saves, and announces after the commit. Safe on any thread; what
it returns is detached.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.clock import Clock
from focus_desktop.controller.change_tracker import ChangeTracker
from focus_desktop.controller.session_time_recorder import SessionTimeRecorder
from focus_desktop.model.changes import (
    Change,
    GapFound,
    QuestsChanged,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.model.errors import (
    AnotherSessionActive,
    InvalidField,
    NotFound,
    Refusal,
    SessionAlreadyEnded,
    UnknownQuest,
)
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession, FocusSessionCreate, FocusSessionUpdate
from focus_desktop.model.ids import parsed_id
from focus_desktop.model.limits import LONGEST_MINUTES, LONGEST_PAGE, LONGEST_TITLE
from focus_desktop.model.quest import Quest, QuestCreate, QuestUpdate
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.model.unreadable_row import UnreadableRow
from focus_desktop.model.validation import validated
from focus_desktop.store import engines, focus_sessions, quests, session_time, statistics, time_limit
from focus_desktop.store.database import Commits, Database, StoreFacts, commit_only_a_mark

NEWEST, JUST_NOW = 20, timedelta(minutes=1)
"""How many sessions, and how far back, are looked through for what another process has done unseen."""

Verb = TypeVar("Verb", bound=Callable[..., Any])


def _one_at_a_time(verb: Verb) -> Verb:
    """What a verb commits it also announces before the next one begins, whichever threads they are on."""

    @wraps(verb)
    def alone(self: "Controller", *args: Any, **kwargs: Any) -> Any:
        with self._alone():
            return verb(self, *args, **kwargs)

    return cast("Verb", alone)


class Controller:
    """The one way to the store, for every door."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._listeners: list[Callable[[Change], None]] = []
        self._verbs = threading.RLock()
        self._tracker = ChangeTracker()
        self._recorder = SessionTimeRecorder()

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` with every change, after its commit, on the thread that made or found it."""
        self._listeners.append(listener)

    def time_limit(self, seconds: float) -> AbstractContextManager[None]:
        """Let the calls that this thread makes inside the block wait for locks no longer than that in all.

        Then they raise StoreUnavailable. A call that is made after that time is still tried once, without
        waiting. Without a limit each transaction waits for at most 5 s.
        """
        return self._database.time_limit(seconds)

    def interrupt(self, thread_id: int) -> None:
        """Abort what another thread (`threading.get_ident`) is just doing in the database. Never blocks.

        Its call raises StoreUnavailable within a fraction of a second, and so do further calls inside the
        same `time_limit`. Only an attempt to connect to a server goes on, for at most 2 s.
        """
        self._database.interrupt(thread_id)

    def watch_others(
        self, on_baseline: Callable[[SessionRecord | None], object] | None = None
    ) -> SessionRecord | None:
        """Announce from now on, within a second, what other processes do; the session that is active now.

        Nothing that happens after that session was read is missed. Long-running processes call this, and
        then `keep_time` at least every 20 s while a session runs; a longer silence counts as a crash.
        `on_baseline` is called with the active session before any later change is announced.
        Raises StoreUnavailable if others cannot be watched; it may simply be called again later.
        """
        with self._alone():
            self._database.commits_elsewhere()
            with self._database.reading() as work:
                session = focus_sessions.active(work)
                active = None if session is None else _record(work, session)
                newest = focus_sessions.page(work, quest_id=None, status=None, limit=NEWEST)
            self._tracker.set_baseline(active, [one.id for one in newest])
            if on_baseline is not None:
                on_baseline(active)
        self._database.watch(self.catch_up)
        self._recorder.keeps_time = True
        return active

    @_one_at_a_time
    def catch_up(self) -> None:
        """Announce at once what other processes have done meanwhile. Raises StoreUnavailable."""
        commits = self._database.commits_elsewhere()
        if commits is Commits.NONE or (commits is Commits.PERHAPS_ONLY_MARKS and self._takes_mark_over()):
            return
        known = self._tracker.active
        # Before the active one is read: what ends in between is found at the next look, and only then.
        completed = self._completed_just_now()
        active = self.active_session()
        goes_on = known is None or (active is not None and active.id == known.id)
        end = None if known is None or goes_on else self._end_of(known)
        for change in list(self._tracker.news(active, end, completed)):
            self._announce(change)

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()

    def check_store(self) -> StoreFacts:
        """Look through all the data. Raises StoreUnavailable if the file or the database is damaged.

        Single rows that cannot be read are told by `unreadable_rows` afterwards.
        """
        return self._database.check()

    def unreadable_rows(self) -> list[UnreadableRow]:
        """The rows that the calls so far have left out of their answers, and that still cannot be read."""
        return self._database.unreadable_rows()

    # Sessions

    @_one_at_a_time
    def start_session(
        self,
        duration_minutes: int,
        quest_id: UUID | None = None,
        description: str | None = None,
        time_up: TimeUp = TimeUp.COMPLETE,
    ) -> FocusSession:
        """Start a session of 1 to 1440 minutes; a flow session takes no notice of them.

        Only one can be active. Raises InvalidField, NotFound (the quest), AnotherSessionActive.
        """
        wanted = validated(
            FocusSessionCreate,
            duration_minutes=LONGEST_MINUTES if time_up is TimeUp.FLOW else duration_minutes,
            quest_id=quest_id,
            description=description,
        )
        self.complete_due_session()
        try:
            with self._database.writing() as work:
                _check_quest(work, wanted.quest_id)
                reading = self._clock.read()
                session = FocusSession(**wanted.model_dump(), started_at=reading.wall)
                self._recorder.open(work, session, time_up, reading)
                record = _record(work, session)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            raise self._another_active() from None  # An everyday refusal: the log needs no cause.
        self._announce(SessionStarted(record))
        return session

    @_one_at_a_time
    def update_session(self, session_id: UUID, **changes: Any) -> FocusSession:
        """Complete or cancel the active session by its `status`; a session whose time is up is completed.

        Of any session `description` and `quest_id` may change. Raises InvalidField, NotFound (the
        session or the quest), SessionAlreadyEnded.
        """
        about = validated(FocusSessionUpdate, **changes).model_dump(exclude_unset=True)
        status = about.pop("status", None)
        self.complete_due_session()
        with self._database.writing() as work:
            known = _known_session if status is None else _active_session
            session = known(work, session_id)
            _check_quest(work, about.get("quest_id"))
            focus_sessions.edit(work, session, about)
            ends = status in {SessionStatus.COMPLETED, SessionStatus.CANCELLED}
            if ends:
                record = _record(work, session)
                self._recorder.close(work, record, status, record.time(self._clock.read()))
            record = _record(work, session)
        if ends:
            self._announce(SessionEnded(record))
        elif about:
            self._announce(SessionEdited(record))
        return session

    @_one_at_a_time
    def pause_session(self, session_id: UUID) -> FocusSession:
        """Let the active session stand still until it is resumed; a paused one stays paused.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            session = _active_session(work, session_id)
            paused = self._recorder.pause(work, _record(work, session), self._clock.read())
            record = _record(work, session)
        if paused:
            self._announce(SessionPaused(record))
        return session

    @_one_at_a_time
    def resume_session(self, session_id: UUID) -> FocusSession:
        """Let a paused session go on; a running one goes on anyway. Raises NotFound, SessionAlreadyEnded."""
        self.complete_due_session()
        with self._database.writing() as work:
            session = _active_session(work, session_id)
            record = _record(work, session)
            if not record.is_paused:
                return session
            self._recorder.resume(work, record, self._clock.read())
            record = _record(work, session)
        self._announce(SessionResumed(record))
        return session

    @_one_at_a_time
    def extend_session(self, session_id: UUID, minutes: int = 5) -> FocusSession:
        """Give the active session so many minutes more; its target is at most 1440 in all.

        Raises InvalidField, NotFound, SessionAlreadyEnded.
        """
        if minutes < 1:
            raise InvalidField(Refusal.EXTENSION_TOO_SHORT)
        self.complete_due_session()
        with self._database.writing() as work:
            session = _active_session(work, session_id)
            if _record(work, session).time_up is TimeUp.FLOW:
                raise InvalidField(Refusal.FLOW_HAS_NO_END)
            if session.duration_minutes + minutes > LONGEST_MINUTES:
                raise InvalidField(Refusal.SESSION_TOO_LONG, highest=LONGEST_MINUTES)
            changes = {"duration_minutes": session.duration_minutes + minutes}
            focus_sessions.edit(work, session, changes)
            record = _record(work, session)
        self._announce(SessionEdited(record))
        return session

    def has_time_to_record(self) -> bool:
        """Whether `keep_time` would write something now. Cheap: waits for no lock and no database.

        It also notes that this process is alive, so that a store that cannot be written makes no gap.
        """
        record, reading = self._tracker.active, self._clock.read()
        if record is None or record.is_paused:
            return False
        found = self._recorder.has_time_to_record(record, reading)
        self._recorder.note_alive(record, reading)
        return found

    def keep_time(self) -> None:
        """Record the running session's time: what `complete_due_session` does, and a mark every minute.

        Does nothing unless `has_time_to_record`, and nothing while another thread is in a verb: it is to
        be called again soon. Never waits for a lock: raises StoreUnavailable if the store is locked.
        """
        if not self.has_time_to_record() or not self._verbs.acquire(blocking=False):
            return
        try:
            with self._database.time_limit(0):
                self._record_time()
        finally:
            self._verbs.release()

    @_one_at_a_time
    def complete_due_session(self) -> FocusSession | None:
        """Bring the active session's time up to date; the session if that has completed it.

        A gap is cut out of it. If its planned end has passed it is completed as of then: however many
        callers and processes try, exactly one completes it and announces that.
        """
        record, reading = self.active_session(), self._clock.read()
        if record is None or record.is_paused or not self._recorder.has_time_to_record(record, reading):
            if record is not None:
                self._tracker.refresh(record)
            return None
        with self._database.writing() as work:
            session = focus_sessions.get(work, record.id, locked=True)
            if session is None or not _record(work, session).due_at():
                return None  # Another has been faster.
            gap = self._recorder.bring_up_to_date(work, _record(work, session), reading)
            record = _record(work, session)
            if gap is None and session.status is SessionStatus.ACTIVE:
                commit_only_a_mark(work)
        self._tell_time(record, gap)
        return session if session.status is SessionStatus.COMPLETED else None

    @_one_at_a_time
    def leave_session(self) -> None:
        """Mark the running session as seen for the last time by this process: what follows is a gap."""
        self.complete_due_session()
        record = self.active_session()
        if record is not None and not record.is_paused:
            with self._database.writing() as work:
                self._recorder.mark(work, record, self._clock.read())
                commit_only_a_mark(work)

    # Gaps

    def unanswered_gap(self) -> GapFound | None:
        """The newest gap that was cut out and may still be counted; starting a session settles them all."""
        with self._database.reading() as work:
            gap = session_time.newest_gap(work)
            session = gap and focus_sessions.get(work, gap.session_id)
            return GapFound(_record(work, session), gap) if gap and session else None

    @_one_at_a_time
    def count_gap(self, gap_id: UUID) -> None:
        """The person has worked in the gap: it is focused time, up to the session's end. Raises NotFound.

        Of a session that completes by itself no more is counted than it still lacks.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            gap = _known_gap(work, gap_id)
            session = _known_session(work, gap.session_id)
            until = min(gap.ended_at, session.completed_at or gap.ended_at)
            record = _record(work, session)
            if session.status is SessionStatus.ACTIVE and record.time_up is not TimeUp.OVERTIME:
                lacks = record.remaining(record.time(self._clock.read()))
                until = min(until, gap.started_at + lacks)
            session_time.count(work, gap, until)
            session_time.answer(work, gap)
            record = _record(work, session)
        self._announce(SessionEdited(record))
        self.complete_due_session()

    @_one_at_a_time
    def cut_gap(self, gap_id: UUID) -> None:
        """The person has not worked in the gap: it stays cut out. Raises NotFound."""
        with self._database.writing() as work:
            session_time.answer(work, _known_gap(work, gap_id))

    @_one_at_a_time
    def delete_session(self, session_id: UUID) -> None:
        """Delete a session, active or not, with its intervals. Raises NotFound."""
        with self._database.writing() as work:
            if not focus_sessions.remove(work, session_id):
                raise NotFound(Refusal.NO_SUCH_SESSION, id=session_id)
        self._announce(SessionDeleted(session_id))

    def list_sessions(
        self,
        quest_id: UUID | None = None,
        status: SessionStatus | None = None,
        limit: int = 20,
    ) -> list[FocusSession]:
        """Sessions, newest first, at most `limit` (1 to 1000). Raises InvalidField."""
        _check_limit(limit)
        with self._database.reading() as work:
            return focus_sessions.page(work, quest_id=quest_id, status=status, limit=limit)

    def history(
        self,
        quest_id: UUID | None = None,
        status: SessionStatus | None = None,
        limit: int = 100,
        before: FocusSession | None = None,
    ) -> list[SessionRecord]:
        """Like `list_sessions`, with intervals and quests, and going on behind `before`."""
        _check_limit(limit)
        with self._database.reading() as work:
            found = focus_sessions.page(work, quest_id=quest_id, status=status, limit=limit, before=before)
            return focus_sessions.records(work, found)

    def active_session(self) -> SessionRecord | None:
        """The active session, if there is one."""
        with self._database.reading() as work:
            session = focus_sessions.active(work)
            return None if session is None else _record(work, session)

    def completed_between(self, start: datetime, end: datetime) -> int:
        """How many sessions that were started between two aware moments are completed."""
        with self._database.reading() as work:
            return statistics.completed_within(work, start, end)

    def intervals_between(self, start: datetime, end: datetime) -> list[FocusInterval]:
        """The intervals that touch the time between two aware moments, an open one included.

        `timing.focused_within` sums them up, now and as time passes.
        """
        with self._database.reading() as work:
            return statistics.intervals_within(work, start, end)

    # Quests

    def list_quests(self) -> list[Quest]:
        """All quests by title, of every status."""
        with self._database.reading() as work:
            return quests.everything(work)

    def quest_called(self, title_or_id: str) -> Quest:
        """The quest with this id or, upper and lower case alike, with this title.

        Raises NotFound, and InvalidField if several quests bear the title.
        """
        with self._database.reading() as work:
            quest_id = parsed_id(title_or_id)
            known = quest_id and quests.get(work, quest_id)
            found = [known] if known else quests.titled(work, title_or_id.strip())
        if not found:
            raise NotFound(Refusal.NO_QUEST_OF_THIS_TITLE, title=title_or_id)
        if len(found) > 1:
            raise InvalidField(Refusal.SEVERAL_QUESTS, count=len(found), title=title_or_id)
        return found[0]

    @_one_at_a_time
    def add_quest(self, title: str, target_value: int = 1, **more: Any) -> Quest:
        """Add a quest; `status` and `current_value` may be given too. Raises InvalidField."""
        wanted = validated(QuestCreate, title=title, target_value=target_value, **more)
        quest = Quest(**wanted.model_dump())
        with self._database.writing() as work:
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    @_one_at_a_time
    def edit_quest(self, quest_id: UUID, **changes: Any) -> Quest:
        """Change a quest's `title`, `status`, `current_value` or `target_value`.

        Raises InvalidField, NotFound.
        """
        wanted = validated(QuestUpdate, **changes)
        with self._database.writing() as work:
            quest = _known_quest(work, quest_id)
            quest.sqlmodel_update(wanted.model_dump(exclude_unset=True))
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    @_one_at_a_time
    def advance_quest(self, quest_id: UUID) -> Quest:
        """Add one to a quest's progress. Raises NotFound."""
        with self._database.writing() as work:
            quest = _known_quest(work, quest_id)
            quest.current_value += 1
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    @_one_at_a_time
    def delete_quest(self, quest_id: UUID) -> None:
        """Delete a quest; its sessions stay. Raises NotFound."""
        with self._database.writing() as work:
            if not quests.remove(work, quest_id):
                raise NotFound(Refusal.NO_SUCH_QUEST, id=quest_id)
        self._announce(QuestsChanged())

    def _announce(self, change: Change) -> None:
        known = self._tracker.active
        if isinstance(change, SessionStarted) and known is not None:
            self._announce(self._end_of(known))  # It ended elsewhere, or this could not start.
        self._tracker.note_announced(change)
        for listener in self._listeners:
            listener(change)

    def _takes_mark_over(self) -> bool:
        """Whether all that has changed is that another process has marked the running session as seen."""
        known, active = self._tracker.active, self.active_session()
        if known is None or active is None or not active.same_as(known) or active.has_clock_of(known):
            return False
        self._tracker.refresh(active)
        return True

    def _completed_just_now(self) -> list[SessionRecord]:
        since = self._clock.now() - JUST_NOW
        records = self.history(status=SessionStatus.COMPLETED, limit=NEWEST)
        return [one for one in records if one.session.completed_at and one.session.completed_at > since]

    def _end_of(self, record: SessionRecord) -> SessionEnded | SessionDeleted:
        """What another process has done to a session that is active no longer."""
        with self._database.reading() as work:
            session = focus_sessions.get(work, record.id)
            return SessionDeleted(record.id) if session is None else SessionEnded(_record(work, session))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not time_limit.acquire(self._verbs):
            raise engines.busy(self._database.place)
        try:
            yield
        finally:
            self._verbs.release()

    def _record_time(self) -> None:
        record, reading = self._tracker.active, self._clock.read()
        if record is None or record.is_paused:
            return  # It was ended or paused just now.
        if self._recorder.has_more_than_a_mark(record, reading) or not self._renew_mark(record, reading):
            self.complete_due_session()

    def _renew_mark(self, record: SessionRecord, reading: Reading) -> bool:
        """One statement in place of a dozen, every minute; False if another has touched the session."""
        with self._database.writing() as work:
            renewed = self._recorder.renew_mark(work, record, reading)
            commit_only_a_mark(work)
        if renewed is not None:
            self._tracker.refresh(renewed)
        return renewed is not None

    def _tell_time(self, record: SessionRecord, gap: FocusGap | None) -> None:
        """Announce what `bring_up_to_date` has written."""
        if record.session.status is SessionStatus.COMPLETED:
            self._announce(SessionEnded(record))
        elif gap is not None:
            self._announce(SessionEdited(record))
        else:
            self._tracker.note_announced(SessionEdited(record))  # Only its mark has moved.
        if gap is not None:
            self._announce(GapFound(record, gap))

    def _another_active(self) -> AnotherSessionActive:
        record = self.active_session()
        if record is None:
            with self._database.reading() as work:
                focus_sessions.check_active(work)
            return AnotherSessionActive(Refusal.ANOTHER_ENDED_JUST_NOW)
        name = record.quest.title if record.quest is not None else record.session.description
        if not name:
            return AnotherSessionActive(Refusal.ANOTHER_UNNAMED_ACTIVE)
        return AnotherSessionActive(Refusal.ANOTHER_ACTIVE, name=name[:LONGEST_TITLE])


def _record(work: Session, session: FocusSession) -> SessionRecord:
    return focus_sessions.records(work, [session])[0]


def _known_session(work: Session, session_id: UUID) -> FocusSession:
    session = focus_sessions.get(work, session_id, locked=True)
    if session is None:
        raise NotFound(Refusal.NO_SUCH_SESSION, id=session_id)
    return session


def _active_session(work: Session, session_id: UUID) -> FocusSession:
    session = _known_session(work, session_id)
    if session.status is not SessionStatus.ACTIVE:
        raise SessionAlreadyEnded(
            Refusal.SESSION_COMPLETED
            if session.status is SessionStatus.COMPLETED
            else Refusal.SESSION_CANCELLED
        )
    return session


def _known_gap(work: Session, gap_id: UUID) -> FocusGap:
    gap = session_time.gap(work, gap_id)
    if gap is None:
        raise NotFound(Refusal.GAP_ANSWERED)
    return gap


def _known_quest(work: Session, quest_id: UUID) -> Quest:
    quest = quests.get(work, quest_id)
    if quest is None:
        raise NotFound(Refusal.NO_SUCH_QUEST, id=quest_id)
    return quest


def _check_quest(work: Session, quest_id: UUID | None) -> None:
    if quest_id is not None and quests.get(work, quest_id) is None:
        raise UnknownQuest(Refusal.NO_SUCH_QUEST, id=quest_id)


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= LONGEST_PAGE:
        raise InvalidField(Refusal.LIMIT, highest=LONGEST_PAGE)
