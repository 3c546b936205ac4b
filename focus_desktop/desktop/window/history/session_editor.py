"""The panel beside the history in which one session is edited or added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from focus_desktop import refusals, wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.bold_label import bold_label
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.combo_box import ComboBox
from focus_desktop.desktop.window.history.original_card import OriginalCard
from focus_desktop.desktop.window.history.times_form import TimesForm
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_DESCRIPTION, LONGEST_MINUTES, SHORTEST_MINUTES
from focus_desktop.model.session_times import SessionTimes
from focus_desktop.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

    from focus_desktop.model.errors import FocusError
    from focus_desktop.model.original_session import OriginalSession
    from focus_desktop.model.quest import Quest
    from focus_desktop.model.record import SessionRecord

WIDTH, UNLIMITED = 300, 16_777_215
"""Pixels."""
OF_START = {Refusal.STARTS_IN_FUTURE, Refusal.OVERLAPS, Refusal.OVERLAPS_UNNAMED}
OF_END = {Refusal.ENDS_BEFORE_START, Refusal.ENDS_IN_FUTURE, Refusal.LASTS_OVER_A_DAY}


@dataclass(frozen=True)
class EditedSession:
    """What the fields of the panel say."""

    known: SessionRecord | None
    """The session as it was when the panel was opened; None if it is to be added."""
    about: dict[str, Any]
    """The values that differ from it, by field: description, quest_id, duration_minutes."""
    times: SessionTimes | None
    """None if they do not differ."""


class SessionEditor(QFrame):
    """Description, quest, times, planned minutes. What is wrong is told below the field."""

    save_requested = Signal(object)
    """The argument is the EditedSession."""
    restore_requested = Signal(object)
    """The first values are to come back. The argument is the session's id."""
    opened = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setAccessibleName(_("Edit session"))
        self.fill(is_narrow=False)
        self._known: SessionRecord | None = None
        self._quests: list[UUID | None] = [None]
        self.heading = bold_label("")
        self.description = LineEdit()
        self.description.setMaxLength(LONGEST_DESCRIPTION)
        self.quest = ComboBox()
        self.quest.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.times = TimesForm()
        self.planned = NumberBox(_("Planned minutes"), SHORTEST_MINUTES, LONGEST_MINUTES)
        self.original = OriginalCard()
        self.wrong = QLabel()
        self.save = button(_("Save"), self._save, look="primary")
        self.cancel = button(_("Cancel"), self.close_panel)
        self._lay_out()
        self.original.restore_requested.connect(self._request_restore)
        self.hide()

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests."""
        chosen = self._quest_id()
        self._quests = [None, *(quest.id for quest in quests)]
        self.quest.clear()
        self.quest.addItems([wording.no_quest(), *(wording.shortened(quest.title) for quest in quests)])
        self._choose_quest(chosen)

    def edit(self, record: SessionRecord) -> None:
        """Open with a session that has ended."""
        self._open(record, SessionTimes.of(record), record.session.duration_minutes)
        self.heading.setText(_("Edit session"))
        self.description.setText(record.session.description or "")
        self._choose_quest(record.session.quest_id)

    def add(self, times: SessionTimes, planned: int, quest_id: UUID | None) -> None:
        """Open for a new session; the times are a suggestion."""
        self._open(None, times, planned)
        self.heading.setText(_("Add session"))
        self.description.clear()
        self._choose_quest(quest_id)

    def show_original(self, original: OriginalSession | None, quest: str) -> None:
        """Show the first values of the session; None if it was never edited."""
        self.original.show_original(original, quest)

    def show_refusal(self, error: FocusError) -> None:
        """Tell why the session could not be saved, and go to the field that is wrong."""
        self.wrong.setText(refusals.sentence(error))
        self.wrong.show()
        if error.code in OF_START:
            self.times.start.setFocus()
        elif error.code in OF_END:
            self.times.end.setFocus()

    def fill(self, *, is_narrow: bool) -> None:
        """Take all the width that there is, in a narrow page; or a fixed one beside the table."""
        self.setMinimumWidth(0 if is_narrow else WIDTH)
        self.setMaximumWidth(UNLIMITED if is_narrow else WIDTH)

    def is_about(self, record: SessionRecord) -> bool:
        """Whether this session is being edited."""
        return self.isVisible() and self._known is not None and self._known.id == record.id

    def close_panel(self) -> None:
        """Close without saving."""
        self._known = None
        self.hide()
        self.closed.emit()

    def edited(self) -> EditedSession:
        """What the fields say."""
        about: dict[str, Any] = {
            "description": self.description.text().strip() or None,
            "quest_id": self._quest_id(),
            "duration_minutes": self.planned.box.value(),
        }
        times = self.times.times()
        if self._known is None:
            return EditedSession(None, about, times)
        session = self._known.session
        differing = {field: value for field, value in about.items() if getattr(session, field) != value}
        same_times = times == SessionTimes.of(self._known)
        return EditedSession(self._known, differing, None if same_times else times)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save by Enter in a field, close by Escape."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._save()
            case Qt.Key.Key_Escape:
                self.close_panel()
            case _:
                super().keyPressEvent(event)

    def _open(self, known: SessionRecord | None, times: SessionTimes, planned: int) -> None:
        self._known = known
        self.wrong.hide()
        self.times.show_times(times)
        self.planned.box.setValue(planned)
        self.original.show_original(None, "")
        self.show()
        self.opened.emit()
        self.description.setFocus()

    def _save(self) -> None:
        self.wrong.hide()
        self.save_requested.emit(self.edited())

    def _request_restore(self) -> None:
        if self._known is not None:
            self.restore_requested.emit(self._known.id)

    def _quest_id(self) -> UUID | None:
        place = self.quest.currentIndex()
        return self._quests[place] if 0 <= place < len(self._quests) else None

    def _choose_quest(self, quest_id: UUID | None) -> None:
        self.quest.setCurrentIndex(self._quests.index(quest_id) if quest_id in self._quests else 0)

    def _lay_out(self) -> None:
        self.wrong.setObjectName("wrong")
        self.wrong.setWordWrap(True)
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        content = QWidget()
        rows = QVBoxLayout(content)
        rows.setContentsMargins(tokens.LARGE, tokens.LARGE, tokens.LARGE, tokens.SMALL)
        rows.setSpacing(tokens.TINY)
        rows.addWidget(self.heading)
        rows.addSpacing(tokens.SMALL)
        for name, field in ((_("Description"), self.description), (_("Quest"), self.quest)):
            _add_field(rows, name, field)
        rows.addWidget(self.times)
        rows.addSpacing(tokens.SMALL)
        rows.addWidget(QLabel(_("Planned minutes")))
        rows.addWidget(self.planned, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(tokens.SMALL)
        rows.addWidget(self.original)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(tokens.LARGE, tokens.SMALL, tokens.LARGE, tokens.LARGE)
        buttons.setSpacing(tokens.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, stretch=1)
        self.wrong.setContentsMargins(tokens.LARGE, tokens.SMALL, tokens.LARGE, 0)
        layout.addWidget(self.wrong)
        layout.addLayout(buttons)


def _add_field(rows: QVBoxLayout, name: str, field: QWidget) -> None:
    label = QLabel(name)
    label.setBuddy(field)
    field.setAccessibleName(name)
    if isinstance(field, ComboBox):
        field.setAccessibleDescription(name)  # On Linux a combo box's accessible name is its current text.
    rows.addWidget(label)
    rows.addWidget(field)
    rows.addSpacing(tokens.SMALL)
