"""Carries notices to the platform's notification daemon on an asyncio thread of its own. No Qt."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from functools import partial
from html import escape
from pathlib import Path

import desktop_notifier
from desktop_notifier import Button, Icon

from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notification_server import NotificationServer

log = logging.getLogger(__name__)

TIME_LIMIT = 10.0
"""Seconds within which the notification daemon must have answered."""

LAST_WORDS = 0.5
"""Seconds at the end in which notifications may still be sent and withdrawn."""

CLOSING_LIMIT = 1.0
"""Seconds to wait for the thread to end."""

Report = Callable[[Notification], None]


class NotificationSender:
    """Delivers in the background. The callbacks are called on another thread than the caller's."""

    def __init__(
        self,
        app_name: str,
        icon: Path,
        *,
        on_delivered: Report,
        on_undelivered: Report,
        on_clicked: Report,
        on_chosen: Callable[[Notification, str], None],
        on_dismissed: Report,
    ) -> None:
        self._app_name = app_name
        self._icon = Icon(path=icon)
        self._on_delivered = on_delivered
        self._on_undelivered = on_undelivered
        self._on_clicked = on_clicked
        self._on_chosen = on_chosen
        self._on_dismissed = on_dismissed
        self._daemon: NotificationServer | None = None
        self._meeting = asyncio.Lock()
        self._on_their_way: dict[str, asyncio.Event] = {}
        """By the notice's ident; set once it is known what became of it."""
        self._under_way: set[Future[None]] = set()
        self._closing = asyncio.Event()
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        self._thread = threading.Thread(target=self._serve, name="notifications", daemon=True)
        self._thread.start()

    def connect(self) -> None:
        """Meet the daemon and learn what it can; returns at once."""
        self._run(self._connect_in_time())

    def send(self, notification: Notification) -> None:
        """Deliver a notice, and report it either delivered or undelivered; returns at once."""
        self._run(self._deliver(notification))

    def withdraw(self, notification: Notification) -> None:
        """Take a notice away if it is still shown; returns at once."""
        self._run(self._take_away(notification))

    def close(self) -> None:
        """Stop, within a moment; what is on its way then is dropped."""
        wait(tuple(self._under_way), LAST_WORDS)
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(CLOSING_LIMIT)

    def _serve(self) -> None:
        with self._runner:
            self._runner.run(self._closed())

    async def _closed(self) -> None:
        await self._closing.wait()
        if self._daemon is not None:
            self._daemon.leave()
            await asyncio.sleep(0)  # The library closes its socket in the loop's next turn.

    def _run(self, work: Coroutine[object, object, None]) -> None:
        errand = asyncio.run_coroutine_threadsafe(work, self._loop)
        self._under_way.add(errand)
        errand.add_done_callback(self._under_way.discard)

    async def _connect_in_time(self) -> None:
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._met_server()
        except Exception:  # whatever a daemon does, `send` tries again
            log.info("no notification daemon yet", exc_info=True)

    async def _deliver(self, notification: Notification) -> None:
        decided = self._on_their_way[notification.ident] = asyncio.Event()
        if await self._is_taken(notification):
            self._on_delivered(notification)
        else:
            self._on_undelivered(notification)
        del self._on_their_way[notification.ident]
        decided.set()

    async def _is_taken(self, notification: Notification) -> bool:
        taken = asyncio.Event()
        daemon: NotificationServer | None = None
        try:
            async with asyncio.timeout(TIME_LIMIT):
                daemon = await self._met_server()
                await daemon.show(self._notification(notification, daemon, taken.set))
        except Exception:  # whatever a daemon does, the user is told another way
            log.info("the notification was not delivered", exc_info=True)
        if daemon is not None and not taken.is_set():
            daemon.leave()  # One that failed once is not trusted again.
        return taken.is_set()

    async def _take_away(self, notification: Notification) -> None:
        if notification.ident in self._on_their_way:
            await self._on_their_way[notification.ident].wait()
        if self._daemon is None or self._daemon.is_gone:
            return  # What it showed has gone with it.
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._daemon.take_away(notification.ident)
        except Exception:  # it has gone already, or stays: neither harms anybody
            log.debug("the notification was not taken away", exc_info=True)

    def _notification(
        self, notification: Notification, daemon: NotificationServer, on_dispatched: Callable[[], None]
    ) -> desktop_notifier.Notification:
        actions = notification.actions if daemon.shows_buttons else ()
        return desktop_notifier.Notification(
            notification.title,
            escape(notification.message, quote=False) if daemon.renders_markup else notification.message,
            buttons=tuple(
                Button(one.label, partial(self._on_chosen, notification, one.key), one.key) for one in actions
            ),
            on_dispatched=on_dispatched,
            on_clicked=partial(self._on_clicked, notification),
            on_dismissed=partial(self._on_dismissed, notification),
            identifier=notification.ident,
        )

    async def _met_server(self) -> NotificationServer:
        async with self._meeting:
            if self._daemon is None or self._daemon.is_gone:
                self._daemon = await NotificationServer.meet(self._app_name, self._icon)
            return self._daemon
