"""The one ticking timer, what the timer shows, breaks, the day's total, and gaps."""
