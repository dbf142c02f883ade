"""The register of agreements and the page of one; today is 2026-11-23."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.agreements.models import Agreement, AgreementQuerySet, Standing
from rodtrad.web.review.checking.actions import refuse_finding
from tests import factories as make
from tests.web.once import made_once
from tests.web.who import MAY_READ, status_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def enter_agreements() -> None:
    make.make_county()
    found = [
        make.agreement(
            "Tills vidare",
            35,
            notice="sex månader",
            review="vartannat år",
            cost_shares=["Ekeby kommun 40 procent"],
            annexes=["Bilaga 1. Prislista"],
        ),
        make.agreement("Senare", 36, to="2029-12-31"),
        make.agreement("Gick ut", 37, to="2019-12-31", parties=["Norrvik", "Föreningen Stigen"]),
        make.agreement("Kanske", 38, to="2025-12-31", extensions=[1, 1]),
        make.agreement("Snart", 39, to="2026-12", **{"from": "2024-01-01"}),
        make.agreement("Ännu inte", 40, to="2030-12-31", **{"from": "2027-01-01"}),
    ]
    make.enter(make.minutes(agreements=found))


agreements = made_once(enter_agreements, autouse=True)


def agreement_page(client: Client, title: str) -> str:
    answer = client.get(AgreementQuerySet(Agreement).get(title=title).get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("who", "status"), MAY_READ)
@pytest.mark.parametrize("page", ["list", "one"])
def test_who_may_read(who: str, page: str, status: int) -> None:
    path = "/avtal/" if page == "list" else Agreement.objects.get(title="Snart").get_absolute_url()
    assert status_for(who, path) == status


def test_one_that_is_not_there(reader: Client) -> None:
    assert reader.get("/avtal/4711/").status_code == 404


@pytest.mark.parametrize(
    ("title", "standing"),
    [
        ("Tills vidare", Standing.ENDLESS),
        ("Senare", Standing.RUNNING),
        ("Gick ut", Standing.LAPSED),
        ("Kanske", Standing.EXTENDED),
        ("Snart", Standing.SOON),
        ("Ännu inte", Standing.COMING),
    ],
)
def test_how_it_stands(reader: Client, title: str, standing: Standing) -> None:
    assert Agreement.objects.get(title=title).standing(TODAY) == standing
    assert f">{standing.label}</span>" in agreement_page(reader, title)


@pytest.mark.parametrize(
    ("ends", "extensions", "latest"),
    [
        (None, [1], None),
        (date(2023, 12, 31), [], date(2023, 12, 31)),
        (date(2023, 12, 31), [1, 1], date(2025, 12, 31)),
        (date(2024, 2, 29), [1], date(2025, 2, 28)),
    ],
)
def test_its_last_day_with_every_option(ends: date | None, extensions: list[int], latest: date | None) -> None:
    assert Agreement(ends=ends, extensions=extensions).latest_end == latest


def test_the_list_is_by_expiry(reader: Client) -> None:
    answer = reader.get("/avtal/")
    titles = ["Gick ut", "Kanske", "Snart", "Senare", "Ännu inte", "Tills vidare"]
    assert [row.title for row in answer.context["rows"]] == titles
    assert answer.content.decode().count("Ej granskad") == 1


@pytest.mark.parametrize(
    ("part", "titles"),
    [
        ("lage=utgangna", ["Gick ut", "Kanske"]),
        ("lage=snart", ["Snart"]),
        ("lage=senare", ["Senare", "Ännu inte"]),
        ("lage=utan", ["Tills vidare"]),
        ("ar=2026", ["Snart"]),
        ("ord=ännu", ["Ännu inte"]),
        ("ordning=-gar-ut", ["Ännu inte", "Senare", "Snart", "Kanske", "Gick ut", "Tills vidare"]),
        ("ordning=avtal", ["Gick ut", "Kanske", "Senare", "Snart", "Tills vidare", "Ännu inte"]),
    ],
)
def test_a_part_of_the_list(reader: Client, part: str, titles: list[str]) -> None:
    assert [row.title for row in reader.get(f"/avtal/?{part}").context["rows"]] == titles


def test_a_part_that_does_not_exist_is_the_whole(reader: Client) -> None:
    assert len(reader.get("/avtal/?lage=x").context["rows"]) == 6


def test_what_is_known_of_it(reader: Client) -> None:
    row = Agreement.objects.get(title="Gick ut")
    page = agreement_page(reader, "Gick ut")
    norrvik = row.parties.get(name="Norrvik").party
    assert norrvik and f'<a href="{norrvik.get_absolute_url()}">Norrvik</a>, Föreningen Stigen' in page
    assert row.finding and f'href="{row.finding.get_absolute_url()}"' in page
    assert row.meeting and f'<a href="{row.meeting.get_absolute_url()}">Samverkansrådet 5 mars 2024</a>' in page
    assert "Avtalet har gått ut" in page and "rad 37...." in page
    assert "Sex månader" in agreement_page(reader, "Tills vidare")


def test_one_that_no_meeting_tells_of(reader: Client) -> None:
    Agreement.objects.filter(title="Gick ut").update(meeting=None, item=None)
    assert "Berättas på" not in agreement_page(reader, "Gick ut")
    assert "Gick ut" in reader.get("/avtal/").content.decode()


def test_the_last_day_with_options_is_told_as_concluded(reader: Client) -> None:
    page = agreement_page(reader, "Kanske")
    assert "kan förlängas 1 + 1 år, som längst till" in page
    assert '2027-12-31</span> <span class="inferred">slutsats av slutdatum och förlängningar</span>' in page
    assert "Rödtråd vet inte om det har skett: läs de protokoll som kom efter." in page


def test_a_month_is_told_as_a_month(reader: Client) -> None:
    page = agreement_page(reader, "Snart")
    assert '<span class="date">2026-12</span>' in page and "2026-12-31" not in page


def test_a_retired_one_says_so_and_is_in_no_list(reader: Client) -> None:
    row = Agreement.objects.get(title="Snart")
    assert row.finding
    refuse_finding(finding=row.finding, by=None)
    assert "Avtalet gäller inte längre i registret" in agreement_page(reader, "Snart")
    assert row.get_absolute_url() not in reader.get("/avtal/").content.decode()


def test_an_empty_register(reader: Client) -> None:
    for row in Agreement.objects.with_source():
        assert row.finding
        refuse_finding(finding=row.finding, by=None)
    assert "Inga avtal i registret." in reader.get("/avtal/").content.decode()


def test_queries(reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(11):
        reader.get("/avtal/")
    url = Agreement.objects.get(title="Gick ut").get_absolute_url()
    with django_assert_max_num_queries(6):
        reader.get(url)


def test_what_it_says_of_review_costs_and_annexes(reader: Client) -> None:
    page = agreement_page(reader, "Tills vidare")
    assert "<dt>Översyn</dt><dd>Vartannat år</dd>" in page
    assert "<dt>Kostnader</dt><dd>Ekeby kommun 40 procent</dd>" in page
    assert "<dt>Bilagor</dt><dd>Bilaga 1. Prislista</dd>" in page
    assert "<dt>Bilagor</dt>" not in agreement_page(reader, "Senare")
