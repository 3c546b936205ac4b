"""The secret that a program must know to use the HTTP API: a file that only its owner can read."""

import logging
import secrets
from pathlib import Path

from focus_desktop import atomic_file, private_files
from focus_desktop.model.errors import Refusal, TokenUnavailable

log = logging.getLogger(__name__)

BYTES = 32
_SHORTEST = len(secrets.token_urlsafe(BYTES))


class ApiToken:
    """Reads the token anew each time, so that a new one counts at once in every process."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def current(self) -> str:
        """The token, 256 random bits as text; made at the first call. Raises TokenUnavailable."""
        try:
            token = atomic_file.read(self._path).decode().strip()
            self._keep_private()
        except FileNotFoundError:
            return self.rotate()
        except OSError as error:
            raise self._unavailable(Refusal.TOKEN_NOT_READABLE, error) from error
        except UnicodeDecodeError as error:
            raise TokenUnavailable(Refusal.TOKEN_NOT_TEXT, path=self._path) from error
        if len(token) < _SHORTEST or not token.isascii():
            return self.rotate()  # Too weak to be one of ours.
        return token

    def rotate(self) -> str:
        """A new token; the old one counts no more. Raises TokenUnavailable."""
        token = secrets.token_urlsafe(BYTES)
        try:
            atomic_file.write(self._path, token + "\n")
        except OSError as error:
            raise self._unavailable(Refusal.TOKEN_NOT_WRITABLE, error) from error
        return token

    def _keep_private(self) -> None:
        if private_files.make_private(self._path):
            log.warning("others could read %s; consider a new token", self._path)

    def _unavailable(self, code: Refusal, error: OSError) -> TokenUnavailable:
        return TokenUnavailable(code, path=self._path, cause=error.strerror)
