"""Carries notifications to the platform's daemon on an asyncio thread of its own. No Qt."""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Coroutine
from html import escape
from pathlib import Path

from desktop_notifier import DesktopNotifier, Icon

log = logging.getLogger(__name__)

TIME_LIMIT = 10.0
"""Seconds within which the notification daemon must have answered."""

CLOSING_LIMIT = 1.0
"""Seconds to wait for the thread to end."""


class Courier:
    """Delivers in the background. The callbacks are called on the courier's thread."""

    def __init__(
        self,
        app_name: str,
        icon: Path,
        on_clicked: Callable[[], None],
        on_undelivered: Callable[[str, str], None],
    ) -> None:
        self._app_name = app_name
        self._icon = Icon(path=icon)
        self._on_clicked = on_clicked
        self._on_undelivered = on_undelivered
        self._connected: DesktopNotifier | None = None
        self._renders_markup = False
        self._closing = asyncio.Event()
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._thread = threading.Thread(target=self._serve, name="notifications", daemon=True)
        self._thread.start()

    def connect(self) -> None:
        """Meet the daemon and learn what it can; returns at once."""
        self._run(self._connect_in_time())

    def send(self, title: str, message: str) -> None:
        """Deliver a notification with plain text, or report it undelivered; returns at once."""
        self._run(self._deliver(title, message))

    def close(self) -> None:
        """Stop; what is on its way is dropped."""
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(CLOSING_LIMIT)

    def _serve(self) -> None:
        with self._runner:
            self._runner.run(self._closed())

    async def _closed(self) -> None:
        await self._closing.wait()

    def _run(self, work: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _connect_in_time(self) -> None:
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._connection()
        except Exception:  # whatever a daemon does, `send` tries again
            log.info("no notification daemon yet", exc_info=True)

    async def _deliver(self, title: str, message: str) -> None:
        delivered = asyncio.Event()
        try:
            async with asyncio.timeout(TIME_LIMIT):
                notifier = await self._connection()
                body = escape(message, quote=False) if self._renders_markup else message
                # A failure inside is only logged there; `on_dispatched` is the one sign of success.
                await notifier.send(title, body, on_clicked=self._on_clicked, on_dispatched=delivered.set)
        except Exception:  # whatever a daemon does, the user is told another way
            log.info("the notification was not delivered", exc_info=True)
        if not delivered.is_set():
            self._connected = None  # A connection that failed once is not trusted again.
            self._on_undelivered(title, message)

    async def _connection(self) -> DesktopNotifier:
        if self._connected is None:
            notifier = DesktopNotifier(self._app_name, self._icon)
            if sys.platform == "linux":
                self._renders_markup = await _daemon_renders_markup()
            await notifier.get_capabilities()
            self._connected = notifier
        return self._connected


async def _daemon_renders_markup() -> bool:
    """Whether the D-Bus daemon takes a body for markup, so that text must be escaped.

    Source: the Desktop Notifications Specification, capability `body-markup`.
    """
    from dbus_fast import Message  # noqa: PLC0415 — there is no D-Bus on the other platforms
    from dbus_fast.aio import MessageBus  # noqa: PLC0415

    bus = await MessageBus().connect()
    try:
        reply = await bus.call(
            Message(
                destination="org.freedesktop.Notifications",
                path="/org/freedesktop/Notifications",
                interface="org.freedesktop.Notifications",
                member="GetCapabilities",
            )
        )
    finally:
        bus.disconnect()
    return bool(reply.body) and "body-markup" in reply.body[0]
