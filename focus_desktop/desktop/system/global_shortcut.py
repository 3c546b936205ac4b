"""A keyboard shortcut that works in any program. On Linux only, through the desktop portal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from focus_desktop.desktop.system.async_thread import AsyncThread, Job


class GlobalShortcut(QObject):
    """Off until it is switched on. The desktop asks the user once to choose a key."""

    pressed = Signal()
    bound = Signal(str)
    """The shortcut works. The argument is the desktop's name of the key; it may be empty."""
    refused = Signal(bool)
    """The shortcut does not work. The argument is True if the user declined, False without a portal."""

    _crossed = Signal(object, object)
    """The portal's thread asks to emit a signal. The arguments are the request and what emits it."""

    def __init__(self, app_id: str, background: AsyncThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app_id = app_id
        self._background = background
        self._job: Job | None = None
        self._request: object = None
        """Identifies the newest call of `switch`: reports that belong to an earlier one are ignored."""
        self._crossed.connect(self._emit)

    def switch(self, *, on: bool) -> None:
        """Ask the desktop for the shortcut, or give it back; returns at once."""
        if self._job is not None:
            self._background.cancel(self._job)
            self._job = None
        self._request = request = object()
        if on and sys.platform == "linux":
            self._job = self._background.run(lambda: self._listen(request))
        elif on:
            self.refused.emit(False)

    def _listen(self, request: object) -> Coroutine[Any, Any, None]:
        from focus_desktop.desktop.system.portal import Portal  # noqa: PLC0415 — never on the GUI thread

        def report(emit: Callable[[], None]) -> None:
            self._crossed.emit(request, emit)

        return Portal(
            self._app_id,
            on_bound=lambda key: report(lambda: self.bound.emit(key)),
            on_refused=lambda by_user: report(lambda: self.refused.emit(by_user)),
            on_pressed=lambda: report(self.pressed.emit),
        ).listen()

    @Slot(object, object)
    def _emit(self, request: object, emit: Callable[[], None]) -> None:
        """Emit a signal on the thread of this object, unless `switch` was called again meanwhile."""
        if request is self._request:
            emit()
