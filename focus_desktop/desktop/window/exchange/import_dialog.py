"""Shows what an import would do, lets the person choose the quests, and shows how far the import is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QScrollArea, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.exchange.task_dialog import TaskDialog
from focus_desktop.language import gettext as _
from focus_desktop.model.importing import MOST_REASONS
from focus_desktop.wording import imports as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from focus_desktop.model.importing import ImportPreview, QuestMatch
    from focus_desktop.model.quest import Quest

MOST_PROJECTS = 100
"""Projects whose quests can be chosen here; the others get the suggested ones."""
LIST_HEIGHT = 140
NEW, NONE = "new", "none"


class ImportDialog(TaskDialog):
    """First the file is read, then the preview is shown; nothing is imported before the button is pressed."""

    import_requested = Signal(object)
    """The argument is a dict: the id of the quest, or None for no quest, by the title of the project."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, _("Import"), _("Import"))
        # Translators: {name} is the name of a file.
        self.headline.setText(_("Reading {name}…").format(name=name))
        self._boxes: dict[str, ComboBox] = {}
        self._suggested: dict[str, str] = {}
        self.quests = QWidget()
        self._grid = QGridLayout(self.quests)
        self._grid.setContentsMargins(0, 0, tokens.SMALL, 0)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(_("Quests"))
        self._scroll.setWidget(self.quests)
        self._scroll.setMaximumHeight(LIST_HEIGHT)
        self.reasons = QPlainTextEdit()
        self.reasons.setAccessibleName(_("Left out"))
        self.reasons.setReadOnly(True)
        self.reasons.setTabChangesFocus(True)
        self.reasons.setMaximumHeight(LIST_HEIGHT)
        for part in (self._scroll, self.reasons):
            self.body.addWidget(part)
            part.hide()
        self.body.addStretch(1)
        self.show_busy(busy=True)

    def show_preview(self, preview: ImportPreview, quests: Sequence[Quest]) -> None:
        """Show what the import would do; `quests` are those that can be chosen."""
        self.show_busy(busy=False)
        self.headline.setText(" ".join(words.would_import(preview)))
        for row, match in enumerate(preview.quests[:MOST_PROJECTS]):
            self._add_project(row, match, quests)
        self._scroll.setMinimumHeight(min(LIST_HEIGHT, self.quests.sizeHint().height()))
        self._scroll.setVisible(bool(self._boxes))
        self._show_reasons(preview)
        self.adjustSize()
        self.act.setEnabled(not preview.is_empty)
        (self.leave if preview.is_empty else self.act).setFocus()

    @property
    def wanted(self) -> Mapping[str, UUID | None]:
        """The quests that differ from the suggested ones, by the title of their project."""
        chosen = {title: box.currentData() for title, box in self._boxes.items()}
        return {
            title: None if data == NONE else UUID(data)
            for title, data in chosen.items()
            if data != self._suggested[title] and data != NEW
        }

    def _add_project(self, row: int, match: QuestMatch, quests: Sequence[Quest]) -> None:
        label = QLabel(wording.shortened(match.title))
        label.setTextFormat(Qt.TextFormat.PlainText)
        box = ComboBox()
        box.setAccessibleName(match.title)
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

    def _act(self) -> None:
        for part in (self._scroll, self.reasons):
            part.setEnabled(False)
        self.show_busy(busy=True)
        self.import_requested.emit(self.wanted)
