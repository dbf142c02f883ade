"""A Word file is shown as its text, and as pages where the machine can print it; that it cannot is told quietly.

What a real LibreOffice prints is looked at in `tests/formats`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

from rodtrad.web.documents import kept
from rodtrad.web.documents.models import Finding, Version
from tests import factories as make
from tests.reading.sources.word_files import p, parts, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db: None) -> Iterator[Version]:
    make.make_county()
    yield make.enter(make.minutes(), name="Protokoll.DOCX", data=zipped(parts(p("Protokoll"))))
    kept.clear()
    caches["process"].clear()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program of LibreOffice's name that prints nothing."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return program


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def page_of(client: Client, version: Version, query: str = "") -> str:
    answer = client.get(f"/dokument/{version.document_id}/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_text_comes_first_and_leads_to_the_pages(reader: Client, version: Version, office: Path) -> None:
    page, pk = page_of(reader, version), Finding.objects.get(kind="decision").pk
    assert 'id="rad-33"' in page and "LibreOffice" not in page
    assert f'href="/dokument/{version.document_id}/?visa=sidor&amp;uppgift={pk}#fynd-{pk}">på sidan<' in page
    assert 'aria-current="true">Text</a>' in page


def test_without_office_there_is_the_text(reader: Client, version: Version, no_office: None) -> None:
    page = page_of(reader, version)
    assert 'id="rad-33"' in page and "visa=sidor" not in page
    assert (
        "Visas som text. Sidbilder av dokument från Word, OpenDocument och RTF kräver LibreOffice på servern." in page
    )


def test_pages_that_cannot_be_made_are_told_above_the_text(reader: Client, version: Version, no_office: None) -> None:
    page = page_of(reader, version, "?visa=sidor&sida=2")
    assert "Sidorna kunde inte visas: LibreOffice finns inte på servern" in page
    assert 'id="rad-33"' in page


def test_printing_that_fails_is_left_alone_for_a_while(reader: Client, version: Version, office: Path) -> None:
    assert "LibreOffice kunde inte göra sidor av dokumentet" in page_of(reader, version, "?visa=sidor")
    office.unlink()  # so another try would give another answer
    assert "LibreOffice kunde inte göra sidor av dokumentet" in page_of(reader, version, "?visa=sidor")
    assert reader.get(f"/dokument/{version.document_id}/version/1/sida/1.png").status_code == 404


def test_a_file_that_is_broken_within_is_told_too(reader: Client, version: Version, office: Path) -> None:
    data = zipped(parts(p("Protokoll")) | {"customXml/_rels/item.rels": "<broken"})
    broken = make.enter(make.minutes(date="2024-06-06"), name="trasig.docx", data=data)
    assert "LibreOffice kunde inte göra sidor av dokumentet" in page_of(reader, broken, "?visa=sidor")


def test_a_text_asks_for_no_office(reader: Client, version: Version, no_office: None) -> None:
    text = make.enter(make.minutes(date="2024-07-07"))
    page = page_of(reader, text, "?visa=sidor")
    assert "Sidorna kunde inte visas: dokumentet har inga sidor." in page
    assert "LibreOffice" not in page and 'id="rad-33"' in page
