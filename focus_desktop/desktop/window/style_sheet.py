"""The style sheet. Its colours are roles of the palette, so that it fits every appearance."""

from focus_desktop.desktop.window import tokens

BUTTON_HEIGHT = 48
"""Pixels, of the buttons below the ring."""
PILL_HEIGHT = 36


def style_sheet(pixels: int) -> str:
    """Return the style sheet for a body text of this size, in pixels."""
    sizes = {
        "note": pixels + tokens.NOTE - tokens.TEXT,
        "text": pixels,
        "control": pixels + tokens.CONTROL - tokens.TEXT,
        "title": round(pixels * tokens.TITLE / tokens.TEXT),
    }
    sheet = _SHEET
    for name, size in sizes.items():
        sheet = sheet.replace(f"${name}", f"{size}px")
    return sheet


_SHEET = """
* { outline: none; }
QToolTip { padding: 4px 8px; border: none; background: palette(tooltip-base); color: palette(tooltip-text); }

QTabWidget::pane { border: none; }
QTabBar { font-size: $control; font-weight: 600; }
QTabWidget::tab-bar { left: 8px; }
QTabBar::tab { padding: 18px 4px 11px 4px; margin: 0 12px; border: none;
               border-bottom: 3px solid transparent; color: palette(placeholder-text); }
QTabBar::tab:hover { color: palette(window-text); }
QTabBar::tab:selected { color: palette(window-text); border-bottom-color: palette(highlight); }
QTabBar::tab:focus { padding: 16px 2px 11px 2px; border: 2px solid palette(highlight); border-radius: 6px;
                     border-bottom: 3px solid palette(highlight); }

QLineEdit, QComboBox, QAbstractSpinBox { padding: 6px 8px; border: 1px solid palette(mid); border-radius: 8px;
    background: palette(base); selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text); }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: palette(window-text); }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 5px 7px;
    border: 2px solid palette(highlight); }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: palette(placeholder-text);
    border-color: palette(midlight); }
QLineEdit:read-only { background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox[shape="pill"] { min-height: 22px; padding: 6px 4px 6px 14px; border-color: palette(midlight);
    border-radius: 17px; }
QComboBox[shape="pill"]:focus { padding: 5px 3px 5px 13px; border: 2px solid palette(highlight); }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border: none; }
QComboBox QAbstractItemView::item:selected { background: palette(alternate-base); color: palette(text); }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 4px solid palette(base);
    border-right: 4px solid palette(base); border-top: 5px solid palette(placeholder-text); }
QComboBox QAbstractItemView { border: 1px solid palette(mid); background: palette(base);
    selection-background-color: palette(alternate-base); selection-color: palette(text); }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { padding: 0; border: none;
    background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QPushButton, QToolButton { padding: 7px 16px; border: 1px solid palette(midlight); border-radius: 8px;
    background: palette(button); color: palette(button-text); }
QPushButton:hover, QToolButton:hover { border-color: palette(mid); }
QPushButton:focus, QToolButton:focus { padding: 6px 15px; border: 2px solid palette(highlight); }
QPushButton:pressed, QToolButton:pressed { background: palette(alternate-base); }
QPushButton:disabled, QToolButton:disabled { border-color: palette(midlight); background: transparent;
    color: palette(placeholder-text); }
QPushButton[look="primary"] { border-color: palette(highlight); background: palette(highlight);
    color: palette(highlighted-text); font-weight: 600; }
QPushButton[look="primary"]:hover { border-color: palette(window-text); }
QPushButton[look="primary"]:focus { border-color: palette(window-text); }
QPushButton[look="primary"]:disabled { border-color: palette(mid); background: transparent;
    color: palette(placeholder-text); }
QPushButton[look="break"] { border-color: palette(accent); background: palette(accent);
    color: palette(highlighted-text); font-weight: 600; }
QPushButton[look="break"]:hover, QPushButton[look="break"]:focus { border-color: palette(window-text); }
QPushButton[look="soft"] { border-color: palette(alternate-base); background: palette(alternate-base);
    color: palette(highlight); font-weight: 600; }
QPushButton[look="soft"]:hover, QPushButton[look="soft"]:focus { border-color: palette(highlight); }
QPushButton[look="quiet"], QToolButton[look="quiet"] { border-color: transparent; background: transparent;
    color: palette(placeholder-text); }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { border-color: palette(midlight);
    color: palette(window-text); }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border-color: palette(highlight); }
QPushButton[look="link"] { border-color: transparent; background: transparent; color: palette(link);
    font-weight: 600; }
QPushButton[look="link"]:hover { border-color: palette(midlight); }
QPushButton[look="link"]:focus { border-color: palette(highlight); }
QPushButton[shape="fold"] { padding: 3px 7px 3px 0; border-radius: 6px; }
QPushButton[shape="fold"]:focus { border-width: 1px; }
QPushButton[shape="flush"] { padding: 3px 0; border-radius: 4px; }
QPushButton[shape="flush"]:focus { border-width: 1px; }
QPushButton[shape="inline"] { padding: 0 4px; border-radius: 4px; font-size: $note; }
QPushButton[look="entry"] { padding: 7px 12px; border-color: transparent; background: transparent;
    text-align: left; }
QPushButton[look="entry"]:hover { background: palette(alternate-base); }
QPushButton[look="entry"]:focus { padding: 6px 11px; border-color: palette(highlight); }
QPushButton[look="entry"]:disabled { border-color: transparent; }

QPushButton[shape="large"] { min-height: 46px; max-height: 46px; padding: 0 16px; border-radius: 24px;
    font-size: $control; }
QPushButton[shape="large"]:focus { min-height: 44px; max-height: 44px; padding: 0 15px; border-radius: 24px; }
QPushButton[shape="pill"] { min-height: 34px; max-height: 34px; padding: 0 15px; border-radius: 18px;
    font-size: $text; }
QPushButton[shape="pill"]:checked { border-color: palette(highlight); background: palette(alternate-base);
    color: palette(highlight); font-weight: 600; }
QPushButton[shape="pill"]:focus { min-height: 32px; max-height: 32px; padding: 0 14px;
    border: 2px solid palette(highlight); }
QPushButton[shape="chip"] { min-height: 26px; max-height: 26px; padding: 0 12px; border-radius: 14px; }
QPushButton[shape="chip"]:focus { min-height: 24px; max-height: 24px; padding: 0 11px; }
QPushButton[shape="icon"], QToolButton[shape="icon"] { padding: 0; border-radius: 16px; min-width: 30px;
    max-width: 30px; min-height: 30px; max-height: 30px; font-size: $title; }
QPushButton[shape="icon"]:focus, QToolButton[shape="icon"]:focus { min-width: 28px; max-width: 28px;
    min-height: 28px; max-height: 28px; }

QCheckBox { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus { border-color: palette(highlight); }
QCheckBox::indicator { width: 15px; height: 15px; border: 1px solid palette(mid);
    border-radius: 3px; background: palette(base); }
QCheckBox::indicator:hover { border-color: palette(window-text); }
QCheckBox::indicator:checked { background: palette(highlight); border-color: palette(highlight); }

QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 6px; }
QRadioButton:focus { border-color: palette(highlight); }
QRadioButton::indicator { width: 15px; height: 15px; border: 1px solid palette(mid); border-radius: 8px;
    background: palette(base); }
QRadioButton::indicator:hover { border-color: palette(window-text); }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 5px solid palette(highlight); }
QRadioButton::indicator:disabled { border-color: palette(midlight); }
QRadioButton::indicator:checked:disabled { border-color: palette(mid); }

QFileDialog QToolButton { padding: 4px; }
QFileDialog QToolButton:focus { padding: 3px; }

QSlider { min-height: 20px; padding: 0 4px; border: 2px solid transparent; border-radius: 6px; }
QSlider:focus { border-color: palette(highlight); }
QSlider::groove { height: 4px; border-radius: 2px; background: palette(dark); }
QSlider::sub-page { border-radius: 2px; background: palette(highlight); }
QSlider::handle { width: 14px; margin: -5px 0; border-radius: 7px; background: palette(highlight); }

QTableView, QListView { border: 1px solid palette(midlight); border-radius: 8px; background: palette(base);
    selection-background-color: palette(alternate-base); selection-color: palette(text); }
QTableView:focus, QListView:focus { border: 2px solid palette(highlight); }
QTableView::item { padding: 4px 8px; border: none; }
QTableView::item:selected { background: palette(alternate-base); color: palette(text); }
QListView::item { padding: 8px 12px; border: none; border-left: 3px solid transparent; }
QListView::item:hover { color: palette(highlight); }
QListView::item:selected { background: palette(alternate-base); color: palette(text);
    border-left-color: palette(highlight); }
#history, #history:focus { border: none; background: transparent;
    selection-background-color: transparent; }
#history QScrollBar:vertical { width: 16px; margin-left: 6px; }
#history::item, #history::item:selected { background: transparent; }
#history QLineEdit { margin: 4px; padding: 2px 6px; }
#history QHeaderView::section { padding: 2px 8px; border: none; font-size: $note; }
#history QHeaderView::section:first { padding-left: 16px; }
#history QHeaderView::section:last { padding-right: 12px; }
#history QHeaderView::up-arrow, #history QHeaderView::down-arrow { width: 0; height: 0; }
#footer { background: palette(base); }
#sidePanel { border: none; border-left: 1px solid palette(midlight); background: palette(base); }
#sidePanel QScrollArea, #sidePanel QScrollArea > QWidget > QWidget { background: transparent; }
QHeaderView { background: transparent; }
QHeaderView::section { padding: 6px 10px; border: none; border-bottom: 1px solid palette(midlight);
    background: transparent; color: palette(placeholder-text); }

QMenu { padding: 4px; border: 1px solid palette(midlight); background: palette(base); }
QMenu::item { padding: 6px 24px 6px 16px; border-radius: 6px; }
QMenu::item:selected { background: palette(alternate-base); color: palette(text); }
QMenu::item:disabled { color: palette(placeholder-text); }
QMenu::separator { height: 1px; margin: 4px 8px; background: palette(midlight); }

QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { width: 10px; background: transparent; }
QScrollBar::handle:vertical { min-height: 28px; border-radius: 5px; background: palette(dark); }
QScrollBar:horizontal { height: 10px; background: transparent; }
QScrollBar::handle:horizontal { min-width: 28px; border-radius: 5px; background: palette(dark); }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:hover { background: palette(mid); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { border: none; background: transparent; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

#progress { max-height: 8px; border: none; border-radius: 4px; background: palette(dark); }
#progress::chunk { border-radius: 4px; background: palette(highlight); }
QPlainTextEdit { padding: 4px; border: 1px solid palette(mid); border-radius: 8px;
    background: palette(base); }
QPlainTextEdit:focus { padding: 3px; border: 2px solid palette(highlight); }

#notice, #popover, #card { border: 1px solid palette(mid); border-radius: 8px; background: palette(base); }
#popover:focus { border-color: palette(highlight); }
#card { border-color: palette(midlight); }
#alertStrip { border: 2px solid palette(highlight); background: palette(base); }
#field QLineEdit { padding: 0; border: none; background: transparent; font-size: $control; }
#time, #time:hover, #time:focus, #time:disabled { padding: 0; border: none; background: transparent;
    color: palette(window-text); }
#note { font-size: $note; color: palette(placeholder-text); }
#muted { color: palette(placeholder-text); }
#hairline { background: palette(midlight); }
#wrong { color: palette(bright-text); font-weight: 600; }
#figure { font-size: $title; font-weight: 300; }
#headline { font-size: $title; font-weight: 600; }

QPushButton[shape="day"] { padding: 7px 4px; }
QPushButton[shape="day"]:focus { padding: 6px 3px; }
QPushButton[shape="day"]:checked { border-color: palette(highlight); background: palette(alternate-base);
    color: palette(highlight); font-weight: 600; }
#wrapping::indicator { subcontrol-position: top left; }
*[found="true"], #muted[found="true"] { color: palette(highlight); font-weight: 600; }
"""
