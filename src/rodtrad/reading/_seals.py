"""What a contained child does when a file is checked: opens the PDF, checks each signature, digests each page's text.

A child has no network and no event loop: pyHanko is asked for nothing that would need one, and its coroutines end
without waiting.
"""

from __future__ import annotations

import json
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import pypdfium2 as pdfium
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from rodtrad.reading._child import Task
from rodtrad.reading.knowledge import Knowledge

MOST_PAGES: Final = 1_000
MOST_SIGNATURES: Final = 50
TIME: Final = "/DocTimeStamp"
# What may be added to a signed file: more times over it, and what its certificates stand on.
ALLOWED: Final = ModificationLevel.LTA_UPDATES


def prepare(knowledge: Knowledge) -> Task:
    """The function that children run, with all it needs in memory."""

    def task(name: str, data: bytes, page_read: Callable[[int], None] = lambda pages: None) -> dict[str, Any]:
        line, _, file = data.partition(b"\n")
        asked = json.loads(line)
        roots = [x509.Certificate.load(b64decode(root)) for root in asked["roots"]]
        try:
            pages = _pages(file) if asked["text"] else []
            signatures = list(PdfFileReader(BytesIO(file)).embedded_signatures)[:MOST_SIGNATURES]
        except Exception:  # as for one signature
            return {"damaged": True}
        told = [_told(one, roots) for one in signatures]
        stamps_hold = all(one["is_whole"] for one in told if one["is_time"])
        kept = [one | {"is_whole": one["is_whole"] and stamps_hold} for one in told if not one["is_time"]]
        return {"signatures": kept, "pages": pages}

    return task


def _pages(file: bytes) -> list[str]:
    """A digest of the text of each page, in which neither line ends nor the ways of writing a letter count."""
    found = []
    with pdfium.PdfDocument(file) as document:
        for at in range(min(len(document), MOST_PAGES)):
            text = document[at].get_textpage().get_text_bounded()
            bare = "".join(unicodedata.normalize("NFKC", text).split())
            found.append(sha256(bare.encode("utf-8", "replace")).hexdigest())
    return found


def _told(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "signer": "",
        "issuer": "",
        "at": "",
        "is_stamped": False,
        "reason": "",
        "is_whole": False,
        "trusted": False,
        "roots": "",
        "is_time": signature.sig_object_type == TIME,
    }
    try:
        told |= _said(signature)
        told |= _holds(signature, roots)
    except Exception:  # whoever made the file chose what its signature is; one that nobody understands does not hold
        told["is_whole"] = told["trusted"] = False
    return told


def _said(signature: EmbeddedPdfSignature) -> dict[str, Any]:
    """What the signature claims, whether or not it holds."""
    certificate = signature.signer_cert
    stamp = _stamp(signature)
    claimed = signature.self_reported_timestamp
    at = _stamped_at(stamp) or claimed
    return {
        "signer": _name(certificate.subject),
        "issuer": _name(certificate.issuer),
        "at": at.isoformat() if at else "",
        "is_stamped": stamp is not None,
        "reason": str(signature.sig_object.get("/Reason", "")),
        "roots": _top(certificate, signature.other_embedded_certs) + _top_of_stamp(stamp),
    }


def _holds(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, bool]:
    """Whether the file is as it was signed, and on what the certificate stands, at the time of the signature: a
    certificate that has run out since was good then."""
    moment = _stamped_at(_stamp(signature)) or signature.self_reported_timestamp
    when: dict[str, Any] = {"moment": moment} if moment else {}
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", **when)
    status: Any
    if signature.sig_object_type == TIME:
        status = _at_once(async_validate_pdf_timestamp(signature, context))
    else:
        status = _at_once(async_validate_pdf_signature(signature, context))
    covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    added = status.modification_level is not None and status.modification_level <= ALLOWED
    stamp = getattr(status, "timestamp_validity", None)
    stamp_holds = stamp is None or (stamp.intact and stamp.valid)
    whole = status.intact and status.valid and stamp_holds and (covered or added)
    trusted = whole and status.trusted and (stamp is None or stamp.trusted)
    return {"is_whole": bool(whole), "trusted": bool(trusted)}


def _at_once(waiting: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that waits for nothing."""
    try:
        waiting.send(None)
    except StopIteration as done:
        return done.value
    waiting.close()
    raise SignatureValidationError("asked for something outside the file")


def _stamp(signature: EmbeddedPdfSignature) -> Any:
    """What a time service signed beside the signature; None where none did."""
    for attribute in signature.signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            return attribute["values"][0]["content"]
    return None


def _stamped_at(stamp: Any) -> datetime | None:
    if stamp is None:
        return None
    at = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return at if isinstance(at, datetime) else None


def _top_of_stamp(stamp: Any) -> str:
    if stamp is None:
        return ""
    brought = [one.chosen for one in stamp["certificates"]]
    number = stamp["signer_infos"][0]["sid"].chosen["serial_number"].native
    return "".join(_top(one, brought) for one in brought if one.serial_number == number)


def _name(name: x509.Name) -> str:
    told = name.native
    return str(told.get("common_name") or name.human_friendly)


def _top(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> str:
    """The certificate at the top of the chain that the file brings, as PEM; empty where it brings none."""
    issuers = {one.subject.hashable: one for one in others}
    top = certificate
    for _ in issuers:
        if top.issuer.hashable == top.subject.hashable or top.issuer.hashable not in issuers:
            break
        top = issuers[top.issuer.hashable]
    return str(pem.armor("CERTIFICATE", top.dump()).decode("ascii"))
