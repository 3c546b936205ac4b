"""A PostgreSQL server for the tests: its own cluster in a temporary folder, on a Unix socket only."""

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import make_url


class PostgresServer:
    """A server that runs while this is entered. Without PostgreSQL tests fail; they are not skipped."""

    port = 5432

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="focus-postgres-"))
        self._numbers = itertools.count(1)
        # PostgreSQL refuses to run as root; its package has made a user for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)

    def __enter__(self) -> Self:
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8")
        self._prepare()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server, which recovers from its log if it was broken off."""
        # The server goes on with a statement whose client was interrupted: the limit ends it.
        options = f"-k {self._folder} -c fsync=off -c statement_timeout=20s {self._options()}"
        self._run("pg_ctl", "start", "--wait", "--silent", "--options", options)

    def stop(self) -> None:
        """End all processes of the server at once, in the middle of what they do, as in a crash."""
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Do a statement as the superuser."""
        with psycopg.connect(
            host=str(self._folder), user="postgres", dbname=database, autocommit=True, port=self.port
        ) as connection:
            connection.execute(statement.encode())

    def new_database(self) -> str:
        """Make a new, empty database; return its URL."""
        return self._new_database("template1")

    def copy(self, url: str) -> str:
        """Copy a database that nobody is connected to; return the URL of the copy."""
        return self._new_database(str(make_url(url).database))

    def _new_database(self, template: str) -> str:
        name = f"focus_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"postgresql://postgres@/{name}?host={self._folder}"

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop all processes of the server while the context lasts, as on a machine that hangs."""
        main = int((self._folder / "cluster" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        processes = [main, *map(int, children)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in reversed(processes):
                os.kill(process, signal.SIGCONT)

    @contextmanager
    def down(self) -> Iterator[None]:
        """End the server while the context lasts, as when its computer is switched off."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _prepare(self) -> None:
        """Change the cluster before the server is started."""

    def _options(self) -> str:
        return "-c listen_addresses="

    def _run(self, program: str, *arguments: str) -> None:
        with (self._folder / "commands.log").open("ab") as log:
            done = subprocess.run(
                [_path_of(program), "--pgdata", str(self._folder / "cluster"), *arguments],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode:
            raise RuntimeError((self._folder / "commands.log").read_text())


def _path_of(program: str) -> str:
    """The path of a server program, of the newest version. Debian does not have them in the PATH."""
    candidates = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = str(candidates[-1]) if candidates else shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is missing; install the package postgresql")
    return found
