"""Fields for when a session took place: its start, its end and its pauses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.history.typed_date import TypedDate
from focus_desktop.desktop.window.quiet_wheel import QuietWheel
from focus_desktop.language import gettext as _
from focus_desktop.language import pgettext
from focus_desktop.model.session_times import SessionTimes

if TYPE_CHECKING:
    from focus_desktop.model.session_times import Stretch

DEFAULT_PAUSE = timedelta(minutes=5)
CLOCK = "HH:mm"


class MomentBox(QuietWheel, TypedDate, QDateTimeEdit):
    """A local moment, to the minute. While it is not changed it keeps its seconds, and its time zone."""

    def __init__(self, name: str, *, with_date: bool = True) -> None:
        super().__init__()
        self._moment = datetime.min  # noqa: DTZ901 — set before it is used
        self.leave_wheel_to_page()
        self.setAccessibleName(name)
        self.setDisplayFormat(f"{date_format()} {CLOCK}" if with_date else CLOCK)
        self.setWrapping(not with_date)
        self.lineEdit().setTextMargins(tokens.SMALL, 0, 0, 0)

    def show_moment(self, moment: datetime) -> None:
        """Show an aware moment, in local time."""
        self._moment = moment
        local = moment.astimezone()
        self.setDateTime(
            QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
        )
        self._shown = self.dateTime()
        self.setCurrentSectionIndex(0)

    def moment(self) -> datetime:
        """The aware moment that is shown."""
        if self.dateTime() == self._shown:
            return self._moment
        date, time = self.date(), self.time()
        naive = datetime(date.year(), date.month(), date.day(), time.hour(), time.minute())  # noqa: DTZ001
        return naive.astimezone()


class _PauseRow(QWidget):
    """From when to when a pause was, and a button that removes it."""

    removed = Signal()
    changed = Signal()

    def __init__(self, pause: Stretch) -> None:
        super().__init__()
        self.start = MomentBox(_("Start of the pause"), with_date=False)
        self.end = MomentBox(_("End of the pause"), with_date=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.TINY)
        remove = button("✕", self.removed, look="quiet", shape="icon")
        remove.setAccessibleName(_("Remove the pause"))
        remove.setToolTip(_("Remove the pause"))
        for box, moment in zip((self.start, self.end), pause, strict=True):
            box.show_moment(moment)
            box.dateTimeChanged.connect(self.changed)
        row.addWidget(self.start)
        row.addWidget(QLabel("–"))
        row.addWidget(self.end)
        row.addStretch(1)
        row.addWidget(remove)

    def pause(self, earliest: datetime) -> Stretch:
        """The pause, on the day on which it is not before the session; it may go over midnight."""
        start = not_before(self.start.moment(), earliest)
        return start, not_before(self.end.moment(), start)


class TimesForm(QWidget):
    """Start, end and pauses, each to the minute."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Translators: When a session began, as the name of a field.
        start = pgettext("of a session", "Start")
        # Translators: When a session ended, as the name of a field.
        end = pgettext("of a session", "End")
        self.start, self.end = MomentBox(start), MomentBox(end)
        self._rows: list[_PauseRow] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.TINY)
        for box in (self.start, self.end):
            label = QLabel(box.accessibleName())
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box)
            layout.addSpacing(tokens.SMALL)
            box.dateTimeChanged.connect(self.changed)
        self._pauses = QVBoxLayout()
        self._pauses.setSpacing(tokens.TINY)
        self._heading = QLabel(_("Pauses"))
        layout.addWidget(self._heading)
        layout.addLayout(self._pauses)
        self.add_pause = button(_("Add pause"), self._add_pause, look="quiet")
        layout.addWidget(self.add_pause, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_times(self, times: SessionTimes) -> None:
        """Show when a session took place."""
        self.start.show_moment(times.started_at)
        self.end.show_moment(times.ended_at)
        while self._rows:
            self._remove(self._rows[-1])
        for pause in times.pauses:
            self._append(pause)

    def times(self) -> SessionTimes:
        """What the fields say, which may be impossible."""
        start = self.start.moment()
        pauses = sorted(row.pause(start) for row in self._rows)
        return SessionTimes(start, self.end.moment(), tuple(pauses))

    def _add_pause(self) -> None:
        """Add a pause in the middle of the longest stretch of work."""
        start, end = max(self.times().worked, key=lambda stretch: stretch[1] - stretch[0])
        length = min(DEFAULT_PAUSE, (end - start) / 2)
        middle = start + (end - start - length) / 2
        self._append((middle, middle + length)).start.setFocus()
        self.changed.emit()

    def _append(self, pause: Stretch) -> _PauseRow:
        row = _PauseRow(pause)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove_by_user(row))
        self._rows.append(row)
        self._pauses.addWidget(row)
        return row

    def _remove_by_user(self, row: _PauseRow) -> None:
        self._remove(row)
        self.add_pause.setFocus()
        self.changed.emit()

    def _remove(self, row: _PauseRow) -> None:
        self._rows.remove(row)
        self._pauses.removeWidget(row)
        row.hide()
        row.deleteLater()


def not_before(moment: datetime, earliest: datetime) -> datetime:
    """The moment with its time of the day on the first day on which it is not before the earliest one."""
    local = moment.astimezone()
    days = (earliest.astimezone().date() - local.date()).days
    shifted = (local.replace(tzinfo=None) + timedelta(days=days)).astimezone() if days else moment
    if shifted + timedelta(minutes=1) <= earliest:
        shifted = (shifted.replace(tzinfo=None) + timedelta(days=1)).astimezone()
    return shifted


def date_format() -> str:
    """The language's short date, with a year of four digits."""
    short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")
