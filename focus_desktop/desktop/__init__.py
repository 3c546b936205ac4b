"""The window, the tray icon and the notifications. They show announcements and request actions."""
