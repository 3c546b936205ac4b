"""When a session took place, as a person sees and edits it: from a start to an end, with pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from focus_desktop.model.errors import InvalidField, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from focus_desktop.model.record import SessionRecord

Stretch = tuple[datetime, datetime]
"""From a moment to a later one, both aware."""
LONGEST = timedelta(days=1)
"""From the start of an edited session to its end, pauses included."""
SHORTEST_SUGGESTION = timedelta(minutes=5)
"""Of free time in which a session is suggested."""
MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class SessionTimes:
    """Start, end and pauses (oldest first), all aware. What is no pause was worked."""

    started_at: datetime
    ended_at: datetime
    pauses: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, record: SessionRecord) -> SessionTimes:
        """The times of a session that has ended."""
        worked = [(one.started_at, one.ended_at or one.started_at) for one in record.intervals]
        session = record.session
        return cls.from_worked(worked, session.completed_at or session.started_at, session.started_at)

    @classmethod
    def from_worked(
        cls, worked: Iterable[Stretch], ended_at: datetime, started_at: datetime | None = None
    ) -> SessionTimes:
        """The times of a session that was worked on in these stretches, and ended then or after the last."""
        found = [(start, end) for start, end in worked if start < end]
        started_at = min([started_at or ended_at, *(start for start, _ in found)])
        ended_at = max([ended_at, *(end for _, end in found)])
        return cls(started_at, ended_at, _between(found, started_at, ended_at))

    @classmethod
    def joined(cls, several: Sequence[SessionTimes]) -> SessionTimes:
        """The times of one session in place of several; what lies between them is a pause."""
        worked = [stretch for times in several for stretch in times.worked]
        return cls.from_worked(worked, max(times.ended_at for times in several))

    @property
    def worked(self) -> tuple[Stretch, ...]:
        """The stretches of work: all that is no pause, oldest first; at least one, which may be empty."""
        return _between(self.pauses, self.started_at, self.ended_at) or ((self.started_at, self.started_at),)

    @property
    def focused(self) -> timedelta:
        """The time worked."""
        return sum((end - start for start, end in self.worked), timedelta())

    @property
    def middle(self) -> datetime:
        """The moment at which half of the focused time was worked; never within a pause."""
        rest = self.focused / 2
        for start, end in self.worked:
            if rest <= end - start:
                return start + rest
            rest -= end - start
        return self.ended_at

    def beyond(self, other: SessionTimes) -> list[Stretch]:
        """The stretches of work that are none of the other's."""
        return left_over(self.worked, other.worked)

    def moved(self, started_at: datetime | None, ended_at: datetime | None) -> SessionTimes:
        """The same with another start or end; pauses are cut off where they would lie outside."""
        start, end = started_at or self.started_at, ended_at or self.ended_at
        pauses = ((max(start, begins), min(end, ends)) for begins, ends in self.pauses)
        return SessionTimes(start, end, tuple((begins, ends) for begins, ends in pauses if begins < ends))

    def split_at(self, moment: datetime) -> tuple[SessionTimes, SessionTimes]:
        """The times before and after a moment; each keeps its part of a pause that the moment is in.

        Raises InvalidField unless there is work in both.
        """
        before = [(start, min(end, moment)) for start, end in self.worked if start < moment]
        after = [(max(start, moment), end) for start, end in self.worked if end > moment]
        if not before or not after:
            raise InvalidField(Refusal.SPLIT_OUTSIDE)
        first = SessionTimes.from_worked(before, moment, self.started_at)
        return first, SessionTimes.from_worked(after, self.ended_at, moment)

    def check(self, now: datetime) -> None:
        """Raise InvalidField if these cannot be the times of a session that has ended by `now`."""
        if self.started_at > now:
            raise InvalidField(Refusal.STARTS_IN_FUTURE)
        if self.ended_at <= self.started_at:
            raise InvalidField(Refusal.ENDS_BEFORE_START)
        if self.ended_at > now:
            raise InvalidField(Refusal.ENDS_IN_FUTURE)
        if self.ended_at - self.started_at > LONGEST:
            raise InvalidField(Refusal.LASTS_OVER_A_DAY)
        self._check_pauses()
        if not self.focused:
            raise InvalidField(Refusal.NOTHING_WORKED)

    def _check_pauses(self) -> None:
        before = self.started_at
        for start, end in self.pauses:
            if end <= start:
                raise InvalidField(Refusal.PAUSE_ENDS_BEFORE_START)
            if start < before or end > self.ended_at:
                raise InvalidField(Refusal.PAUSE_OUTSIDE)
            before = end


def left_over(stretches: Iterable[Stretch], taken: Sequence[Stretch]) -> list[Stretch]:
    """What remains of the stretches without those that are taken."""
    found: list[Stretch] = []
    for start, end in stretches:
        inside = [(max(start, begin), min(end, stop)) for begin, stop in taken]
        found += _between([(begin, stop) for begin, stop in inside if begin < stop], start, end)
    return found


def free_stretch(
    taken: Sequence[Stretch], start: datetime, end: datetime, longest: timedelta
) -> Stretch | None:
    """The last stretch from `start` to `end` that is not taken, of whole minutes and at least five of them.

    Only its last part, if it is longer than `longest`; None if there is none.
    """
    inside = [(max(start, begins), min(end, ends)) for begins, ends in taken]
    free = _between([(begins, ends) for begins, ends in inside if begins < ends], start, end)
    whole = [(_whole_minute(begins + MINUTE - MICROSECOND), _whole_minute(ends)) for begins, ends in free]
    long_enough = [(begins, ends) for begins, ends in whole if ends - begins >= SHORTEST_SUGGESTION]
    if not long_enough:
        return None
    begins, ends = long_enough[-1]
    return max(begins, ends - longest), ends


def _whole_minute(moment: datetime) -> datetime:
    """The moment without its seconds."""
    return moment.replace(second=0, microsecond=0)


def _between(stretches: Sequence[Stretch], start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """What lies between the stretches, from `start` to `end`."""
    found: list[Stretch] = []
    for begins, ends in sorted(stretches):
        if begins > start:
            found.append((start, begins))
        start = max(start, ends)
    if end > start:
        found.append((start, end))
    return tuple(found)
