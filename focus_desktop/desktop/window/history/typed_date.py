"""Lets dates and times be typed as they are written, with or without what stands between their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDateTimeEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    Edit = QDateTimeEdit
else:
    Edit = object  # The widget of Qt's is the other class that is inherited.


class TypedDate(Edit):
    """Inherited before a QDateTimeEdit or QDateEdit."""

    _has_gone_on = False
    """Whether the last digit has filled its section, so that Qt has gone to the next one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a full section anew by a digit, which Qt ignores; go on once only after a full section.

        Qt goes on by itself after the last digit of a number, and once more by the "/" that is typed then.
        """
        text = event.text()
        is_separator = bool(text) and text.isprintable() and not text.isalnum()
        if is_separator and self._has_gone_on:
            self._has_gone_on = False
            return
        if text.isdigit():
            self._make_room()
        section = self.currentSectionIndex()
        super().keyPressEvent(event)
        if text:  # Shift has none, and is no key of its own.
            self._has_gone_on = text.isdigit() and self.currentSectionIndex() != section

    def _make_room(self) -> None:
        section, selected = self.currentSection(), self.lineEdit().selectedText()
        full = 4 if section == QDateTimeEdit.Section.YearSection else 2
        if selected == self.lineEdit().text():
            self.setSelectedSection(self.sectionAt(0))
        elif not selected and len(self.sectionText(section)) >= full:
            self.setSelectedSection(section)
