"""The one way to the store, for every door: all verbs in one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop.controller.edit_verbs import EditVerbs
from focus_desktop.controller.export_verbs import ExportVerbs
from focus_desktop.controller.gap_verbs import GapVerbs
from focus_desktop.controller.history_queries import HistoryQueries
from focus_desktop.controller.import_verbs import ImportVerbs
from focus_desktop.controller.move_verbs import MoveVerbs
from focus_desktop.controller.other_processes import OtherProcesses
from focus_desktop.controller.quest_edit_verbs import QuestEditVerbs
from focus_desktop.controller.statistics_queries import StatisticsQueries
from focus_desktop.controller.undo_verbs import UndoVerbs
from focus_desktop.controller.unreadable_verbs import UnreadableVerbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.model.progress import Progress
    from focus_desktop.store.database import StoreFacts


class Controller(
    ImportVerbs,
    ExportVerbs,
    EditVerbs,
    QuestEditVerbs,
    UndoVerbs,
    GapVerbs,
    HistoryQueries,
    StatisticsQueries,
    MoveVerbs,
    OtherProcesses,
    UnreadableVerbs,
):
    """Safe on any thread; what it returns is detached, and may be read on any thread."""

    def check_writable(self) -> None:
        """Write to the store without changing anything. Raises StoreUnavailable if that fails."""
        self._database.check_writable()

    @property
    def was_interrupted(self) -> bool:
        """Whether a process was ended while it wrote to the store, before this one opened it."""
        return self._database.was_interrupted

    def check_store(self, on_progress: Callable[[Progress], object] | None = None) -> StoreFacts:
        """Look through all the data. Raises StoreUnavailable if the file or the database is damaged.

        `on_progress` is called several times a second, and may raise, such as `Cancelled`, which ends it.
        Single rows that cannot be read are among the `unreadable_rows` afterwards.
        """
        return self._database.check(on_progress)

    def close(self) -> None:
        """Watch no longer, and close all connections to the store."""
        self._database.close()
