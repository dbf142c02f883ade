"""What is new since somebody was here last."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rodtrad.web import clock
from rodtrad.web.accounts.models import User
from rodtrad.web.accounts.visits import BEFORE
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.preparing.actions import add_item, call_meeting
from rodtrad.web.publishing.models import Publication
from rodtrad.web.verifying.models import Round
from tests import factories
from tests.web.conftest import PASSPHRASE, make_user
from tests.web.meetings.held import make_body, make_meeting, make_member
from tests.web.publishing.closed import make_closed

pytestmark = pytest.mark.django_db
HEADING = "Nytt sedan sist"


def here_before(user: User) -> Client:
    """A browser of somebody who logged in an hour ago, and now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[BEFORE] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    return client


def test_the_log_in_before_is_remembered() -> None:
    user = make_user("Rut", "reader")
    earlier = timezone.now() - timedelta(days=3)
    User.objects.filter(pk=user.pk).update(last_login=earlier)
    client = Client()
    client.post("/konto/logga-in/", {"email": user.email, "passphrase": PASSPHRASE})
    user.refresh_from_db()
    assert client.session[BEFORE] == earlier.isoformat()
    assert user.last_login and user.last_login > earlier


def test_nothing_is_new_to_who_is_here_for_the_first_time(reader: Client) -> None:
    factories.enter(factories.minutes())
    assert HEADING not in reader.get("/").content.decode()


def test_documents(rut: User) -> None:
    client = here_before(rut)
    assert HEADING not in client.get("/").content.decode()
    factories.enter(factories.minutes(), name="nytt.txt")
    page = client.get("/").content.decode()
    assert HEADING in page and "nytt.txt" in page


def test_notices_of_ones_own_bodies_only(rut: User) -> None:
    meeting = make_meeting()
    mia = make_member("Mia", meeting.bodies.get(), "member")
    add_item(meeting=meeting, fields={"title": "Tolkar"}, clauses=[], by=None)
    call_meeting(meeting=meeting, by=None)
    assert "Kallelser till dina organ" in here_before(mia).get("/").content.decode()
    assert "Kallelser till dina organ" not in here_before(rut).get("/").content.decode()


def test_published_minutes(rut: User) -> None:
    meeting: Meeting = make_meeting(make_body("Tolkgruppen"))
    version = meeting.minutes_versions.create(number=1, content={}, file="0" * 64)
    told = {"state": "published", "content": {}, "published_at": timezone.now()}
    Publication.objects.create(meeting=meeting, version=version, **told)
    page = here_before(rut).get("/").content.decode()
    assert f"/publicerat/{meeting.pk}/" in page and "Publicerade protokoll" in page


def test_what_waits_and_the_meetings_to_come_at_the_first_log_in(
    client_of: Callable[[User], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Whoever is asked sees it, and nobody else; also with all else that the page may tell, within the ceiling."""
    meeting = make_closed(two_publish=True)
    sara, body = User.objects.get(), meeting.bodies.get()
    tove, rut = make_member("Tove", body, "chair"), make_member("Rut", make_body("Styrgruppen"), "chair")
    Publication.objects.create(meeting=meeting, version=meeting.minutes_versions.get(), content={}, asked_by=sara)
    asked = Round.objects.create(version=meeting.minutes_versions.get())
    asked.answers.create(user=tove, duty="chair")
    for ahead in (40, 20):
        make_meeting(body, day=clock.today() + timedelta(days=ahead))
    told = ("Väntar på dig", "Protokoll att justera", "Publiceringar att godkänna", "Kommande möten")
    for user, expected in ((tove, told), (sara, told[3:]), (make_user("Mia", "editor"), ())):
        page = client_of(user).get("/").content.decode()
        assert tuple(words for words in told if words in page) == expected
    assert "Inget möte är planerat" not in page
    ruts = rut.memberships.get().body
    to_plan = client_of(rut).get("/").content.decode()  # whose body has no meeting to come
    assert f'/moten/planera/?organ={ruts.pk}">Planera ett möte' in to_plan
    coming = client_of(tove).get("/").context["coming"]
    assert [(row.date - clock.today()).days for row in coming] == [20, 40]
    factories.enter(factories.minutes())
    here = here_before(tove)
    with django_assert_max_num_queries(21):
        assert HEADING in here.get("/").content.decode()


@pytest.mark.parametrize("contact", ["", "tillganglighet@ekeby.example"])
def test_accessibility_statement_for_everyone(client: Client, settings: object, contact: str) -> None:
    settings.CONTACT = contact  # type: ignore[attr-defined]  # pytest-django's own object
    page = client.get("/tillganglighet/").content.decode()
    assert "delvis förenligt" in page and "digg.se/tdosanmalan" in page
    assert (f'href="mailto:{contact}"' in page) == bool(contact)
    assert '<a href="/tillganglighet/">' in client.get("/konto/logga-in/").content.decode()
