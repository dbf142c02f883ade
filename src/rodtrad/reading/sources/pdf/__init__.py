"""PDF as a `Source`: by its structure tree where the file is tagged, by how the page is laid out where it is not."""

from rodtrad.reading.sources.pdf.read import read_pdf

__all__ = ["read_pdf"]
