"""One app for each user and store, however often it is launched."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtNetwork import QLocalSocket

from focus_desktop.desktop.system.single_instance import SingleInstance
from focus_desktop.launch import Launch
from tests.desktop_e2e.running_app import RunningApp
from tests.desktop_e2e.test_trips import statuses
from virtual_desktop import PATIENCE, VirtualDesktop

RACERS = 100


def launch(app: RunningApp, *arguments: str) -> subprocess.Popen[bytes]:
    """Launch it once more, as a double-click would."""
    command = [sys.executable, "-m", "focus_desktop", *arguments]
    return app.desktop.start(command, app.environment, app.home / "second.log")


def test_a_second_launch_raises_the_window(app: RunningApp) -> None:
    app.start("--minimized")
    assert launch(app, "--minimized").wait(PATIENCE) == 0
    assert not app.main_window_is_visible()
    assert launch(app).wait(PATIENCE) == 0
    app.wait_for(app.main_window_is_visible, "the window")
    app.wait_for(lambda: app.active_window() == "Focus Desktop", "the keyboard")


def test_the_desktops_menu_starts_and_completes_in_the_app_that_runs(app: RunningApp) -> None:
    app.prefer(minutes=50)
    app.start("--minimized")
    assert launch(app, "--minimized", "--start", "25").wait(PATIENCE) == 0
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    assert app.sessions()[0].duration_minutes == 25
    assert launch(app, "--minimized", "--start-last").wait(PATIENCE) == 0
    app.wait_for(lambda: "A session is already running" in app.notifications(), "the refusal")
    assert launch(app, "--minimized", "--start", "10").wait(PATIENCE) == 0
    assert launch(app, "--minimized", "--complete").wait(PATIENCE) == 0
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    assert launch(app, "--minimized", "--start-last").wait(PATIENCE) == 0
    app.wait_for(lambda: statuses(app) == ["active", "completed"], "the next session")
    assert app.sessions()[0].duration_minutes == 25
    assert not app.main_window_is_visible()


def test_the_desktops_menu_opens_the_app_if_none_runs(app: RunningApp) -> None:
    app.start("--minimized", "--start", "50")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    assert app.sessions()[0].duration_minutes == 50
    assert not app.main_window_is_visible()
    assert app.end() == 0
    app.start("--complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    assert launch(app, "--complete").wait(PATIENCE) == 0
    app.widget("label", "No session is running")


def test_of_a_hundred_racing_launches_one_stays(app: RunningApp) -> None:
    racers = [launch(app) for _ in range(RACERS)]
    app.process = racers[0]  # Whose output is told if it goes wrong.

    def one_stays() -> bool:
        return sum(racer.poll() is None for racer in racers) == 1

    app.wait_for(one_stays, "all but one to leave", patience=300)
    app.widget("push button", "Start")
    (winner,) = [racer for racer in racers if racer.poll() is None]
    assert {racer.returncode for racer in racers if racer is not winner} == {0}
    assert winner.poll() is None
    assert len(app.main_windows()) == 1
    winner.terminate()
    assert winner.wait(PATIENCE) == 0


def test_one_that_was_killed_is_succeeded_at_once(app: RunningApp) -> None:
    app.start()
    app.kill()
    app.start()
    assert launch(app).wait(PATIENCE) == 0
    assert app.end() == 0


def test_one_that_does_not_answer_is_told(app: RunningApp) -> None:
    app.start()
    assert app.process is not None
    app.process.send_signal(signal.SIGSTOP)
    second = launch(app)
    title = "Focus Desktop is open already"
    app.wait_for(lambda: app.desktop.run("xdotool", "search", "--name", title), "the message")
    app.desktop.run("xdotool", "search", "--name", title, "key", "Return")
    assert second.wait(PATIENCE) == 1
    assert f"end its process {app.process.pid} and try again" in (app.home / "second.log").read_text()
    app.process.send_signal(signal.SIGCONT)
    assert app.end() == 0


def test_apps_of_other_folders_run_beside_it(
    app: RunningApp, desktop: VirtualDesktop, tmp_path: Path
) -> None:
    app.start()
    (tmp_path / "other").mkdir()
    with closing(RunningApp(desktop, tmp_path / "other")) as other:
        other.start(wait=False)
        other.wait_for(lambda: len(app.main_windows()) == 2, "the second window")
        other.wait_for(other.follows_its_store, "its store")
        assert other.end() == 0
        assert app.main_window_is_visible()


def test_what_is_no_launch_is_ignored(app: RunningApp) -> None:
    app.start("--minimized")
    folder = Path(app.desktop.environment["XDG_RUNTIME_DIR"])
    app.wait_for(lambda: list(folder.glob("*.socket")), "the socket, which comes behind the first moments")
    (socket,) = folder.glob("*.socket")
    assert socket.stat().st_mode & 0o77 == 0
    for nonsense in (b"\xff\xfe\n", b"{}[]\n", b'{"minimised": true}\n', b"[1]\n", b"x" * 1_000_000):
        stranger = QLocalSocket()
        stranger.connectToServer(str(socket))
        assert stranger.waitForConnected(5000)
        stranger.write(nonsense)
        stranger.waitForBytesWritten(5000)
        stranger.disconnectFromServer()
    assert launch(app).wait(PATIENCE) == 0
    app.wait_for(app.main_window_is_visible, "the window")
    assert "Traceback" not in app.output()


def test_without_a_folder_for_locks_the_app_goes_on(tmp_path: Path) -> None:
    instance = SingleInstance(tmp_path / "nowhere", "focus-desktop")
    assert instance.claim(Launch())
