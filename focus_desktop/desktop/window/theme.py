"""Sets the colours and the text size of the whole app, and follows the system while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.style_sheet import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from focus_desktop.desktop.window.tokens import Colours

ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "tint",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "base",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Mid: "edge",
    QPalette.ColorRole.Midlight: "hairline",
    QPalette.ColorRole.Dark: "track",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "window",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "breaks",
    QPalette.ColorRole.BrightText: "overtime",
}
"""Which colour of `tokens.Colours` each role of the palette is."""
DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
"""Roles that are muted while a widget is disabled."""


class Theme(QObject):
    """The app's appearance: light, dark or the system's; an accent; a text size; the system's contrast.

    Until `use_style_sheet` is called there is no style sheet: building widgets under one takes far longer,
    as Qt looks up its rules again each time that a widget gets a parent.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._hints = application.styleHints()
        self._chosen = ("system", "indigo")
        self._colours: Colours | None = None
        self._text_percent = self._text_pixels = 0
        self._system_font = application.font()
        self._hints.colorSchemeChanged.connect(self._show_colours)
        accessibility = getattr(self._hints, "accessibility", None)  # Qt has it since version 6.10.
        self._contrast = accessibility() if accessibility is not None else None
        if self._contrast is not None:
            self._contrast.contrastPreferenceChanged.connect(self._show_colours)

    def show(self, appearance: str, accent: str = "indigo", text_percent: int = 100) -> None:
        """Show an appearance (`system`, `light`, `dark`), a key of `tokens.ACCENTS`, and a text size."""
        if appearance != self._chosen[0]:
            self._hints.setColorScheme(_SCHEMES[appearance])  # For what the platform itself draws.
        self._chosen = appearance, accent
        self._show_colours()
        if text_percent != self._text_percent:
            self._text_percent = text_percent
            self._show_text_size()

    def use_style_sheet(self) -> None:
        """Set the style sheet, and from now on another one whenever the text size changes."""
        self._application.setStyleSheet(style_sheet(self._text_pixels))

    def _show_colours(self) -> None:
        appearance, accent = self._chosen
        scheme = self._hints.colorScheme() if appearance == "system" else _SCHEMES[appearance]
        found = tokens.colours(
            dark=scheme is Qt.ColorScheme.Dark, high_contrast=self._is_high_contrast(), accent=accent
        )
        if found == self._colours:
            return
        self._colours = found
        self._application.setPalette(_palette(found))
        if sheet := self._application.styleSheet():
            self._application.setStyleSheet(sheet)  # Widgets under a style sheet take no palette otherwise.

    def _show_text_size(self) -> None:
        usual = max(tokens.TEXT, self._system_pixels())
        self._text_pixels = round(usual * self._text_percent / 100)
        font = QFont(self._system_font)
        font.setPixelSize(self._text_pixels)
        self._application.setFont(font)
        if self._application.styleSheet():
            self.use_style_sheet()

    def _system_pixels(self) -> int:
        """The size of the system's font. Not by QFontInfo, which loads a font that is never shown."""
        font = self._system_font
        if font.pixelSize() > 0:
            return font.pixelSize()
        return round(font.pointSizeF() * self._application.primaryScreen().logicalDotsPerInch() / 72)

    def _is_high_contrast(self) -> bool:
        if self._contrast is None:
            return False
        return self._contrast.contrastPreference() is Qt.ContrastPreference.HighContrast


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, name in ROLES.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    for role in DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
