"""A virtual desktop for each test, and the app on it. What is missing is a failure, never a skip."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop_e2e.running_app import RunningApp
from virtual_desktop import VirtualDesktop


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """Window manager, XEmbed tray, notification daemon, session bus."""
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def bare_desktop() -> Iterator[VirtualDesktop]:
    """No tray and no notification daemon."""
    with VirtualDesktop(tray=False, notifications=False) as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[RunningApp]:
    """The app on the whole desktop, not yet started."""
    yield from _app(desktop, tmp_path)


@pytest.fixture
def bare_app(bare_desktop: VirtualDesktop, tmp_path: Path) -> Iterator[RunningApp]:
    """The app on the bare desktop, not yet started."""
    yield from _app(bare_desktop, tmp_path)


def _app(desktop: VirtualDesktop, home: Path) -> Iterator[RunningApp]:
    app = RunningApp(desktop, home)
    yield app
    app.close()
