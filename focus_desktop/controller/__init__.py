"""What may be done: the verbs on sessions and quests, and how the active session's time is recorded."""

from focus_desktop.controller.controller import Controller

__all__ = ["Controller"]
