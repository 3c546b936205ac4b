"""How the app lives on the desktop: from the login on, and by a key that works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from focus_desktop.desktop.system.autostart import Autostart
    from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
    from focus_desktop.desktop.window.preferences.desktop_page import DesktopPage
    from focus_desktop.settings import SettingsFile

OFF = "If your desktop can, it will ask you which key it is to be."
ASKING = "Your desktop is asked…"
BOUND = "It works; your desktop's keyboard settings say which key it is."
DECLINED = "Your desktop says that you have declined it."
NO_PORTAL = (
    "This desktop lets no app ask for a key. Bind one in its keyboard settings, "
    "to the command: focus-desktop --minimized --start-last"
)


class DesktopIntegration(QObject):
    """Carries out what the page asks for, and shows there what is so."""

    def __init__(
        self, settings: SettingsFile, remember: Callable[..., None], global_key: GlobalShortcut
    ) -> None:
        super().__init__()
        self._settings = settings
        self._remember = remember
        self._key = global_key
        self._state = OFF
        self._was_asked_for = False
        self._page: DesktopPage | None = None
        global_key.bound.connect(self._show_bound)
        global_key.refused.connect(self._show_refused)

    def begin(self) -> None:
        """Ask the desktop for the key, if it is wanted."""
        if self._settings.current.global_key:
            self._key.switch(on=True)

    def live_on(self, page: DesktopPage) -> None:
        """This page shows it from now on."""
        self._page = page
        page.autostart_wanted.connect(self._switch_autostart)
        page.global_key_wanted.connect(self._switch_key)

    def show(self) -> None:
        """Show what is so now; others may have changed the login's entry."""
        self._show_autostart()
        self._show_key(self._state)

    def _switch_autostart(self, on: bool) -> None:
        entry = _login_entry()
        try:
            entry.switch(on=on)
        except OSError as error:
            self._show_autostart(
                f"{entry.place} cannot be changed ({error.strerror}); check its permissions."
            )
        else:
            self._show_autostart()

    def _show_autostart(self, problem: str = "") -> None:
        assert self._page is not None
        entry = _login_entry()
        try:
            on = entry.is_on()
        except OSError as error:
            on, problem = False, f"{entry.place} cannot be read ({error.strerror}); check its permissions."
        self._page.show_autostart(on=on, problem=problem)

    def _switch_key(self, on: bool) -> None:
        self._was_asked_for = on
        self._remember(global_key=on)
        self._show_key(ASKING if on else OFF)
        self._key.switch(on=on)

    def _show_bound(self, key: str) -> None:
        self._show_key(f"The key is {key}." if key else BOUND)

    def _show_refused(self, by_person: bool) -> None:
        # What another desktop of the same user has granted is not forgotten on one that has no portal.
        if by_person or self._was_asked_for:
            self._remember(global_key=False)
        self._show_key(DECLINED if by_person else NO_PORTAL)

    def _show_key(self, state: str) -> None:
        self._state = state
        if self._page is not None:
            self._page.show_global_key(on=self._settings.current.global_key, state=state)


def _login_entry() -> Autostart:
    from focus_desktop.desktop.system.autostart import autostart  # noqa: PLC0415 — rarely needed

    return autostart()
