"""When a quest will be reached, judged by its pace; nothing where too little is known. Pure functions.

Progress has no history, so the pace is taken from two facts that there are: the focused time that a step
has taken on average so far, and the focused time of the last weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WEEKS = 4
"""How many weeks, of seven days up to today, are looked at."""
FEWEST_STEPS = 2
"""Steps that must be done: one says nothing about the next."""
FEWEST_WEEKS, FEWEST_SESSIONS = 2, 2
"""In so many of the weeks there must have been so many sessions."""
LONGEST_DAYS = 730
"""A date that is further away would be a guess."""
DAYS_OF_A_WEEK = 7
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class WorkedWeek:
    """What was done for a quest in seven days."""

    focused: timedelta
    sessions: int


@dataclass(frozen=True)
class Forecast:
    """The day on which a quest will probably be reached, and how it was reckoned."""

    day: date
    steps_left: int
    per_step: timedelta
    """The focused time that a step has taken so far, on average."""
    per_week: timedelta
    """The focused time of a week, on average of the last weeks."""
    weeks: int
    """How many weeks those are: 2 to `WEEKS`. A quest that is younger has fewer."""


def forecast(
    *, done: int, target: int, total: timedelta, weeks: Sequence[WorkedWeek], today: date
) -> Forecast | None:
    """The forecast of a quest that is `done` of `target`; None where there is not enough to say.

    `total` is all its focused time; `weeks` are the last `WEEKS`, oldest first.
    """
    recent = sum((week.focused for week in weeks), timedelta())
    regular = sum(week.sessions >= FEWEST_SESSIONS for week in weeks)
    if done < FEWEST_STEPS or done >= target or regular < FEWEST_WEEKS or not recent:
        return None
    counted = len(weeks) if total > recent else _since_first(weeks)
    # In whole microseconds: the product may be longer than any timedelta.
    needed = total // MICROSECOND * (target - done) * counted * DAYS_OF_A_WEEK
    days = -(-needed // (done * (recent // MICROSECOND)))
    if days > LONGEST_DAYS:
        return None
    day = today + timedelta(days=days)
    return Forecast(day, target - done, total / done, recent / counted, counted)


def _since_first(weeks: Sequence[WorkedWeek]) -> int:
    """How many weeks there are since the first one in which something was done."""
    first = next(number for number, week in enumerate(weeks) if week.focused)
    return len(weeks) - first
