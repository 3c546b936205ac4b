"""Runs a counted process under Valgrind's Callgrind, and reads what that has written.

The format is that of Valgrind's manual, "Callgrind Format Specification".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.guards.marks import MARK

if TYPE_CHECKING:
    from pathlib import Path

ALLOCATION = "PyObject_Malloc"
"""Python's function that allocates objects."""
_FUNCTION = re.compile(r"(c?)fn=\((\d+)\)(?: (.*))?")


@dataclass(frozen=True)
class Counted:
    """What was counted between two marks."""

    instructions: int
    allocations: int


def command(file: Path) -> list[str]:
    """Return the command that runs another one, with the same addresses each time, and writes to the file."""
    return [
        *("setarch", "--addr-no-randomize", "valgrind", "--quiet", "--tool=callgrind"),
        *(f"--dump-before={MARK}", f"--callgrind-out-file={file}"),
    ]


def counts(file: Path) -> list[Counted]:
    """Return what was counted before each mark."""
    numbers = sorted(int(one.suffix[1:]) for one in file.parent.glob(f"{file.name}.*"))
    return [_counted(file.with_suffix(f".{number}")) for number in numbers]


def _counted(file: Path) -> Counted:
    instructions = allocations = 0
    names: dict[str, str] = {}
    called = ""
    with file.open(errors="replace") as lines:
        for line in lines:
            if found := _FUNCTION.match(line):
                is_called, number, name = found.groups()
                names.setdefault(number, name or "")
                called = names[number] if is_called else called
            elif line.startswith("calls=") and called == ALLOCATION:
                allocations += int(line.removeprefix("calls=").split()[0])
            elif line.startswith("totals:"):
                instructions = int(line.split()[1])
    return Counted(instructions, allocations)
