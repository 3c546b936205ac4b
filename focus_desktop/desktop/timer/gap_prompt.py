"""Shows a gap that was found, asks what it was, and takes the answer to the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.window.history.delete_question import ask_to_delete

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.clock import Clock
    from focus_desktop.desktop.notifications.notification import Notification
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.timer.break_cycle import BreakCycle
    from focus_desktop.desktop.user_actions import UserActions
    from focus_desktop.desktop.window.main_window import MainWindow


class GapPrompt(QObject):
    """Nothing depends on an answer: without one the gap stays cut out."""

    def __init__(
        self,
        clock: Clock,
        store_thread: StoreThread,
        user_actions: UserActions,
        break_cycle: BreakCycle,
        window: MainWindow,
    ) -> None:
        super().__init__()
        self._clock = clock
        self._store_thread = store_thread
        self._user_actions = user_actions
        self._break_cycle = break_cycle
        self._window = window
        self._told: UUID | None = None
        self._notification: Notification | None = None
        window.gap_banner.count_requested.connect(self._count)
        window.gap_banner.cut_requested.connect(self._cut)
        window.gap_banner.discard_requested.connect(self._ask_to_discard)

    def reload(self) -> None:
        """Show the newest gap that is not answered, and tell of it once."""
        found = self._store_thread.ask(lambda controller: controller.unanswered_gap())
        self._window.gap_banner.show_gap(found)
        if self._notification is not None and (found is None or found.gap.id != self._told):
            self._break_cycle.withdraw(self._notification)
            self._notification = None
        if found is not None and found.gap.id != self._told:
            self._told = found.gap.id
            offers = {
                "Count it": lambda: self._count(found.gap.id),
                "Leave it out": lambda: self._cut(found.gap.id),
            }
            self._notification = self._break_cycle.offer(wording.gap_title(), wording.gap(found), offers)

    def _count(self, gap_id: UUID) -> None:
        self._break_cycle.settle()  # What was told of the session is no longer so.
        self._store_thread.do(lambda controller: controller.count_gap(gap_id))
        self.reload()

    def _cut(self, gap_id: UUID) -> None:
        self._store_thread.do(lambda controller: controller.cut_gap(gap_id))
        self.reload()

    def _ask_to_discard(self) -> None:
        found = self._window.gap_banner.found
        if found is not None:
            session_id = found.record.id
            ask_to_delete(
                self._window, found.record, self._clock.read(), lambda: self._user_actions.delete(session_id)
            )
