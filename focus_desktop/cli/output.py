"""Prints what the commands have to tell: lines and tables for people, the documented objects for programs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from focus_desktop import paths, wording
from focus_desktop.language import ngettext
from focus_desktop.model.errors import FocusError, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from focus_desktop.clock import Clock
    from focus_desktop.controller import Controller
    from focus_desktop.model.focus_session import FocusSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord


def print_line(text: str) -> None:
    """Print a line for people."""
    _write(wording.printable(text))


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows of texts, their columns aligned."""
    lines = [[wording.printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        _write("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_json(value: object) -> None:
    """Print a line for programs; the same in every language."""
    _write(json.dumps(value))  # ASCII, so that every console and pipe takes it.


def documented(thing: FocusSession | Quest) -> dict[str, Any]:
    """The documented object of a session or a quest, for JSON."""
    from focus_desktop.model.focus_session import FocusSession  # noqa: PLC0415 — SQLModel
    from focus_desktop.model.quest_shapes import QuestPublic  # noqa: PLC0415 — is slow to import
    from focus_desktop.model.session_shapes import FocusSessionPublic  # noqa: PLC0415

    shape = FocusSessionPublic if isinstance(thing, FocusSession) else QuestPublic
    return shape.model_validate(thing).model_dump(mode="json")


def documented_status(record: SessionRecord | None, clock: Clock) -> dict[str, Any] | None:
    """The documented object of the active session and how its time stands; None if nothing runs."""
    if record is None:
        return None
    now = record.time(clock.read())
    return documented(record.session) | {
        "remaining_seconds": wording.whole_seconds(record.remaining(now)),
        "focused_seconds": int(record.focused(now).total_seconds()),
        "paused": record.is_paused,
    }


def print_warning(text: str) -> None:
    """Print a line for people on the error output: what was asked for is done, but there is more to know."""
    typer.echo(wording.printable(text), err=True)


def print_unreadable(controller: Controller) -> None:
    """Print on the error output that not everything is listed, if that is so."""
    count = len(controller.unreadable_rows())
    if not count:
        return
    # Translators: {command} is a command of this program.
    words = ngettext(
        "{count} entry cannot be read and is not listed; `{command}` tells more.",
        "{count} entries cannot be read and are not listed; `{command}` tells more.",
        count,
    )
    typer.echo(words.format(count=count, command=f"{paths.APP_NAME} check"), err=True)


def _write(line: str) -> None:
    try:
        typer.echo(line)
    except BrokenPipeError:
        raise  # Who read it has gone; Typer ends quietly.
    except OSError as error:
        # What is still to be written would fail again when the interpreter ends, and be its exit status.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise FocusError(Refusal.OUTPUT_LOST, cause=error.strerror) from error
