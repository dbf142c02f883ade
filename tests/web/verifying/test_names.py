"""Who approves minutes when their account gets another name: the old one stays where it stood, and is still known."""

from importlib import import_module

import pytest
from django.apps import apps

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.meetings.models import Attendance, Meeting
from rodtrad.web.people.actions import mend
from rodtrad.web.verifying.actions import approve
from rodtrad.web.verifying.models import Answer, Round
from rodtrad.web.verifying.standing import signature_page
from rodtrad.web.verifying.verifiers import verifiers_of
from tests.web.conftest import make_user
from tests.web.meetings.held import make_member
from tests.web.verifying.test_pages import browser, page

pytestmark = pytest.mark.django_db
IDENTITY = "inloggad som bo@example.se med lösenfras"


def test_who_approved_keeps_the_name_that_they_had(
    meeting: Meeting, sent: Round, tove: User, bo: User, ada: User
) -> None:
    own, chairs = Answer.objects.get(user=bo), Answer.objects.get(user=tove)
    approve(answer=own, by=bo, identity=IDENTITY)
    mend(user=bo, name="Bo Lind", email="bo.lind@example.se", by=ada)
    mend(user=tove, name="Tove Lind", email=tove.email, by=ada)
    approve(answer=chairs, by=User.objects.get(pk=tove.pk), identity="")
    page = signature_page(meeting.minutes_versions.get(), "")
    told = [(name, identity) for name, _, _, identity in page.approvals]
    assert told == [("Bo Ekmark", IDENTITY), ("Tove Lind", "")]
    assert [str(answer) for answer in sent.answers.all()] == ["Bo Ekmark, godkänt", "Tove Lind, godkänt"]


@pytest.mark.parametrize("others", [0, 1])
def test_who_had_another_name_at_the_meeting_is_asked(meeting: Meeting, ada: User, others: int) -> None:
    """But nobody is where another is called so now."""
    mats = make_user("Mats", "reader")
    mend(user=mats, name="Mats Ny", email=mats.email, by=ada)
    for _ in range(others):
        User.objects.create(email="en.annan@example.se", name="Mats")
    Attendance.objects.create(meeting=meeting, order=9, name="Mats", duty="adjuster", is_draft=True)
    found, missing = verifiers_of(meeting)
    told = "Mats Ny, i närvaron Mats, justerare (mats@example.se, utan roll i organet)"
    assert (told in map(str, found), missing) == ((False, ["Mats"]) if others else (True, []))


def test_the_secretary_sees_whom_the_roll_names_where_a_members_account_had_that_name_by_mistake(
    meeting: Meeting, body: Body, sara: User, ada: User
) -> None:
    """Or somebody else would be asked for them, ticked beforehand, and nothing would show it."""
    eva = make_member("Eva Rask", body, Membership.Role.SECRETARY)
    for name in ("Mats Ek", "Eva Rask"):
        mend(user=eva, name=name, email=eva.email, by=ada)
    Attendance.objects.create(meeting=meeting, order=9, name="Mats Ek", duty="adjuster", is_draft=True)
    form = page(browser(sara), f"/moten/{meeting.pk}/justering/")
    assert "Eva Rask, i närvaron Mats Ek, justerare" in form and "Bo Ekmark, justerare" in form


def test_answers_from_before_keep_the_name_of_their_account(sent: Round, tove: User, bo: User) -> None:
    approve(answer=Answer.objects.get(user=bo), by=bo, identity=IDENTITY)
    Answer.objects.update(name="")
    import_module("rodtrad.web.verifying.migrations.0004_answers_keep_their_name").keep_names(apps, None)
    assert dict(sent.answers.values_list("user", "name")) == {bo.pk: "Bo Ekmark", tove.pk: ""}
