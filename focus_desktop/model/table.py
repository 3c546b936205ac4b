"""What all tables have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

if TYPE_CHECKING:
    from typing import Self


_set = object.__setattr__


class Table(SQLModel, defer_build=True):
    """A row of the store. Pydantic's validator is built when it is first needed, as that takes long."""

    @classmethod
    def only_read(cls, values: dict[str, Any]) -> Self:
        """A row with these values, which are taken as they are, that cannot be changed nor stored.

        Neither Pydantic nor SQLAlchemy has anything to do with it, which would take ten times as long.
        """
        row = object.__new__(cls)
        _set(row, "__dict__", values)
        _set(row, "__pydantic_fields_set__", set())
        _set(row, "__pydantic_extra__", None)
        _set(row, "__pydantic_private__", None)
        return row
