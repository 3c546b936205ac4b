"""A stored row that holds a value that is none of its column's kind."""

from dataclasses import dataclass

from focus_desktop.model.errors import StoreProblem, StoreUnavailable


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
