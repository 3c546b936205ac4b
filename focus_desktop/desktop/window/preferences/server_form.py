"""The address of a PostgreSQL server, as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from focus_desktop.desktop.window import tokens
from focus_desktop.desktop.window.line_edit import LineEdit
from focus_desktop.desktop.window.preferences.preference_page import label_of
from focus_desktop.desktop.window.preferences.quiet_controls import QuietComboBox
from focus_desktop.language import gettext as _
from focus_desktop.model.database_server import HIGHEST_PORT, DatabaseServer, Tls, usual_tls


class ServerForm(QWidget):
    """Emits what was typed when a button is pressed; shows nothing of a password that is kept."""

    check_requested = Signal()
    certificate_requested = Signal()
    """The file with the root certificate is to be chosen."""
    changed = Signal()
    """The address is another one now."""

    def __init__(self) -> None:
        super().__init__()
        self._others: tuple[tuple[str, str], ...] = ()
        self._has_chosen_tls = False
        self.host, self.database, self.user = LineEdit(), LineEdit(), LineEdit()
        self.port = LineEdit()
        self.port.setValidator(QIntValidator(1, HIGHEST_PORT, self.port))
        self.password = LineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.tls = QuietComboBox()
        for value, text in _tls_choices().items():
            self.tls.addItem(text, value)
        self.certificate = LineEdit()
        self.choose_certificate = QPushButton(_("Choose file…"))
        self.check = QPushButton(_("Test connection"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(tokens.MEDIUM)
        rows.addLayout(_beside(_labelled(_("Server"), self.host), _labelled(_("Port"), self.port)))
        rows.addLayout(_beside(_labelled(_("Database name"), self.database), _labelled(_("User"), self.user)))
        rows.addLayout(_labelled(_("Password"), self.password))
        rows.addLayout(_labelled(_("Encryption (TLS)"), self.tls))
        certificate = QHBoxLayout()
        certificate.setSpacing(tokens.SMALL)
        certificate.addWidget(self.certificate, stretch=1)
        certificate.addWidget(self.choose_certificate)
        rows.addLayout(_labelled(_("Root certificate"), self.certificate, beside=certificate))
        self._connect()

    def show_server(self, server: DatabaseServer | None) -> None:
        """Show an address; without one what is usual."""
        self._has_chosen_tls = server is not None
        shown = server or DatabaseServer("localhost", "focus", "", tls=usual_tls("localhost"))
        self._others = shown.others
        self.host.setText(shown.host)
        self.database.setText(shown.database)
        self.user.setText(shown.user)
        self.port.setText(str(shown.port))
        self.tls.setCurrentIndex(self.tls.findData(shown.tls))
        self.certificate.setText(shown.root_certificate)
        self.password.clear()
        self.password.setPlaceholderText(_("As it is kept in the keyring") if server else "")

    @property
    def server(self) -> DatabaseServer | None:
        """The address; None if something essential is missing."""
        host, database, user = (line.text().strip() for line in (self.host, self.database, self.user))
        if not (host and database and user and self.port.hasAcceptableInput()):
            return None
        return DatabaseServer(
            host=host,
            database=database,
            user=user,
            port=int(self.port.text()),
            tls=Tls(self.tls.currentData()),
            root_certificate=self.certificate.text().strip(),
            others=self._others,
        )

    def _connect(self) -> None:
        self.check.clicked.connect(self.check_requested)
        self.choose_certificate.clicked.connect(self.certificate_requested)
        self.host.textEdited.connect(self._suggest_tls)
        self.tls.activated.connect(self._keep_tls)
        for line in (self.host, self.port, self.database, self.user, self.certificate, self.password):
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.tls.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def _suggest_tls(self, host: str) -> None:
        """Encrypt as is usual for this server, unless the user has chosen otherwise."""
        if not self._has_chosen_tls:
            self.tls.setCurrentIndex(self.tls.findData(usual_tls(host.strip())))

    def _keep_tls(self) -> None:
        self._has_chosen_tls = True


def _tls_choices() -> dict[Tls, str]:
    return {
        Tls.DISABLE: _("Never"),
        Tls.ALLOW: _("Only if the server insists"),
        Tls.PREFER: _("If the server can"),
        Tls.REQUIRE: _("Always"),
        Tls.VERIFY_CA: _("Always, and check the certificate"),
        Tls.VERIFY_FULL: _("Always, and check the certificate and its name"),
    }


def _labelled(text: str, control: QWidget, beside: QHBoxLayout | None = None) -> QVBoxLayout:
    """A control below its label; `beside` has the control, with others."""
    group = QVBoxLayout()
    group.setSpacing(tokens.TINY)
    group.addWidget(label_of(text, control))
    if beside is None:
        group.addWidget(control)
    else:
        group.addLayout(beside)
    return group


def _beside(first: QVBoxLayout, second: QVBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.MEDIUM)
    row.addLayout(first, stretch=1)
    row.addLayout(second, stretch=1)
    return row
