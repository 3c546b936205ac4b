"""The ring of the mini window opens the main window for assistive technology, and is in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.window.mini.mini_window import MiniWindow
from focus_desktop.desktop.window.mini.ring_button import RingButton


@pytest.fixture
def window(qtbot: QtBot) -> MiniWindow:
    window = MiniWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def ring(window: MiniWindow) -> RingButton:
    ring = window.findChild(RingButton)
    assert ring is not None
    return ring


def test_assistive_technology_presses_the_ring_to_open_the_main_window(
    qtbot: QtBot, window: MiniWindow, ring: RingButton
) -> None:
    seen = QAccessible.queryAccessibleInterface(ring)
    assert seen.text(QAccessible.Text.Name) == "Show window"
    with qtbot.waitSignal(window.open_requested):
        seen.actionInterface().doAction(QAccessibleActionInterface.pressAction())


def test_pointer_and_tab_key_pass_over_the_ring(window: MiniWindow, ring: RingButton) -> None:
    assert window.childAt(ring.geometry().center()) is None
    assert ring.focusPolicy() is Qt.FocusPolicy.NoFocus
