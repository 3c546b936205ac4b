"""A page of preferences. Each control belongs to one setting, and takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSlider, QSpinBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from focus_desktop.settings import Settings


class PreferencePage(QWidget):
    """Rows of controls, from top to bottom in the order in which they are added."""

    changed = Signal(str, object)
    """The user has changed a setting. The arguments are its name and its new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 16, 0, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._bound: list[tuple[QWidget, str, Callable[[Any], None]]] = []

    def show_settings(self, settings: Settings) -> None:
        """Show the current values."""
        for control, name, show in self._bound:
            with QSignalBlocker(control):
                show(getattr(settings, name))

    def add_check(self, name: str, text: str) -> None:
        """Add a setting that is on or off."""
        box = QCheckBox(text)
        box.toggled.connect(lambda value: self.changed.emit(name, value))
        self._grid.addWidget(box, self._grid.rowCount(), 0, 1, 2)
        self._bound.append((box, name, box.setChecked))

    def add_number(
        self, name: str, label: str, span: tuple[int, int], unit: Callable[[int], str], none: str = ""
    ) -> None:
        """Add a whole number within `span`. `unit` returns its unit; `none` is shown for the lowest value."""
        box = QSpinBox()

        def show(value: int) -> None:
            box.setValue(value)
            box.setSuffix(unit(value))

        box.setRange(*span)
        box.valueChanged.connect(show)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setSpecialValueText(none)
        box.setKeyboardTracking(False)  # With tracking, each typed digit would count as another number.
        box.valueChanged.connect(lambda value: self.changed.emit(name, value))
        self._add_labelled(label, box, stretch=False)
        self._bound.append((box, name, show))

    def add_choice(self, name: str, label: str, choices: Mapping[str, str]) -> None:
        """Add a choice of several values; `choices` has their texts."""
        box = QComboBox()
        for value, text in choices.items():
            box.addItem(text, value)
        box.currentIndexChanged.connect(lambda index: self.changed.emit(name, box.itemData(index)))
        self._add_labelled(label, box)
        self._bound.append((box, name, lambda value: box.setCurrentIndex(box.findData(value))))

    def add_slider(self, name: str, label: str) -> None:
        """Add a percentage."""
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setTracking(False)
        slider.valueChanged.connect(lambda value: self.changed.emit(name, value))
        self._add_labelled(label, slider)
        self._bound.append((slider, name, slider.setValue))

    def add_widget(self, widget: QWidget) -> None:
        """Add any other widget."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def add_note(self, text: str) -> None:
        """Add a sentence about the controls below it."""
        self.add_widget(note(text))

    def close_up(self) -> None:
        """Keep the rows together at the top; call it after the last row is added."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add_labelled(self, label: str, control: QWidget, *, stretch: bool = True) -> None:
        row = self._grid.rowCount()
        text = QLabel(label)
        text.setBuddy(control)
        control.setAccessibleName(label)
        side = Qt.AlignmentFlag.AlignVCenter if stretch else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(text, row, 0)
        self._grid.addWidget(control, row, 1, side)


def note(text: str) -> QLabel:
    """Return a label for a sentence of plain text, in a muted colour."""
    label = QLabel(text)
    label.setObjectName("muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
