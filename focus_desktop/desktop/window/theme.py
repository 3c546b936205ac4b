"""The colours, light and dark, and the style sheet, which uses the palette's roles and so fits both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_LIGHT = {
    QPalette.ColorRole.Window: "#f5f6f9",
    QPalette.ColorRole.WindowText: "#1b2130",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f5f6f9",
    QPalette.ColorRole.Text: "#1b2130",
    QPalette.ColorRole.Button: "#ffffff",
    QPalette.ColorRole.ButtonText: "#1b2130",
    QPalette.ColorRole.PlaceholderText: "#667085",
    QPalette.ColorRole.Mid: "#d5d9e2",
    QPalette.ColorRole.Midlight: "#e7eaf0",
    QPalette.ColorRole.Highlight: "#4655c8",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.ToolTipBase: "#1b2130",
    QPalette.ColorRole.ToolTipText: "#ffffff",
    QPalette.ColorRole.Link: "#4655c8",
    QPalette.ColorRole.Accent: "#2f8f6b",  # breaks
}
_DARK = {
    QPalette.ColorRole.Window: "#15181f",
    QPalette.ColorRole.WindowText: "#e6e9f0",
    QPalette.ColorRole.Base: "#1d212a",
    QPalette.ColorRole.AlternateBase: "#15181f",
    QPalette.ColorRole.Text: "#e6e9f0",
    QPalette.ColorRole.Button: "#262b36",
    QPalette.ColorRole.ButtonText: "#e6e9f0",
    QPalette.ColorRole.PlaceholderText: "#98a1b3",
    QPalette.ColorRole.Mid: "#3a4150",
    QPalette.ColorRole.Midlight: "#2a2f3b",
    QPalette.ColorRole.Highlight: "#97a3ff",
    QPalette.ColorRole.HighlightedText: "#12151c",
    QPalette.ColorRole.ToolTipBase: "#2a2f3b",
    QPalette.ColorRole.ToolTipText: "#e6e9f0",
    QPalette.ColorRole.Link: "#97a3ff",
    QPalette.ColorRole.Accent: "#6fcfa8",  # breaks
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)
"""Roles that have the colour of a placeholder while a widget is disabled."""

_STYLE_SHEET = """
* { outline: none; }
QTabWidget::pane { border: none; }
QTabBar { font-weight: 600; }
QTabBar::tab { padding: 10px 4px; margin: 0 10px; border: none;
               border-bottom: 2px solid transparent; color: palette(placeholder-text); }
QTabBar::tab:selected { color: palette(window-text); border-bottom-color: palette(highlight); }
QTabBar::tab:focus { color: palette(highlight); }

QLineEdit, QComboBox, QSpinBox { padding: 6px 8px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { width: 0; height: 0; border-left: 4px solid palette(base);
    border-right: 4px solid palette(base); border-top: 5px solid palette(placeholder-text); }
QLineEdit, QComboBox, QSpinBox {
    border: 1px solid palette(mid); border-radius: 6px; background: palette(base);
    selection-background-color: palette(highlight); selection-color: palette(highlighted-text); }
QSpinBox QLineEdit { padding: 0; border: none; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: palette(highlight); }
QComboBox QAbstractItemView { border: 1px solid palette(mid); background: palette(base);
    selection-background-color: palette(highlight); selection-color: palette(highlighted-text); }

QPushButton { padding: 7px 16px; border: 1px solid palette(mid); border-radius: 6px;
              background: palette(button); color: palette(button-text); }
QPushButton:hover { border-color: palette(highlight); }
QPushButton:focus { padding: 6px 15px; border: 2px solid palette(highlight); }
QPushButton:pressed { background: palette(midlight); }
QPushButton:disabled { color: palette(placeholder-text); background: palette(midlight);
                       border-color: palette(midlight); }
QPushButton:checked { background: palette(midlight); color: palette(highlight); font-weight: 600; }
QPushButton[primary="true"] { border-color: palette(highlight); background: palette(highlight);
                              color: palette(highlighted-text); font-weight: 600; }
QPushButton[primary="true"]:focus { border-color: palette(window-text); }
QPushButton[primary="true"]:disabled { background: palette(mid); border-color: palette(mid);
                                       color: palette(placeholder-text); }
QPushButton#preset { padding: 6px 8px; }
QPushButton#preset:checked { border-color: palette(highlight); font-weight: normal; }
QPushButton#preset:focus { padding: 5px 7px; }
QPushButton#quiet { padding: 4px 10px; border-color: transparent; background: transparent;
                    color: palette(placeholder-text); }
QPushButton#quiet:hover { color: palette(window-text); border-color: palette(mid); }
QPushButton#quiet:focus { padding: 3px 9px; border-color: palette(highlight); }

QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 9px; height: 9px; padding: 3px; border: 1px solid palette(placeholder-text);
                       border-radius: 2px; background: palette(base); }
QCheckBox::indicator:checked { background: palette(highlight); background-clip: content;
                               border-color: palette(highlight); }
QCheckBox:focus { color: palette(highlight); }

QTableView { border: 1px solid palette(mid); border-radius: 6px; background: palette(base);
             selection-background-color: palette(highlight);
             selection-color: palette(highlighted-text); }
QTableView:focus { border-color: palette(highlight); }
QTableView::item { padding: 4px 8px; border: none; }
QHeaderView { background: transparent; }
QHeaderView::section { padding: 6px 10px; border: none; border-bottom: 1px solid palette(mid);
                       background: transparent; color: palette(placeholder-text); }

QScrollBar:vertical { width: 10px; background: transparent; }
QScrollBar::handle:vertical { min-height: 28px; border-radius: 5px; background: palette(mid); }
QScrollBar:horizontal { height: 10px; background: transparent; }
QScrollBar::handle:horizontal { min-width: 28px; border-radius: 5px; background: palette(mid); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

#banner { border: 1px solid palette(highlight); border-radius: 6px; background: palette(base); }
#alertStrip { border: 2px solid palette(highlight); background: palette(base); }
#muted { color: palette(placeholder-text); }
#headline { font-size: 14pt; font-weight: 600; }
"""


def apply(application: QApplication, appearance: str) -> None:
    """Set the style and the colours of the application; `appearance` is `system`, `light` or `dark`."""
    application.setStyle("Fusion")
    application.setStyleSheet(_STYLE_SHEET)
    hints = application.styleHints()
    if appearance == "system":
        application.setPalette(_palette(hints.colorScheme()))
        hints.colorSchemeChanged.connect(lambda scheme: application.setPalette(_palette(scheme)))
    else:
        scheme = Qt.ColorScheme.Dark if appearance == "dark" else Qt.ColorScheme.Light
        hints.setColorScheme(scheme)  # For what the platform itself draws; not all platforms support it.
        application.setPalette(_palette(scheme))


def _palette(scheme: Qt.ColorScheme) -> QPalette:
    colours = _DARK if scheme == Qt.ColorScheme.Dark else _LIGHT
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in _TEXT_ROLES:
        grey = QColor(colours[QPalette.ColorRole.PlaceholderText])
        palette.setColor(QPalette.ColorGroup.Disabled, role, grey)
    return palette
