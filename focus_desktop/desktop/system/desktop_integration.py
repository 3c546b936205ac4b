"""Switches autostart and the global shortcut as the preferences page asks, and shows their state there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from focus_desktop.language import N_
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.system.autostart import Autostart
    from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
    from focus_desktop.desktop.window.preferences.desktop_page import DesktopPage

OFF = N_("If your desktop can, it will ask you which key it is to be.")
ASKING = N_("Your desktop is asked…")
BOUND = N_("It works; your desktop's keyboard settings say which key it is.")
DECLINED = N_("Your desktop says that you have declined it.")
NO_PORTAL = N_(
    "This desktop lets no app ask for a key. Bind one in its keyboard settings, "
    "to the command: focus-desktop --minimized --start-last"
)


class DesktopIntegration(QObject):
    """Connects the page with the settings, the autostart entry and the shortcut."""

    def __init__(self, settings: SettingsWriter, shortcut: GlobalShortcut) -> None:
        super().__init__()
        self._settings = settings
        self._shortcut = shortcut
        self._state = _(OFF)
        self._was_switched_on = False
        """Whether the user has switched the shortcut on since the app was started."""
        self._page: DesktopPage | None = None
        shortcut.bound.connect(self._show_bound)
        shortcut.refused.connect(self._show_refused)

    def start(self) -> None:
        """Ask the desktop for the shortcut, if the settings say so and it was not asked already."""
        if self._settings.current.global_key and not self._was_switched_on:
            self._shortcut.switch(on=True)

    def show_on(self, page: DesktopPage) -> None:
        """Show the state on this page and follow its signals from now on."""
        self._page = page
        page.shown.connect(self.show)
        page.autostart_wanted.connect(self._switch_autostart)
        page.global_key_wanted.connect(self._switch_key)

    def show(self) -> None:
        """Show the current state. Other programs may have changed the autostart entry."""
        assert self._page is not None
        self._page.show_tray(is_there=QSystemTrayIcon.isSystemTrayAvailable())
        self._show_autostart()
        self._show_key(self._state)

    def _switch_autostart(self, on: bool) -> None:
        entry = _autostart_entry()
        try:
            entry.switch(on=on)
        except OSError as error:
            self._show_autostart(
                _("{place} cannot be changed ({reason}); check its permissions.").format(
                    place=entry.place, reason=error.strerror
                )
            )
        else:
            self._show_autostart()

    def _show_autostart(self, problem: str = "") -> None:
        assert self._page is not None
        entry = _autostart_entry()
        try:
            on = entry.is_on()
        except OSError as error:
            message = _("{place} cannot be read ({reason}); check its permissions.")
            on, problem = False, message.format(place=entry.place, reason=error.strerror)
        self._page.show_autostart(on=on, problem=problem)

    def _switch_key(self, on: bool) -> None:
        self._was_switched_on = on
        self._settings.save(global_key=on)
        self._show_key(_(ASKING) if on else _(OFF))
        self._shortcut.switch(on=on)

    def _show_bound(self, key: str) -> None:
        self._show_key(_("The key is {key}.").format(key=key) if key else _(BOUND))

    def _show_refused(self, by_user: bool) -> None:
        # A desktop without a portal must not switch off what works on another desktop of the same user.
        if by_user or self._was_switched_on:
            self._settings.save(global_key=False)
        self._show_key(_(DECLINED) if by_user else _(NO_PORTAL))

    def _show_key(self, state: str) -> None:
        self._state = state
        if self._page is not None:
            self._page.show_global_key(on=self._settings.current.global_key, state=state)


def _autostart_entry() -> Autostart:
    from focus_desktop.desktop.system.autostart import autostart  # noqa: PLC0415 — rarely needed

    return autostart()
