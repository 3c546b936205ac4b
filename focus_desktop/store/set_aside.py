"""Keeps rows that were taken out of the tables, or changed, as they were: in a JSON file beside the data."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from focus_desktop import atomic_file
from focus_desktop.model.errors import Refusal, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    Rows = Mapping[str, Sequence[Mapping[str, object]]]
    """Raw values by column, of rows by table."""


def keep(folder: Path, moment: datetime, why: str, rows: Rows) -> Path:
    """Add the rows to the file of this day; return its path when it is on the disk. Raises UnusableFile."""
    path = folder / f"focus-set-aside-{moment.astimezone():%Y-%m-%d}.json"
    kept = {table: [_object(row) for row in found] for table, found in rows.items()}
    entry = {"moment": moment.isoformat(), "why": why, "rows": kept}
    try:
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        atomic_file.write(path, json.dumps([*before, entry], indent=1, allow_nan=False) + "\n")
    except OSError as error:
        raise UnusableFile(Refusal.FILE_NOT_WRITABLE, name=str(path), cause=error.strerror) from error
    except (ValueError, TypeError) as error:  # Somebody has changed the file.
        raise UnusableFile(Refusal.FILE_NOT_WRITABLE, name=str(path), cause="JSON") from error
    return path


def _object(row: Mapping[str, object]) -> dict[str, Any]:
    return {column: _json(value) for column, value in row.items()}


def _json(value: object) -> object:
    """A raw value; what JSON has no word for is an object that tells what it is."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    return value if isinstance(value, str | int | float | None) else str(value)
