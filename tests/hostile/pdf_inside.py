"""More PDF files made to do harm: by their index, their objects, fonts and pictures, and by what they would start."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.hostile.pdf import (
    CATALOG,
    FONT,
    PAGES,
    SAY,
    flated,
    many,
    one_page,
    page,
    plain,
    stream,
    with_font,
)
from tests.reading.sources.pdf_files import assembled

XOBJECT = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
WHOLE = one_page(SAY)


def drawn(thing: bytes, *more: bytes) -> bytes:
    """A page that draws one thing, which is object 6."""
    return one_page(SAY + b"/X Do", thing, *more, resources=XOBJECT)


def picture(width: int, height: int, entries: bytes, content: bytes = b"\x00" * 64) -> bytes:
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (width, height)
    return drawn(stream(content, size + entries))


def starting(action: bytes) -> bytes:
    """A file that would do something when it is opened, and again when its page is shown."""
    catalog = CATALOG[:-2] + b"/OpenAction %s/AA<</WC %s>>>>" % (action, action)
    return assembled([catalog, PAGES, page(more=b"/AA<</O %s>>" % action), stream(SAY), FONT])


def typed(font: bytes, *more: bytes) -> bytes:
    """A page set in a font of its own making."""
    return assembled([CATALOG, PAGES, page(), stream(SAY), font, *more])


def painted(pattern: bytes, *more: bytes) -> bytes:
    return one_page(
        SAY + b"/Pattern cs /P scn 0 0 500 500 re f /S sh",
        pattern,
        *more,
        resources=b"/Font<</F 5 0 R>>/Pattern<</P 6 0 R>>/Shading<</S 7 0 R>>",
    )


def scattered(number: int, shown: bytes = b"a") -> bytes:
    """Letters all over the page, none on the line of another."""
    return b"BT /F 1 Tf " + b"".join(
        b"1 0 0 1 %d.%d %d.%d Tm (%s) Tj " % (n * 7 % 595, n % 97, n * 13 % 842, n % 89, shown) for n in range(number)
    )


TYPE3 = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 80/LastChar 116/Widths[%s]" % (
    b"1 " * 37
)
FILES: dict[str, Callable[[], bytes]] = {
    "packed five times": lambda: one_page(stream(_packed(5), b"/Filter[%s]" % (b"/FlateDecode" * 5))),
    "packed a thousand times in name": lambda: one_page(stream(SAY, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1000))),
    "run lengths": lambda: one_page(stream(b"\x81 " * 2_000_000 + b"\x80", b"/Filter/RunLengthDecode")),
    "a rising predictor": lambda: one_page(
        flated(zlib.compress(b"\x02" * 40_000_000), b"/DecodeParms<</Predictor 12/Columns 1>>")
    ),
    "forms that call each other": lambda: drawn(
        _form(b"/X Do /X Do", b"/XObject<</X 7 0 R>>"), _form(b"/X Do /X Do", b"/XObject<</X 6 0 R>>")
    ),
    "a page as its own content": lambda: one_page(SAY).replace(b"/Contents 4 0 R", b"/Contents 3 0 R"),
    "contents a hundred thousand times": lambda: one_page(SAY).replace(
        b"/Contents 4 0 R", b"/Contents[%s]" % (b"4 0 R " * 100_000)
    ),
    "resources within themselves": lambda: drawn(_form(b"/X Do", b"6 0 R")),
    "a picture of a milliard dots": lambda: picture(30_000, 30_000, b""),
    "a picture larger than memory": lambda: picture(2_000_000_000, 2_000_000_000, b"/Filter/FlateDecode"),
    "a picture that unpacks": lambda: picture(9000, 9000, b"/Filter/FlateDecode", zlib.compress(b"\x00" * 243_000_000)),
    "a picture that masks itself": lambda: picture(9, 9, b"/SMask 6 0 R/Mask 6 0 R"),
    "a picture in broken JPEG 2000": lambda: picture(9, 9, b"/Filter/JPXDecode", b"\x00\x00\x00\x0cjP " + b"\xff" * 9),
    "a picture in broken JBIG2": lambda: picture(9, 9, b"/Filter/JBIG2Decode", b"\x97JB2" + b"\xff" * 999),
    "a picture in broken fax": lambda: picture(9, 9, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2147483647>>"),
    "a picture in the text": lambda: one_page(SAY + b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID " + b"x" * 999 + b" EI"),
    "pictures in the text without end": lambda: one_page(SAY + b"BI ID " * 100_000),
    "colours of colours": lambda: picture(9, 9, b"/ColorSpace[/Indexed%s" % (b"[/Indexed" * 5000)),
    "a pattern of itself": lambda: painted(
        b"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1"
        b"/Resources<</Pattern<</P 6 0 R>>>>/Length 33>> stream\n/Pattern cs /P scn 0 0 9 9 re f   \nendstream",
        b"null",
    ),
    "a tile of no width": lambda: painted(
        b"<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1e-9 1e-9]/XStep 1e-9/YStep 1e-9"
        b"/Resources<<>>/Length 9>> stream\n0 0 9 9 re\nendstream",
        b"null",
    ),
    "a shade by a function of itself": lambda: painted(
        b"null",
        b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 8 0 R>>",
        b"<</FunctionType 3/Functions[8 0 R 8 0 R]/Domain[0 1]/Bounds[0.5]/Encode[0 1 0 1]>>",
    ),
    "a function of many dimensions": lambda: painted(
        b"null",
        b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 8 0 R>>",
        stream(b"\x00", b"/FunctionType 0/BitsPerSample 8/Size[%s]/Domain[%s]/Range[0 1]" % (b"99 " * 9, b"0 1 " * 9)),
    ),
    "a font that draws with itself": lambda: typed(
        TYPE3 + b"/CharProcs<</P 6 0 R/r 6 0 R/o 6 0 R>>/Encoding<</Differences[80/P 111/o 114/r]>>"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"1 0 0 0 9 9 d1 BT /F 1 Tf (PPPPPPPP) Tj ET"),
    ),
    "a font of a broken program": lambda: typed(
        b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</FontFile2 6 0 R/Flags 4>>>>",
        stream(b"\x00\x01\x00\x00\xff\xff" + b"glyf\xff\xff\xff\xff" * 3000),
    ),
    "a font of a broken type 1 program": lambda: typed(
        b"<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile 6 0 R/Flags 4>>>>",
        stream(b"%!PS-AdobeFont-1.0\n/Encoding 256 array\n" + b"dup 65 /A put " * 200_000 + b"eexec" + b"\xff" * 9999),
    ),
    "a font of a broken compact program": lambda: typed(
        b"<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</FontFile3 6 0 R/Flags 4>>>>",
        stream(b"\x01\x00\x04\x04\xff\xff\x04" + b"\xff" * 9999, b"/Subtype/Type1C"),
    ),
    "a million names of letters": lambda: typed(
        b"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[0 %s]>>>>" % (b"/uniFFFF" * 1_000_000)
    ),
    "a font with a million widths": lambda: with_font(b"/W[0[%s]]" % (b"9 " * 1_000_000)),
    "letters by a map of itself": lambda: with_font(b"", stream(b"/X usecmap", b"/Type/CMap/CMapName/X/UseCMap 6 0 R")),
    "letters by a map of another name": lambda: with_font(b"").replace(b"Identity-H", b"../../../../etc/passwd"),
    "many ranges of letters": lambda: with_font(
        b"", stream(b"9999 beginbfrange " + b"<0000> <ffff> <0041> " * 9999 + b"endbfrange")
    ),
    "letters beyond the font": lambda: with_font(
        b"", stream(b"9 begincodespacerange " + b"<00> <ffffffffffffffff> " * 9 + b"endcodespacerange")
    ),
    "a stream object within itself": lambda: assembled(
        [
            CATALOG,
            PAGES,
            page(),
            stream(SAY),
            FONT,
            stream(b"6 0 7 9 <</A 1>>", b"/Type/ObjStm/N 2/First 8/Extends 6 0 R"),
        ]
    ),
    "a stream as long as itself": lambda: WHOLE.replace(b"/Length %d" % len(SAY), b"/Length 4 0 R"),
    "a stream longer than the file": lambda: WHOLE.replace(b"/Length %d" % len(SAY), b"/Length 99999999999"),
    "a stream of negative length": lambda: WHOLE.replace(b"/Length %d" % len(SAY), b"/Length -1"),
    "an index of a milliard objects": lambda: WHOLE.replace(b"xref\n0 ", b"xref\n0 999999999"),
    "an index stream of itself": lambda: (
        b"%PDF-1.5\n1 0 obj\n"
        + flated(
            zlib.compress(b"\x01\x00\x09\x00" * 9), b"/Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Prev 9/Index[0 999999999]"
        )
        + b"\nendobj\nstartxref\n9\n%%EOF"
    ),
    "a hundred thousand indices": lambda: WHOLE + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9>>\n" * 100_000,
    "a million endings": lambda: b"%PDF-1.4\n" + b"endobj " * 1_000_000 + b"startxref 0 %%EOF",
    "half a million beginnings": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 500_000 + b"trailer <</Root 1 0 R>>",
    "beginnings of streams": lambda: b"%PDF-1.4\n" + b"1 0 obj <<>> stream\n" * 200_000,
    "brackets without end": lambda: b"%PDF-1.4\n1 0 obj " + b"[" * 2_000_000,
    "a string without end": lambda: b"%PDF-1.4\n1 0 obj " + b"(" * 2_000_000,
    "a name without end": lambda: b"%PDF-1.4\n1 0 obj /" + b"A" * 10_000_000,
    "a comment without end": lambda: b"%PDF-1.4\n%" + b"A" * 19_000_000,
    "nothing but a head": lambda: b"%PDF-1.7\n",
    "a minus for a count": lambda: plain(pages=PAGES.replace(b"Count 1", b"Count -9223372036854775808")),
    "a word for a count": lambda: plain(pages=PAGES.replace(b"Count 1", b"Count/Many")),
    "a thousand pages that are not there": lambda: plain(pages=PAGES.replace(b"Count 1", b"Count 1000")),
    "one page a hundred thousand times": lambda: plain(
        pages=b"<</Type/Pages/Count 9/Kids[%s]>>" % (b"3 0 R " * 100_000)
    ),
    "a thousand pages of one drawing": lambda: many(999, 999, flated(zlib.compress(SAY * 20_000))),
    "a page that is no page": lambda: plain(pages=b"<</Type/Pages/Count 1/Kids[5 0 R null 99 0 R (x) 4 0 R]>>"),
    "a page of no size": lambda: one_page(SAY, more=b"/MediaBox[0 0 0 0]/CropBox[9 9 9 9]"),
    "a page turned inside out": lambda: one_page(SAY, more=b"/MediaBox[595 842 -1e30 -1e30]/Rotate 37/UserUnit 1e30"),
    "a page of no numbers": lambda: one_page(SAY, more=b"/MediaBox[/a(b)<<>>null]"),
    "a hundred thousand notes": lambda: one_page(
        SAY, more=b"/Annots[%s]" % (b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>" * 100_000)
    ),
    "contents in a ring": lambda: plain(catalog=CATALOG[:-2] + b"/Outlines<</First 1 0 R/Next 1 0 R>>/Names 1 0 R>>"),
    "a form to fill in from elsewhere": lambda: plain(
        catalog=CATALOG[:-2] + b"/AcroForm<</XFA(<!DOCTYPE a SYSTEM 'http://192.0.2.1/'><a/>)/Fields[1 0 R]>>>>"
    ),
    "a script": lambda: starting(b"<</S/JavaScript/JS(app.launchURL\\('http://192.0.2.1/'\\); while\\(1\\){})>>"),
    "a program to start": lambda: starting(b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"),
    "an address to fetch": lambda: starting(b"<</S/URI/URI(http://192.0.2.1/)>>"),
    "another file to go to": lambda: starting(b"<</S/GoToR/F(/etc/passwd)/D[0/Fit]>>"),
    "a stream in another file": lambda: WHOLE.replace(b"/Length", b"/F(/etc/passwd)/FFilter/FlateDecode/Length"),
    "a lock by certificate": lambda: plain(trailer=b"/Encrypt<</Filter/Adobe.PubSec/V 4/Recipients[(x)]>>"),
    "a lock of odd things": lambda: plain(trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/O 1/U null/P(x)>>/ID[]"),
    "a lock in a ring": lambda: plain(trailer=b"/Encrypt 1 0 R"),
    "marks in marks": lambda: one_page(SAY + b"/P <</MCID 0>> BDC " * 200_000),
    "texts in texts": lambda: one_page(b"BT " * 200_000 + SAY + b"ET " * 200_000),
    "clips of clips": lambda: one_page(SAY + b"0 0 500 500 re W n " * 100_000),
    "half a million curves": lambda: one_page(SAY + b"1 1 m 2 2 3 3 4 4 c S " * 500_000),
    "half a million boxes": lambda: one_page(SAY + b"1 1 9 9 re f " * 500_000),
    "boxes side by side": lambda: one_page(
        SAY + b"".join(b"%d %d 3 3 re S " % (n % 190 * 3, n // 190 * 3) for n in range(40_000))
    ),
    "letters on top of each other": lambda: one_page(b"BT /F 9 Tf " + b"1 0 0 1 72 700 Tm (a) Tj " * 100_000),
    "letters all over": lambda: one_page(scattered(60_000)),
    "words all over": lambda: one_page(scattered(30_000, b"att att")),
    "letters upright": lambda: one_page(b"BT /F 5 Tf 0 1 -1 0 72 72 Tm " + b"(Protokoll) Tj 0 -1 Td " * 30_000),
    "letters of every size": lambda: one_page(
        b"BT " + b"".join(b"/F %d.%d Tf (a) Tj " % (n % 99, n) for n in range(60_000))
    ),
    "a line of words without end": lambda: one_page(b"BT /F 1 Tf 9 700 Td (" + b"att " * 250_000 + b") Tj ET"),
    "one letter a gap": lambda: one_page(b"BT /F 1 Tf 9 700 Td [" + b"(a) -1000 " * 200_000 + b"] TJ ET"),
}


def _packed(times: int) -> bytes:
    data = b" " * 300_000_000
    for _ in range(times):
        data = zlib.compress(data)
    return data


def _form(content: bytes, resources: bytes) -> bytes:
    told = resources if resources.endswith(b" R") else b"<<%s>>" % resources
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources %s" % told)
