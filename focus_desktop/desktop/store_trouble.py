"""Tells that the store cannot be used in the background: once, as long as it holds, and what to do."""

from __future__ import annotations

import logging
import time
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop import refusals
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.window.banner import Banner
    from focus_desktop.model.errors import FocusError

log = logging.getLogger(__name__)

PASSING = {StoreProblem.LOCKED, StoreProblem.BUSY}
"""Another program holds the store for a moment; that is told only if the moment is long."""
TOLD_AFTER_S = 3.0


class Purpose(Enum):
    """What the store was needed for."""

    OPENING = auto()
    READING = auto()
    RECORDING = auto()


class StoreTrouble(QObject):
    """Keeps one message for all that fails, and withdraws it when everything works again."""

    try_again_requested = Signal()

    def __init__(self, messages: MessageRouter) -> None:
        super().__init__()
        self._messages = messages
        self._since: dict[Purpose, float] = {}
        """Since when each purpose has failed, by the monotonic clock."""
        self._told: object = None
        """The reason that was told."""
        self._message: Message | None = None

    def report_failure(self, purpose: Purpose, error: FocusError) -> None:
        """Something failed; it will be tried again."""
        since = self._since.setdefault(purpose, time.monotonic())
        reason = error.reason if isinstance(error, StoreUnavailable) else type(error)
        is_passing = reason in PASSING and time.monotonic() - since < TOLD_AFTER_S
        if is_passing or reason == self._told:
            return
        self._withdraw()
        self._told = reason
        log.warning("%s (%r)", error, error.__cause__)
        actions = (Action("try-again", _("Try again"), self._try_again),)
        self._message = self._messages.tell(refusals.title(error), refusals.sentence(error), actions)

    def report_success(self, purpose: Purpose) -> None:
        """What failed before works again."""
        if self._since.pop(purpose, None) is not None and not self._since:
            self._withdraw()

    def is_shown_by(self, banner: Banner) -> bool:
        """Whether the banner shows what this has told."""
        return self._message is not None and self._message is banner.shown

    def _try_again(self) -> None:
        self._told = None  # A failure of this try is told.
        self.try_again_requested.emit()

    def _withdraw(self) -> None:
        self._told = None
        if self._message is not None:
            self._message.withdraw()
            self._message = None
