"""What people are told outside the window, and what they may answer. Plain data, plain text."""

from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True)
class Action:
    """An answer: `key` is what comes back, `label` is what people read.

    Keys differ within a notice. `default` is not for use: D-Bus means a click on the notice by it.
    """

    key: str
    label: str


@dataclass(frozen=True)
class Notification:
    """A message to a person. `ident` tells it from another with the same words."""

    title: str
    message: str
    actions: tuple[Action, ...] = ()
    ident: str = field(default_factory=lambda: uuid4().hex)
