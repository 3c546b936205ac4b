"""Focus Desktop: pick a quest, start a focus session, keep an honest history."""
