"""A notifier on a bus of its own."""

from collections.abc import Iterator

import pytest

from focus_desktop import paths
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.system.async_thread import AsyncThread
from tests.bus_service import PrivateBus


@pytest.fixture
def background() -> Iterator[AsyncThread]:
    """The event loop that notifications share with others; nothing runs in it yet."""
    background = AsyncThread()
    yield background
    background.close()


@pytest.fixture
def notifier(private_bus: PrivateBus, background: AsyncThread) -> Iterator[Notifier]:
    """One on a bus of its own, where there may be a daemon."""
    notifier = Notifier("Focus Desktop", paths.resource("icons/focus-desktop.svg"), background)
    yield notifier
    notifier.close()
