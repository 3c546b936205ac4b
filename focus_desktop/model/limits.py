"""The documented limits, each written once. Free of SQLModel, which is slow to import."""

from datetime import date

SHORTEST_MINUTES, LONGEST_MINUTES = 1, 1440
"""A session's target."""
EXTENSION_MINUTES, LONGEST_EXTENSION_MINUTES = 5, 600
"""What one press adds to a session, and the most that can be added at once."""
LONGEST_BREAK_MINUTES = 240
LONGEST_DESCRIPTION = 1000
"""Characters."""
LONGEST_TITLE = 200
"""Characters of a quest's title."""
LARGEST_NUMBER = 2**31 - 1
"""Of a quest's progress and target: PostgreSQL's INTEGER."""
LONGEST_UNIT = 30
"""Characters of what a quest's progress counts."""
LARGEST_COLOUR = 4
"""The place of the last of the colours that a quest can be given."""
LONGEST_WEEKLY_BUDGET_MINUTES = 7 * 24 * 60
LONGEST_PAGE = 1000
"""Sessions that are listed at once."""
EARLIEST_DATE, LATEST_DATE = date(1971, 1, 1), date(2099, 12, 31)
"""Of statistics. Not every system can tell the local time of others."""

MOST_PRESETS = 8
LONGEST_PRESET_NAME = 20
"""Characters."""
MOST_SESSIONS_UNTIL_LONG_BREAK = 12
LONGEST_WARNING_MINUTES = 60
"""Before the end of a session."""
LOUDEST_PERCENT = 100
LAST_HOUR = 23
"""At which a day may begin."""
LOWEST_PORT, HIGHEST_PORT = 1024, 65535
"""A port that needs no administrator."""
