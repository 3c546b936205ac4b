"""A question to the store whose newest answer is shown, however often it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.model.errors import FocusError

Answer = TypeVar("Answer")

AT_ONCE = 3
"""Questions that may follow each other immediately."""
PAUSE_MS = 100
"""Milliseconds between questions after that, so that a thousand changes cost a few answers."""
RETRY_MS = 1000
"""Milliseconds after which a question that was refused is asked again."""


class Refresh(QObject, Generic[Answer]):
    """Asks, shows the answer, and asks again if it was requested meanwhile or could not be answered.

    While there is no answer, what is shown stays as it is.
    """

    refused = Signal(object)
    """The FocusError because of which there is no answer now."""
    answered = Signal()

    def __init__(
        self,
        store: StoreThread,
        question: Callable[[], Callable[[Controller], Answer]],
        show: Callable[[Answer], None],
    ) -> None:
        """`question` is called for each question anew, on the GUI thread."""
        super().__init__()
        self._store = store
        self._question = question
        self._show = show
        self._is_asking = False
        self._is_stale = False
        self._in_a_row = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)

    def request(self) -> None:
        """The answer that is shown may be out of date."""
        if self._is_asking or self._is_pausing:
            self._is_stale = True
        elif self._store.controller is not None:
            self._ask()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is on its way."""
        return self._is_asking

    @property
    def _is_pausing(self) -> bool:
        """Whether too many questions have followed each other; one that waits for its retry may be asked."""
        return self._later.isActive() and self._in_a_row >= AT_ONCE

    def _ask(self) -> None:
        self._later.stop()
        self._is_asking, self._is_stale = True, False
        self._store.query(self._question(), done=self._take, refused=self._retry)

    def _take(self, answer: Answer) -> None:
        self._is_asking = False
        self._in_a_row = self._in_a_row + 1 if self._is_stale else 0
        if 0 < self._in_a_row < AT_ONCE:
            self._ask()  # The answer is out of date already.
            return
        if self._is_stale:  # Changes come without end; show what there is, and ask less often.
            self._later.start(PAUSE_MS)
        self._show(answer)
        self.answered.emit()

    def _retry(self, error: FocusError) -> None:
        self._is_asking, self._in_a_row = False, 0
        self.refused.emit(error)
        self._later.start(RETRY_MS)
