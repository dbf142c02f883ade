"""Makes an installation as `./start` does: database, static files, the samples read by the real reader, a user.

Run as `python -m tests.journeys.prepare FOLDER…` in the installation's environment; prints two login links' paths.
"""

from __future__ import annotations

import os
import sys
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import django
from django.core.management import call_command

from rodtrad.cli.finding import find
from rodtrad.cli.register import import_found

if TYPE_CHECKING:
    from rodtrad.web.accounts.models import User

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.web.settings")

ON_PAPER = "papper.pdf"


def prepare(folders: list[Path]) -> list[str]:
    """The paths of an administrator's two login links. Raises RuntimeError where a sample could not be read."""
    from rodtrad.web.accounts import actions  # needs django.setup

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    summary = import_found(find(folders), jobs=2)
    if summary.not_read:
        raise RuntimeError(f"not read: {summary.not_read}")
    make_paper()
    read_again_one_of_two()
    user = actions.create_user(email="siv@example.se", name="Siv Exempel", role="administrator", by=None)
    make_procedure(user)
    make_meeting(user)
    make_minutes(user)
    make_published(user)
    ask_by_mail(user)
    return [actions.create_login_link(user=user, by=None) for _ in range(2)]


def make_paper() -> None:
    """A document of three pages on paper, with a decision on the second."""
    from tests import factories

    record = factories.on_paper(factories.minutes(body="Pappersgruppen", assignments=[]))
    factories.enter(record, name=ON_PAPER, pages=3, data=factories.pdf_of(3))


def make_procedure(user: User) -> None:
    """Standing items of one body, a phrase of the one that meets, and a role in each."""
    from rodtrad.web.accounts.actions import create_user
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.procedure.actions import add_phrase, add_standing_item

    papers, meets = Body.objects.get(name="Pappersgruppen"), Body.objects.get(name__startswith="Styrgruppen")
    for title in ("Mötets öppnande", "Val av justerare"):
        add_standing_item(body=papers, fields={"title": title}, by=user)
    # Whichever bodies' roles are looked at, there is one to change.
    reader = create_user(email="rune@example.se", name="Rune Exempel", role="reader", by=None)
    for body in Body.objects.all():
        give_role(user=reader, body=body, role="reader", starts=date(2026, 1, 1), by=None)
    add_phrase(body=meets, word="tack", text="Ordföranden tackar för ett gott möte.", by=user)


def read_again_one_of_two() -> None:
    """Two documents that an older reader read, of which the present one has something otherwise in the first."""
    from rodtrad.web.documents.models import Document, Finding, Version
    from rodtrad.web.review.rereading import read_again

    two = list(Document.objects.filter(name__startswith="hjalpmedelsgruppen").order_by("name")[:2])
    Version.objects.filter(document__in=two).update(reader_version="0.0.1")
    decision = Finding.objects.filter(version__document=two[0], kind="decision").first()
    if decision is None:
        raise RuntimeError("the sample has no decision")
    decision.value["text"] += " och mer därtill"
    decision.save()
    read_again(two[:1], by=None)


def make_meeting(secretary: User) -> None:
    """An open meeting of a body of the samples that votes, with something to decide, of which the user is secretary."""
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.holding.actions import open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.holding.saving import Save, save_paragraph
    from rodtrad.web.meetings.models import BodyRules, Item
    from rodtrad.web.preparing.actions import add_item, plan_meeting
    from rodtrad.web.preparing.sections import add_section

    body = Body.objects.get(name__startswith="Styrgruppen")
    BodyRules.objects.create(body=body, votes=True)
    give_role(user=secretary, body=body, role="secretary", starts=date(2026, 1, 1), by=None)
    day, start, end = date(2026, 12, 11), time(9), time(12)
    meeting = plan_meeting(bodies=[body], day=day, start=start, end=end, place="Regionhuset", by=secretary)
    fields = {"title": "Gemensam tolkservice", "type": "decision", "minutes_needed": 20}
    item = add_item(meeting=meeting, fields=fields, clauses=["inrätta en gemensam tolkservice"], by=secretary)
    for title, clauses in (("Tolkar på distans", ["upphandla tolkar på distans"]), ("Tolkar på plats", [])):
        add_section(item=item, fields={"title": title}, clauses=clauses, presenters=["Tove Alnfors"], by=secretary)
    open_meeting(meeting=meeting, by=secretary)
    roll = [Called("Tove Alnfors", "present", duty="chair"), Called("Ida Ekmark", "absent")]
    roll.append(Called("Bo Allard", "present", duty="deputy", stands_in_for="Ida Ekmark"))
    take_roll(meeting=meeting, called=roll, by=secretary)
    said = Save(key=uuid4(), save_key=uuid4(), base=0, text="Siv redogör för **tolkservicen**.")
    save_paragraph(item=Item.written.filter(meeting=meeting).order_by("order")[0], save=said, by=secretary)


def make_minutes(user: User) -> None:
    """A closed meeting of the same body, whose minutes wait for the user's approval, with a remark beside them."""
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.holding.actions import decide, open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.holding.saving import Save, save_paragraph
    from rodtrad.web.meetings.models import Item
    from rodtrad.web.minutes.actions import close_and_make
    from rodtrad.web.preparing.actions import add_item, plan_meeting
    from rodtrad.web.verifying.actions import remark, send_round

    body = Body.objects.get(name__startswith="Styrgruppen")
    give_role(user=user, body=body, role="adjuster", starts=date(2026, 1, 1), by=None)
    day, start, end = date(2026, 12, 10), time(9), time(12)
    meeting = plan_meeting(bodies=[body], day=day, start=start, end=end, place="Regionhuset", by=user)
    fields = {"title": "Gemensam utbildning", "type": "decision", "minutes_needed": 20}
    item = add_item(meeting=meeting, fields=fields, clauses=["hålla en gemensam utbildning"], by=user)
    open_meeting(meeting=meeting, by=user)
    for other in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=other, clauses=["hålla en gemensam utbildning under våren"], by=user)
    told = Save(uuid4(), uuid4(), 0, "Behovet har ökat i alla kommuner.")
    save_paragraph(item=item, save=told, by=user)
    take_roll(meeting=meeting, called=[Called(user.name, "present", duty="adjuster")], by=user)
    version = close_and_make(meeting=meeting, by=user)
    send_round(version=version, asked=[user], by=user)
    remark(version=version, item=item, quote=told.text, text="I de flesta kommuner.", by=user)


def make_published(secretary: User) -> None:
    """A body's meeting whose minutes, of two versions, are public, and one that is planned."""
    from rodtrad.web.bodies.actions import give_role
    from rodtrad.web.bodies.models import Body
    from rodtrad.web.holding.actions import decide, open_meeting, take_roll
    from rodtrad.web.holding.roll import Called
    from rodtrad.web.meetings.models import BodyRules, Item
    from rodtrad.web.minutes.actions import close_and_make, make_version
    from rodtrad.web.preparing.actions import add_item, plan_meeting
    from rodtrad.web.preparing.addresses import make_calendar_address
    from rodtrad.web.publishing.actions import ask_to_publish

    body = Body.objects.create(name="Tolkgruppen")
    BodyRules.objects.create(body=body, verifies=False)
    give_role(user=secretary, body=body, role="secretary", starts=date(2026, 1, 1), by=None)
    make_calendar_address(body=None, by=secretary)
    plan_meeting(bodies=[body], day=date(2026, 12, 18), start=time(9), end=time(10), place="", by=secretary)
    meeting = plan_meeting(bodies=[body], day=date(2026, 11, 20), start=time(9), end=time(10), place="", by=secretary)
    fields = {"title": "Tolkar på kvällar", "type": "decision"}
    add_item(meeting=meeting, fields=fields, clauses=["pröva tolkar på kvällar"], by=secretary)
    open_meeting(meeting=meeting, by=secretary)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=secretary)
    item = Item.written.get(meeting=meeting, title="Tolkar på kvällar")
    decide(item=item, clauses=["pröva tolkar på kvällar"], by=secretary)
    close_and_make(meeting=meeting, by=secretary)
    make_version(meeting=meeting, why="Ett skrivfel", by=secretary)
    ask_to_publish(meeting=meeting, by=secretary)


def ask_by_mail(secretary: User) -> None:
    """A question to the same body as in `make_minutes`, which the user is asked too, and one that was withdrawn."""
    from rodtrad.web.bodies.models import Body, Membership
    from rodtrad.web.circulating.actions import put_question, withdraw_question
    from rodtrad.web.documents.paper_files import taken_in
    from tests import factories

    body = Body.objects.get(name__startswith="Styrgruppen")
    asked = list(Membership.objects.filter(user=secretary, body=body, role="adjuster"))
    paper = taken_in("Avtal om tolkar.pdf", factories.pdf_of(1))
    for title in ("Tolkar på helger", "Gemensam växel"):
        fields = {"title": title, "background": "Flera kommuner har frågat.", "last_day": date(2026, 12, 9)}
        made = put_question(
            body=body, fields=fields, clauses=[f"pröva {title.lower()}"], asked=asked, files=[paper], by=secretary
        )
    withdraw_question(circulation=made, why="Frågan är redan avgjord.", by=secretary)


if __name__ == "__main__":
    django.setup()
    print(*prepare([Path(folder) for folder in sys.argv[1:]]))
