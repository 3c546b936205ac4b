"""Sends notifications to the platform's notification server, in an asyncio event loop. No Qt."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import desktop_notifier
from desktop_notifier import Button, Icon

from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notification_server import NotificationServer

log = logging.getLogger(__name__)

TIME_LIMIT = 10.0
"""Seconds within which the notification server must answer."""

Report = Callable[[Notification], None]


class NotificationSender:
    """Sends and withdraws notifications. All coroutines must run in one event loop.

    The callbacks are called on the thread of that event loop.
    """

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
        self._server: NotificationServer | None = None
        self._connecting = asyncio.Lock()
        self._in_delivery: dict[str, asyncio.Event] = {}
        """For each notification that is being sent, by its ident: set when that has ended."""

    async def connect(self) -> None:
        """Connect to the server and read its capabilities, so that `send` has less to do."""
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._connected_server()
        except Exception:  # whatever the server does, `send` tries again
            log.info("no notification server yet", exc_info=True)

    async def send(self, notification: Notification) -> None:
        """Send a notification, and report it as either delivered or undelivered."""
        ended = self._in_delivery[notification.ident] = asyncio.Event()
        if await self._try_to_show(notification):
            self._on_delivered(notification)
        else:
            self._on_undelivered(notification)
        del self._in_delivery[notification.ident]
        ended.set()

    async def withdraw(self, notification: Notification) -> None:
        """Close a notification if it is still shown."""
        if notification.ident in self._in_delivery:
            await self._in_delivery[notification.ident].wait()
        if self._server is None or self._server.is_gone:
            return  # When a server ends, its notifications disappear.
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._server.close_notification(notification.ident)
        except Exception:  # it is already closed, or stays open: neither does harm
            log.debug("the notification was not withdrawn", exc_info=True)

    async def disconnect(self) -> None:
        """Disconnect from the server; reactions are no longer received."""
        if self._server is not None:
            self._server.disconnect()
            await asyncio.sleep(0)  # The library closes its socket in the next turn of the event loop.

    async def _try_to_show(self, notification: Notification) -> bool:
        """Have the server show the notification. Return whether the server has accepted it."""
        accepted = asyncio.Event()
        server: NotificationServer | None = None
        try:
            async with asyncio.timeout(TIME_LIMIT):
                server = await self._connected_server()
                await server.show(self._platform_notification(notification, server, accepted.set))
        except Exception:  # whatever the server does, the user is told another way
            log.info("the notification was not delivered", exc_info=True)
        if server is not None and not accepted.is_set():
            server.disconnect()  # The next notification gets a new connection.
        return accepted.is_set()

    def _platform_notification(
        self, notification: Notification, server: NotificationServer, on_dispatched: Callable[[], None]
    ) -> desktop_notifier.Notification:
        actions = notification.actions if server.shows_buttons else ()
        message = notification.message
        return desktop_notifier.Notification(
            notification.title,
            escape(message, quote=False) if server.renders_markup else message,
            buttons=tuple(
                Button(action.label, partial(self._on_chosen, notification, action.ident), action.ident)
                for action in actions
            ),
            on_dispatched=on_dispatched,
            on_clicked=partial(self._on_clicked, notification),
            on_dismissed=partial(self._on_dismissed, notification),
            identifier=notification.ident,
        )

    async def _connected_server(self) -> NotificationServer:
        async with self._connecting:
            if self._server is None or self._server.is_gone:
                self._server = await NotificationServer.connect(self._app_name, self._icon)
            return self._server
