"""Modules of pages that nobody has opened are imported while the app has nothing else to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from focus_desktop.desktop import idle_imports
from focus_desktop.desktop.idle_imports import IdleImports

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that would have been imported."""
    imported: list[str] = []
    monkeypatch.setattr(idle_imports, "import_module", imported.append)
    return imported


def test_all_of_them_are_imported_one_after_the_other(qtbot: QtBot, imported: list[str]) -> None:
    parent = QObject()
    imports = IdleImports(parent)
    imports.start()
    assert imported == []
    qtbot.waitUntil(lambda: len(imported) == len(idle_imports.MODULES))
    assert tuple(imported) == idle_imports.MODULES
    assert not imports._timer.isActive()


def test_no_more_are_imported_once_it_is_stopped(qtbot: QtBot, imported: list[str]) -> None:
    parent = QObject()
    imports = IdleImports(parent)
    imports.start()
    qtbot.waitUntil(lambda: len(imported) == 1)
    imports.stop()
    qtbot.wait(3 * idle_imports.PAUSE_MS)
    assert len(imported) == 1


def test_there_are_modules_of_these_names() -> None:
    parent = QObject()
    imports = IdleImports(parent)
    while imports._left:
        imports._import_next()
    assert set(idle_imports.MODULES) <= sys.modules.keys()
