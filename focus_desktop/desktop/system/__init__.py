"""What the app uses of the operating system: D-Bus, autostart, sleep, shortcuts, the single instance."""
