"""Asks before a session is deleted for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from focus_desktop import wording
from focus_desktop.model.status import SessionStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.model.reading import Reading
    from focus_desktop.model.record import SessionRecord


def ask_to_delete(
    parent: QWidget, record: SessionRecord, reading: Reading, confirmed: Callable[[], object]
) -> None:
    """Show the question; `confirmed` is called if the answer is yes. Returns at once."""
    question = QMessageBox(parent)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setWindowTitle("Delete session")
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setText("Delete this session from the history?")
    question.setInformativeText(_what_goes(record, reading))
    keep = question.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    question.setDefaultButton(keep)
    question.setEscapeButton(keep)
    delete = question.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
    # Not exec(): a nested event loop would go on while the session might end elsewhere.
    delete.clicked.connect(confirmed)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.open()


def _what_goes(record: SessionRecord, reading: Reading) -> str:
    started = wording.day_and_time(record.session.started_at, reading.wall)
    focused = wording.duration(record.focused(record.time(reading)))
    about = wording.shortened(wording.subject(record), 100)
    what = f"{about}\n{started}, {focused} focused" if about else f"{started}, {focused} focused"
    if record.session.status is SessionStatus.ACTIVE:
        what += ". It is still running and ends with this"
    return f"{what}. This cannot be undone."
