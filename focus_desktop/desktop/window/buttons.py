"""Buttons of the Focus page: each press counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from PySide6.QtCore import Signal
    from PySide6.QtGui import QMouseEvent


class SingleClickButton(QPushButton):
    """Ignores the second click of a double click: it was meant for the button that stood here before."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Swallow it; Qt would make it one more press."""
        event.accept()


def button(text: str, wish: Signal | object, *, primary: bool = False) -> QPushButton:
    """A button that asks for what it says."""
    made = SingleClickButton(text)
    made.setAutoDefault(True)  # Enter presses it, as Space does.
    made.setProperty("primary", primary)
    made.clicked.connect(wish)
    return made
