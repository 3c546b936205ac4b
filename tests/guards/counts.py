"""Counts everything that has a bound. Each function returns figures by their names in bounds.toml."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from focus_desktop.controller import Controller
from focus_desktop.store.database import Database
from tests.conftest import SettableClock
from tests.guards import callgrind
from tests.guards.processes import Surroundings
from tests.guards.verbs import VerbCounter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tests.guards.processes import Conversation

    Figures = dict[str, float]

OURS = "focus_desktop"
PAGES = ("Focus", "History", "Quests", "Statistics")
ROUNDS, TICKS = 6, 10
"""One tick is counted as the least of some rounds: what other threads and timers do now and then is none."""
MANY_TICKS = 600
WATCHES, WATCH_S = 4, 1.5
"""Wake-ups are counted for some seconds some times; the least counts, as what happens once is no polling."""


def modules(home: Path) -> tuple[Figures, Figures]:
    """How many modules of ours are imported, and how many others beyond those of a bare window."""
    painted, ready, bare = _modules(home)
    moments = {"before the first paint": painted, "when ready": ready}
    return (
        {moment: len(_ours(names)) for moment, names in moments.items()},
        {moment: len(names - bare - _ours(names)) for moment, names in moments.items()},
    )


def imported_too_early(home: Path, late: Iterable[str]) -> list[str]:
    """Which of these modules are imported before the first paint."""
    painted, _, _ = _modules(home)
    return sorted(painted.intersection(late))


def instructions(home: Path) -> Figures:
    """Instructions as a percentage of those of a bare window, and allocations of Python's objects."""
    surroundings = Surroundings(home)
    surroundings.run("fill")
    _bare(surroundings)
    _steps(surroundings)  # The byte code and the cache of fonts are made now, and not while it is counted.
    _bare(surroundings, callgrind.command(home / "bare"))
    _steps(surroundings, callgrind.command(home / "app"))
    percent = 100 / callgrind.counts(home / "bare")[0].instructions
    painted, _ready, _rest, *counted = callgrind.counts(home / "app")
    # Before each of these is what came before it, and then its rest.
    history, more, statistics, _focus = counted[1:12:3]
    ticks = counted[15::2]  # After the start of a session, and its rest; before each is what came before it.
    return {
        "start-up to the first paint": painted.instructions * percent,
        "the History page, first shown": history.instructions * percent,
        "another hundred sessions of the history": more.instructions * percent,
        "the Statistics page, first shown": statistics.instructions * percent,
        "one tick": min(one.instructions for one in ticks) * percent / TICKS,
        "allocations of one tick": min(one.allocations for one in ticks) / TICKS,
    }


def at_rest(home: Path) -> Figures:
    """Timers and wake-ups while nothing runs and while a session runs; the window visible, and hidden."""
    with Surroundings(home).started("probe") as app:
        app.wait_until_ready()
        app.ask("rest")
        figures: Figures = {
            "timers, nothing runs": _timers(app),
            "wake-ups in 1.5 s, nothing runs": _wakeups(app),
        }
        _do(app, "hide")
        figures |= {"timers, nothing runs, hidden": _timers(app), "wake-ups in 1.5 s, hidden": _wakeups(app)}
        _do(app, "show", "start")
        figures |= {"timers, session runs": _timers(app), "wake-ups a tick": _wakeups_a_tick(app)}
        _do(app, "hide")
        shortest: int = min(milliseconds for _, milliseconds in app.ask("timers"))
        return figures | {
            "timers, session runs, hidden": _timers(app),
            "ticks a minute, session runs, hidden": 60_000 / shortest,
        }


def growth(home: Path) -> Figures:
    """By how many blocks of memory Python's objects grow with each tick."""
    with Surroundings(home).started("probe") as app:
        app.wait_until_ready()
        _do(app, "start", f"tick {MANY_TICKS}")
        before = app.ask("blocks")
        app.ask("tick", MANY_TICKS)
        return {"blocks, each tick": (app.ask("blocks") - before) / MANY_TICKS}


def verbs(*urls: str) -> tuple[Figures, Figures]:
    """The statements and the transactions of each verb, the least of some empty stores."""
    counted = [_verbs(url) for url in urls]
    least = {name: min(one[name] for one in counted) for name in counted[0]}
    return _statements_and_transactions(least)


def _verbs(url: str) -> Mapping[str, tuple[int, int]]:
    clock = SettableClock()
    controller = Controller(Database(url), clock)
    counted = VerbCounter(controller, clock).count()
    controller.close()
    return counted


def pages(home: Path, url: str) -> tuple[Figures, Figures]:
    """The statements and the transactions of each page, with what it loads a moment later."""
    surroundings = Surroundings(home, url)
    surroundings.run("fill")
    with surroundings.started("probe", "--count-statements") as app:
        app.wait_until_ready()
        counted = {"opening the app": _sent(app)}
        for number, page in enumerate(PAGES[1:], start=1):
            counted[f"opening {page}"] = _sent(app, "page", number)
        counted["opening History again"] = _sent(app, "page", 1)
        counted["another hundred sessions of the history"] = _sent(app, "more")
        counted["opening Focus again"] = _sent(app, "page", 0)
        counted["starting a session in the window"] = _sent(app, "start")
        counted["a minute of a running session"] = _sent(app, "tick", 60)
        return _statements_and_transactions(counted)


def _bare(surroundings: Surroundings, under: Sequence[str] = ()) -> frozenset[str]:
    """Open and close a bare window; return its modules."""
    with surroundings.started("bare", under=under) as window:
        return window.modules()


def _steps(surroundings: Surroundings, under: Sequence[str] = ()) -> None:
    """Do what is counted. The marks, in this order, are those that `instructions` unpacks."""
    with surroundings.started("probe", under=under) as app:
        app.wait_until_ready()
        _do(app, "page 1", "more", "page 3", "page 0", "start", *[f"tick {TICKS}"] * ROUNDS)


def _do(app: Conversation, *commands: str) -> None:
    """Give commands; come to rest before the first and, unless it is a tick, after each."""
    app.ask("rest")
    for command in commands:
        app.ask(command)
        if not command.startswith("tick"):
            app.ask("rest")


def _timers(app: Conversation) -> float:
    return len(app.ask("timers"))


def _wakeups(app: Conversation) -> float:
    """The wake-ups of a process that nobody asks anything."""
    counted = []
    for _ in range(WATCHES):
        before = app.wakeups()
        time.sleep(WATCH_S)
        counted.append(app.wakeups() - before)
    return min(counted)


def _wakeups_a_tick(app: Conversation) -> float:
    ratios: list[float] = []
    for _ in range(WATCHES):
        app.ask("ticks")
        before = app.wakeups()
        time.sleep(WATCH_S)
        woken = app.wakeups() - before
        ratios.append(woken / max(1, app.ask("ticks")))
    return min(ratios)


def _sent(app: Conversation, *command: object) -> tuple[int, int]:
    """The statements and transactions of a command, until the process is at rest."""
    answers = [app.ask(*command)] if command else []
    statements, transactions = zip(*answers, app.ask("rest"), strict=True)
    return sum(statements), sum(transactions)


def _statements_and_transactions(counted: Mapping[str, tuple[int, int]]) -> tuple[Figures, Figures]:
    return (
        {name: statements for name, (statements, _) in counted.items()},
        {name: transactions for name, (_, transactions) in counted.items()},
    )


def _modules(home: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The modules that are imported at the first paint, when ready, and by a bare window."""
    surroundings = Surroundings(home)
    floor = _bare(surroundings)
    with surroundings.started("probe") as app:
        return app.modules(), app.modules(), floor


def _ours(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.partition(".")[0] == OURS)
