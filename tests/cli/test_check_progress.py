"""A long check in a terminal shows how far it has come, and ends when Ctrl+C is pressed."""

from __future__ import annotations

import os
import re
import signal
import subprocess

from tests.benchmarks import long_history
from tests.homes import COMMAND, Home

SESSIONS = 30_000
STOPPED = "The check was stopped; nothing is known about the rest of the data."
MOST_PERCENT = 50
"""Shown after Ctrl+C at 5 to 9 %: what the check did meanwhile, on a busy machine."""


def test_ctrl_c_ends_a_check_at_once_with_one_sentence(home: Home) -> None:
    home.data.mkdir(parents=True)
    long_history.write(home.data / "focus.db", SESSIONS)
    terminal, other_end = os.openpty()
    process = subprocess.Popen(
        [*COMMAND, "check"], env=home.environment, stdout=subprocess.PIPE, stderr=other_end, text=True
    )
    os.close(other_end)
    shown = ""
    while not re.search(r"\b[5-9] %", shown):
        shown += os.read(terminal, 100).decode()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    shown += os.read(terminal, 4000).decode()
    os.close(terminal)
    out, _none = process.communicate()
    assert out == ""
    assert re.fullmatch(rf"(\r *\d+ %)+\r\x1b\[K{re.escape(STOPPED)}\r\n", shown)
    assert int(re.findall(r"(\d+) %", shown)[-1]) < MOST_PERCENT
    assert home.run("start").returncode == 0
