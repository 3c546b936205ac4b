"""A query to the store that is repeated whenever its answer may be out of date."""

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
"""Queries that may follow each other without a pause."""
PAUSE_MS = 100
"""Milliseconds between queries after that, so that a thousand changes cause only a few queries."""
RETRY_MS = 1000
"""Milliseconds after which a query that was refused is repeated."""


class Refresh(QObject, Generic[Answer]):
    """Runs a query and shows its answer. Repeats the query if it was requested meanwhile or was refused.

    Until there is a new answer, the view stays as it is.
    """

    refused = Signal(object)
    """The query failed, and will be repeated. The argument is the FocusError."""
    answered = Signal()
    """An answer was shown."""

    def __init__(
        self,
        store: StoreThread,
        question: Callable[[], Callable[[Controller], Answer]],
        show: Callable[[Answer], None],
    ) -> None:
        """`question` is called before each query, on the GUI thread, and returns the query."""
        super().__init__()
        self._store = store
        self._question = question
        self._show = show
        self._is_asking = False
        self._is_stale = False
        self._queries_in_a_row = 0
        self._next_query = QTimer(self)
        self._next_query.setSingleShot(True)
        self._next_query.timeout.connect(self._ask)

    def request(self) -> None:
        """Run the query soon: the answer that is shown may be out of date."""
        if self._is_asking or self._is_pausing:
            self._is_stale = True
        elif self._store.controller is not None:
            self._ask()

    @property
    def is_asking(self) -> bool:
        """Whether the query is waiting or running."""
        return self._is_asking

    @property
    def _is_pausing(self) -> bool:
        """Whether a query must wait because too many followed each other. One after a refusal need not."""
        return self._next_query.isActive() and self._queries_in_a_row >= AT_ONCE

    def _ask(self) -> None:
        self._next_query.stop()
        if self._store.controller is None:
            return  # It was closed meanwhile, and so was what the answer is for.
        self._is_asking, self._is_stale = True, False
        self._store.query(self._question(), done=self._receive, refused=self._retry)

    def _receive(self, answer: Answer) -> None:
        self._is_asking = False
        self._queries_in_a_row = self._queries_in_a_row + 1 if self._is_stale else 0
        if 0 < self._queries_in_a_row < AT_ONCE:
            self._ask()  # The answer is already out of date.
            return
        if self._is_stale:  # Changes do not stop coming: show this answer, and ask less often.
            self._next_query.start(PAUSE_MS)
        self._show(answer)
        self.answered.emit()

    def _retry(self, error: FocusError) -> None:
        self._is_asking, self._queries_in_a_row = False, 0
        self.refused.emit(error)
        self._next_query.start(RETRY_MS)
