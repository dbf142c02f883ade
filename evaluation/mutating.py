"""Good documents made bad: by their bytes, by their words and lines, and by the structure of their format."""

from __future__ import annotations

import copy
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

import pikepdf
from lxml import etree

Mutate = Callable[[Random, bytes, Sequence[bytes]], bytes]
# What rules of ours look for, and readers of formats.
WORDS = (
    "§ ",
    "§ 12",
    "att ",
    "Beslut:",
    "beslutar",
    "\nBeslut\n",
    "Närvarande:",
    "Tid:",
    "Föredragande:",
    "kl. 10-12",
    "2024-02-30",
    "den 31 april",
    "12/13",
    "kvartal 5",
    "Q9 2024",
    "Målområde:",
    "Mål 1",
    "Aktivitet\tAnsvarig\tTid\n",
    "|---|---|\n",
    "- ",
    "1.",
    "a)",
    "Vid protokollet",
    "Justeras",
    "_____",
    "Handlingsplan 2025-2026",
    "avtal",
    "1+1",
    "gäller från 2024-13-45",
    "Dnr RS 2024/",
    "Protokoll",
    "\t",
    "\f",
    "Kallelse",
    "Överenskommelse",
    "mellan",
    "parter",
)
TOKENS: tuple[bytes, ...] = (
    *(bytes([n]) for n in (0, 9, 10, 12, 13, 32, 127, 133, 160, 255)),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r\n\r\n", b"\xcc\x81", b"\xe2\x80\xae"),
    *(
        b"-1",
        b"0",
        b"1",
        b"99999999999999999999",
        b"1e999",
        b"NaN",
        b"0x7fffffff",
        b"%s",
        b"{}",
        b"../",
        b"&#0;",
        b"&#xd800;",
    ),
    *(
        b"<",
        b">",
        b"</p>",
        b"<table>",
        b"<tr>",
        b"<td colspan=9>",
        b"<ol start=x>",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"&amp;",
    ),
    *(b"(", b")", b"[", b"]", b"<<", b">>", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"1 0 R", b"obj"),
    *(word.encode() for word in WORDS),
)
# Doubled again and again they would take longer to write than to read.
MOST_ELEMENTS = 10_000
LONGEST_TEXT = 10_000
WORD = re.compile(rb"[^\s<>()\[\]/]+|\s+|.", re.S)


def by_bytes(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Bytes changed, left out, doubled, put in; the end cut off; sewn together with another document."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(len(changed) + 1)
        length = random.choice((1, 1, 4, 32, 512))
        match random.randrange(6):
            case 0 if at < len(changed):
                changed[at] = random.randrange(256)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length] * random.choice((1, 2, 50))
            case 3:
                changed[at:at] = random.choice(TOKENS)
            case 4 if random.random() < 0.2:
                del changed[at:]
            case _:
                other = random.choice(others)
                begin = random.randrange(len(other) or 1)
                changed[at : at + length] = other[begin : begin + length]
    return bytes(changed)


def by_lines(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Lines and words left out, doubled, moved, taken from another document."""
    separator = random.choice((b"\n", b"\n", b" ", b"\t"))
    parts, foreign = data.split(separator), random.choice(others).split(separator)
    for _ in range(random.choice((1, 2, 5, 20))):
        at, to = random.randrange(len(parts) + 1), random.randrange(len(parts) + 1)
        match random.randrange(5):
            case 0:
                parts[at:at] = parts[to : to + random.choice((1, 3, 30))]
            case 1:
                del parts[at : at + random.choice((1, 1, 5))]
            case 2:
                parts.insert(at, random.choice(TOKENS))
            case 3 if at < len(parts):
                words = WORD.findall(parts[at])
                random.shuffle(words)
                parts[at] = b"".join(words)
            case _:
                parts[at:at] = foreign[to : to + random.choice((1, 5))]
    return separator.join(parts)


def by_entries(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A part of an archive made bad, and packed again; an archive that can't be unpacked changes by its bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError):
        return by_bytes(random, data, others)
    texts = [name for name, content in entries.items() if content.lstrip().startswith(b"<")]
    for _ in range(random.choice((1, 1, 3))):
        name = random.choice(texts or list(entries))
        mutate = random.choice((by_elements, by_elements, by_elements, by_bytes))
        entries[name] = mutate(random, entries[name], list(entries.values()))
    if random.random() < 0.1:
        del entries[random.choice(list(entries))]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def by_elements(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Elements of XML left out, doubled, moved into each other, renamed, with values that nobody expects."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return by_bytes(random, data, others)
    return etree.tostring(_elements_changed(random, root), xml_declaration=random.random() < 0.5, encoding="utf-8")


def by_tags(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The same of a web page."""
    if random.random() < 0.4:
        return by_lines(random, data, others)
    root = etree.HTML(data)
    return data if root is None else etree.tostring(_elements_changed(random, root), method="html", encoding="utf-8")


def _elements_changed(random: Random, root: etree._Element) -> etree._Element:
    for _ in range(random.choice((1, 2, 5, 20))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        if len(elements) > MOST_ELEMENTS:
            break
        one, other = random.choice(elements), random.choice(elements)
        parent = one.getparent()
        match random.randrange(7):
            case 0 if parent is not None:
                parent.remove(one)
            case 1 if parent is not None and len(etree.tostring(one)) < 20_000:
                for _ in range(random.choice((1, 3, 60))):
                    parent.append(copy.deepcopy(one))
            case 2 if one not in other.iterancestors() and one is not other and parent is not None:
                other.insert(random.randrange(len(other) + 1), one)
            case 3:
                with suppress(ValueError):  # a web page may have names that can't be given
                    one.tag = other.tag
            case 4 if one.attrib:
                one.set(random.choice(list(one.attrib)), _word(random))
            case 5 if other.attrib:
                name = random.choice(list(other.attrib))
                one.set(name, other.get(name, ""))
            case _:
                with suppress(ValueError):  # nor may its text be one that can be given
                    one.text = (one.text or "")[:LONGEST_TEXT] * random.choice((0, 1, 9)) + _word(random)
    return root


def _word(random: Random) -> str:
    """A token as XML may hold it."""
    told = random.choice(TOKENS).decode("latin-1" if random.random() < 0.2 else "utf-8", "ignore")
    return "".join(c for c in told if c.isprintable() or c in "\t\n")


# What pikepdf says of changes that a PDF can't be given.
NOT_TO_BE_WRITTEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, NotImplementedError)


def by_objects(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Objects of a PDF that lead elsewhere or hold what nobody expects, and pages that draw other things."""
    if random.random() < 0.2:
        return by_bytes(random, data, others)
    with (
        suppress(*NOT_TO_BE_WRITTEN),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        with pikepdf.open(io.BytesIO(data)) as document:
            for _ in range(random.choice((1, 2, 5))):
                _object_changed(random, document)
            file = io.BytesIO()
            document.save(
                file, object_stream_mode=random.choice(list(pikepdf.ObjectStreamMode)), fix_metadata_version=False
            )
            return file.getvalue()
    return by_bytes(random, data, others)


def _object_changed(random: Random, document: pikepdf.Pdf) -> None:
    objects: Any = document.objects  # an object of PDF may be anything, and is meant to become what it must not be
    one, other = random.choice(objects), random.choice(objects)
    if isinstance(one, pikepdf.Stream) and random.random() < 0.7:
        words = WORD.findall(one.read_bytes())
        for _ in range(random.choice((1, 3, 10))):
            at, to = random.randrange(len(words) + 1), random.randrange(len(words) + 1)
            words[at:at] = (
                [random.choice(TOKENS)] if random.random() < 0.4 else words[to : to + random.choice((1, 8, 400))]
            )
        one.write(b"".join(words))
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream) and len(one.keys()):
        name = random.choice(list(one.keys()))
        if random.random() < 0.3:
            del one[name]
        else:
            one[name] = random.choice((other, one.get(name), _odd(random)))
    elif isinstance(one, pikepdf.Array) and len(one):
        one[random.randrange(len(one))] = random.choice((other, one, _odd(random)))


def _odd(random: Random) -> Any:
    return random.choice(
        (-1, 0, 10**9, 1e30, True, b"x", "x", pikepdf.Name("/X"), pikepdf.Array([]), pikepdf.Dictionary(), None)
    )


# How a document of each format is made bad, by the ending of its name.
MUTATIONS: dict[str, Mutate] = {
    "txt": by_lines,
    "docx": by_entries,
    "pdf": by_objects,
    "odt": by_entries,
    "html": by_tags,
    "eml": by_lines,
    "rtf": by_lines,
}
