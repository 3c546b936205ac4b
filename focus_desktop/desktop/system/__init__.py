"""What the app uses of the operating system: D-Bus, login, sleep, shortcuts, one instance."""
