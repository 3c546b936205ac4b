"""The mini window."""
