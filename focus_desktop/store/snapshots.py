"""SQL that reads all rows of a session, and puts them back. Runs inside the caller's transaction."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, select

from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.reading import Reading
from focus_desktop.model.record import SessionRecord
from focus_desktop.model.session_snapshot import SessionSnapshot
from focus_desktop.store import focus_sessions, session_time
from focus_desktop.store.unreadable import readable

Part = TypeVar("Part", FocusInterval, FocusGap)
Row = TypeVar("Row", FocusSession, FocusInterval, FocusGap)


def take(work: Session, session: FocusSession, reading: Reading) -> SessionSnapshot:
    """The session's rows as they are at this reading, without those that cannot be read.

    All objects of this transaction are detached: what it changes afterwards, it has to read again.
    """
    (record,) = focus_sessions.records(work, [session])
    snapshot = SessionSnapshot(record, tuple(_parts(work, FocusGap, session.id)), reading)
    work.expunge_all()
    return snapshot


def put_back(work: Session, snapshot: SessionSnapshot) -> FocusSession:
    """Store the rows as they were, whatever has become of them; a quest that was deleted is left out.

    Rows that cannot be read stay as they are. Raises IntegrityError if the session was active and another
    one is active now.
    """
    session = store_record(work, snapshot.record)
    _put_back_parts(work, FocusGap, session.id, snapshot.gaps)
    return session


def store_record(work: Session, record: SessionRecord, gaps: Sequence[FocusGap] = ()) -> FocusSession:
    """Store a session with its intervals and its clock as they are here, like `put_back`, and add gaps."""
    session = _put_back_session(work, record.session)
    _put_back_parts(work, FocusInterval, session.id, record.intervals)
    if record.clock is not None:
        session_time.save_clock(work, record.clock)
    elif not record.is_active:
        session_time.delete_clock(work, session.id)
    for gap in gaps:
        work.merge(gap)
    work.flush()
    return session


def _put_back_session(work: Session, before: FocusSession) -> FocusSession:
    quest_id = before.quest_id
    if quest_id is not None and work.get(Quest, quest_id, with_for_update={"read": True}) is None:
        quest_id = None
    session = work.merge(_copied(before))
    session.quest_id = quest_id
    work.flush()
    return session


def _put_back_parts(work: Session, table: type[Part], session_id: UUID, before: Sequence[Part]) -> None:
    ids = {row.id for row in before}
    for row in _parts(work, table, session_id):
        if row.id not in ids:
            work.delete(row)
    work.flush()
    for row in before:  # The open interval is the last: only one may be open at a time.
        work.merge(_copied(row))
        work.flush()


def _copied(row: Row) -> Row:
    """A row that can be stored: what was read to be shown cannot."""
    return type(row)(**row.model_dump())


def _parts(work: Session, table: type[Part], session_id: UUID) -> list[Part]:
    return readable(work, work.exec(select(table).where(table.session_id == session_id)))
