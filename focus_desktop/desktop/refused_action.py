"""Shows that a user action was refused, and why, until that is settled."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from focus_desktop import refusals
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.model.errors import FocusError

LOOK_AGAIN_MS = 2000
"""Milliseconds between two looks whether a store that refused an action can be written again."""
NEEDS_MENDING = {StoreProblem.DAMAGED, StoreProblem.UNREADABLE_VALUE, StoreProblem.UNKNOWN}
"""Reasons that do not end by themselves, and that a store which can be written may still have."""


class ActionKind(StrEnum):
    """Until an action is answered, another of its kind is ignored, as after a double click."""

    START = auto()
    PAUSE = auto()
    RESUME = auto()
    EXTEND = auto()
    EDIT = auto()
    END = auto()
    DELETE = auto()
    UNDO = auto()
    QUEST = auto()
    PROGRESS = auto()
    GAP = auto()


ABOUT_ACTIVE_SESSION = {
    ActionKind.PAUSE,
    ActionKind.RESUME,
    ActionKind.EXTEND,
    ActionKind.EDIT,
    ActionKind.END,
}


class RefusedAction(QObject):
    """The action that was refused last.

    If the store was the reason, the action can be tried again by a button, and the message changes as soon
    as the store can be written again.
    """

    repair_requested = Signal(object)
    """What can be done about the store is to be shown. The argument is the StoreUnavailable."""

    def __init__(self, store: StoreThread, messages: MessageRouter) -> None:
        super().__init__()
        self._store = store
        self._messages = messages
        self._message: Message | None = None
        self._kind: ActionKind | None = None
        """The kind of the action, if the store was the reason."""
        self.tells_of_store = False
        """Whether the message says that the store cannot be used."""
        self._title = ""
        self._actions: tuple[Action, ...] = ()
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.setInterval(LOOK_AGAIN_MS)
        self._next_look.timeout.connect(self._look_at_store)

    def show_refusal(self, kind: ActionKind, error: FocusError, again: Callable[[], object]) -> None:
        """Show why an action of this kind was refused; `again` asks for the same action."""
        self.withdraw()
        if not isinstance(error, StoreUnavailable):
            self._message = self._messages.tell_error(error)
            return
        self._kind, self.tells_of_store = kind, True
        is_known = error.reason is not StoreProblem.OUTCOME_UNKNOWN
        self._title = _not_done(kind) if is_known else refusals.title(error)
        self._actions = actions_about(error, again, self.repair_requested.emit)
        self._message = self._messages.tell_error(error, self._actions, title=self._title)
        if error.reason not in NEEDS_MENDING:
            self._next_look.start()

    def withdraw(self) -> None:
        """Hide the message: the user has asked for something else, or has dismissed it."""
        self._next_look.stop()
        self._kind, self.tells_of_store = None, False
        if self._message is not None:
            self._message.withdraw()
            self._message = None

    def settle_active_session(self) -> None:
        """The active session has ended: that it could not be paused or ended before is out of date."""
        if self._kind in ABOUT_ACTIVE_SESSION:
            self.withdraw()

    def _look_at_store(self) -> None:
        self._store.query(
            lambda controller: controller.check_writable(),
            done=lambda _nothing: self._tell_usable(),
            refused=lambda _error: self._look_again(),
        )

    def _look_again(self) -> None:
        if self._kind is not None:
            self._next_look.start()

    def _tell_usable(self) -> None:
        if self._kind is not None and self._message is not None:
            self.tells_of_store = False
            self._message.withdraw()
            usable = _("The data can be used again.")
            self._message = self._messages.tell(self._title, usable, self._actions)


def actions_about(
    error: FocusError, again: Callable[[], object], repair: Callable[[FocusError], object]
) -> tuple[Action, ...]:
    """What is offered after the store has refused something; `repair` shows what can be done about it."""
    try_again = Action("try-again", _("Try again"), again)
    from focus_desktop.model.store_repair import remedies  # noqa: PLC0415 — start-up would wait for it

    if not isinstance(error, StoreUnavailable) or not remedies(error.reason, is_own_place=True):
        return (try_again,)
    return (Action("repair", _("What can be done…"), lambda: repair(error)), try_again)


def _not_done(kind: ActionKind) -> str:
    return {
        ActionKind.START: _("The session could not be started"),
        ActionKind.PAUSE: _("The session could not be paused"),
        ActionKind.RESUME: _("The session could not be resumed"),
        ActionKind.EXTEND: _("The session could not be extended"),
        ActionKind.EDIT: _("The session could not be changed"),
        ActionKind.END: _("The session could not be ended"),
        ActionKind.DELETE: _("The session could not be deleted"),
        ActionKind.UNDO: _("The session could not come back"),
        ActionKind.QUEST: _("The quest could not be saved"),
        ActionKind.PROGRESS: _("The progress could not be saved"),
        ActionKind.GAP: _("The answer about the gap could not be saved"),
    }[kind]
