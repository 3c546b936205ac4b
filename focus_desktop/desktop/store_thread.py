"""Has the controller do things for the window, and tells the user why one cannot be done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from focus_desktop import refusals
from focus_desktop.model.errors import FocusError, StoreProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.controller import Controller
    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.window.banner import Banner

Result = TypeVar("Result")


class StoreThread:
    """Every call of the desktop to the controller; none is made before the store is open."""

    def __init__(self, message_router: MessageRouter, banner: Banner) -> None:
        self._message_router = message_router
        self._banner = banner
        self.controller: Controller | None = None
        self._trouble: str | None = None
        """Why time cannot be kept, as far as the user has been told."""

    def do(self, wish: Callable[[Controller], Result]) -> Result | None:
        """Like `ask`, for what the user has asked for: what was told before is settled by it.

        A wish that is refused may mean that another program has changed what is shown here.
        """
        self._banner.hide()
        return self.ask(wish, when_refused=lambda controller: controller.catch_up())

    def ask(
        self,
        wish: Callable[[Controller], Result],
        when_refused: Callable[[Controller], None] = lambda _: None,
    ) -> Result | None:
        """Have the controller do it, or tell the user why it cannot be done."""
        if self.controller is None:
            return None
        try:
            answer = wish(self.controller)
        except FocusError as error:
            self._message_router.tell_error(error)
            with suppress(FocusError):  # The user has just been told that the store does not answer.
                when_refused(self.controller)
            return None
        self._banner.withdraw(refusals.title_of(StoreProblem.LOCKED))
        return answer

    def keep_time(self) -> None:
        """Look after the running session; what keeps us from that is told once, however long it lasts."""
        try:
            if self.controller is not None:
                self.controller.keep_time()
        except FocusError as error:
            if error.message != self._trouble:
                self._trouble = error.message
                self._message_router.tell_error(error)
        else:
            self._trouble = None

    def close(self) -> None:
        """Leave a running session as it is, and the store."""
        if self.controller is not None:
            with suppress(FocusError):
                self.controller.leave_session()
            self.controller.close()
            self.controller = None
