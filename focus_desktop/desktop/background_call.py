"""Makes one call at a time on a thread of its own, which does not need the store."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from focus_desktop.model.errors import FocusError

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


@dataclass(eq=False)
class _Call:
    work: Callable[[], Any]
    done: Callable[[Any], object]
    refused: Callable[[FocusError], object]
    result: Any = None
    error: BaseException | None = None


class BackgroundCall(QObject):
    """Its answers come on the GUI thread. A newer call takes the place of one that has no answer yet."""

    _ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._newest: _Call | None = None
        self._ended.connect(self._answer)

    def begin(
        self,
        work: Callable[[], Result],
        *,
        done: Callable[[Result], object],
        refused: Callable[[FocusError], object],
    ) -> None:
        """Begin a call, and return at once. One of the two is called when it has ended."""
        self._newest = _Call(work, done, refused)
        threading.Thread(target=self._run, args=(self._newest,), name="background call", daemon=True).start()

    def forget(self) -> None:
        """Answer nobody; the call itself ends by itself."""
        self._newest = None

    @Slot(object)
    def _answer(self, call: _Call) -> None:
        if call is not self._newest:
            return
        self._newest = None
        if call.error is None:
            call.done(call.result)
        elif isinstance(call.error, FocusError):
            call.refused(call.error)
        else:
            raise call.error  # A bug: the excepthook logs and shows it.

    def _run(self, call: _Call) -> None:
        try:
            call.result = call.work()
        except BaseException as error:  # noqa: BLE001 — `_answer` reports it or raises it again
            call.error = error
        self._ended.emit(call)
