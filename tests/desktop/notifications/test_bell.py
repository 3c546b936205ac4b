"""The bell is heard where there is a sound server, loads nothing before, and is missed nowhere else."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from array import array
from typing import TYPE_CHECKING

import pytest

from focus_desktop import paths
from focus_desktop.desktop.notifications.bell import Bell, Sound
from virtual_desktop import end, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

RATE = 8_000
IN_A_PROCESS = """
import logging, sys
from PySide6.QtCore import QCoreApplication, QTimer
from focus_desktop import paths
from focus_desktop.desktop.notifications.bell import Bell, Sound

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stdout)
application = QCoreApplication([])
bell = Bell(paths.resource)
seen = set()
looking = QTimer(interval=20)

class Listener(logging.Handler):
    def emit(self, record):
        seen.add("done")

def look():
    seen.add("playing" if bell._effect else "done" if "playing" in seen else "loading")
    if "done" in seen:
        looking.stop()
        QTimer.singleShot(300, stop)

def stop():
    bell.close()
    application.quit()

def ring(*volumes, patience=20_000):
    # Until the sound has ended, or is known not to come.
    logging.getLogger().addHandler(Listener())
    looking.timeout.connect(look)
    looking.start()
    for volume in volumes:
        bell.ring(Sound.SESSION_END, volume)
    QTimer.singleShot(patience, stop)
    application.exec()
"""


class SoundServer:
    """A PulseAudio server of our own, whose only device nobody hears."""

    def __init__(self, folder: Path) -> None:
        self.environment = soundless(folder) | {"PULSE_SERVER": f"unix:{folder / 'pulse'}"}
        self._log = folder / "pulse.log"
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                (
                    *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
                    f"--load=module-native-protocol-unix auth-anonymous=1 socket={folder / 'pulse'}",
                    "--load=module-null-sink",
                ),
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        wait_until(lambda: self._process.poll() is not None or self.streams() is not None, "pulseaudio")
        assert self._process.poll() is None, self._log.read_text()

    def streams(self) -> list[str] | None:
        """What is playing now; nothing at all if the server does not answer."""
        asked = subprocess.run(
            ("pactl", "list", "short", "sink-inputs"),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return asked.stdout.splitlines() if asked.returncode == 0 else None

    def record(self, to: Path) -> subprocess.Popen[bytes]:
        """Write what is heard to a file, as 16-bit samples, until the recorder is ended."""
        with to.open("wb") as output:
            recorder = subprocess.Popen(
                ("parec", f"--rate={RATE}", "--channels=1", "--format=s16ne", "--latency-msec=20"),
                env=self.environment,
                stdout=output,
            )
        wait_until(lambda: to.stat().st_size > 0, "a recording")
        return recorder

    def close(self) -> None:
        """End it."""
        end(self._process)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SoundServer]:
    """A real sound server. Where it cannot be had, that is a failure."""
    server = SoundServer(tmp_path)
    yield server
    server.close()


def soundless(folder: Path) -> dict[str, str]:
    """An environment in which no sound server is found."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    return kept | {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "PULSE_SERVER": f"unix:{folder / 'nowhere'}",
    }


def run(code: str, environment: dict[str, str]) -> str:
    """What a process with a bell prints, on both of its streams."""
    done = subprocess.run(
        (sys.executable, "-c", IN_A_PROCESS + code),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def heard(server: SoundServer, folder: Path, code: str) -> list[int]:
    """The loudest sample of each twentieth of a second, while a process runs that prints nothing."""
    recording = folder / "recording"
    recorder = server.record(recording)
    try:
        assert run(code, server.environment) == ""
    finally:
        end(recorder)
    content = recording.read_bytes()
    samples = array("h", content[: len(content) // 2 * 2])
    step = RATE // 20
    return [max(map(abs, samples[at : at + step])) for at in range(0, len(samples), step)]


def test_a_ring_is_heard_once_for_as_long_as_the_sound_lasts(server: SoundServer, tmp_path: Path) -> None:
    loudness = heard(server, tmp_path, "ring(100, 100)")
    assert max(loudness) > 10_000
    # A busy machine may play it in pieces; two rings would be 2.8 s.
    assert 1.0 < sum(peak > 50 for peak in loudness) / 20 < 2.0


def test_half_the_volume_is_a_good_deal_quieter_and_no_volume_is_silence(
    server: SoundServer, tmp_path: Path
) -> None:
    half = max(heard(server, tmp_path, "ring(50)"))
    assert 1_000 < half < 6_000
    assert max(heard(server, tmp_path, "ring(0, patience=300)")) == 0


def test_after_the_ring_nothing_is_kept_at_the_sound_server(server: SoundServer) -> None:
    code = """
import subprocess
counts = []
def count_streams():
    asked = subprocess.run(("pactl", "list", "short", "sink-inputs"), capture_output=True)
    counts.append(len(asked.stdout.splitlines()))
def stop():
    count_streams()
    print(max(counts), counts[-1], flush=True)
    application.quit()
counting = QTimer(interval=100)
counting.timeout.connect(count_streams)
counting.start()
ring(100)
bell.close()
"""
    assert run(code, server.environment) == "1 0\n"


def test_nothing_is_loaded_before_the_first_ring_nor_to_make_no_sound(tmp_path: Path) -> None:
    code = "ring(0, patience=200); print([name for name in sys.modules if 'QtMultimedia' in name])"
    assert run(code, soundless(tmp_path)) == "[]\n"


def test_without_a_sound_server_there_is_one_line_in_the_log(tmp_path: Path) -> None:
    printed = run("ring(80)", soundless(tmp_path))
    assert printed == "INFO no sound: there is no output device\n"


def test_a_file_that_cannot_be_played_is_one_line_in_the_log(server: SoundServer, tmp_path: Path) -> None:
    code = f"bell = Bell(lambda name: paths.Path({str(tmp_path)!r}) / name); ring(80)"
    printed = run(code, server.environment)
    assert printed == f"INFO no sound: {tmp_path}/sounds/session-end.wav cannot be played\n"


def test_without_qt_multimedia_there_is_one_line_in_the_log(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    caplog.set_level(logging.INFO)
    bell = Bell(paths.resource)
    for sound in Sound:
        bell.ring(sound, 80)
    bell.close()
    assert [(record.levelname, record.message.partition(":")[0]) for record in caplog.records] == [
        ("INFO", "no sound")
    ]


def test_closing_while_loading_leaves_no_thread_and_no_sound(server: SoundServer, tmp_path: Path) -> None:
    code = """
import threading
bell.ring(Sound.BREAK_END, 100)
bell.close()
bell.ring(Sound.BREAK_END, 100)
print([thread.name for thread in threading.enumerate()])
QTimer.singleShot(500, application.quit)
application.exec()
"""
    assert run(code, server.environment) == "['MainThread']\n"


@pytest.mark.parametrize("sound", Sound)
def test_each_sound_has_its_file(sound: Sound) -> None:
    assert paths.resource(f"sounds/{sound}.wav").is_file()
