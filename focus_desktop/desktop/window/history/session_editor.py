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
from focus_desktop.desktop.window.line_edit import ANY_LENGTH, LineEdit
from focus_desktop.desktop.window.number_box import NumberBox
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_MINUTES, SHORTEST_MINUTES
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

UNLIMITED = 16_777_215
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

    usual_width = 300
    """Pixels, beside the table."""
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
        self.description.setMaxLength(ANY_LENGTH)
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
        self._shown: EditedSession | None = None
        """What the fields said when they were filled."""
        for changed in (
            self.description.textChanged,
            self.quest.activated,
            self.times.changed,
            self.planned.box.valueChanged,
        ):
            changed.connect(self.wrong.hide)
        self.hide()

    def show_quests(self, quests: Sequence[Quest]) -> None:
        """Offer these quests."""
        chosen = self._quest_id()
        self._quests = [None, *(quest.id for quest in quests)]
        self.quest.clear()
        self.quest.addItems([wording.no_quest(), *(wording.shortened(quest.title) for quest in quests)])
        self._choose_quest(chosen)

    def edit(self, record: SessionRecord, *, takes_keyboard: bool = True) -> None:
        """Open with a session that has ended, or show that one if the panel is open."""
        self.heading.setText(_("Edit session"))
        self._known = record
        self._fill_with(record)
        self._open(takes_keyboard=takes_keyboard)

    def add(self, times: SessionTimes, planned: int, quest_id: UUID | None) -> None:
        """Open for a new session; the times are a suggestion."""
        self.heading.setText(_("Add session"))
        self._known = None
        self._fill("", quest_id, times, planned)
        self._shown = self.edited()
        self._open(takes_keyboard=True)

    @property
    def has_changes(self) -> bool:
        """Whether something was changed in the open panel and not saved."""
        return not self.isHidden() and self.edited() != self._shown

    @property
    def known(self) -> SessionRecord | None:
        """The session that the open panel is about; None if it is closed, or open to add one."""
        return self._known

    def ask_to_finish(self) -> None:
        """Tell that another session can be opened only when the changes are saved or cancelled."""
        self._tell(_("Save or cancel these changes first."))
        part: QWidget | None = self.focusWidget()
        (part or self.description).setFocus()

    def show_changed_elsewhere(self, record: SessionRecord) -> None:
        """Keep what was changed here, and show all else as the session is now."""
        mine = self.edited()
        self._known = record
        self._fill_with(record)
        now = record.session.model_dump() | mine.about
        times = mine.times or self.times.times()
        self._fill(now["description"], now["quest_id"], times, now["duration_minutes"])
        self._tell(
            _("It was changed elsewhere in the meantime; saving again overwrites that with what you typed.")
        )

    def show_original(self, original: OriginalSession | None, quest: str) -> None:
        """Show the first values of the session; None if it was never edited."""
        self.original.show_original(original, quest)

    def show_refusal(self, error: FocusError) -> None:
        """Tell why the session could not be saved, and go to the field that is wrong."""
        self._tell(refusals.sentence(error))
        if error.code is Refusal.DESCRIPTION:
            self.description.setFocus()
        elif error.code in OF_START:
            self.times.start.setFocus()
        elif error.code in OF_END:
            self.times.end.setFocus()

    def fill(self, *, is_narrow: bool) -> None:
        """Take all the width that there is, in a narrow page; or a fixed one beside the table."""
        self.setMinimumWidth(0 if is_narrow else self.usual_width)
        self.setMaximumWidth(UNLIMITED if is_narrow else self.usual_width)

    def is_about(self, record: SessionRecord) -> bool:
        """Whether this session is being edited."""
        return self._known is not None and self._known.id == record.id

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

    def _open(self, *, takes_keyboard: bool) -> None:
        self.wrong.hide()
        self.original.show_original(None, "")
        self.show()
        self.opened.emit()
        if takes_keyboard:
            self.description.setFocus()

    def _fill_with(self, record: SessionRecord) -> None:
        session = record.session
        times = SessionTimes.of(record)
        self._fill(session.description, session.quest_id, times, session.duration_minutes)
        self._shown = self.edited()

    def _fill(
        self, description: str | None, quest_id: UUID | None, times: SessionTimes, planned: int
    ) -> None:
        self.description.setText(description or "")
        self._choose_quest(quest_id)
        self.times.show_times(times)
        self.planned.box.setValue(planned)

    def _tell(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()

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
