"""Where the data is: on this computer or on a server, how that is tried, and how it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.buttons import button
from focus_desktop.desktop.window.preferences.preference_page import label_of, note
from focus_desktop.desktop.window.preferences.quiet_controls import QuietComboBox
from focus_desktop.desktop.window.preferences.server_form import ServerForm
from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.model.database_server import DatabaseServer

HERE, SERVER = 0, 1


class PlaceSection(QWidget):
    """Shows the choice; nothing is changed until it is asked for by a button."""

    check_requested = Signal()
    """The server is to be tried."""
    use_requested = Signal()
    """The data is to be where it is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._current: DatabaseServer | None = None
        self.choice = QuietComboBox()
        self.choice.addItems([_("On this computer"), _("On a PostgreSQL server")])
        self.form = ServerForm()
        self.use = button(_("Use this place…"), self.use_requested)
        self.told = note("")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(tokens.MEDIUM)
        above = QVBoxLayout()
        above.setSpacing(tokens.TINY)
        above.addWidget(label_of(_("Where the data is"), self.choice))
        above.addWidget(self.choice)
        rows.addLayout(above)
        rows.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.form.check)
        buttons.addWidget(self.use)
        rows.addLayout(buttons)
        rows.addWidget(self.told)
        self.choice.currentIndexChanged.connect(self._show_choice)
        self.form.changed.connect(self._show_choice)
        self.form.check_requested.connect(self.check_requested)
        self.show_place(None)

    def show_place(self, server: DatabaseServer | None, suggested: DatabaseServer | None = None) -> None:
        """Show where the data is now, None for this computer; or a server that is suggested."""
        self._current = server
        shown = server or suggested
        self.form.show_server(shown)
        self.choice.setCurrentIndex(HERE if shown is None else SERVER)
        self._show_choice()

    def show_forced(self) -> None:
        """Show that the environment has decided."""
        self.setEnabled(False)
        self._tell(_("FOCUS_DESKTOP_DATABASE_URL says where the data is; without it you can choose here."))

    @property
    def server(self) -> DatabaseServer | None:
        """The server that is chosen; None for this computer, and if the address is not complete."""
        return self.form.server if self.choice.currentIndex() == SERVER else None

    def show_busy(self, sentence: str) -> None:
        """Show that the server is being tried."""
        self._enable(may_ask=False)
        self._tell(sentence)

    def show_outcome(self, sentence: str) -> None:
        """Show what has come of it."""
        self._enable(may_ask=True)
        self._tell(sentence)

    def _show_choice(self) -> None:
        is_server = self.choice.currentIndex() == SERVER
        self.form.setVisible(is_server)
        self.form.check.setVisible(is_server)
        self._tell("")
        self._enable(may_ask=True)

    def _enable(self, *, may_ask: bool) -> None:
        is_server, server = self.choice.currentIndex() == SERVER, self.server
        is_other = server is not None if is_server else self._current is not None
        is_new = is_other and (server != self._current or bool(self.form.password.text()))
        self.form.check.setEnabled(may_ask and server is not None)
        self.use.setEnabled(may_ask and is_new)
        self.use.setVisible(is_server or self._current is not None)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
