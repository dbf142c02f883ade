"""The installation's certificate and its time service: what it signs with, or why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner

HOW: Final = "Se ”Underskrift” i kapitlet Drift i handboken."


class CannotSign(Exception):
    """Nothing can be signed now, and nothing has been; the message says in Swedish why and what to do."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What the installation signs with: `name`, until `ends`. `time_service`: its address. `trusted`: roots that it has
    been told to trust; where there are such, what a later check needs is written into the file."""

    signer: SimpleSigner
    name: str
    ends: datetime
    time_service: str
    trusted: tuple[x509.Certificate, ...]


def authority() -> Authority:
    """The certificate as it is set and valid today. Raises CannotSign where there is none that can be used."""
    file, service = settings.SIGNING_CERT, settings.TIMESTAMP
    if file is None:
        raise CannotSign(f"Installationen har inget certifikat att skriva under med (RODTRAD_SIGNING_CERT). {HOW}")
    if not service:
        raise CannotSign(f"Ingen tidsstämplingstjänst är inställd (RODTRAD_TIMESTAMP). {HOW}")
    signer = _signer(file)
    certificate = signer.signing_cert
    if certificate is None:
        raise CannotSign(f"Filen {file.name} har inget certifikat som hör till sin nyckel. Skapa den på nytt. {HOW}")
    _check_dates(certificate)
    return Authority(
        signer=signer,
        name=common_name(certificate),
        ends=certificate.not_valid_after,
        time_service=service,
        trusted=trusted_roots(),
    )


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """The certificates in the file that RODTRAD_SIGNING_TRUST names; none where it names none. Raises CannotSign where
    it holds no certificates."""
    file: Path | None = settings.SIGNING_TRUST
    if file is None:
        return ()
    try:
        found = from_pem(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise CannotSign(
            f"Certifikaten i {file.name} (RODTRAD_SIGNING_TRUST) kan inte läsas: {error}. {HOW}"
        ) from error
    if not found:
        raise CannotSign(f"Filen {file.name} (RODTRAD_SIGNING_TRUST) innehåller inga certifikat. {HOW}")
    return found


def from_pem(text: str) -> tuple[x509.Certificate, ...]:
    """Every certificate in a PEM text. Raises ValueError where it is none."""
    if not text.strip():
        return ()
    return tuple(x509.Certificate.load(der) for _, _, der in pem.unarmor(text.encode("ascii"), multiple=True))


def common_name(certificate: x509.Certificate) -> str:
    """Whom a certificate names: "Region Älvmark, protokoll"."""
    told = certificate.subject.native
    return str(told.get("common_name") or certificate.subject.human_friendly)


def _signer(file: Path) -> SimpleSigner:
    try:
        passphrase = settings.SIGNING_PASSPHRASE.encode() or None
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(file.read_bytes(), [], passphrase)
    except OSError as error:
        raise CannotSign(f"Certifikatet {file} kan inte läsas ({error.strerror}). Ändra rättigheterna.") from error
    except ValueError as error:
        raise CannotSign(
            f"Certifikatet {file.name} kan inte öppnas: lösenfrasen (RODTRAD_SIGNING_PASSPHRASE) är fel, eller så är "
            f"filen ingen PKCS#12. {HOW}"
        ) from error
    return signer


def _check_dates(certificate: x509.Certificate) -> None:
    now = datetime.now(UTC)
    if certificate.not_valid_after < now:
        raise CannotSign(
            f"Certifikatet gick ut den {certificate.not_valid_after:%Y-%m-%d}. Beställ ett nytt hos utfärdaren och byt "
            "filen som RODTRAD_SIGNING_CERT anger. Det som redan är undertecknat gäller."
        )
    if certificate.not_valid_before > now:
        raise CannotSign(f"Certifikatet börjar gälla först den {certificate.not_valid_before:%Y-%m-%d}.")
