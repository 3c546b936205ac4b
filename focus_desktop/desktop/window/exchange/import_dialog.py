"""Shows what an import would do, lets the person choose the quests, and shows how far the import is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QWidget

from focus_desktop import refusals, wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.exchange.task_dialog import TaskDialog
from focus_desktop.desktop.window.preferences.preference_page import note
from focus_desktop.exchange.format import IMPORTED, Format
from focus_desktop.language import gettext as _
from focus_desktop.model.errors import Refusal, StoreUnavailable
from focus_desktop.model.importing import MOST_REASONS
from focus_desktop.wording import imports as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.importing import ImportPreview, QuestMatch
    from focus_desktop.model.quest import Quest

MOST_PROJECTS = 100
"""Projects whose quests can be chosen here; the others get the suggested ones."""
LIST_HEIGHT, REASONS_HEIGHT = 172, 104
NEW, NONE = "new", "none"
TEXTS = tuple(one for one in IMPORTED if one not in {Format.POMOTROID, Format.FOCUS_TIMER})
"""The formats that a text can be of; a database shows itself of which program it is."""


class ImportDialog(TaskDialog):
    """First the file is read, then the preview is shown; nothing is imported before the button is pressed."""

    format_chosen = Signal(object)
    """The file is to be read again. The argument is the Format that it is of."""
    another_requested = Signal()
    """Another file is to be imported."""
    import_requested = Signal(object)
    """The argument is a dict: the id of the quest, or None for no quest, by the title of the project."""
    undo_requested = Signal()
    """The import that was done is to be taken back."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, _("Import"), _("Import"))
        self._name = wording.shortened(name)
        self._boxes: dict[str, ComboBox] = {}
        self._suggested: dict[str, str] = {}
        self._is_previewed = False
        self.about = note("")
        self.quests = QWidget()
        self._scroll = _scroll_area(self.quests)
        self.reasons = QPlainTextEdit()
        self.reasons.setAccessibleName(_("Left out"))
        self.reasons.setReadOnly(True)
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(REASONS_HEIGHT)
        self.formats = ComboBox()
        self.formats.setAccessibleName(_("Program"))
        for kind in TEXTS:
            self.formats.addItem(words.FORMAT_NAMES[kind], kind)
        self.read = button(_("Read again"), self._read_again)
        self._choice = QWidget()
        self._lay_out()
        self.another = button(_("Choose another file…"), self.another_requested)
        self.undo = button(_("Undo"), self._undo)
        for one in (self.another, self.undo):
            self.buttons.insertWidget(1, one)
            one.hide()
        self.show_reading()

    def show_reading(self) -> None:
        """Show that the file is read."""
        # Translators: {name} is the name of a file.
        self.headline.setText(wording.breakable(_("Reading {name}…").format(name=self._name)))
        self._choice.setEnabled(False)
        self.show_busy(busy=True)

    def show_preview(self, preview: ImportPreview, quests: Sequence[Quest]) -> None:
        """Show what the import would do; `quests` are those that can be chosen."""
        self._is_previewed = True
        self.show_busy(busy=False)
        for part in (self._choice, self.another):
            part.hide()
        self.act.show()
        self.headline.setText(" ".join(words.would_import(preview)))
        self.about.setText(wording.breakable(words.about(preview)))
        self.about.show()
        for row, match in enumerate(preview.quests[:MOST_PROJECTS], start=1):
            self._add_project(row, match, quests)
        self._scroll.setMinimumHeight(min(LIST_HEIGHT, self.quests.sizeHint().height()))
        self._scroll.setVisible(bool(self._boxes))
        self._show_reasons(preview)
        self.fit()
        if preview.is_empty:
            self.only_leave()
        (self.leave if preview.is_empty else self.act).setFocus()

    def show_refusal(self, error: FocusError) -> None:
        """Show why the file cannot be imported, and what may help."""
        super().show_refusal(error)
        if isinstance(error, StoreUnavailable) and self._is_previewed:
            self._set_choices_enabled(enabled=True)  # It can be tried again.
            return
        # Translators: {name} is the name of a file.
        self.headline.setText(wording.breakable(_("{name} cannot be imported").format(name=self._name)))
        if error.code is Refusal.FORMAT_UNKNOWN:
            self.problem.setText(_("It does not show which program has written it. Choose the program:"))
            self._choice.show()
        self._choice.setEnabled(True)
        for part in (self.about, self._scroll, self.reasons):
            part.hide()
        self.only_leave()
        self.another.show()
        self.fit()
        (self.formats if self._choice.isVisible() else self.another).setFocus()

    def show_imported(self, sentence: str) -> None:
        """Show what was added, and that it can be undone."""
        self.undo.show()
        self._scroll.hide()
        self.reasons.setEnabled(True)
        self.show_end(sentence)

    def show_undone(self) -> None:
        """Show that nothing of the import is left."""
        for part in (self.about, self.reasons, self.undo):
            part.hide()
        self.show_end(_("The import was undone."))

    def show_undo_refused(self, error: FocusError) -> None:
        """Show why the import cannot be undone."""
        self.forget_undo()
        self.show_end(_("The import could not be undone"))
        self.problem.setText(refusals.sentence(error))
        self.problem.show()

    def forget_undo(self) -> None:
        """Offer no longer to undo the import."""
        self.undo.hide()

    @property
    def wanted(self) -> Mapping[str, UUID | None]:
        """The quests that differ from the suggested ones, by the title of their project."""
        chosen = {title: box.currentData() for title, box in self._boxes.items()}
        return {
            title: None if data == NONE else UUID(data)
            for title, data in chosen.items()
            if data != self._suggested[title] and data != NEW
        }

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self.quests)
        self._grid.setContentsMargins(0, 0, 0, 0)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(  # Beside the bar, but else as wide as all other parts.
            lambda _low, high: self._grid.setContentsMargins(0, 0, tokens.SMALL if high else 0, 0)
        )
        for column, text in enumerate((_("Project in the file"), _("Quest"))):
            self._grid.addWidget(note(text), 0, column)
            self._grid.setColumnStretch(column, 1)
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.addWidget(self.formats, stretch=1)
        choice.addWidget(self.read)
        for part in (self.about, self._scroll, self.reasons):
            self.body.addWidget(part)
            part.hide()
        self.body.addStretch(1)
        self.after_problem.addWidget(self._choice)
        self._choice.hide()

    def _add_project(self, row: int, match: QuestMatch, quests: Sequence[Quest]) -> None:
        label = QLabel(wording.breakable(wording.shortened(match.title)))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        box = ComboBox()
        box.setAccessibleName(match.title)
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if match.is_new:
            box.addItem(_("New quest"), NEW)
        box.addItem(_("No quest"), NONE)
        for quest in quests:
            box.addItem(wording.shortened(quest.title), str(quest.id))
        suggested = NEW if match.is_new else str(match.quest_id or NONE)
        box.setCurrentIndex(max(0, box.findData(suggested)))
        label.setBuddy(box)
        self._boxes[match.title], self._suggested[match.title] = box, suggested
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)

    def _show_reasons(self, preview: ImportPreview) -> None:
        lines = [words.left_out(one) for one in preview.reasons]
        if preview.left_out > MOST_REASONS:
            lines.append(words.more_left_out(preview.left_out - MOST_REASONS))
        self.reasons.setPlainText("\n".join(lines))
        self.reasons.setVisible(bool(lines))

    def _set_choices_enabled(self, *, enabled: bool) -> None:
        for part in (self._scroll, self.reasons):
            part.setEnabled(enabled)

    def _read_again(self) -> None:
        self.format_chosen.emit(Format(self.formats.currentData()))  # Qt has made text of it.

    def _undo(self) -> None:
        self.undo.setEnabled(False)
        self.headline.setText(words.undoing())
        self.progress.begin()
        self.progress.show()
        self.undo_requested.emit()

    def _act(self) -> None:
        self._set_choices_enabled(enabled=False)
        self.show_busy(busy=True)
        self.import_requested.emit(self.wanted)


def _scroll_area(content: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setAccessibleName(_("Quests"))
    scroll.setWidget(content)
    scroll.setMaximumHeight(LIST_HEIGHT)
    return scroll
