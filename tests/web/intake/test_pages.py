"""The page where documents are handed in: who may, what is kept, what is told before and after."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.reading.limits import MAX_BYTES
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.actions import add_parties
from rodtrad.web.documents.models import Document, Finding
from rodtrad.web.documents.receiving import MOST_FILES
from rodtrad.web.intake.models import Upload, Worker
from scripts.stages import ROOT
from tests.web.conftest import make_user
from tests.web.review.test_importing import MINUTES
from tests.web.who import ROLES, status_for

pytestmark = pytest.mark.django_db

PAGE = "/las-in/"


def named(name: str, content: bytes) -> BytesIO:
    """A file to send."""
    file = BytesIO(content)
    file.name = name
    return file


def hand_in(client: Client, *files: tuple[str, bytes]) -> str:
    """The page as it looks once the files are sent."""
    answer: Any = client.post(PAGE, {"filer": [named(*file) for file in files]}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    return unescape(answer.content.decode())


def text_of(page: str) -> str:
    """What the list says, in one line."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", page[page.index('id="lista"') :])).split())


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 200), ("ada", 200), ("nina", 403), ("otto", 302)])
def test_who_may_open_it(who: str, status: int) -> None:
    assert status_for(who, PAGE) == status


@pytest.mark.parametrize(("who", "kept"), [("rut", 0), ("eva", 1), ("ada", 1), ("nina", 0), ("otto", 0)])
def test_who_may_hand_in(who: str, kept: int) -> None:
    client = Client()
    if who in ROLES:
        client.force_login(make_user(who, ROLES[who]))
    client.post(PAGE, {"filer": named("protokoll.txt", MINUTES.encode())})
    assert Upload.objects.count() == kept


@pytest.mark.parametrize(("who", "shown"), [("rut", False), ("eva", True)])
def test_it_stands_in_the_menu_of_those_who_may(who: str, shown: bool) -> None:
    client = Client()
    client.force_login(make_user(who, ROLES[who]))
    assert (f'href="{PAGE}"' in client.get("/hjalp/").content.decode()) == shown


@pytest.mark.parametrize("name", ["organ.csv", "Parter.csv"])
def test_lists_of_bodies_and_parties_are_told_where_they_go(editor: Client, name: str) -> None:
    page = hand_in(editor, (name, b"namn;slag;overordnat;lan;andra_namn\n"))
    assert f"{name} togs inte emot." in page and "rodtrad import MAPP" in page
    assert not Upload.objects.exists()


def test_nothing_is_taken_without_the_forms_token(eva: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(eva)
    assert client.post(PAGE, {"filer": named("protokoll.txt", MINUTES.encode())}).status_code == 403
    assert not Upload.objects.exists()


def test_what_is_handed_in_is_kept_and_logged_before_anybody_reads_it(editor: Client, eva: User) -> None:
    page = hand_in(editor, ("protokoll.txt", MINUTES.encode()), ("tom.txt", b""))
    assert "2 filer är mottagna." in page
    assert text_of(page).count("Köad") == 2 and "2 filer väntar eller läses." in page
    upload = Upload.objects.get(name="protokoll.txt")
    with default_storage.open(f"{upload.sha256[:2]}/{upload.sha256}") as file:
        assert file.read() == MINUTES.encode()
    assert Change.objects.about(upload).get().by == eva
    assert not Document.objects.exists()


def test_three_files_of_which_one_is_broken(editor: Client, work: Callable[[], str]) -> None:
    add_parties(path=ROOT / "samples/parter.csv", by=None)
    sample = ROOT / "samples/styrgruppen-2026-06-05.pdf"
    hand_in(
        editor, ("protokoll.txt", MINUTES.encode()), ("trasig.pdf", b"%PDF-1.7 ..."), (sample.name, sample.read_bytes())
    )
    work()
    page = editor.get(PAGE).content.decode()
    assert "protokoll.txt Klar 2 beslut · 1 uppdrag · 3 i närvarolistan" in text_of(page)
    assert "trasig.pdf Kunde inte läsas PDF-filen är skadad eller avkortad" in text_of(page)
    assert "Allt inlämnat är läst." in page and "every 2s" not in page
    for address in re.findall(r'href="(/dokument/[^"#]*)', page[page.index('id="lista"') :]):
        assert editor.get(unescape(address)).status_code == 200
    document = Document.objects.get(name=sample.name)
    decisions = Finding.objects.filter(version__document=document, kind="decision").count()
    assert f'href="/dokument/{document.pk}/?slag=Beslut#hela">{decisions} beslut</a>' in page
    assert str(document.county) == "Älvmarks län"


def test_what_is_there_already_is_told_at_once(editor: Client, work: Callable[[], str]) -> None:
    hand_in(editor, ("protokoll.txt", MINUTES.encode()))
    work()
    page = hand_in(editor, ("samma under annat namn.txt", MINUTES.encode()))
    assert "1 fil finns redan i registret." in page
    assert "samma under annat namn.txt Finns redan 2 beslut" in text_of(page)
    assert Document.objects.count() == 1


def test_what_could_not_be_read_before_is_told_with_its_reason(editor: Client, work: Callable[[], str]) -> None:
    hand_in(editor, ("trasig.pdf", b"%PDF-1.7 ..."))
    work()
    page = hand_in(editor, ("samma.pdf", b"%PDF-1.7 ..."))
    assert "samma.pdf Kunde inte läsas PDF-filen är skadad" in text_of(page)


def test_two_with_the_same_content_are_one_document(editor: Client, work: Callable[[], str]) -> None:
    hand_in(editor, ("protokoll.txt", MINUTES.encode()), ("kopia.txt", MINUTES.encode()))
    work()
    assert sorted(Upload.objects.values_list("state", flat=True)) == ["done", "known"]
    assert Document.objects.count() == 1


def test_what_is_too_large_is_told_and_not_taken(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAX_BYTES, "100000")
    assert "Högst 0,1 MB var och 100 filer åt gången." in editor.get(PAGE).content.decode().replace("\xa0", " ")
    page = hand_in(editor, ("stor.txt", b"x" * 100_001), ("lagom.txt", b"x" * 100_000)).replace("\xa0", " ")
    assert "stor.txt togs inte emot. Den är större än 0,1 MB. Dela upp den." in page
    assert [upload.name for upload in Upload.objects.all()] == ["lagom.txt"]


def test_more_files_than_a_request_may_have_are_told(editor: Client) -> None:
    page = hand_in(editor, *((f"{number}.txt", b"%d" % number) for number in range(MOST_FILES + 2)))
    assert Upload.objects.count() == MOST_FILES
    assert f"{MOST_FILES + 1}.txt togs inte emot. Högst {MOST_FILES} filer tas emot åt gången." in page


def test_no_file_is_told(editor: Client) -> None:
    answer = editor.post(PAGE, {}, follow=True)
    assert "Ingen fil var vald." in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\mötet\\protokoll.txt", "protokoll.txt"),
        ("<script>alert(1)<&amp;.txt", "<script>alert(1)<&.txt"),
        ("a\0b%0D%0Ac\x1b[2J.txt", "ab%0D%0Ac[2J.txt"),
        ("ö" * 300 + ".txt", "ö" * 251 + ".txt"),
        ("\u202etxt.exe", "txt.exe"),
    ],
)
def test_a_hostile_name_harms_nothing(editor: Client, work: Callable[[], str], sent: str, kept: str) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="filer"; filename="'
        + sent.replace("\\", "\\\\").encode()
        + b'"\r\nContent-Type: text/plain\r\n\r\n'
        + MINUTES.encode()
        + b"\r\n--x--\r\n"
    )
    assert editor.post(PAGE, body, content_type="multipart/form-data; boundary=x").status_code == 302
    assert Upload.objects.get().name == kept
    work()
    assert "<script>alert" not in editor.get(PAGE).content.decode()
    assert Upload.objects.get().state in ("done", "failed")


def test_a_disk_that_is_full_is_told(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, content: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    page = hand_in(editor, ("protokoll.txt", b"Protokoll som ingen disk har plats till"))
    assert "protokoll.txt togs inte emot. Originalet kunde inte sparas" in page
    assert not Upload.objects.exists()


def test_a_missing_worker_is_told(editor: Client) -> None:
    assert "Just nu är ingen läsare igång." in editor.get(PAGE).content.decode()
    assert "Ingen läser det som väntar." in hand_in(editor, ("protokoll.txt", MINUTES.encode()))
    Worker.objects.create(name="dator-1-abc", seen_at=Now())
    page = editor.get(PAGE).content.decode()
    assert "ingen läsare" not in page and "Ingen läser" not in page


def test_how_far_it_is(editor: Client, eva: User) -> None:
    hand_in(editor, ("protokoll.txt", MINUTES.encode()))
    Upload.objects.update(state="reading", owner="dator-1-abc", leased_until=Now(), page=3, pages=12)
    page = editor.get(PAGE).content.decode()
    assert "Läses sida 3 av 12" in text_of(page)
    assert 'hx-trigger="every 2s"' in page and "1 fil väntar eller läses." in page
    Upload.objects.update(pages=0)
    assert "Läses sida 3 –" in text_of(editor.get(PAGE).content.decode())


def test_the_list_alone_is_what_htmx_asks_for(editor: Client) -> None:
    hand_in(editor, ("protokoll.txt", MINUTES.encode()))
    part = editor.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<section class="section" id="lista"') and "<html" not in part
    assert '<p id="laget" hx-swap-oob="innerHTML">1 fil väntar eller läses.</p>' in part


@pytest.mark.parametrize("count", [2, 40])
def test_queries(
    editor: Client, work: Callable[[], str], django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    texts = [MINUTES.replace("2024-03-05", f"2024-03-{day:02}") for day in (1, 2)]
    hand_in(editor, *((f"{day}.txt", text.encode()) for day, text in enumerate(texts)))
    work()
    first = Upload.objects.first()
    assert first
    for _ in range(count - 2):
        first.pk = None
        first.save()
    with django_assert_num_queries(8):
        assert editor.get(PAGE).status_code == 200


def removal_of(name: str) -> str:
    return f"/dokument/{Document.objects.get(name=name).pk}/ta-bort/"


def test_a_document_is_removed_by_who_has_read_what_goes_with_it(
    client_of: Callable[[User], Client],
    eva: User,
    work: Callable[[], str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor = client_of(eva)
    hand_in(editor, ("fel.txt", MINUTES.encode()))
    work()
    upload = Upload.objects.get()
    kept = str(upload.original.name)
    page = unescape(editor.get(removal_of("fel.txt")).content.decode())
    assert "Ta bort fel.txt?" in page and "3 närvaro" in page and "Det går inte att ångra" in page
    assert default_storage.exists(kept)
    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(removal_of("fel.txt"), follow=True)
    assert "fel.txt är borttaget, med allt som lästes ur det." in answer.content.decode()
    assert not Document.objects.exists() and not default_storage.exists(kept)
    assert re.search(r"fel\.txt Borttagen –", text_of(editor.get(PAGE).content.decode()))
    hand_in(editor, ("ratt.txt", MINUTES.encode()))
    work()
    assert Document.objects.get().name == "ratt.txt" and default_storage.exists(kept)


def test_an_original_that_somebody_else_waits_for_is_kept(
    eva: User, ada: User, client_of: Callable[[User], Client], work: Callable[[], str],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    editor = client_of(eva)
    hand_in(editor, ("ett.txt", MINUTES.encode()))
    work()
    first = Upload.objects.get()
    Upload.objects.create(name="igen.txt", sha256=first.sha256, size=1, original=str(first.original), added_by=ada)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(removal_of("ett.txt"))
    assert not Document.objects.exists() and default_storage.exists(str(first.original))


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 200), ("ada", 302), ("nina", 403), ("otto", 302)])
def test_who_may_remove_what_people_have_confirmed(
    client_of: Callable[[User], Client], eva: User, work: Callable[[], str], who: str, status: int
) -> None:
    hand_in(client_of(eva), ("protokoll.txt", MINUTES.encode()))
    work()
    Finding.objects.filter(kind="decision").update(review="confirmed")
    client = Client()
    if who in ROLES:
        client.force_login(eva if who == "eva" else make_user(who, ROLES[who]))
    answer = client.post(removal_of("protokoll.txt"))
    assert answer.status_code == status
    assert Document.objects.exists() == (who != "ada")
    if who == "eva":
        page = unescape(answer.content.decode())
        assert "bekräftad" in page and "be en administratör" in page and "<button" in page
        assert "Ta bort dokumentet</button>" not in page


def test_a_document_is_read_again_when_the_parties_were_added_to(
    eva: User, client_of: Callable[[User], Client], work: Callable[[], str]
) -> None:
    """Who stands in the list for a party that was unknown when it was read is there for it afterwards."""
    editor = client_of(eva)
    hand_in(editor, ("protokoll.txt", MINUTES.encode()))
    work()
    address = Document.objects.get().get_absolute_url()
    assert "Läs om</button>" not in editor.get(address).content.decode()
    assert "redan läst av den nyaste" in editor.post(f"{address}las-om/", follow=True).content.decode()
    assert not Finding.objects.filter(mentions__party__name="Norrviks kommun").exists()
    add_parties(path=ROOT / "samples/parter.csv", by=None)
    assert "Läs om</button>" in editor.get(address).content.decode()
    for _ in range(2):  # pressed twice, it is read once
        editor.post(f"{address}las-om/")
    work()
    document = Document.objects.with_current().get()
    assert document.current and document.current.number == 2
    assert document.current.findings.filter(mentions__party__name="Norrviks kommun").exists()
    assert "Läs om</button>" not in editor.get(address).content.decode()


def test_an_administrator_may_always_have_a_document_read_again(
    eva: User, ada: User, client_of: Callable[[User], Client], work: Callable[[], str]
) -> None:
    hand_in(client_of(eva), ("protokoll.txt", MINUTES.encode()))
    work()
    assert "Läs om</button>" in client_of(ada).get(Document.objects.get().get_absolute_url()).content.decode()
