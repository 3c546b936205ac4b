"""Keeps between runs what takes long to make: the store with a million sessions, and the bundles."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "focus-desktop-benchmarks"
KEPT_S = 7 * 24 * 60 * 60.0
"""Seconds after which what was not used is removed."""


def kept(name: str, make: Callable[[Path], object]) -> Path:
    """Return the path of what is kept under this name. If it is not there, `make` makes it at a path."""
    wanted = FOLDER / name
    FOLDER.mkdir(parents=True, exist_ok=True)
    _remove_old(except_for=wanted)
    if not wanted.exists():
        print(f"making {name}, which is kept in {FOLDER} …", file=sys.stderr, flush=True)
        unfinished = FOLDER / f"unfinished-{os.getpid()}-{name}"
        make(unfinished)
        unfinished.rename(wanted)
    os.utime(wanted)
    return wanted


def digest(files: Iterable[Path], *texts: str) -> str:
    """Return a short name that differs if the contents of files or the texts do."""
    found = hashlib.sha256()
    for part in (*(file.read_bytes() for file in sorted(files)), *map(str.encode, texts)):
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()[:12]


def installed() -> str:
    """The versions of Python and of all installed packages."""
    return sys.version + str(sorted(f"{one.name} {one.version}" for one in distributions()))


def _remove_old(except_for: Path) -> None:
    for one in FOLDER.iterdir():
        if one != except_for and one.stat().st_mtime < time.time() - KEPT_S:
            if one.is_dir():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink()
