"""How the time of the active session is kept: by the boot clock, which nobody can set."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from focus_desktop.model.columns import Id, Microseconds, Status, UtcDateTime, Words
from focus_desktop.model.reading import Reading
from focus_desktop.model.status import TimeUp
from focus_desktop.model.table import Table

MICROSECOND = timedelta(microseconds=1)


class SessionClock(Table, table=True):
    """Ties a moment of the active session, `seen_at`, to a reading of the boot clock.

    `seen_at` is also the last moment at which a process is known to have kept the session's time. The row
    is deleted when the session ends.
    """

    __tablename__ = "session_clock"
    __table_args__ = (
        CheckConstraint("time_up IN ('complete', 'overtime', 'flow')", name="ck_session_clock_time_up"),
    )

    session_id: UUID = Field(primary_key=True, foreign_key="focus_session.id", ondelete="CASCADE", sa_type=Id)
    time_up: TimeUp = Field(default=TimeUp.COMPLETE, sa_type=Status(TimeUp))
    kept: bool = False
    """Whether a long-running process keeps the session's time: if it stops doing so, it has crashed."""
    seen_at: datetime = Field(sa_type=UtcDateTime)
    machine: str = Field(sa_type=Words())
    boot_id: str = Field(sa_type=Words())
    up_us: int = Field(sa_type=Microseconds)
    """`Reading.up` at `seen_at`, in microseconds."""
    awake_us: int = Field(sa_type=Microseconds)
    """`Reading.awake` at `seen_at`, in microseconds."""

    def time_at(self, reading: Reading) -> datetime:
        """The session's own time: `seen_at` plus the boot-clock time that has passed since.

        After a restart of the machine, or on another machine, it is the wall time, but not before `seen_at`.
        """
        if not self.is_of_same_run(reading):
            return max(reading.wall, self.seen_at)
        return self.seen_at + (reading.up - self.up_us * MICROSECOND)

    def is_of_same_run(self, reading: Reading) -> bool:
        """Whether the machine was not restarted between `seen_at` and this reading."""
        same_run = (reading.machine, reading.boot_id) == (self.machine, self.boot_id)
        return same_run and reading.up >= self.up_us * MICROSECOND

    def slept(self, reading: Reading) -> timedelta:
        """How long the machine has slept between `seen_at` and this reading; zero after a restart."""
        if not self.is_of_same_run(reading):
            return timedelta()
        awake = reading.awake - self.awake_us * MICROSECOND
        return max(timedelta(), reading.up - self.up_us * MICROSECOND - awake)

    def moved(self, reading: Reading, moment: datetime | None = None) -> "SessionClock":
        """The same clock as seen at this reading; set to `moment`, if one is given."""
        clock = SessionClock.set_to(self.session_id, reading, moment or self.time_at(reading))
        clock.time_up, clock.kept = self.time_up, self.kept
        return clock

    @classmethod
    def set_to(cls, session_id: UUID, reading: Reading, moment: datetime) -> "SessionClock":
        """A clock whose time is `moment` at this reading."""
        return cls(
            session_id=session_id,
            seen_at=moment,
            machine=reading.machine,
            boot_id=reading.boot_id,
            up_us=reading.up // MICROSECOND,
            awake_us=reading.awake // MICROSECOND,
        )
