"""A gap is shown, told, and answered: in the whole app, with a clock that is set by hand."""

from datetime import timedelta

from focus_desktop.controller import Controller
from focus_desktop.desktop.application import Application
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.model.changes import ChangedElsewhere
from tests.conftest import SettableClock
from tests.desktop.conftest import Opened, Told, click, oversleep, work


def test_a_gap_is_told_by_the_window_alone_while_that_is_used(
    app: Application, clock: SettableClock, notified: Told
) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 8)
    assert app.window.gap_banner.isVisible()
    assert notified == []


def test_a_gap_is_shown_told_once_and_counted(
    app: Application,
    working_elsewhere: None,
    clock: SettableClock,
    notified: Told,
    withdrawn: list[str],
) -> None:
    work(app, clock, 10)
    clock.sleep(minutes=8)
    app.sleep_watch.woken.emit()
    app.announcements.changed_elsewhere.emit(ChangedElsewhere())
    banner = app.window.gap_banner
    assert banner.isVisible()
    assert [title for title, _ in notified] == ["A gap in your session"]
    assert "8 min, not counted" in banner.accessibleDescription()
    assert not banner.grab().isNull()
    click(banner, "Count it")
    assert not banner.isVisible()
    assert withdrawn == ["A gap in your session"]
    assert app.session_panel.ring.value() == 7 * 60


def test_a_gap_beyond_the_end_is_counted_up_to_the_end_and_says_so(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 20)
    oversleep(app, clock, 8)
    banner = app.window.gap_banner
    assert "8 min, not counted. “Count it” adds the 5 min up to" in banner.accessibleDescription()
    app.alarm._show_strip()
    click(banner, "Count it")
    assert not app.alarm._strip.isVisible()  # What it said of the session is no longer so.
    record = controller.history()[0]
    assert record.focused(clock.now()) == timedelta(minutes=25)


def test_a_gap_is_left_out_from_the_notification(
    app: Application, working_elsewhere: None, clock: SettableClock, sent: list[Notification]
) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 8)
    app.notifier.chosen.emit(sent[0], "cut")
    assert not app.window.gap_banner.isVisible()
    assert app.session_panel.ring.value() == 15 * 60


def test_a_session_with_a_gap_is_discarded_after_asking(
    app: Application, clock: SettableClock, controller: Controller
) -> None:
    work(app, clock, 10)
    oversleep(app, clock, 60)
    banner = app.window.gap_banner
    banner.discard_requested.emit()
    click(app.window, "Delete")
    assert controller.list_sessions() == []
    assert not banner.isVisible()


def test_a_gap_while_the_app_was_closed_is_shown_at_the_next_start(
    open_app: Opened, clock: SettableClock, controller: Controller
) -> None:
    app = open_app()
    work(app, clock, 10)
    app.quit()
    clock.advance(minutes=7)
    again = open_app()
    assert again.window.gap_banner.isVisible()
    assert again.session_panel.ring.value() == 15 * 60
