"""Finds words in the labels of a page, and marks the labels that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QToolButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


def mark(page: QWidget, query: str) -> bool:
    """Mark the labels that have all words of the query, and no others; return whether there is one."""
    words = query.casefold().split()
    any_found = False
    for label, text in _labels(page):
        found = bool(words) and all(word in text.casefold() for word in words)
        any_found = any_found or found
        if found != bool(label.property("found")):
            label.setProperty("found", found)
            label.style().unpolish(label)
            label.style().polish(label)
            label.updateGeometry()
    return any_found


def _labels(page: QWidget) -> Iterator[tuple[QWidget, str]]:
    """All labels of the page with their texts; that of a choice has the texts of the choices, too."""
    for label in page.findChildren(QLabel):
        if not label.isHidden():
            buddy = label.buddy()
            choices = map(buddy.itemText, range(buddy.count())) if isinstance(buddy, QComboBox) else ()
            yield label, " ".join((label.text(), *choices))
    for button in page.findChildren(QAbstractButton):
        if not button.isHidden() and not isinstance(button, QToolButton):
            yield button, button.text()
