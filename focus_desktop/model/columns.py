"""Column types and text rules that the tables share."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Strict
from pydantic_core import PydanticCustomError
from sqlalchemy import DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from focus_desktop.model.validation import UNSTORABLE


class UtcDateTime(TypeDecorator[datetime]):
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

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware UTC, also for text that another program wrote without a zone."""
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        assert isinstance(moment, datetime)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def status_type(statuses: type[StrEnum]) -> Enum:
    """Text in the database, the enum in Python; the table's CHECK constraint holds the values."""
    return Enum(
        statuses,
        native_enum=False,
        create_constraint=False,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


ANY_TEXT = r"^[^\x00]*$"
"""The texts that `PlainText` takes, as a JSON Schema pattern."""
SOME_TEXT = r"^[^\x00]*[^\s\x00][^\x00]*$"
"""Those of them that are more than white space."""


UNKEPT = re.compile("[\0\ud800-\udfff]")


def storable(text: object) -> object:
    """Text that every database can keep: no NUL and no half of a surrogate pair."""
    if isinstance(text, str) and UNKEPT.search(text):
        raise PydanticCustomError(UNSTORABLE, "NUL or half of a surrogate pair")
    return text  # What is no text is for pydantic to refuse.


def _something(text: str) -> str:
    if not text:
        raise ValueError("nothing but white space")
    return text


# The limits of a field are those of the text as it was sent; what is kept is trimmed.
PlainText = Annotated[str, BeforeValidator(storable), AfterValidator(str.strip)]
SomeText = Annotated[PlainText, AfterValidator(_something)]


def _whole(number: object) -> object:
    """25.0 is the number 25, in JSON as among people."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


WholeNumber = Annotated[int, Strict(), BeforeValidator(_whole)]
