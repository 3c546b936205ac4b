"""Checks run at the same time, are printed one after the other, and are interrupted when they are left."""

import sys
import time
from pathlib import Path

import pytest

from checks import Check


def check(name: str, code: str, folder: Path) -> Check:
    return Check(name, [sys.executable, "-c", code], folder, {})


def test_checks_run_at_the_same_time_and_each_is_printed_in_one_piece(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    waits = """
import pathlib, time
print("1", flush=True)
while not pathlib.Path("there").exists():
    time.sleep(0.01)
print("2")
"""
    creates = "import pathlib; pathlib.Path('there').touch(); print('3'); raise SystemExit(4)"
    with check("waits", waits, tmp_path) as first, check("creates", creates, tmp_path) as second:
        for one in (first, second):
            one.print_to_its_end()
        assert (first.result()[0], second.result()[0]) == (0, 4)
    assert capfd.readouterr().out == "1\n2\n3\n"


def test_a_check_that_is_left_is_interrupted_with_its_child_processes(tmp_path: Path) -> None:
    code = """
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; print('waits', flush=True); time.sleep(600)"],
    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
child.stdout.readline()
pathlib.Path("started").touch()
try:
    child.wait()
except KeyboardInterrupt:
    child.wait()
    pathlib.Path("ended").touch()
"""
    with check("hangs", code, tmp_path) as hanging:
        while not (tmp_path / "started").exists():
            time.sleep(0.01)
    assert hanging.result()[0] == 0
    assert (tmp_path / "ended").exists()
