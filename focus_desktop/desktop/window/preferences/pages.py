"""All pages of the preferences, in the order in which they are listed."""

from focus_desktop.desktop.window.preferences.alerts_page import AlertsPage
from focus_desktop.desktop.window.preferences.api_page import ApiPage
from focus_desktop.desktop.window.preferences.appearance_page import AppearancePage
from focus_desktop.desktop.window.preferences.breaks_page import BreaksPage
from focus_desktop.desktop.window.preferences.data_page import DataPage
from focus_desktop.desktop.window.preferences.days_page import DaysPage
from focus_desktop.desktop.window.preferences.desktop_page import DesktopPage
from focus_desktop.desktop.window.preferences.timer_page import TimerPage

__all__ = [
    "PAGES",
    "AlertsPage",
    "ApiPage",
    "AppearancePage",
    "BreaksPage",
    "DataPage",
    "DaysPage",
    "DesktopPage",
    "TimerPage",
]

PAGES = (TimerPage, BreaksPage, AlertsPage, AppearancePage, DaysPage, DesktopPage, ApiPage, DataPage)
