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


class PostgresServer:
    """A server that runs while this is entered. Without PostgreSQL tests fail; they are not skipped."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="focus-postgres-"))
        self._numbers = itertools.count(1)
        # PostgreSQL refuses to run as root; its package has made a user for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)

    def __enter__(self) -> Self:
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8")
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make a new, empty database; return its URL."""
        name = f"focus_{next(self._numbers)}"
        with psycopg.connect(
            host=str(self._folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
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
        self._run("pg_ctl", "stop", "--mode=immediate", "--silent")
        try:
            yield
        finally:
            self._start()

    def _start(self) -> None:
        # The server goes on with a statement whose client was interrupted: the limit ends it.
        options = f"-k {self._folder} -c listen_addresses= -c fsync=off -c statement_timeout=20s"
        self._run("pg_ctl", "start", "--wait", "--silent", "--options", options)

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
