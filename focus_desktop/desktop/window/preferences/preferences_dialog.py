"""The preferences dialog. Each change takes effect at once; there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from focus_desktop.desktop.window.content import Content
from focus_desktop.desktop.window.preferences.api_page import ApiPage
from focus_desktop.desktop.window.preferences.desktop_page import DesktopPage
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.preset_table import PresetTable
from focus_desktop.desktop.window.tabs import Tabs
from focus_desktop.language import N_, ngettext
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import (
    LONGEST_BREAK_MINUTES,
    LONGEST_WARNING_MINUTES,
    MOST_SESSIONS_UNTIL_LONG_BREAK,
)

if TYPE_CHECKING:
    from focus_desktop.settings import Settings

LEAST_WIDTH = 540
NEXT = N_("Changes hold from the next session on; one that runs goes on as it began.")
TIME_UP = {"complete": N_("Complete the session"), "overtime": N_("Count overtime until I complete it")}


class PreferencesDialog(QDialog):
    """Shows the settings, and signals what the user changes."""

    changed = Signal(str, object)
    """The user has changed a setting. The arguments are its name and its new value."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self.setAccessibleName(_("Preferences"))
        self.presets = PresetTable()
        self.pages = {
            _("Sessions"): self._sessions_page(),
            _("Breaks"): self._breaks_page(),
            _("Alerts"): self._alerts_page(),
        }
        self.desktop = DesktopPage()
        self.api = ApiPage()
        tabs = Tabs()
        for name, page in self.pages.items():
            page.changed.connect(self.changed)
            page.close_up()
            tabs.addTab(page, name)
        tabs.addTab(self.desktop, _("Desktop"))
        tabs.addTab(self.api, _("Local API"))
        close = QPushButton(_("Close"))
        close.clicked.connect(self.close)
        content = Content()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.addStrut(LEAST_WIDTH)
        layout.addWidget(tabs)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(content)
        self.presets.changed.connect(lambda presets: self.changed.emit("presets", presets))

    def show_settings(self, settings: Settings) -> None:
        """Show the current values."""
        for page in self.pages.values():
            page.show_settings(settings)
        self.presets.show_presets(settings.presets)
        self.api.show_api(enabled=settings.api_enabled, port=settings.api_port)

    def _sessions_page(self) -> PreferencePage:
        page = PreferencePage()
        page.add_note(_(NEXT))
        page.add_choice(
            "time_up", _("When time is up"), {value: _(words) for value, words in TIME_UP.items()}
        )
        page.add_widget(self.presets)
        return page

    def _breaks_page(self) -> PreferencePage:
        page = PreferencePage()
        page.add_note(_(NEXT))
        page.add_number(
            "long_break_every",
            _("A long break after every"),
            (0, MOST_SESSIONS_UNTIL_LONG_BREAK),
            _sessions_unit,
            _("never"),
        )
        page.add_number(
            "long_break_minutes", _("Length of a long break"), (1, LONGEST_BREAK_MINUTES), _minutes_unit
        )
        page.add_check("auto_start_break", _("Start the break by itself"))
        page.add_check("auto_start_session", _("Start the next session by itself when a break is over"))
        page.add_check("break_screen", _("Fill the screen during a break; Esc hides it"))
        return page

    def _alerts_page(self) -> PreferencePage:
        page = PreferencePage()
        page.add_note(_(NEXT))
        page.add_check("sound", _("Ring a bell when a session or a break is over"))
        page.add_slider("volume", _("Volume"))
        page.add_number(
            "warn_minutes", _("Warn before the end"), (0, LONGEST_WARNING_MINUTES), _minutes_unit, _("never")
        )
        page.add_check("repeat_alarm", _("Ring again every minute until I react"))
        page.add_check("milestones", _("Tell me each full hour of focus in a day"))
        return page


def _sessions_unit(count: int) -> str:
    # Translators: Stands after a number, as in "4 sessions". Keep the space.
    return ngettext(" session", " sessions", count)


def _minutes_unit(_count: int) -> str:
    return _(" min")
