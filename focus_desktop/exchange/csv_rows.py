"""Rows of a CSV file by the names of their columns. Commas, semicolons or tabs divide them."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING

from focus_desktop.exchange.source import LONGEST_LINE
from focus_desktop.model.errors import InvalidField, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from focus_desktop.exchange.source import Source

DIVIDERS = ",;\t"
"""Which of them a file has is seen by its first line; spreadsheets write what is usual in their country."""
MOST_LINES = 2000
"""Of one row: a quotation mark that nobody closes would make one row of the whole file."""


class CsvRows:
    """The rows of a file after its header, with the number of the line in which each begins."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.line = 1
        """Where the row begins that was read last."""
        self._lines_read = 0
        csv.field_size_limit(LONGEST_LINE)
        lines = self._lines()
        first = next(lines, "")
        self._reader = csv.reader(
            chain([first], lines), delimiter=max(DIVIDERS, key=first.count), strict=True
        )
        header = self._next()
        self.columns = [] if header is None else [name.strip() for name in header]

    def picked(self, *names: str, optional: Sequence[str] = ()) -> Iterator[list[str]]:
        """The cells of these columns, of each row; those that are optional may be missing, and are empty.

        Raises MalformedFile.
        """
        places: list[int | None] = [self._place(name) for name in names]
        places += [self.columns.index(name) if name in self.columns else None for name in optional]
        expected = len(self.columns)
        while (row := self._next()) is not None:
            if len(row) != expected:
                if not row:
                    continue  # An empty line.
                count = InvalidField(Refusal.COLUMNS_MISCOUNTED, count=len(row), expected=expected)
                raise self._source.wrong(self.line, count)
            yield ["" if place is None else row[place] for place in places]

    def _place(self, name: str) -> int:
        if name not in self.columns:
            raise self._source.wrong(1, InvalidField(Refusal.COLUMN_MISSING, column=name))
        return self.columns.index(name)

    def _next(self) -> list[str] | None:
        self.line = self._lines_read + 1
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise self._source.wrong(self.line, InvalidField(Refusal.NOT_CSV)) from error

    def _lines(self) -> Iterator[str]:
        for number, line in self._source.lines():
            if number - self.line > MOST_LINES:
                raise self._source.wrong(self.line, InvalidField(Refusal.NOT_CSV))
            self._lines_read = number
            yield line
