"""The preferences of colours and of the size of texts."""

from focus_desktop.desktop.window.preferences.accent_picker import AccentPicker
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.units import percent
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.settings import TEXT_PERCENTS

APPEARANCES = {"system": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}


class AppearancePage(PreferencePage):
    """Every change is seen at once."""

    NAME = N_("Appearance")

    def __init__(self) -> None:
        super().__init__()
        self.add_choice("appearance", _("Colours"), {value: _(words) for value, words in APPEARANCES.items()})
        self.accents = AccentPicker()
        self.add_labelled(_("Accent"), self.accents)
        self.bind("accent", self.accents, self.accents.chosen, self.accents.show_accent)
        self.add_choice("text_percent", _("Text size"), {size: percent(size) for size in TEXT_PERCENTS})
