"""The window, the tray icon and the notifications. They show announcements and request actions."""

from focus_desktop.desktop import python_import

python_import.restore()  # Before anything else is imported.
