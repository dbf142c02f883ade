"""Papers of an item, and the file that gathers them; who may do what with them stands in the grid."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from rodtrad.reading.papers import PaperMaker
from rodtrad.reading.version import READER_VERSION
from rodtrad.web.accounts.models import Change
from rodtrad.web.bodies.models import Membership
from rodtrad.web.documents import kept
from rodtrad.web.meetings.models import Item, Meeting, Paper
from rodtrad.web.preparing.actions import add_item, call_meeting
from rodtrad.web.preparing.bundle import bundle_of
from rodtrad.web.preparing.models import PaperFile
from rodtrad.web.preparing.tasks import make_pages
from tests.factories import pdf_of
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
QUERIES = 16
WORKBOOK = b"PK\x03\x04 [Content_Types].xml xl/workbook.xml"


@dataclass
class Cast:
    meeting: Meeting
    item: Item
    secret: Item
    clients: dict[str, Client]

    def client(self, who: str) -> Client:
        return self.clients[who]


@pytest.fixture
def cast() -> Cast:
    body = make_body()
    users = {role: make_member(f"{role} Ek", body, role) for role in ("secretary", "member")}
    clients = {}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    meeting = make_meeting(body)
    item = add_item(meeting=meeting, fields={"title": "Tolkservice"}, clauses=[], by=None)
    secret = add_item(meeting=meeting, fields={"title": "Förhandling", "confidential": True}, clauses=[], by=None)
    return Cast(meeting, item, secret, clients)


def hand_in(
    cast: Cast, *files: tuple[str, bytes], who: str = "secretary", item: Item | None = None, **more: str
) -> str:
    sent = {"filer": [SimpleUploadedFile(name, data) for name, data in files], **more}
    answer = cast.client(who).post(f"/punkter/{(item or cast.item).pk}/handlingar/", sent, follow=True)
    return answer.content.decode()


def titles(cast: Cast) -> list[str]:
    return list(Paper.written.filter(item=cast.item).order_by("order").values_list("text", flat=True))


def test_handed_in_named_ordered_and_taken_off(cast: Cast) -> None:
    page = hand_in(cast, ("bilaga_1 budget.pdf", pdf_of(2)), ("siffror.xlsx", WORKBOOK))
    assert "2 handlingar är tillagda." in page and "siffror.xlsx" in page
    assert titles(cast) == ["bilaga 1 budget", "siffror"]
    client, (first, last) = cast.client("secretary"), Paper.written.filter(item=cast.item).order_by("order")
    client.post(f"/handlingar/{last.pk}/andra/", {"upp": ""})
    client.post(f"/handlingar/{first.pk}/andra/", {"title": "Förslag till budget", "confidential": "on"})
    assert titles(cast) == ["siffror", "Förslag till budget"]
    assert PaperFile.objects.get(paper=first).confidential
    client.post(f"/handlingar/{last.pk}/ta-bort/")
    assert titles(cast) == ["Förslag till budget"]
    done = set(Change.objects.filter(action__startswith="paper-").values_list("action", flat=True))
    assert done == {"paper-added", "paper-moved", "paper-changed", "paper-removed"}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.exe", b"MZ\x90", "a.exe togs inte emot. Filer av det slaget"),
        ("a.pdf", WORKBOOK, "Filen heter .pdf men är i själva verket Excel."),
        ("a.pdf", b"", "togs inte emot"),
        ("a.pdf", b"%PDF-" + b"x" * 20_000_001, "Den är större än 20"),
    ],
)
def test_what_is_not_taken_in_is_told(cast: Cast, name: str, data: bytes, told: str) -> None:
    assert told in hand_in(cast, (name, data)).replace("\N{NO-BREAK SPACE}", " ")
    assert titles(cast) == []


def test_the_same_file_twice_at_an_item(cast: Cast) -> None:
    data = pdf_of(1)  # two that are made are two: each has an identity of its own
    hand_in(cast, ("a.pdf", data))
    assert "är redan en handling vid punkten" in hand_in(cast, ("b.pdf", data))


def test_who_proposed_an_item_hands_in_its_papers(cast: Cast) -> None:
    own = add_item(
        meeting=cast.meeting, fields={"title": "Egen"}, clauses=[], by=Membership.objects.get(role="member").user
    )
    agenda = cast.client("member").get(f"/moten/{cast.meeting.pk}/dagordning/").content.decode()
    assert agenda.count('/handlingar/"') == 1 and f"/punkter/{own.pk}/handlingar/" in agenda
    assert "1 handling är tillagd." in hand_in(cast, ("a.pdf", pdf_of(1)), who="member", item=own)


def test_a_browser_runs_nothing_that_was_handed_in(cast: Cast) -> None:
    hand_in(cast, ("å <b>.pdf", pdf_of(1)))
    answer = cast.client("member").get(f"/handlingar/{PaperFile.objects.get().pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def text_of(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [document[at].get_textpage().get_text_bounded() for at in range(len(document))]


def test_all_papers_in_one_file(cast: Cast) -> None:
    hand_in(cast, ("ett.pdf", pdf_of(2)), ("siffror.xlsx", WORKBOOK), ("trasig.pdf", b"%PDF-1.7"))
    hand_in(cast, ("hemlig.pdf", pdf_of(3)), confidential="on")
    hand_in(cast, ("dold.pdf", pdf_of(1)), item=cast.secret)
    call_meeting(meeting=cast.meeting, by=None)
    path = f"/moten/{cast.meeting.pk}/handlingar.pdf"
    whole = text_of(b"".join(cast.client("member").get(path).streaming_content))  # type: ignore[attr-defined]  # a file
    assert len(whole) == 1 + 2 + 3 + 1
    assert "2. siffror: LibreOffice" in whole[0] and "3. trasig: filen är skadad" in whole[0]
    assert "1. ett, sidan 2–3" in whole[0] and "4. hemlig (bara för organet), sidan 4–6" in whole[0]
    assert [f"sidan {at} av 7" in text for at, text in enumerate(whole, 1)] == [True] * 7
    assert "Handling 4, sidan 4 av 7" in whole[3]
    answer = cast.client("member").get(f"{path}?for=alla")
    told = text_of(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a file
    assert len(told) == 3
    assert not [word for word in ("hemlig", "dold", "Förhandling") if word in told[0]]


def test_one_that_is_only_named_is_told_of_and_stops_nothing(cast: Cast) -> None:
    Paper.objects.create(item=cast.item, order=1, text="Rapporten, i samarbetsytan", is_draft=True)
    notice = f"/moten/{cast.meeting.pk}/kallelse/"
    page = cast.client("member").get(notice).content.decode()
    assert "Rapporten, i samarbetsytan" in page and "Alla handlingar" not in page
    hand_in(cast, ("ett.pdf", pdf_of(1)))
    told = "Rapporten, i samarbetsytan: finns inte här som fil"
    assert all(told in text_of(bundle_of(cast.meeting, insiders=insiders))[0] for insiders in (True, False))
    page = cast.client("member").get(notice).content.decode()
    assert "Alla handlingar" in page and "Utan det som är bara för organet" not in page


def test_made_anew_only_when_something_is_new(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made, joined = list[str](), PaperMaker.joined

    def counted(maker: PaperMaker, *args: Any, **told: Any) -> bytes:
        made.append("a bundle")
        return joined(maker, *args, **told)

    monkeypatch.setattr(PaperMaker, "joined", counted)
    hand_in(cast, ("ett.pdf", pdf_of(2)))
    first = bundle_of(cast.meeting, insiders=True)
    assert bundle_of(cast.meeting, insiders=True) == first and len(made) == 1
    hand_in(cast, ("tva.pdf", pdf_of(1)))
    assert bundle_of(cast.meeting, insiders=True) != first and len(made) == 2
    kept.clear()
    assert BytesIO(bundle_of(cast.meeting, insiders=True)).read(5) == b"%PDF-"


def test_pages_are_made_before_anybody_asks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(cast, ("ett.pdf", pdf_of(2)), ("siffror.xlsx", WORKBOOK))
    for waiting in DBTaskResult.objects.filter(task_path=make_pages.module_path):
        make_pages.call(*waiting.args_kwargs["args"])
    monkeypatch.delattr(PaperMaker, "pages_of")
    assert len(text_of(bundle_of(cast.meeting, insiders=True))) == 3


def test_pages_of_an_older_version_are_made_anew(cast: Cast) -> None:
    hand_in(cast, ("ett.pdf", pdf_of(2)))
    file = PaperFile.objects.get()
    kept.forget_all(file.sha256)
    kept.keep(file.sha256, "pages.pdf", b"1\n%PDF-1.7 by an older version %%EOF\n")
    kept.keep(file.sha256, "pages-0.0.1-abc.pdf", b"1\n%PDF-1.7 by an older version %%EOF\n")
    assert file.pages().number == 2
    folder = f"{file.sha256[:2]}/{file.sha256}"
    assert storages["pictures"].listdir(folder)[1] == [f"pages-{READER_VERSION}.pdf"]


def test_queries_do_not_grow_with_papers(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(1, 9):
        hand_in(cast, (f"{number}.pdf", pdf_of(number)))
    for path in (f"/punkter/{cast.item.pk}/handlingar/", f"/moten/{cast.meeting.pk}/kallelse/"):
        with django_assert_max_num_queries(QUERIES):
            cast.client("secretary").get(path)
