"""Offers to undo what has just been cancelled or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop import wording
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.model.session_snapshot import SessionSnapshot
    from focus_desktop.model.status import SessionStatus

OFFERED_MS = 10_000
"""Milliseconds for which a notice offers it."""


class UndoOffer(QObject):
    """Holds the newest session that can come back. One that was active can do so only while it is offered.

    Its time goes on meanwhile: later it would have counted hours in which nobody meant to work.
    """

    changed = Signal(bool)
    """Whether there is something that can be undone now."""
    undo_requested = Signal(object)
    """The argument is the SessionSnapshot of the session that is to come back."""

    def __init__(self, messages: MessageRouter) -> None:
        super().__init__()
        self._messages = messages
        self._snapshot: SessionSnapshot | None = None
        self._message: Message | None = None
        self._time_limit = QTimer(self)
        self._time_limit.setSingleShot(True)
        self._time_limit.timeout.connect(self._end_offer)

    def offer(self, snapshot: SessionSnapshot, status: SessionStatus | None) -> None:
        """Offer to undo what has given the session this status; None for a deletion."""
        self.withdraw()
        self._snapshot = snapshot
        record = snapshot.record
        title = _("Session deleted") if status is None else _("Session cancelled")
        about = (
            wording.kept(record, snapshot.moment)
            if record.is_active
            else wording.shortened(wording.title(record))
        )
        self._message = self._messages.tell(title, about, [Action("undo", _("Undo"), self.undo)])
        self._time_limit.start(OFFERED_MS)
        self.changed.emit(True)

    def undo(self) -> None:
        """Ask for the session to come back."""
        snapshot = self._snapshot
        self.withdraw()
        if snapshot is not None:
            self.undo_requested.emit(snapshot)

    def withdraw(self) -> None:
        """Offer nothing more."""
        self._hide()
        if self._snapshot is not None:
            self._snapshot = None
            self.changed.emit(False)

    def _end_offer(self) -> None:
        if self._snapshot is not None and self._snapshot.record.is_active:
            self.withdraw()
        else:
            self._hide()  # Ctrl+Z still undoes it.

    def _hide(self) -> None:
        self._time_limit.stop()
        if self._message is not None:
            self._message.withdraw()
            self._message = None
