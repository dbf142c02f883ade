"""The list of documents, a document's page with its findings in place, and its original."""

import gzip
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.documents.models import Document, Finding, Issue, Unplaced, Version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    factories.make_county()
    return factories.enter(factories.minutes())


def page_of(client: Client, version: Version, query: str = "") -> str:
    answer = client.get(f"/dokument/{version.document_id}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def unreadable(name: str = "tom.txt") -> Version:
    document = Document.objects.create(name=name)
    document.current = Version.objects.create(
        document=document, state=Version.State.UNREADABLE, sha256="0" * 64, size=0, error="Filen är tom."
    )
    document.save()
    return document.current


def test_every_finding_is_marked_once_and_listed(reader: Client, version: Version) -> None:
    page = page_of(reader, version)
    for pk in version.findings.values_list("pk", flat=True):
        assert page.count(f'<mark id="fynd-{pk}"') == 1
        assert page.count(f'id="uppgift-{pk}"') == 1
        assert f'href="#fynd-{pk}"' in page


def test_the_whole_text_is_there_line_by_line(reader: Client, version: Version) -> None:
    page = page_of(reader, version)
    shown = re.findall(r'<span class="line-text">(.*?)</span>', page)
    assert [unescape(re.sub("<[^>]*>", "", line)) for line in shown] == version.text.splitlines()
    assert 'id="rad-60"' in page


def test_a_decision_leads_to_the_register_and_back(reader: Client, version: Version) -> None:
    decision = Finding.objects.get(kind="decision")
    page = page_of(reader, version)
    address = decision.decision.get_absolute_url()
    assert f'<a data-group="decision" href="{address}">Beslut</a>' in page
    assert decision.get_absolute_url() == f"/dokument/{version.document_id}/#fynd-{decision.pk}"


def test_what_does_not_add_up_points_to_its_lines(reader: Client, version: Version) -> None:
    Issue.objects.create(version=version, code="no-date", text="Datum saknas.", first_line=7, last_line=9)
    Unplaced.objects.create(version=version, kind="assignment", text="Någon återkommer.", first_line=12, last_line=12)
    page = " ".join(page_of(reader, version).split())
    at = f"/dokument/{version.document_id}/"
    assert f'Datum saknas. <a href="{at}#rad-7">Rad 7–9</a>' in page
    assert f'Någon återkommer. <a href="{at}#rad-12">Rad 12</a>' in page


def test_text_is_escaped(reader: Client, version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(text="<script>alert(1)</script>".ljust(6000))
    Finding.objects.filter(kind="item").update(value={"number": "1", "title": "<img src=x onerror=alert(1)>"})
    page = page_of(reader, version)
    assert "<script>alert" not in page and "<img" not in page


def test_inferred_fields_are_told(reader: Client, version: Version) -> None:
    Finding.objects.filter(kind="assignment").update(inferred=["due"])
    assert "slutsats: senast" in page_of(reader, version)


def test_unreadable_document_tells_why(reader: Client) -> None:
    page = page_of(reader, unreadable())
    assert "Kunde inte läsas" in page and "Filen är tom." in page
    assert "Ingen text gick att få ut" in page


def test_former_version_is_shown_as_such(reader: Client, version: Version) -> None:
    newer = factories.enter(factories.minutes(signatures=[factories.signature("Tove Alnfors", "chair", 50)]))
    assert newer.document_id == version.document_id
    page = page_of(reader, version, "?version=1")
    assert "Det här är version 1." in page
    assert "Version 2" in page and "Det här är version" not in page_of(reader, newer)


@pytest.mark.parametrize("url", ["/dokument/999/", "/dokument/{}/?version=9", "/dokument/{}/?version=x"])
def test_what_is_not_there(reader: Client, version: Version, url: str) -> None:
    assert reader.get(url.format(version.document_id)).status_code == 404


def test_original_is_a_download_of_no_type(reader: Client, version: Version) -> None:
    version.original.save("protokoll", ContentFile(b"<script>"))
    answer = reader.get(f"/dokument/{version.document_id}/original/{version.number}/")
    assert answer.getvalue() == b"<script>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_original_that_is_lost(reader: Client, version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(original="finns-inte")
    assert reader.get(f"/dokument/{version.document_id}/original/1/").status_code == 404


def test_list_tells_states(reader: Client, version: Version) -> None:
    Issue.objects.create(version=version, code="no-date", text="Datum saknas.")
    unreadable()
    page = reader.get("/dokument/").content.decode()
    assert "protokoll.txt" in page and "tom.txt" in page and "Kunde inte läsas" in page
    assert "tom.txt" not in reader.get("/dokument/?lage=avvikelser").content.decode()
    assert "protokoll.txt" not in reader.get("/dokument/?lage=unreadable").content.decode()
    assert "tom.txt" in reader.get("/dokument/?lage=unreadable").content.decode()


def test_list_without_documents(reader: Client) -> None:
    assert "Inga dokument är inlästa ännu." in reader.get("/dokument/").content.decode()


def test_list_has_a_query_ceiling(
    reader: Client, version: Version, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        unreadable(f"tom-{number}.txt")
    with django_assert_max_num_queries(6):
        page = reader.get("/dokument/").content.decode()
    assert "Sida 1 av 2" in page


def lengthen(version: Version, lines: int) -> None:
    """Make its text that long, with a finding of many kinds on every third line."""
    Version.objects.filter(pk=version.pk).update(text=factories.text_of(lines))
    kinds = ("activity", "decision", "assignment", "attendance", "item", "reference")
    Finding.objects.bulk_create(
        Finding(
            **{"version": version, "kind": kinds[n % 6], "value": {"text": f"Uppgift {n} i planen"}, "rule": "by-hand"},
            **{"first_line": n * 3 + 1, "last_line": n * 3 + 3, "first_char": n * 300, "end_char": n * 300 + 250},
            **{"confidence": 1.0, "page": n * 3 // factories.LINES_A_PAGE + 1, "box": factories.box_of(n * 3 + 1)},
        )
        for n in range(lines // 3)
    )


def test_a_long_text_is_shown_in_parts(reader: Client, version: Version) -> None:
    lengthen(version, 1200)
    first, second, last = (page_of(reader, version, query) for query in ("", "?rad=600", "?rad=99999"))
    for page, begins, ends in ((first, 1, 500), (second, 501, 1000), (last, 1001, 1200)):
        assert f"Rad {begins}–{ends} av 1200" in page
        numbers = [int(number) for number in re.findall(r'<li id="rad-(\d+)"', page)]
        assert numbers == list(range(begins, ends + 1))
    assert f'rel="next" href="/dokument/{version.document_id}/?rad=501#rad-501"' in first
    assert f'rel="prev" href="/dokument/{version.document_id}/#rad-1"' in second and 'rel="next"' not in last


def test_a_finding_far_into_a_text_is_led_to(reader: Client, version: Version) -> None:
    lengthen(version, 1200)
    finding = Finding.objects.get(first_line=1000)
    address = f"/dokument/{version.document_id}/?rad=1000"
    assert finding.get_absolute_url() == f"{address}#fynd-{finding.pk}"
    assert f'href="{address}&amp;slag=Närvaro#fynd-{finding.pk}"' in unquote(page_of(reader, version, "?slag=Närvaro"))
    page = page_of(reader, version, "?rad=1000")
    assert f'<mark id="fynd-{finding.pk}"' in page and f'id="uppgift-{finding.pk}"' in page
    # It ends in the next part, and is marked there too.
    assert f'<mark id="fynd-{finding.pk}"' in page_of(reader, version, "?rad=1001")


@pytest.mark.parametrize("query", ["", "?visa=text", "?visa=text&rad=7000", "?sida=175&slag=Aktiviteter"])
def test_a_long_document_has_ceilings(
    reader: Client, version: Version, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    """A PDF of 350 pages with 4,666 findings: as many queries as a short text, and within 100 kB as it is sent."""
    lengthen(version, 14_000)
    sizes, starts = [factories.PAPER] * 350, [page * 4000 for page in range(350)]
    Version.objects.filter(pk=version.pk).update(page_sizes=sizes, page_starts=starts)
    with django_assert_max_num_queries(17):
        page = page_of(reader, version, query)
    assert len(gzip.compress(page.encode(), 6)) < 100_000
