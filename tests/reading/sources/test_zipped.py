"""Archives of XML, whatever the format: judged before anything in them is parsed."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from rodtrad.reading.sources import Unreadable
from rodtrad.reading.sources.zipped import MOST_UNPACKED, MOST_XML, SavedAs, Zipped, has_doctype, parse_plain

SAVED_AS = SavedAs(file="Filen", program="Skrivaren", form="text (.txt)")
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def archive(*entries: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, content in entries:
            packed.writestr(name, content)
    return file.getvalue()


def zipped(*entries: tuple[str, str | bytes]) -> Zipped:
    return Zipped(archive(*entries), SAVED_AS)


def test_entries_are_found_unpacked_and_parsed() -> None:
    file = zipped(("a.xml", "<a>Val</a>"), ("b", b"x"))
    assert file.names == ("a.xml", "b")
    assert "b" in file
    assert file.unpacked("b") == b"x"
    assert (root := file.xml("a.xml")) is not None and root.text == "Val"
    assert file.xml("c.xml") is None


def test_a_part_may_be_parsed_in_another_way() -> None:
    file = Zipped(archive(("a", "<a/>")), SAVED_AS, lambda data: parse_plain(data.replace(b"a", b"b")))
    assert (root := file.xml("a")) is not None and root.tag == "b"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "cp037"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    written = f'<?xml version="1.0" encoding="{encoding if encoding == "cp037" else encoding[:6]}"?>{DOCTYPE}'
    with pytest.raises(Unreadable, match=r"skadlig|inte giltig XML") as told:
        zipped(("a", written.encode(encoding))).xml("a")
    assert told.value.code == "broken"


def test_a_document_type_is_seen_before_anything_is_parsed() -> None:
    assert has_doctype(DOCTYPE.encode())
    assert has_doctype(DOCTYPE.encode("utf-16-be"))
    assert not has_doctype(b"<a>DOCTYPE</a>")


def test_names_that_come_twice_are_refused() -> None:
    with pytest.raises(Unreadable, match="flera delar i den har samma namn"):
        zipped(("a", "<a>Bifall</a>"), ("a", "<a>Avslag</a>"))


def test_a_part_packed_in_an_odd_way_is_refused() -> None:
    with pytest.raises(Unreadable, match="packad på ett sätt som Skrivaren inte använder"):
        Zipped(archive(("a", "x"), method=zipfile.ZIP_BZIP2), SAVED_AS).unpacked("a")


def test_what_would_unpack_to_too_much_is_refused_unopened() -> None:
    part = b" " * (MOST_XML + 1)
    with pytest.raises(Unreadable, match="gränsen är 30 MB"):
        zipped(("a", part)).xml("a")
    with pytest.raises(Unreadable, match="gränsen är 300 MB") as told:
        zipped(*((f"{n}", part) for n in range(MOST_UNPACKED // MOST_XML + 1)))
    assert told.value.code == "unpacks-too-large"
