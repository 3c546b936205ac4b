"""The composition root: command-line arguments, what is imported when, and unhandled exceptions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW_MODULES = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "asyncio",
    "desktop_notifier",
    "keyring",
    "psycopg",
    "PySide6.QtMultimedia",
)
"""Modules that are slow to import: the window must be shown before."""


def run(code: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a new process, with empty data and settings folders and no display."""
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_version_and_help_answer_without_a_window(tmp_path: Path) -> None:
    code = "import sys; from focus_desktop.app import main; sys.exit(main())"
    assert run(code, tmp_path, "--version").stdout.strip() == "0.1.0"
    assert "--minimized" in run(code, tmp_path, "--help").stdout


@pytest.mark.parametrize("wrong", [["--nonsense"], ["nonsense"]])
def test_wrong_usage_exits_with_2(tmp_path: Path, wrong: list[str]) -> None:
    code = "import sys; from focus_desktop.app import main; sys.exit(main())"
    done = run(code, tmp_path, *wrong)
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_no_slow_module_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    code = (
        "import sys; from focus_desktop.app import build_desktop; a = build_desktop(); a.window.show();"
        f"print([name for name in {SLOW_MODULES!r} if name in sys.modules])"
    )
    done = run(code, tmp_path)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("arguments", [[], ["--minimized"]])
def test_opening_the_window_imports_no_part_of_the_command_line(tmp_path: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from focus_desktop import app;"
        "app.open_window = lambda launch: print({'typer', 'rich', 'focus_desktop.cli'} & set(sys.modules));"
        "app.main()"
    )
    done = run(code, tmp_path, *arguments)
    assert done.stdout.strip() == "set()", done.stderr


def test_an_exception_on_any_thread_is_logged_and_shown_and_the_app_goes_on(tmp_path: Path) -> None:
    code = """
import threading
from PySide6.QtCore import QTimer
from focus_desktop.app import build_desktop
from focus_desktop.launch import Launch
application = build_desktop()
shown = []
application.bug_found.connect(shown.append)
def fail(): raise ZeroDivisionError("on purpose")
application.ready.connect(lambda: QTimer.singleShot(0, fail))
application.ready.connect(lambda: threading.Thread(target=fail).start())
application.show(Launch())
check = QTimer(interval=20)
check.timeout.connect(lambda: application.quit() if len(shown) == 2 else None)
check.start()
print(application.run(), len(shown))
"""
    done = run(code, tmp_path)
    assert done.stdout.split() == ["0", "2"], done.stderr
    log = (tmp_path / "cache" / "focus-desktop" / "log" / "focus-desktop.log").read_text()
    assert log.count("ZeroDivisionError: on purpose") == 2
    assert "Traceback" not in done.stderr


def test_an_exception_while_showing_another_one_is_only_logged(tmp_path: Path) -> None:
    code = """
from PySide6.QtCore import QTimer
from focus_desktop.app import build_desktop
from focus_desktop.launch import Launch
application = build_desktop()
failures = []
def fail(*_):
    failures.append("once more")
    if len(failures) == 2:
        QTimer.singleShot(500, application.quit)
    raise ZeroDivisionError("on purpose")
application.bug_found.connect(fail)
application.ready.connect(lambda: QTimer.singleShot(0, fail))
application.show(Launch())
print(application.run())
"""
    done = run(code, tmp_path)
    assert done.stdout.split() == ["0"], done.stderr
    log = (tmp_path / "cache" / "focus-desktop" / "log" / "focus-desktop.log").read_text()
    assert log.count("ZeroDivisionError: on purpose") == 2
