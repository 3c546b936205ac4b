"""Changes the time of a whole process, or its speed, by libfaketime."""

from pathlib import Path


def faketime(spec: str) -> dict[str, str]:
    """The environment variables for this time: `+2h` is two hours later, `+0 x30` is 30 times as fast."""
    return {"LD_PRELOAD": str(_library()), "FAKETIME": spec}


def _library() -> Path:
    found = [
        *Path("/usr/lib").glob("*/faketime/libfaketime.so.1"),
        Path("/usr/lib/faketime/libfaketime.so.1"),
    ]
    return next(path for path in found if path.exists())
