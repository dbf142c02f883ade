"""The list of meetings and the page of one."""

import gzip
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web import clock
from rodtrad.web.bodies.models import Body, Person
from rodtrad.web.documents.models import Finding, Version
from rodtrad.web.meetings.meeting_page import persons_of
from rodtrad.web.meetings.models import Attendance, Meeting, Standpoint, Vote
from rodtrad.web.review.checking.actions import confirm_finding, refuse_finding
from tests import factories as make
from tests.web.meetings.held import make_body, make_meeting
from tests.web.meetings.records import appointment, full_minutes
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
# One for each kind of row that a meeting has, and the session and the user; the same for every size.
QUERIES = 15
WEIGHT = 100_000  # bytes, compressed


county = made_once(make.make_county, autouse=True)


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def meeting_page(client: Client) -> str:
    return page_of(client, Meeting.objects.get().get_absolute_url())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", ["list", "one"])
def test_who_may_read(who: str, page: str, status: int) -> None:
    make.enter(make.minutes())
    path = "/moten/" if page == "list" else Meeting.objects.get().get_absolute_url()
    assert status_for(who, path) == status


def test_one_that_is_not_there(reader: Client) -> None:
    assert reader.get("/moten/4711/").status_code == 404


def test_heading_and_facts(reader: Client) -> None:
    make.enter(make.minutes(reference="RÅD 2024/7"))
    page = meeting_page(reader)
    assert "<h1>Samverkansrådet 5 mars 2024</h1>" in page
    assert "RÅD 2024/7 · kl. 09.00 · Rådhuset · 3 närvarande" in page
    assert f'<a href="{Body.objects.get().get_absolute_url()}">Samverkansrådet</a>' in page
    assert "Avslutat" in page


@pytest.mark.parametrize(
    ("date", "end_date", "when"),
    [
        ("2024-03-05", None, "5 mars 2024"),
        ("2024-03-05", "2024-03-05", "5 mars 2024"),
        ("2024-03-05", "2024-03-06", "5–6 mars 2024"),
        ("2024-03-31", "2024-04-01", "31 mars 2024 – 1 april 2024"),
        (None, None, "utan datum"),
    ],
)
def test_days_in_words(date: str | None, end_date: str | None, when: str) -> None:
    meeting = {"date": date, "end_date": end_date, "start": None, "end": None, "place": None}
    make.enter(make.minutes(meeting=meeting))
    assert Meeting.objects.get().when == when


def test_every_fact_leads_to_its_line(reader: Client) -> None:
    version = make.enter(full_minutes())
    page = meeting_page(reader)
    facts = version.findings.exclude(kind__in=["body", "meeting.date"])
    assert facts.count() > 100
    missing = [f.kind for f in facts if f'href="/dokument/{version.document_id}/#fynd-{f.pk}"' not in page]
    assert missing == []


def test_the_agenda_leads_to_each_item(reader: Client) -> None:
    make.enter(make.minutes(items=[make.item("2", "Öppnande", 20), make.item("3", "Utgått", 40, cancelled=True)]))
    page = meeting_page(reader)
    for item in Meeting.objects.get().items.all():
        assert f'<a href="#punkt-{item.pk}">{item}</a>' in page
        assert page.count(f'id="punkt-{item.pk}"') == 1
    assert page.count(">Utgick<") == 2  # in the agenda and at the item
    assert ">1 beslut<" in page


def test_decisions_stand_in_the_box_of_their_item(reader: Client) -> None:
    make.enter(make.minutes())
    page = meeting_page(reader)
    item = page[page.index("2 Avtal om hjälpmedel</h2>") : page.index("3 Övriga frågor</h2>")]
    assert '<div class="decision">' in item and "Förlänga avtalet om hjälpmedel ett år" in item
    assert "Signe Rönnbacke" in item


def test_a_decision_by_mail_is_as_exact_as_its_document(reader: Client) -> None:
    by_mail = make.decision("2", "utse en grupp", 33, via="mail", date="2023-12")
    make.enter(make.minutes(decisions=[by_mail]))
    page = meeting_page(reader)
    assert "Beslut via e-post" in page
    assert '<span class="date">2023-12</span>' in page and "2023-12-01" not in page


def test_what_is_said_at_no_item_is_shown(reader: Client) -> None:
    make.enter(make.minutes(decisions=[make.decision(None, "avsluta mötet", 45)]))
    page = meeting_page(reader)
    assert "Avsluta mötet" in page[page.index("Utan angiven punkt") :]


def test_attendance_by_duty_and_presence(reader: Client) -> None:
    make.enter(make.minutes())
    page = meeting_page(reader)
    attendance = page[page.index('<h2 id="narvaro">') :]
    order = ["Ordförande", "Tove Alnfors", "Justerare", "Signe Rönnbacke", "Ledamöter", "Birger Storhed"]
    places = [attendance.index(word) for word in [*order, "Frånvarande", "Hilding Kvarnlycke"]]
    assert places == sorted(places)
    for row in Meeting.objects.get().attendances.filter(party__isnull=False):
        assert row.person and row.party
        assert f'<a href="{row.person.get_absolute_url()}">{row.name}</a>' in attendance
        assert f'<a href="{row.party.get_absolute_url()}">{row.organisation}</a>' in attendance


def test_what_came_of_the_meeting(reader: Client) -> None:
    chosen = appointment(
        "Tove Alnfors", "2", 35, replaces="Hilding Kvarnlycke", body="Vårdrådet", **{"from": "2024-09"}
    )
    make.enter(full_minutes(appointments=[chosen]))
    page = meeting_page(reader)
    for heading in ("Uppdrag från mötet", "Val och representation", "Avtal och överenskommelser", "Nästa möten"):
        assert f">{heading}</h2>" in page
    assert "ersätter" in page and "Vårdrådet" in page and '<span class="date">2024-09</span>' in page
    assert '<span class="date">2024-05-07</span> <span class="inferred">slutsats</span>' in page
    assert "enligt dokumentet" in page  # the time of signing is what the document claims


def test_what_does_not_add_up_is_told(reader: Client) -> None:
    version = make.enter(full_minutes())
    page = meeting_page(reader)
    assert "En uppgift att kontrollera" in page
    assert f'Två namn liknar varandra. <a href="/dokument/{version.document_id}/#rad-3">Rad 3–4</a>' in page


def test_how_far_it_is_reviewed_is_told_once(reader: Client) -> None:
    version = make.enter(make.minutes())
    assert meeting_page(reader).count("Ej granskad") == 1
    confirm_finding(finding=version.findings.get(kind="decision"), by=None)
    page = meeting_page(reader)
    assert "Ej granskad" not in page and page.count("Delvis granskad") == 1
    version.findings.update(review=Finding.Review.CONFIRMED)
    assert "granskad" not in meeting_page(reader)


def test_what_is_retired_is_not_shown(reader: Client) -> None:
    version = make.enter(make.minutes())
    refuse_finding(finding=version.findings.get(kind="decision"), by=None)
    assert "Förlänga avtalet" not in meeting_page(reader)


def test_a_retired_meeting_says_so_and_is_in_no_list(reader: Client) -> None:
    version = make.enter(make.minutes())
    url = Meeting.objects.get().get_absolute_url()
    refuse_finding(finding=version.findings.get(kind="meeting"), by=None)
    assert "Mötet gäller inte längre i registret" in page_of(reader, url)
    assert url not in page_of(reader, "/moten/")


@pytest.fixture
def three(county: None) -> list[Version]:
    return [
        make.enter(make.minutes(date="2023-03-05")),
        make.enter(make.minutes(date="2024-03-05", body="Vårdrådet")),
        make.enter(make.minutes(date="2024-09-05")),
    ]


@pytest.mark.parametrize(
    ("query", "dates"),
    [
        ("", ["2024-09-05", "2024-03-05", "2023-03-05"]),
        ("?ar=2024", ["2024-09-05", "2024-03-05"]),
        ("?organ={vard}", ["2024-03-05"]),
        ("?organ={vard}&ar=2023", []),
        ("?organ=x&ar=99999999999999999999", ["2024-09-05", "2024-03-05", "2023-03-05"]),
        ("?sida=99", ["2024-09-05", "2024-03-05", "2023-03-05"]),
    ],
)
def test_the_list(reader: Client, three: list[Version], query: str, dates: list[str]) -> None:
    answer = reader.get("/moten/" + query.format(vard=Body.objects.get(name="Vårdrådet").pk))
    assert [str(meeting.date) for meeting in answer.context["page"]] == dates
    assert ("Inga möten stämmer med urvalet." in answer.content.decode()) == (not dates)


def test_what_is_to_come_stands_first_and_the_nearest_of_it(reader: Client, three: list[Version]) -> None:
    body, today = make_body("Styrgruppen"), clock.today()
    for ahead in (60, 0, 30):
        make_meeting(body, day=today + timedelta(days=ahead))
    Meeting.objects.filter(date=today + timedelta(days=30)).update(state=Meeting.State.CANCELLED)
    answer = reader.get("/moten/")
    assert [(row.date - today).days for row in answer.context["coming"]] == [0, 30, 60]
    assert [str(row.date) for row in answer.context["held"]] == ["2024-09-05", "2024-03-05", "2023-03-05"]
    Meeting.objects.filter(date=today).update(state=Meeting.State.CLOSED)
    assert reader.get("/moten/").context["held"][0].date == today


def test_the_list_counts(reader: Client, three: list[Version]) -> None:
    meeting = reader.get("/moten/").context["page"][0]
    assert (meeting.decision_count, meeting.assignment_count) == (1, 1)


def test_an_empty_register(reader: Client) -> None:
    assert "Inga möten i registret." in page_of(reader, "/moten/")


@pytest.mark.parametrize("items", [2, 20])
def test_queries_and_weight_of_a_page(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries, items: int
) -> None:
    make.enter(full_minutes(items=items))
    url = Meeting.objects.get().get_absolute_url()
    with django_assert_num_queries(QUERIES):
        answer = reader.get(url)
    assert len(gzip.compress(answer.content)) < WEIGHT


def test_queries_of_the_list(
    reader: Client, three: list[Version], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for month in range(1, 13):
        make.enter(make.minutes(date=f"2022-{month:02}-05"))
    with django_assert_max_num_queries(8):
        reader.get("/moten/")


@pytest.mark.parametrize(
    ("names", "text", "shown"),
    [
        (["Signe Rönnbacke"], "Signe Rönnbacke reserverar sig.", "{signe} reserverar sig."),
        (["Signe Rönnbacke (S)", "Bo Al"], "För eget förslag.", "{signe_s}, Bo Al: För eget förslag."),
        (["Signe Rönnbacke", "Birger Storhed"], "Birger Storhed <b> med.", "{signe}: {birger} &lt;b&gt; med."),
        (["Bo Al"], "Bo Al och Signe Rönnbacke.", "Bo Al och Signe Rönnbacke."),
        (["Signe Rönnbacke"], "Signe Rönnbackes förslag.", "Signe Rönnbackes förslag."),
        ([], "Ingen är namngiven.", "Ingen är namngiven."),
    ],
)
def test_names_in_what_members_say_lead_to_their_persons(
    reader: Client, names: list[str], text: str, shown: str
) -> None:
    said = {"item": "1", "section": None, "kind": "reservation", "names": names, "text": text, **make.evidence(12)}
    make.enter(make.minutes(standpoints=[said]))
    people = {name.split()[0].lower(): Person.objects.get(name=name) for name in ("Signe Rönnbacke", "Birger Storhed")}
    linked = {key: f'<a href="{one.get_absolute_url()}">{one}</a>' for key, one in people.items()}
    signe_s = linked["signe"].replace("</a>", " (S)</a>")
    page = meeting_page(reader)
    assert f"<span>{shown.format(**linked, signe_s=signe_s)}</span>" in page
    assert f'id="sagt-{Standpoint.objects.get().pk}"' in page


def test_a_name_that_two_bear_is_nobodys() -> None:
    rows = [Attendance(name="Bo Al", person=Person(pk=key, name="Bo Al")) for key in (1, 2)]
    assert persons_of(rows) == {} and list(persons_of(rows[:1])) == ["bo al"]
    unknown = Attendance(name="Bo Al", organisation="Ekeby kommun")
    assert persons_of([rows[0], unknown]) == {}


def test_votes_and_what_members_say_and_rows_of_documents_that_were_read_before(reader: Client) -> None:
    at = {"item": "1", "section": None}
    vote = {**at, "yes": 5, "no": 3, "abstained": None, **make.evidence(11)}
    said = {**at, "kind": "reservation", "names": ["Bo Al"], "text": "Bo Al reserverar sig.", **make.evidence(12)}
    make.enter(make.minutes(votes=[vote], standpoints=[said]))
    for _ in range(2):
        page = meeting_page(reader)
        assert "5 ja-röster och 3 nej-röster" in page
        assert "Bo Al reserverar sig." in page
        assert Standpoint.objects.get().who == ["Bo Al"]
        for row in (Vote.objects.get(), Standpoint.objects.get()):
            assert row.item and row.item.number == "1" and row.finding
            row.delete()
        import_module("rodtrad.web.meetings.migrations.0007_said_in_documents").make_rows(apps, None)
