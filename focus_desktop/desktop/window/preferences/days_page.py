"""The preferences of days and weeks, and of the goal of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from focus_desktop import wording
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.time_box import duration_box, hour_box
from focus_desktop.desktop.window.preferences.weekday_picker import (
    MONDAY,
    SATURDAY,
    SUNDAY,
    WeekdayPicker,
)
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LAST_HOUR, LONGEST_MINUTES
from focus_desktop.settings import first_weekday

if TYPE_CHECKING:
    from focus_desktop.settings import Settings


class DaysPage(PreferencePage):
    """The days of a week are in the order in which the week begins."""

    NAME = N_("Days and goals")

    def __init__(self) -> None:
        super().__init__()
        goals = (0, LONGEST_MINUTES)
        self.goal = self.add_number(
            "daily_goal_minutes", _("Daily goal"), goals, none=_("no goal"), box=duration_box()
        )
        self.days = WeekdayPicker()
        self.add_wide(_("Working days"), self.days)
        self.add_note(_("Only working days have the goal."))
        self.bind("working_days", self.days, self.days.chosen, self.days.show_days)
        self.add_choice("week_start", _("The week begins on"), _week_starts())
        self.day_start = self.add_number(
            "day_start_hour", _("The day begins at"), (0, LAST_HOUR), box=hour_box()
        )
        self.add_note(_("Until then, what you do after midnight counts for the day before."))

    def show_settings(self, settings: Settings) -> None:
        """Show the values, and the days from the first day of the week on."""
        self.days.show_order(first_weekday(settings))
        super().show_settings(settings)


def _week_starts() -> dict[str, str]:
    names = wording.weekdays()
    return {
        "system": _("As the system"),
        "monday": names[MONDAY],
        "saturday": names[SATURDAY],
        "sunday": names[SUNDAY],
    }
