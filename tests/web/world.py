"""A body that meets here with people in every role, and its meetings: one to come, one whose minutes wait for approval,
and one whose minutes are public. Words tell where a text comes from, wherever it turns up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from uuid import uuid4

from django.test import Client

from rodtrad.web.accounts.models import Role, User
from rodtrad.web.bodies.models import Body, Membership, Party, Person, Seat
from rodtrad.web.circulating.actions import put_question
from rodtrad.web.circulating.models import Circulation
from rodtrad.web.documents.paper_files import taken_in
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.actions import assign, decide, open_meeting, take_roll
from rodtrad.web.holding.models import Paragraph, Phrase
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting, Presenter, Section, Vote
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item, call_meeting, plan_meeting, withdraw_item
from rodtrad.web.preparing.addresses import make_calendar_address
from rodtrad.web.preparing.models import PaperFile, StandingItem
from rodtrad.web.preparing.papers import add_paper
from rodtrad.web.preparing.sections import add_section, withdraw_section
from rodtrad.web.publishing.actions import ask_to_publish, rule_on
from rodtrad.web.publishing.models import Publication
from rodtrad.web.verifying.actions import approve, remark, send_round
from rodtrad.web.verifying.models import Answer, Remark, Round, Seal
from tests import factories
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_member

# In every text of the two meetings that are not public; of the public one in all that is confidential, in what is
# masked, and in all the rest.
DRAFT, SECRET, MASKED, OPEN = "Utkastsord", "Hemligsord", "Masksord", "Öppetord"
CHAIRS = {OPEN: "Tove Alnfors", DRAFT: "Ulla Bergdal"}
# Otto has not logged in; Rut reads, and Mio is a member of another body; then the roles of this one; Eva coordinates,
# and Ada administers.
ROLES = {"mia": "member", "dag": "deputy", "lars": "reader", "bo": "adjuster", "sara": "secretary", "tove": "chair"}
WHO = ("otto", "rut", "mio", *ROLES, "eva", "ada")


@dataclass
class World:
    body: Body
    users: dict[str, User]
    coming: Meeting
    called: Meeting
    closed: Meeting
    public: Meeting
    seal: Seal
    question: Circulation
    keys: dict[str, object] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser that somebody is logged in with."""
        client = Client()
        if who in self.users:
            client.force_login(self.users[who])
        return client


def make_world() -> World:
    body = make_body("Tolkgruppen", kind="officials")
    installed = {"rut": Role.READER, "eva": Role.EDITOR, "ada": Role.ADMINISTRATOR}
    users = {name: make_user(name.title(), role) for name, role in installed.items()}
    users |= {name: make_member(name.title(), body, role) for name, role in ROLES.items()}
    users["mio"] = make_member("Mio", make_body("Andra gruppen"), "member")
    sara, bo = users["sara"], users["bo"]
    public = _held(body, date(2026, 10, 2), OPEN, SECRET, sara)
    _approve(public, bo, sara)
    rule_on(meeting=public, text=MASKED, kind="own", masks=True, by=sara)
    ask_to_publish(meeting=public, by=sara)
    closed = _held(body, date(2026, 11, 6), DRAFT, DRAFT, sara)
    version = closed.minutes_versions.get()
    send_round(version=version, asked=[bo], by=sara)
    remark(version=version, item=None, quote="", text=f"{DRAFT} kommentar", by=bo)
    coming = plan_meeting(bodies=[body], day=date(2026, 12, 18), start=time(9), end=time(11), place="", by=sara)
    _add(coming, DRAFT, sara)
    called = _called(body, date(2026, 12, 4), sara)
    last = public.minutes_versions.latest("number")
    seal = Seal.objects.create(version=last, file=last.file.name, how=Seal.How.HERE, by=sara)
    paper = taken_in(f"{DRAFT} avtal.pdf", factories.pdf_of(1))
    told = {"title": f"{DRAFT} fråga", "last_day": date(2026, 12, 1)}
    asked = Membership.objects.filter(body=body, role__in=("member", "chair"))
    question = put_question(body=body, fields=told, clauses=[f"pröva {DRAFT}"], asked=asked, files=[paper], by=sara)
    _link(closed)
    world = World(body, users, coming, called, closed, public, seal, question)
    world.keys = _keys(world)
    return world


def _link(closed: Meeting) -> None:
    """Say which party and person of the register the rows are about."""
    party = Party.objects.create(name="Ekeby kommun", kind=Party.Kind.MUNICIPALITY)
    for model in (Attendance, Assignment, Presenter):
        model.written.update(party=party)
    ulla = Person.objects.get(name=CHAIRS[DRAFT])
    Presenter.written.filter(item__meeting=closed).update(person=ulla)
    Assignment.written.filter(meeting=closed).update(person=ulla)


def _called(body: Body, day: date, by: User) -> Meeting:
    """A meeting that is called, with a paper at an item for all and at a confidential one; another was withdrawn."""
    called = plan_meeting(bodies=[body], day=day, start=time(9), end=time(11), place="", by=by)
    paper = taken_in(f"{DRAFT}.pdf", factories.pdf_of(1))
    for secret in (False, True):
        item = _add(called, DRAFT, by, confidential=secret)
        add_paper(item=item, original=paper, confidential=False, by=by)
    dropped = _add(called, "Utgången", by)
    call_meeting(meeting=called, by=by)
    withdraw_item(item=dropped, by=by)
    withdraw_section(section=Section.written.filter(item=dropped).latest("order"), by=by)
    return called


def _add(meeting: Meeting, word: str, by: User, *, confidential: bool = False) -> Item:
    fields = {
        "title": f"{word} ärende",
        "type": "decision",
        "introduction": f"Bakgrund till {word}.",
        "confidential": confidential,
    }
    presenters = [f"{word} Persson, {word} chef, {word} kommun"]
    item = add_item(meeting=meeting, fields=fields, clauses=[f"anta {word}"], presenters=presenters, by=by)
    add_section(item=item, fields={"title": f"{word} avsnitt"}, clauses=[], presenters=presenters, by=by)
    # Of the public meeting there is nothing to read in the title of this one.
    title = {"title": MASKED if word == OPEN else f"{word} del"}
    add_section(item=item, fields=title, clauses=[f"pröva {word}"], presenters=[], by=by)
    return item


def _held(body: Body, day: date, word: str, secret: str, by: User) -> Meeting:
    """A closed meeting with an item for all, a confidential one, and a decision and an assignment that follows from
    it of which only the decision is masked."""
    meeting = plan_meeting(bodies=[body], day=day, start=time(9), end=time(11), place="", by=by)
    items = [_add(meeting, word, by), _add(meeting, secret, by, confidential=True)]
    open_meeting(meeting=meeting, by=by)
    person = Person.objects.create(name=CHAIRS[word])
    called = [
        Called(person.name, "present", "chair", person, organisation=f"{word} stad", title=f"{word} direktör"),
        Called(f"{word} Gäst", "present"),
    ]
    take_roll(meeting=meeting, called=called, by=by)
    for item, its in zip(items, (word, secret), strict=True):
        save_paragraph(item=item, save=Save(uuid4(), uuid4(), 0, f"{its} sades länge."), by=by)
        decide(item=item, clauses=[f"anta {its} plan"], by=by)
        assign(item=item, assignee=f"{its} gruppen", task=f"följa upp {its}", due=date(2027, 3, 1), by=by)
        section = Section.written.filter(item=item).latest("order")
        save_paragraph(item=item, section=section, save=Save(uuid4(), uuid4(), 0, f"{its} sades mer om."), by=by)
        decide(item=item, section=section, clauses=[f"pröva {its} plan"], by=by)
    masked = decide(item=items[0], clauses=[f"utse {MASKED if word == OPEN else word}"], by=by)[0]
    assign(item=items[0], assignee="Gruppen", task=f"välkomna {word}", decision=masked, by=by)
    for other in Item.written.filter(meeting=meeting, type="decision", decisions=None):
        decide(item=other, clauses=["lägga protokollet till handlingarna"], by=by)
    close_and_make(meeting=meeting, by=by)
    meeting.refresh_from_db()
    return meeting


def _approve(meeting: Meeting, bo: User, by: User) -> None:
    made = send_round(version=meeting.minutes_versions.get(), asked=[bo], by=by)
    approve(answer=made.answers.get(), by=bo, identity="Bo, med lösenfras")
    meeting.refresh_from_db()


def _keys(world: World) -> dict[str, object]:
    """What addresses name, by words that a table can use."""
    mia = world.users["mia"]
    calendar = make_calendar_address(body=None, by=mia)
    file = PaperFile.objects.get(paper__item__confidential=False)
    return {
        **_of_drafts(world.closed),
        **_of_public(world.public),
        "party": Party.objects.get(name="Ekeby kommun").pk,
        "body": world.body.pk,
        "coming": world.coming.pk,
        "called": world.called.pk,
        "closed": world.closed.pk,
        "public": world.public.pk,
        "item_to_come": Item.written.get(meeting=world.coming, title__startswith=DRAFT).pk,
        "section_to_come": Section.written.filter(item__meeting=world.coming)[0].pk,
        "withdrawn_section": Section.written.get(item__meeting=world.called, cancelled=True).pk,
        "withdrawn": Item.written.get(meeting=world.called, cancelled=True).pk,
        "called_item": Item.written.get(meeting=world.called, title__startswith=DRAFT, confidential=False).pk,
        "paper": file.paper_id,
        "paper_file": file.pk,
        "secret_file": PaperFile.objects.get(paper__item__confidential=True).pk,
        "standing": StandingItem.objects.create(body=world.body, order=1, title="Öppnande").pk,
        "role": Membership.objects.get(user=mia).pk,
        "chairs_role": Membership.objects.get(user=world.users["tove"]).pk,
        "seat_in_body": Seat.objects.filter(body=world.body)[0].pk,
        "phrase": Phrase.objects.create(body=world.body, word="tack", text="Tack.").pk,
        "calendar": calendar.pk,
        "mark": calendar.mark,
        "seal": world.seal.pk,
        "question": world.question.pk,
        "enclosure": world.question.enclosures.get().pk,
        "asked": world.question.asked.get(user=mia).pk,
        "person": Person.objects.get(name=CHAIRS[OPEN]).pk,
        "draft_person": Person.objects.get(name=CHAIRS[DRAFT]).pk,
    }


def _of_drafts(closed: Meeting) -> dict[str, object]:
    item = Item.written.get(meeting=closed, title__startswith=DRAFT, confidential=False)
    return {
        "draft_item": item.pk,
        "draft_decision": Decision.written.filter(item=item, section=None)[0].pk,
        "draft_assignment": Assignment.written.filter(item=item)[0].pk,
        "draft_paragraph": Paragraph.objects.get(item=item, section=None).key,
        "vote": Vote.objects.create(item=item, meeting=closed, order=1, yes=1, no=0, is_draft=True).pk,
        "remark": Remark.objects.get().pk,
        "round": Round.objects.get(version__meeting=closed).pk,
        "round_answer": Answer.objects.get(round__version__meeting=closed).pk,
    }


def _of_public(public: Meeting) -> dict[str, object]:
    secret = Item.written.get(meeting=public, confidential=True)
    return {
        "secret_item": secret.pk,
        "secret_decision": Decision.written.get(item=secret, section=None).pk,
        "secret_assignment": Assignment.written.get(item=secret).pk,
        "masked_decision": Decision.objects.get(text__contains="[maskerat]").pk,
        "decision_in_section": Decision.objects.get(section__isnull=False, meeting=public).pk,
        "open_decision": Decision.objects.get(text__contains=OPEN, section=None).pk,
        "open_assignment": Assignment.objects.get(task__startswith="välkomna", meeting=public).pk,
        "publication": Publication.objects.get().pk,
    }
