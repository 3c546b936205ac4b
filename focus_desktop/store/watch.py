"""Notices what other processes commit, without asking again and again: each watch is one waiting thread."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from focus_desktop.model.errors import StoreUnavailable

log = logging.getLogger(__name__)

RETRY_S = 5.0
"""Before a lost or busy store is tried again."""


class Watch(ABC):
    """Calls `on_commit` on a thread of its own, at first and after each commit, until it is closed."""

    retry_s = RETRY_S

    def __init__(self, on_commit: Callable[[], None]) -> None:
        self._on_commit = on_commit
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Call back no more, and end the thread."""
        self._closing.set()
        self._wake()
        if self._thread is not threading.current_thread():
            self._thread.join(RETRY_S)

    def _run(self) -> None:
        logged = ""
        while not self._closing.is_set():
            try:
                self._wait_for_commits()
            except StoreUnavailable as error:
                if str(error) != logged:
                    logged = str(error)
                    log.info("trying again every %.0f s: %s", self.retry_s, error)
                self._closing.wait(self.retry_s)

    @abstractmethod
    def _wait_for_commits(self) -> None:
        """Call `on_commit` once, then after each commit, until closing. May raise StoreUnavailable."""

    @abstractmethod
    def _wake(self) -> None:
        """End the wait of `_wait_for_commits`."""
