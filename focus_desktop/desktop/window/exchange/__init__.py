"""The dialogs that export sessions to a file, and import those of one."""
