"""Writes the active session's time, inside the caller's transaction, and says when that is needed.

It holds no rule of its own about gaps (`model/focus_gap.py`) and no SQL (`store/session_time.py`).
"""

import threading
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from focus_desktop.model import session_rules
from focus_desktop.model.focus_gap import MARK_EVERY, FocusGap, gap_before
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.session_times import Stretch
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.model.unset_clock import correction
from focus_desktop.store import focus_sessions, session_time


class SessionTimeRecorder:
    """The intervals of the active session, its clock, and the gaps that are cut out of it."""

    def __init__(self) -> None:
        self.keeps_time = False
        """Whether this process calls `keep_time` as long as it runs, so that a missing mark means a crash."""
        self._last_alive: Reading | None = None
        """The last reading at which this process ran and the session had no gap to be cut out."""
        self._alive_lock = threading.Lock()
        """Guards `_last_alive`; never held while anything waits for the database."""

    def start(self, work: Session, session: FocusSession, time_up: TimeUp, reading: Reading) -> None:
        """Store a session that starts at this reading. Raises IntegrityError if another is active."""
        focus_sessions.add(work, session)
        session_time.delete_gaps(work)
        session_time.save_clock(work, self._new_clock(session, time_up, reading, reading.wall))
        self._set_alive(reading)

    def pause(self, work: Session, record: SessionRecord, reading: Reading) -> bool:
        """Close the open interval; return whether there was one."""
        paused = focus_sessions.pause(work, record.id, record.time(reading))
        self.mark(work, record, reading)
        return paused

    def resume(self, work: Session, record: SessionRecord, reading: Reading) -> None:
        """Open the next interval of a paused session."""
        resumed_at = session_rules.resumed(record, reading).intervals[-1].started_at
        focus_sessions.resume(work, record.id, resumed_at)
        self.mark(work, record, reading, resumed_at)

    def end(self, work: Session, record: SessionRecord, status: SessionStatus, ended_at: datetime) -> None:
        """Complete or cancel the session at `ended_at`, in its own time."""
        session, ended = record.session, session_rules.ended(record, status, ended_at)
        focus_sessions.edit(work, session, {"duration_minutes": ended.session.duration_minutes})
        focus_sessions.end(work, session.id, status, max(ended_at, session.started_at))
        session_time.delete_clock(work, session.id)
        work.refresh(session)

    def mark(
        self, work: Session, record: SessionRecord, reading: Reading, moment: datetime | None = None
    ) -> None:
        """Store that the session was seen at this reading; its time is `moment` then, if one is given."""
        if record.clock is None:
            clock = self._new_clock(record.session, record.time_up, reading, moment or reading.wall)
        else:
            clock = self._moved(record.clock, reading, moment)
        session_time.save_clock(work, clock)
        self._set_alive(reading)

    def renew_mark(self, work: Session, record: SessionRecord, reading: Reading) -> SessionRecord | None:
        """Mark the session as seen; the new record, or None if its clock has changed since it was read."""
        if record.clock is None:
            return None
        clock = self._moved(record.clock, reading)
        if not session_time.replace_clock(work, record.clock, clock):
            return None
        self._set_alive(reading)
        return replace(record, clock=clock)

    def bring_up_to_date(self, work: Session, record: SessionRecord, reading: Reading) -> FocusGap | None:
        """Cut a gap out, then complete the session if it is due, else mark it as seen; the gap."""
        ends_at, is_due = record.completes_at(), record.is_due(reading)
        gap = self._cut_gap(work, record, reading)
        if ends_at is not None and is_due:
            self.end(work, record, SessionStatus.COMPLETED, ends_at)
            return gap
        if gap is not None:
            focus_sessions.resume(work, record.id, gap.ended_at)
        self.mark(work, record, reading)
        return gap

    def correct(self, work: Session, record: SessionRecord, reading: Reading) -> bool:
        """Move a session that was started before the clock was set to its true time; whether it was moved."""
        by = correction(record, reading)
        if by is None:
            return False
        session_time.move(work, record.id, by)
        self.mark(work, record, reading, reading.wall)
        return True

    def has_time_to_record(self, record: SessionRecord, reading: Reading) -> bool:
        """Whether there is something to write about the time of this running session."""
        return self.has_more_than_a_mark(record, reading) or self._wants_mark(record, reading)

    def has_more_than_a_mark(self, record: SessionRecord, reading: Reading) -> bool:
        """Whether it is due, has a gap or wrong times, or its clock is not of this run of the machine."""
        clock = record.clock
        if record.is_due(reading) or correction(record, reading) is not None:
            return True
        return clock is not None and (
            not clock.is_of_same_run(reading) or self._gap(clock, reading) is not None
        )

    def note_alive(self, record: SessionRecord, reading: Reading) -> None:
        """Note that this process was alive at this reading, so that the time before it is no gap.

        A gap that could not be written yet stays one.
        """
        if record.clock is None or self._gap(record.clock, reading) is None:
            self._set_alive(reading)

    def gap(self, record: SessionRecord, reading: Reading) -> Stretch | None:
        """The gap that has to be cut out of this running session, if there is one."""
        found = record.clock and self._gap(record.clock, reading)
        ends_at = record.completes_at()
        if not found or (ends_at is not None and ends_at <= found[0]):
            return None
        return found

    def note_seen(self, reading: Reading) -> None:
        """Note that this process was alive at this reading, and that the session has no gap before it."""
        self._set_alive(reading)

    def _set_alive(self, reading: Reading) -> None:
        with self._alive_lock:
            last = self._last_alive
            # Another thread may have noted a later reading meanwhile.
            if last is None or last.boot_id != reading.boot_id or last.up <= reading.up:
                self._last_alive = reading

    def _gap(self, clock: SessionClock, reading: Reading) -> tuple[datetime, datetime] | None:
        with self._alive_lock:
            last_alive = self._last_alive
        return gap_before(clock, reading, last_alive)

    def _wants_mark(self, record: SessionRecord, reading: Reading) -> bool:
        clock = record.clock
        is_old = clock is None or not clock.kept or clock.time_at(reading) - clock.seen_at >= MARK_EVERY
        return self.keeps_time and is_old

    def _cut_gap(self, work: Session, record: SessionRecord, reading: Reading) -> FocusGap | None:
        found = self.gap(record, reading)
        return found and session_time.cut_gap(work, record.id, *found)

    def _moved(self, clock: SessionClock, reading: Reading, moment: datetime | None = None) -> SessionClock:
        moved = clock.moved(reading, moment)
        moved.kept = clock.kept or self.keeps_time
        return moved

    def _new_clock(
        self, session: FocusSession, time_up: TimeUp, reading: Reading, moment: datetime
    ) -> SessionClock:
        clock = SessionClock.set_to(session.id, reading, moment)
        clock.time_up, clock.kept = time_up, self.keeps_time
        return clock
