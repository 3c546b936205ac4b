"""The base class of all verbs: the store, the clock, the lock that keeps their order, the announcements."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from focus_desktop.controller.change_tracker import ChangeTracker
from focus_desktop.controller.session_time_recorder import SessionTimeRecorder
from focus_desktop.controller.unsaved_sessions import UnsavedSessions
from focus_desktop.model.changes import (
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionPaused,
    SessionRestored,
    SessionResumed,
    SessionStarted,
)
from focus_desktop.store import engines, focus_sessions, time_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    from sqlmodel import Session

    from focus_desktop.clock import Clock
    from focus_desktop.controller.backups import Backups
    from focus_desktop.model.changes import Change
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.store.database import Database

Verb = TypeVar("Verb", bound="Callable[..., Any]")


def one_at_a_time(verb: Verb) -> Verb:
    """Decorates a verb: its commit and its announcement come before the next verb's, on any threads."""

    @wraps(verb)
    def alone(self: VerbBase, *args: Any, **kwargs: Any) -> Any:
        with self._alone():
            return verb(self, *args, **kwargs)

    return cast("Verb", alone)


class VerbBase:
    """Holds what the verbs need. A verb loads, applies the rule, saves, and announces after the commit."""

    def __init__(self, database: Database, clock: Clock, backups: Backups | None = None) -> None:
        self._database = database
        self._clock = clock
        self._backups = backups
        self._listeners: list[Callable[[Change], None]] = []
        self._verbs = threading.RLock()
        self._tracker = ChangeTracker()
        self._recorder = SessionTimeRecorder()
        self._unsaved = UnsavedSessions()
        self._unsaved_file: Path | None = None
        self._known_quests: dict[UUID, Quest] = {}
        """As they were read last."""

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

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until no other thread is in a verb. Raises StoreUnavailable at the end of the time limit."""
        if not time_limit.acquire(self._verbs):
            raise engines.busy(self._database.place)
        try:
            yield
        finally:
            self._verbs.release()

    def _announce(self, change: Change) -> None:
        known = self._tracker.active
        is_new = isinstance(change, SessionStarted | SessionRestored) and change.record.is_active
        if is_new and known is not None:
            self._announce(self._end_of(known))  # It ended elsewhere, or this one could not be active.
        self._tracker.note_announced(change)
        if not self._is_out_of_date(change):
            self._tell(change)

    def _tell(self, change: Change) -> None:
        for listener in self._listeners:
            listener(change)

    def _is_out_of_date(self, change: Change) -> bool:
        """Whether it is about a session that has changed since, which waits to be stored."""
        match change:
            case SessionDeleted(session_id):
                return self._unsaved.record(session_id) is not None
            case (
                SessionStarted(record)
                | SessionPaused(record)
                | SessionResumed(record)
                | SessionEdited(record)
                | SessionEnded(record)
            ):
                return self._unsaved.record(record.id) is not None
        return False

    def _end_of(self, record: SessionRecord) -> SessionEnded | SessionDeleted:
        """What another process has done to a session that is no longer active."""
        with self._database.reading() as work:
            session = focus_sessions.find(work, record.id)
            return SessionDeleted(record.id) if session is None else SessionEnded(record_of(work, session))


def record_of(work: Session, session: FocusSession) -> SessionRecord:
    """The session with all that a view needs to show it."""
    return focus_sessions.records(work, [session])[0]
