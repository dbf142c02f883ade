"""Texts made to be slow: long, deep or full of what one of our rules looks for."""

from __future__ import annotations

from collections.abc import Callable

MINUTES = """Protokoll

Styrgruppen för samverkan i Ekeby län

Tid: 2024-03-01 kl. 10-12

Närvarande:
{present}

§ 1 Val
{item}
Beslut: att utse {clause}

§ 2 Avtal
Föredragande: {presenters}

Vid protokollet
{signed}
"""
PLAN = """Handlingsplan 2025-2026

Målområde: Trygghet
{goal}

Aktivitet\tAnsvarig\tTid
{row}
"""
SIZE = 300_000  # characters of what is repeated


def minutes(piece: str, place: str = "item", size: int = SIZE) -> Callable[[], bytes]:
    """Minutes with one thing again and again in one place."""
    filled = dict.fromkeys(("present", "item", "clause", "presenters", "signed"), "Rut Ek, Ekeby kommun")
    return lambda: MINUTES.format(**filled | {place: piece * (size // len(piece))}).encode()


def plan(piece: str, place: str) -> Callable[[], bytes]:
    return lambda: PLAN.format(**{"goal": "", "row": "", place: piece * (SIZE // len(piece))}).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "one line of 20 MB": lambda: b"att " * 4_999_999,
    "one word of 20 MB": lambda: b"a" * 19_999_999,
    "a million lines": lambda: "§ 1 Val av justerare\n".encode() * 900_000,
    "a million empty lines": lambda: b"Protokoll" + b"\n" * 15_000_000,
    "a million pages": lambda: b"Protokoll" + b"\f" * 1_000_000,
    "line ends of every kind": lambda: "\r\n\r\x85\u2028\u2029".encode() * 500_000,
    "nothing but NUL": lambda: b"\x00" * 1_000_000,
    "a text with a NUL": lambda: MINUTES.encode() + b"\x00",
    "nothing but blanks": lambda: b" " * 19_000_000,
    "bytes of every value": lambda: bytes(range(1, 256)) * 9999,
    "half a letter": lambda: b"Protokoll \xc3",
    "letters beyond Unicode": lambda: b"Protokoll \xf4\x90\x80\x80 \xed\xa0\x80" * 9999,
    "UTF-16 of odd length": lambda: b"\xff\xfe" + "Protokoll".encode("utf-16-le") + b"\x00",
    "UTF-32 that is none": lambda: b"\xff\xfe\x00\x00" + b"\xff" * 400_000,
    "marks upon marks": lambda: ("Protokoll a" + "\u0301" * 500_000).encode(),
    "letters that turn around": lambda: ("Protokoll " + "\u202e\u2066" * 200_000).encode(),
    "letters of no width": lambda: ("P" + "\u200b" * 1_000_000 + "rotokoll").encode(),
    "att att att": minutes("att "),
    "att att att as a decision": minutes("att ", "clause"),
    "och att och att": minutes("och att ", "presenters"),
    "samt, och, samt": minutes("samt, och ", "clause"),
    "digits": minutes("7"),
    "digits with dots": minutes("1.2."),
    "digits with strokes": minutes("1-2/"),
    "dates": minutes("2024-01-01 "),
    "dates as people say them": minutes("den 3 mars "),
    "dates without a year": minutes("måndagen den 3/4 och 5/6, "),
    "years": minutes("2024–2025, "),
    "times": minutes("kl. 10.00-12.00 "),
    "sections": minutes("§ "),
    "sections with numbers": minutes("§ 1 "),
    "sections on lines": minutes("§ 1\n"),
    "many sections in one line": minutes("§§ 1-99, "),
    "tabs": minutes("\t"),
    "tabs and letters": minutes("a\t"),
    "dots": minutes("."),
    "dots with blanks": minutes(". "),
    "dashes": minutes("- "),
    "dashes on lines": minutes("- \n"),
    "colons": minutes("Tid: "),
    "labels on lines": minutes("Beslut:\n"),
    "decisions on lines": minutes("Styrgruppen beslutar\n"),
    "decisions in a line": minutes("Styrgruppen beslutar att "),
    "brackets": minutes("("),
    "brackets in pairs": minutes("()", "presenters"),
    "brackets in brackets": minutes("(a [b ", "presenters"),
    "pipes": minutes("|"),
    "pipes on lines": minutes("|a|b|\n"),
    "rules of tables": minutes("|-|-|\n"),
    "stars": minutes("*"),
    "stars in pairs": minutes("**a"),
    "underscores": minutes("_a "),
    "backslashes": minutes("\\"),
    "tags that begin": minutes("<"),
    "tags of lists": minutes("<ul><li>"),
    "comments that begin": minutes("<!--"),
    "entities": minutes("&amp;"),
    "entities that begin": minutes("&a"),
    "links that begin": minutes("[a]("),
    "addresses": minutes("a@b.se "),
    "addresses without end": minutes("a@"),
    "headings": minutes("# \n"),
    "names": minutes("Rut Ek, ", "present"),
    "names on lines": minutes("Rut Ek\n", "present"),
    "names with parties": minutes("Rut Ek, Ekeby kommun\n", "present"),
    "capital letters": minutes("A", "present"),
    "capital words": minutes("Aa ", "present"),
    "hyphens in names": minutes("Aa-", "present"),
    "gaps in names": minutes("Aa      ", "present"),
    "names with gaps on lines": minutes("Rut Ek          Ekeby\n", "present"),
    "signed by many": minutes("Rut Ek\n", "signed"),
    "signed with strokes": minutes("_____ ", "signed"),
    "agreements": minutes("Överenskommelsen gäller från "),
    "agreements with years": minutes("avtalet gäller 2024-01-01--2025-12-31 med 1+1+1 år "),
    "extensions": minutes("1+"),
    "quarters": minutes("kvartal 1, Q2, "),
    "goals": plan("Mål: ", "goal"),
    "goals on lines": plan("Mål 1\n", "goal"),
    "areas": plan("Målområde: a\n", "goal"),
    "activities": plan("a\tb\t2025\n", "row"),
    "activities without end": plan("a\tb\t", "row"),
    "indicators": plan("Indikator: a\n", "goal"),
}
