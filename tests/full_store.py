"""Fills a store with everything that it can hold, and reads all of its rows."""

import random
from datetime import timedelta
from uuid import UUID

from sqlalchemy import inspect, select

from focus_desktop.controller import Controller
from focus_desktop.model.focus_gap import FocusGap
from focus_desktop.model.focus_interval import FocusInterval
from focus_desktop.model.focus_session import FocusSession
from focus_desktop.model.quest import Quest
from focus_desktop.model.quest_details import QuestDetails
from focus_desktop.model.session_original import OriginalInterval, SessionOriginal
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.model.status import QuestStatus, SessionStatus, TimeUp
from tests.conftest import SettableClock

TABLES = (Quest, QuestDetails, FocusSession, FocusInterval, FocusGap, SessionOriginal, OriginalInterval)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "''quoted",
    "'plain",
    'he said "no", twice',
    "two\nlines",
    "two\r\nlines",
    "a;b,c\td",
    "🦉 Zoë 東京",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200f",
    "nbsp\u00a0and\u2028separators\u2029 \ufeff \x85 \x0b \x0c \x1c",
    "=cmd|' /C calc'!A0",
    "x" * 1000,
)
"""Texts that spreadsheets calculate, that CSV has to quote, or that are shown in other directions."""


def rows(controller: Controller) -> dict[str, set[tuple[object, ...]]]:
    """All rows of all tables that travel."""
    with controller._database.reading() as work:
        connection = work.connection()
        return {
            str(table.__tablename__): {
                tuple(row) for row in connection.execute(select(inspect(table).local_table))
            }
            for table in TABLES
        }


def fill(controller: Controller, clock: SettableClock) -> list[UUID]:
    """Add quests and sessions of every kind; the ids of the quests."""
    chosen = random.Random(7)
    quests = [controller.add_quest(title[:200], 3).id for title in HOSTILE]
    controller.edit_quest(quests[0], current_value=2, status=QuestStatus.COMPLETED)
    _add_details(controller, quests)
    for number, text in enumerate(HOSTILE):
        quest_id = chosen.choice([*quests, None])
        session = controller.start_session(25 + number, quest_id, text, chosen.choice(list(TimeUp)))
        clock.advance(minutes=5, seconds=0.123456)
        controller.pause_session(session.id)
        clock.advance(minutes=2)
        controller.resume_session(session.id)
        clock.advance(minutes=7)
        end = chosen.choice([SessionStatus.COMPLETED, SessionStatus.CANCELLED])
        controller.update_session(session.id, status=end)
        clock.advance(minutes=1)
    started_at = clock.moment - timedelta(minutes=1)
    clock.advance(minutes=30)
    controller.add_session(
        SessionTimes(started_at, started_at + timedelta(minutes=20)), 15, quests[1], "late"
    )
    for record in controller.history(limit=3):
        controller.edit_session(record.id, description="changed", quest_id=None)
    _leave_gap(controller, clock)
    return quests


def _add_details(controller: Controller, quests: list[UUID]) -> None:
    controller.change_quest(quests[0], colour=3, unit="books", weekly_budget_minutes=90)
    controller.change_quest(quests[1], unit="=pages")


def _leave_gap(controller: Controller, clock: SettableClock) -> None:
    """A session of which the time that the machine slept was cut out."""
    session = controller.start_session(60, description="with a gap")
    clock.advance(minutes=5)
    clock.sleep(minutes=20)
    controller.complete_due_session()
    clock.advance(minutes=5)
    controller.update_session(session.id, status=SessionStatus.COMPLETED)
