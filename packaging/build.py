"""Builds the app's folder with PyInstaller, on Linux the Debian package of it too, and checks them.

`bootstrap.py build` calls this with what it needs in place. It is the same from the same commit:
nothing in it tells where or when it was built.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import debian_package
from bootstrap import ROOT, say
from bundle import VERSION
from focus_desktop import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPEC = Path(__file__).parent / f"{paths.APP_NAME}.spec"
OLDEST_SQLITE = (3, 35)
"""SQLAlchemy reads back what it wrote by RETURNING."""


class BuildError(Exception):
    """What was built is not as it has to be; its text says what."""


def main(arguments: Sequence[str]) -> int:
    """Build all that this platform can; the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py build", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="FOLDER", help="instead of dist/")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build", metavar="FOLDER", help="instead of build/"
    )
    parser.add_argument(
        "--quick", action="store_true", help="pack the package loosely and do not check it, as tests do"
    )
    chosen = parser.parse_args(arguments)
    into: Path = chosen.into.resolve()
    environment = reproducible_environment()
    try:
        with _told("Building the folder with PyInstaller"):
            folder = build_folder(into, chosen.work.resolve(), environment)
        with _told("Checking the folder"):
            check_folder(folder)
        made = [folder]
        if sys.platform == "linux":
            with _told("Building the Debian package"):
                package = debian_package.build(folder, into, environment, loosely=chosen.quick)
            made.append(package)
            if not chosen.quick:
                with _told("Checking the Debian package"):
                    debian_package.check(package)
    except (BuildError, debian_package.PackageError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\n{Path(error.cmd[0]).name} failed with exit status {error.returncode}.", file=sys.stderr)
        return 1
    for one in made:
        print(f"  {one}  {_size(one) / 1e6:.1f} MB")
    return 0


def build_folder(into: Path, work: Path, environment: dict[str, str]) -> Path:
    """Run PyInstaller, with `work` for what it makes on the way; the folder that holds the app."""
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
        *("--distpath", str(into), "--workpath", str(work), str(SPEC)),
    ]
    subprocess.run(
        command, env=environment | {"PYINSTALLER_CONFIG_DIR": str(work / "cache")}, cwd=ROOT, check=True
    )
    folder = into / paths.APP_NAME
    if sys.platform == "linux":
        _forget_where_python_was(folder)
    return folder


def check_folder(folder: Path) -> None:
    """Ask the program inside for its version, and which SQLite it found. Raises BuildError."""
    with tempfile.TemporaryDirectory(prefix="focus-desktop-") as home:
        database = {"FOCUS_DESKTOP_DATABASE_URL": "sqlite://", "XDG_CACHE_HOME": home, "LOCALAPPDATA": home}
        version = _asked(folder, database, "--version").strip()
        facts = _asked(folder, database, "check")
    if version != VERSION:
        raise BuildError(f"The program in {folder} is version {version}, and not {VERSION}.")
    found = re.search(r"SQLite (\S+),", facts)
    if found is None or found[1] != sqlite3.sqlite_version:
        raise BuildError(f"The program uses another SQLite than {sqlite3.sqlite_version} here: {facts}")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise BuildError(f"SQLite {found[1]} is too old to be bundled; build with {oldest} or newer.")


def reproducible_environment() -> dict[str, str]:
    """This process's environment, with the commit's time and a fixed order of sets."""
    return os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": _source_date_epoch()}


def _source_date_epoch() -> str:
    """When the sources were last changed, in seconds of Unix time."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    if (ROOT / ".git").exists() and shutil.which("git"):
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if told.returncode == 0:
            return told.stdout.strip()
    sources = (ROOT / "focus_desktop").rglob("*.py")
    return str(int(max(file.stat().st_mtime for file in (ROOT / "pyproject.toml", *sources))))


def _forget_where_python_was(folder: Path) -> None:
    """A Python that somebody compiled looks for its library where it was installed on this computer."""
    inside = folder / "_internal"
    files = [*inside.glob("libpython*"), *inside.glob("python*/lib-dynload/*.so")]
    subprocess.run(["chrpath", "--delete", *files], stdout=subprocess.DEVNULL, check=True)


def _asked(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    program = folder / (f"{paths.APP_NAME}.exe" if sys.platform == "win32" else paths.APP_NAME)
    done = subprocess.run(
        [program, *arguments], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildError(f"{program.name} {' '.join(arguments)} failed: {done.stderr}")
    return done.stdout


def _size(made: Path) -> int:
    files = [made] if made.is_file() else made.rglob("*")
    return sum(file.lstat().st_size for file in files if not file.is_dir() or file.is_symlink())


@contextmanager
def _told(what: str) -> Iterator[None]:
    say(what)
    start = time.monotonic()
    yield
    print(f"  {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
