"""Stores some weeks of work in the app's own place; always the same, ids included."""

import os
import random
from datetime import timedelta

from focus_desktop import app
from focus_desktop.model.session_times import SessionTimes
from tests.guards import still_clock

DAYS, SESSIONS_A_DAY, QUESTS = 80, 3, 6


def main() -> None:
    """Fill the store."""
    still_clock.stop()
    os.urandom = random.Random(7).randbytes  # noqa: S311 — of which ids are made
    controller = app.open_controller()
    quests = [controller.add_quest(f"Quest {number}", 12).id for number in range(QUESTS)]
    for number in range(DAYS * SESSIONS_A_DAY):
        day, hour = divmod(number, SESSIONS_A_DAY)
        start = still_clock.NOW - timedelta(days=1 + day) + timedelta(hours=hour)
        times = SessionTimes(start, start + timedelta(minutes=25))
        controller.add_session(times, 25, quests[number % QUESTS], f"Chapter {number}")
    controller.close()


if __name__ == "__main__":
    main()
