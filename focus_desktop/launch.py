"""What a launch of the app asks for. A second launch sends it to the process that is already running."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Launch:
    """What a double-click, an action of the desktop entry or autostart asks for."""

    minimized: bool = False
    """Show only the tray icon; the window if there is no tray."""
    start: int | None = None
    """Start a session of this many minutes, 1 to 1440."""
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
        """Return the launch as one line of JSON, which `from_text` reads."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Launch:
        """Read what `as_text` returned. Raises ValueError for text that is not JSON or has other fields."""
        try:
            return cls(**json.loads(text))
        except TypeError as error:
            raise ValueError(str(error)) from error
