"""A process that starts and completes sessions for ever, also while its server comes and goes.

`python -m tests.reliability.writer URL NAME` prints two lines for each call: `begin`, and then `done`,
`refused` or, if the server was lost, `unknown`; each with the verb and the description of the session.
"""

import select
import sys

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.errors import AnotherSessionActive, NotFound, SessionAlreadyEnded, StoreUnavailable
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database

IN_VAIN = (AnotherSessionActive, SessionAlreadyEnded, NotFound)
PAUSE_S = 0.02
"""Between two attempts while the server is away."""


def work(controller: Controller, key: str) -> None:
    """Complete the active session, whoever has started it, or start one."""
    verb = "look"
    try:
        active = controller.active_session()
        verb, key = ("start", key) if active is None else ("complete", str(active.session.description))
        _tell("begin", verb, key)
        if active is None:
            controller.start_session(25, description=key)
        else:
            controller.update_session(active.id, status=SessionStatus.COMPLETED)
        outcome = "done"
    except IN_VAIN:
        outcome = "refused"
    except StoreUnavailable:
        outcome = "unknown"
        select.select([], [], [], PAUSE_S)  # time.sleep() fails with this clock of libfaketime's.
    _tell(outcome, verb, key)


def _tell(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(url: str, name: str) -> None:
    """Work until this process is killed."""
    controller = Controller(Database(url), SystemClock())
    number = 0
    while True:
        number += 1
        work(controller, f"{name}{number}")


if __name__ == "__main__":
    main(*sys.argv[1:])
