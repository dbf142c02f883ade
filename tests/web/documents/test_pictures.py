"""Pictures of pages: made from the original when somebody looks, kept beside the register, never in the way of it."""

from collections.abc import Iterator
from errno import EACCES

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client

from rodtrad.reading.pictures import is_picture
from rodtrad.web.documents import kept
from rodtrad.web.documents.marks import GAP
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.documents.paper import paper_of
from rodtrad.web.documents.pictures import picture
from tests import factories as make
from tests.reading.test_pictures import recursive_form
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    kept.clear()
    caches["process"].clear()


@pytest.fixture
def version(db: None) -> Version:
    make.make_county()
    return make.enter(make.on_paper(make.minutes()), name="protokoll.pdf", pages=3, data=make.pdf_of(3))


def url_of(version: Version, page: int = 1) -> str:
    return f"/dokument/{version.document_id}/version/{version.number}/sida/{page}.png"


def kept_name(version: Version, page: int = 1) -> str:
    return f"{version.sha256[:2]}/{version.sha256}/{page}.png"


@pytest.mark.parametrize(("who", "status"), MAY_READ)
def test_who_may_see_it(version: Version, who: str, status: int) -> None:
    assert status_for(who, url_of(version)) == status


def test_a_page_as_a_picture(reader: Client, version: Version) -> None:
    answer = reader.get(url_of(version, 3))
    assert answer["Content-Type"] == "image/png"
    assert is_picture(answer.content)
    assert "private" in answer["Cache-Control"] and "no-cache" in answer["Cache-Control"]


def test_the_same_picture_is_not_sent_twice(reader: Client, version: Version) -> None:
    etag = reader.get(url_of(version))["ETag"]
    assert version.sha256 in etag
    answer = reader.get(url_of(version), headers={"if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert reader.get(url_of(version, 2), headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["sida/0.png", "sida/4.png", "sida/99999999999999999999.png"])
def test_a_page_that_is_not_there(reader: Client, version: Version, path: str) -> None:
    assert reader.get(f"/dokument/{version.document_id}/version/1/{path}").status_code == 404


def test_a_text_has_no_pictures(reader: Client, version: Version) -> None:
    text = make.enter(make.minutes(date="2024-05-05"))
    assert reader.get(url_of(text)).status_code == 404


def test_only_reading_is_allowed(reader: Client, version: Version) -> None:
    assert reader.post(url_of(version)).status_code == 405


def test_it_is_made_once_and_kept(reader: Client, version: Version) -> None:
    first = reader.get(url_of(version)).content
    default_storage.delete(str(version.original))
    assert reader.get(url_of(version)).content == first
    assert kept.clear() == 1
    assert reader.get(url_of(version)).status_code == 404  # nothing left to make it from
    page = reader.get(f"/dokument/{version.document_id}/").content.decode()
    assert "Sidan kunde inte ritas: originalet finns inte i lagringen." in page


def test_one_that_may_not_be_read_is_made_again_and_told_once(
    version: Version, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole, storage = picture(version, paper_of(version), 1), storages["pictures"]

    def refuse(*_: object) -> None:
        raise PermissionError(EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "open", refuse)
        assert [picture(version, paper_of(version), 1) for _ in range(2)] == [whole, whole]
    assert [record.getMessage() for record in caplog.records] == [
        f"{kept_name(version)} is kept but could not be read: [Errno {EACCES}] Permission denied"
    ]
    caplog.clear()
    picture(version, paper_of(version), 2)  # what is not there is nothing to tell
    assert not caplog.records


def test_one_that_was_never_finished_is_made_again(reader: Client, version: Version) -> None:
    whole = reader.get(url_of(version)).content
    storages["pictures"].delete(kept_name(version))
    storages["pictures"].save(kept_name(version), ContentFile(whole[:1000]))
    assert reader.get(url_of(version)).content == whole
    with storages["pictures"].open(kept_name(version)) as file:
        assert file.read() == whole


def test_a_full_disk_does_not_hide_it(
    reader: Client, version: Version, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(name: str, content: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["pictures"], "save", full)
    assert is_picture(reader.get(url_of(version)).content)
    assert "could not be kept" in caplog.text


def test_two_that_make_it_at_once_keep_one(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = picture(version, paper_of(version), 1)
    monkeypatch.setattr(kept, "read_kept", lambda *_, **__: None)  # as for one who asked before it was there
    assert picture(version, paper_of(version), 1) == whole
    assert storages["pictures"].listdir(f"{version.sha256[:2]}/{version.sha256}")[1] == ["1.png"]


def test_a_page_that_draws_itself_is_told_and_left_alone(reader: Client, version: Version) -> None:
    record = make.on_paper(make.minutes(date="2024-06-06"))
    trap = make.enter(record, name="tung.pdf", pages=2, data=recursive_form())
    page = reader.get(f"/dokument/{trap.document_id}/").content.decode()
    assert "Sidan kunde inte ritas:" in page and "<svg" not in page
    assert "På den här sidan" in page and "Tove Alnfors" in page
    assert f"no-picture:{trap.sha256}:1.png" in caches["process"]
    assert reader.get(url_of(trap)).status_code == 404


def test_every_place_is_marked_on_its_page(reader: Client, version: Version) -> None:
    for number in (1, 2, 3):
        page = reader.get(f"/dokument/{version.document_id}/?sida={number}").content.decode()
        here = {finding.pk for finding in version.findings.filter(page=number)}
        for pk in version.findings.values_list("pk", flat=True):
            assert page.count(f'<a id="fynd-{pk}" href="#uppgift-{pk}"') == (pk in here)
            assert page.count(f'id="uppgift-{pk}"') == (pk in here)
            assert (f'href="#fynd-{pk}"' in page) == (pk in here)


def test_marks_lie_on_the_picture(reader: Client, version: Version) -> None:
    finding = Finding.objects.get(kind="decision")
    left, top = make.box_of(33)[:2]
    page = reader.get(finding.get_absolute_url()).content.decode()
    assert 'viewBox="0 0 595.0 842.0"' in page and 'width="1190" height="1684"' in page
    mark = f'<title>Beslut: förlänga avtalet om hjälpmedel ett år</title><rect x="{left - GAP}" y="{top - GAP}"'
    assert mark in page


def test_where_a_finding_is_shown(version: Version) -> None:
    finding = Finding.objects.get(kind="decision")
    assert finding.get_absolute_url() == f"/dokument/{version.document_id}/?sida=2#fynd-{finding.pk}"
    assert finding.place_text == "sida 2"


def test_a_place_without_a_box_is_shown_in_the_text(reader: Client, version: Version) -> None:
    Finding.objects.filter(kind="decision").update(box=None)
    finding = Finding.objects.get(kind="decision")
    address = f"/dokument/{version.document_id}/?visa=text#fynd-{finding.pk}"
    assert finding.get_absolute_url() == address
    page = reader.get(f"/dokument/{version.document_id}/?sida=2").content.decode()
    assert f'<a id="fynd-{finding.pk}"' not in page and f'href="{address}"' in page


def test_one_kind_can_be_listed_from_the_whole_document(reader: Client, version: Version) -> None:
    url, pk = f"/dokument/{version.document_id}/", Finding.objects.get(kind="decision").pk
    page = " ".join(reader.get(url).content.decode().split())
    assert '<a href="?slag=Beslut#hela">Beslut (1)</a>' in page and f"#fynd-{pk}" not in page
    page = " ".join(reader.get(f"{url}?slag=Beslut").content.decode().split())
    assert f'<a href="{url}?sida=2&amp;slag=Beslut#fynd-{pk}">förlänga avtalet' in page and "sida 2" in page
    assert f'rel="next" href="{url}?sida=2&amp;slag=Beslut"' in page
    assert reader.get(f"{url}?slag=<script>").status_code == 200


@pytest.mark.parametrize(("wanted", "shown"), [("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("99" * 3000, 3)])
def test_the_nearest_page_is_shown(reader: Client, version: Version, wanted: str, shown: int) -> None:
    page = reader.get(f"/dokument/{version.document_id}/", {"sida": wanted}).content.decode()
    assert f"Sida {shown} av 3</h2>" in page


def test_the_text_stays_at_hand(reader: Client, version: Version) -> None:
    page = reader.get(f"/dokument/{version.document_id}/?sida=2").content.decode()
    assert f'href="/dokument/{version.document_id}/?visa=text&amp;sida=2#sida-2"' in page
    text = reader.get(f"/dokument/{version.document_id}/?sida=2&visa=text").content.decode()
    assert 'id="sida-2"' in text and 'id="rad-21"' in text and "<svg" not in text


def test_what_does_not_add_up_is_shown_on_its_page(reader: Client, version: Version) -> None:
    version.issues.create(code="no-date", text="Datum saknas.", first_line=45, last_line=46)
    page = " ".join(reader.get(f"/dokument/{version.document_id}/").content.decode().split())
    address = f"/dokument/{version.document_id}/?visa=text#rad-45"
    assert f'Datum saknas. <a href="?sida=3">Sida 3</a>, <a href="{address}">rad 45–46</a>' in page
