"""Child processes that work on a real store, tell what they have done, and can be killed in the middle."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 60.0
_IMPORTED = [
    "pytest",
    "tests.reliability.verbs",
    "tests.reliability.migrating",
    "focus_desktop.store.migrations.upgrade",
]
"""What the children are forked with; to import it takes a second."""


class Child:
    """A process and what it has told so far."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        """Call `work` in a process of its own, with the end of a pipe to which it tells."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_IMPORTED)
        _start_server()
        self._pipe, told = context.Pipe(duplex=False)
        self._process = context.Process(target=work, args=(told, *arguments))
        self._process.start()
        told.close()
        self.told: list[Any] = []

    def next(self) -> Any:
        """Wait for the next thing that it tells; None when it has ended."""
        if not self._pipe.poll(PATIENCE_S):
            raise TimeoutError(f"it told nothing after {self.told[-3:]}")
        try:
            self.told.append(self._pipe.recv())
        except EOFError:
            return None
        return self.told[-1]

    def kill(self) -> None:
        """End it at once, as a power cut would, and hear what it has told before."""
        if self._process.exitcode is None:
            self._process.kill()
        self.wait()

    def wait(self) -> int | None:
        """Hear all that it tells until its end; return its exit status, negative if a signal ended it."""
        if not self._pipe.closed:
            while self.next() is not None:
                pass
            self._pipe.close()
        self._process.join(PATIENCE_S)
        return self._process.exitcode


@contextmanager
def child(work: Callable[..., None], *arguments: Any) -> Iterator[Child]:
    """A child that is killed at the end of the context, if it still runs."""
    made = Child(work, *arguments)
    try:
        yield made
    finally:
        made.kill()


def _start_server() -> None:
    """Start the process from which the children are forked, unless it runs: it imports from the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()


def kill_self() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def tell(pipe: Connection, *what: Any) -> None:
    """Tell the parent, before anything else happens."""
    pipe.send(what)
