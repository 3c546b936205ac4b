"""Buttons, which ignore the second click of a double click."""

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


def button(text: str, on_click: Signal | object, look: str = "", shape: str = "") -> QPushButton:
    """Return a button that calls or emits `on_click`; the style sheet knows the looks and shapes."""
    new_button = SingleClickButton(text)
    new_button.setAutoDefault(True)  # Enter presses it, as Space does.
    new_button.setProperty("look", look)
    new_button.setProperty("shape", shape)
    new_button.clicked.connect(on_click)
    return new_button


def more_button(name: str, on_click: Signal | object, sign: str = "⋯") -> QPushButton:
    """Return a round button that opens more, with a sign in place of words."""
    new_button = button(sign, on_click, look="quiet", shape="icon")
    new_button.setAccessibleName(name)
    new_button.setToolTip(name)
    return new_button
