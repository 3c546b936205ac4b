"""A shortcut that works in any program. On Linux only, through the desktop portal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from focus_desktop.desktop.system.async_thread import AsyncThread, Job


class GlobalShortcut(QObject):
    """Off until it is switched on. The desktop asks the user once which key it is to be."""

    pressed = Signal()
    bound = Signal(str)
    """The shortcut works; the name of the key as the desktop tells it, which may be empty."""
    refused = Signal(bool)
    """The shortcut does not work: True if a person has declined, False if there is no such portal."""

    _crossed = Signal(object, object)

    def __init__(self, app_id: str, background: AsyncThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app_id = app_id
        self._background = background
        self._job: Job | None = None
        self._wish: object = None
        """Tells what was last asked for from what was asked for before."""
        self._crossed.connect(self._emit)

    def switch(self, *, on: bool) -> None:
        """Ask the desktop for the shortcut, or give it back; returns at once."""
        if self._job is not None:
            self._background.cancel(self._job)
            self._job = None
        self._wish = wish = object()
        if on and sys.platform == "linux":
            self._job = self._background.run(lambda: self._listen(wish))
        elif on:
            self.refused.emit(False)

    def _listen(self, wish: object) -> Coroutine[Any, Any, None]:
        from focus_desktop.desktop.system.portal import Portal  # noqa: PLC0415 — never on the GUI thread

        def cross(emit: Callable[[], None]) -> None:
            self._crossed.emit(wish, emit)

        return Portal(
            self._app_id,
            on_bound=lambda key: cross(lambda: self.bound.emit(key)),
            on_refused=lambda by_person: cross(lambda: self.refused.emit(by_person)),
            on_pressed=lambda: cross(self.pressed.emit),
        ).listen()

    @Slot(object, object)
    def _emit(self, wish: object, emit: Callable[[], None]) -> None:
        """Emit a signal on the thread of this object, unless the shortcut was switched meanwhile."""
        if wish is self._wish:
            emit()
