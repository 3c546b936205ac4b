"""Single values of files: texts, numbers, ids and moments. What is wrong raises InvalidField."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from focus_desktop.exchange.source import shown, value_missing, value_wrong
from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, LONGEST_TITLE, SHORTEST_MINUTES
from focus_desktop.model.status import QuestStatus, SessionStatus
from focus_desktop.model.transfer import EARLIEST, LATEST, MOMENT_LENGTH, moment_text

_ID = re.compile(r"[0-9a-f]{32}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_MINUTES = {str(number): number for number in range(SHORTEST_MINUTES, LONGEST_MINUTES + 1)}
SESSION_STATUSES = frozenset(one.value for one in SessionStatus)
QUEST_STATUSES = frozenset(one.value for one in QuestStatus)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\.?)?")


def moment(field: str, text: object) -> str:
    """A moment with its zone, in the form of ISO 8601."""
    if not isinstance(text, str) or not text:
        raise value_missing(field) if text in {None, ""} else value_wrong(field, text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise value_wrong(field, text) from None
    if _is_ours(text) and EARLIEST <= text < LATEST:
        return text
    if found.tzinfo is None:
        raise InvalidField(
            Refusal.ZONE_MISSING,
            field=field,
            value=shown(text),
            example=f"{found.isoformat(timespec='seconds')}Z",
        )
    return of_datetime(field, found)


def _is_ours(text: str) -> bool:
    """Whether a moment that Python can read has our form; faster than a regular expression."""
    if len(text) != MOMENT_LENGTH:
        return False
    return text[4] == "-" and text[10] == "T" and text[13] == ":" and text[19] == "." and text[26] == "Z"


def of_datetime(field: str, found: datetime) -> str:
    """A moment of Python's, aware or in local time."""
    try:
        text = moment_text(found)
    except (OverflowError, ValueError, OSError):
        raise value_wrong(field, found) from None
    if not EARLIEST <= text < LATEST:
        raise value_wrong(field, found)
    return text


def since_1970(field: str, value: object, per_second: int) -> str:
    """A moment that is counted from the year 1970 on, in so many parts of a second."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 — NaN
        raise value_missing(field) if value is None else value_wrong(field, value)
    try:
        found = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
            microseconds=round(value * (1_000_000 // per_second))
        )
    except OverflowError:
        raise value_wrong(field, value) from None
    return of_datetime(field, found)


def local_moment(field: str, day: str, clock: str) -> datetime:
    """A moment in the computer's zone, from a day (`2026-01-31`) and a time (`8:05:00`, `8:05 AM`)."""
    found = _CLOCK.fullmatch(clock.strip())
    try:
        if found is None:
            raise ValueError(clock)  # noqa: TRY301 — both are the same mistake
        hour, minute, second = (int(part or 0) for part in found.groups()[:3])
        if found[4]:
            hour = _of_twelve(hour) + (12 if found[4] in "Pp" else 0)
        day_found = date.fromisoformat(day.strip())
        return datetime(day_found.year, day_found.month, day_found.day, hour, minute, second).astimezone()
    except (ValueError, OverflowError, OSError):
        raise value_wrong(field, f"{day} {clock}") from None


def _of_twelve(hour: int) -> int:
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12


def ident(field: str, text: object) -> str:
    """A UUID, as 32 hexadecimal digits."""
    if not isinstance(text, str) or not text:
        raise value_missing(field) if text in {None, ""} else value_wrong(field, text)
    if _ID.fullmatch(text):
        return text
    plain = text.replace("-", "").lower()
    if not _ID.fullmatch(plain):
        raise value_wrong(field, text)
    return plain


def text(field: str, value: object, longest: int) -> str:
    """A text that every database can keep."""
    if not isinstance(value, str):
        raise value_missing(field) if value is None else value_wrong(field, value)
    if len(value) > longest:
        raise InvalidField(Refusal.TEXT_TOO_LONG, field=field, longest=longest)
    if _UNSTORABLE.search(value):
        raise InvalidField(Refusal.TEXT_UNSTORABLE, field=field)
    return value


def title(field: str, value: object) -> str:
    """The title of a quest."""
    found = text(field, value, LONGEST_TITLE)
    if not found:
        raise value_missing(field)
    return found


def description(field: str, value: object) -> str | None:
    """A session's description as another program or a person wrote it: trimmed, None if it is empty."""
    if value is None:
        return None
    return text(field, value, LONGEST_DESCRIPTION).strip() or None


def number(field: str, value: object, lowest: int, highest: int) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise value_missing(field) if value is None else _outside(field, value, lowest, highest)
    return value


def minutes(field: str, value: str) -> int:
    """A session's target that is written in a text."""
    found = _MINUTES.get(value)
    if found is None:
        raise _outside(field, value, SHORTEST_MINUTES, LONGEST_MINUTES) if value else value_missing(field)
    return found


def _outside(field: str, value: object, lowest: int, highest: int) -> InvalidField:
    return InvalidField(
        Refusal.VALUE_NOT_IN_RANGE, field=field, value=shown(value), lowest=lowest, highest=highest
    )


def one_of(field: str, value: object, known: frozenset[str]) -> str:
    """One of the values that are known."""
    if not isinstance(value, str) or value not in known:
        if value is None or value == "":
            raise value_missing(field)
        values = ", ".join(sorted(known))
        raise InvalidField(Refusal.VALUE_NOT_ONE_OF, field=field, value=shown(value), known=values)
    return value
