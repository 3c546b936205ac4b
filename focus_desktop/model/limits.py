"""Limits of what people can enter. Free of SQLModel, so that the window can use them at once."""

SHORTEST_MINUTES, LONGEST_MINUTES = 1, 1440
"""A session's target."""
LONGEST_BREAK_MINUTES = 240
DESCRIPTION_LIMIT = 1000
"""Characters of a session's description."""
TITLE_LIMIT = 200
"""Characters of a quest's title."""
LONGEST_PAGE = 1000
"""Sessions that are listed at a time."""
EXTENSION_MINUTES = 5
"""What one press adds to a session."""
LONGEST_EXTENSION_MINUTES = 600
