"""The token that a program must send to use the HTTP API, kept in a file that only its owner can read."""

import logging
import os
import secrets
from pathlib import Path

from focus_desktop import atomic_file
from focus_desktop.model.errors import TokenUnavailable

log = logging.getLogger(__name__)

BYTES = 32
"""Random bytes of a token."""
_LENGTH = len(secrets.token_urlsafe(BYTES))
"""Characters of a token."""
_GROUP_AND_OTHERS = 0o077
"""The permissions of everybody but the file's owner."""


class ApiToken:
    """Reads the file each time, so that a new token is valid in every process at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def current(self) -> str:
        """Return the token, 256 random bits as text; make one if there is none. Raises TokenUnavailable."""
        try:
            token = self._path.read_text(encoding="utf-8").strip()
            self._make_private()
        except FileNotFoundError:
            return self.rotate()
        except (OSError, UnicodeDecodeError) as error:
            raise _unavailable("read", self._path, error) from error
        if len(token) < _LENGTH or not token.isascii():
            return self.rotate()  # The app did not write it, and it may be easy to guess.
        return token

    def rotate(self) -> str:
        """Make a new token and return it; the old one becomes invalid. Raises TokenUnavailable."""
        token = secrets.token_urlsafe(BYTES)
        try:
            atomic_file.write(self._path, token + "\n")
        except OSError as error:
            raise _unavailable("written", self._path, error) from error
        return token

    def _make_private(self) -> None:
        if os.name == "posix" and self._path.stat().st_mode & _GROUP_AND_OTHERS:
            log.warning("others could read %s; consider a new token", self._path)
            self._path.chmod(0o600)


def _unavailable(done: str, path: Path, error: Exception) -> TokenUnavailable:
    reason = error.strerror if isinstance(error, OSError) else "it is no text"
    advice = "`focus-desktop token --rotate` makes a new one"
    return TokenUnavailable(f"The API token in {path} cannot be {done} ({reason}); {advice}.")
