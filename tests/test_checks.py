"""Checks run beside each other, are printed one after the other, and end with who started them."""

import sys
import time
from pathlib import Path

import pytest

from checks import Check


def check(name: str, code: str, folder: Path) -> Check:
    return Check(name, [sys.executable, "-c", code], folder, {})


def test_each_is_printed_in_one_piece_though_they_run_at_the_same_time(
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


def test_one_that_is_left_is_interrupted_with_all_that_belongs_to_it(tmp_path: Path) -> None:
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
