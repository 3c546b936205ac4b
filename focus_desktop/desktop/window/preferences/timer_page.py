"""The preferences of sessions: what happens when time is up, and the presets."""

from PySide6.QtWidgets import QLabel

from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.preset_table import PresetTable
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.settings import with_default_presets

NEXT = N_("Changes hold from the next session on; one that runs goes on as it began.")
TIME_UP = {"complete": N_("Complete the session"), "overtime": N_("Count overtime until I complete it")}


class TimerPage(PreferencePage):
    """Restoring the defaults keeps the user's own presets."""

    NAME = N_("Timer")

    def __init__(self) -> None:
        super().__init__()
        self.add_note(_(NEXT))
        choices = {value: _(words) for value, words in TIME_UP.items()}
        self.add_choice("time_up", _("When time is up"), choices, wide=True)
        self.presets = PresetTable()
        self.add_widget(QLabel(_("Presets")))
        self.add_widget(self.presets)
        self.bind("presets", self.presets, self.presets.changed, self.presets.show_presets)

    def defaults(self) -> dict[str, object]:
        """Return the defaults; the presets are the default ones and the user's own."""
        assert self._settings is not None
        return {**super().defaults(), "presets": with_default_presets(self._settings.presets)}

    def forget(self) -> None:
        """Finish what is being typed, and offer no longer to undo anything."""
        self.presets.forget()
        super().forget()
