"""Has a controller keep time at a moment at which nobody is in its way."""

from focus_desktop.controller import Controller
from focus_desktop.model.errors import StoreProblem, StoreUnavailable
from virtual_desktop import wait_until


def keep_time(controller: Controller) -> None:
    """What `Controller.keep_time` does: nothing while a thread is in a verb, or another process reads."""

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
