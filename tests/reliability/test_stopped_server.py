"""PostgreSQL is broken off in mid-write, while two processes with clocks an hour apart use it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.faketime import faketime
from tests.postgres import PostgresServer
from virtual_desktop import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.reliability.table import Tally

LONGEST_WORK_S, LONGEST_BREAK_S = 0.6, 0.3
PATIENCE_S = 60.0
HOUR = timedelta(hours=1)
_STORED = """
    SELECT s.description, s.status, max(i.ended_at - i.started_at)
    FROM focus_session s LEFT JOIN focus_interval i ON i.session_id = s.id GROUP BY s.id"""


class Writer:
    """A process that runs `writer.py`, and the lines that it has printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.lines: list[list[str]] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def done(self) -> int:
        """How many calls were acknowledged; fails if the process has ended."""
        assert self._process.poll() is None, f"a writer has ended after {self.lines[-2:]}"
        return sum(line[0] == "done" for line in list(self.lines))

    def kill(self) -> None:
        """End the process, and read what it has printed before."""
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            self.lines += (line.split() for line in lines)


@contextmanager
def writing(url: str, name: str, environment: dict[str, str]) -> Iterator[Writer]:
    """A writer that works while the context lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.writer", url, name],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    writer = Writer(process)
    try:
        yield writer
    finally:
        writer.kill()


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_server_that_is_broken_off_in_mid_write_loses_nothing(
    tally: Tally, rounds: Callable[[int, int], range]
) -> None:
    tally.what = "PostgreSQL broken off, clocks an hour apart"
    an_hour_later = faketime("+1h") | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    with PostgresServer() as server:
        url = server.new_database()
        with ExitStack() as stack:
            writers = [
                stack.enter_context(writing(url, name, environment))
                for name, environment in (("now", {}), ("later", an_hour_later))
            ]
            _wait_for_more(writers, [0, 0])
            for number in rounds(6, 200):
                _break_off(server, writers, random.Random(number))  # noqa: S311
                tally.rounds += 1
        _judge(url, [line for writer in writers for line in writer.lines], tally)
    tally.check()


def _break_off(server: PostgresServer, writers: list[Writer], chosen: random.Random) -> None:
    """Let the writers work for a moment, break the server off, and let them work again."""
    time.sleep(chosen.uniform(0, LONGEST_WORK_S))
    server.stop()
    time.sleep(chosen.uniform(0, LONGEST_BREAK_S))
    before = [writer.done() for writer in writers]
    server.start()
    _wait_for_more(writers, before)


def _wait_for_more(writers: list[Writer], before: list[int]) -> None:
    for writer, count in zip(writers, before, strict=True):
        wait_until(partial(_has_done_more, writer, count), "both to write", PATIENCE_S)


def _has_done_more(writer: Writer, count: int) -> bool:
    return writer.done() > count


def _judge(url: str, lines: list[list[str]], tally: Tally) -> None:
    """Hold what is stored against what both were told."""
    told = Counter(map(tuple, lines))
    tally.acknowledged = sum(kind == "done" for kind, _, _ in lines)
    tally.note = f"{sum(kind == 'unknown' for kind, _, _ in lines)} calls interrupted"
    stored: dict[str, list[tuple[str, timedelta]]] = {}
    with psycopg.connect(url) as connection:
        for key, status, longest in connection.execute(_STORED.encode()):
            stored.setdefault(key, []).append((status, longest))
    if sum(status == "active" for found in stored.values() for status, _ in found) > 1:
        tally.double("two are active")
    for key in {key for _, verb, key in lines if verb != "look"} | stored.keys():
        _judge_session(key, stored.get(key, []), told, tally)


def _judge_session(
    key: str, found: list[tuple[str, timedelta]], told: Counter[tuple[str, ...]], tally: Tally
) -> None:
    completed = told["done", "complete", key]
    if len(found) > 1 or completed > 1:
        tally.double(f"{key} is there {len(found)} times, and was completed {completed} times")
    status, longest = found[0] if found else (None, None)
    if (completed and status != "completed") or (told["done", "start", key] and status is None):
        tally.lose(f"{key} is {status}")
    verb = {"active": "start", "completed": "complete"}.get(str(status), "")
    if status is not None and not told["begin", verb, key]:
        tally.damage(f"nobody asked for {key} to be {status}")
    if longest is not None and not timedelta() <= longest < HOUR / 2:
        tally.damage(f"{key} took {longest}")
