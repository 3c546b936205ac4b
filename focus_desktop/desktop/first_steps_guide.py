"""Shows the card with the first steps until the first session, and does what it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from focus_desktop.desktop.notifications.bell import Sound

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.bell import Bell
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.window.focus.session_form import SessionForm
    from focus_desktop.desktop.window.preferences.preferences import Preferences
    from focus_desktop.settings import Settings


class FirstStepsGuide(QObject):
    """Connects the card, which is shown already, with the settings, the bell and the preferences."""

    def __init__(
        self, *, form: SessionForm, settings: SettingsWriter, bell: Bell, preferences: Preferences
    ) -> None:
        super().__init__()
        self._form = form
        self._settings = settings
        self._bell = bell
        settings.changed.connect(self._follow_settings)
        if self._is_wanted:
            card = form.first_steps
            card.dismissed.connect(self.finish)
            card.sound_requested.connect(self._ring)
            card.goal_requested.connect(preferences.open_goals)
            card.autostart_requested.connect(preferences.open_desktop)

    def look_for_tray(self) -> None:
        """Say on the card where the app goes, now that it is known whether there is a tray."""
        if self._is_wanted:
            self._form.first_steps.show_tray(has_tray=QSystemTrayIcon.isSystemTrayAvailable())

    def finish(self) -> None:
        """Never show the card again: it was dismissed, or a session has begun."""
        self._settings.save(first_steps_done=True)

    @property
    def _is_wanted(self) -> bool:
        return not self._settings.current.first_steps_done

    def _ring(self) -> None:
        self._bell.ring(Sound.SESSION_END, self._settings.current.volume)

    def _follow_settings(self, old: Settings, new: Settings) -> None:
        if new.first_steps_done and not old.first_steps_done:
            self._form.show_first_steps(is_wanted=False)
