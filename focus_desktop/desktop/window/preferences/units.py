"""What stands after the numbers of the preferences."""

from focus_desktop.language import gettext as _
from focus_desktop.language import ngettext


def sessions_unit(count: int) -> str:
    """Return the unit of a number of sessions."""
    # Translators: Stands after a number, as in "4 sessions". Keep the space.
    return ngettext(" session", " sessions", count)


def minutes_unit(_count: int) -> str:
    """Return the unit of a number of minutes."""
    return _(" min")


def percent(number: int) -> str:
    """Return a percentage."""
    # Translators: A percentage, as in "125 %".
    return _("{number} %").format(number=number)
