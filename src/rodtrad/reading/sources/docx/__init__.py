"""Word files (.docx, Office Open XML) as a `Source`."""

from rodtrad.reading.sources.docx.reading import read_docx

__all__ = ["read_docx"]
