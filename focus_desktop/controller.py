"""What may be done: the four documented verbs on sessions, their companions, and the quests.

Each verb loads, applies the rule, saves, and announces after the commit. Safe on any thread; what
it returns is detached.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.clock import Clock
from focus_desktop.model.changes import (
    Change,
    QuestsChanged,
    SessionDeleted,
    SessionEnded,
    SessionStarted,
)
from focus_desktop.model.errors import (
    AnotherSessionActive,
    InvalidField,
    NotFound,
    SessionAlreadyEnded,
)
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import (
    FocusSession,
    FocusSessionCreate,
    FocusSessionUpdate,
)
from focus_desktop.model.quest import Quest, QuestCreate, QuestUpdate
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.validation import validated
from focus_desktop.store import focus_sessions, quests, statistics
from focus_desktop.store.database import Database

LONGEST_PAGE = 1000


class Controller:
    """The one way to the store, for every door."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._listeners: list[Callable[[Change], None]] = []

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` with every change, after its commit, on the thread that made it."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()

    # Sessions

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
                if wanted.quest_id is not None:
                    _known_quest(work, wanted.quest_id)
                session = FocusSession(**wanted.model_dump(), started_at=self._clock.now())
                focus_sessions.add(work, session)
                record = _record(work, session)
        except IntegrityError as error:
            raise self._why_refused(error) from error
        self._announce(SessionStarted(record))
        return session

    def update_session(self, session_id: UUID, status: SessionStatus) -> FocusSession:
        """Complete or cancel the active session. A session whose time is up counts as completed.

        Raises InvalidField, NotFound, SessionAlreadyEnded.
        """
        wanted = validated(FocusSessionUpdate, status=status).status
        self.complete_due_session()
        with self._database.writing() as work:
            session = _known_session(work, session_id)
            if wanted is SessionStatus.ACTIVE is session.status:
                return session
            record = None
            if wanted is not SessionStatus.ACTIVE:
                record = _ended(work, session, wanted, self._clock.now())
            if record is None:
                raise SessionAlreadyEnded(
                    f"This session is {session.status}; an ended session cannot change."
                )
        self._announce(SessionEnded(record, by_itself=False))
        return session

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
            ended = session and _ended(work, session, SessionStatus.COMPLETED, due)
        if not ended:
            return None
        self._announce(SessionEnded(ended, by_itself=True))
        return ended.session

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

    def add_quest(self, title: str, target_value: int = 1) -> Quest:
        """Add a quest. Raises InvalidField."""
        wanted = validated(QuestCreate, title=title, target_value=target_value)
        quest = Quest(**wanted.model_dump())
        with self._database.writing() as work:
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    def edit_quest(self, quest_id: UUID, **changes: Any) -> Quest:
        """Change a quest's `title`, `status`, `current_value` or `target_value`.

        Raises InvalidField, NotFound.
        """
        if unknown := changes.keys() - QuestUpdate.model_fields:
            raise InvalidField(f"A quest has no field {', '.join(sorted(unknown))}.")
        wanted = validated(QuestUpdate, **changes)
        with self._database.writing() as work:
            quest = _known_quest(work, quest_id)
            quest.sqlmodel_update(wanted.model_dump(exclude_unset=True))
            quests.save(work, quest)
        self._announce(QuestsChanged())
        return quest

    def delete_quest(self, quest_id: UUID) -> None:
        """Delete a quest; its sessions stay. Raises NotFound."""
        with self._database.writing() as work:
            quests.remove(work, _known_quest(work, quest_id))
        self._announce(QuestsChanged())

    def _announce(self, change: Change) -> None:
        for listener in self._listeners:
            listener(change)

    def _why_refused(self, error: IntegrityError) -> Exception:
        """The schema refused a start: another session is active, unless it is a bug of ours."""
        record = self.active_session()
        if record is None:
            return error
        title = record.quest.title if record.quest is not None else record.session.description
        return AnotherSessionActive(
            f"“{title or 'A session without a name'}” is running; complete or cancel it first."
        )


def _record(work: Session, session: FocusSession) -> SessionRecord:
    return focus_sessions.records(work, [session])[0]


def _ended(
    work: Session, session: FocusSession, status: SessionStatus, ended_at: datetime
) -> SessionRecord | None:
    """The session's record after it was ended, or None if somebody else ended it before."""
    done = focus_sessions.end(work, session.id, status, max(ended_at, session.started_at))
    work.refresh(session)
    return _record(work, session) if done else None


def _known_session(work: Session, session_id: UUID) -> FocusSession:
    session = focus_sessions.get(work, session_id)
    if session is None:
        raise _no_session(session_id)
    return session


def _known_quest(work: Session, quest_id: UUID) -> Quest:
    quest = quests.get(work, quest_id)
    if quest is None:
        raise NotFound(f"There is no quest with the id {quest_id}; it may have been deleted.")
    return quest


def _no_session(session_id: UUID) -> NotFound:
    return NotFound(f"There is no session with the id {session_id}; it may have been deleted.")


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= LONGEST_PAGE:
        raise InvalidField(f"The limit must be from 1 to {LONGEST_PAGE:,}.")
