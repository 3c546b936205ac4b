"""What can be undone and done again, on all pages, and the notice that offers to undo what was just done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.model.errors import FocusError

    Done = Callable[[object], object]
    Refused = Callable[[FocusError], object]

OFFERED_MS = 10_000
"""Milliseconds for which a notice offers to undo something."""
TOLD_MS = 4_000
"""Milliseconds for which a notice tells what was undone, which may be on a page that is not seen."""
MOST_REMEMBERED = 200
"""Actions that can be undone, one after the other."""


class Step(Protocol):
    """Changes the store, and then calls one of the two, on the GUI thread."""

    def __call__(self, done: Done, refused: Refused) -> object: ...


class _Command(QUndoCommand):
    """An action that was done in the store.

    Qt's own `undo` and `redo` do nothing: the stack moves only after the store has answered.
    """

    def __init__(self, text: str, undo: Step, redo: Step | None, *, is_brief: bool) -> None:
        super().__init__(text)
        self.undo_step = undo
        self.redo_step = redo
        self.is_brief = is_brief


class UndoHistory(QObject):
    """Holds how the newest actions are undone, and how those that were undone are done again.

    A session that was active can come back only while a notice offers it, because its time goes on
    meanwhile: later it would have counted hours in which nobody meant to work.
    """

    changed = Signal()
    """Something else can be undone or done again now."""

    def __init__(self, messages: MessageRouter) -> None:
        super().__init__()
        self._messages = messages
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(MOST_REMEMBERED)
        self._stack.indexChanged.connect(self.changed)
        self._is_waiting = False
        """Whether the store has not yet answered the last `undo` or `redo`."""
        self._message: Message | None = None
        self._time_limit = QTimer(self)
        self._time_limit.setSingleShot(True)
        self._time_limit.timeout.connect(self._end_offer)

    @property
    def undo_text(self) -> str | None:
        """What `undo` would undo; None if there is nothing."""
        return self._stack.undoText() if self._stack.canUndo() else None

    @property
    def redo_text(self) -> str | None:
        """What `redo` would do again; None if there is nothing."""
        return self._stack.redoText() if self._stack.canRedo() else None

    def push(self, text: str, undo: Step, redo: Step | None = None, *, is_brief: bool = False) -> None:
        """Remember how to undo what was just done; `text` names it. Without `redo` it is then forgotten."""
        self._end_offer()
        self._stack.push(_Command(text, undo, redo, is_brief=is_brief))

    def offer(self, title: str, about: str) -> None:
        """Offer by a notice, for a while, to undo the newest action."""
        self._tell(title, about, Action("undo", _("Undo"), self.undo), OFFERED_MS)

    def undo(self) -> None:
        """Undo the newest action, if there is one."""
        self._hide()
        command = self._newest()
        if command is not None and not self._is_waiting:
            self._is_waiting = True
            command.is_brief = False
            command.undo_step(partial(self._move_back, command), partial(self._drop, command))

    def redo(self) -> None:
        """Do again what was undone last, if there is something."""
        self._hide()
        command = self._stack.command(self._stack.index()) if self._stack.canRedo() else None
        if isinstance(command, _Command) and command.redo_step is not None and not self._is_waiting:
            self._is_waiting = True
            command.redo_step(partial(self._move_forward, command), partial(self._drop_undone, command))

    def withdraw(self) -> None:
        """Forget all of it."""
        self._hide()
        self._stack.clear()

    def _newest(self) -> _Command | None:
        command = self._stack.command(self._stack.index() - 1) if self._stack.canUndo() else None
        assert command is None or isinstance(command, _Command)
        return command

    def _move_back(self, command: _Command, _answer: object) -> None:
        self._is_waiting = False
        if command is self._newest():
            command.setObsolete(command.redo_step is None)
            self._stack.undo()
            if command.redo_step is not None:
                self._tell(_("Undone"), command.text(), Action("redo", _("Redo"), self.redo), TOLD_MS)

    def _move_forward(self, command: _Command, _answer: object) -> None:
        self._is_waiting = False
        if self._stack.canRedo() and command is self._stack.command(self._stack.index()):
            self._stack.redo()
            self._tell(_("Done again"), command.text(), Action("undo", _("Undo"), self.undo), TOLD_MS)

    def _drop(self, command: _Command, error: FocusError) -> None:
        """Forget an action that cannot be undone; if only the store is in the way, it can be tried again."""
        self._is_waiting = False
        if not isinstance(error, StoreUnavailable) and command is self._newest():
            command.setObsolete(True)
            self._stack.undo()

    def _drop_undone(self, command: _Command, error: FocusError) -> None:
        self._is_waiting = False
        if isinstance(error, StoreUnavailable) or not self._stack.canRedo():
            return
        if command is self._stack.command(self._stack.index()):
            command.setObsolete(True)
            self._stack.redo()

    def _end_offer(self) -> None:
        """Hide the notice. Ctrl+Z still undoes what it has offered, unless that was brief."""
        self._hide()
        command = self._newest()
        if command is not None and command.is_brief:
            command.setObsolete(True)
            self._stack.undo()

    def _tell(self, title: str, about: str, action: Action, milliseconds: int) -> None:
        """Tell what was done, and offer for a while to do the opposite."""
        self._hide()
        self._message = self._messages.tell(title, about, [action])
        self._time_limit.start(milliseconds)

    def _hide(self) -> None:
        self._time_limit.stop()
        if self._message is not None:
            self._message.withdraw()
            self._message = None
