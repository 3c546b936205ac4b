"""The order of the Tab key for what is made later than its place in the window would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable


def let_follow(before: QWidget | None, page: QWidget, parts: Iterable[QWidget] | None = None) -> None:
    """Let Tab go from `before` through the parts of `page`, by default in the order in which they were made.

    Without that they would come after everything else in the window.
    """
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    if before is None or page.isAncestorOf(before):
        return  # There is nothing else in the window.
    for part in page.findChildren(QWidget) if parts is None else parts:
        # The list of a combo box is in a window of its own.
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.window() is page.window():
            QWidget.setTabOrder(before, part)
            before = part


def pass_keyboard_on(page: QWidget, part: QWidget) -> None:
    """Give a part the keyboard, if Qt has given it to the page, whose parts were not seen yet."""
    if page.hasFocus():
        part.setFocus()
