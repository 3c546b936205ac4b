"""The values of a chart in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from focus_desktop.exchange.cells import neutralised

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Table:
    """The values of a chart as a table."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    """As people read them."""
    plain: Sequence[Sequence[str]]
    """The same rows as spreadsheets calculate with them: whole titles, ISO dates, lengths as `h:mm:ss`."""
    title_column: int | None = None
    """The number of the column with texts of any length, which may be cut."""

    def text(self) -> str:
        """The plain rows below the headers: lines, with tabs between the cells."""
        lines = (self.headers, *self.plain)
        return "\n".join("\t".join(map(_copied, line)) for line in lines) + "\n"


def _copied(cell: str) -> str:
    """A cell on one line, which no spreadsheet takes for a formula."""
    return neutralised(" ".join(cell.split()))
