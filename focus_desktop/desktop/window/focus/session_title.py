"""What the running session is about. A click turns it into a line in which it can be renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLabel, QWidget

from focus_desktop import wording
from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.focus_frame import draw_focus_frame
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.desktop.window.page_stack import PageStack
from focus_desktop.language import gettext as _
from focus_desktop.model.limits import LONGEST_DESCRIPTION

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

MOST_LINES = 2
RENAME_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
SHOWN, EDITED = range(2)


class TitleLabel(QLabel):
    """Shows plain text on at most two lines; more is replaced by "…", and is in the tooltip."""

    pressed = Signal()
    """The user wants to change the text, by a click or a key."""

    def __init__(self, *, can_be_pressed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headline")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._can_be_pressed = can_be_pressed
        if can_be_pressed:
            self.setCursor(Qt.CursorShape.IBeamCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_text(self, text: str) -> None:
        """Show this text; line breaks become spaces."""
        self.setText(wording.on_one_line(" ".join(text.split())))
        self.setToolTip(wording.tooltip(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the text needs at the width that is there, and no width."""
        return QSize(0, len(self._lines()) * self.fontMetrics().lineSpacing() + tokens.TINY)

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(0, self.fontMetrics().lineSpacing() + tokens.TINY)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `pressed` if the text can be changed."""
        if self._can_be_pressed and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `pressed` for the keys that rename."""
        if self._can_be_pressed and event.key() in RENAME_KEYS:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines in the middle, the last one shortened if there is more."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines, height = self._lines(), self.fontMetrics().lineSpacing()
        top = (self.height() - len(lines) * height) / 2
        for number, line in enumerate(lines):
            area = QRectF(0, top + number * height, self.width(), height)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, line)
        if self.hasFocus():
            draw_focus_frame(painter, self.palette(), QRectF(self.rect()), tokens.RADIUS)
        painter.end()

    def _lines(self) -> list[str]:
        """The text as it is shown at this width."""
        from PySide6.QtGui import QTextLayout, QTextOption  # noqa: PLC0415 — not before the first paint

        # Qt counts units of UTF-16, of which a sign such as an emoji takes two.
        text, metrics = self.text().encode("utf-16-le"), self.fontMetrics()
        width = max(1, self.width() - tokens.WIDE)
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid() and len(lines) < MOST_LINES:
            line.setLineWidth(width)
            start = 2 * line.textStart()
            is_last = len(lines) == MOST_LINES - 1
            part = text[start:] if is_last else text[start : start + 2 * line.textLength()]
            words = part.decode("utf-16-le").strip()
            lines.append(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width))
        layout.endLayout()
        return lines or [""]


class SessionTitle(PageStack):
    """Shows the title, or a line in which the description is edited: Enter keeps it, Escape does not."""

    renamed = Signal(str)
    """The argument is the new description, which may be empty."""

    def __init__(self) -> None:
        super().__init__()
        self._description = ""
        self.label = TitleLabel(can_be_pressed=True)
        self.line = LineEdit()
        self.line.setObjectName("headline")
        self.line.setAccessibleName(_("Description"))
        self.line.setMaxLength(LONGEST_DESCRIPTION)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._keep)
        self.addWidget(self.label)
        self.addWidget(self.line)
        self.label.pressed.connect(self.edit)

    def show_title(self, title: str, description: str) -> None:
        """Show a title, and edit this description when it is asked for."""
        self._description = description
        self.label.show_text(title)
        self.updateGeometry()

    def edit(self) -> None:
        """Open the line."""
        self.line.setText(self._description)
        self.setCurrentIndex(EDITED)
        self.line.setFocus()
        self.line.selectAll()

    def leave(self) -> None:
        """Close the line without renaming."""
        self.setCurrentIndex(SHOWN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the line when Escape is pressed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.line.setText(self._description)
            self._close_line()
            return True
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        if self.currentIndex() != EDITED:
            return
        text = self.line.text().strip()
        has_changed = text != self._description
        self._close_line()
        if has_changed:
            self.renamed.emit(text)

    def _close_line(self) -> None:
        had_focus = self.line.hasFocus()
        self.setCurrentIndex(SHOWN)
        if had_focus:
            self.label.setFocus()
