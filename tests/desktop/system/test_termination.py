"""The end of the process from outside: soon, whatever runs or is open."""

import time
from pathlib import Path

import pytest

from tests.test_app import run

LATEST_S = 20.0
"""Seconds within which the process must have ended: before the task does, however busy this machine is."""

APP = """
import os, signal, threading, time
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QMessageBox
from focus_desktop.app import build_desktop
from focus_desktop.desktop.system import termination
from focus_desktop.launch import Launch

application = build_desktop()

def terminate(number=signal.SIGTERM):
    print(time.monotonic(), flush=True)
    os.kill(os.getpid(), number)

def log_out():
    print(time.monotonic(), flush=True)
    QCoreApplication.sendEvent(QCoreApplication.instance(), QEvent(QEvent.Type.Quit))

def task_that_does_not_notice(*_):
    time.sleep(60)

def ask_what_must_be_answered():
    application.box = box = QMessageBox(QMessageBox.Icon.Question, "?", "?")
    box.addButton("One", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Other", QMessageBox.ButtonRole.AcceptRole)  # Neither is for Escape: it refuses to close.
    box.open()

def do():
    {what}

application.ready.connect(lambda: QTimer.singleShot(300, application.window, do))
application.show(Launch())
print("status", application.run())
"""


def ends_in_time(home: Path, what: str) -> None:
    """Run the app, which does `what` when it is ready. Fails if it takes too long to end."""
    done = run(APP.replace("{what}", what.replace("\n", "\n    ")), home)
    ended_at = time.monotonic()
    assert done.returncode == 0, done.stderr
    assert ended_at - float(done.stdout.split()[0]) < LATEST_S


def ends_by_itself(home: Path, what: str) -> None:
    """Run the app, which does `what` when it is ready. Fails if it has to be cut off."""
    done = run(APP.replace("{what}", f"termination.LIMIT_S = 60; {what}".replace("\n", "\n    ")), home)
    assert done.stdout.splitlines()[-1] == "status 0", done.stderr


@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_app(tmp_path: Path, number: str) -> None:
    ends_by_itself(tmp_path, f"terminate(signal.{number})")


def test_the_end_of_a_login_session_ends_the_app(tmp_path: Path) -> None:
    ends_by_itself(tmp_path, "log_out()")


@pytest.mark.parametrize("end", ["terminate", "log_out"])
def test_a_question_does_not_keep_the_app(tmp_path: Path, end: str) -> None:
    what = f"ask_what_must_be_answered()\nQTimer.singleShot(300, application.window, {end})"
    ends_by_itself(tmp_path, what)


@pytest.mark.parametrize("end", ["terminate", "log_out"])
@pytest.mark.parametrize(
    "work",
    [
        "application.exchange.task.begin(task_that_does_not_notice, done=print, refused=print, writes=True)",
        "application.store.perform(task_that_does_not_notice, kind='slow', done=print, refused=print)",
        "application.store.query(task_that_does_not_notice, done=print, refused=print)",
    ],
    ids=["import", "action", "query"],
)
def test_nothing_that_runs_keeps_the_app(tmp_path: Path, end: str, work: str) -> None:
    ends_in_time(tmp_path, f"{work}\nQTimer.singleShot(300, application.window, {end})")


def test_a_second_signal_ends_an_app_that_the_user_has_asked_to_quit(tmp_path: Path) -> None:
    work = "application.store.perform(task_that_does_not_notice, kind='slow', done=print, refused=print)"
    quit_soon = "QTimer.singleShot(300, application.window, application.quit)"
    ends_in_time(tmp_path, f"{work}\n{quit_soon}\nthreading.Timer(0.5, terminate).start()")
