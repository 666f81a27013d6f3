"""An authority for time stamps (RFC 3161) that the tests run themselves: certificates of its own, answers of OpenSSL's."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SETTINGS = """\
[stamps]
serial = serial
crypto_device = builtin
signer_cert = own.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        """The certificate as it stands in an answer, where the lesser comes first."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as authorities publish it."""
        return self.certificate.public_bytes(Encoding.PEM)


def issue(
    name: str,
    by: Issued | None = None,
    usage: bool | None = None,
    end: dt.datetime | None = None,
    number: int = 0,
    key: EllipticCurvePrivateKey | None = None,
) -> Issued:
    """Issue a certificate, by itself where nobody else is named.

    Args:
        name: of the holder.
        by: who issues it.
        usage: for one that issues none itself: whether it may stamp; None for one that issues others.
        end: until when it is valid.
        number: its serial number; any by default.
        key: of the holder; a new one by default.
    """
    key, now = key or generate_private_key(SECP256R1()), dt.datetime.now(dt.UTC)
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(by.certificate.subject if by else holder, holder, key.public_key())
    made = made.serial_number(number or x509.random_serial_number())
    made = made.not_valid_before(now - 10 * DAY).not_valid_after(end or now + DAY)
    made = made.add_extension(x509.BasicConstraints(usage is None, None), critical=True)
    if usage:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Issued(made.sign(by.key if by else key, hashes.SHA256()), key)


@dataclass(frozen=True)
class Authority:
    """An authority whose certificate another one issued."""

    folder: Path
    root: Issued
    between: Issued
    own: Issued

    @property
    def pem(self) -> bytes:
        """What a site keeps of its certificates: root and the one between."""
        return self.root.pem + self.between.pem

    def answer(self, request: bytes) -> bytes:
        """The answer to a request."""
        (self.folder / "asked.tsq").write_bytes(request)
        openssl(self.folder, "ts -reply -config settings -section stamps -queryfile asked.tsq -out answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()


def authority(folder: Path, own: Issued | None = None, sent: Sequence[Issued] = (), **usage: Any) -> Authority:
    """Set an authority up.

    Args:
        folder: where its files are.
        own: its certificate; by default one that may stamp.
        sent: the certificates that go with its own where a request asks for it.
        usage: see `issue`.
    """
    root = issue("Root")
    between = issue("Between", root)
    made = Authority(folder, root, between, own or issue("見本タイムスタンプ局", between, **{"usage": True, **usage}))
    key = made.own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    files = {"own.pem": made.own.pem, "sent.pem": b"".join(one.pem for one in sent), "key.pem": key, "serial": b"01\n"}
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "settings").write_text(SETTINGS + ("certs = sent.pem\n" if sent else ""), encoding="utf-8")
    return made


def openssl(folder: Path, arguments: str) -> None:
    """Run OpenSSL, which must be there and succeed."""
    assert shutil.which("openssl"), "These tests need OpenSSL: apt-get install openssl"
    done = subprocess.run(["openssl", *arguments.split()], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(answers: Callable[[bytes], bytes], status: int = 200, **headers: str) -> Iterator[str]:
    """Serve answers at an address of this machine, which is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            body = answers(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsr"
        finally:
            server.shutdown()
            thread.join()
