"""Everything from a fresh checkout: `run`, `test`, `bench`, `guards`, `build` and `screenshots`.

Only the standard library is used. Each command makes the virtual environment and installs what is
missing first; a second call finds it all there and starts at once.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checks import Check
from virtual_desktop import DesktopError, VirtualDesktop, end, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / "python"
OLDEST_PYTHON = (3, 11)
PICTURE_EVERY_S = 5.0


@dataclass(frozen=True)
class Need:
    """Something that the system must have: the Debian package of it, and a check whether it is there."""

    package: str
    is_there: Callable[[], bool]
    libraries: tuple[str, ...] = ()
    """The names of the shared libraries, if it is a need for some."""


def library(package: str, *names: str) -> Need:
    """Return a need for shared libraries."""
    return Need(package, lambda: all(map(_can_be_loaded, names)), names)


def program(package: str, *names: str) -> Need:
    """Return a need for commands."""
    return Need(package, lambda: all(map(shutil.which, names)))


def files(package: str, *patterns: str) -> Need:
    """Return a need for at least one file that matches one of the patterns, relative to /."""
    return Need(package, lambda: any(any(Path("/").glob(pattern)) for pattern in patterns))


def python_library() -> Need:
    """Return a need for this Python as a shared library, which Debian has in a package of its own."""
    name, folder = (sysconfig.get_config_var(one) or "" for one in ("INSTSONAME", "LIBDIR"))
    package = f"libpython{sysconfig.get_python_version()}"
    return Need(package, lambda: Path(folder, name).is_file() or _can_be_loaded(name))


FOR_PYTHON = (Need("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),)
QT_LIBRARIES = (
    library("libstdc++6", "libstdc++.so.6"),
    library("libgcc-s1", "libgcc_s.so.1"),
    library("libzstd1", "libzstd.so.1"),
    library("libegl1", "libEGL.so.1"),
    library("libgl1", "libGL.so.1"),
    library("libglib2.0-0", "libglib-2.0.so.0", "libgthread-2.0.so.0"),
    library("libgssapi-krb5-2", "libgssapi_krb5.so.2"),
    library("libdbus-1-3", "libdbus-1.so.3"),
    library("libfontconfig1", "libfontconfig.so.1"),
    library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    library("libx11-xcb1", "libX11-xcb.so.1"),
    library("libxcb-cursor0", "libxcb-cursor.so.0"),
    library("libxcb-glx0", "libxcb-glx.so.0"),
    library("libxcb-icccm4", "libxcb-icccm.so.4"),
    library("libxcb-image0", "libxcb-image.so.0"),
    library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    library("libxcb-randr0", "libxcb-randr.so.0"),
    library("libxcb-render-util0", "libxcb-render-util.so.0"),
    library("libxcb-shape0", "libxcb-shape.so.0"),
    library("libxcb-shm0", "libxcb-shm.so.0"),
    library("libxcb-sync1", "libxcb-sync.so.1"),
    library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    library("libxcb-xkb1", "libxcb-xkb.so.1"),
)
"""Qt cannot open a window without these."""
QT_COMFORTS = (
    library("libpulse0", "libpulse.so.0"),
    library("libwayland-client0", "libwayland-client.so.0"),
    library("libwayland-cursor0", "libwayland-cursor.so.0"),
    library("libwayland-egl1", "libwayland-egl.so.1"),
    files("fonts-dejavu-core", "usr/share/fonts/**/*.[ot]tf", "usr/local/share/fonts/**/*.[ot]tf"),
)
"""Sound, Wayland and fonts. Most systems have them."""
FOR_QT = (*QT_LIBRARIES, *QT_COMFORTS)
FOR_VIRTUAL_DESKTOP = (
    program("xvfb", "Xvfb"),
    program("openbox", "openbox"),
    program("trayer", "trayer"),
    program("dunst", "dunst"),
    program("dbus", "dbus-daemon", "dbus-send"),
    program("xdotool", "xdotool"),
    program("x11-utils", "xprop"),
)
FOR_BUILD = (
    python_library(),
    program("binutils", "as", "ld", "objdump", "readelf", "strip"),
    program("chrpath", "chrpath"),
    program("desktop-file-utils", "desktop-file-validate"),
    program("appstream", "appstreamcli"),
    program("lintian", "lintian"),
)
FOR_TESTS = (
    program("curl", "curl"),
    program("git", "git"),
    files("at-spi2-core", "usr/libexec/at-spi-bus-launcher", "usr/lib/at-spi2-core/at-spi-bus-launcher"),
    files("libfaketime", "usr/lib/*/faketime/libfaketime.so.1", "usr/lib/faketime/libfaketime.so.1"),
    files("postgresql", "usr/lib/postgresql/*/bin/initdb", "usr/bin/initdb", "usr/local/bin/initdb"),
    program("gnome-keyring", "gnome-keyring-daemon"),
    program("libglib2.0-bin", "gio"),
    program("pulseaudio", "pulseaudio"),
    program("xfce4-panel", "xfce4-panel"),
    program("pulseaudio-utils", "pactl", "parec"),
    program("weston", "weston", "weston-screenshooter"),
    program("timewarrior", "timew"),
    program("valgrind", "valgrind"),
)
FOR_BENCHMARKS = (program("sqlite3", "sqlite3"),)

WORKERS = max(4, 3 * (os.cpu_count() or 1))
"""Tests that run at the same time: more than there are processors, because most tests mostly wait."""
CHECKS = {
    "ruff format": ("ruff", "format", "--check", "."),
    "ruff": ("ruff", "check", "."),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports",),
    # Unbuffered, so that its output can be read while it runs.
    "pytest": ("python", "-u", "-m", "pytest", f"--numprocesses={WORKERS}", "--dist=worksteal"),
}


class SetupError(Exception):
    """The user has to do something first; the text says what."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description=__doc__)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="run|test|bench|guards|build|screenshots"
    )
    for name, about in (
        ("run", "set up and open the app; further options are for the app"),
        ("test", "set up and run the whole check; further options are for pytest; --reliability: all rounds"),
        ("bench", "set up and measure speed; further arguments are rows, `--json FILE`, `--markdown`"),
        ("guards", "set up and print what is counted beside the bounds; `--lower` lowers these"),
        ("screenshots", "set up and take pictures of every state; a further argument is their folder"),
        ("build", "set up and make the packages; `--into FOLDER` for another place than dist/"),
    ):
        commands.add_parser(name, help=about, add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    # Let `kill` end the virtual desktop too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        commands_by_name = {
            "run": run,
            "test": test,
            "bench": bench,
            "guards": guards,
            "build": build,
            "screenshots": screenshots,
        }
        return commands_by_name[chosen.command](rest)
    except (SetupError, DesktopError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\n{error.cmd[0]} failed with exit status {error.returncode}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Open the app on this display, or on a virtual one if there is none."""
    headless = sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    set_up((*FOR_QT, *FOR_VIRTUAL_DESKTOP) if headless else FOR_QT, "")
    command = [str(PYTHON), "-m", "focus_desktop", *arguments]
    if headless:
        return _run_headless(command)
    say("Opening Focus Desktop")
    return subprocess.run(command, check=False).returncode


def test(arguments: Sequence[str]) -> int:
    """Run all checks and tests at the same time. If one fails, the others go on."""
    set_up((*FOR_QT, *FOR_VIRTUAL_DESKTOP, *FOR_BUILD, *FOR_TESTS), "[test]")
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    commands = CHECKS | {"pytest": (*CHECKS["pytest"], *colour, *arguments)}
    with ExitStack() as stack:
        checks = [
            stack.enter_context(
                Check(name, [str(BIN / program), *options], ROOT, _environment_for_byte_code())
            )
            for name, (program, *options) in commands.items()
        ]
        for check in checks:
            print(f"\n▸ {check.name}", flush=True)
            check.print_to_its_end()
        results = {check.name: check.result() for check in checks}
    print()
    for name, (status, seconds) in results.items():
        print(f"{'ok    ' if status == 0 else 'FAILED'} {name} ({seconds:.0f} s)")
    return max(status != 0 for status, _ in results.values())


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks, which print ratios to floors that they measure in the same run."""
    set_up((*FOR_QT, *FOR_VIRTUAL_DESKTOP, *FOR_BUILD, *FOR_BENCHMARKS), "[test]")
    return _run_module("tests.benchmarks", arguments)


def guards(arguments: Sequence[str]) -> int:
    """Count what has a bound in the check, and print it beside that."""
    set_up((*FOR_QT, *FOR_TESTS), "[test]")
    return _run_module("tests.guards", arguments)


def screenshots(arguments: Sequence[str]) -> int:
    """Take the pictures of the README, and those of every state of the app."""
    set_up((*FOR_QT, *FOR_VIRTUAL_DESKTOP, *FOR_TESTS), "[test]")
    return _run_module("tests.screenshots", arguments)


def _run_module(name: str, arguments: Sequence[str]) -> int:
    """Run a module of the tests; return the exit status."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [str(PYTHON), "-m", name, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def build(arguments: Sequence[str]) -> int:
    """Build the app's folder, and on Linux a Debian package of it."""
    set_up((*FOR_QT, *FOR_BUILD), "[build]")
    command = [str(PYTHON), str(Path(__file__).parent / "build.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def set_up(needs: Sequence[Need], extra: str) -> None:
    """Install what is missing: system packages, the virtual environment, the app and its libraries.

    `extra` is the optional dependencies to install, such as `[test]`. Raises SetupError.
    """
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(f"Python {oldest} or newer is needed; this is {sys.version.split()[0]}.")
    if sys.platform == "linux":
        _install_system_packages((*FOR_PYTHON, *needs))
    _install_python_packages(extra)


def say(what: str) -> None:
    """Print one line of progress."""
    print(f"▸ {what}", flush=True)


def _install_system_packages(needs: Sequence[Need]) -> None:
    missing = _missing(needs)
    if not missing:
        return
    if shutil.which("apt-get") is None:
        say(f"Your system may lack what Debian calls {' '.join(missing)}")
        return
    if os.geteuid() != 0:
        raise SetupError(
            "Some system packages are missing. Install them with\n\n"
            f"    sudo apt-get install --no-install-recommends {' '.join(missing)}\n\n"
            "and call this command again."
        )
    say(f"Installing system packages: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=True)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing]
    subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=True)
    importlib.invalidate_caches()
    if still := _missing(needs):
        raise SetupError(f"apt-get installed {' '.join(still)}, and yet something of it is missing.")


def _missing(needs: Sequence[Need]) -> list[str]:
    return [need.package for need in needs if not need.is_there()]


def _install_python_packages(extra: str) -> None:
    # Records for which pyproject.toml and which Python the packages were installed.
    stamp = VENV / f"installed{extra or '[run]'}"
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest and PYTHON.exists():
        return
    if not PYTHON.exists():
        say("Making the virtual environment in .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    say("Installing Focus Desktop and its libraries into .venv (the first time takes some minutes)")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--editable", f".{extra}"]
    subprocess.run(pip, cwd=ROOT, env=_environment_for_byte_code(), check=True)
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-q", "focus_desktop"],
        cwd=ROOT,
        env=_environment_for_byte_code(),
        check=True,
    )
    stamp.write_text(digest)


def _run_headless(command: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="focus-desktop-") as folder:
        return _run_on_virtual_desktop(Path(folder), command)


def _run_on_virtual_desktop(folder: Path, command: Sequence[str]) -> int:
    picture = folder / "window.png"
    say("There is no display here, so the app opens on a virtual one")
    with VirtualDesktop() as desktop:
        data = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
        data["XDG_RUNTIME_DIR"] = desktop.environment["XDG_RUNTIME_DIR"]
        app = desktop.start(command, data, log=folder / "app.log")
        wait_until(
            lambda: app.poll() is not None or bool(desktop.run("xdotool", "search", "--pid", str(app.pid))),
            "the window",
        )
        print(f"  picture of the screen: {picture} (renewed every {PICTURE_EVERY_S:.0f} seconds)")
        print(f"  to use it from another terminal: DISPLAY={desktop.environment['DISPLAY']} xdotool …")
        print(f"  to stop: Ctrl-C here, or kill {os.getpid()}", flush=True)
        try:
            while app.poll() is None:
                desktop.picture(PYTHON, picture)
                time.sleep(PICTURE_EVERY_S)
        finally:
            end(app)
    print((folder / "app.log").read_text(errors="replace"), end="")
    say(f"Focus Desktop has ended with exit status {app.returncode}")
    return app.returncode


def _environment_for_byte_code() -> dict[str, str]:
    """This environment without PYTHONDONTWRITEBYTECODE, with which every start compiles all modules."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _can_be_loaded(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
