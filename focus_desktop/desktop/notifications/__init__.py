"""Notifications, the alarm that makes sure of them, and the bell."""
