"""The pages of questions by mail: who may open them, and what they tell."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rodtrad.web.accounts.models import User
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.mailing.models import Letter
from tests.factories import pdf_of
from tests.web.circulating.asking import CLAUSES, Group, make_group, put, role_of, say
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member
from tests.web.public.test_news import here_before

pytestmark = pytest.mark.django_db
DENIED, SEES, DOES = 403, 200, 302


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def group() -> Group:
    return make_group()


@pytest.mark.parametrize(
    "who, sees, prepares",
    [
        ("secretary", SEES, DOES),
        ("chair", SEES, DOES),
        ("adjuster", SEES, DENIED),
        ("member", SEES, DENIED),
        ("deputy", SEES, DENIED),
        ("reader", SEES, DENIED),
        ("member elsewhere", DENIED, DENIED),
        ("reader here", DENIED, DENIED),
        ("editor here", DENIED, DENIED),
        ("administrator here", DENIED, DENIED),
    ],
)
def test_who_may_do_what(group: Group, who: str, sees: int, prepares: int) -> None:
    question = put(group)
    if who.endswith(" here"):
        client = of(make_user("Rut", who.removesuffix(" here")))
    elif who.endswith(" elsewhere"):
        client = of(make_member("Rut", make_body("Andra gruppen"), "member"))
    else:
        client = of(make_member("Rut", group.body, who))
    listed, page = reverse("circulating:circulations", args=[group.body.pk]), question.get_absolute_url()
    assert [client.get(path).status_code for path in (listed, page)] == [sees, sees]
    assert client.get(f"{listed}ny/").status_code == (200 if prepares == DOES else DENIED)
    assert client.post(f"{page}avsluta/", {"utfall": "decided"}).status_code == prepares
    assert client.post(f"{page}aterkalla/", {"why": "Nej."}).status_code == prepares
    assert client.get(reverse("circulating:answer", args=[question.asked.get(user=group.mia).pk])).status_code == DENIED
    question.refresh_from_db()
    assert question.is_open == (prepares == DENIED)


def test_put_answered_and_closed_on_the_pages(group: Group) -> None:
    new = reverse("circulating:put", args=[group.body.pk])
    asked = [role_of(user).pk for user in (group.mia, group.bo)]
    told = {"title": "Tolkar", "clauses": "att förlänga avtalet.", "last_day": "2026-11-30", "asked": asked}
    of(group.sara).post(new, told)
    question = Circulation.objects.get()
    assert (question.clauses, question.put_by) == (["förlänga avtalet"], group.sara)
    for user in (group.mia, group.bo):
        page = reverse("circulating:answer", args=[question.asked.get(user=user).pk])
        assert "förlänga avtalet" in of(user).get(page).content.decode()
        of(user).post(page, {"kind": "yes", "comment": "Bra."})
    page = of(group.sara).get(question.get_absolute_url()).content.decode()
    assert "Båda har svarat ja" in page and "Avsluta: beslutet är taget" in page and "”Bra.”" in page
    of(group.sara).post(f"{question.get_absolute_url()}avsluta/", {"utfall": "decided"})
    assert "Beslutad 23 november 2026" in of(group.mia).get(question.get_absolute_url()).content.decode()


def test_papers_are_handed_in_checked_and_read(group: Group) -> None:
    new, draft = reverse("circulating:put", args=[group.body.pk]), pdf_of(1)
    told = {"title": "Tolkar", "clauses": "förlänga", "last_day": "2026-11-30", "asked": [role_of(group.mia).pk]}
    sent = [
        SimpleUploadedFile("avtal_2027.pdf", draft),
        SimpleUploadedFile("bilaga.pdf", b"MZ"),
        SimpleUploadedFile("x.exe", b"MZ"),
    ]
    page = of(group.sara).post(new, {**told, "enclosures": sent}).content.decode()
    assert "Filen heter .pdf men innehåller inte PDF" in page and "x.exe togs inte emot" in page
    assert "Välj filerna igen" in page and not Circulation.objects.exists()
    sent = [SimpleUploadedFile("avtal_2027.pdf", draft), SimpleUploadedFile("kopia.pdf", draft)]
    of(group.sara).post(new, {**told, "enclosures": sent, "enclosures_confidential": "on"})
    question = Circulation.objects.get()
    paper = question.enclosures.get()  # the same content is one paper
    assert (paper.title, paper.confidential, paper.added_by) == ("avtal 2027", True, group.sara)
    page = of(group.mia).get(question.get_absolute_url()).content.decode()
    assert f'href="{paper.get_absolute_url()}">avtal 2027</a>' in page and "Bara för organet" in page
    answer = of(group.mia).get(paper.get_absolute_url())
    assert b"".join(answer) == draft and "attachment" in answer["Content-Disposition"]
    letter = Letter.objects.get().text
    assert "avtal 2027" not in letter and f"Handling 1 (bara för organet):\n{settings.ADDRESS}/beslut" in letter


def test_the_agenda_of_a_planned_meeting_tells_that_there_is_more(group: Group) -> None:
    page, more = f"/moten/{make_meeting(group.body).pk}/dagordning/", "mer att ta upp: Beslut via e-post att bekräfta"
    question, client = put(group), of(group.sara)
    assert more not in client.get(page).content.decode()
    for user in (group.tove, group.mia, group.bo):
        say(question, user, "yes")
    client.post(f"{question.get_absolute_url()}avsluta/", {"utfall": "decided"})
    assert more in client.get(page).content.decode()
    client.post(f"{page}fyll/")
    told = client.get(page).content.decode()
    assert more not in told and "Utkast till avtal" in told
    assert more not in of(group.mia).get(page).content.decode()


def test_what_is_wrong_is_told_and_kept(group: Group) -> None:
    told = {"title": "Tolkar", "clauses": "att", "last_day": "2026-11-01", "asked": [role_of(group.mia).pk]}
    page = of(group.sara).post(reverse("circulating:put", args=[group.body.pk]), told).content.decode()
    assert "minst en att-sats" in page and 'value="Tolkar"' in page


def test_a_link_that_went_to_somebody_else(group: Group) -> None:
    page = reverse("circulating:answer", args=[put(group).asked.get(user=group.mia).pk])
    answer = of(group.bo).get(page)
    assert answer.status_code == DENIED
    told = answer.content.decode()
    assert "Du är inloggad som Bo" in told and ">Mia" not in told and "Mia " not in told
    assert of(group.bo).post(page, {"kind": "no"}).status_code == DENIED
    assert Client().get(page)["Location"] == f"/konto/logga-in/?next={page}"
    # Nor may she answer who has left the body.
    role_of(group.mia).delete()
    assert of(group.mia).get(page).status_code == DENIED


def test_what_waits_stands_on_the_first_page(group: Group) -> None:
    question, label = put(group), "Frågor via e-post att svara på"
    assert label in here_before(group.mia).get("/").content.decode()
    assert label not in here_before(group.sara).get("/").content.decode()
    say(question, group.mia, "yes")
    assert label not in here_before(group.mia).get("/").content.decode()


def test_the_body_leads_there_those_who_may(group: Group) -> None:
    listed = reverse("circulating:circulations", args=[group.body.pk])
    assert listed in of(group.mia).get(group.body.get_absolute_url()).content.decode()
    assert listed not in of(make_user("Rut", "reader")).get(group.body.get_absolute_url()).content.decode()


def test_as_many_queries_for_many_questions(group: Group, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        say(put(group, title=f"Fråga {number}", clauses=CLAUSES), group.mia, "yes")
    client = of(group.mia)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's own object
        page = client.get(reverse("circulating:circulations", args=[group.body.pk])).content.decode()
    assert page.count("En har svarat ja, två har inte svarat") == 12


def test_two_of_one_name_are_told_apart(group: Group) -> None:
    User.objects.filter(pk__in=[group.mia.pk, group.bo.pk]).update(name="Anna Svensson")
    question = put(group)
    pages = (question.get_absolute_url(), reverse("bodies_edit:roles", args=[group.body.pk]))
    for page in pages:
        told = of(group.sara).get(page).content.decode()
        for user in (group.mia, group.bo):
            assert f"Anna Svensson ({user.email})" in told
        assert f"Tove ({group.tove.email})" not in told
