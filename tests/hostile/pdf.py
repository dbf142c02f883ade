"""PDF files made to stop or to take what they can."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.reading.sources.pdf_files import File, Text, assembled

CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
GRID = b"".join(b"%d %d m 580 %d l S %d 10 m %d 800 l S\n" % (n, n, n, n, n) for n in range(20, 560, 3))


def page(resources: bytes = b"/Font<</F 5 0 R>>", more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>%s>>" % (resources, more)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>> stream\n%s\nendstream" % (entries, len(content), content)


def packed(size: int) -> bytes:
    """Blanks that unpack to so many bytes."""
    packer = zlib.compressobj()
    parts = [packer.compress(b" " * 10_000_000) for _ in range(size // 10_000_000)]
    return stream(b"".join(parts) + packer.flush(), b"/Filter/FlateDecode")


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SAY = b"BT /F 10 Tf 72 700 Td (Protokoll) Tj ET "


def one_page(content: bytes, *more: bytes, **how: bytes) -> bytes:
    """A file of one page; further objects are numbered from 6."""
    return assembled(
        [CATALOG, PAGES, page(**how), content if b"stream" in content[:200] else stream(content), FONT, *more]
    )


def forms(depth: int, each: int) -> bytes:
    """Pictures within pictures, each drawing the next several times."""
    parts = [
        stream(
            b"/X Do " * each, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (7 + i)
        )
        for i in range(depth)
    ]
    return one_page(
        SAY + b"/X Do",
        *parts,
        stream(SAY, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
        resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
    )


def with_tree(*nodes: bytes) -> bytes:
    """A page with a structure tree; its root is object 6."""
    catalog = CATALOG[:-2] + b"/StructTreeRoot 6 0 R>>"
    return assembled([catalog, PAGES, page(), stream(b"/P <</MCID 0>> BDC " + SAY + b"EMC"), FONT, *nodes])


def with_font(entries: bytes, *more: bytes) -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X%s>>]"
        % entries
    )
    return assembled(
        [
            CATALOG,
            PAGES,
            page(),
            stream(b"BT /F 10 Tf 72 700 Td <00010002> Tj ET"),
            font + b"/ToUnicode 6 0 R>>",
            *(more or (stream(b""),)),
        ]
    )


def many(kids: int, count: int, content: bytes) -> bytes:
    """A file of many pages that draw one thing."""
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"".join(b"%d 0 R " % (6 + i) for i in range(kids)))
    return assembled([CATALOG, tree, page(), content, FONT, *[page()] * kids])


def plain(*, catalog: bytes = CATALOG, pages: bytes = PAGES, trailer: bytes = b"") -> bytes:
    return assembled([catalog, pages, page(), stream(SAY), FONT], trailer)


def flated(content: bytes, entries: bytes = b"") -> bytes:
    return stream(content, b"/Filter/FlateDecode" + entries)


def mapped(entries: bytes) -> bytes:
    """A page whose font says which letters its signs are."""
    return with_font(b"", stream(entries))


def nested(open_: bytes, close: bytes, depth: int) -> bytes:
    return open_ * depth + close * depth


FILES: dict[str, Callable[[], bytes]] = {
    "a page that unpacks to a gigabyte": lambda: one_page(packed(1_000_000_000)),
    "a page that unpacks to 100 MB": lambda: one_page(packed(100_000_000)),
    "packed twice": lambda: one_page(
        stream(zlib.compress(zlib.compress(b" " * 300_000_000)), b"/Filter[/FlateDecode/FlateDecode]")
    ),
    "objects that unpack to a gigabyte": lambda: assembled(
        [packed(1_000_000_000).replace(b"<<", b"<</Type/ObjStm/N 9/First 9", 1)]
    ),
    "arrays in arrays": lambda: one_page(SAY + nested(b"[", b"]", 200_000)),
    "dictionaries in dictionaries": lambda: one_page(SAY, more=b"/A " + nested(b"<</A ", b">>", 50_000)),
    "a million numbers": lambda: one_page(SAY + b"1 " * 1_000_000),
    "a million letters": lambda: one_page(b"BT /F 1 Tf (" + b"a" * 1_000_000 + b") Tj ET"),
    "a form within itself": lambda: forms(1, 1).replace(b"/X 7 0 R", b"/X 6 0 R"),
    "forms that multiply": lambda: forms(9, 10),
    "forms in a long chain": lambda: forms(2000, 1),
    "lines like a net": lambda: one_page(SAY + GRID),
    "a hundred thousand lines": lambda: one_page(SAY + b"1 1 m 9 9 l S 5 5 m 5 50 l S " * 100_000),
    "states that are never restored": lambda: one_page(SAY + b"q " * 300_000),
    "coordinates beyond all paper": lambda: one_page(
        b"1e38 0 0 1e38 1e38 1e38 cm "
        + SAY
        + b"9999999999999999 0 0 1 0 0 cm " * 30
        + SAY
        + b"9e999 1 m 2 2 l S 1 -1 re f"
    ),
    "type of no size": lambda: one_page(SAY.replace(b"10 Tf", b"0 Tf") + SAY.replace(b"10 Tf", b"-10 Tf") + SAY),
    "a tree that bites its tail": lambda: with_tree(
        b"<</K 7 0 R>>", b"<</S/P/K[7 0 R 6 0 R 8 0 R]>>", b"<</S/Table/K[7 0 R 8 0 R]>>"
    ),
    "a tree in a long chain": lambda: with_tree(
        b"<</K 7 0 R>>", *(b"<</S/Sect/Pg 3 0 R/K[0 %d 0 R]>>" % (8 + i) for i in range(20_000)), b"<</S/P>>"
    ),
    "a tree that multiplies": lambda: with_tree(
        b"<</K 7 0 R>>",
        *(b"<</S/Sect/Pg 3 0 R/K[%s]>>" % (b"%d 0 R " % (8 + i) * 1000) for i in range(50)),
        b"<</S/P/Pg 3 0 R/K 0>>",
    ),
    "a tree of odd things": lambda: with_tree(
        b"<</K[null true (a) 1.5 /P [[0]] <</S 7>> <</S/TR/K<</S/TD/A<</RowSpan -1/ColSpan 99999>>"
        b"/K<</MCID 0/Pg 3 0 R>>>>>>]/RoleMap<</P/Q/Q/P>>>>"
    ),
    "a cell that spans everything": lambda: with_tree(
        b"<</K<</S/Table/Pg 3 0 R/K[%s]>>>>" % (b"<</S/TR/K[<</S/TD/K 0/A<</RowSpan 1000/ColSpan 1000>>>>]>>" * 2000)
    ),
    "pages within themselves": lambda: plain(pages=b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 3 0 R 3 0 R]>>"),
    "pages in a long chain": lambda: assembled(
        [CATALOG, *(b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (3 + i) for i in range(5000)), page()]
    ),
    "a hundred thousand pages announced": lambda: plain(pages=PAGES.replace(b"Count 1", b"Count 100000")),
    "more pages than a document has": lambda: many(20_000, 1, stream(SAY)),
    "many heavy pages of one drawing": lambda: many(300, 300, flated(zlib.compress(SAY * 5000))),
    "a font of four billion letters": lambda: mapped(b"1 beginbfrange <00000000> <ffffffff> <0000> endbfrange"),
    "a font of four billion widths": lambda: with_font(b"/W[0 4294967295 500]"),
    "letters that no text may hold": lambda: mapped(b"2 beginbfchar <0001> <00000000d83d> <0002> <dc000061> endbfchar"),
    "a letter that stands for a book": lambda: mapped(b"1 beginbfchar <0001> <%s> endbfchar" % (b"0061" * 200_000)),
    "references in a ring": lambda: assembled([CATALOG, b"3 0 R", b"2 0 R"]),
    "a table of places that leads to itself": lambda: one_page(SAY).replace(b"/Root", b"/Prev 0/Root"),
    "a lock that nobody knows": lambda: plain(trailer=b"/Encrypt<</Filter/Standard/V 99/R 99/O(x)/U(y)/P -1>>"),
    "streams that lie about themselves": lambda: one_page(
        flated(b"\x78\x9c\x00broken" * 99, b"/DecodeParms<</Predictor 15/Columns 99999999>>")
    ),
    "filters that nobody has": lambda: one_page(stream(SAY, b"/Filter[/JBIG2Decode/Crypt/CCITTFaxDecode/Nonsense]")),
    "a broken stream of two megabytes": lambda: one_page(flated(zlib.compress(SAY * 99)[:200] + b"\xff" * 2_000_000)),
    "noise": lambda: b"%PDF-1.7\n" + bytes((n * n * 31 + n) % 251 for n in range(300_000)),
    "every byte an operator": lambda: one_page(SAY + bytes(range(1, 256)) * 200),
    "a page as long as a street": lambda: one_page(SAY, more=b"/MediaBox[0 0 9999999 9999999]"),
    "many short lines": lambda: File(
        [[Text(72 + n % 40 * 12, 60 + n // 40 * 2, "a", size=2) for n in range(12_000)]]
    ).data(),
    "a paragraph of many pages": lambda: File(
        [[Text(72, 72 + 12 * n, "ord " * 18 + "ord", key="a") for n in range(60)] for _ in range(60)], ("P", "a")
    ).data(),
}
