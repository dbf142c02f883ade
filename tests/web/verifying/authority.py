"""An authority of the invented county: it issues certificates, stamps times, and says by list which it took back.

Real keys and a real server on this machine, with nothing else in the world that trusts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from rodtrad.cli.trial_signing import Holder, issued, stamped

PASSPHRASE = "nio röda ekorrar klättrar"  # noqa: S105 - a test's own
ORGANISATION = "Region Älvmark"


class Authority:
    """`address`: where its list of certificates taken back and its time service are asked for."""

    def __init__(self, address: str = "http://127.0.0.1:1") -> None:
        self.address = address
        self.root = issued(ORGANISATION, "Älvmarks rot-CA", None, {"ca": True})
        self.stamper = self.issue("Älvmarks tidsstämpling", stamps=True)
        self.asked = 0

    def issue(self, name: str, *, ends: datetime | None = None, stamps: bool = False) -> Holder:
        """A certificate for signing documents, or times."""
        return issued(
            ORGANISATION, name, self.root, {"ends": ends, "stamps": stamps, "list": f"{self.address}/lista.crl"}
        )

    def file_of(self, holder: Holder, passphrase: str = PASSPHRASE) -> bytes:
        """What an installation is given: certificate, key and chain as PKCS#12."""
        return holder.as_file(self.root, passphrase)

    def stamp(self, request: bytes) -> bytes:
        """The answer of a time service (RFC 3161)."""
        self.asked += 1
        return stamped(self.stamper, request)

    def taken_back(self, more: int = 0) -> bytes:
        """The list of certificates taken back, none, that holds for a month and `more` seconds."""
        now = datetime.now(UTC)
        made = x509.CertificateRevocationListBuilder().issuer_name(self.root.certificate.subject)
        made = made.last_update(now - timedelta(hours=1)).next_update(now + timedelta(days=30, seconds=more))
        return made.sign(self.root.key, hashes.SHA256()).public_bytes(Encoding.DER)


@contextmanager
def serving() -> Iterator[Authority]:
    """An authority that answers on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.authority = Authority(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]  # for _Answers
    # Its end is waited for.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
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
