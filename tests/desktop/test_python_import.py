"""Python's own `import`, which PySide replaces, is back in the app's process."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from focus_desktop.desktop import python_import

if TYPE_CHECKING:
    import pytest

PYTHON: Any = builtins
"""With what PySide adds."""

OPENED = """
import builtins, json, linecache
from focus_desktop.desktop import first_window
import focus_desktop.store.database
kept = [file for file in linecache.cache if "focus_desktop" in file and file.endswith(".py")]
print(json.dumps([kept, builtins.__import__ is builtins.__orig_import__]))
"""


def test_the_source_of_what_is_imported_is_not_read_and_kept() -> None:
    done = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, check=True)
    kept, is_pythons = json.loads(done.stdout)
    assert kept == []
    assert is_pythons


def test_an_import_that_somebody_else_has_put_in_place_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_of_another(*arguments: Any, **named: Any) -> Any:
        return pythons(*arguments, **named)

    pythons = PYTHON.__import__
    monkeypatch.setattr(builtins, "__import__", import_of_another)
    python_import.restore()
    assert PYTHON.__import__ is import_of_another


def test_pysides_import_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "__import__", PYTHON.__feature_import__)
    python_import.restore()
    assert PYTHON.__import__ is PYTHON.__orig_import__
