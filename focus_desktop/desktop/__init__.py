"""What is seen: the Qt window, tray and notifications. They show announcements and emit wishes."""
