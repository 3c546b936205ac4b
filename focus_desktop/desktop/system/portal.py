"""A global shortcut through the desktop portal.

Source: the XDG Desktop Portal's documentation, org.freedesktop.portal.GlobalShortcuts and .Request.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from dbus_fast import Variant

from focus_desktop.desktop.system.bus_listener import BUS, BusListener, Refused, call, subscribe
from focus_desktop.language import N_
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

    Answer = asyncio.Future[tuple[int, dict[str, Any]]]
    """Response code and results."""

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
REGISTRY = (NAME, PATH, "org.freedesktop.host.portal.Registry")
KEY, TITLE = "start", N_("Start the last focus session again")
GRANTED, DECLINED, ENDED_OTHERWISE = 0, 1, 2
ANSWER_WITHIN_S = 600.0
"""Seconds that the user may take to choose the key."""


class Portal(BusListener):
    """Asks the portal for one key, which it lets the user choose, and reports each press of it."""

    def __init__(
        self,
        app_id: str,
        on_bound: Callable[[str], None],
        on_refused: Callable[[bool], None],
        on_pressed: Callable[[], None],
    ) -> None:
        """The callbacks are called on the thread of the event loop.

        `on_bound` gets the name of the key, which may be empty. `on_refused` gets True if the user has
        declined, False if there is no portal for shortcuts.
        """
        self._app_id = app_id
        self._on_bound, self._on_refused, self._on_pressed = on_bound, on_refused, on_pressed
        self._answers: dict[str, Answer] = {}
        self._session = ""
        self._portal_is_back = asyncio.Event()

    async def listen(self) -> None:
        """Listen until cancelled. Without a bus, report that there is no portal."""
        await super().listen()
        self._on_refused(False)

    async def subscribe_all(self, bus: MessageBus) -> None:
        """Ask for the key, again whenever the portal has been restarted."""
        await subscribe(bus, f"type='signal',sender='{NAME}',interface='{REQUEST}',member='Response'")
        await subscribe(bus, f"type='signal',sender='{NAME}',interface='{SHORTCUTS}'")
        await subscribe(bus, f"type='signal',sender='{BUS[0]}',member='NameOwnerChanged',arg0='{NAME}'")
        while True:
            # Start the portal first, so that its start does not count as a restart.
            with contextlib.suppress(Refused, TimeoutError):
                await call(bus, BUS, "StartServiceByName", "su", NAME, 0)
            self._portal_is_back.clear()
            await self._bind(bus)
            await self._portal_is_back.wait()

    def receive(self, message: Message) -> None:
        """Handle answers of the portal and presses of the key."""
        match message.member, message.body:
            case "Response", [int(code), dict(results)]:
                self._take_answer(message.path or "", code, results)
            case "Activated", [session, key, *_] if (session, key) == (self._session, KEY):
                self._on_pressed()
            case "NameOwnerChanged", [name, _, owner] if name == NAME:
                self._end_requests()
                if owner:
                    self._portal_is_back.set()

    def _take_answer(self, request: str, code: int, results: dict[str, Any]) -> None:
        answer = self._answers.get(request)
        if answer is not None and not answer.done():
            answer.set_result((code, results))

    def _end_requests(self) -> None:
        for answer in self._answers.values():
            if not answer.done():
                answer.set_result((ENDED_OTHERWISE, {}))

    async def _bind(self, bus: MessageBus) -> None:
        try:
            await self._register_app(bus)
            token = Variant("s", "focus")
            created = await self._request(bus, "CreateSession", "a{sv}", session_handle_token=token)
            self._session = created["session_handle"].value
            key = {"description": Variant("s", _(TITLE))}
            bound = await self._request(
                bus, "BindShortcuts", "oa(sa{sv})sa{sv}", self._session, [[KEY, key]], ""
            )
        except Declined:
            self._on_refused(True)
        except (Refused, TimeoutError, KeyError):
            self._on_refused(False)
        else:
            descriptions = [
                shortcut.get("trigger_description")
                for name, shortcut in bound["shortcuts"].value
                if name == KEY
            ]
            self._on_bound(descriptions[0].value if descriptions and descriptions[0] else "")

    async def _register_app(self, bus: MessageBus) -> None:
        """Tell the portal the app's id. Portals before 1.19 lack this call and find the id themselves."""
        with contextlib.suppress(Refused):
            await call(bus, REGISTRY, "Register", "sa{sv}", self._app_id, {})

    async def _request(
        self, bus: MessageBus, member: str, signature: str, *body: Any, **options: Variant
    ) -> dict[str, Any]:
        """Call a method that answers with a later signal; return the results of that.

        Raises Declined, Refused, TimeoutError.
        """
        token = f"focus_{member.lower()}"
        sender = (bus.unique_name or "").removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{token}"
        answer: Answer = asyncio.get_running_loop().create_future()
        self._answers[path] = answer
        options["handle_token"] = Variant("s", token)
        try:
            await call(bus, (NAME, PATH, SHORTCUTS), member, signature, *body, options)
            async with asyncio.timeout(ANSWER_WITHIN_S):
                code, results = await answer
        finally:
            self._answers.pop(path, None)
        if code == DECLINED:
            raise Declined
        if code != GRANTED:
            raise Refused
        return results


class Declined(Exception):
    """The user has declined to choose a key."""
