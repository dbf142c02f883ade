"""House styles: how the bodies of the invented county set their documents, each in a way of its own."""

from dataclasses import dataclass
from typing import Final, Literal

from scripts.making.errors import SourceError


@dataclass(frozen=True, slots=True)
class House:
    """Fonts, measures (points and centimetres) and habits of one house.

    `page_at`: where the page number stands. `tables`: how a text file sets a table. `lines_a_page`: of a text file
    with pages, 0 where it has none.
    """

    font: str = "Calibri"
    heading_font: str = "Calibri"
    size: float = 11
    title_size: float = 20
    heading_sizes: tuple[float, ...] = (14, 12)
    margins: tuple[float, float, float, float] = (2.5, 2.5, 2.5, 2.5)  # top, right, bottom, left
    space_after: float = 6
    justified: bool = False
    colour: str = "000000"
    shade: str = "D9D9D9"
    numbered_by_word: bool = False
    bullets: tuple[str, str] = ("\uf0b7", "o")
    page_at: Literal["header", "footer"] = "footer"
    rows_break: bool = True
    names_share: float = 0.45
    tables: Literal["tabs", "blanks", "pipes"] = "tabs"
    lines_a_page: int = 0
    wrap: int = 0


STYLES: Final = {
    "rad": House(
        font="Arial",
        heading_font="Arial",
        size=10.5,
        title_size=18,
        colour="1F3864",
        numbered_by_word=True,
        page_at="header",
    ),
    "styrgrupp": House(
        font="Times New Roman",
        heading_font="Arial",
        size=11.5,
        heading_sizes=(13, 11.5),
        margins=(3, 2.5, 2.5, 3.5),
        justified=True,
        bullets=("–", "•"),
        rows_break=False,
        lines_a_page=58,
        wrap=92,
    ),
    "samordning": House(size=11, title_size=16, heading_sizes=(12, 11), space_after=4, colour="385623"),
    "aldre": House(
        font="Georgia",
        heading_font="Georgia",
        colour="7B3F00",
        numbered_by_word=True,
        bullets=("•", "–"),
        page_at="header",
        names_share=0.35,
    ),
    "hjalpmedel": House(font="Verdana", heading_font="Verdana", size=9.5, shade="E2EFD9", tables="blanks", wrap=110),
    "analys": House(font="Cambria", heading_font="Cambria", title_size=14, heading_sizes=(12, 11), shade="FFFFFF"),
}


def style(name: str, where: str) -> House:
    """The house style of that name; `where` (file and line) is told where there is none."""
    if name not in STYLES:
        raise SourceError(where, f"stilen ”{name}” finns inte; de som finns är {', '.join(STYLES)}")
    return STYLES[name]
