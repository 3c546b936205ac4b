"""What is true: tables, shapes and pure rules. No I/O, no clock, no Qt.

`focus_session`, `quest` and `focus_interval` import SQLModel, which is slow to import; the other
modules do not, so that the window can be painted before it is loaded.
"""
