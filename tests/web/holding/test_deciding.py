"""Deciding in the meeting room, giving something to do, and reading it back."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.holding.modules import MODULES
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Decision, Item, Meeting
from tests.web.holding.page import page

pytestmark = pytest.mark.django_db
OTHER_DAY = {"annan-dag": "ja"}


def test_a_decision_that_gives_an_assignment_offers_to_write_it(meeting: Meeting, sara: Client) -> None:
    room, item = f"/moten/{meeting.pk}/rum/", Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    clauses = "uppdra till Ekeby kommun att redovisa kostnaderna senast den 15 mars\nförlänga avtalet"
    told = sara.post(f"/punkter/{item.pk}/beslut/", {"clauses": clauses}, follow=True).content.decode()
    assert not Assignment.written.exists()
    assert "<strong>Ekeby kommun</strong> ska redovisa kostnaderna, senast den 15 mars (2027-03-15)." in told
    decision = Decision.written.get(effect="assign")
    reminder = f'{room}?punkt={item.pk}#beslut">Avtal om hjälpmedel</a>: att uppdra till Ekeby kommun'
    assert reminder in page(sara, f"/moten/{meeting.pk}/avsluta/")
    fields = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', told.partition("ger ett uppdrag")[2])
    )
    assert fields["decision"] == str(decision.pk)
    sara.post(f"/punkter/{item.pk}/uppdrag/", fields)
    made = Assignment.written.get()
    assert (made.assignee, made.task, str(made.due), made.decision) == (
        "Ekeby kommun",
        "redovisa kostnaderna",
        "2027-03-15",
        decision,
    )
    assert "ger ett uppdrag" not in page(sara, room)
    assert reminder not in page(sara, f"/moten/{meeting.pk}/avsluta/")
    assert "har gett uppdraget ”redovisa kostnaderna”" in " ".join(
        sara.post(f"/punkter/{item.pk}/angra/", {"beslut": decision.pk}, follow=True).content.decode().split()
    )
    sara.post(f"/uppdrag/{made.pk}/angra/")
    assert not Assignment.written.exists()


def test_a_question_that_is_handed_over_is_offered_as_one(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    sent = {"clauses": "hänskjuta frågan till Ekeby kommun"}
    told = sara.post(f"/punkter/{item.pk}/beslut/", sent, follow=True).content.decode()
    offer = told.partition("Beslutet lämnar över en fråga")[2]
    sara.post(f"/punkter/{item.pk}/uppdrag/", dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', offer)))
    made = Assignment.written.get()
    assert (made.kind, made.assignee, made.task) == ("referral", "Ekeby kommun", "frågan")


def test_what_was_just_decided_is_taken_back_as_one(meeting: Meeting, sara: Client) -> None:
    item = Item.written.get(meeting=meeting)
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    earlier = sara.post(f"/punkter/{item.pk}/beslut/", {"clauses": "notera läget"}, follow=True).content.decode()
    assert "Beslutet är skrivet." in earlier
    sent = {"clauses": "förlänga avtalet\nåterkomma i maj"}
    told = sara.post(f"/punkter/{item.pk}/beslut/", sent, follow=True).content.decode()
    just = re.findall(r'name="beslut" value="(\d+)"', told.partition("De 2 besluten är skrivna.")[2])
    sara.post(f"/punkter/{item.pk}/angra/", {"beslut": just[:2]})
    assert [row.text for row in Decision.written.filter(item=item)] == ["notera läget"]


def test_the_ready_pieces_are_links_to_their_forms(meeting: Meeting, sara: Client) -> None:
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    told = page(sara, f"/moten/{meeting.pk}/rum/")
    for module in MODULES:
        assert f"<kbd>{module.key}</kbd>" in told
        assert not module.field or module.field == "sagt-kind" or f'id="{module.field}"' in told
    assert "/röst" not in told
    assert 'name="clauses" value="bordlägga ärendet till nästa möte"' in told


def test_all_decisions_on_the_screen_and_closed_at_a_time_that_can_be(meeting: Meeting, sara: Client) -> None:
    item, close = Item.written.get(meeting=meeting), f"/moten/{meeting.pk}/avsluta/"
    sara.post(f"/moten/{meeting.pk}/oppna/", OTHER_DAY)
    sara.post(f"/moten/{meeting.pk}/besluten-pa-skarmen/")
    assert "Inget är beslutat än." in page(sara, f"/moten/{meeting.pk}/skarm/")
    sara.post(f"/punkter/{item.pk}/beslut/", {"as_proposed": "1"})
    shown = page(sara, f"/moten/{meeting.pk}/skarm/")
    assert "Mötets beslut" in shown and "att förlänga avtalet ett år" in shown
    sara.post(f"/moten/{meeting.pk}/narvaro/", {"namn-1": "Tove Alnfors", "narvaro-1": "present"})
    save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, "Vi reserverar oss.", "dissent"), by=None)
    assert "Reservation utan känt namn" in page(sara, close)
    assert "Reservation utan känt namn" in sara.post(close, follow=True).content.decode()
    Paragraph.objects.update(text="Tove Alnfors reserverar sig.")
    told = sara.post(close, {"end": "08.30"}, follow=True).content.decode()
    assert "Mötet började kl. 09.00 och kan inte sluta kl. 08.30." in told
    assert "Skriv klockslaget som 11.45." in sara.post(close, {"end": "halv tolv"}).content.decode()
    sara.post(close, {"end": "11.30"})
    meeting.refresh_from_db()
    assert (meeting.state, f"{meeting.end:%H.%M}") == ("closed", "11.30")
