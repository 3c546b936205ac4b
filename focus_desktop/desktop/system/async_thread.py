"""The one asyncio event loop of the app, on a thread of its own. No Qt.

Notifications, logind and the desktop portal share it. asyncio and D-Bus take a tenth of a second to import,
so both are imported on this thread, when it is first needed.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine

    Work = Callable[[], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)

CLOSING_LIMIT_S = 1.0
"""Seconds that `close` waits for the thread to end."""


class Job:
    """Work for the thread."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.done = threading.Event()
        """Set when the work has ended, also if it failed or was cancelled."""
        self.task: asyncio.Task[None] | None = None
        self.is_cancelled = False


class AsyncThread:
    """Runs coroutines in the background. All methods return at once and may be called on any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped: asyncio.Event | None = None
        self._waiting: list[Job] = []
        """Jobs for the time when the event loop runs."""
        self._is_closed = False

    def run(self, work: Work) -> Job:
        """Call `work` on the thread, where it may import what it needs, and run the coroutine it returns.

        After `close` nothing is run, and the returned job is already done.
        """
        job = Job(work)
        with self._lock:
            if self._is_closed:
                job.done.set()
            elif self._loop is not None:
                self._loop.call_soon_threadsafe(self._start, job)
            else:
                self._waiting.append(job)
                self._start_thread()
        return job

    def cancel(self, job: Job) -> None:
        """Cancel a job, unless it has already ended."""
        job.is_cancelled = True
        with self._lock:
            if self._loop is not None and not self._is_closed:
                self._loop.call_soon_threadsafe(self._cancel, job)

    def close(self) -> None:
        """Cancel every job and end the thread; waits at most `CLOSING_LIMIT_S`."""
        with self._lock:
            self._is_closed = True
            if self._loop is not None and self._stopped is not None:
                self._loop.call_soon_threadsafe(self._stopped.set)
        if self._thread is not None:
            self._thread.join(CLOSING_LIMIT_S)  # The thread must end before the interpreter does.

    def _start_thread(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="asyncio", daemon=True)
            self._thread.start()

    def _serve(self) -> None:
        import asyncio  # noqa: PLC0415 — never on the GUI thread

        with asyncio.Runner() as runner:  # When left, it cancels the jobs and waits until they have ended.
            runner.run(self._run_until_closed())

    async def _run_until_closed(self) -> None:
        import asyncio  # noqa: PLC0415

        with self._lock:
            if self._is_closed:
                for job in self._waiting:
                    job.done.set()
                return
            self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
            waiting, self._waiting = self._waiting, []
        for job in waiting:
            self._start(job)
        await self._stopped.wait()
        with self._lock:
            self._loop = None

    def _start(self, job: Job) -> None:
        assert self._loop is not None
        if job.is_cancelled:
            job.done.set()
            return
        job.task = self._loop.create_task(_run(job))

    def _cancel(self, job: Job) -> None:
        if job.task is not None:
            job.task.cancel()


async def _run(job: Job) -> None:
    try:
        await job.work()
    except Exception:
        log.exception("a background job failed")
    finally:
        job.done.set()
