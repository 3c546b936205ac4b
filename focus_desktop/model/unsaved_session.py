"""A session whose last changes could not be stored yet, and how it is kept as text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from focus_desktop.model import session_rules
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_clock import SessionClock
from focus_desktop.model.session_times import left_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.session_times import Stretch

ABOUT = ("quest_id", "description", "duration_minutes")


@dataclass(frozen=True)
class UnsavedSession:
    """What is to be stored, and what may be there: a write without an answer may have succeeded."""

    record: SessionRecord
    """The session as it is to be stored."""
    versions: tuple[SessionRecord, ...] = ()
    """The session as it may be stored: as it was before, and after each change but the last."""
    is_new: bool = False
    """Whether it may not be stored at all."""
    gaps: tuple[FocusGap, ...] = ()
    """What was cut out of it meanwhile."""
    rest_id: UUID = field(default_factory=uuid4)
    """The id of the session that gets what cannot be added to this one any more."""

    def changed(self, record: SessionRecord, *gaps: FocusGap) -> UnsavedSession:
        """The session after a further change, which may have cut gaps out of it."""
        versions = (*self.versions, self.record)
        return replace(self, record=record, versions=versions, gaps=(*self.gaps, *gaps))

    def saved(self, stored: SessionRecord) -> UnsavedSession:
        """The session of which this version is known to be stored."""
        return replace(self, versions=(stored,), is_new=False, gaps=())

    def seen(self, reading: Reading) -> UnsavedSession:
        """The session, marked as seen at this reading."""
        return replace(self, record=session_rules.seen(self.record, reading))

    def is_known(self, stored: SessionRecord | None) -> bool:
        """Whether nobody else has changed what is stored."""
        if stored is None:
            return self.is_new
        return any(stored.is_stored_as(one) for one in (self.record, *self.versions))

    def merged_with(self, stored: SessionRecord, now: datetime) -> SessionRecord:
        """The session after changes here and elsewhere, active there; of two changes of one value ours stays.

        All time that was worked here or elsewhere is in it, once.
        """
        ours, first = self.record, self.versions[0] if self.versions else self.record
        theirs = {
            name: getattr(stored.session, name)
            for name in ABOUT
            if getattr(ours.session, name) == getattr(first.session, name)
        }
        merged = replace(ours, session=FocusSession(**ours.session.model_dump() | theirs))
        if _times(stored) == _times(first):
            return merged
        if _times(ours) == _times(first):
            return replace(merged, intervals=stored.intervals)
        added = (
            FocusInterval(session_id=ours.id, started_at=start, ended_at=end)
            for start, end in left_over(worked(stored, now), worked(ours, now))
        )
        return replace(
            merged, intervals=tuple(sorted((*ours.intervals, *added), key=lambda one: one.started_at))
        )


def _times(record: SessionRecord) -> list[tuple[datetime, datetime | None]]:
    return [(one.started_at, one.ended_at) for one in record.intervals]


def worked(record: SessionRecord, now: datetime) -> list[Stretch]:
    """When the session was worked on up to `now`."""
    return [(one.started_at, one.ended_at or max(now, one.started_at)) for one in record.intervals]


def as_text(sessions: Iterable[UnsavedSession]) -> str:
    """The sessions as JSON."""
    return json.dumps(
        [
            {
                "record": _dumped(one.record),
                "versions": [_dumped(version) for version in one.versions],
                "is_new": one.is_new,
                "gaps": [gap.model_dump(mode="json") for gap in one.gaps],
                "rest_id": str(one.rest_id),
            }
            for one in sessions
        ]
    )


def from_text(text: str) -> Sequence[UnsavedSession]:
    """The sessions that `as_text` has made text of. Raises ValueError if it is none."""
    try:
        return [
            UnsavedSession(
                _loaded(one["record"]),
                tuple(_loaded(version) for version in one["versions"]),
                bool(one["is_new"]),
                tuple(FocusGap.model_validate(gap) for gap in one["gaps"]),
                UUID(one["rest_id"]),
            )
            for one in json.loads(text)
        ]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(text[:100]) from error


def _dumped(record: SessionRecord) -> dict[str, Any]:
    return {
        "session": record.session.model_dump(mode="json"),
        "intervals": [one.model_dump(mode="json") for one in record.intervals],
        "quest": record.quest and record.quest.model_dump(mode="json"),
        "clock": record.clock and record.clock.model_dump(mode="json"),
    }


def _loaded(stored: dict[str, Any]) -> SessionRecord:
    quest, clock = stored["quest"], stored["clock"]
    return SessionRecord(
        FocusSession.model_validate(stored["session"]),
        tuple(FocusInterval.model_validate(one) for one in stored["intervals"]),
        quest and Quest.model_validate(quest),
        clock and SessionClock.model_validate(clock),
    )
