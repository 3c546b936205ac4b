"""What a launch of the window asks for. Only one runs: a second launch hands its wish over to the first."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Launch:
    """A double-click, an action of the desktop entry, or the login."""

    minimized: bool = False
    """Only the tray, if there is one."""
    start: int | None = None
    """Start a session of so many minutes, 1 to 1440."""
    start_last: bool = False
    """Start the last session again."""
    complete: bool = False
    """Complete the running session."""
    activation_token: str | None = None
    """The desktop's permission to take the keyboard, for who was clicked on."""

    def as_text(self) -> str:
        """One line, for `from_text`."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Launch:
        """Read it back. Raises ValueError for what no launch has written."""
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(str(error)) from error
