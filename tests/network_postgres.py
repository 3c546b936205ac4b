"""A PostgreSQL server on TCP that asks for passwords, with or without TLS, and certificates for it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ports import free_port
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from pathlib import Path

HOST, USER, PASSWORD = "127.0.0.1", "me", "s3cret ü:/@"
ACCESS = f"local all postgres trust\nhost all all {HOST}/32 scram-sha-256\n"


@dataclass(frozen=True)
class Authority:
    """Signs certificates."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def write(self, file: Path) -> Path:
        """Write its own certificate, which is what clients trust."""
        file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return file


def new_authority(name: str) -> Authority:
    """Make an authority of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = _builder(subject, subject, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), True
    )
    return Authority(key, builder.sign(key, hashes.SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
    )


class NetworkPostgres(PostgresServer):
    """Has a user with a password, who owns the databases that are made."""

    def __init__(self, authority: Authority | None = None) -> None:
        """With an authority the server encrypts; its certificate is for `HOST`."""
        super().__init__()
        self.port = free_port()
        self._authority = authority

    def new_database(self) -> str:
        """Make a new, empty database of the user; return its URL, without the password."""
        name = super().new_database().partition("@/")[2].partition("?")[0]
        self.execute(f"ALTER DATABASE {name} OWNER TO {USER}")
        self.execute(f"GRANT ALL ON SCHEMA public TO {USER}", name)
        return f"postgresql://{USER}@{HOST}:{self.port}/{name}"

    def add_user(self) -> None:
        """Make the user; once, when the server runs."""
        self.execute(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")

    def _prepare(self) -> None:
        cluster = self._folder / "cluster"
        (cluster / "pg_hba.conf").write_text(ACCESS)
        if self._authority is not None:
            self._write_certificate(self._authority, cluster)

    def _options(self) -> str:
        tls = "on" if self._authority is not None else "off"
        return f"-c listen_addresses={HOST} -c port={self.port} -c ssl={tls}"

    def _write_certificate(self, authority: Authority, cluster: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
        builder = _builder(subject, authority.certificate.subject, key).add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False
        )
        made = builder.sign(authority.key, hashes.SHA256())
        (cluster / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        file = cluster / "server.key"
        file.touch(mode=0o600)
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        if os.geteuid() == 0:
            shutil.chown(file, "postgres")
            shutil.chown(cluster / "server.crt", "postgres")
