"""An authority to try signing with: it issues a certificate and stamps times, and nobody in the world trusts it."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

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

YEAR: Final = timedelta(days=365)
TRIAL: Final = "PROV, gäller inte"
FILE: Final = "prov-underskrift.p12"
MOST_ASKED: Final = 10_000  # bytes; a question of a time service is a hundred


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def as_file(self, chain: Holder, passphrase: str) -> bytes:
        """What an installation is given: certificate, key and chain as PKCS#12."""
        locked = BestAvailableEncryption(passphrase.encode())
        issuers = [chain.certificate]
        return pkcs12.serialize_key_and_certificates(b"rodtrad", self.key, self.certificate, issuers, locked)


def issued(organisation: str, name: str, issuer: Holder | None, told: dict[str, Any]) -> Holder:
    """A certificate, by itself where no issuer is named. `told`: `ca`; `stamps`, times; `ends`; `list`, the address of
    those that are taken back."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    names = ((NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, name))
    subject = x509.Name([x509.NameAttribute(kind, text) for kind, text in names])
    signing = issuer.key if issuer else key
    is_ca, ends = bool(told.get("ca")), told.get("ends") or datetime.now(UTC) + YEAR
    made = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
    made = made.issuer_name(issuer.certificate.subject if issuer else subject)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(min(datetime.now(UTC), ends) - YEAR)
    made = made.not_valid_after(ends).add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    made = made.add_extension(_usage(is_ca), critical=True)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    if told.get("stamps"):
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if told.get("list"):
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(told["list"])], None, None, None)
        made = made.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return Holder(made.sign(signing, hashes.SHA256()), key)


def stamped(stamper: Holder, request: bytes) -> bytes:
    """The answer of a time service (RFC 3161). Raises ValueError for what is no question of one."""
    key = stamper.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = asn1_x509.Certificate.load(stamper.certificate.public_bytes(Encoding.DER))
    service = DummyTimeStamper(certificate, keys.PrivateKeyInfo.load(key))
    return bytes(service.request_tsa_response(tsp.TimeStampReq.load(request)).dump())


def serve_trial(folder: Path, port: int) -> int:
    """Write a certificate into the folder, tell how it is used, and stamp times until Ctrl+C. The exit code."""
    root = issued(TRIAL, f"{TRIAL}: rot", None, {"ca": True})
    passphrase, file = secrets.token_urlsafe(16), folder.resolve() / FILE
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _TimeService)
    except OSError as error:
        print(f"Porten {port} kan inte användas ({error.strerror}). Välj en annan med --port.")
        return 1
    server.stamper = issued(TRIAL, f"{TRIAL}: tid", root, {"stamps": True})  # type: ignore[attr-defined]  # for answers
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(issued(TRIAL, TRIAL, root, {}).as_file(root, passphrase))
    print(
        f"Prov av underskrift. Certifikatet heter ”{TRIAL}”, och ingen litar på det.\n"
        "Kör det här i den terminal där Rödtråd ska startas, och sedan ./start:\n\n"
        f"  export RODTRAD_SIGNING_CERT='{file}'\n"
        f"  export RODTRAD_SIGNING_PASSPHRASE='{passphrase}'\n"
        f"  export RODTRAD_TIMESTAMP='http://127.0.0.1:{server.server_port}'\n\n"
        "Låt det här fönstret vara öppet så länge du provar. Ctrl+C avslutar.",
        flush=True,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        server.server_close()
        file.unlink(missing_ok=True)
    return 0


class _TimeService(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_ASKED:
            self.send_error(400)
            return
        try:
            answer = stamped(self.server.stamper, self.rfile.read(int(length)))  # type: ignore[attr-defined]  # set above
        except ValueError:
            self.send_error(400)
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what stands in the terminal is to be copied."""


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
