"""The tray icon with its menu, and the detection of trays that come and go."""
