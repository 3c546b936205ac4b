"""How the time of the active session is kept: by the boot clock, which nobody can set."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from focus_desktop.model.columns import Id, Microseconds, Status, UtcDateTime, Words
from focus_desktop.model.reading import Reading
from focus_desktop.model.status import TimeUp

MICROSECOND = timedelta(microseconds=1)


class SessionClock(SQLModel, table=True):
    """Ties a moment of the active session to a reading of the boot clock; it goes when the session ends.

    That moment is also the last at which somebody is known to have looked after the session.
    """

    __tablename__ = "session_clock"
    __table_args__ = (
        CheckConstraint("time_up IN ('complete', 'overtime', 'flow')", name="ck_session_clock_time_up"),
    )

    session_id: UUID = Field(primary_key=True, foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    time_up: TimeUp = Field(default=TimeUp.COMPLETE, sa_type=Status(TimeUp))
    kept: bool = False
    """Whether an app that stays looks after it, so that its silence means that it was dead."""
    seen_at: datetime = Field(sa_type=UtcDateTime)
    machine: str = Field(sa_type=Words())
    boot_id: str = Field(sa_type=Words())
    up_us: int = Field(sa_type=Microseconds)
    """`Reading.up` at that moment, in microseconds."""
    awake_us: int = Field(sa_type=Microseconds)
    """`Reading.awake` at that moment, in microseconds."""

    def at(self, reading: Reading) -> datetime:
        """The session's own time: as far behind `seen_at` as the boot clock says; never before it.

        After the machine was started anew only the wall clock is left to ask.
        """
        if not self.is_of(reading):
            return max(reading.wall, self.seen_at)
        return self.seen_at + (reading.up - self.up_us * MICROSECOND)

    def is_of(self, reading: Reading) -> bool:
        """Whether the machine has been running all the time up to this reading."""
        same_run = (reading.machine, reading.boot_id) == (self.machine, self.boot_id)
        return same_run and reading.up >= self.up_us * MICROSECOND

    def slept(self, reading: Reading) -> timedelta:
        """How long the machine has slept up to this reading; zero if it was started anew."""
        if not self.is_of(reading):
            return timedelta()
        awake = reading.awake - self.awake_us * MICROSECOND
        return max(timedelta(), reading.up - self.up_us * MICROSECOND - awake)

    def moved(self, reading: Reading, moment: datetime | None = None) -> "SessionClock":
        """The same, tied to this reading; at `moment` if the session's time is to be another from now on."""
        clock = SessionClock.tied(self.session_id, reading, moment or self.at(reading))
        clock.time_up, clock.kept = self.time_up, self.kept
        return clock

    @classmethod
    def tied(cls, session_id: UUID, reading: Reading, moment: datetime) -> "SessionClock":
        """A clock that says `moment` at this reading."""
        return cls(
            session_id=session_id,
            seen_at=moment,
            machine=reading.machine,
            boot_id=reading.boot_id,
            up_us=reading.up // MICROSECOND,
            awake_us=reading.awake // MICROSECOND,
        )
