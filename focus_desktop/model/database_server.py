"""The address of a PostgreSQL server with a database for our data, and what a test of it has found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from datetime import timedelta

PORT = 5432
HIGHEST_PORT = 65535
_SCHEMES = {"postgresql", "postgres", "postgresql+psycopg"}
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
_SECRETS = {"password", "sslpassword"}


class Tls(StrEnum):
    """How a connection is encrypted: libpq's `sslmode`."""

    DISABLE = "disable"
    ALLOW = "allow"
    PREFER = "prefer"
    REQUIRE = "require"
    VERIFY_CA = "verify-ca"
    VERIFY_FULL = "verify-full"


def usual_tls(host: str) -> Tls:
    """What is used if nothing else is chosen: other computers must encrypt."""
    return Tls.PREFER if host in _LOCAL_HOSTS or host.startswith("/") else Tls.REQUIRE


@dataclass(frozen=True)
class DatabaseServer:
    """Where a database is, and as whom it is used. The password is kept elsewhere."""

    host: str
    """A name, an address, or the folder of a Unix socket."""
    database: str
    user: str
    port: int = PORT
    tls: Tls = Tls.REQUIRE
    root_certificate: str = ""
    """The file with the certificates that are trusted; empty for libpq's usual one."""
    others: tuple[tuple[str, str], ...] = ()
    """Further parameters of libpq, by name."""

    @property
    def account(self) -> str:
        """Under which name the keyring has the password."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"

    def url(self, password: str | None = None) -> str:
        """The SQLAlchemy URL."""
        secret = "" if password is None else f":{_quoted(password)}"
        options = [("sslmode", self.tls.value)]
        if self.root_certificate:
            options.append(("sslrootcert", self.root_certificate))
        options.extend(self.others)
        host = f"[{self.host}]" if ":" in self.host else _quoted(self.host)
        if self.host.startswith("/"):
            options.insert(0, ("host", self.host))
            host = ""
        place = f"{host}:{self.port}"
        return (
            f"postgresql://{_quoted(self.user)}{secret}@{place}/{_quoted(self.database)}?{urlencode(options)}"
        )


def server_of(url: str) -> DatabaseServer:
    """The server of a URL, whose password is left out. Raises ValueError if it names none."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    user = unquote(parts.username or "") or options.pop("user", "")
    database = unquote(parts.path.removeprefix("/")) or options.pop("dbname", "")
    if parts.scheme not in _SCHEMES or not (host and user and database):
        raise ValueError("a PostgreSQL URL names a host, a user and a database")
    port = int(options.pop("port", PORT if parts.port is None else parts.port))
    if not 1 <= port <= HIGHEST_PORT:
        raise ValueError("no such port")
    return DatabaseServer(
        host=host,
        database=database,
        user=user,
        port=port,
        tls=Tls(options.pop("sslmode", usual_tls(host))),
        root_certificate=options.pop("sslrootcert", ""),
        others=tuple((name, value) for name, value in options.items() if name not in _SECRETS),
    )


def has_password(url: str) -> bool:
    """Whether a URL has a password in it."""
    parts = urlsplit(url)
    return parts.password is not None or not _SECRETS.isdisjoint(dict(parse_qsl(parts.query)))


def is_address(url: str) -> bool:
    """Whether a URL is that of a PostgreSQL server, without a password."""
    try:
        server_of(url)
        return not has_password(url)
    except ValueError:
        return False


@dataclass(frozen=True)
class ServerFacts:
    """What a test of a server has found. Nothing is in the way of its use."""

    version: str
    is_encrypted: bool
    sessions: int | None
    """That are stored there; None if the database is empty."""
    clock_ahead: timedelta
    """By how much the server's clock is ahead of this computer's; negative if it is behind."""


def _quoted(text: str) -> str:
    return quote(text, safe="")
