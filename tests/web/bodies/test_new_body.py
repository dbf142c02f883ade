"""A body that no document has told of, added on a page."""

from collections.abc import Callable

import pytest
from django.test import Client

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, County
from rodtrad.web.search.finding import find
from rodtrad.web.search.query import parse
from tests import factories as make
from tests.web.who import status_for

pytestmark = pytest.mark.django_db
PAGE = "/organ/nytt/"
TOLD = {"name": "Beredningsgruppen", "kind": "preparation", "county": "Älvmarks län", "parent": ""}


@pytest.fixture
def editor(client_of: Callable[[User], Client], eva: User) -> Client:
    return client_of(eva)


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 200), ("ada", 200), ("nina", 403), ("otto", 302)])
def test_who_may(who: str, status: int) -> None:
    assert status_for(who, PAGE) == status


def test_in_an_empty_register_its_county_is_made(editor: Client, reader: Client) -> None:
    assert f'href="{PAGE}"' in editor.get("/organ/").content.decode()
    assert f'href="{PAGE}"' not in reader.get("/organ/").content.decode()
    page = editor.post(PAGE, TOLD, follow=True).content.decode()
    body = Body.objects.get()
    assert "Beredningsgruppen är tillagt" in page and "Älvmarks län" in page
    assert "Namn i källorna" not in page  # none has named it
    assert (body.kind, str(body.county), body.parent) == ("preparation", "Älvmarks län", None)
    assert len(find(parse("beredningsgruppen")).ids) == 1


def test_documents_that_name_it_are_its_own(editor: Client) -> None:
    county = make.make_county()
    make.enter(make.minutes(body="Styrgruppen"))
    above = Body.objects.get()
    assert f'value="{county}"' in editor.get(PAGE).content.decode()
    told = TOLD | {"name": "Samverkansrådet ", "county": str(county), "parent": str(above.pk)}
    editor.post(PAGE, told)
    make.enter(make.minutes(), name="radet.txt")
    body = Body.objects.get(name="Samverkansrådet")
    assert (body.meetings.count(), body.parent) == (1, above)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": "  "}, "måste fyllas i"),
        ({"name": "styrgruppen", "county": "Ekeby län"}, "styrgruppen finns redan i Ekeby län."),
        ({"parent": "1"}, "Styrgruppen hör till Ekeby län."),
        ({"kind": "förening"}, "förening"),
    ],
)
def test_what_cannot_be_meant_is_told_and_changes_nothing(editor: Client, told: dict[str, str], says: str) -> None:
    home = make.make_county()
    above = Body.objects.create(name="Styrgruppen", county=home)
    above.names.create(name="Styrgruppen", key="styrgruppen")
    told = TOLD | told | ({"parent": str(above.pk)} if "parent" in told else {})
    assert says in editor.post(PAGE, told).content.decode()
    assert Body.objects.count() == 1 and not County.objects.filter(name="Älvmarks län").exists()
