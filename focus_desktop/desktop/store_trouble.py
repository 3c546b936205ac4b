"""Shows that background work on the store fails, until it succeeds again."""

from __future__ import annotations

import time
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.desktop.refused_action import actions_about
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.refused_action import RefusedAction
    from focus_desktop.desktop.window.banner import Banner
    from focus_desktop.model.errors import FocusError

PASSING = {StoreProblem.LOCKED, StoreProblem.BUSY}
"""Reasons that usually last only a moment: reading and recording show them only after `TOLD_AFTER_S`."""
TOLD_AFTER_S = 3.0
"""Seconds."""


class Purpose(Enum):
    """What the store was needed for."""

    READING = auto()
    RECORDING = auto()
    SAVING = auto()
    """What was done with the running session waits to be saved."""


class StoreTrouble(QObject):
    """Shows one message for all failures, and withdraws it when everything works again.

    It shows none while a refused action says the same.
    """

    try_again_requested = Signal()
    answers_again = Signal()
    """Something that failed before has worked."""
    repair_requested = Signal(object)
    """What can be done about a store is to be shown. The argument is the StoreUnavailable."""

    def __init__(self, messages: MessageRouter, refused: RefusedAction) -> None:
        super().__init__()
        self._messages = messages
        self._refused = refused
        self._since: dict[Purpose, float] = {}
        """When each purpose that fails failed first, by the monotonic clock."""
        self._shown_reason: object = None
        """The reason that the message gives."""
        self._message: Message | None = None

    def report_failure(self, purpose: Purpose, error: FocusError) -> None:
        """Take note that something failed which will be tried again; show why."""
        since = self._since.setdefault(purpose, time.monotonic())
        reason = error.reason if isinstance(error, StoreUnavailable) else type(error)
        is_passing = reason in PASSING and time.monotonic() - since < TOLD_AFTER_S
        if is_passing or reason == self._shown_reason or self._refused.tells_of_store:
            return
        self._withdraw()
        self._shown_reason = reason
        actions = actions_about(error, self._try_again, self.repair_requested.emit)
        title = _("Saved as soon as that is possible") if Purpose.SAVING in self._since else ""
        self._message = self._messages.tell_error(error, actions, title=title)

    def forget_shown(self) -> None:
        """Show the next failure even if the same was shown before."""
        self._shown_reason = None

    def report_success(self, purpose: Purpose) -> None:
        """Take note that it worked; withdraw the message if nothing fails any more."""
        if self._since.pop(purpose, None) is None:
            return
        if not self._since:
            self._withdraw()
        self.answers_again.emit()

    def is_shown_by(self, banner: Banner) -> bool:
        """Whether the banner shows the message of this object."""
        return self._message is not None and self._message is banner.shown

    def _try_again(self) -> None:
        self.forget_shown()
        self.try_again_requested.emit()

    def _withdraw(self) -> None:
        self._shown_reason = None
        if self._message is not None:
            self._message.withdraw()
            self._message = None
