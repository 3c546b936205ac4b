"""Notifications, the alarm that alerts until the user reacts, and the bell."""
