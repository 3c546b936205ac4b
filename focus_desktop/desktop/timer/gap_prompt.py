"""Shows a gap that was found in a session, asks what it was, and takes the answer to the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.notifications.notification import Action
from focus_desktop.desktop.refresh import Refresh
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.desktop.notifications.message_router import Message, MessageRouter
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.break_cycle import BreakCycle
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.changes import GapFound


class GapPrompt(QObject):
    """Asks about one gap at a time. Without an answer, the gap stays left out of the session."""

    def __init__(
        self,
        *,
        store: StoreThread,
        user_actions: UserActions,
        break_cycle: BreakCycle,
        messages: MessageRouter,
        window: MainWindow,
    ) -> None:
        super().__init__()
        self._user_actions = user_actions
        self._break_cycle = break_cycle
        self._messages = messages
        self._window = window
        self._told: UUID | None = None
        self._message: Message | None = None
        self.refresh: Refresh[GapFound | None] = Refresh(
            store, lambda: lambda controller: controller.unanswered_gap(), self._show
        )
        window.gap_banner.count_requested.connect(self._count)
        window.gap_banner.cut_requested.connect(self._cut)
        window.gap_banner.discard_requested.connect(self._discard)

    def reload(self) -> None:
        """Show the newest gap that is not answered, and notify of it once, unless the window is used."""
        self.refresh.request()

    def close(self) -> None:
        """Withdraw the notification, because nothing would react to its buttons any more."""
        if self._message is not None:
            self._message.withdraw()
            self._message = None

    def _show(self, found: GapFound | None) -> None:
        self._window.gap_banner.show_gap(found)
        if self._message is not None and (found is None or found.gap.id != self._told):
            self.close()
        if found is not None and found.gap.id != self._told:
            self._told = found.gap.id
            if self._window.is_used:
                return  # The banner tells it.
            actions = (
                Action("count", _("Count it"), lambda: self._count(found.gap.id)),
                Action("cut", _("Leave it out"), lambda: self._cut(found.gap.id)),
            )
            self._message = self._messages.notify(wording.gap_title(), wording.gap(found), actions)

    def _count(self, gap_id: UUID) -> None:
        self._break_cycle.withdraw_messages()  # What was told of the session holds no longer.
        self._user_actions.count_gap(gap_id, self._reload)

    def _cut(self, gap_id: UUID) -> None:
        self._user_actions.cut_gap(gap_id, self._reload)

    def _reload(self, _answer: object) -> None:
        self.reload()

    def _discard(self) -> None:
        found = self._window.gap_banner.found
        if found is not None:
            self._user_actions.delete(found.record.id)
