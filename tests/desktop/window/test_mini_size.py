"""The mini window is as large as the texts: all of it grows with them, and nothing is cut; its words."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPalette

from focus_desktop.desktop.window.mini.mini_window import HEIGHT, WIDTH, MiniWindow
from focus_desktop.desktop.window.sign_button import SIZE, SignButton

if TYPE_CHECKING:
    from focus_desktop.desktop.application import Application

FAINT = 40
"""Of 255, how much a pixel differs from the card at least."""


def open_window(app: Application, percent: int = 100) -> MiniWindow:
    """The mini window with texts of this size."""
    app.settings.save(text_percent=percent)
    app.mini.open()
    assert app.mini._window is not None
    return app.mini._window


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_the_window_grows_with_the_texts(app: Application, percent: int) -> None:
    window = open_window(app, percent)
    assert window.width() / WIDTH == pytest.approx(percent / 100, abs=0.05)
    assert window.height() / HEIGHT == pytest.approx(percent / 100, abs=0.05)
    buttons = window.findChildren(SignButton)
    assert len(buttons) == 2
    assert all(window.rect().contains(one.geometry()) for one in buttons)
    assert buttons[0].width() / SIZE == pytest.approx(percent / 100, abs=0.05)


def ink(window: MiniWindow) -> int:
    """Pixels of the number, the ring, the title and the frame."""
    picture = window.grab().toImage()
    card = window.palette().color(QPalette.ColorRole.Base).lightness()
    places = product(range(picture.width()), range(picture.height()))
    return sum(abs(picture.pixelColor(x, y).lightness() - card) > FAINT for x, y in places)


def test_all_that_is_drawn_grows_with_the_texts(app: Application) -> None:
    usual = ink(open_window(app))
    assert 1.7 < ink(open_window(app, 150)) / usual < 2.6


def test_an_open_window_follows_the_size_of_the_texts(app: Application) -> None:
    window = open_window(app)
    app.settings.save(text_percent=150)
    after = app.mini._window
    assert after is not None
    assert after is not window
    assert after.isVisible()
    assert not window.isVisible()
    assert after.width() == pytest.approx(1.5 * WIDTH, rel=0.05)


def test_a_closed_window_stays_closed(app: Application) -> None:
    window = open_window(app)
    app.mini.close()
    app.settings.save(text_percent=150)
    assert not app.mini.is_open
    assert not window.isVisible()


def test_a_paused_session_is_called_so(app: Application) -> None:
    app.plan.change(description="Read")
    window = open_window(app)
    app.user_actions.start_as_planned()
    assert window.words == "Read"
    app.user_actions.pause()
    assert window.words.startswith("Paused")
    app.user_actions.resume()
    assert window.words == "Read"
