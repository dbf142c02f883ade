"""A signature in a PDF (PAdES), by which whoever has the file sees who signed it, when, and that nothing was changed.

What pyHanko would do by itself breaks both standards that our files follow, so four things are done otherwise here:
the field of the signature is an element of the structure tree (ISO 14289-1, 7.18.4), the metadata stay as they were
written (pyHanko rewrites them without what ISO 19005-2 asks of extension schemas), each revision begins on a line of
its own (ISO 19005-2, 6.1.8), and no stream ends in what reads as a part of the line end behind it (6.1.7.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    Reference,
    StreamObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfTimeStamper,
    SigDSSPlacementPreference,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from rodtrad.web.verifying.certificates import Authority, CannotSign

DIGEST: Final = "sha256"
FIELD: Final = "Underskrift"
TIME_FIELD: Final = "Arkivstämpel"
PATIENCE: Final = 15  # seconds that the time service may take


@dataclass(frozen=True, slots=True)
class Sealed:
    """`level`: which of the baseline profiles of ETSI EN 319 142-1 the file follows, "B-T" or "B-LTA"."""

    data: bytes
    level: str
    at: datetime


class _Revision(IncrementalPdfFileWriter):
    """A further revision of a file, in which the metadata stay as they are.

    Of the certificates and lists that a file is sealed with, one in 256 ends in a carriage return, which with pyHanko's
    line feed behind it reads as an end of line of two bytes; these are written in hexadecimal figures.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data if data.endswith(b"\n") else data + b"\n"))

    def add_object(self, obj: Any, *args: Any, **more: Any) -> IndirectObject:
        if isinstance(obj, StreamObject) and obj.encoded_data.endswith(b"\r"):
            obj.apply_filter(pdf_name("/ASCIIHexDecode"))
        return super().add_object(obj, *args, **more)

    def _update_meta(self) -> None:
        """Neither the time of change nor the program's name is written."""


def sealed(pdf: bytes, authority: Authority, *, reason: str) -> Sealed:
    """The file, signed in the installation's name and stamped with the time. `reason`: what it is.

    With roots to trust, what the chains stand on is written into the file, and stamped, so that it can be checked when
    the certificates have run out. Raises CannotSign where that fails; then there is no file.
    """
    stamper = HTTPTimeStamper(authority.time_service, timeout=PATIENCE)
    try:
        data = _signed(pdf, authority, stamper, reason)
        if authority.trusted:
            data = _stamped(data, authority, stamper)
    except TimestampRequestError as error:
        raise CannotSign(
            f"Tidsstämplingstjänsten svarar inte som den ska ({error}). Försök igen om en stund."
        ) from error
    except (PathError, ValidationError, SigningError) as error:
        if isinstance(error, SigningError) and not isinstance(error.__cause__, PathError | ValidationError):
            raise CannotSign(f"Filen kunde inte undertecknas ({error}). Inget är ändrat; anmäl felet.") from error
        raise CannotSign(
            "Certifikatet eller tidsstämpeln godtas inte av rötterna i RODTRAD_SIGNING_TRUST "
            f"({error.__cause__ or error}). Se efter att utfärdarens rot finns där och att inget är spärrat."
        ) from error
    except (OSError, TimeoutError) as error:
        raise CannotSign(f"Nätet svarar inte ({error}). Inget är ändrat; försök igen om en stund.") from error
    return Sealed(data, "B-LTA" if authority.trusted else "B-T", datetime.now(UTC))


def _signed(pdf: bytes, authority: Authority, stamper: HTTPTimeStamper, reason: str) -> bytes:
    revision = _Revision(pdf)
    _add_field(revision, FIELD, "Underskrift av protokollet")
    lasting: dict[str, Any] = {}
    if authority.trusted:
        # Once the file is signed, its structure may not change any more.
        _add_field(revision, TIME_FIELD, "Tidsstämpel för arkivet")
        # Where it stands in the revision that is signed, there is one fewer that checkers must look through.
        place = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        lasting = {
            "embed_validation_info": True,
            "validation_context": _context(authority),
            "dss_settings": DSSContentSettings(include_vri=False, placement=place),
        }
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        name=authority.name,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        **lasting,
    )
    return _bytes_of(PdfSigner(metadata, authority.signer, timestamper=stamper).sign_pdf(revision))


def _stamped(data: bytes, authority: Authority, stamper: HTTPTimeStamper) -> bytes:
    """The signed file with a time over all of it, also over what its chains stand on."""
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    stamped = PdfTimeStamper(stamper, field_name=TIME_FIELD).timestamp_pdf(
        _Revision(data), DIGEST, validation_context=_context(authority), dss_settings=settings
    )
    return _bytes_of(stamped)


def _context(authority: Authority) -> ValidationContext:
    return ValidationContext(trust_roots=list(authority.trusted), allow_fetching=True, revocation_mode="hard-fail")


def _bytes_of(output: Any) -> bytes:
    return bytes(output.getbuffer())


def _add_field(revision: _Revision, name: str, told: str) -> None:
    """A field for a signature on the last page, seen by nobody and read aloud as `told`."""
    fields.append_signature_field(revision, fields.SigFieldSpec(name, on_page=-1, readable_field_name=told))
    every = revision.root["/AcroForm"]["/Fields"]
    widget_at = every.raw_get(len(every) - 1)
    widget = widget_at.get_object()
    tree = revision.root["/StructTreeRoot"]
    top = tree["/K"][0] if isinstance(tree["/K"], ArrayObject) else tree["/K"]
    element = _form_element(revision, top.container_ref, widget_at, widget.raw_get("/P"), told)
    top["/K"].append(element)
    revision.update_container(top["/K"])
    key = NumberObject(tree["/ParentTreeNextKey"])
    numbers = tree["/ParentTree"]["/Nums"]
    numbers.extend((key, element))
    revision.update_container(numbers)
    tree["/ParentTreeNextKey"] = NumberObject(key + 1)
    revision.update_container(tree)
    widget["/StructParent"] = key
    revision.update_container(widget)


def _form_element(
    revision: _Revision, parent: Reference, widget: IndirectObject, page: IndirectObject, told: str
) -> IndirectObject:
    link = DictionaryObject({pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): widget, pdf_name("/Pg"): page})
    element = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/StructElem"),
            pdf_name("/S"): pdf_name("/Form"),
            pdf_name("/P"): IndirectObject(parent.idnum, parent.generation, revision),
            pdf_name("/Pg"): page,
            pdf_name("/Alt"): pdf_string(told),
            pdf_name("/K"): link,
        }
    )
    return revision.add_object(element)
