"""What both dialogs have in common: a text, the progress of a task, and the button that cancels it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from focus_desktop import refusals
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.content import Content
from focus_desktop.desktop.window.exchange.progress_row import ProgressRow
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.progress import Progress

WIDTH = 432
"""Pixels of the text."""


class TaskDialog(QDialog):
    """Stays open while a task runs; closing it cancels the task."""

    cancel_requested = Signal()
    """The running task is to be cancelled."""

    def __init__(self, parent: QWidget, title: str, act: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_busy = False
        self.headline = _plain("headline")
        self.progress = ProgressRow()
        self.problem = _plain("wrong")
        self.act = button(act, self._act, look="primary")
        self.act.setDefault(True)
        self.leave = button(_("Cancel"), self.reject)
        self.body = QVBoxLayout()
        self.after_problem = QVBoxLayout()
        self.body.setSpacing(tokens.MEDIUM)
        self.headline.setMinimumWidth(WIDTH)
        content = Content()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(content)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.LARGE)
        rows.setSpacing(tokens.MEDIUM)
        rows.addWidget(self.headline)
        rows.addLayout(self.body, stretch=1)
        rows.addWidget(self.progress)
        rows.addWidget(self.problem)
        rows.addLayout(self.after_problem)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.act)
        rows.addLayout(self.buttons)
        self.show_busy(busy=False)

    def show_busy(self, *, busy: bool) -> None:
        """Show that a task runs, or that none does."""
        self._is_busy = busy
        self.progress.setVisible(busy)
        self.act.setEnabled(not busy)
        if busy:
            self.problem.hide()
            self.progress.begin()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the task has come."""
        self.progress.show_progress(progress)

    def show_refusal(self, error: FocusError) -> None:
        """Show why it cannot be done."""
        self.show_busy(busy=False)
        self.problem.setText(refusals.sentence(error))
        self.problem.show()

    def show_end(self, sentence: str) -> None:
        """Show what was done; all that is left is to close the dialog."""
        self.show_busy(busy=False)
        self.headline.setText(sentence)
        self.only_leave()
        self.leave.setFocus()
        self.fit()

    def only_leave(self) -> None:
        """Offer nothing of what the dialog is for any more."""
        self.act.setEnabled(False)
        self.act.hide()
        self.leave.setText(_("Close"))

    def fit(self) -> None:
        """Take the size that the parts need which are shown now, when they have been laid out."""
        QTimer.singleShot(0, self, self.adjustSize)

    def reject(self) -> None:
        """Cancel the task, and close."""
        if self._is_busy:
            self.cancel_requested.emit()
        super().reject()

    def _act(self) -> None:
        """Do what the dialog is for."""


def _plain(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
