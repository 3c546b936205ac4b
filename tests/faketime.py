"""libfaketime: makes a whole real process believe in another time, or in a faster one."""

from pathlib import Path


def faketime(spec: str) -> dict[str, str]:
    """The environment of a process that believes `spec`: `+2h` is later, `+0 x30` is faster."""
    return {"LD_PRELOAD": str(_library()), "FAKETIME": spec}


def _library() -> Path:
    found = [
        *Path("/usr/lib").glob("*/faketime/libfaketime.so.1"),
        Path("/usr/lib/faketime/libfaketime.so.1"),
    ]
    return next(path for path in found if path.exists())
