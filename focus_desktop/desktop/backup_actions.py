"""Makes backups: every day, and when the user asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from focus_desktop.desktop.long_task import LongTask
from focus_desktop.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from focus_desktop.controller.backups import Backups
    from focus_desktop.controller.daily_backup import DailyBackup
    from focus_desktop.desktop.store_thread import StoreThread
    from focus_desktop.desktop.window.repair.restore_dialog import RestoreDialog
    from focus_desktop.model.backup import BackedUpSession, Backup, Restored
    from focus_desktop.model.errors import FocusError

    Refused = Callable[[FocusError], object]


class BackupActions(QObject):
    """What takes time is done on threads of its own."""

    daily_refused = Signal(object)
    """The backup of the day could not be made. The argument is the FocusError; the same one comes once."""

    restored = Signal(str)
    """A backup is in the place of the store. The argument says so, and where what was there is now."""

    _refused_elsewhere = Signal(object)

    def __init__(self, store: StoreThread, backups: Callable[[], Backups]) -> None:
        """`backups` is called when they are needed first: it loads what the first paint does not need."""
        super().__init__()
        self._task, self._reading, self._listing = LongTask(store), LongTask(store), LongTask(store)
        self._backups = backups
        self._daily: DailyBackup | None = None
        self._told: str | None = None
        self._refused_elsewhere.connect(self._tell_once)

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._backups().folder

    @property
    def are_possible(self) -> bool:
        """Whether the data is in a file, which can be copied."""
        return self._backups().store_file() is not None

    @property
    def is_reading(self) -> bool:
        """Whether the backups are just being read."""
        return self._reading.is_running or self._listing.is_running

    def start(self) -> None:
        """Make a backup every day from now on, of the store that is open now."""
        from focus_desktop.controller.daily_backup import DailyBackup  # noqa: PLC0415 — loads SQLAlchemy

        if self._daily is not None:
            self._daily.stop()
        self._daily = DailyBackup(self._backups(), self._refused_elsewhere.emit)
        self._daily.start()

    def make(self, done: Callable[[Backup], object], refused: Refused) -> None:
        """Make a backup now; call `done` with it."""
        self._task.begin(
            lambda _controller, report: self._backups().make_by_hand(report), done=done, refused=refused
        )

    def read(self, done: Callable[[Sequence[Backup]], object], refused: Refused) -> None:
        """Call `done` with the backups that are there, the newest first."""
        self._reading.begin(
            lambda _controller, _report: self._backups().all(), done=done, refused=refused, needs_store=False
        )

    def open_restore(self, parent: QWidget) -> None:
        """Let the person choose a backup, and restore it."""
        from focus_desktop.desktop.window.repair.restore_dialog import RestoreDialog  # noqa: PLC0415 — rare

        dialog = RestoreDialog(parent)
        dialog.restore_requested.connect(lambda file: self._restore(file, dialog))
        dialog.cancel_requested.connect(self._task.cancel)
        self._task.progressed.connect(dialog.show_progress)
        self._listing.begin(
            lambda _controller, _report: self._all_with_sessions(),
            done=dialog.show_backups,
            refused=dialog.show_refusal,
            needs_store=False,
        )
        dialog.open()

    def close(self) -> None:
        """End what is under way."""
        if self._daily is not None:
            self._daily.stop()
        for task in (self._task, self._reading, self._listing):
            task.close()

    def _all_with_sessions(self) -> list[tuple[Backup, Sequence[BackedUpSession]]]:
        kept = self._backups()
        return [(one, kept.newest_sessions(one)) for one in kept.all()]

    def _restore(self, file: Path, dialog: RestoreDialog) -> None:
        def end(done: Restored) -> None:
            dialog.close()
            kept = done.set_aside or (done.backup and done.backup.file)
            sentences = [words.restored(file.name), words.kept_as(str(kept)) if kept else ""]
            self.restored.emit(" ".join(filter(None, sentences)))

        self._task.begin(
            lambda _controller, report: self._backups().restore(file, report),
            done=end,
            refused=dialog.show_refusal,
            needs_store=False,
        )

    def _tell_once(self, error: FocusError) -> None:
        if error.message != self._told:
            self._told = error.message
            self.daily_refused.emit(error)
