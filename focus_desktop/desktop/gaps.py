"""Shows a gap that was found, asks what it was, and takes the answer to the controller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from focus_desktop import wording
from focus_desktop.desktop.window.delete_question import ask_to_delete

if TYPE_CHECKING:
    from uuid import UUID

    from focus_desktop.clock import Clock
    from focus_desktop.desktop.cycle import Cycle
    from focus_desktop.desktop.errands import Errands
    from focus_desktop.desktop.notice import Notice
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.desktop.wishes import Wishes


class Gaps(QObject):
    """Nothing depends on an answer: without one the gap stays cut out."""

    def __init__(
        self, clock: Clock, errands: Errands, wishes: Wishes, cycle: Cycle, window: MainWindow
    ) -> None:
        super().__init__()
        self._clock = clock
        self._errands = errands
        self._wishes = wishes
        self._cycle = cycle
        self._window = window
        self._told: UUID | None = None
        self._notice: Notice | None = None
        window.gap_banner.count_requested.connect(self._count)
        window.gap_banner.cut_requested.connect(self._cut)
        window.gap_banner.discard_requested.connect(self._ask_to_discard)

    def reload(self) -> None:
        """Show the newest gap that is not answered, and tell of it once."""
        found = self._errands.ask(lambda controller: controller.unanswered_gap())
        self._window.gap_banner.show_gap(found)
        if self._notice is not None and (found is None or found.gap.id != self._told):
            self._cycle.withdraw(self._notice)
            self._notice = None
        if found is not None and found.gap.id != self._told:
            self._told = found.gap.id
            offers = {
                "Count it": lambda: self._count(found.gap.id),
                "Leave it out": lambda: self._cut(found.gap.id),
            }
            self._notice = self._cycle.offer(wording.GAP, wording.gap(found), offers)

    def _count(self, gap_id: UUID) -> None:
        self._cycle.settle()  # What was told of the session is no longer so.
        self._errands.do(lambda controller: controller.count_gap(gap_id))
        self.reload()

    def _cut(self, gap_id: UUID) -> None:
        self._errands.do(lambda controller: controller.cut_gap(gap_id))
        self.reload()

    def _ask_to_discard(self) -> None:
        found = self._window.gap_banner.found
        if found is not None:
            session_id = found.record.id
            ask_to_delete(
                self._window, found.record, self._clock.read(), lambda: self._wishes.delete(session_id)
            )
