"""The strip shows plain text and runs the action that a person chooses."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from focus_desktop.desktop.notifications.alert_strip import AlertStrip
from focus_desktop.desktop.notifications.notification import Action, Notification


def do_nothing() -> None:
    """What an action does whose work no test looks at."""


ACTIONS = (Action("break", "Start break", do_nothing), Action("more", "5 min more", do_nothing))
NOTIFICATION = Notification("Session complete", "25 min", ACTIONS)


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[AlertStrip]:
    """One with nothing to show yet."""
    strip = AlertStrip()
    yield strip
    strip.hide()
    strip.deleteLater()


def buttons(strip: AlertStrip) -> dict[str, QPushButton]:
    """Those that can be seen, by the words on them."""
    return {one.text(): one for one in strip.findChildren(QPushButton) if one.isVisible()}


def test_it_is_hidden_until_there_is_something_to_show(strip: AlertStrip) -> None:
    assert not strip.isVisible()
    strip.show_notification(NOTIFICATION)
    assert strip.isVisible()
    assert (strip.accessibleName(), strip.accessibleDescription()) == ("Session complete", "25 min")
    assert list(buttons(strip)) == ["Start break", "5 min more", "Dismiss"]


def test_it_never_takes_the_keyboard(strip: AlertStrip) -> None:
    strip.show_notification(NOTIFICATION)
    assert not strip.isActiveWindow()
    assert {button.focusPolicy() for button in buttons(strip).values()} == {Qt.FocusPolicy.NoFocus}


def test_a_choice_hides_it_and_runs_its_action(strip: AlertStrip, qtbot: QtBot) -> None:
    ran: list[tuple[str, bool]] = []

    def remember(ident: str) -> None:
        ran.append((ident, strip.isVisible()))

    actions = (
        Action("break", "Start break", partial(remember, "break")),
        Action("more", "5 min more", partial(remember, "more")),
    )
    strip.show_notification(Notification("Session complete", "25 min", actions))
    with qtbot.assertNotEmitted(strip.dismissed):
        buttons(strip)["5 min more"].click()
    assert ran == [("more", False)]
    assert not strip.isVisible()


def test_an_action_that_shows_the_next_notification_leaves_that_visible(strip: AlertStrip) -> None:
    following = Notification("Break over", "Back to work")
    show_following = Action("more", "5 min more", partial(strip.show_notification, following))
    strip.show_notification(Notification("Session complete", "25 min", (show_following,)))
    buttons(strip)["5 min more"].click()
    assert strip.isVisible()
    assert strip.accessibleName() == "Break over"


def test_dismissing_is_told_and_hides_it_and_runs_nothing(strip: AlertStrip, qtbot: QtBot) -> None:
    ran: list[str] = []
    actions = (Action("more", "5 min more", partial(ran.append, "more")),)
    strip.show_notification(Notification("Session complete", "25 min", actions))
    with qtbot.waitSignal(strip.dismissed):
        buttons(strip)["Dismiss"].click()
    assert ran == []
    assert not strip.isVisible()


def test_the_next_notification_takes_the_place_of_the_one_before(strip: AlertStrip) -> None:
    strip.show_notification(NOTIFICATION)
    strip.show_notification(
        Notification("Break over", "Back to work", (Action("start", "Start", do_nothing),))
    )
    assert list(buttons(strip)) == ["Start", "Dismiss"]
    assert strip.accessibleName() == "Break over"


def test_text_is_shown_as_it_is(strip: AlertStrip) -> None:
    strip.show_notification(
        Notification("<b>Done</b>", "<i>a</i> & b", (Action("more", "Cut & paste", do_nothing),))
    )
    labels = strip.findChildren(QLabel)
    assert [label.text() for label in labels] == ["<b>Done</b>", "<i>a</i> & b"]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert "Cut && paste" in buttons(strip)


def test_a_long_message_is_shortened_and_the_answers_stay_on_the_screen(
    strip: AlertStrip, qapp: QApplication
) -> None:
    strip.show_notification(Notification("Session complete", "word " * 200, ACTIONS))
    screen = qapp.primaryScreen().availableGeometry()
    assert screen.contains(strip.geometry())
    assert all(strip.rect().contains(button.geometry()) for button in buttons(strip).values())


def test_it_is_as_wide_as_its_words_and_in_the_middle_of_the_upper_edge(
    strip: AlertStrip, qapp: QApplication
) -> None:
    screen = qapp.primaryScreen().availableGeometry()
    widths = []
    for message in ("25 min", "25 min · Write the thesis"):
        strip.show_notification(Notification("Session complete", message))
        widths.append(strip.width())
        assert abs(strip.geometry().center().x() - screen.center().x()) <= 1
        assert strip.geometry().top() < screen.top() + 40
    assert widths[0] < widths[1] < screen.width()
