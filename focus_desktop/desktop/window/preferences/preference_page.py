"""A page of preferences. Each control belongs to one setting, and takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.number_box import NumberBox, QuietSpinBox
from focus_desktop.desktop.window.preferences.quiet_controls import QuietComboBox
from focus_desktop.desktop.window.preferences.restore_row import RestoreRow
from focus_desktop.desktop.window.preferences.wrapping_check_box import WrappingCheckBox
from focus_desktop.language import gettext as _
from focus_desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Show = Callable[[Any], object]
    """Shows the value of a setting."""

    class Changed(Protocol):
        """A signal with the new value of a setting."""

        def connect(self, receiver: Callable[[Any], object], /) -> object:
            """Call `receiver` with each new value."""


FILL = Qt.AlignmentFlag(0)


class PreferencePage(QWidget):
    """Rows of controls below the page's name."""

    NAME: ClassVar[str]
    """The name of the page, not translated."""

    changed = Signal(object)
    """The user has changed settings. The argument is a dict of their names and new values."""
    shown = Signal()
    """The page is shown now: what other programs may have changed is to be read again."""

    def __init__(self) -> None:
        super().__init__()
        self._bound: dict[str, tuple[QWidget, Show]] = {}
        self._settings: Settings | None = None
        self._before: dict[str, object] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, tokens.SMALL, 0)
        layout.setSpacing(tokens.MEDIUM)
        headline = QLabel(_(self.NAME))
        headline.setObjectName("headline")
        headline.setWordWrap(True)
        layout.addWidget(headline)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.LARGE)
        self._grid.setVerticalSpacing(tokens.MEDIUM)
        self._grid.setColumnStretch(0, 1)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.restore_row = RestoreRow()
        """Stands below the page, for pages with settings."""
        self.restore_row.restore_requested.connect(self._restore)
        self.restore_row.undo_requested.connect(self._undo)

    def show_settings(self, settings: Settings) -> None:
        """Show the values that differ from those shown before: a number may just be being typed."""
        before, self._settings = self._settings, settings
        for name, (control, show) in self._bound.items():
            value = getattr(settings, name)
            if before is None or value != getattr(before, name):
                with QSignalBlocker(control):
                    show(value)
        self.restore_row.show_difference(differs=self._values() != self.defaults())

    @property
    def has_settings(self) -> bool:
        """Whether there is a setting on this page."""
        return bool(self._bound)

    def forget(self) -> None:
        """Offer no longer to undo anything: the dialog is closed."""
        self.restore_row.withdraw()

    def defaults(self) -> dict[str, object]:
        """Return the settings of this page as they are when the defaults are restored."""
        return {name: getattr(Settings(), name) for name in self._bound}

    # Adding rows, from top to bottom

    def add_check(self, name: str, text: str) -> WrappingCheckBox:
        """Add a setting that is on or off."""
        box = WrappingCheckBox(text)
        self.add_widget(box)
        self.bind(name, box, box.toggled, box.setChecked)
        return box

    def add_number(  # noqa: PLR0917
        self,
        name: str,
        label: str,
        span: tuple[int, int],
        unit: Callable[[int], str] = lambda _: "",
        none: str = "",
        box: QuietSpinBox | None = None,
    ) -> QuietSpinBox:
        """Add a whole number within `span`. `unit` returns its unit; `none` is shown for the lowest value."""
        number = NumberBox(label, *span, box=box)
        spin = number.box
        spin.setSpecialValueText(none)

        def show(value: int) -> None:
            spin.setValue(value)
            spin.setSuffix(unit(value))

        spin.valueChanged.connect(show)
        self.add_labelled(label, number, spin)
        self.bind(name, spin, spin.valueChanged, show)
        return spin

    def add_choice(self, name: str, label: str, choices: Mapping[Any, str], *, wide: bool = False) -> None:
        """Add a choice of several values; `choices` has their texts."""
        box = QuietComboBox()
        for value, text in choices.items():
            box.addItem(text, value)
        if wide:
            self.add_wide(label, box)
        else:
            self.add_labelled(label, box)
        box.currentIndexChanged.connect(lambda index: self.change(name, box.itemData(index)))
        self._bound[name] = (box, lambda value: box.setCurrentIndex(box.findData(value)))

    def add_labelled(self, text: str, control: QWidget, buddy: QWidget | None = None) -> None:
        """Add a control to the right of its label. `buddy` is the part of it that has the keyboard focus."""
        row = self._grid.rowCount()
        self._grid.addWidget(label_of(text, buddy or control), row, 0)
        self._grid.addWidget(control, row, 1)

    def add_wide(self, text: str, control: QWidget, buddy: QWidget | None = None) -> None:
        """Add a control below its label."""
        group = QVBoxLayout()
        group.setSpacing(tokens.TINY)
        group.addWidget(label_of(text, buddy or control))
        group.addWidget(control)
        self._grid.addLayout(group, self._grid.rowCount(), 0, 1, 2)

    def add_widget(self, widget: QWidget, *, side: Qt.AlignmentFlag = FILL) -> None:
        """Add any other widget."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2, side)

    def add_note(self, text: str) -> QLabel:
        """Add a sentence about the controls above it, or about the whole page."""
        label = note(text)
        self.add_widget(label)
        return label

    def bind(self, name: str, control: QWidget, changed: Changed, show: Show) -> None:
        """Let `changed`, a signal of the control with the new value, change a setting, and `show` show it."""
        changed.connect(lambda value: self.change(name, value))
        self._bound[name] = (control, show)

    def change(self, name: str, value: object) -> None:
        """Signal that the user has changed a setting."""
        self.restore_row.withdraw()
        self.changed.emit({name: value})

    # Restoring

    def _values(self) -> dict[str, object]:
        return {name: getattr(self._settings, name) for name in self._bound}

    def _restore(self) -> None:
        self._before = self._values()
        self.restore_row.offer_undo()  # First: the button would lose the keyboard focus while it is disabled.
        self.changed.emit(self.defaults())

    def _undo(self) -> None:
        self.changed.emit(self._before)
        self.restore_row.withdraw()


def note(text: str) -> QLabel:
    """Return a label for a sentence of plain text, in a muted colour."""
    label = QLabel(text)
    label.setObjectName("muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def label_of(text: str, buddy: QWidget) -> QLabel:
    """Return the label of a control, which has its text as its name for assistive technology."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setBuddy(buddy)
    buddy.setAccessibleName(text)
    return label
