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
LARGEST_FOLDER_MB = 150
LARGEST_PACKAGE_MB = 40
LOOSE = 1.2
"""How much larger a package may be that is packed loosely."""
OLDEST_SQLITE = (3, 35)
"""The first version that has RETURNING, with which SQLAlchemy reads back the rows that it writes."""


class BuildError(Exception):
    """What was built is wrong; the text says why."""


def main(arguments: Sequence[str]) -> int:
    """Build everything that this platform can build; return the exit status."""
    parser = argparse.ArgumentParser(prog="bootstrap.py build", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="FOLDER", help="instead of dist/")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build", metavar="FOLDER", help="instead of build/"
    )
    parser.add_argument(
        "--quick", action="store_true", help="pack the package loosely and do not check it, as tests do"
    )
    options = parser.parse_args(arguments)
    into: Path = options.into.resolve()
    environment = reproducible_environment()
    try:
        with _timed_step("Building the folder with PyInstaller"):
            folder = build_folder(into, options.work.resolve(), environment)
        with _timed_step("Checking the folder"):
            check_folder(folder)
            check_size(folder, LARGEST_FOLDER_MB)
        made = [folder]
        if sys.platform == "linux":
            with _timed_step("Building the Debian package"):
                package = debian_package.build(folder, into, environment, loosely=options.quick)
            check_size(package, LARGEST_PACKAGE_MB * (LOOSE if options.quick else 1))
            made.append(package)
            if not options.quick:
                with _timed_step("Checking the Debian package"):
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
    """Run PyInstaller, with `work` for its intermediate files; return the folder with the app."""
    command = [
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
        *("--distpath", str(into), "--workpath", str(work), str(SPEC)),
    ]
    subprocess.run(
        command, env=environment | {"PYINSTALLER_CONFIG_DIR": str(work / "cache")}, cwd=ROOT, check=True
    )
    folder = into / paths.APP_NAME
    if sys.platform == "linux":
        _remove_library_paths(folder)
    return folder


def check_folder(folder: Path) -> None:
    """Run the program in the folder and check its version and that of its SQLite. Raises BuildError."""
    with tempfile.TemporaryDirectory(prefix="focus-desktop-") as home:
        environment = {"XDG_CACHE_HOME": home, "LOCALAPPDATA": home}
        environment |= {"FOCUS_DESKTOP_DATABASE_URL": "sqlite://", "LANGUAGE": "en"}
        version = _output_of(folder, environment, "--version").strip()
        facts = _output_of(folder, environment, "check")
    if version != VERSION:
        raise BuildError(f"The program in {folder} is version {version}, and not {VERSION}.")
    found = re.search(r"SQLite (\S+),", facts)
    if found is None or found[1] != sqlite3.sqlite_version:
        raise BuildError(f"The program uses another SQLite than {sqlite3.sqlite_version} here: {facts}")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise BuildError(f"SQLite {found[1]} is too old to be bundled; build with {oldest} or newer.")


def check_size(made: Path, largest_mb: float) -> None:
    """Raise BuildError if a folder or file is larger than so many megabytes of 1,000,000 bytes."""
    if (megabytes := _size(made) / 1e6) > largest_mb:
        raise BuildError(
            f"{made.name} has {megabytes:.1f} MB; {largest_mb:.0f} MB are allowed. Is left_out.py complete?"
        )


def reproducible_environment() -> dict[str, str]:
    """This environment, with the time of the commit and a fixed order of sets."""
    return os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": _source_date_epoch()}


def _source_date_epoch() -> str:
    """The time when the sources were last changed, in seconds of Unix time."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    if (ROOT / ".git").exists() and shutil.which("git"):
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.strip()
    sources = (ROOT / "focus_desktop").rglob("*.py")
    return str(int(max(file.stat().st_mtime for file in (ROOT / "pyproject.toml", *sources))))


def _remove_library_paths(folder: Path) -> None:
    """Remove the paths of this computer under which a Python that was compiled here finds its library."""
    inside = folder / "_internal"
    files = [*inside.glob("libpython*"), *inside.glob("python*/lib-dynload/*.so")]
    subprocess.run(["chrpath", "--delete", *files], stdout=subprocess.DEVNULL, check=True)


def _output_of(folder: Path, environment: dict[str, str], *arguments: str) -> str:
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
def _timed_step(what: str) -> Iterator[None]:
    say(what)
    start = time.monotonic()
    yield
    print(f"  {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
