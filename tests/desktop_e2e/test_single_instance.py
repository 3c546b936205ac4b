"""There is one process for each user and store, however often the app is launched."""

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

LAUNCHES = 100


def launch(app: RunningApp, *arguments: str) -> subprocess.Popen[bytes]:
    """Launch the app once more, as a double-click does."""
    command = [sys.executable, "-m", "focus_desktop", *arguments]
    return app.desktop.start(command, app.environment, app.home / "second.log")


def test_a_second_launch_brings_the_window_to_the_front(app: RunningApp) -> None:
    app.start("--minimized")
    assert launch(app, "--minimized").wait(PATIENCE) == 0
    assert not app.main_window_is_visible()
    assert launch(app).wait(PATIENCE) == 0
    app.wait_for(app.main_window_is_visible, "the window")
    app.wait_for(app.main_window_is_active, "the keyboard")


def test_actions_of_the_desktop_entry_start_and_complete_in_the_running_app(app: RunningApp) -> None:
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


def test_actions_of_the_desktop_entry_open_the_app_if_none_is_running(app: RunningApp) -> None:
    app.start("--minimized", "--start", "50")
    app.wait_for(lambda: statuses(app) == ["active"], "a session")
    assert app.sessions()[0].duration_minutes == 50
    assert not app.main_window_is_visible()
    assert app.end() == 0
    app.start("--complete")
    app.wait_for(lambda: statuses(app) == ["completed"], "its completion")
    assert launch(app, "--complete").wait(PATIENCE) == 0
    app.widget("label", "No session is running")


def test_of_a_hundred_launches_at_the_same_time_one_goes_on(app: RunningApp) -> None:
    launches = [launch(app) for _ in range(LAUNCHES)]
    app.process = launches[0]  # Its output is part of the message if the test fails.

    def one_is_running() -> bool:
        return sum(process.poll() is None for process in launches) == 1

    app.wait_for(one_is_running, "all but one to leave", patience=300)
    app.widget("push button", "Start")
    (remaining,) = [process for process in launches if process.poll() is None]
    assert {process.returncode for process in launches if process is not remaining} == {0}
    assert remaining.poll() is None
    assert len(app.main_windows()) == 1
    remaining.terminate()
    assert remaining.wait(PATIENCE) == 0


def test_after_the_app_was_killed_the_next_launch_opens_it_at_once(app: RunningApp) -> None:
    app.start()
    app.kill()
    app.start()
    assert launch(app).wait(PATIENCE) == 0
    assert app.end() == 0


def test_a_message_says_that_the_running_app_does_not_answer(app: RunningApp) -> None:
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


def test_an_app_with_other_folders_runs_beside_it(
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


def test_data_that_is_not_a_launch_is_ignored(app: RunningApp) -> None:
    app.start("--minimized")
    folder = Path(app.desktop.environment["XDG_RUNTIME_DIR"])
    app.wait_for(lambda: list(folder.glob("*.socket")), "the socket, which is made a second after the start")
    (socket,) = folder.glob("*.socket")
    assert socket.stat().st_mode & 0o77 == 0
    for nonsense in (b"\xff\xfe\n", b"{}[]\n", b'{"minimised": true}\n', b"[1]\n", b"x" * 1_000_000):
        client = QLocalSocket()
        client.connectToServer(str(socket))
        assert client.waitForConnected(5000)
        client.write(nonsense)
        client.waitForBytesWritten(5000)
        client.disconnectFromServer()
    assert launch(app).wait(PATIENCE) == 0
    app.wait_for(app.main_window_is_visible, "the window")
    assert "Traceback" not in app.output()


def test_the_app_starts_without_a_folder_for_locks(tmp_path: Path) -> None:
    instance = SingleInstance(tmp_path / "nowhere", "focus-desktop")
    assert instance.claim(Launch())
