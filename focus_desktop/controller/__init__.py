"""What may be done: the verbs on sessions and quests, and how the active session's time is recorded."""

from focus_desktop.controller.controller import LONGEST_PAGE, Controller

__all__ = ["LONGEST_PAGE", "Controller"]
