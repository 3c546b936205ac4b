"""The preferences of breaks."""

from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.timer_page import NEXT
from focus_desktop.desktop.window.preferences.units import minutes_unit, sessions_unit
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_BREAK_MINUTES, MOST_SESSIONS_UNTIL_LONG_BREAK


class BreaksPage(PreferencePage):
    """Long breaks, and what begins by itself."""

    NAME = N_("Breaks")

    def __init__(self) -> None:
        super().__init__()
        self.add_note(_(NEXT))
        every = (0, MOST_SESSIONS_UNTIL_LONG_BREAK)
        self.add_number("long_break_every", _("A long break after every"), every, sessions_unit, _("never"))
        lengths = (1, LONGEST_BREAK_MINUTES)
        self.add_number("long_break_minutes", _("Length of a long break"), lengths, minutes_unit)
        self.add_check("auto_start_break", _("Start the break by itself"))
        self.add_check("auto_start_session", _("Start the next session by itself when a break is over"))
        self.add_check("break_screen", _("Fill the screen during a break; Esc hides it"))
