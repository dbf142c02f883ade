"""Reads small texts through the whole reader, with the parties of an invented county."""

from functools import cache
from pathlib import Path
from textwrap import dedent

from rodtrad.reading.parties import Parties, read_parties
from rodtrad.reading.reader import read
from rodtrad.reading.record import Record
from rodtrad.reading.sources import Source, open_source

INVENTED = Path(__file__).parents[2] / "samples" / "parter.csv"


@cache
def parties() -> Parties:
    """Sweden's parties and those of Älvmarks län."""
    return Parties((*read_parties(), *read_parties(INVENTED)))


def source_of(text: str) -> Source:
    return open_source("prov.txt", dedent(text).strip("\n").encode())


def read_text(text: str) -> Record:
    """What the reader finds in a text that is indented like the test it stands in."""
    return read(source_of(text), parties=parties())


def minutes(items: str, *, head: str = "") -> Record:
    """Minutes of Vårdgruppen on 1 March 2024 with these items."""
    top = f"Protokoll Vårdgruppen 2024-03-01\n\n{dedent(head).strip()}\n\n"
    return read(open_source("prov.txt", (top + dedent(items).strip()).encode()), parties=parties())
