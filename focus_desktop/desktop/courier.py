"""Carries notices to the platform's notification daemon on an asyncio thread of its own. No Qt."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from functools import partial
from html import escape
from pathlib import Path

from desktop_notifier import Button, Icon, Notification

from focus_desktop.desktop.daemon import Daemon
from focus_desktop.desktop.notice import Notice

log = logging.getLogger(__name__)

TIME_LIMIT = 10.0
"""Seconds within which the notification daemon must have answered."""

LAST_WORDS = 0.5
"""Seconds at the end in which notifications may still be sent and withdrawn."""

CLOSING_LIMIT = 1.0
"""Seconds to wait for the thread to end."""

Report = Callable[[Notice], None]


class Courier:
    """Delivers in the background. The callbacks are called on another thread than the caller's."""

    def __init__(
        self,
        app_name: str,
        icon: Path,
        *,
        on_delivered: Report,
        on_undelivered: Report,
        on_clicked: Report,
        on_chosen: Callable[[Notice, str], None],
        on_dismissed: Report,
    ) -> None:
        self._app_name = app_name
        self._icon = Icon(path=icon)
        self._on_delivered = on_delivered
        self._on_undelivered = on_undelivered
        self._on_clicked = on_clicked
        self._on_chosen = on_chosen
        self._on_dismissed = on_dismissed
        self._daemon: Daemon | None = None
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

    def send(self, notice: Notice) -> None:
        """Deliver a notice, and report it either delivered or undelivered; returns at once."""
        self._run(self._deliver(notice))

    def withdraw(self, notice: Notice) -> None:
        """Take a notice away if it is still shown; returns at once."""
        self._run(self._take_away(notice))

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
                await self._met_daemon()
        except Exception:  # whatever a daemon does, `send` tries again
            log.info("no notification daemon yet", exc_info=True)

    async def _deliver(self, notice: Notice) -> None:
        decided = self._on_their_way[notice.ident] = asyncio.Event()
        if await self._is_taken(notice):
            self._on_delivered(notice)
        else:
            self._on_undelivered(notice)
        del self._on_their_way[notice.ident]
        decided.set()

    async def _is_taken(self, notice: Notice) -> bool:
        taken = asyncio.Event()
        daemon: Daemon | None = None
        try:
            async with asyncio.timeout(TIME_LIMIT):
                daemon = await self._met_daemon()
                await daemon.show(self._notification(notice, daemon, taken.set))
        except Exception:  # whatever a daemon does, the user is told another way
            log.info("the notification was not delivered", exc_info=True)
        if daemon is not None and not taken.is_set():
            daemon.leave()  # One that failed once is not trusted again.
        return taken.is_set()

    async def _take_away(self, notice: Notice) -> None:
        if notice.ident in self._on_their_way:
            await self._on_their_way[notice.ident].wait()
        if self._daemon is None or self._daemon.is_gone:
            return  # What it showed has gone with it.
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await self._daemon.take_away(notice.ident)
        except Exception:  # it has gone already, or stays: neither harms anybody
            log.debug("the notification was not taken away", exc_info=True)

    def _notification(
        self, notice: Notice, daemon: Daemon, on_dispatched: Callable[[], None]
    ) -> Notification:
        choices = notice.choices if daemon.shows_buttons else ()
        return Notification(
            notice.title,
            escape(notice.message, quote=False) if daemon.renders_markup else notice.message,
            buttons=tuple(
                Button(one.label, partial(self._on_chosen, notice, one.key), one.key) for one in choices
            ),
            on_dispatched=on_dispatched,
            on_clicked=partial(self._on_clicked, notice),
            on_dismissed=partial(self._on_dismissed, notice),
            identifier=notice.ident,
        )

    async def _met_daemon(self) -> Daemon:
        async with self._meeting:
            if self._daemon is None or self._daemon.is_gone:
                self._daemon = await Daemon.meet(self._app_name, self._icon)
            return self._daemon
