"""An authority of the invented county: it issues certificates, stamps times, and says by list which it took back.

Real keys and a real server on this machine, with nothing else in the world that trusts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

PASSPHRASE = "nio röda ekorrar klättrar"  # noqa: S105 - a test's own
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()


class Authority:
    """`address`: where its list of certificates taken back and its time service are asked for."""

    def __init__(self, address: str = "http://127.0.0.1:1") -> None:
        self.address = address
        self.root = _issued("Älvmarks rot-CA", None, {"ca": True})
        self.stamper = self.issue("Älvmarks tidsstämpling", stamps=True)
        self.asked = 0

    def issue(self, name: str, *, ends: datetime | None = None, stamps: bool = False) -> Holder:
        """A certificate for signing documents, or times."""
        return _issued(name, self.root, {"ends": ends, "stamps": stamps, "list": f"{self.address}/lista.crl"})

    def file_of(self, holder: Holder, passphrase: str = PASSPHRASE) -> bytes:
        """What an installation is given: certificate, key and chain as PKCS#12."""
        chain = [self.root.certificate]
        locked = BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(b"rodtrad", holder.key, holder.certificate, chain, locked)

    def stamp(self, request: bytes) -> bytes:
        """The answer of a time service (RFC 3161)."""
        self.asked += 1
        key = self.stamper.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        stamper = DummyTimeStamper(_asn1(self.stamper), keys.PrivateKeyInfo.load(key))
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump())

    def taken_back(self) -> bytes:
        """The list of certificates taken back: none."""
        now = datetime.now(UTC)
        made = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        made = made.last_update(now - timedelta(hours=1)).next_update(now + timedelta(days=30))
        return made.sign(self.root.key, hashes.SHA256()).public_bytes(Encoding.DER)


@contextmanager
def serving() -> Iterator[Authority]:
    """An authority that answers on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.authority = Authority(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]  # for _Answers
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.authority  # type: ignore[attr-defined]  # as above
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer("application/timestamp-reply", self._authority.stamp(asked))

    def do_GET(self) -> None:
        self._answer("application/pkix-crl", self._authority.taken_back())

    @property
    def _authority(self) -> Authority:
        return self.server.authority  # type: ignore[attr-defined,no-any-return]  # set by `serving`

    def _answer(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what tests print is read."""


def _asn1(holder: Holder) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(holder.certificate.public_bytes(Encoding.DER))


def _issued(name: str, issuer: Holder | None, told: dict[str, Any]) -> Holder:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Region Älvmark"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    by = issuer or Holder(None, key)  # type: ignore[arg-type]  # the root signs itself
    is_ca, ends = bool(told.get("ca")), told.get("ends") or datetime.now(UTC) + YEAR
    made = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
    made = made.issuer_name(issuer.certificate.subject if issuer else subject)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(min(datetime.now(UTC), ends) - YEAR)
    made = made.not_valid_after(ends).add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    made = made.add_extension(_usage(is_ca), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False)
    if told.get("stamps"):
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if told.get("list"):
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(told["list"])], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return Holder(made.sign(by.key, hashes.SHA256()), key)


def _usage(is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=not is_ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )
