"""Colours and sizes change in all that is on the screen, at once."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from focus_desktop.desktop.application import Application
from focus_desktop.desktop.window.command_card import CommandMenu, KeySheet
from focus_desktop.desktop.window.preferences.preferences_dialog import TITLE_BAR, PreferencesDialog


def parts(app: Application) -> list[QWidget]:
    """All widgets of the window, and of the preferences."""
    return [app.window, *app.window.findChildren(QWidget)]


@pytest.mark.parametrize("change", [{"appearance": "dark"}, {"accent": "teal"}], ids=["dark", "accent"])
def test_a_change_of_colours_reaches_every_widget_and_leaves_the_fonts(
    app: Application, change: dict[str, str]
) -> None:
    app.window.commands.preferences.trigger()
    QApplication.processEvents()
    before = [(part, part.font().toString()) for part in parts(app)]
    app.settings.save(**change)
    QApplication.processEvents()
    wanted = QApplication.palette()
    # A style sheet may give a widget another background or text, but none of these.
    for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Mid, QPalette.ColorRole.Link):
        stale = {
            type(part).__name__ for part in parts(app) if part.palette().color(role) != wanted.color(role)
        }
        assert not stale, role
    changed = {type(part).__name__ for part, font in before if part.font().toString() != font}
    assert not changed


@pytest.mark.parametrize("kind", [CommandMenu, KeySheet])
def test_a_card_is_shown_whole_after_the_text_has_become_larger(
    app: Application, kind: type[CommandMenu | KeySheet]
) -> None:
    open_card = app.window._open_menu if kind is CommandMenu else app.window._open_key_sheet
    app.window.resize(1200, 900)
    open_card()
    (card,) = app.window.findChildren(kind)
    card.close_card()
    app.settings.save(text_percent=150)
    QApplication.processEvents()
    open_card()
    QApplication.processEvents()
    for part in (*card.findChildren(QLabel), *card.findChildren(QPushButton)):
        assert part.width() >= part.sizeHint().width()
        assert part.height() >= part.sizeHint().height()
        assert part.visibleRegion().boundingRect() == part.rect()


def test_the_preferences_leave_room_for_their_title_bar_on_the_screen(app: Application) -> None:
    app.settings.save(text_percent=150)
    app.window.commands.preferences.trigger()
    dialog = app.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    assert dialog.height() <= dialog.screen().availableSize().height() - TITLE_BAR
