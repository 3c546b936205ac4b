"""Cells of a CSV file: spreadsheets calculate those that begin with certain characters, so these are quoted.

An apostrophe is put before such a cell, and taken away again on the way in. A cell that begins with
apostrophes and then such a character gets one more, so that every text comes back as it was.
"""

from __future__ import annotations

import re

_CALCULATED = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_FIRST = frozenset("'=+-@\t\r")


def neutralised(cell: str) -> str:
    """The cell as no spreadsheet calculates it."""
    return f"'{cell}" if cell and cell[0] in _FIRST and _CALCULATED.match(cell) else cell


def restored(cell: str) -> str:
    """The cell as it was before `neutralised`."""
    return cell[1:] if cell and cell[0] == "'" and _NEUTRALISED.match(cell) else cell
