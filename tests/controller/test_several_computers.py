"""Several computers on one PostgreSQL server: one session at a time, and each sees what the others do."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from focus_desktop.controller import Controller
from focus_desktop.model.changes import SessionStarted
from focus_desktop.model.errors import StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.model.changes import Change
    from tests.conftest import SettableClock

ROUNDS = 50
SEEN_WITHIN_S = 2.0
COMPUTER = """
import sys
from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import AnotherSessionActive
from focus_desktop.store.database import Database

controller = Controller(Database(sys.argv[1]), SystemClock())
print("ready", flush=True)
for _line in sys.stdin:
    try:
        print(controller.start_session(25).id, flush=True)
    except AnotherSessionActive:
        print("refused", flush=True)
controller.close()
"""


def computer(url: str) -> subprocess.Popen[str]:
    """A process that starts a session for each line that it is sent."""
    return subprocess.Popen(
        [sys.executable, "-c", COMPUTER, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.long
def test_of_two_computers_that_start_at_once_one_does_in_every_round(url: str, clock: SettableClock) -> None:
    with closing(Controller(Database(url), clock)) as controller, ExitStack() as stack:
        computers = [stack.enter_context(computer(url)) for _ in range(2)]
        assert [line_of(one) for one in computers] == ["ready", "ready"]
        winners = set()
        for _ in range(ROUNDS):
            for one in computers:
                assert one.stdin is not None
                one.stdin.write("start\n")
            answers = [line_of(one) for one in computers]
            active = controller.active_session()
            assert active is not None
            assert sorted(answers) == sorted(["refused", str(active.id)])
            winners.add(answers.index("refused"))
            controller.update_session(active.id, status=SessionStatus.CANCELLED)
        assert len(controller.history(limit=2 * ROUNDS)) == ROUNDS


def seen_after(act: Callable[[], object], changes: list[Change]) -> float:
    """Do something until it works; the seconds after that until it was announced elsewhere."""
    changes.clear()
    while True:
        try:
            act()
            break
        except StoreUnavailable:
            time.sleep(0.05)
    done_at = time.monotonic()
    while not any(isinstance(one, SessionStarted) for one in changes):
        assert time.monotonic() - done_at < 10 * SEEN_WITHIN_S
        time.sleep(0.01)
    return time.monotonic() - done_at


def test_what_another_computer_does_is_seen_also_after_a_restart_of_the_server(clock: SettableClock) -> None:
    with PostgresServer() as server:
        url = server.new_database()
        with (
            closing(Controller(Database(url), clock)) as here,
            closing(Controller(Database(url), clock)) as there,
        ):
            changes: list[Change] = []
            here.subscribe(changes.append)
            here.watch_others()
            assert seen_after(lambda: there.start_session(25), changes) < SEEN_WITHIN_S
            for _ in range(2):
                active = there.active_session()
                assert active is not None
                there.update_session(active.id, status=SessionStatus.COMPLETED)
                clock.advance(minutes=2)
                server.stop()
                time.sleep(1.5)  # It is tried in vain meanwhile.
                server.start()
                assert seen_after(lambda: there.start_session(25), changes) < SEEN_WITHIN_S
