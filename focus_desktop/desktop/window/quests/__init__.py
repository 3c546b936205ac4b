"""The Quests page."""
