"""What a launch of the app asks for; a second launch hands it to the process that runs already."""

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
    """XDG activation token: lets the window take focus on Wayland."""

    @property
    def asks_for_action(self) -> bool:
        """Whether a session is to be started or completed."""
        return self.start is not None or self.start_last or self.complete

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
