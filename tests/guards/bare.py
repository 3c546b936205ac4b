"""A window with one word, which tells its modules and ends: what the counts of the app are compared with."""

import os

from PySide6.QtWidgets import QApplication, QLabel

from tests.guards.marks import after_first_paint, tell_modules


def main() -> None:
    """Open the window."""
    qt = QApplication([])
    window = QLabel("Focus")
    window.resize(860, 640)
    window.show()
    after_first_paint(window, end)
    qt.exec()


def end() -> None:
    """Tell the modules, and end without cleaning up."""
    tell_modules()
    os._exit(0)


if __name__ == "__main__":
    main()
