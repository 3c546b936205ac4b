"""A stored row that holds a value that is none of its column's kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from focus_desktop.model.errors import FocusError, StoreProblem, StoreUnavailable


@dataclass(frozen=True)
class UnreadableRow:
    """Which row it is, and which of its columns cannot be read."""

    table: str
    row: str
    """Its id as it is stored."""
    column: str

    def problem(self, place: str) -> StoreUnavailable:
        """The error that tells a person about it; `place` is where the data is."""
        return StoreUnavailable(
            StoreProblem.UNREADABLE_VALUE, place=place, table=self.table, row=self.row, column=self.column
        )


@dataclass(frozen=True)
class RowContents:
    """All values of a row that cannot be read, as they are stored."""

    found: UnreadableRow
    values: Mapping[str, object]
    """By column. Text that is no UTF-8 is bytes."""
    wrong: Mapping[str, FocusError]
    """By column: what would be right in place of the value that is there."""
    is_active: bool
    """Whether it is a session that still runs, so that no other can be started."""

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The values as a person reads and types them."""
        return {column: shown(value) for column, value in self.values.items()}


def shown(value: object) -> str:
    """A stored value as text; bytes as hexadecimal digits, as SQL writes them."""
    if value is None:
        return ""
    return f"x'{value.hex()}'" if isinstance(value, bytes) else str(value)
