"""OpenDocument text (.odt) as a `Source`."""

from rodtrad.reading.sources.odt.reading import read_odt

__all__ = ["read_odt"]
