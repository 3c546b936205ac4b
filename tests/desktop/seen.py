"""What a person sees or is read of the app: the texts, and whether there is room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QSpinBox,
    QStyle,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QWidget,
)

from focus_desktop.desktop.window.elided_label import ElidedLabel
from focus_desktop.desktop.window.focus.minutes_box import MinutesBox
from focus_desktop.desktop.window.focus.quest_chip import QuestChip
from focus_desktop.desktop.window.focus.quest_line import QuestLine
from focus_desktop.desktop.window.history.range_box import RangeBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QImage

    from focus_desktop.desktop.notifications.notification import Notification
    from focus_desktop.desktop.tray.tray_icon import TrayIcon

LINE_MARGIN = 2
"""Pixels on either side of a line's text, in all of Qt's styles."""
READ = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
"""The roles of an item whose data people read."""


def windows() -> list[QWidget]:
    """The windows that are open."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def visible(window: QWidget) -> list[QWidget]:
    """All that can be seen of a window, itself included."""
    return [window, *(one for one in window.findChildren(QWidget) if one.isVisible())]


# Texts


def texts() -> Iterator[str]:
    """All texts that can be seen or are read aloud now, without markup."""
    for window in windows():
        yield window.windowTitle()
        for widget in visible(window):
            yield from filter(None, map(_plain, _texts_of(widget)))


def tray_texts(tray: TrayIcon) -> Iterator[str]:
    """The texts of the tray: the icon's and those of its menu."""
    yield tray.icon.toolTip()
    yield from _menu_texts(tray.menu)


def notification_texts(notification: Notification) -> Iterator[str]:
    """The texts of a notification."""
    yield from (notification.title, notification.message)
    yield from (action.label for action in notification.actions)


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield from (widget.text(), widget.placeholderText())
        case QSpinBox():
            yield from (widget.text(), widget.prefix(), widget.suffix(), widget.specialValueText())
        case QTabBar():
            yield from _tab_texts(widget)
        case QComboBox():
            yield widget.placeholderText()
            yield from _item_texts(widget.model())
        case QAbstractItemView():
            yield from _item_texts(widget.model())


def _tab_texts(tabs: QTabBar) -> Iterator[str]:
    for index in range(tabs.count()):
        yield from (tabs.tabText(index), tabs.tabToolTip(index), tabs.accessibleTabName(index))


def _item_texts(model: QAbstractItemModel) -> Iterator[str]:
    # PySide hides columnCount of list models, which have one column.
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        for role in READ:
            header = model.headerData(column, Qt.Orientation.Horizontal, role)
            yield "" if header is None or isinstance(header, int) else str(header)
            for row in range(model.rowCount()):
                yield str(model.index(row, column).data(role) or "")


def _menu_texts(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        if action.isVisible():
            yield from (action.text(), action.toolTip())
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from _menu_texts(inner)


def _plain(text: str) -> str:
    for sign in ("\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}"):
        text = text.replace(sign, "")
    return text.replace("&&", "&")


# Room


def faults() -> Iterator[str]:
    """What has no room once all is laid out: texts that are cut off, and widgets outside what they are in."""
    for _ in range(10):  # What is in a window may ask for more room only when it has been laid out itself.
        QApplication.processEvents()
    for window in windows():
        for widget in visible(window):
            if not _is_inside(widget):
                yield f"{_named(widget)} is outside: {widget.geometry().getRect()}"
            yield from (f"{_named(widget)}: {fault}" for fault in _cut(widget))


def _is_inside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return True
    # A style sheet without a frame gives the line in a spin box one pixel too much.
    spare = 1 if isinstance(parent, QSpinBox) else 0
    return parent.rect().adjusted(0, 0, spare, spare).contains(widget.geometry())


def _cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case ElidedLabel() | QuestLine():
            pass  # It is made for that, and has a tooltip.
        case MinutesBox():
            yield from _cut_text(widget.lineEdit(), widget.text(), _frame(widget.lineEdit()))
        case QLabel() | QAbstractButton() | QSpinBox() | QTabBar():
            yield from _cut_size(widget)
        case QuestChip():
            yield from _cut_size(widget)  # It shortens long titles.
        case QComboBox():
            shown = widget.currentText() or widget.placeholderText()
            # Two dates may be cut; the tooltip has them whole.
            yield from _cut_text(widget, "" if isinstance(widget, RangeBox) else shown, 40)
        case QLineEdit():
            yield from _cut_text(widget, widget.placeholderText(), _frame(widget))
        case QTableView():
            yield from _cut_columns(widget)


def _cut_size(widget: QWidget) -> Iterator[str]:
    if widget.property("look") == "entry":
        yield from _cut_entry(widget)
        return
    if isinstance(widget, QAbstractButton) and not any(map(str.isalnum, widget.text())):
        return  # A round button of a fixed size, with a sign.
    wanted, there = widget.sizeHint(), widget.size()
    if widget.hasHeightForWidth():
        wanted = QSize(there.width(), widget.heightForWidth(there.width()))
    if wanted.width() > there.width() or wanted.height() > there.height():
        yield f"{there.toTuple()} of {wanted.toTuple()} pixels are there"


def _cut_entry(entry: QWidget) -> Iterator[str]:
    """Entries of a menu move together in a low window, as long as their words can be read."""
    wanted, there = entry.fontMetrics().height() + 4, entry.height()
    if there < wanted or entry.sizeHint().width() > entry.width():
        yield f"{entry.size().toTuple()} pixels are there"


def _cut_text(widget: QWidget, text: str, frame: int) -> Iterator[str]:
    width = widget.fontMetrics().horizontalAdvance(text)
    if width > widget.width() - frame:
        yield f"{widget.width() - frame} of {width} pixels are there for {text}"


def _frame(line: QLineEdit) -> int:
    """The pixels of its width that its text cannot use."""
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    there = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width()
    return line.width() - there + 2 * LINE_MARGIN


def _cut_columns(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    for column in range(header.count()):
        if header.isSectionHidden(column):
            continue
        there = header.sectionSize(column)
        wanted = [header.sectionSizeHint(column)]
        for row in range(table.model().rowCount()):
            index = table.model().index(row, column)
            is_heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled  # Of a group of rows, and as wide.
            if not is_heading and not index.data(Qt.ItemDataRole.ToolTipRole):
                wanted.append(table.sizeHintForIndex(index).width())
        if max(wanted) > there:
            yield f"{there} of {max(wanted)} pixels are there for column {column}"


def _named(widget: QWidget) -> str:
    words = getattr(widget, "text", str)() or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {words}"


BARELY_SEEN = 60
"""Of 255: a part of a circle is drawn with edges that are off by up to a quarter of a pixel."""


def on_the_screen(widget: QWidget) -> QImage:
    """What was painted of a widget so far, in whichever parts."""
    window, corner = widget.window(), widget.mapTo(widget.window(), QPoint())
    screen = window.screen()
    return screen.grabWindow(
        window.winId(), corner.x(), corner.y(), widget.width(), widget.height()
    ).toImage()


def differences(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """The pixels in which two pictures of one size differ so that it could be seen."""
    assert one.size() == other.size()
    return [
        (x, y)
        for x in range(one.width())
        for y in range(one.height())
        if abs(one.pixelColor(x, y).green() - other.pixelColor(x, y).green()) > BARELY_SEEN
    ]
