"""Notices what other processes commit, without looking again and again: each watch is one waiting thread."""

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from focus_desktop.model.errors import StoreUnavailable

log = logging.getLogger(__name__)

RETRY_S = 5.0
"""Before a lost or busy store is tried again."""


class Watch(ABC):
    """Calls `look` on a thread of its own, after something has happened, until it is closed."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look
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
        while not self._closing.is_set():
            try:
                self._watch()
            except StoreUnavailable as error:
                log.info("looking again in %.0f s: %s", RETRY_S, error.message)
                self._closing.wait(RETRY_S)

    @abstractmethod
    def _watch(self) -> None:
        """Look once, then whenever something happens, until closing. May raise StoreUnavailable."""

    @abstractmethod
    def _wake(self) -> None:
        """End the wait of `_watch`."""
