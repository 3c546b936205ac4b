"""The verbs on sessions: start, update, pause, resume, extend, delete."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.controller.session_time import SessionTime
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.changes import (
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
from focus_desktop.model.focus_session import FocusSession, FocusSessionCreate, FocusSessionUpdate
from focus_desktop.model.limits import LONGEST_MINUTES, LONGEST_TITLE
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.model.validation import validated
from focus_desktop.store import focus_sessions, originals, quests


class SessionVerbs(SessionTime):
    """What a person may do with sessions."""

    @one_at_a_time
    def start_session(
        self,
        duration_minutes: int,
        quest_id: UUID | None = None,
        description: str | None = None,
        time_up: TimeUp = TimeUp.COMPLETE,
    ) -> FocusSession:
        """Start a session of 1 to 1440 minutes; for a flow session they are not used.

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
                check_quest(work, wanted.quest_id)
                reading = self._clock.read()
                session = FocusSession(**wanted.model_dump(), started_at=reading.wall)
                self._recorder.start(work, session, time_up, reading)
                record = record_of(work, session)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            raise self._another_active() from None  # An everyday refusal: the log needs no cause.
        self._announce(SessionStarted(record))
        return session

    @one_at_a_time
    def update_session(self, session_id: UUID, **changes: Any) -> FocusSession:
        """Complete or cancel the active session by its `status`; a session whose time is up is completed.

        Of any session `description` and `quest_id` may change. Raises InvalidField, NotFound (the
        session or the quest), SessionAlreadyEnded.
        """
        about = validated(FocusSessionUpdate, **changes).model_dump(exclude_unset=True)
        status = about.pop("status", None)
        self.complete_due_session()
        with self._database.writing() as work:
            known = known_session if status is None else known_active_session
            session = known(work, session_id)
            check_quest(work, about.get("quest_id"))
            if about and session.status is not SessionStatus.ACTIVE:
                originals.keep(work, record_of(work, session))
            focus_sessions.edit(work, session, about)
            ends = status in {SessionStatus.COMPLETED, SessionStatus.CANCELLED}
            record = self._end_session(work, session, status) if ends else record_of(work, session)
        if ends:
            self._announce(SessionEnded(record))
        elif about:
            self._announce(SessionEdited(record))
        return session

    @one_at_a_time
    def pause_session(self, session_id: UUID) -> FocusSession:
        """Stop the active session's time until it is resumed; a paused one stays paused.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            paused = self._recorder.pause(work, record_of(work, session), self._clock.read())
            record = record_of(work, session)
        if paused:
            self._announce(SessionPaused(record))
        return session

    @one_at_a_time
    def resume_session(self, session_id: UUID) -> FocusSession:
        """Let a paused session's time go on; a running one stays as it is.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session()
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            record = record_of(work, session)
            if not record.is_paused:
                return session
            self._recorder.resume(work, record, self._clock.read())
            record = record_of(work, session)
        self._announce(SessionResumed(record))
        return session

    @one_at_a_time
    def extend_session(self, session_id: UUID, minutes: int = 5) -> FocusSession:
        """Give the active session so many minutes more; its target is at most 1440 in all.

        Raises InvalidField, NotFound, SessionAlreadyEnded.
        """
        if minutes < 1:
            raise InvalidField(Refusal.EXTENSION_TOO_SHORT)
        self.complete_due_session()
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            if record_of(work, session).time_up is TimeUp.FLOW:
                raise InvalidField(Refusal.FLOW_HAS_NO_END)
            if session.duration_minutes + minutes > LONGEST_MINUTES:
                raise InvalidField(Refusal.SESSION_TOO_LONG, highest=LONGEST_MINUTES)
            focus_sessions.edit(work, session, {"duration_minutes": session.duration_minutes + minutes})
            record = record_of(work, session)
        self._announce(SessionEdited(record))
        return session

    @one_at_a_time
    def delete_session(self, session_id: UUID) -> None:
        """Delete a session, active or not, readable or not, with its intervals. Raises NotFound."""
        with self._database.writing() as work:
            if not focus_sessions.remove(work, session_id):
                raise NotFound(Refusal.NO_SUCH_SESSION)
        self._announce(SessionDeleted(session_id))

    def _end_session(self, work: Session, session: FocusSession, status: SessionStatus) -> SessionRecord:
        """Complete or cancel the active session now."""
        record = record_of(work, session)
        self._recorder.end(work, record, status, record.time(self._clock.read()))
        return record_of(work, session)

    def _another_active(
        self,
        named: Refusal = Refusal.ANOTHER_ACTIVE,
        unnamed: Refusal = Refusal.ANOTHER_UNNAMED_ACTIVE,
    ) -> AnotherSessionActive:
        """Why a session could not become active. Raises StoreUnavailable if the active one cannot be read."""
        record = self.active_session()
        if record is None:
            with self._database.reading() as work:
                focus_sessions.check_active(work)
            return AnotherSessionActive(Refusal.ANOTHER_ENDED_JUST_NOW)
        name = record.quest.title if record.quest is not None else record.session.description
        if not name:
            return AnotherSessionActive(unnamed)
        return AnotherSessionActive(named, name=" ".join(name.split())[:LONGEST_TITLE])


def known_session(work: Session, session_id: UUID) -> FocusSession:
    """The session with this id, which nobody else can change meanwhile. Raises NotFound."""
    session = focus_sessions.get(work, session_id, locked=True)
    if session is None:
        raise NotFound(Refusal.NO_SUCH_SESSION)
    return session


def known_active_session(work: Session, session_id: UUID) -> FocusSession:
    """The session with this id, if it is active. Raises NotFound, SessionAlreadyEnded."""
    session = known_session(work, session_id)
    if session.status is SessionStatus.COMPLETED:
        raise SessionAlreadyEnded(Refusal.SESSION_COMPLETED)
    if session.status is SessionStatus.CANCELLED:
        raise SessionAlreadyEnded(Refusal.SESSION_CANCELLED)
    return session


def check_quest(work: Session, quest_id: UUID | None) -> None:
    """Raise UnknownQuest unless there is this quest, or none is meant."""
    if quest_id is not None and quests.get(work, quest_id) is None:
        raise UnknownQuest(Refusal.NO_SUCH_QUEST)
