"""The verbs that edit the history. Each returns the `Edit` that `undo` takes back and `redo` does again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from focus_desktop.controller.session_verbs import check_quest, known_session
from focus_desktop.controller.undoable_edits import UndoableEdits
from focus_desktop.controller.verb_base import one_at_a_time, record_of
from focus_desktop.model.edit import Scope
from focus_desktop.model.errors import (
    ChangedMeanwhile,
    InvalidField,
    Refusal,
    SessionsOverlap,
    SessionStillActive,
)
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, LONGEST_TITLE, SHORTEST_MINUTES
from focus_desktop.model.session_times import LONGEST, SessionTimes
from focus_desktop.model.status import SessionStatus
from focus_desktop.model.timing import whole_minutes
from focus_desktop.model.validation import validated
from focus_desktop.store import focus_sessions, originals, quests, session_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlmodel import Session

    from focus_desktop.model.edit import Edit
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.session_times import Stretch


class EditVerbs(UndoableEdits):
    """Only sessions that have ended can be edited. An edit changes all that it is about, or nothing."""

    @one_at_a_time
    def add_session(
        self,
        times: SessionTimes,
        duration_minutes: int | None = None,
        quest_id: UUID | None = None,
        description: str | None = None,
    ) -> Edit:
        """Add a completed session that nobody started in time; planned are the minutes worked, if not given.

        Raises InvalidField, UnknownQuest, SessionsOverlap.
        """
        from focus_desktop.model.session_shapes import FocusSessionCreate  # noqa: PLC0415 — start-up would wait for it

        times.check(self._clock.now())
        wanted = validated(
            FocusSessionCreate,
            duration_minutes=duration_minutes or whole_minutes(times.focused),
            quest_id=quest_id,
            description=description,
        )
        session = FocusSession(
            **wanted.model_dump(),
            status=SessionStatus.COMPLETED,
            started_at=times.started_at,
            completed_at=times.ended_at,
        )

        def add(work: Session) -> None:
            check_quest(work, wanted.quest_id)
            self._check_room(work, times.worked, beside=None)
            focus_sessions.add_ended(work, session, times.worked)

        return self._edit_sessions([session.id], add)

    @one_at_a_time
    def edit_session(
        self,
        session_id: UUID,
        known: SessionRecord | None = None,
        times: SessionTimes | None = None,
        **changes: Any,
    ) -> Edit:
        """Change a session's `description`, `quest_id`, `duration_minutes` or times; its status stays.

        `known` is the session as the person sees it. Raises ChangedMeanwhile if it is no longer like that,
        InvalidField, NotFound (the session or the quest), SessionStillActive, SessionsOverlap.
        """
        from focus_desktop.model.session_shapes import FocusSessionEdit  # noqa: PLC0415 — start-up would wait for it

        about = validated(FocusSessionEdit, **changes).model_dump(exclude_unset=True) if changes else {}
        if times is not None:
            times.check(self._clock.now())

        def change(work: Session) -> None:
            record = _ended(work, session_id)
            if known is not None and not record.same_as(known):
                raise ChangedMeanwhile(Refusal.CHANGED_MEANWHILE)
            check_quest(work, about.get("quest_id"))
            self._change(work, record, about, times)

        return self._edit_sessions([session_id], change)

    @one_at_a_time
    def assign_quest(self, session_ids: Sequence[UUID], quest_id: UUID | None) -> Edit:
        """Give all these sessions the same quest, or none. Raises NotFound, SessionStillActive."""

        def assign(work: Session) -> None:
            check_quest(work, quest_id)
            for session_id in session_ids:
                self._change(work, _ended(work, session_id), {"quest_id": quest_id})

        return self._edit_sessions(session_ids, assign)

    @one_at_a_time
    def delete_sessions(self, session_ids: Sequence[UUID]) -> Edit:
        """Delete these sessions. Raises NotFound, SessionStillActive."""

        def delete(work: Session) -> None:
            for session_id in session_ids:
                _ended(work, session_id)
                focus_sessions.remove(work, session_id)

        return self._edit_sessions(session_ids, delete)

    @one_at_a_time
    def split_session(self, session_id: UUID, moment: datetime) -> Edit:
        """Make two sessions of one, which share its planned minutes as they share its focused time.

        Raises InvalidField unless it was worked before and after the moment, NotFound, SessionStillActive.
        """
        second_id = uuid4()

        def split(work: Session) -> None:
            record = _ended(work, session_id)
            first, second = SessionTimes.of(record).split_at(moment)
            part, rest = _shared(record.session.duration_minutes, first, second)
            same = record.session.model_dump(include={"quest_id", "description", "status", "completed_at"})
            self._change(work, record, {"duration_minutes": part}, first)
            later = FocusSession(id=second_id, duration_minutes=rest, started_at=second.started_at, **same)
            focus_sessions.add_ended(work, later, second.worked)

        return self._edit_sessions([session_id, second_id], split)

    @one_at_a_time
    def merge_sessions(self, session_ids: Sequence[UUID]) -> Edit:
        """Make one session of several: what lies between them becomes a pause.

        The first completed one stays, or else the first, with its status, its quest (or that of the first
        other one, if it has none) and all descriptions. Raises InvalidField, NotFound, SessionStillActive.
        """
        if len(set(session_ids)) < 2:
            raise InvalidField(Refusal.TOO_FEW_TO_MERGE)

        def merge(work: Session) -> None:
            records = [_ended(work, one, Refusal.MERGE_ACTIVE) for one in set(session_ids)]
            records.sort(key=lambda record: (record.session.started_at, record.id))
            times = SessionTimes.joined([SessionTimes.of(record) for record in records])
            if times.ended_at - times.started_at > LONGEST:
                raise InvalidField(Refusal.MERGE_LASTS_OVER_A_DAY)
            times.check(self._clock.now())
            kept = next((one for one in records if one.session.status is SessionStatus.COMPLETED), records[0])
            about = _merged(kept.session, [record.session for record in records])
            for record in records:
                if record is not kept:
                    focus_sessions.remove(work, record.id)
            self._change(work, kept, about, times)

        return self._edit_sessions(session_ids, merge)

    @one_at_a_time
    def restore_original(self, session_id: UUID) -> Edit:
        """Give an edited session its first values again; a quest that was deleted is left out.

        Raises ChangedMeanwhile if it has them, NotFound, SessionStillActive, SessionsOverlap.
        """

        def restore(work: Session) -> None:
            record = _ended(work, session_id)
            first = originals.get(work, session_id)
            if first is None:
                raise ChangedMeanwhile(Refusal.NOT_EDITED)
            has_quest = first.quest_id is not None and quests.get(work, first.quest_id) is not None
            about = {
                "quest_id": first.quest_id if has_quest else None,
                "description": first.description,
                "duration_minutes": first.duration_minutes,
            }
            self._change(work, record, about, first.times)
            originals.forget(work, session_id)

        return self._edit_sessions([session_id], restore)

    def _edit_sessions(self, session_ids: Iterable[UUID], change: Callable[[Session], object]) -> Edit:
        return self._edit(Scope(sessions=frozenset(session_ids)), change)

    def _change(
        self, work: Session, record: SessionRecord, about: dict[str, Any], times: SessionTimes | None = None
    ) -> None:
        """Store new values of a session that has ended, and its first ones beside it, if they differ."""
        before = SessionTimes.of(record)
        is_same = all(getattr(record.session, field) == value for field, value in about.items())
        if is_same and times in {None, before}:
            return
        originals.keep(work, record)
        if times is not None:
            self._check_room(work, times.beyond(before), beside=record.id)
            is_completed = record.session.status is SessionStatus.COMPLETED
            about = about | {
                "started_at": times.started_at,
                "completed_at": times.ended_at if is_completed else None,
            }
            focus_sessions.replace_intervals(work, record.id, times.worked)
            session_time.delete_gaps_of(work, record.id)
        focus_sessions.edit(work, record.session, about)

    def _check_room(self, work: Session, stretches: Sequence[Stretch], beside: UUID | None) -> None:
        """Raise SessionsOverlap if another session was worked on at one of these times."""
        found = focus_sessions.overlapping(work, stretches, beside)
        other = None if found is None else focus_sessions.get(work, found.session_id)
        if found is None or other is None:
            return
        end = found.ended_at or self._clock.now()
        start, end_text = (f"{moment.astimezone():%Y-%m-%d %H:%M}" for moment in (found.started_at, end))
        record = record_of(work, other)
        name = other.description or (record.quest.title if record.quest is not None else None)
        if name is None:
            raise SessionsOverlap(Refusal.OVERLAPS_UNNAMED, start=start, end=end_text)
        raise SessionsOverlap(Refusal.OVERLAPS, name=name[:LONGEST_TITLE], start=start, end=end_text)


def _ended(work: Session, session_id: UUID, if_active: Refusal = Refusal.SESSION_ACTIVE) -> SessionRecord:
    """The session with this id. Raises NotFound, and SessionStillActive unless it has ended."""
    session = known_session(work, session_id)
    if session.status is SessionStatus.ACTIVE:
        raise SessionStillActive(if_active)
    return record_of(work, session)


def _shared(planned: int, first: SessionTimes, second: SessionTimes) -> tuple[int, int]:
    """Planned minutes, shared by two parts as they share the focused time; each has at least one."""
    part = round(planned * (first.focused / (first.focused + second.focused)))
    part = max(SHORTEST_MINUTES, min(part, planned - SHORTEST_MINUTES))
    return part, max(SHORTEST_MINUTES, planned - part)


def _merged(kept: FocusSession, sessions: Sequence[FocusSession]) -> dict[str, Any]:
    """The new values of the session that takes the place of all these, itself among them."""
    descriptions = dict.fromkeys(one.description for one in sessions if one.description)
    return {
        "quest_id": next((one.quest_id for one in (kept, *sessions) if one.quest_id is not None), None),
        "description": "; ".join(descriptions)[:LONGEST_DESCRIPTION] or None,
        "duration_minutes": min(LONGEST_MINUTES, sum(one.duration_minutes for one in sessions)),
    }
