"""What all findings of a version become: its rows, unsaved, and the bodies whose meeting or plan it is."""

from __future__ import annotations

import re

from rodtrad.web.bodies.models import Body, BodyName, Party, key_of
from rodtrad.web.documents.models import Finding
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.review.alike import may_be_one_body
from rodtrad.web.review.entry import Entry
from rodtrad.web.review.meeting_rows import add_agreements, add_meeting
from rodtrad.web.review.models import Suggestion
from rodtrad.web.review.plan_rows import add_plan
from rodtrad.web.review.sources import Source

# Bodies of one municipality or region, which others have by the same name.
BOARD = re.compile(r"nämnd|styrelse|fullmäktige|utskott", re.IGNORECASE)
HEAD, HEAD_LINES = 1000, 6  # characters, and written lines, in which a document says whose it is


def make_rows(entry: Entry) -> None:
    """Make all rows that the findings of a version become, none of them saved; its bodies are, where they are new."""
    for _, finding in (*entry.findings("meeting"), *entry.findings("plan")):
        entry.bodies = [_body(entry, name, finding) for name in _body_names(finding)]
        if finding.kind == "meeting":
            add_meeting(entry, finding)
        else:
            add_plan(entry, finding)
    if not entry.made(Meeting):
        add_agreements(entry, None)


def _body_names(finding: Finding) -> list[str]:
    names = finding.value.get("bodies") or [finding.value.get("body")]
    return list({key_of(name): name for name in names if name}.values())


def _body(entry: Entry, name: str, whole: Finding) -> Body:
    """The body of that name in the document's county, or a new one; bodies that may be the same are asked about.

    Of a board that another party has by the same name it is asked too: two municipalities have a Socialnämnden each.
    """
    party = _whose(entry, name)
    known = entry.directory.body_called(name, entry.county_id, party.pk if party else None)
    if known:
        if party and not known.party_id:
            known.party = party
            known.save(update_fields=["party"])
        return known
    named = next((f for _, f in entry.findings("body") if f.value == name), whole)
    told = {"county_id": entry.county_id, "county_inferred": entry.county_id is not None, "party": party}
    body = Body.objects.create(name=name, **told)
    BodyName.objects.create(body=body, name=name, key=key_of(name), finding=named)
    # A county that nobody knows may be any: only the county's own bodies and those without one are compared.
    for county_id in {entry.county_id, None}:
        for other in entry.directory.bodies(county_id):
            if other.body != body and may_be_one_body(name, other.name):
                text = f"Är {name} och {other.name} samma organ?"
                both = {"body": body, "other_body": other.body}
                entry.suggest(Suggestion.Kind.SAME_BODY, text, Source(named.pk), Source(other.finding_id), **both)
    entry.directory.add_body(body, named)
    return body


def _whose(entry: Entry, name: str) -> Party | None:
    """Whose board a name is, as one of the first lines of the document says it alone; None for other bodies."""
    if not BOARD.search(name) or entry.finder.party(name):
        return None
    lines = [line.strip() for line in entry.version.text[:HEAD].split("\n") if line.strip()][:HEAD_LINES]
    named = {party.pk: party for line in lines if (party := entry.finder.organisation(line))}
    return next(iter(named.values())) if len(named) == 1 else None


def join_bodies(entry: Entry, *, is_first: bool) -> None:
    """Tie the meeting to its bodies, and ask about another document's meeting of the same body on the same day."""
    for row in entry.made(Meeting):
        if is_first:
            joins = Meeting.bodies.through
            joins.objects.bulk_create([joins(meeting=row, body=body) for body in entry.bodies])
        else:
            row.bodies.set(entry.bodies)
        if row.date is None:
            continue
        same = Meeting.objects.filter(bodies__in=entry.bodies, date=row.date).exclude(pk=row.pk).distinct()
        for other in same.prefetch_related("bodies"):
            text = f"Två dokument gäller {other}. Är det samma möte?"
            entry.suggest(Suggestion.Kind.SAME_MEETING, text, Source.of(row), Source(other.finding_id))
