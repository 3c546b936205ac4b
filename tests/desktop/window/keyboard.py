"""Keys, pressed as a person does: in the window that is active, wherever its focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application

FOCUS, HISTORY = range(2)
ENTER, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def press(app: Application, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key in the window, which passes it to its shortcuts or to the part with the focus."""
    handle = app.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, modifier)


def type_text(app: Application, text: str) -> None:
    for letter in text:
        press(app, Qt.Key(ord(letter.upper())))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
