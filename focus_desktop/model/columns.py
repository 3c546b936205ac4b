"""Column types and text rules that the tables share.

SQLite keeps any value in any column, so another program may have stored one that is none of its column's
kind. Reading such a value does not fail: it is an `Unreadable`, which the store finds and leaves out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Strict
from pydantic_core import PydanticCustomError
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from focus_desktop.model.validation import UNSTORABLE

Value = TypeVar("Value")

EARLIEST, LATEST = datetime(2, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
"""Beyond these Python cannot tell the local time everywhere."""
_LARGEST_BIG_NUMBER = 10**17
"""3,000 years in microseconds."""


NONE_OF_ITS_KIND = (ValueError, TypeError, AttributeError, LookupError, OverflowError)
"""What `StoredColumn.reader` may raise."""


@dataclass(frozen=True)
class Unreadable:
    """A stored value that is none of its column's kind."""

    stored: object


class StoredColumn(TypeDecorator[Value], Generic[Value]):
    """A type whose values may be `Unreadable`."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Reads a stored value; never fails."""
        read = self.reader(dialect, coltype)

        def read_or_leave(stored: Any) -> Any:
            if stored is None:
                return None
            try:
                return read(stored)
            except NONE_OF_ITS_KIND:
                return stored if isinstance(stored, Unreadable) else Unreadable(stored)

        return read_or_leave

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Reads a stored value that is not NULL; raises an error if it is none of the column's kind.

        The types below read it themselves: a page of the history has thousands of values.
        """
        return super().result_processor(dialect, coltype) or _as_it_is

    def read_all(self, stored: Sequence[Any], dialect: Dialect) -> list[Any]:
        """Reads many values, faster than one by one if they all are of the column's kind."""
        read = self.reader(dialect, None)
        try:
            return [None if value is None else read(value) for value in stored]
        except NONE_OF_ITS_KIND:
            return [*map(self.result_processor(dialect, None), stored)]

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Compares with what is stored, also if that cannot be read."""
        write = super().bind_processor(dialect)

        def write_or_leave(value: Any) -> Any:
            if isinstance(value, Unreadable):
                return value.stored
            return value if write is None else write(value)

        return write_or_leave


class UtcDateTime(StoredColumn[datetime]):
    """An aware UTC moment: `timestamptz` on PostgreSQL, ISO 8601 text with `Z` on SQLite.

    The text has a fixed width (`2026-01-31T08:00:00.000000Z`), so it sorts as time does, and SQLite's
    own date functions read it.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, which has no time type; the database's own type elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times; they say nothing about when."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        moment = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
        return moment

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime]:  # noqa: ARG002
        """Aware UTC, also for text that another program wrote without a zone."""
        return _utc


class Id(StoredColumn[Any]):
    """A UUID: the database's own type, or its 32 hexadecimal digits."""

    impl = Uuid
    cache_ok = True

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """An id of a session or a quest comes several times in a page."""
        return _as_it_is if dialect.supports_native_uuid else _known_id


class Status(StoredColumn[Any]):
    """Text in the database, the enum in Python; the table's CHECK constraint holds the values."""

    impl = Enum
    cache_ok = True

    def __init__(self, statuses: type[StrEnum]) -> None:
        super().__init__(
            statuses,
            native_enum=False,
            create_constraint=False,
            length=16,
            values_callable=lambda members: [member.value for member in members],
        )
        self.statuses = statuses

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """The member of the enum."""
        return {status.value: status for status in self.statuses}.__getitem__


class Words(StoredColumn[str]):
    """Text of at most `longest` characters."""

    impl = String
    cache_ok = True

    def __init__(self, longest: int | None = None) -> None:
        super().__init__(longest)
        self.longest = longest

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], str]:  # noqa: ARG002
        """SQLite may have bytes in it."""
        return _text


class Number(StoredColumn[int]):
    """A whole number within bounds."""

    impl = Integer
    cache_ok = True

    def __init__(self, lowest: int, highest: int) -> None:
        super().__init__()
        self.lowest, self.highest = lowest, highest

    def reader(self, dialect: Dialect, coltype: object) -> Callable[[Any], int]:  # noqa: ARG002
        """SQLite may have text or a fraction in it."""
        lowest, highest = self.lowest, self.highest

        def number(stored: Any) -> int:
            if not isinstance(stored, int) or not lowest <= stored <= highest:
                raise ValueError("no such number")
            return stored

        return number


class Microseconds(Number):
    """A length of time that fits into a `timedelta`."""

    impl = BigInteger
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(-_LARGEST_BIG_NUMBER, _LARGEST_BIG_NUMBER)


_known_id = lru_cache(maxsize=512)(UUID)


def _as_it_is(stored: Any) -> Any:
    return stored


def _utc(stored: Any) -> datetime:
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)
    if moment.tzinfo is not UTC:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not EARLIEST.year <= moment.year < LATEST.year:
        raise ValueError("no time of this age")
    return moment


def _text(stored: Any) -> str:
    if not isinstance(stored, str):
        raise TypeError("no text")
    return stored


ANY_TEXT = r"^[^\x00]*$"
"""The texts that `PlainText` takes, as a JSON Schema pattern."""
SOME_TEXT = r"^[^\x00]*[^\s\x00][^\x00]*$"
"""Those of them that are more than white space."""
_UNSTORABLE_CHARACTER = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether every database can keep this text."""
    return _UNSTORABLE_CHARACTER.search(text) is None


def storable(text: object) -> object:
    """Text that every database can keep: no NUL and no half of a surrogate pair."""
    if isinstance(text, str) and not is_storable(text):
        raise PydanticCustomError(UNSTORABLE, "NUL or half of a surrogate pair")
    return text  # What is no text is for pydantic to refuse.


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("nothing but white space")
    return text


# The limits of a field are those of the text as it was sent; what is kept is trimmed.
PlainText = Annotated[str, BeforeValidator(storable), AfterValidator(str.strip)]
SomeText = Annotated[PlainText, AfterValidator(_not_empty)]


def _whole(number: object) -> object:
    """25.0 is the number 25, in JSON as among people."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


WholeNumber = Annotated[int, Strict(), BeforeValidator(_whole)]
