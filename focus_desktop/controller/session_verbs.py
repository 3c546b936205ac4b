"""The verbs on sessions: start, update, pause, resume, extend, delete."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from focus_desktop.controller.session_time import SessionTime
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model import session_rules
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
    NotFound,
    Refusal,
    UnknownQuest,
)
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.reading import Reading
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
        *,
        at: Reading | None = None,
        session_id: UUID | None = None,
    ) -> FocusSession:
        """Start a session of 1 to 1440 minutes; for a flow session they are not used.

        Only one can be active. Raises InvalidField, NotFound (the quest), AnotherSessionActive.
        """
        session = session_rules.new_session(
            session_id or uuid4(),
            at or self._clock.read(),
            duration_minutes=duration_minutes,
            quest_id=quest_id,
            description=description,
            time_up=time_up,
        )
        self.complete_due_session(at)
        try:
            with self._database.writing() as work:
                check_quest(work, session.quest_id)
                reading = at or self._clock.read()  # What had to be waited for is no part of the session.
                session.started_at = reading.wall
                self._recorder.start(work, session, time_up, reading)
                record = record_of(work, session)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            raise self._another_active() from None  # An everyday refusal: the log needs no cause.
        self._announce(SessionStarted(record))
        return session

    @one_at_a_time
    def update_session(self, session_id: UUID, *, at: Reading | None = None, **changes: Any) -> FocusSession:
        """Complete or cancel the active session by its `status`; a session whose time is up is completed.

        Of any session `description` and `quest_id` may change. Raises InvalidField, NotFound (the
        session or the quest), SessionAlreadyEnded.
        """
        from focus_desktop.model.session_shapes import FocusSessionUpdate  # noqa: PLC0415 — start-up would wait for it

        about = validated(FocusSessionUpdate, **changes).model_dump(exclude_unset=True)
        status = about.pop("status", None)
        self.complete_due_session(at)
        with self._database.writing() as work:
            known = known_session if status is None else known_active_session
            session = known(work, session_id)
            check_quest(work, about.get("quest_id"))
            if about and session.status is not SessionStatus.ACTIVE:
                originals.keep(work, record_of(work, session))
            focus_sessions.edit(work, session, about)
            ends = status in {SessionStatus.COMPLETED, SessionStatus.CANCELLED}
            record = self._end_session(work, session, status, at) if ends else record_of(work, session)
        if ends:
            self._announce(SessionEnded(record))
        elif about:
            self._announce(SessionEdited(record))
        return session

    @one_at_a_time
    def pause_session(self, session_id: UUID, *, at: Reading | None = None) -> FocusSession:
        """Stop the active session's time until it is resumed; a paused one stays paused.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session(at)
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            paused = self._recorder.pause(work, record_of(work, session), at or self._clock.read())
            record = record_of(work, session)
        if paused:
            self._announce(SessionPaused(record))
        return session

    @one_at_a_time
    def resume_session(self, session_id: UUID, *, at: Reading | None = None) -> FocusSession:
        """Let a paused session's time go on; a running one stays as it is.

        Raises NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session(at)
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            record = record_of(work, session)
            if not record.is_paused:
                return session
            self._recorder.resume(work, record, at or self._clock.read())
            record = record_of(work, session)
        self._announce(SessionResumed(record))
        return session

    @one_at_a_time
    def extend_session(
        self, session_id: UUID, minutes: int = 5, *, at: Reading | None = None
    ) -> FocusSession:
        """Give the active session so many minutes more; its target is at most 1440 in all.

        Raises InvalidField, NotFound, SessionAlreadyEnded.
        """
        self.complete_due_session(at)
        with self._database.writing() as work:
            session = known_active_session(work, session_id)
            extended = session_rules.extended(record_of(work, session), minutes)
            focus_sessions.edit(work, session, {"duration_minutes": extended.session.duration_minutes})
            record = record_of(work, session)
        self._announce(SessionEdited(record))
        return session

    @one_at_a_time
    def delete_session(self, session_id: UUID) -> None:
        """Delete a session, active or not, readable or not, with its intervals. Raises NotFound."""
        self.save_unsaved()
        with self._database.writing() as work:
            if not focus_sessions.remove(work, session_id):
                raise NotFound(Refusal.NO_SUCH_SESSION)
        self._announce(SessionDeleted(session_id))

    def _end_session(
        self, work: Session, session: FocusSession, status: SessionStatus, at: Reading | None
    ) -> SessionRecord:
        """Complete or cancel the active session, now or when that was asked for."""
        record = record_of(work, session)
        self._recorder.end(work, record, status, record.time(at or self._clock.read()))
        return record_of(work, session)

    def _another_active(
        self,
        named: Refusal = Refusal.ANOTHER_ACTIVE,
        unnamed: Refusal = Refusal.ANOTHER_UNNAMED_ACTIVE,
    ) -> AnotherSessionActive:
        """Why a session could not become active. Raises StoreUnavailable if the active one cannot be read."""
        record = self._stored_active()
        if record is None:
            self.check_active_session()
            return AnotherSessionActive(Refusal.ANOTHER_ENDED_JUST_NOW)
        return session_rules.another_active(record, named, unnamed)


def known_session(work: Session, session_id: UUID) -> FocusSession:
    """The session with this id, which nobody else can change meanwhile. Raises NotFound."""
    session = focus_sessions.get(work, session_id, locked=True)
    if session is None:
        raise NotFound(Refusal.NO_SUCH_SESSION)
    return session


def known_active_session(work: Session, session_id: UUID) -> FocusSession:
    """The session with this id, if it is active. Raises NotFound, SessionAlreadyEnded."""
    session = known_session(work, session_id)
    session_rules.check_active(session)
    return session


def check_quest(work: Session, quest_id: UUID | None) -> None:
    """Raise UnknownQuest unless there is this quest, or none is meant."""
    if quest_id is not None and quests.get(work, quest_id) is None:
        raise UnknownQuest(Refusal.NO_SUCH_QUEST)
