"""Signing is tried with a certificate that nobody trusts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.signers import SimpleSigner

from tests.cli.calls import start

WITHIN = 60  # seconds, on a machine that does other things too


@contextmanager
def tried(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The command as it runs; it ends with the test, however that goes."""
    environment = {**os.environ, "RODTRAD_DATA": str(folder), "RODTRAD_SECRET_KEY": "x" * 64}
    trial = start("try-signing", "--port", str(port), cwd=folder, env=environment)
    try:
        yield trial
    finally:
        trial.kill()
        trial.communicate()


def test_it_tells_what_to_set_stamps_times_and_leaves_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tried(tmp_path, port) as trial:
        assert trial.stdout is not None
        told = ""
        while "Ctrl+C" not in told:
            line = trial.stdout.readline()
            assert line, "it ended before it had told all"
            told += line
        given = dict(re.findall(r"export (\w+)='(.*)'", told))
        file = Path(given["RODTRAD_SIGNING_CERT"])
        assert file.stat().st_mode & 0o077 == 0
        signer = SimpleSigner.load_pkcs12(str(file), passphrase=given["RODTRAD_SIGNING_PASSPHRASE"].encode())
        assert "PROV, gäller inte" in signer.signing_cert.subject.human_friendly
        assert stamped(given["RODTRAD_TIMESTAMP"]) == "granted"
        trial.send_signal(signal.SIGINT)
        assert trial.wait(WITHIN) == 0
        assert not file.exists()


def stamped(service: str) -> str:
    """What a time service answers to a question."""
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    question = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True}).dump()
    asked = Request(service, data=question, headers={"Content-Type": "application/timestamp-query"})  # noqa: S310 - ours
    with urlopen(asked, timeout=WITHIN) as answer:  # noqa: S310 - ours
        return str(tsp.TimeStampResp.load(answer.read())["status"]["status"].native)


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, tried(tmp_path, taken.getsockname()[1]) as trial:
        out, _ = trial.communicate(timeout=WITHIN)
        assert trial.returncode == 1
        assert f"Porten {taken.getsockname()[1]} kan inte användas" in out
    assert not list(tmp_path.glob("*.p12"))
