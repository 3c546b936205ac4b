"""The documented fields of sessions and quests, in the documented order."""

SESSION_KEYS = [
    "id",
    "quest_id",
    "description",
    "duration_minutes",
    "status",
    "started_at",
    "completed_at",
]
QUEST_KEYS = ["id", "title", "status", "current_value", "target_value"]
