"""Bodies as a tree: in the list and in the chart, with no body lost and none drawn over another."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.web.bodies.models import Body, County
from rodtrad.web.public.about.tree import BOX_WIDTH, chart_of, trees

Pages = Callable[[str], str]


def bodies_with(parents: list[int | None]) -> list[SimpleNamespace]:
    names = ["Rådet", "En arbetsgrupp med ett ganska långt namn för samverkan", "Gruppen"]
    return [
        SimpleNamespace(pk=pk, parent_id=parent, county_id=None, county=None, name=names[pk % 3])
        for pk, parent in enumerate(parents)
    ]


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=30))
def test_every_body_stands_once_whatever_stands_under_what(parents: list[int | None]) -> None:
    found = [node.body.pk for tree in trees(bodies_with(parents)) for root in tree.roots for node in root.flat()]
    assert sorted(found) == list(range(len(parents)))


@given(st.integers(1, 25), st.randoms(use_true_random=False))
def test_no_box_lies_on_another(count: int, chance: random.Random) -> None:
    parents = [chance.choice([None, *range(pk)]) for pk in range(count)]
    for tree in trees(bodies_with(parents)):
        chart = chart_of(tree.roots)
        assert len(chart.boxes) == count and len(chart.paths) == sum(parent is not None for parent in parents)
        for one in chart.boxes:
            assert 0 <= one.x <= chart.width - BOX_WIDTH and 0 <= one.y <= chart.height - one.height
            for other in chart.boxes:
                assert (
                    one is other or one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y
                )


@pytest.fixture
def under(db: None) -> None:
    council = Body.objects.get(name="Samverkansrådet")
    Body.objects.filter(name="Arbetsgruppen").update(parent=council, kind=Body.Kind.WORKING_GROUP)


def test_the_list_shows_what_stands_under_what(under: None, page_of: Pages) -> None:
    page = page_of("/organ/")
    inner = page[page.index("Samverkansrådet</a>") :]
    assert inner.index("<ul>") < inner.index("Arbetsgruppen</a>")
    assert "Arbetsgrupp · 1 av 3 huvudmän har plats" in inner and "2 av 3 huvudmän har plats" in page


def test_the_chart_draws_them_and_leads_to_them(under: None, page_of: Pages) -> None:
    page = page_of("/organ/schema/")
    group = Body.objects.get(name="Arbetsgruppen")
    assert f'<a href="{group.get_absolute_url()}" aria-label="Arbetsgruppen">' in page
    assert page.count("<rect") == 2 and page.count("<path") == 1


def test_one_county_at_a_time(page_of: Pages) -> None:
    other = County.objects.get(name="Kalmar län")
    Body.objects.create(name="Länsgruppen", county=other)
    assert "Länsgruppen" in page_of("/organ/")
    ours = County.objects.get(name="Ekeby län")
    assert "Länsgruppen" not in page_of(f"/organ/?lan={ours.pk}") and "Samverkansrådet" in page_of(
        f"/organ/?lan={ours.pk}"
    )
    assert "Länsgruppen" in page_of("/organ/?lan=skräp")


def test_many_bodies_are_shown_a_county_at_a_time(page_of: Pages) -> None:
    other = County.objects.get(name="Kalmar län")
    Body.objects.bulk_create(Body(name=f"Grupp {number}", county=other) for number in range(201))
    page = page_of("/organ/")
    assert ("Grupp 7<" in page) != ("Samverkansrådet<" in page)
