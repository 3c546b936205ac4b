"""One event loop for everything that happens in the background, whatever becomes of a single job."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from focus_desktop import paths
from focus_desktop.desktop.notifications.notification import Notification
from focus_desktop.desktop.notifications.notifier import Notifier
from focus_desktop.desktop.system.async_thread import AsyncThread
from focus_desktop.desktop.system.global_shortcut import GlobalShortcut
from focus_desktop.desktop.system.sleep_watch import SleepWatch

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from pytestqt.qtbot import QtBot

    from focus_desktop.desktop.system.async_thread import Job
    from tests.desktop.system.conftest import SystemBus
    from tests.notification_daemon import NotificationDaemon
    from tests.portal import FakePortal

PATIENCE_S = 10.0


class Endless:
    """A job that goes on until it is cancelled."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()

    async def run(self) -> None:
        """Go on."""
        self.has_begun.set()
        await asyncio.Event().wait()


def begin_endless(background: AsyncThread) -> Job:
    endless = Endless()
    job = background.run(endless.run)
    assert endless.has_begun.wait(PATIENCE_S)
    return job


async def fail() -> None:
    raise RuntimeError("the job failed")


def fail_to_import() -> Coroutine[Any, Any, None]:
    raise ImportError("the library cannot be loaded")


async def do_nothing() -> None:
    """End at once."""


def test_an_exception_in_a_job_is_logged_and_ends_nothing_else(
    background: AsyncThread, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    other = begin_endless(background)
    for work in (fail, fail_to_import):
        assert background.run(work).done.wait(PATIENCE_S)
    logged = [str(record.exc_info and record.exc_info[1]) for record in caplog.records]
    assert logged == ["the job failed", "the library cannot be loaded"]
    assert not other.done.is_set()
    assert background.run(do_nothing).done.wait(PATIENCE_S)


def test_a_job_that_is_cancelled_ends_and_the_others_go_on(background: AsyncThread) -> None:
    cancelled, other = begin_endless(background), begin_endless(background)
    background.cancel(cancelled)
    assert cancelled.done.wait(PATIENCE_S)
    assert background.run(do_nothing).done.wait(PATIENCE_S)
    assert not other.done.is_set()
    background.cancel(cancelled)  # It has ended: nothing happens.
    assert background.run(do_nothing).done.wait(PATIENCE_S)


@pytest.mark.parametrize("is_running", [False, True], ids=["first job", "later job"])
def test_a_job_that_is_cancelled_at_once_ends_whether_it_has_begun_or_not(
    background: AsyncThread, *, is_running: bool
) -> None:
    if is_running:
        begin_endless(background)
    for _ in range(50):  # Sometimes before the event loop takes it up, sometimes after.
        endless = Endless()
        job = background.run(endless.run)
        background.cancel(job)
        assert job.done.wait(PATIENCE_S)


def test_closing_ends_every_job_and_the_thread(background: AsyncThread) -> None:
    jobs = [begin_endless(background), background.run(Endless().run)]
    background.close()
    assert all(job.done.is_set() for job in jobs)
    assert "asyncio" not in [thread.name for thread in threading.enumerate()]


def test_closing_before_the_event_loop_is_there_leaves_no_job_undone() -> None:
    for _ in range(20):
        background = AsyncThread()
        jobs = [background.run(Endless().run) for _ in range(3)]
        background.close()
        assert all(job.done.is_set() for job in jobs)


def test_what_is_handed_over_after_closing_is_done_and_not_run(background: AsyncThread) -> None:
    begin_endless(background)
    background.close()
    endless = Endless()
    job = background.run(endless.run)
    assert job.done.is_set()
    assert not endless.has_begun.is_set()
    background.close()


def test_notifications_sleep_and_the_portal_share_one_thread(
    qtbot: QtBot,
    background: AsyncThread,
    daemon: NotificationDaemon,
    portal: FakePortal,
    system_bus: SystemBus,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system_bus.address)
    before = threading.enumerate()
    notifier = Notifier("Focus Desktop", paths.resource("icons/focus-desktop.svg"), background)
    watch, key = SleepWatch(background), GlobalShortcut(paths.APP_ID, background)
    with qtbot.waitSignals([notifier.delivered, key.bound]):
        notifier.notify(Notification("Session complete", "25 min"))
        key.switch(on=True)
        watch.start()
    system_bus.wait_for_listener()
    with qtbot.waitSignal(watch.woken):
        system_bus.prepare_for_sleep(near=False)
    with qtbot.waitSignal(key.pressed):
        portal.press("start")
    assert [thread.name for thread in threading.enumerate() if thread not in before] == ["asyncio"]
    notifier.close()
