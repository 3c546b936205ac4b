"""Takes the pictures: `python -m tests.screenshots [FOLDER]`, with `packaging` on PYTHONPATH.

Those for the README are of the real app on a virtual desktop. Those of every state of the app, in each
appearance, language, size and scale, are written to FOLDER, to be looked at.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from focus_desktop.clock import SystemClock
from focus_desktop.controller import Controller
from focus_desktop.model.reading import Reading
from focus_desktop.model.status import SessionStatus
from focus_desktop.store.database import Database
from tests.desktop_e2e.running_app import RunningApp
from virtual_desktop import VirtualDesktop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "screenshots"
QUESTS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    (
        "Write the thesis",
        8,
        {"unit": "chapters", "weekly_budget_minutes": 600, "colour": 0, "current_value": 3},
    ),
    ("Read 12 books", 12, {"unit": "books", "colour": 2, "current_value": 4}),
    ("Learn the cello suites", 36, {"unit": "movements", "colour": 3, "current_value": 11}),
)
DAYS = 40
"""Of history before today."""
WORK = ("Chapter three: related work", "Notes on chapter five", "Answer the reviewers", "Sarabande", "")
SCALES = ("1", "2")


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


def live_through_some_days(url: str, *, is_done: bool) -> None:
    """Store a plausible history of some days; the last session has just been completed, or still runs."""
    database = Database(url)
    now = SystemClock().now()
    clock = PastClock((now - timedelta(days=DAYS)).replace(hour=8, minute=30))
    controller = Controller(database, clock)
    for title, target, more in QUESTS:
        controller.new_quest(title, target, **more)
    quests = sorted(controller.list_quests(), key=lambda quest: quest.title, reverse=True)
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
        clock.moment += timedelta(minutes=generator.choice((5, 10, 40, 90)))
        if clock.moment.hour >= 17 or generator.random() < 0.1:
            clock.moment = (clock.moment + timedelta(days=1)).replace(hour=8, minute=30)
            while clock.moment.weekday() > 4 and generator.random() < 0.7:
                clock.moment += timedelta(days=1)
    clock.moment = now - timedelta(minutes=25 if is_done else 11, seconds=18)
    controller.start_session(25, quests[0].id, WORK[0])
    if is_done:
        clock.moment += timedelta(minutes=25)
        controller.complete_due_session()
    database.close()


def take(
    name: str, appearance: str, keys: Sequence[str] = (), *, chosen: str = "", is_done: bool = False
) -> None:
    """Take a picture of the window after pressing some keys in it, and choosing one of several."""
    with VirtualDesktop() as desktop, tempfile.TemporaryDirectory() as home:
        app = RunningApp(desktop, Path(home))
        live_through_some_days(f"sqlite:///{app.database}", is_done=is_done)
        app.prefer(appearance=appearance, first_steps_done=True)
        app.start()
        app.wait_for(app.main_window_is_active, "the window")
        time.sleep(1)  # The history is read by then.
        if keys:
            app.press_keys(*keys)
        if chosen:
            app.press("radio button", chosen)
        time.sleep(1.5)
        (window,) = app.main_windows()
        file = PICTURES / f"{name}-{appearance}.png"
        desktop.picture(Path(sys.executable), file, int(window))
        app.close()
        print(f"▸ {file.relative_to(ROOT)}", flush=True)


def take_all_states(folder: Path) -> None:
    """Take pictures of every state at each scale, on no screen at all."""
    for scale in SCALES:
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "FOCUS_DESKTOP_PICTURES": str(folder)}
        command = [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), "tests/gallery.py"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    print(f"▸ every state: {folder}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    for appearance in ("light", "dark"):
        take("focus", appearance)
        take("done", appearance, is_done=True)
        take("history", appearance, ("ctrl+2",))
        take("quests", appearance, ("ctrl+3",))
        take("statistics", appearance, ("ctrl+4",), chosen="Month")
    take_all_states(Path(arguments[0] if arguments else ROOT / "build" / "pictures").resolve())


if __name__ == "__main__":
    main(sys.argv[1:])
