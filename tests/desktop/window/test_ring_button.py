"""The ring of the mini window opens the main window for assistive technology, and is in nobody's way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.mini.mini_window import MiniWindow
from focus_desktop.desktop.window.mini.ring_button import RingButton


def test_assistive_technology_presses_the_ring_to_open_the_main_window(qtbot: QtBot) -> None:
    window = MiniWindow()
    qtbot.addWidget(window)
    window.show()
    seen = QAccessible.queryAccessibleInterface(window.findChild(RingButton))
    assert seen.text(QAccessible.Text.Name) == "Show window"
    with qtbot.waitSignal(window.open_requested):
        seen.actionInterface().doAction(QAccessibleActionInterface.pressAction())


def test_pointer_and_tab_key_pass_over_the_ring(qtbot: QtBot) -> None:
    window = MiniWindow()
    qtbot.addWidget(window)
    window.show()
    ring = window.findChild(RingButton)
    assert ring is not None
    assert window.childAt(ring.geometry().center()) is None
    assert ring.focusPolicy() is Qt.FocusPolicy.NoFocus
