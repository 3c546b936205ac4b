"""What a column takes: reads a value that a person has typed in place of one that cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Enum

from focus_desktop.model.columns import EARLIEST, LATEST, Id, Number, Status, UtcDateTime, Words, storable
from focus_desktop.model.errors import FocusError, InvalidField, Refusal
from focus_desktop.model.ids import parsed_id

if TYPE_CHECKING:
    from sqlalchemy import Column


def expected(column: Column[Any]) -> FocusError:
    """What would be right in a column."""
    match column.type:
        case UtcDateTime():
            error = InvalidField(Refusal.ROW_TIME)
        case Id():
            error = InvalidField(Refusal.ROW_ID)
        case Status(impl_instance=Enum(enums=known)):
            error = InvalidField(Refusal.ROW_ONE_OF, known=", ".join(known))
        case Number(lowest=lowest, highest=highest):
            error = InvalidField(Refusal.ROW_NUMBER, lowest=lowest, highest=highest)
        case Words(longest=longest) if longest is not None:
            error = InvalidField(Refusal.ROW_TEXT, longest=longest)
        case Words():
            error = InvalidField(Refusal.ROW_ANY_TEXT)
        case _:
            error = InvalidField(Refusal.ROW_NUMBER, lowest=0, highest=1)
    return error


def read(column: Column[Any], typed: str) -> object:
    """The value that a person has typed for a column. Raises InvalidField.

    Nothing but white space is NULL where that may be, and a new id where a row needs one.
    """
    text = typed.strip()
    if not text and column.nullable:
        return None
    if not text and column.primary_key and not column.foreign_keys:
        return uuid4()
    try:
        return _read(column, text)
    except (ValueError, OverflowError):
        raise expected(column) from None


def _read(column: Column[Any], text: str) -> object:
    match column.type:
        case UtcDateTime():
            return _moment(text)
        case Id():
            found = parsed_id(text)
            if found is None:
                raise ValueError(text)
            return found
        case Status(statuses=statuses):
            return statuses(text)
        case Number(lowest=lowest, highest=highest):
            return _number(text, lowest, highest)
        case Words(longest=longest):
            storable(text)
            if not text or len(text) > (longest or len(text)):
                raise ValueError(text)
            return text
        case _:
            return bool(_number(text, 0, 1))


def _moment(text: str) -> datetime:
    """A moment; one without a zone is UTC, as it is stored."""
    found = datetime.fromisoformat(text)
    moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    if not EARLIEST <= moment < LATEST:
        raise ValueError(text)
    return moment


def _number(text: str, lowest: int, highest: int) -> int:
    number = int(text)
    if not lowest <= number <= highest:
        raise ValueError(text)
    return number
