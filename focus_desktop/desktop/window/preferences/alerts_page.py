"""The preferences of the bell and of notifications."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.preferences.preference_page import PreferencePage
from focus_desktop.desktop.window.preferences.quiet_controls import QuietSlider
from focus_desktop.desktop.window.preferences.timer_page import NEXT
from focus_desktop.desktop.window.preferences.units import minutes_unit, percent
from focus_desktop.language import N_
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_WARNING_MINUTES, LOUDEST_PERCENT

TESTED = N_("Rings the bell, if it is on, and sends a notification, as at the end of a session.")
KEPT_BACK = N_("If none appears, your desktop holds it back: look at its settings for notifications.")


class AlertsPage(PreferencePage):
    """What is told when, and a button that tries it."""

    NAME = N_("Sounds and notifications")

    test_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add_note(_(NEXT))
        self.sound = self.add_check("sound", _("Ring a bell when a session or a break is over"))
        self._add_volume()
        warning = (0, LONGEST_WARNING_MINUTES)
        self.add_number("warn_minutes", _("Warn before the end"), warning, minutes_unit, _("never"))
        self.add_check("repeat_alarm", _("Ring again every minute until I react"))
        self.add_check("milestones", _("Tell me each full hour of focus in a day"))
        self.test = QPushButton(_("Test"))
        self.test.clicked.connect(self.test_requested)
        self.add_widget(self.test, side=Qt.AlignmentFlag.AlignLeft)
        self.add_note(f"{_(TESTED)} {_(KEPT_BACK)}")

    def _add_volume(self) -> None:
        slider = QuietSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, LOUDEST_PERCENT)
        slider.setPageStep(10)
        slider.setTracking(False)
        number = QLabel(percent(LOUDEST_PERCENT))
        number.setFixedWidth(number.sizeHint().width())
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.MEDIUM)
        layout.addWidget(slider)
        layout.addWidget(number)
        self.add_wide(_("Volume"), row, slider)

        def show(volume: int) -> None:
            slider.setValue(volume)
            number.setText(percent(volume))

        slider.sliderMoved.connect(lambda volume: number.setText(percent(volume)))
        self.bind("volume", slider, slider.valueChanged, show)
