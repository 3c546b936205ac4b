"""The preferences of the login, the tray and the global shortcut."""

from PySide6.QtCore import QSignalBlocker, Signal

from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.wrapping_check_box import WrappingCheckBox
from focus_desktop.language import N_
from focus_desktop.language import gettext as _

TRAY = N_("The icon in the tray starts, pauses and ends sessions; closing the window keeps the app there.")
NO_TRAY = N_("This desktop has no tray just now: closing the window quits the app.")


class DesktopPage(PreferencePage):
    """Shows the current state, and signals what the user changes."""

    NAME = N_("Desktop")

    autostart_wanted = Signal(bool)
    global_key_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.tray_state = self.add_note("")
        self.autostart = WrappingCheckBox(_("Start in the tray when I log in"))
        self.add_widget(self.autostart)
        self.autostart_state = self.add_note("")
        self.autostart_state.hide()
        self.global_key = WrappingCheckBox(_("Start the last session again with a key that works everywhere"))
        self.add_widget(self.global_key)
        self.global_shortcut_state = self.add_note("")
        # Not `clicked`: assistive technology toggles without a click.
        self.autostart.toggled.connect(self.autostart_wanted)
        self.global_key.toggled.connect(self.global_key_wanted)

    def show_tray(self, *, is_there: bool) -> None:
        """Show what the tray is for, or that there is none."""
        self.tray_state.setText(_(TRAY) if is_there else _(NO_TRAY))

    def show_autostart(self, *, on: bool, problem: str) -> None:
        """Show whether the app starts at login, and why that cannot be changed."""
        _show(self.autostart, on=on)
        self.autostart_state.setText(problem)
        self.autostart_state.setVisible(bool(problem))

    def show_global_key(self, *, on: bool, state: str) -> None:
        """Show whether the shortcut is wanted, and its state in a sentence."""
        _show(self.global_key, on=on)
        self.global_shortcut_state.setText(state)


def _show(box: WrappingCheckBox, *, on: bool) -> None:
    with QSignalBlocker(box):
        box.setChecked(on)
