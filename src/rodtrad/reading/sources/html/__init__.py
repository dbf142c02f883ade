"""Web pages, saved or in fragments, as a `Source`."""

from rodtrad.reading.sources.html.reading import read_html

__all__ = ["read_html"]
