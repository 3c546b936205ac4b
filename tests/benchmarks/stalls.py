"""The longest time that the window stands still while another process locks the database for 30 s."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.figures import Figure, of_rounds
from tests.benchmarks.processes import printed
from virtual_desktop import VirtualDesktop

GOAL_MS = 50.0
ANSWER_GOAL_S = 6.0
HELD_S = "30"
ROUNDS = 2
FREE, LOCKED, ANSWER = ROWS = (
    "longest stall of the window, nothing in the way",
    "longest stall of the window, database locked",
    "longest wait for an answer, database locked",
)


def measure(desktop: VirtualDesktop, home: Path) -> list[Figure]:
    """Return medians of the longest stall, with and without the lock, and of the longest wait."""
    with ThreadPoolExecutor() as pool:  # At the same time: they mostly wait.
        rounds = list(
            pool.map(
                lambda number: printed(desktop, home / str(number), "locked_store", HELD_S), range(ROUNDS)
            )
        )
    free, held = (
        [
            max(stall for step, stall in one["stalls_ms"].items() if step.startswith("free") is is_free)
            for one in rounds
        ]
        for is_free in (True, False)
    )
    answers = [max(one["answers_s"].values()) for one in rounds]
    return [
        of_rounds(FREE, free, "ms", GOAL_MS),
        of_rounds(LOCKED, held, "ms", GOAL_MS),
        of_rounds(ANSWER, answers, "s", ANSWER_GOAL_S),
    ]
