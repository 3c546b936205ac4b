"""Takes new pictures for the README: `python -m tests.screenshots`, with `packaging` on PYTHONPATH."""

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.reading import Reading
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.desktop_e2e.running_app import RunningApp
from virtual_desktop import VirtualDesktop

PICTURES = Path(__file__).resolve().parent.parent / "packaging" / "screenshots"
QUESTS = ("Write the thesis", "Read 12 books", "Learn the cello suites")
WORK = ("Chapter three, second draft", "Notes on chapter five", "Answer the reviewers", "Sarabande", "")


class PastClock:
    """A clock that can be set, for sessions in the past."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The time that is set."""
        return self.moment

    def read(self) -> Reading:
        """The time that is set, on a machine that never slept."""
        up = timedelta(seconds=self.moment.timestamp())
        return Reading(self.moment, "there", "long ago", up, up)


def live_through_some_days(url: str) -> None:
    """Store a plausible history of some days, and a session that has been running for nine minutes."""
    database = Database(url)
    now = SystemClock().now()
    clock = PastClock((now - timedelta(days=4)).replace(hour=8, minute=30))
    controller = Controller(database, clock)
    quests = [controller.add_quest(title, 12) for title in QUESTS]
    generator = random.Random(7)
    while clock.moment < now - timedelta(hours=2):
        minutes = generator.choice((25, 25, 50, 90))
        session = controller.start_session(minutes, generator.choice(quests).id, generator.choice(WORK))
        if generator.random() < 0.15:
            clock.moment += timedelta(minutes=minutes / 3)
            controller.update_session(session.id, status=SessionStatus.CANCELLED)
        else:
            clock.moment += timedelta(minutes=minutes)
            controller.complete_due_session()
        clock.moment += timedelta(minutes=generator.choice((5, 10, 40)))
        if clock.moment.hour >= 18:
            clock.moment = (clock.moment + timedelta(days=1)).replace(hour=8, minute=30)
    clock.moment = now - timedelta(minutes=8, seconds=35)
    controller.start_session(25, quests[0].id, WORK[0])
    database.close()


def take(appearance: str, page: str) -> None:
    """Take a picture of a page of the window."""
    with VirtualDesktop() as desktop, tempfile.TemporaryDirectory() as home:
        app = RunningApp(desktop, Path(home))
        live_through_some_days(f"sqlite:///{app.database}")
        app.prefer(appearance=appearance)
        app.start()
        app.press("page tab", page)
        time.sleep(1)
        window = desktop.run("xdotool", "search", "--onlyvisible", "--name", "^Focus Desktop$").split()[0]
        file = PICTURES / f"{page.lower()}-{appearance}.png"
        desktop.picture(Path(sys.executable), file, int(window))
        app.close()
        print(f"{datetime.now(UTC):%H:%M:%S} {file}")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    for appearance in ("light", "dark"):
        for page in ("Focus", "History"):
            take(appearance, page)


if __name__ == "__main__":
    main()
