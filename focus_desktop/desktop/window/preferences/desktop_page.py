"""The preferences of autostart and of the global shortcut."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.language import gettext as _


class DesktopPage(QWidget):
    """Shows the current state, and signals what the user changes."""

    autostart_wanted = Signal(bool)
    global_key_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.autostart = QCheckBox(_("Start in the tray when I log in"))
        self.autostart_state = note("")
        self.global_key = QCheckBox(_("Start the last session again with a key that works everywhere"))
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
        """Show whether the app starts at login, and why that cannot be changed."""
        _show(self.autostart, on=on)
        self.autostart_state.setText(problem)
        self.autostart_state.setVisible(bool(problem))

    def show_global_key(self, *, on: bool, state: str) -> None:
        """Show whether the shortcut is wanted, and its state in a sentence."""
        _show(self.global_key, on=on)
        self.global_shortcut_state.setText(state)


def _show(box: QCheckBox, *, on: bool) -> None:
    with QSignalBlocker(box):
        box.setChecked(on)
