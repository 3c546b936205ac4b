"""Shows in place of all other pages why the data cannot be used, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.exchange.progress_row import ProgressRow
from focus_desktop.language import gettext as _
from focus_desktop.model.store_repair import Remedy
from focus_desktop.wording import repair as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from focus_desktop.model.progress import Progress

WIDEST = 640
"""Pixels of the texts."""


class RepairPage(QWidget):
    """What was found, where and since when; below it the choices."""

    chosen = Signal(object)
    """The argument is the Remedy."""
    try_again_requested = Signal()
    folder_requested = Signal()
    """The folder of the file is to be opened."""
    preferences_requested = Signal()
    """Where the data is, or the password of its server, is to be changed."""
    quit_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline, self.sentence = _label("headline"), _label("")
        self.facts, self.kept, self.problem = _label("note"), _label("note"), _label("wrong")
        self.kept.setText(words.kept())
        self.remedies = {one: button(words.name(one), partial(self.chosen.emit, one)) for one in Remedy}
        self.effects = {one: _label("muted") for one in Remedy}
        self.progress = ProgressRow()
        self.try_again = button(_("Try again"), self.try_again_requested)
        self.preferences = button(_("Preferences…"), self.preferences_requested)
        self.open_folder = button(_("Open folder"), self.folder_requested, look="quiet")
        self.quit = button(_("Quit"), self.quit_requested, look="quiet")
        self._newest, self._are_backups = "", True
        self._first, self._choices = self.try_again, [self.try_again]
        self._lay_out()

    def show_problem(
        self, title: str, sentence: str, facts: str, remedies: Sequence[Remedy], *, is_file: bool
    ) -> None:
        """Show what was found, and offer what can be done."""
        self.setAccessibleName(title)
        self.headline.setText(title)
        self.sentence.setText(wording.breakable(sentence))
        self.facts.setText(facts)
        for remedy, choice in self.remedies.items():
            for part in (choice, self.effects[remedy]):
                part.setVisible(remedy in remedies)
        self.kept.setVisible(bool(remedies))
        self.open_folder.setVisible(is_file)
        self.preferences.setVisible(not is_file)
        self._choices = [self.remedies[one] for one in remedies] + [self.try_again]
        self._emphasize()

    def show_backups(self, newest: str, *, are_there: bool) -> None:
        """Show which backup is the newest one. Without any, another choice comes first."""
        if newest != self._newest:
            self._newest = newest
            self.effects[Remedy.RESTORE].setText(newest)
        self._are_backups = are_there
        self._emphasize()

    def show_busy(self, *, busy: bool) -> None:
        """Show whether something is being done; nothing can be chosen meanwhile."""
        self.progress.setVisible(busy)
        for choice in (*self.remedies.values(), self.try_again, self.quit):
            choice.setEnabled(not busy)
        if busy:
            self.problem.hide()
            self.progress.begin()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it has come."""
        self.progress.show_progress(progress)

    def show_refusal(self, sentence: str) -> None:
        """Show why something could not be done."""
        self.show_busy(busy=False)
        self.problem.setText(wording.breakable(sentence))
        self.problem.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard focus to the first choice."""
        super().showEvent(event)
        self._first.setFocus()

    def _emphasize(self) -> None:
        """Let the first choice that can help be the one that stands out."""
        before, restore = self._first, self.remedies[Remedy.RESTORE]
        self._first = next(one for one in self._choices if self._are_backups or one is not restore)
        if before.hasFocus():
            self._first.setFocus()
        for one in self._choices:
            look = "primary" if one is self._first else ""
            if one.property("look") != look:
                one.setProperty("look", look)
                one.style().unpolish(one)

    def _lay_out(self) -> None:
        choices = QGridLayout()
        choices.setHorizontalSpacing(tokens.LARGE)
        choices.setVerticalSpacing(tokens.SMALL)
        choices.setColumnStretch(1, 1)
        for row, (remedy, choice) in enumerate(self.remedies.items()):
            self.effects[remedy].setText(words.effect(remedy))
            choices.addWidget(choice, row, 0)
            choices.addWidget(self.effects[remedy], row, 1)
        others = QHBoxLayout()
        for other in (self.try_again, self.preferences, self.open_folder, self.quit):
            others.addWidget(other)
        others.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        rows = QVBoxLayout(column)
        rows.setSpacing(tokens.MEDIUM)
        rows.addStretch(1)
        for part in (self.headline, self.sentence, self.facts):
            rows.addWidget(part)
        rows.addSpacing(tokens.SMALL)
        rows.addLayout(choices)
        rows.addWidget(self.kept)
        rows.addWidget(self.progress)
        rows.addWidget(self.problem)
        rows.addSpacing(tokens.SMALL)
        rows.addLayout(others)
        rows.addStretch(2)
        self.show_busy(busy=False)
        self.problem.hide()
        middle = QWidget()
        around = QHBoxLayout(middle)
        around.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        around.addWidget(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
