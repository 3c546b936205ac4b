"""Does what launches of the app ask for: at once, or as soon as the store is open."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import refusals
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.launch import Launch
    from focus_desktop.model.errors import FocusError

WAITS_S = 60.0
"""Seconds that a launch may wait for the store. A session that starts later would miss too much work."""


class Launches(QObject):
    """Takes the launch of this process and those that later processes pass on."""

    def __init__(self, store: StoreThread, user_actions: UserActions, messages: MessageRouter) -> None:
        super().__init__()
        self._store = store
        self._user_actions = user_actions
        self._messages = messages
        self._waiting: list[tuple[float, Launch]] = []
        self._failure: FocusError | None = None
        store.opened.connect(self._do_waiting_launches)

    def take(self, launch: Launch) -> str:
        """Do what the launch asks for. Return why it cannot be done, or an empty text."""
        if not launch.asks_for_action:
            return ""
        if self._store.controller is not None:
            self._user_actions.launch(launch)
        elif self._failure is not None:
            self._store.open()  # Now, in place of waiting for the next automatic try.
            return refusals.sentence(self._failure)
        else:
            self._waiting.append((time.monotonic(), launch))
        return ""

    def report_failure(self, error: FocusError) -> None:
        """Tell this object that the store cannot be opened now."""
        self._failure = error

    def _do_waiting_launches(self) -> None:
        self._failure = None
        waiting, self._waiting = self._waiting, []
        for asked_at, launch in waiting:
            if time.monotonic() - asked_at < WAITS_S:
                self._user_actions.launch(launch)
            else:
                message = _("It took too long until the data could be used; please start again.")
                self._messages.tell(_("Nothing was started"), message)
