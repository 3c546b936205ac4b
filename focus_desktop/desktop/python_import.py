"""Gives Python its own `import` back, which PySide replaces.

PySide's reads the source of every module that is imported after it, to find out whether that names PySide6,
and leaves all these texts in memory: with the libraries of this app more than 20 MB. It does so for
`from __feature__ import snake_case, true_property`, which this app does not use.
"""

import builtins

import PySide6.QtCore  # noqa: F401 — replaces it; once in a process


def restore() -> None:
    """Let `import` be Python's own again, unless something else than PySide has replaced it."""
    ours = getattr(builtins, "__orig_import__", None)  # PySide keeps it there.
    if ours is not None and builtins.__import__ is getattr(builtins, "__feature_import__", None):
        builtins.__import__ = ours
