"""Offers to undo what has just been done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop import wording
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.model.session_snapshot import SessionSnapshot
    from focus_desktop.model.status import SessionStatus

OFFERED_MS = 10_000
"""Milliseconds for which a notice offers it."""


class UndoOffer(QObject):
    """Holds how the newest actions are undone, one after the other.

    A session that was active can come back only while a notice offers it, because its time goes on
    meanwhile: later it would have counted hours in which nobody meant to work.
    """

    changed = Signal(bool)
    """Whether there is something that can be undone now."""
    undo_requested = Signal(object)
    """The argument is the SessionSnapshot of the session that is to come back."""

    def __init__(self, messages: MessageRouter) -> None:
        super().__init__()
        self._messages = messages
        self._undos: list[Callable[[], object]] = []
        """How to undo, the newest last."""
        self._is_brief = False
        """Whether the newest can be undone only while a notice offers it."""
        self._message: Message | None = None
        self._time_limit = QTimer(self)
        self._time_limit.setSingleShot(True)
        self._time_limit.timeout.connect(self._end_offer)

    def offer(self, undo: Callable[[], object], *, is_brief: bool = False) -> None:
        """Let `undo` be called, without a notice; what was offered before is undone after it."""
        self._end_offer()
        self._undos.append(undo)
        self._is_brief = is_brief
        self.changed.emit(True)

    def offer_session(self, snapshot: SessionSnapshot, status: SessionStatus | None) -> None:
        """Offer by a notice to undo what has given the session this status; None for a deletion."""
        record = snapshot.record
        self.offer(partial(self.undo_requested.emit, snapshot), is_brief=record.is_active)
        title = _("Session deleted") if status is None else _("Session cancelled")
        about = (
            wording.kept(record, snapshot.moment)
            if status is not None and record.is_active
            else wording.shortened(wording.title(record))
        )
        self._message = self._messages.tell(title, about, [Action("undo", _("Undo"), self.undo)])
        self._time_limit.start(OFFERED_MS)

    def undo(self) -> None:
        """Undo the newest action, if that can be undone."""
        self._hide()
        if self._undos:
            undo = self._undos.pop()
            self._is_brief = False
            self.changed.emit(bool(self._undos))
            undo()

    def withdraw(self) -> None:
        """Offer nothing more."""
        self._hide()
        self._undos.clear()
        self._is_brief = False
        self.changed.emit(False)

    def _end_offer(self) -> None:
        """Hide the notice. Ctrl+Z still undoes what it has offered, unless that was brief."""
        self._hide()
        if self._is_brief:
            self._undos.pop()
            self._is_brief = False
            self.changed.emit(bool(self._undos))

    def _hide(self) -> None:
        self._time_limit.stop()
        if self._message is not None:
            self._message.withdraw()
            self._message = None
