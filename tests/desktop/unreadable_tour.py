"""The part of the tour that shows entries which cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from PySide6.QtWidgets import QDialog

from focus_desktop.model.errors import InvalidField, Refusal
from focus_desktop.model.unreadable_row import RowContents, UnreadableRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from focus_desktop.desktop.application import Application

TABLE, COLUMN, VALUE, KEPT = "focus_session", "duration_minutes", "many", "focus-set-aside.json"
WRITTEN = (TABLE, COLUMN, VALUE, KEPT)


class UnreadableTour:
    """Begins with a store in which everything can be read."""

    def __init__(self, app: Application, folder: Path) -> None:
        self._app, self._kept = app, folder / KEPT

    def stops(self) -> Iterator[str]:
        """What is said about such entries, and what can be done with them."""
        actions = self._app.unreadable
        self._app.window.pages.setCurrentWidget(self._app.history_page)
        self._show(1)
        yield "an entry that cannot be read"
        self._app.history_page.unreadable.click()
        yield "the dialog of such an entry"
        self._show(2)
        yield "the dialog of two such entries"
        with patch.object(self._app.store, "perform", self._refuse):
            actions.repair(_row(0).found, COLUMN, "")
        yield "an entry that was repaired wrongly"
        with patch.object(self._app.store, "perform", self._succeed):
            self._show(2)
            actions.repair(_row(0).found, COLUMN, "25")
            yield "an entry that was repaired"
            self._show(2)
            actions.end(_row(0).found)
            yield "an entry that was ended"
            self._show(2)
            actions.set_aside(_row(0).found)
            yield "an entry that was set aside"
        for dialog in self._app.window.findChildren(QDialog):
            dialog.accept()
        self._app.window.pages.setCurrentIndex(0)

    def _show(self, count: int) -> None:
        self._app.unreadable._show([_row(number) for number in range(count)])

    def _succeed(self, _action: object, *, done: Callable[[Path], object], **_more: Any) -> None:
        done(self._kept)

    def _refuse(self, _action: object, *, refused: Callable[[InvalidField], object], **_more: Any) -> None:
        refused(_expected())


def _row(number: int) -> RowContents:
    found = UnreadableRow(TABLE, str(number), COLUMN)
    return RowContents(found, {COLUMN: VALUE}, {COLUMN: _expected()}, is_active=True)


def _expected() -> InvalidField:
    return InvalidField(Refusal.ROW_NUMBER, lowest=1, highest=1440)
