"""The buttons of the Focus page, which ignore the second click of a double click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from PySide6.QtCore import Signal
    from PySide6.QtGui import QMouseEvent


class SingleClickButton(QPushButton):
    """Ignores the second click of a double click: the first may have put this button under the pointer."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the click; Qt would treat it as another press."""
        event.accept()


def button(text: str, on_click: Signal | object, *, primary: bool = False) -> QPushButton:
    """Return a button that calls or emits `on_click`; a `primary` one stands out in colour."""
    new_button = SingleClickButton(text)
    new_button.setAutoDefault(True)  # Enter presses it, as Space does.
    new_button.setProperty("look", "primary" if primary else "")
    new_button.clicked.connect(on_click)
    return new_button
