"""OpenDocument files written part by part, where a test needs what a program writes and none is at hand."""

from __future__ import annotations

from rodtrad.reading.sources import Source, open_source
from rodtrad.reading.sources.odt.names import SPACES
from tests.reading.sources.word_files import zipped

NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in SPACES.items() if prefix != "xml")
MIME = "application/vnd.oasis.opendocument.text"


def parts(body: str, *, automatic: str = "", styles: str = "", masters: str = "", own: str = "") -> dict[str, str]:
    """The parts of a file: `body` stands in office:text; `automatic` are the styles beside it. In styles.xml `styles`
    are those with names, `masters` the pages, and `own` the styles of their headers."""
    return {
        "mimetype": MIME,
        "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
    }


def opened(body: str, **others: str) -> Source:
    return open_source("protokoll.odt", zipped(parts(body, **others)))


def p(text: str = "", style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, attributes: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {attributes}>{text}</text:h>'


def listed(*items: str, style: str = "L", attributes: str = "") -> str:
    """A list with an item a string, each the paragraphs and lists that it holds."""
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {attributes}>{inner}</text:list>'


def level(number: int, form: str = "1", attributes: str = 'style:num-suffix="."') -> str:
    """A level, from 1, of a numbered list."""
    return f'<text:list-level-style-number text:level="{number}" style:num-format="{form}" {attributes}/>'


def list_style(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def style(name: str, paragraph: str = "", text: str = "", attributes: str = "", family: str = "paragraph") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" {attributes}><style:paragraph-properties '
        f"{paragraph}/><style:text-properties {text}/></style:style>"
    )


def table(*rows: str) -> str:
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def cell(*paragraphs: str, attributes: str = "") -> str:
    inside = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"
