"""Calls `Controller.keep_time` when no thread and no process is in its way."""

from focus_desktop.controller import Controller
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from virtual_desktop import wait_until


def keep_time(controller: Controller) -> None:
    """Call `controller.keep_time` until it has worked, which does nothing while the controller is in use.

    That is so while a thread calls another method, or another process locks the database.
    """

    def has_kept() -> bool:
        try:
            controller.keep_time()
        except StoreUnavailable as error:
            if error.reason is not StoreProblem.LOCKED:
                raise
            return False
        return True

    with controller._verbs:
        wait_until(has_kept, "the lock", 5)
