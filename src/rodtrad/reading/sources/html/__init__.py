"""Web pages, saved or in fragments, as a `Source`."""

from rodtrad.reading.sources.html.reading import read_html, read_page

__all__ = ["read_html", "read_page"]
