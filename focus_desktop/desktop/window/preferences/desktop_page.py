"""The preferences of how the app lives on the desktop."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from focus_desktop.desktop.window.preferences.preference_page import note


class DesktopPage(QWidget):
    """Shows what is so, and emits what the user wants changed."""

    autostart_wanted = Signal(bool)
    global_key_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.autostart = QCheckBox("Start in the tray when I log in")
        self.autostart_state = note("")
        self.global_key = QCheckBox("Start the last session again with a key that works everywhere")
        self.global_shortcut_state = note("")
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(0, 16, 0, 4)
        for widget in (self.autostart, self.autostart_state, self.global_key, self.global_shortcut_state):
            layout.addWidget(widget)
        layout.addStretch(1)
        # Not `clicked`: assistive technology toggles without a click.
        self.autostart.toggled.connect(self.autostart_wanted)
        self.global_key.toggled.connect(self.global_key_wanted)

    def show_autostart(self, *, on: bool, problem: str) -> None:
        """Show what the login's entry says, and why it cannot be changed."""
        _show(self.autostart, on=on)
        self.autostart_state.setText(problem)
        self.autostart_state.setVisible(bool(problem))

    def show_global_key(self, *, on: bool, state: str) -> None:
        """Show whether the key is wanted, and what has become of it."""
        _show(self.global_key, on=on)
        self.global_shortcut_state.setText(state)


def _show(box: QCheckBox, *, on: bool) -> None:
    with QSignalBlocker(box):
        box.setChecked(on)
