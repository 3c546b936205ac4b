"""What people are told outside the window, and what they can answer. Plain data, plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Action:
    """A button: `label` is what people read, `run` is what it does, on the GUI thread.

    Idents differ within a notification. `default` is reserved: D-Bus uses it for a click beside the buttons.
    """

    ident: str
    label: str
    run: Callable[[], object] = field(compare=False)


@dataclass(frozen=True)
class Notification:
    """A message to a person. `ident` tells it from another one with the same words."""

    title: str
    message: str
    actions: tuple[Action, ...] = ()
    ident: str = field(default_factory=lambda: uuid4().hex)

    def action(self, ident: str) -> Action | None:
        """The action with this ident, if there is one."""
        return next((action for action in self.actions if action.ident == ident), None)
