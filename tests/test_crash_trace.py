"""The trace of a crash is kept for the next start, and told once."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from focus_desktop import crash_trace

CRASH = """
import os, signal, sys
from pathlib import Path
from focus_desktop import crash_trace
crash_trace.start(Path(sys.argv[1]))
def crashes_here(): os.kill(os.getpid(), signal.SIGSEGV)
crashes_here()
"""
ENDS = """
import sys
from pathlib import Path
from focus_desktop import crash_trace
crash_trace.start(Path(sys.argv[1]))
print(crash_trace.take(Path(sys.argv[1])))
crash_trace.stop(Path(sys.argv[1]))
"""


def run(code: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False, timeout=60
    )


def test_a_crash_is_told_at_the_next_start_and_once(tmp_path: Path) -> None:
    file = tmp_path / "log" / "crash.txt"
    assert run(CRASH, file).returncode == -signal.SIGSEGV
    told = run(ENDS, file)
    assert "Segmentation fault" in told.stdout
    assert "in crashes_here" in told.stdout
    assert run(ENDS, file).stdout.strip() == ""
    assert list(file.parent.iterdir()) == []


def test_a_crash_that_was_not_told_yet_waits_for_the_start_after(tmp_path: Path) -> None:
    file = tmp_path / "crash.txt"
    run(CRASH, file)
    run(ENDS.replace("print(crash_trace.take(Path(sys.argv[1])))", ""), file)
    assert "Segmentation fault" in run(ENDS, file).stdout


def test_an_end_by_a_signal_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "crash.txt"
    assert run(CRASH.replace("SIGSEGV", "SIGKILL"), file).returncode == -signal.SIGKILL
    assert run(ENDS, file).stdout.strip() == ""


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_file_that_cannot_be_written_keeps_nobody_from_starting(tmp_path: Path, is_folder: bool) -> None:
    file = tmp_path / "crash.txt"
    if is_folder:
        file.mkdir()
    else:
        tmp_path.joinpath("log").write_text("in the way")
        file = tmp_path / "log" / "crash.txt"
    assert run(ENDS, file).returncode == 0


def test_where_faulthandler_writes_already_it_goes_on(tmp_path: Path) -> None:
    crash_trace.start(tmp_path / "crash.txt")  # pytest has enabled it.
    assert list(tmp_path.iterdir()) == []
