"""Notifications and their buttons, as plain data. Their texts are plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Action:
    """A button: `label` is its text, `run` is called on the GUI thread when it is pressed.

    Idents are unique within a notification. D-Bus reserves `default` for a click on none of the buttons.
    """

    ident: str
    label: str
    run: Callable[[], object] = field(compare=False)


@dataclass(frozen=True)
class Notification:
    """A message to the user. `ident` distinguishes it from others with the same text."""

    title: str
    message: str
    actions: tuple[Action, ...] = ()
    ident: str = field(default_factory=lambda: uuid4().hex)

    def action(self, ident: str) -> Action | None:
        """The action with this ident, if there is one."""
        return next((action for action in self.actions if action.ident == ident), None)
