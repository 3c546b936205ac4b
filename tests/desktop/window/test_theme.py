"""Colours and sizes change in all that is on the screen, at once."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from focus_desktop.desktop.application import Application


def parts(app: Application) -> list[QWidget]:
    """All widgets of the window, and of the preferences."""
    return [app.window, *app.window.findChildren(QWidget)]


@pytest.mark.parametrize("change", [{"appearance": "dark"}, {"accent": "teal"}], ids=["dark", "accent"])
def test_a_change_of_colours_reaches_every_widget_and_leaves_the_fonts(
    app: Application, change: dict[str, str]
) -> None:
    app.window.commands.preferences.trigger()
    QApplication.processEvents()
    fonts = {id(part): part.font().toString() for part in parts(app)}
    app.settings.save(**change)
    QApplication.processEvents()
    wanted = QApplication.palette()
    # A style sheet may give a widget another background or text, but none of these.
    for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Mid, QPalette.ColorRole.Link):
        stale = {
            type(part).__name__ for part in parts(app) if part.palette().color(role) != wanted.color(role)
        }
        assert not stale, role
    changed = {type(part).__name__ for part in parts(app) if part.font().toString() != fonts[id(part)]}
    assert not changed
