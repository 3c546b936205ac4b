"""Asks for a file, in the folder that was used last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Place = QStandardPaths.StandardLocation
DOCUMENTS, PICTURES = Place.DocumentsLocation, Place.PicturesLocation
SIGNS = {"backButton": "←", "forwardButton": "→", "toParentButton": "↑"}
"""In place of icons that are black in every appearance; by the names of the buttons of Qt's own dialog."""


class FileDialog(QFileDialog):
    """Opens in the folder that was used last for this kind of files, until the app ends."""

    _used_last: ClassVar[dict[Place, str]] = {}

    def __init__(self, parent: QWidget, title: str, kind: Place = DOCUMENTS) -> None:
        super().__init__(parent, title, _folder(self._used_last.get(kind), kind))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, sign in SIGNS.items():
            if (button := self.findChild(QToolButton, name)) is not None:
                button.setIcon(QIcon())
                button.setText(sign)
        self.fileSelected.connect(lambda file: self._used_last.update({kind: str(Path(file).parent)}))


def _folder(used_last: str | None, kind: Place) -> str:
    """The first of these folders that is there."""
    candidates = (used_last, QStandardPaths.writableLocation(kind), str(Path.home()))
    return next((one for one in candidates if one and Path(one).is_dir()), "")
