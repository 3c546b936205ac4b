"""What may be done: the four documented verbs on sessions, their companions, and the quests.

Each verb loads, applies the rule, saves, and announces after the commit. Safe on any thread; what
it returns is detached.
"""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.clock import Clock
from focus_desktop.model.changes import (
    Change,
    ChangedElsewhere,
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
    SessionAlreadyEnded,
    UnknownQuest,
)
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import (
    FocusSession,
    FocusSessionCreate,
    FocusSessionUpdate,
)
from focus_desktop.model.quest import TITLE_LIMIT, Quest, QuestCreate, QuestUpdate
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.validation import validated
from focus_desktop.store import focus_sessions, quests, statistics
from focus_desktop.store.database import Database

LONGEST_PAGE = 1000
NEWEST, JUST_NOW = 20, timedelta(minutes=1)
"""How many sessions, and how far back, are looked through for what another process has done unseen."""

Verb = TypeVar("Verb", bound=Callable[..., Any])


def _one_at_a_time(verb: Verb) -> Verb:
    """What a verb commits it also announces before the next one begins, whichever threads they are on."""

    @wraps(verb)
    def alone(self: "Controller", *args: Any, **kwargs: Any) -> Any:
        with self._verbs:
            return verb(self, *args, **kwargs)

    return cast("Verb", alone)


class Controller:
    """The one way to the store, for every door."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._listeners: list[Callable[[Change], None]] = []
        self._verbs = threading.RLock()
        self._known: SessionRecord | None = None
        """The active session, as far as it was announced."""
        self._told: deque[UUID] = deque(maxlen=10 * NEWEST)
        """Ended sessions that need not be announced any more."""

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` with every change, after its commit, on the thread that made or found it."""
        self._listeners.append(listener)

    def follow_others(self) -> None:
        """Announce from now on, within a second, what other processes do. Raises StoreUnavailable."""
        with self._verbs:
            self._database.changed_elsewhere()
            self._known = self.active_session()
            self._told.extend(session.id for session in self.list_sessions(limit=NEWEST))
        self._database.watch(self.catch_up)

    @_one_at_a_time
    def catch_up(self) -> None:
        """Announce at once what other processes have done meanwhile. Raises StoreUnavailable."""
        if not self._database.changed_elsewhere():
            return
        known = self._known
        # Before the active one is read: what ends in between is found at the next look, and only then.
        missed = self._missed_completions(known)
        active = self.active_session()
        goes_on = active is not None and known is not None and active.id == known.id
        if known is not None and not goes_on:
            end = self._end_of(known)
            if isinstance(end, SessionEnded):
                missed.append(end.record)
            else:
                self._announce(end)
        for record in sorted(missed, key=lambda one: one.session.started_at):
            self._announce(SessionEnded(record))
        if active is not None and not goes_on:
            self._announce(SessionStarted(active))
        elif active is not None and known is not None and not active.same_as(known):
            self._announce(_what_changed(known, active))
        self._announce(ChangedElsewhere())

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()

    # Sessions

    @_one_at_a_time
    def start_session(
        self,
        duration_minutes: int,
        quest_id: UUID | None = None,
        description: str | None = None,
    ) -> FocusSession:
        """Start a session of 1 to 1440 minutes. Only one can be active.

        Raises InvalidField, NotFound (the quest), AnotherSessionActive.
        """
        wanted = validated(
            FocusSessionCreate,
            duration_minutes=duration_minutes,
            quest_id=quest_id,
            description=description,
        )
        self.complete_due_session()
        try:
            with self._database.writing() as work:
                _check_quest(work, wanted.quest_id)
                session = FocusSession(**wanted.model_dump(), started_at=self._clock.now())
                focus_sessions.add(work, session)
                record = _record(work, session)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            raise self._another_active() from error
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
                _end(work, session, status, self._clock.now())
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
            paused = focus_sessions.pause(work, session_id, self._clock.now())
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
            paused_at = _record(work, session).paused_at()
            if paused_at is None:
                return session
            # A clock that was set back must not make the intervals overlap.
            focus_sessions.resume(work, session_id, max(self._clock.now(), paused_at))
            record = _record(work, session)
        self._announce(SessionResumed(record))
        return session

    @_one_at_a_time
    def complete_due_session(self) -> FocusSession | None:
        """Complete the active session at its planned end if that has passed; None if there is none.

        However many callers and processes try, exactly one completes it and announces that.
        """
        record = self.active_session()
        due = record.due_at() if record is not None else None
        if record is None or due is None or self._clock.now() < due:
            return None
        with self._database.writing() as work:
            session = focus_sessions.get(work, record.id)
            if session is None or not _end(work, session, SessionStatus.COMPLETED, due):
                return None
            ended = _record(work, session)
        self._announce(SessionEnded(ended))
        return session

    @_one_at_a_time
    def delete_session(self, session_id: UUID) -> None:
        """Delete a session, active or not, with its intervals. Raises NotFound."""
        with self._database.writing() as work:
            if not focus_sessions.remove(work, session_id):
                raise _no_session(session_id)
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
            quest_id = _uuid(title_or_id)
            known = quest_id and quests.get(work, quest_id)
            found = [known] if known else quests.titled(work, title_or_id.strip())
        if not found:
            raise NotFound(f"There is no quest called “{title_or_id}”; list the quests to see their titles.")
        if len(found) > 1:
            raise InvalidField(
                f"{len(found)} quests are called “{title_or_id}”; give the id of the one meant."
            )
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
    def delete_quest(self, quest_id: UUID) -> None:
        """Delete a quest; its sessions stay. Raises NotFound."""
        with self._database.writing() as work:
            quests.remove(work, _known_quest(work, quest_id))
        self._announce(QuestsChanged())

    def _announce(self, change: Change) -> None:
        if isinstance(change, SessionStarted) and self._known is not None:
            self._announce(self._end_of(self._known))  # It ended elsewhere, or this could not start.
        self._keep_in_mind(change)
        for listener in self._listeners:
            listener(change)

    def _keep_in_mind(self, change: Change) -> None:
        known_id = None if self._known is None else self._known.id
        match change:
            case SessionStarted(record) | SessionPaused(record) | SessionResumed(record):
                self._known = record
            case SessionEdited(record) if record.id == known_id:
                self._known = record
            case SessionEnded(record):
                self._told.append(record.id)
                self._known = None if record.id == known_id else self._known
            case SessionDeleted(session_id) if session_id == known_id:
                self._known = None

    def _missed_completions(self, known: SessionRecord | None) -> list[SessionRecord]:
        """Sessions that another process has started and completed since the last look."""
        since = self._clock.now() - JUST_NOW
        records = self.history(status=SessionStatus.COMPLETED, limit=NEWEST)
        return [
            record
            for record in records
            if record.id not in self._told
            and (known is None or record.id != known.id)
            and record.session.completed_at is not None
            and record.session.completed_at > since
        ]

    def _end_of(self, record: SessionRecord) -> SessionEnded | SessionDeleted:
        """What another process has done to a session that is active no longer."""
        with self._database.reading() as work:
            session = focus_sessions.get(work, record.id)
            return SessionDeleted(record.id) if session is None else SessionEnded(_record(work, session))

    def _another_active(self) -> AnotherSessionActive:
        record = self.active_session()
        if record is None:
            return AnotherSessionActive("Another session ended just now; try again.")
        title = record.quest.title if record.quest is not None else record.session.description
        name = (title or "A session without a name")[:TITLE_LIMIT]
        return AnotherSessionActive(f"“{name}” is running; complete or cancel it first.")


def _what_changed(before: SessionRecord, now: SessionRecord) -> Change:
    if before.is_paused == now.is_paused:
        return SessionEdited(now)
    return SessionPaused(now) if now.is_paused else SessionResumed(now)


def _record(work: Session, session: FocusSession) -> SessionRecord:
    return focus_sessions.records(work, [session])[0]


def _end(work: Session, session: FocusSession, status: SessionStatus, ended_at: datetime) -> bool:
    """End the session; whether it was this call that did it."""
    done = focus_sessions.end(work, session.id, status, max(ended_at, session.started_at))
    work.refresh(session)
    return done


def _known_session(work: Session, session_id: UUID) -> FocusSession:
    session = focus_sessions.get(work, session_id, locked=True)
    if session is None:
        raise _no_session(session_id)
    return session


def _active_session(work: Session, session_id: UUID) -> FocusSession:
    session = _known_session(work, session_id)
    if session.status is not SessionStatus.ACTIVE:
        raise SessionAlreadyEnded(
            f"This session is {session.status}; an ended session cannot change its status."
        )
    return session


def _known_quest(work: Session, quest_id: UUID) -> Quest:
    quest = quests.get(work, quest_id)
    if quest is None:
        raise NotFound(_no_quest(quest_id))
    return quest


def _check_quest(work: Session, quest_id: UUID | None) -> None:
    if quest_id is not None and quests.get(work, quest_id) is None:
        raise UnknownQuest(_no_quest(quest_id))


def _no_quest(quest_id: UUID) -> str:
    return f"There is no quest with the id {quest_id}; it may have been deleted."


def _no_session(session_id: UUID) -> NotFound:
    return NotFound(f"There is no session with the id {session_id}; it may have been deleted.")


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= LONGEST_PAGE:
        raise InvalidField(f"The limit must be from 1 to {LONGEST_PAGE:,}.")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
