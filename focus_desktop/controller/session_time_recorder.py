"""Keeps the active session's time: what is written of it, inside the caller's transaction, and when."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.focus_gap import MARK_EVERY, FocusGap, gap_before
from focus_desktop.model.focus_session import LONGEST_MINUTES, SHORTEST_MINUTES, FocusSession
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.status import SessionStatus, TimeUp
from focus_desktop.store import focus_sessions, session_time

RETRY_AFTER = timedelta(seconds=20)


class SessionTimeRecorder:
    """The intervals of the active session, its clock, and the gaps that are cut out of it."""

    def __init__(self) -> None:
        self.keeps = False
        """Whether this process stays to look after the session: then its silence means that it was dead."""
        self.last_beat: Reading | None = None
        """When it last did."""
        self._refusal: tuple[Reading, StoreUnavailable] | None = None
        """When and why the store could not be written last."""

    def open(self, work: Session, session: FocusSession, time_up: TimeUp, reading: Reading) -> None:
        """Store a session that starts at this reading. Raises IntegrityError if another is active."""
        focus_sessions.add(work, session)
        session_time.answer_all(work)
        session_time.keep(work, self._clock(session, time_up, reading, reading.wall))
        self.last_beat = reading

    def pause(self, work: Session, record: SessionRecord, reading: Reading) -> bool:
        """Close the open interval; whether there was one."""
        paused = focus_sessions.pause(work, record.id, record.time(reading))
        self.mark(work, record, reading)
        return paused

    def resume(self, work: Session, record: SessionRecord, reading: Reading) -> None:
        """Open the next interval of a paused session."""
        # A clock that was set back must not make the intervals overlap.
        resumed_at = max(reading.wall, record.paused_at() or reading.wall)
        focus_sessions.resume(work, record.id, resumed_at)
        self.mark(work, record, reading, resumed_at)

    def close(self, work: Session, record: SessionRecord, status: SessionStatus, ended_at: datetime) -> None:
        """Complete or cancel the session; its own time says when."""
        session = record.session
        if record.time_up is TimeUp.FLOW:
            worked = round(record.focused(ended_at) / timedelta(minutes=1))
            target = min(LONGEST_MINUTES, max(SHORTEST_MINUTES, worked))
            focus_sessions.edit(work, session, {"duration_minutes": target})
        focus_sessions.end(work, session.id, status, max(ended_at, session.started_at))
        session_time.forget(work, session.id)
        work.refresh(session)

    def mark(
        self, work: Session, record: SessionRecord, reading: Reading, moment: datetime | None = None
    ) -> None:
        """The session was seen at this reading; its own time goes on, or is `moment` from now on."""
        if record.clock is None:
            clock = self._clock(record.session, record.time_up, reading, moment or reading.wall)
        else:
            clock = self._moved(record.clock, reading, moment)
        session_time.keep(work, clock)
        self.last_beat = reading

    def has_news(self, record: SessionRecord, reading: Reading) -> bool:
        """Whether there is something to write about the time of this running session."""
        return self.has_more_than_a_mark(record, reading) or self._wants_mark(record, reading)

    def has_more_than_a_mark(self, record: SessionRecord, reading: Reading) -> bool:
        """Whether it is due, or has a gap, or its clock is not of this run of the machine."""
        clock, ends_at = record.clock, record.completes_at()
        if ends_at is not None and record.time(reading) >= ends_at:
            return True
        return clock is not None and (
            not clock.is_of(reading) or gap_before(clock, reading, self.last_beat) is not None
        )

    def renew_mark(self, work: Session, record: SessionRecord, reading: Reading) -> SessionRecord | None:
        """Mark the session as seen, unless its clock has been touched since it was read; the record then."""
        if record.clock is None:
            return None
        clock = self._moved(record.clock, reading)
        if not session_time.move(work, record.clock, clock):
            return None
        self.last_beat = reading
        return replace(record, clock=clock)

    def bring_up_to_date(self, work: Session, record: SessionRecord, reading: Reading) -> FocusGap | None:
        """Write the news: cut a gap out, complete what is due, else mark it as seen; the gap."""
        ends_at = record.completes_at()
        gap = self._cut(work, record, reading)
        if ends_at is not None and record.time(reading) >= ends_at:
            self.close(work, record, SessionStatus.COMPLETED, ends_at)
            return gap
        if gap is not None:
            focus_sessions.resume(work, record.id, gap.ended_at)
        self.mark(work, record, reading)
        return gap

    def keep_in_mind(self, refusal: StoreUnavailable, reading: Reading) -> None:
        """The store could not be written at this reading."""
        self._refusal = (reading, refusal)

    def check_store(self, reading: Reading) -> None:
        """Raise StoreUnavailable again if that was just now: each try may take seconds."""
        if self._refusal is not None:
            then, refusal = self._refusal
            if timedelta() < reading.up - then.up < RETRY_AFTER:
                raise refusal

    def beat(self, record: SessionRecord, reading: Reading) -> None:
        """This process looks after the session, at this reading."""
        if record.clock is None or gap_before(record.clock, reading, self.last_beat) is None:
            self.last_beat = reading  # Else the gap could not be written yet: it must not be forgotten.

    def _wants_mark(self, record: SessionRecord, reading: Reading) -> bool:
        clock = record.clock
        is_old = clock is None or not clock.kept or clock.at(reading) - clock.seen_at >= MARK_EVERY
        return self.keeps and is_old

    def _cut(self, work: Session, record: SessionRecord, reading: Reading) -> FocusGap | None:
        found = record.clock and gap_before(record.clock, reading, self.last_beat)
        ends_at = record.completes_at()
        if not found or (ends_at is not None and ends_at <= found[0]):
            return None
        return session_time.cut(work, record.id, *found)

    def _moved(self, clock: SessionClock, reading: Reading, moment: datetime | None = None) -> SessionClock:
        moved = clock.moved(reading, moment)
        moved.kept = clock.kept or self.keeps
        return moved

    def _clock(
        self, session: FocusSession, time_up: TimeUp, reading: Reading, moment: datetime
    ) -> SessionClock:
        clock = SessionClock.tied(session.id, reading, moment)
        clock.time_up, clock.kept = time_up, self.keeps
        return clock
