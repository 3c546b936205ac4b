"""A virtual desktop for each test, and the app on it. If a program is missing, a test fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop_e2e.running_app import RunningApp
from virtual_desktop import VirtualDesktop


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """A desktop with a window manager, an XEmbed tray, a notification daemon and a session bus."""
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def bare_desktop() -> Iterator[VirtualDesktop]:
    """A desktop without a tray and without a notification daemon."""
    with VirtualDesktop(tray=False, notifications=False) as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[RunningApp]:
    """The app on the complete desktop, not yet started."""
    yield from _app(desktop, tmp_path)


@pytest.fixture
def bare_app(bare_desktop: VirtualDesktop, tmp_path: Path) -> Iterator[RunningApp]:
    """The app on the bare desktop, not yet started."""
    yield from _app(bare_desktop, tmp_path)


def _app(desktop: VirtualDesktop, home: Path) -> Iterator[RunningApp]:
    app = RunningApp(desktop, home)
    yield app
    app.close()
