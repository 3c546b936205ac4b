"""What people see of the app's own faults, and what they can copy for a report of one."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from focus_desktop import paths
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.bug_report import details
from tests.desktop.conftest import banner
from tests.test_app import run

TRACE = f"""  File "{Path.home()}/focus_desktop/app.py", line 1, in main
ValueError
"""


def press(app: Application, label: str) -> None:
    next(button for button in app.window.banner._buttons if button.text() == label).click()


def test_a_bug_is_told_with_the_place_of_the_log(app: Application) -> None:
    app.bug_found.emit(TRACE)
    assert banner(app)[0] == "Something went wrong"
    assert str(paths.log_file()) in banner(app)[1]


def test_its_details_can_be_copied_and_the_log_opened(
    app: Application, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    app.bug_found.emit(TRACE)
    press(app, "Copy details")
    assert qapp.clipboard().text() == details(TRACE)
    assert banner(app)[0] == "Details copied"
    press(app, "Open log")
    assert [url.toLocalFile() for url in opened] == [str(paths.log_file())]
    assert not app.window.banner.isVisible()


def test_a_log_that_cannot_be_opened_is_told(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    app.bug_found.emit(TRACE)
    press(app, "Open log")
    assert str(paths.log_file().parent) in app.window.banner.accessibleName()


def test_the_details_name_versions_and_the_place_but_not_the_home() -> None:
    text = details(TRACE)
    for part in ("Focus Desktop 0.", f"Python {sys.version.split()[0]}", f"Qt {qVersion()}", "SQLite 3."):
        assert part in text
    assert '"~/focus_desktop/app.py", line 1, in main\nValueError\n' in text
    assert str(Path.home()) + os.sep not in text


def test_a_crash_is_told_at_the_next_start_and_once(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from focus_desktop import app, paths
from focus_desktop.desktop.application import Application
from PySide6.QtCore import QTimer
def look(application):
    shown = application.window.banner
    print(shown.accessibleName(), [button.text() for button in shown._buttons])
    act(application)
def act(application):
    {act}
later = Application._start_later_parts
def start_later_parts(self):
    later(self)
    look(self)
Application._start_later_parts = start_later_parts
sys.exit(app.main([]))
"""
    crashed = run(code.replace("{act}", "os.kill(os.getpid(), signal.SIGSEGV)"), tmp_path)
    assert crashed.returncode == -signal.SIGSEGV, crashed.stderr
    told, not_again = (run(code.replace("{act}", "application.quit()"), tmp_path) for _ in range(2))
    assert told.stdout.strip() == "Focus Desktop crashed the last time ['Copy details', 'Open log']"
    assert "crashed" not in not_again.stdout
    log = (tmp_path / "cache" / "focus-desktop" / "log" / "focus-desktop.log").read_text()
    assert "crashed the last time: Fatal Python error: Segmentation fault" in log
    assert "in act" in log
