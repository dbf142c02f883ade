"""House styles: how the bodies of the invented county set their documents, each in a way of its own."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class House:
    """Fonts, measures (points and centimetres) and habits of one house.

    `bullets`: their marks by level. `page_at`: where the page number stands. `rows_break`: a table's row may go on
    over a page break. `names_share`: of the first of two columns without rules. `aligned`: a text file aligns such
    columns with blanks.
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
    aligned: bool = False


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
    "hjalpmedel": House(font="Verdana", heading_font="Verdana", size=9.5, shade="E2EFD9", aligned=True),
    "analys": House(font="Cambria", heading_font="Cambria", title_size=14, heading_sizes=(12, 11), shade="FFFFFF"),
}
