"""Where the data is: what the environment says, else a server of the settings, else the usual file."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from focus_desktop import atomic_file, database_password, paths
from focus_desktop.model.errors import StoreProblem, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from focus_desktop.clock import Clock
    from focus_desktop.model.database_server import DatabaseServer, ServerFacts
    from focus_desktop.settings import Settings


_PASSWORD_NEEDED = {StoreProblem.PASSWORD_MISSING, StoreProblem.PASSWORD_WRONG}


class DataPlace:
    """Asked anew each time: another process may have changed the settings. Safe on any thread."""

    def __init__(self, settings: Callable[[], Settings], usual_file: Path, clock: Clock) -> None:
        self._settings = settings
        self.usual_file = usual_file
        """Where the data is if nothing else is chosen."""
        self._clock = clock

    @property
    def is_forced(self) -> bool:
        """Whether the environment says where the data is, so that no setting counts."""
        return paths.forced_database_url() is not None

    @property
    def server(self) -> DatabaseServer | None:
        """The server of the settings; None if the data is elsewhere."""
        url = None if self.is_forced else self._settings().database_server
        return None if url is None else _server_of(url)

    @property
    def server_of_before(self) -> DatabaseServer | None:
        """The server on which the data was last, if the settings do not say so any more."""
        return self._noted_server() if self.server is None else None

    @property
    def url(self) -> str:
        """The SQLAlchemy URL, without the password of a server of the settings."""
        server = self.server
        return self._url_without_server() if server is None else server.url()

    @property
    def name(self) -> str:
        """Where the data is, for people; not of use if the environment has decided."""
        server = self.server
        return str(self.usual_file) if server is None else server.account

    def url_to_open(self) -> str:
        """The URL with the password, as far as it is known. May wait until the keyring is unlocked.

        Raises StoreUnavailable if the data was on a server and the settings, which were damaged perhaps, do
        not say so any more: there would be two histories.
        """
        server = self.server
        if server is not None:
            self._note_server(server)
            return self.url_of(server)
        before = self._noted_server()
        if before is not None:
            raise StoreUnavailable(StoreProblem.PLACE_UNKNOWN, place=before.account)
        return self._url_without_server()

    def use_this_computer(self) -> None:
        """Note that the data is in the usual file from now on."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        """A file beside the usual one that names the server, in case the settings are lost."""
        return self.usual_file.with_name("database-server")

    def _noted_server(self) -> DatabaseServer | None:
        if not self.is_forced:
            with suppress(OSError, ValueError):
                return _server_of(self._note.read_text(encoding="utf-8"))
        return None

    def _note_server(self, server: DatabaseServer) -> None:
        with suppress(OSError):
            if not self._note.exists() or self._note.read_text(encoding="utf-8") != server.url():
                atomic_file.write(self._note, server.url())

    def _url_without_server(self) -> str:
        return paths.forced_database_url() or paths.sqlite_url(self.usual_file)

    def url_of(self, server: DatabaseServer) -> str:
        """The URL of another server, with its password as far as it is known."""
        return server.url(database_password.password_of(server))

    def check(self, server: DatabaseServer, password: str | None) -> ServerFacts:
        """Try a server, with the password that is known of it if none is given; takes some seconds at most.

        Raises StoreUnavailable with what is in the way. Nothing is changed there.
        """
        from focus_desktop.store.server_check import check_server  # noqa: PLC0415 — loads psycopg

        try:
            return check_server(server, password, self._clock.now)
        except StoreUnavailable as error:
            if password is not None or error.reason not in _PASSWORD_NEEDED:
                raise
            # Not before: the system may ask the person to unlock the keyring.
            known = database_password.password_of(server)
            if known is None:
                raise
            return check_server(server, known, self._clock.now)

    @staticmethod
    def keep_password(server: DatabaseServer, password: str) -> bool:
        """Keep a password in the system's keyring; return whether there is one."""
        return database_password.keep_password(server, password)


def parsed_address(url: str) -> DatabaseServer:
    """The server of an address that a person has typed. Raises StoreUnavailable."""
    from focus_desktop.model.database_server import has_password, server_of  # noqa: PLC0415 — see below

    try:
        server, is_secret = server_of(url), has_password(url)
    except ValueError as error:
        raise StoreUnavailable(StoreProblem.SERVER_ADDRESS) from error
    if is_secret:
        raise StoreUnavailable(StoreProblem.PASSWORD_IN_ADDRESS)
    return server


def _server_of(url: str) -> DatabaseServer:
    from focus_desktop.model.database_server import server_of  # noqa: PLC0415 — few people have a server

    return server_of(url)
