"""Asks before something is done that cannot be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Confirmation:
    """The texts of a question. `keep` is the label of the answer no, which Enter and Escape choose."""

    title: str
    question: str
    detail: str
    keep: str
    act: str
    is_destructive: bool = False


def confirm(parent: QWidget, asked: Confirmation, confirmed: Callable[[], object]) -> None:
    """Show the question and return at once; `confirmed` is called if the answer is yes."""
    icons, roles = QMessageBox.Icon, QMessageBox.ButtonRole
    dialog = QMessageBox(parent)
    dialog.setIcon(icons.Warning if asked.is_destructive else icons.Question)
    dialog.setWindowTitle(asked.title)
    dialog.setTextFormat(Qt.TextFormat.PlainText)
    dialog.setText(asked.question)
    dialog.setInformativeText(asked.detail)
    keep = dialog.addButton(asked.keep, roles.RejectRole)
    dialog.setDefaultButton(keep)
    dialog.setEscapeButton(keep)
    act = dialog.addButton(asked.act, roles.DestructiveRole if asked.is_destructive else roles.AcceptRole)
    # Not exec(): its nested event loop would keep the caller waiting, while the session may end.
    act.clicked.connect(confirmed)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
