"""Passwords of database servers: in the system's keyring, or without one in memory until the process ends.

Never in a file of ours and never in a log. `keyring` takes a quarter of a second to import, so it is imported
when a server is in use, and not before.
"""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING

from focus_desktop import paths

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from focus_desktop.model.database_server import DatabaseServer

log = logging.getLogger(__name__)

_of_this_run: dict[str, str] = {}
"""By account. What the keyring could not take."""


def password_of(server: DatabaseServer) -> str | None:
    """The password of a server; None if it is not known, and libpq looks for it (`PGPASSWORD`, `~/.pgpass`).

    The system may ask the person to unlock the keyring; until that is answered this does not return.
    """
    if server.account in _of_this_run:
        return _of_this_run[server.account]
    try:
        backend = _backend()
        if backend is None or not _has_collection(backend):
            return None
        return backend.get_password(paths.APP_NAME, server.account)
    except Exception as error:  # noqa: BLE001 — every keyring has errors of its own
        log.warning("the keyring does not give the password: %s", type(error).__name__)
        return None


def keep_password(server: DatabaseServer, password: str) -> bool:
    """Keep the password of a server; return whether it is kept after this run, which needs a keyring."""
    _of_this_run[server.account] = password
    try:
        backend = _backend()
        if backend is None:
            return False
        backend.set_password(paths.APP_NAME, server.account, password)
    except Exception as error:  # noqa: BLE001 — every keyring has errors of its own
        log.warning("the keyring does not take the password: %s", type(error).__name__)
        return False
    del _of_this_run[server.account]
    return True


def _has_collection(backend: KeyringBackend) -> bool:
    """Whether anything can be in it. Reading a Secret Service without a collection would ask for one."""
    if type(backend).__module__ != "keyring.backends.SecretService":
        return True
    import secretstorage  # noqa: PLC0415 — as above

    with closing(secretstorage.dbus_init()) as bus:
        found = [one.collection_path for one in secretstorage.get_all_collections(bus)]
    return any(not path.endswith("/session") for path in found)  # That one ends with the login.


def _backend() -> KeyringBackend | None:
    """The keyring of this system; None without one. Those that write plain files do not count."""
    import keyring  # noqa: PLC0415 — slow to import

    backend = keyring.get_keyring()
    name = type(backend).__module__
    is_usable = name.startswith("keyring.backends.") and not name.endswith((".fail", ".null"))
    return backend if is_usable else None
