"""Shows why the store cannot be used, and does what the person chooses; then the store is opened again."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from focus_desktop import refusals, wording
from focus_desktop.desktop.long_task import LongTask
from focus_desktop.desktop.store_thread import ignore
from focus_desktop.desktop.window.confirm_dialog import Confirmation, confirm
from focus_desktop.desktop.window.repair.repair_page import RepairPage
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from focus_desktop.model.store_repair import Remedy
from focus_desktop.wording import backups as backup_words
from focus_desktop.wording import repair as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from focus_desktop.clock import Clock
    from focus_desktop.controller.store_repair import StoreRepair
    from focus_desktop.desktop.backup_actions import BackupActions
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.model.backup import Backup
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.store_repair import Salvaged

log = logging.getLogger(__name__)


class StoreRepairActions(QObject):
    """The page is in the window from the first problem to the moment at which the store can be used."""

    try_again_requested = Signal()
    preferences_requested = Signal()
    quit_requested = Signal()
    mended = Signal(str)
    """The store is another one now. The argument says what was done, in sentences."""

    def __init__(
        self,
        window: MainWindow,
        store: StoreThread,
        backups: Callable[[], BackupActions],
        repair: Callable[[], StoreRepair],
        clock: Clock,
    ) -> None:
        """`backups` and `repair` are called when they are needed first."""
        super().__init__()
        self._window = window
        self._backups = backups
        self._make_repair = repair
        self._clock = clock
        self._task = LongTask(store)
        self._since: datetime | None = None

    @cached_property
    def page(self) -> RepairPage:
        """Where it is shown."""
        page = RepairPage()
        page.try_again_requested.connect(self.try_again_requested)
        page.preferences_requested.connect(self.preferences_requested)
        page.quit_requested.connect(self.quit_requested)
        page.folder_requested.connect(self._open_folder)
        page.chosen.connect(self._do)
        self._task.progressed.connect(page.show_progress)
        return page

    @property
    def _repair(self) -> StoreRepair:
        """Made anew each time: the data may be somewhere else by now."""
        return self._make_repair()

    def show_problem(self, error: StoreUnavailable) -> None:
        """Show in place of all other pages what was found and what can be done."""
        if self._task.is_running:
            return
        if self._since is None:
            self._since = self._clock.now()
            log.warning("%s (%r)", error, error.__cause__)
        repair = self._repair
        found = repair.file
        since = _("noticed at {time}").format(time=wording.clock_time(self._since))
        self.page.show_problem(
            refusals.title(error),
            refusals.sentence(error),
            wording.listed(words.known_of(found) if found else None, since),
            repair.remedies(error),
            is_file=found is not None and error.reason is not StoreProblem.PLACE_UNKNOWN,
        )
        self._window.show_instead(self.page)
        self._backups().read(self._show_backups, ignore)

    def _show_backups(self, found: Sequence[Backup]) -> None:
        self.page.show_backups(backup_words.newest(found), are_there=bool(found))

    def check(self) -> None:
        """Look through all the data in the background; show what is found if it cannot be used."""
        self._task.begin(
            lambda controller, report: controller.check_store(report), done=ignore, refused=self._show_damage
        )

    def withdraw(self) -> None:
        """The store can be used: show the other pages again."""
        self._since = None
        self._window.show_instead(None)

    def close(self) -> None:
        """End what is under way."""
        self._task.close()

    def _show_damage(self, error: FocusError) -> None:
        if isinstance(error, StoreUnavailable) and self._repair.remedies(error):
            self.show_problem(error)

    def _do(self, remedy: Remedy) -> None:
        if remedy is Remedy.RESTORE:
            self._backups().open_restore(self._window)
        elif remedy is Remedy.SALVAGE:
            self._begin(self._repair.salvage, self._tell_salvaged)
        else:
            asked = Confirmation(
                title=wording.APP_TITLE,
                question=_("Start with an empty history?"),
                detail=words.kept(),
                keep=_("Cancel"),
                act=words.name(Remedy.START_EMPTY),
            )
            confirm(self._window, asked, self._start_empty)

    def _start_empty(self) -> None:
        self._begin(lambda _report: self._repair.start_empty(), self._tell_empty)

    def _begin(self, work: Callable[..., object], done: Callable[..., object]) -> None:
        self.page.show_busy(busy=True)
        self._task.begin(
            lambda _controller, report: work(report),
            done=lambda result: self._end(done, result),
            refused=self._show_refusal,
            needs_store=False,
        )

    def _end(self, tell: Callable[..., object], result: object) -> None:
        self.page.show_busy(busy=False)
        tell(result)

    def _show_refusal(self, error: FocusError) -> None:
        self.page.show_refusal(refusals.sentence(error))

    def _tell_salvaged(self, done: Salvaged) -> None:
        self.mended.emit(f"{words.salvaged(done)} {backup_words.kept_as(str(done.set_aside))}")

    def _tell_empty(self, aside: Path | None) -> None:
        self.mended.emit("" if aside is None else backup_words.kept_as(str(aside)))

    def _open_folder(self) -> None:
        found = self._repair.file
        if found is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(_nearest_folder(found.file))))


def _nearest_folder(file: Path) -> Path:
    """The folder of the file, or the one above it that is there."""
    return next(one for one in file.parents if one.is_dir())
