"""The tray icon with its menu, and the detection of trays that appear and disappear."""
