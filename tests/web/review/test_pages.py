"""What needs a look: questions with both places, who may answer them, and documents that do not add up."""

import gzip
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.meetings.models import Decision
from rodtrad.web.review.actions import dismiss_suggestion
from rodtrad.web.review.asked import asked
from rodtrad.web.review.models import Suggestion
from tests import factories as make
from tests.web.once import made_once
from tests.web.who import MAY_READ, ROLES, status_for

pytestmark = pytest.mark.django_db
PAGE = "/att-se-over/"
MAY_ANSWER = [("rut", 403), ("eva", 302), ("ada", 302), ("nina", 403)]


def enter_questions() -> None:
    """The chair signed with another spelling; the council may be called by two names; a file was empty."""
    make.make_county()
    signed = make.signature("Tove Alnforss", "chair", 50)
    odd = {"code": "weekday-differs", "text": "Veckodagen stämmer inte med datumet.", "lines": [2, 2]}
    make.enter(make.minutes(signatures=[signed], issues=[odd]), name="radet.txt")
    make.enter(make.minutes(body="Samverkansråden", attendance=[], items=[], date="2025-01-07"), name="annat.txt")
    empty = Document.objects.create(name="tom.txt")
    told = {"state": Version.State.UNREADABLE, "sha256": "0" * 64, "size": 0, "error": "Filen är tom."}
    empty.current = Version.objects.create(document=empty, **told)
    empty.save()


questions = made_once(enter_questions, autouse=True)


@pytest.fixture
def editor(client_of: Callable[[User], Client], eva: User) -> Client:
    return client_of(eva)


def page_of(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def signer() -> Suggestion:
    return Suggestion.objects.get(kind=Suggestion.Kind.SIGNER)


@pytest.mark.parametrize(("who", "status"), MAY_READ)
def test_who_may_read(who: str, status: int) -> None:
    assert status_for(who, PAGE) == status


@pytest.mark.parametrize(("who", "status"), MAY_ANSWER)
@pytest.mark.parametrize("answer", ["nej", "igen"])
def test_who_may_answer(client_of: Callable[[User], Client], who: str, answer: str, status: int) -> None:
    client, question = client_of(User.objects.create(email="nagon@example.se", role=ROLES[who])), signer()
    if answer == "igen":
        question.state, question.answered_at = Suggestion.State.DISMISSED, timezone.now()
        question.save()
    assert client.post(f"{PAGE}{question.pk}/{answer}/").status_code == status
    assert Change.objects.filter(action__startswith="suggestion-").exists() == (status == 302)


@pytest.mark.parametrize("answer", ["nej", "igen"])
def test_answers_are_posted_by_one_who_logged_in(editor: Client, answer: str) -> None:
    path = f"{PAGE}{signer().pk}/{answer}/"
    assert editor.get(path).status_code == 405
    assert editor.post(f"{PAGE}4711/{answer}/").status_code == 404
    assert Client().post(path)["Location"].startswith("/konto/logga-in/")
    assert signer().state == Suggestion.State.OPEN


def test_both_places_are_quoted_with_what_is_told_of_them(reader: Client) -> None:
    page = page_of(reader)
    question = page[page.index("Tove Alnforss har undertecknat") :].partition("</article>")[0]
    assert "radet.txt, rad 50" in question and "radet.txt, rad 3" in question
    assert "Underskrift" in question and "Ordförande, Region Ekeby län" in question
    assert question.count("#fynd-") == 2
    assert '<mark data-group="decision">rad 3...' in question


def test_questions_by_kind(reader: Client) -> None:
    assert "Frågor (2)" in page_of(reader) and "Samma organ? (1)" in page_of(reader)
    page = page_of(reader, f"{PAGE}?slag=same_body")
    assert "samma organ?" in page and "Tove Alnforss" not in page.partition("Dokument där något inte går ihop")[0]
    assert "Tove Alnforss" in page_of(reader, f"{PAGE}?slag=finnsinte")


def test_reader_is_offered_no_answers(reader: Client) -> None:
    assert "Nej, inte samma" not in page_of(reader)


def test_no_is_logged_and_can_be_taken_back(editor: Client, eva: User) -> None:
    question = signer()
    page = page_of(editor)
    assert page.count("Nej, inte samma") == 2
    editor.post(f"{PAGE}{question.pk}/nej/")
    page = page_of(editor)
    assert "Svaret är sparat: nej." in page and "Frågor (1)" in page
    assert (signer().state, signer().answered_by) == (Suggestion.State.DISMISSED, eva)
    answered = page_of(editor, f"{PAGE}?slag=besvarade")
    assert "Svar: nej" in answered and "av Eva" in answered
    editor.post(f"{PAGE}{question.pk}/igen/")
    assert "Frågor (2)" in page_of(editor)
    changes = Change.objects.filter(action__startswith="suggestion-").order_by("pk").values_list("action", "by")
    assert list(changes) == [("suggestion-dismissed", eva.pk), ("suggestion-reopened", eva.pk)]


def test_somebody_else_was_first(editor: Client, ada: User) -> None:
    dismiss_suggestion(suggestion=signer(), by=ada)
    editor.post(f"{PAGE}{signer().pk}/nej/")
    assert "Någon annan har redan besvarat frågan." in page_of(editor)
    assert signer().answered_by == ada


def test_what_somebody_confirmed_has_answers_of_its_own(editor: Client) -> None:
    finding = Finding.objects.filter(kind="decision").earliest("pk")
    document = finding.version.document
    Suggestion.objects.create(kind=Suggestion.Kind.GONE, text="Gäller det ännu?", document=document, one=finding)
    page = page_of(editor, f"{PAGE}?slag=gone")
    assert page.count('id="fraga-') == 1
    assert "Nej, inte samma" not in page and "Ja, samma" not in page
    question = Suggestion.objects.get(kind=Suggestion.Kind.GONE)
    editor.post(f"{PAGE}{question.pk}/nej/")
    assert not Decision.objects.filter(finding=finding).exists()
    editor.post(f"{PAGE}{question.pk}/igen/")
    editor.post(f"{PAGE}{question.pk}/galler/")
    assert Decision.objects.filter(finding=finding).exists()
    assert "Ta upp frågan igen" in page_of(editor, f"{PAGE}?slag=besvarade")


def test_only_what_is_gone_can_be_held_on_to(editor: Client) -> None:
    editor.post(f"{PAGE}{signer().pk}/galler/")
    assert signer().state == Suggestion.State.OPEN


def test_documents_that_do_not_add_up(reader: Client) -> None:
    page = page_of(reader)
    assert "tom.txt</a>: Filen är tom." in page
    assert "Veckodagen stämmer inte med datumet." in page and "#rad-2" in page


def test_nothing_to_look_at(reader: Client) -> None:
    Suggestion.objects.all().delete()
    Document.objects.exclude(name="annat.txt").update(current=None)
    assert "Inga öppna frågor." in page_of(reader) and "Alla dokument går ihop." in page_of(reader)
    assert "Inga frågor är besvarade ännu." in page_of(reader, f"{PAGE}?slag=besvarade")


@pytest.mark.parametrize(
    ("text", "first", "end", "sides"),
    [
        ("Rad ett\nTove, ordförande\nslut", 8, 12, ("", "Tove", ", ordförande")),
        ("Tove", 0, 4, ("", "Tove", "")),
        ("Ekeby: Tove", 7, 11, ("Ekeby: ", "Tove", "")),
        ("ett\ntvå\ntre\nfyra", 4, 11, ("", "två\ntre", "")),
        (f"{'x' * 500}Tove{'y' * 500}", 500, 504, ("x" * 200, "Tove", "y" * 200)),
        ("Tove🙂 Åsa\n", 6, 9, ("Tove🙂 ", "Åsa", "")),
    ],
)
def test_the_line_around_a_place(text: str, first: int, end: int, sides: tuple[str, str, str]) -> None:
    question = signer()
    one = question.one
    assert one
    Version.objects.filter(pk=one.version_id).update(text=text)
    Finding.objects.filter(pk=one.pk).update(first_char=first, end_char=end)
    side = asked(Suggestion.objects.filter(pk=question.pk).with_sources().with_surroundings())[0].sides[0]
    assert (side.before, side.words, side.after) == sides


def test_ceilings(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    question = signer()
    for number in range(60):
        version = Version.objects.get(findings=question.one_id)
        version.pk, version.number = None, number + 2
        version.save()
        document = Document.objects.create(name=f"dokument-{number}.txt", current=version)
        version.issues.create(code="no-date", text="Datum saknas.")
        Suggestion.objects.create(
            kind=question.kind, text=f"Fråga {number}?", document=document, one=question.one, other=question.other
        )
    with django_assert_max_num_queries(15):
        answer = reader.get(PAGE)
    assert "Sida 1 av 4" in answer.content.decode()
    assert len(gzip.compress(answer.content, 6)) < 100_000


def test_an_unreadable_document_is_seen_and_taken_up_again(editor: Client, reader: Client) -> None:
    unread = Document.objects.get(name="tom.txt")
    address = unread.get_absolute_url()
    assert "tom.txt" in page_of(editor) and "Sett<" in page_of(editor) and "Sett<" not in page_of(reader)
    assert reader.post(f"{address}olast/", {"sedd": "ja"}).status_code == 403
    told = editor.post(f"{address}olast/", {"sedd": "ja"}, follow=True).content.decode()
    assert "tom.txt är sett" in told
    assert "tom.txt" not in page_of(editor) and "tom.txt" not in page_of(editor, "/")
    page = page_of(editor, address)
    assert "Sett av Eva" in page and "Ta upp igen" in page
    editor.post(f"{address}olast/", {"sedd": "nej"})
    assert "tom.txt" in page_of(editor) and "Sett av Eva" not in page_of(editor, address)
    assert list(
        Change.objects.filter(action__startswith="unread-").values_list("action", flat=True).order_by("pk")
    ) == [
        "unread-seen",
        "unread-reopened",
    ]


def test_what_was_read_is_no_unread_document(editor: Client) -> None:
    read = Document.objects.get(name="radet.txt")
    editor.post(f"{read.get_absolute_url()}olast/", {"sedd": "ja"})
    assert not Version.objects.exclude(settled_at=None).exists()
