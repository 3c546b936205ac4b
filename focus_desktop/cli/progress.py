"""Shows on a terminal how far a long command has come."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from focus_desktop import wording
from focus_desktop.model.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from focus_desktop.model.progress import Progress


@contextmanager
def progress_line() -> Iterator[Callable[[Progress], None]]:
    """Yields what shows the progress, in a line of its own that goes at the end; only on a terminal."""
    shown = -1

    def show(progress: Progress) -> None:
        nonlocal shown
        percent = progress.done * 100 // progress.total if progress.total else 0
        if percent != shown and sys.stderr.isatty():
            shown = percent
            sessions = f"  {wording.number(progress.sessions)}" if progress.sessions else ""
            typer.echo(f"\r{percent:3d} %{sessions}", nl=False, err=True)

    try:
        yield show
    finally:
        if shown >= 0:
            typer.echo("\r\x1b[K", nl=False, err=True)


@contextmanager
def stoppable_progress() -> Iterator[Callable[[Progress], None]]:
    """Like `progress_line`, but what it yields raises Cancelled after Ctrl+C. Another Ctrl+C acts as ever."""
    is_stopped = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal is_stopped
        is_stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        with progress_line() as show:

            def show_or_stop(progress: Progress) -> None:
                if is_stopped:
                    raise Cancelled
                show(progress)

            yield show_or_stop
    finally:
        signal.signal(signal.SIGINT, before)
