"""A Word file on the page of its document: printed once by the real LibreOffice, with what was found marked on it."""

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.test import Client
from docx import Document as Word

from rodtrad.evaluation.places import Pages
from rodtrad.reading.pictures import is_picture
from rodtrad.web.accounts.models import Role
from rodtrad.web.documents import kept
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.paper import paper_of
from tests import factories as make
from tests.web.conftest import make_user

pytestmark = pytest.mark.django_db


def word_of(text: str) -> bytes:
    """A Word file with a paragraph a line, and so several pages."""
    document = Word()
    for line in text.splitlines():
        document.add_paragraph(line.rstrip("."))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def version(db: None) -> Iterator[Version]:
    make.make_county()
    yield make.enter(make.minutes(), name="protokoll.docx", data=word_of(make.text_of()))
    kept.clear()
    caches["process"].clear()


@pytest.fixture
def client(version: Version) -> Client:
    client = Client()
    client.force_login(make_user("Rut", Role.READER))
    return client


def test_what_was_found_in_a_word_file_is_marked_on_its_page(client: Client, version: Version) -> None:
    finding = Finding.objects.get(kind="decision")
    paper = paper_of(version)
    ((number, box),) = paper.rectangles(finding)
    assert number == 2 and len(paper.sizes) == 3
    assert Pages(paper.pdf()).under(number, box) == "rad 33"

    url = f"/dokument/{version.document_id}/?visa=sidor"
    page = client.get(f"{url}&uppgift={finding.pk}").content.decode()
    assert "Sida 2 av 3</h2>" in page and f'<a id="fynd-{finding.pk}" href="#uppgift-{finding.pk}"' in page
    assert re.search(r'rel="next" href="/dokument/\d+/\?visa=sidor&amp;sida=3"', page)
    page = client.get(f"{url}&slag=Beslut").content.decode()
    address = f"/dokument/{version.document_id}/?visa=sidor&amp;sida=2&amp;slag=Beslut#fynd-{finding.pk}"
    assert "Sida 1 av 3</h2>" in page and address in page

    default_storage.delete(str(version.original))  # it is printed once
    assert is_picture(client.get(f"/dokument/{version.document_id}/version/1/sida/2.png").content)


def test_what_is_kept_is_named_by_what_it_is_of(client: Client, version: Version) -> None:
    paper, url = paper_of(version), f"/dokument/{version.document_id}/version/1/sida/"
    picture = client.get(f"{url}2.png")
    assert sha256(paper.pdf()).hexdigest() == paper.sha256 and paper.sha256 in picture["ETag"]

    kept.forget(paper.sha256, "printed.pdf")  # as by hand
    assert client.get(f"{url}2.png").content == picture.content
    assert client.get(f"{url}3.png").status_code == 404
    again = paper_of(version)  # LibreOffice never prints the same PDF twice
    assert again.sha256 != paper.sha256 and again.rectangles(Finding.objects.get(kind="decision"))
    assert client.get(f"{url}2.png", headers={"if-none-match": picture["ETag"]}).status_code == 200

    Version.objects.update(reader_version="2")  # another reader finds other things
    assert paper_of(Version.objects.get()).sha256 != again.sha256
