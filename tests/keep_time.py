"""Has a controller keep time at a moment at which no other thread is in its way."""

from focus_desktop.controller import Controller


def keep_time(controller: Controller) -> None:
    """What `Controller.keep_time` does, which does nothing while the watch's thread is in a verb."""
    with controller._verbs:
        controller.keep_time()
