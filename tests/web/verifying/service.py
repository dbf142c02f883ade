"""A signing service as others run: it signs a PDF with a certificate of its own, without asking us how."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from tests.web.verifying.authority import PASSPHRASE, Authority


def signed_elsewhere(pdf: bytes, authority: Authority, name: str, *, field: str = "Signatur") -> bytes:
    """The file, signed by somebody of that name."""
    signer = SimpleSigner.load_pkcs12_data(authority.file_of(authority.issue(name)), [], PASSPHRASE.encode())
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    return bytes(sign_pdf(writer, PdfSignatureMetadata(field_name=field), signer=signer).getvalue())
