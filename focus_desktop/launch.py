"""What a launch of the app asks for. A second launch sends it to the process that is already running."""

from __future__ import annotations

import json
from typing import NamedTuple

MINUTES = range(1, 24 * 60 + 1)
"""The lengths of session that can be asked for."""
LONGEST_TEXT = 4096
"""Characters of a launch as text."""
LONGEST_TOKEN = 1000
"""Characters of an activation token."""


class Launch(NamedTuple):
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
        return json.dumps(self._asdict())

    @classmethod
    def from_text(cls, text: str) -> Launch:
        """Read what `as_text` returned. Raises ValueError for every other text."""
        if len(text) > LONGEST_TEXT:
            raise ValueError("too long")
        try:
            launch = cls(**json.loads(text))
        except (TypeError, RecursionError) as error:
            raise ValueError(str(error)) from error
        if not launch._is_valid():
            raise ValueError("a value of the wrong kind")
        return launch

    def _is_valid(self) -> bool:
        flags, minutes = (self.minimized, self.start_last, self.complete), self.start
        return (
            all(isinstance(flag, bool) for flag in flags)
            and (minutes is None or (type(minutes) is int and minutes in MINUTES))
            and self.activation_token == usable_token(self.activation_token)
        )


def usable_token(text: object) -> str | None:
    """The text, if it can be an activation token; else None."""
    is_token = isinstance(text, str) and text.isascii() and text.isprintable() and len(text) <= LONGEST_TOKEN
    return str(text) if is_token else None
