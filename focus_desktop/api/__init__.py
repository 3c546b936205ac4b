"""The HTTP door: the documented operations, served on the loopback to those who know the token."""
