"""The list of action plans and the page of one."""

import gzip
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body
from rodtrad.web.documents.models import EnteredQuerySet
from rodtrad.web.plans.models import Activity, Plan
from rodtrad.web.review.checking.actions import refuse_finding
from tests import factories as make
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
WEIGHT = 100_000  # bytes, compressed


@pytest.fixture(autouse=True)
def county(db: None) -> None:
    make.make_county()


def plan_of(*activities: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A plan whose one target area has activities that say no more than they are given."""
    record = make.plan()
    silent = dict.fromkeys(("responsible", "start", "end", "time_text", "state"))
    made = [{"text": "Hålla kurser", **silent, **make.evidence(20), **activity} for activity in activities]
    group = {
        **record["plan"]["groups"][0],
        "target_areas": [{"title": "Kost", "activities": made, **make.evidence(19)}],
    }
    return {**record, "plan": {**record["plan"], "groups": [{**group, **changes}]}}


def plan_page(client: Client) -> str:
    answer = client.get(EnteredQuerySet(Plan).get().get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", ["list", "one"])
def test_who_may_read(who: str, page: str, status: int) -> None:
    make.enter(make.plan())
    path = "/planer/" if page == "list" else Plan.objects.get().get_absolute_url()
    assert status_for(who, path) == status


def test_one_that_is_not_there(reader: Client) -> None:
    assert reader.get("/planer/4711/").status_code == 404


def test_what_is_known_of_it(reader: Client) -> None:
    version = make.enter(make.plan())
    plan, page = Plan.objects.get(), plan_page(reader)
    assert "<h1>Handlingsplan 2024–2025</h1>" in page
    assert f'<a href="{Body.objects.get().get_absolute_url()}">Samverkansrådet</a>' in page
    assert '<span class="date">2024-01</span> <span class="inferred">slutsats</span>' in page
    group = plan.groups.get()
    assert f'<a href="#grupp-{group.pk}">Äldre</a>' in page and f'id="grupp-{group.pk}"' in page
    for words in ("Trygg vardag", "Norrviks kommun", "Fallskador", "Egen mätning", "Fallförebyggande"):
        assert words in page
    facts = version.findings.exclude(kind__startswith="plan.").exclude(kind="body")
    assert [f.kind for f in facts if f'href="/dokument/{version.document_id}/#fynd-{f.pk}"' not in page] == []
    assert page.count("Ej granskad") == 1


def test_a_plan_that_names_nobody_and_no_time_says_so_once(reader: Client) -> None:
    make.enter(plan_of({}, {"text": "Laga mat"}))
    page = plan_page(reader)
    assert "Planen har 2 aktiviteter. Dokumentet anger inte ansvarig eller datum för någon av dem." in page
    assert "Saknar" not in page and "<progress" not in page
    assert "Laga mat" in page


def test_what_one_activity_lacks_is_told_at_it(reader: Client) -> None:
    told = {"responsible": "Norrviks kommun", "end": "2024-12", "time_text": "under 2024", "inferred": ["end"]}
    make.enter(plan_of(told, {"text": "Laga mat"}))
    page = plan_page(reader)
    assert page.count("Saknar ansvarig") == page.count("Saknar datum") == 1
    assert "Dokumentet anger inte" not in page
    assert '<span class="date">2024-12</span> <span class="inferred">slutsats av ”under 2024”</span>' in page
    party = Activity.objects.exclude(party=None).get().party
    assert party and f'<a href="{party.get_absolute_url()}">Norrviks kommun</a>' in page


def test_time_that_is_no_date_is_told_in_its_own_words(reader: Client) -> None:
    make.enter(plan_of({"time_text": "löpande"}))
    assert "”löpande”" in plan_page(reader)


def test_progress_where_states_are_known(reader: Client) -> None:
    make.enter(plan_of({"state": "Klart"}, {"state": "Pågår"}, {"text": "Laga mat"}))
    page = plan_page(reader)
    assert '<progress max="3" value="1"' in page and "1 av 3 klara" in page


@pytest.mark.parametrize(
    ("state", "done"),
    [
        ("Klar", True),
        ("Klart 2024", True),
        ("klara", True),
        ("Genomförd", True),
        ("Genomfört", True),
        ("Avslutad", True),
        ("Slutfört", True),
        ("Ej klart", False),
        ("Pågår", False),
        ("Klarläggs", False),
        ("", False),
    ],
)
def test_done_is_what_the_document_calls_done(state: str, done: bool) -> None:
    assert Activity(state=state).is_done is done


@pytest.mark.parametrize(("who", "status"), MAY_READ)
def test_who_may_read_an_activity(who: str, status: int) -> None:
    make.enter(plan_of({}))
    assert status_for(who, Activity.objects.get().get_absolute_url()) == status


def test_an_activity_has_a_page(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    told = {"responsible": "Norrviks kommun", "end": "2024-12", "time_text": "under 2024", "inferred": ["end"]}
    make.enter(plan_of({**told, "state": "Pågår"}))
    activity = Activity.objects.get()
    assert f'<a href="{activity.get_absolute_url()}">Hålla kurser</a>' in plan_page(reader)
    with django_assert_max_num_queries(6):
        answer = reader.get(activity.get_absolute_url())
    page = " ".join(answer.content.decode().split())
    assert '<h1 class="long">Hålla kurser</h1>' in page and ">Pågår</span>" in page and "Ej granskad" in page
    assert f'<a href="{activity.plan.get_absolute_url()}">Handlingsplan 2024–2025</a>' in page
    assert f"#grupp-{activity.area.group_id}" in page and f"#malomrade-{activity.area_id}" in page
    assert '<span class="date">2024-12</span> <span class="inferred">slutsats av ”under 2024”</span>' in page
    assert activity.party and f'<a href="{activity.party.get_absolute_url()}">Norrviks kommun</a>' in page
    assert "rad 20...." in page and activity.finding and activity.finding.get_absolute_url() in page
    assert reader.get("/aktiviteter/4711/").status_code == 404


def test_a_retired_one_says_so_and_is_in_no_list(reader: Client) -> None:
    version = make.enter(make.plan())
    refuse_finding(finding=version.findings.get(kind="target_area"), by=None)
    assert "Fallförebyggande" not in plan_page(reader)
    refuse_finding(finding=version.findings.get(kind="plan"), by=None)
    assert "Planen gäller inte längre i registret" in plan_page(reader)
    assert "Inga handlingsplaner i registret." in reader.get("/planer/").content.decode()


def test_the_list_counts(reader: Client) -> None:
    version = make.enter(make.plan())
    activity = version.findings.filter(kind="activity").first()
    assert activity
    refuse_finding(finding=activity, by=None)
    plan = reader.get("/planer/").context["page"][0]
    assert (plan.group_count, plan.activity_count) == (1, 1)


@pytest.mark.parametrize("count", [2, 300])
def test_queries_and_weight(reader: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int) -> None:
    make.enter(plan_of(*({"text": f"Aktivitet {n}", "responsible": "Norrviks kommun"} for n in range(count))))
    url = Plan.objects.get().get_absolute_url()
    with django_assert_num_queries(7):
        answer = reader.get(url)
    assert len(gzip.compress(answer.content)) < WEIGHT
    with django_assert_num_queries(4):
        reader.get("/planer/")
