"""The verbs for a store that cannot be written for a while: done now, stored later, in order and once."""

from __future__ import annotations

import logging
import zlib
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from focus_desktop import atomic_file
from focus_desktop.controller import unsaved_rest
from focus_desktop.controller.verb_base import VerbBase, one_at_a_time, record_of
from focus_desktop.model.changes import (
    GapFound,
    SavedDifferently,
    SessionDeleted,
    SessionEdited,
    SessionEnded,
    SessionsChanged,
    SessionStarted,
)
from focus_desktop.model.session_action import Start
from focus_desktop.model.session_snapshot import SessionSnapshot
from focus_desktop.model.unsaved_session import as_text, from_text, worked
from focus_desktop.store import focus_sessions, session_time, snapshots

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlmodel import Session

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord
    from focus_desktop.model.session_action import SessionAction
    from focus_desktop.model.unsaved_session import UnsavedSession

log = logging.getLogger(__name__)


class UnsavedVerbs(VerbBase):
    """Every verb that writes calls `save_unsaved` first, so that nothing overtakes what waits."""

    @property
    def has_unsaved(self) -> bool:
        """Whether something waits to be stored."""
        return bool(self._unsaved.all)

    def do_unsaved(self, action: SessionAction) -> SessionSnapshot | None:
        """Do in memory what cannot be stored now, and announce it; the session as it was before.

        Waits for nothing. Raises FocusError, like the verb that stores such an action.
        """
        self.keep_unsaved_time(action.at)
        quest_id = action.quest_id if isinstance(action, Start) else None
        quest = None if quest_id is None else self._known_quests.get(quest_id)
        before = self._unsaved.now_active(self._tracker.active)
        change = self._unsaved.do(action, self._tracker.active, quest)
        self._recorder.note_seen(action.at)
        if change is not None:
            self._tell(change)
        return None if before is None else SessionSnapshot(before, (), action.at)

    def keep_unsaved_time(self, reading: Reading) -> None:
        """Do in memory what `complete_due_session` does, and announce it. Waits for nothing.

        That a gap was found is announced when the session is stored.
        """
        record = self._unsaved.now_active(self._tracker.active)
        if record is None or record.is_paused:
            return
        gap = self._recorder.gap(record, reading)
        change = self._unsaved.bring_up_to_date(self._tracker.active, reading, gap)
        self._recorder.note_seen(reading)
        if change is not None:
            self._tell(change)

    def take_up_unsaved(self, folder: Path) -> None:
        """Keep what waits in a file of this folder as well, and take up what is there already."""
        self._unsaved_file = folder / f"unsaved-{zlib.crc32(self._database.place.encode()):08x}.json"
        try:
            self._unsaved.take(from_text(self._unsaved_file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read: %s", self._unsaved_file, error)
            self._set_aside(self._unsaved_file)

    def take_unsaved_as_new(self) -> None:
        """The store is another one now: what waits is stored there as a whole."""
        self._unsaved.take_as_new()

    @one_at_a_time
    def save_unsaved(self) -> None:
        """Store what waits, in order, each session in one transaction. Raises StoreUnavailable.

        What was changed elsewhere meanwhile stays so. Time that was worked here is added to it, or is stored
        as a session of its own if it has ended; what could not be stored as it was is announced.
        """
        if not self._unsaved.all:
            return
        try:
            while self._unsaved.all:
                self._save(self._unsaved.all[0])
        finally:
            self.keep_unsaved()

    def _save(self, unsaved: UnsavedSession) -> None:
        try:
            stored, problem = self._store(unsaved)
        except IntegrityError as error:
            if not focus_sessions.is_second_active(error):
                raise
            stored, problem = self._store(unsaved)  # Another session was started at the same moment.
        self._unsaved.settle(unsaved, stored)
        if stored is not None:
            self._tracker.note_announced(SessionStarted(stored) if stored.is_active else SessionEnded(stored))
        self._announce_saved(unsaved, stored, problem)

    def _store(self, unsaved: UnsavedSession) -> tuple[SessionRecord | None, FocusError | None]:
        """Store one session; the session as it is stored then, and what is different from what was done."""
        record, now = unsaved.record, unsaved.record.time(self._clock.read())
        with self._database.writing() as work:
            session = focus_sessions.get(work, record.id, locked=True)
            before = None if session is None else record_of(work, session)
            problem = None
            if unsaved.is_known(before) and not _is_hindered(work, unsaved, now):
                if before is None:
                    session_time.delete_gaps(work)  # As at the start of every session.
                snapshots.store_record(work, record, unsaved.gaps)
            elif before is not None and before.is_active:
                snapshots.store_record(work, unsaved.merged_with(before, now), unsaved.gaps)
            else:
                problem = unsaved_rest.store(work, unsaved, before, now)
            work.expire_all()
            session = focus_sessions.get(work, record.id)
            return None if session is None else record_of(work, session), problem

    def _announce_saved(
        self, unsaved: UnsavedSession, stored: SessionRecord | None, problem: FocusError | None
    ) -> None:
        if self._unsaved.record(unsaved.record.id) is not None:
            return  # It has changed meanwhile, and is stored again at once.
        if not unsaved.record.is_active:
            self._announce(SessionsChanged(() if stored is None else (stored,), ()))
        elif stored is None:
            self._announce(SessionDeleted(unsaved.record.id))
        else:
            self._announce(SessionEdited(stored) if stored.is_active else SessionEnded(stored))
        if stored is not None and problem is None:
            for gap in unsaved.gaps:
                self._announce(GapFound(stored, gap))
        if problem is not None:
            self._announce(SavedDifferently(problem))

    def keep_unsaved(self) -> bool:
        """Write what waits to the file, or delete the file if nothing does; return whether that worked."""
        file, sessions = self._unsaved_file, self._unsaved.all
        if file is None:
            return not sessions
        try:
            if sessions:
                atomic_file.write(file, as_text(self._as_seen(one) for one in sessions))
            else:
                file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s cannot be written: %s", file, error)
            return False
        return True

    def _as_seen(self, unsaved: UnsavedSession) -> UnsavedSession:
        """The session marked as seen now, so that after a crash the gap begins here."""
        reading, record = self._clock.read(), unsaved.record
        if record.clock is None or record.is_paused or self._recorder.gap(record, reading) is not None:
            return unsaved
        return unsaved.seen(reading)

    @staticmethod
    def _set_aside(file: Path) -> None:
        try:
            atomic_file.set_aside(file)
        except OSError as error:
            log.warning("%s cannot be moved: %s", file, error)


def _is_hindered(work: Session, unsaved: UnsavedSession, now: datetime) -> bool:
    """Whether another session is where this new one was to be."""
    record = unsaved.record
    if not unsaved.is_new or focus_sessions.get(work, record.id) is not None:
        return False
    if record.is_active:
        return focus_sessions.active(work) is not None
    return focus_sessions.overlapping(work, worked(record, now), beside=record.id) is not None
