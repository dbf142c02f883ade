"""The findings of minutes or a notice as rows: the meeting, its items and what was said at them."""

from __future__ import annotations

from typing import Any

from rodtrad.web.agreements.models import Agreement, AgreementParty
from rodtrad.web.documents.dates import clock_time, first_day, last_day, moment, precision
from rodtrad.web.documents.models import Document, Finding
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.models import (
    Appointment,
    Attendance,
    Decision,
    Item,
    Meeting,
    NextMeeting,
    Paper,
    Presenter,
    Proposal,
    Recipient,
    Section,
    Signature,
    Standpoint,
    Vote,
    is_paragraph,
)
from rodtrad.web.review.entry import Entry
from rodtrad.web.review.in_text import Called, InText


def add_meeting(entry: Entry, finding: Finding) -> None:
    """The meeting and all that was found of it."""
    value = finding.value
    meeting = Meeting(
        date=first_day(value.get("date")),
        end_date=last_day(value.get("end_date")),
        start=clock_time(value.get("start")),
        end=clock_time(value.get("end")),
        place=value.get("place") or "",
        reference=value.get("reference") or "",
        state=_state(entry),
    )
    entry.add(meeting, finding)
    _add_attendance(entry, meeting)
    _add_items(entry, meeting)
    _add_said(entry, meeting)
    add_agreements(entry, meeting)
    _add_closing(entry, meeting)


def _state(entry: Entry) -> str:
    """What an imported document shows of how far its meeting has come."""
    if entry.document.kind == Document.Kind.NOTICE:
        return Meeting.State.CALLED
    signed = any(finding.value.get("signed_at") for _, finding in entry.findings("signature"))
    return Meeting.State.SIGNED if signed else Meeting.State.CLOSED


def _add_attendance(entry: Entry, meeting: Meeting) -> None:
    for order, finding in entry.findings("attendance"):
        value = finding.value
        row = Attendance(
            meeting=meeting,
            order=order,
            name=value["name"],
            organisation=value.get("organisation") or "",
            party=entry.finder.organisation(value.get("organisation") or ""),
            title=value.get("title") or "",
            duty=value["duty"],
            presence=value["presence"],
        )
        entry.add(row, finding)


def _add_items(entry: Entry, meeting: Meeting) -> None:
    for order, finding in entry.findings("item"):
        value = finding.value
        item = Item(
            meeting=meeting,
            order=order,
            number=value.get("number") or "",
            is_paragraph=is_paragraph(value.get("number"), entry.version.text, finding.first_char),
            title=value["title"],
            type=value.get("type") or "",
            cancelled=value.get("cancelled") or False,
        )
        entry.add(item, finding)
    for order, finding in entry.findings("section"):
        item = entry.whole(finding, Item)
        entry.add(
            Section(item=item, order=order, label=finding.value.get("label") or "", title=finding.value["title"]),
            finding,
        )
    for order, finding in entry.findings("paper"):
        entry.add(Paper(item=entry.whole(finding, Item), order=order, text=finding.value["text"]), finding)
    for order, finding in entry.findings("presenter"):
        entry.add(_presenter(entry, order, finding), finding)


def _presenter(entry: Entry, order: int, finding: Finding) -> Presenter:
    value = finding.value
    of_section = finding.parent is not None and finding.parent.kind == "section"
    section = entry.whole(finding, Section) if of_section else None
    return Presenter(
        item=section.item if section else entry.whole(finding, Item),
        section=section,
        order=order,
        name=value["name"],
        title=value.get("title") or "",
        organisation=value.get("organisation") or "",
        party=entry.finder.organisation(value.get("organisation") or ""),
    )


def _add_said(entry: Entry, meeting: Meeting) -> None:
    for order, finding in entry.findings("proposal"):
        value = finding.value
        row = Proposal(**_at_item(entry, meeting, order, finding), text=value["text"], outcome=value["outcome"])
        entry.add(row, finding)
    for order, finding in entry.findings("decision"):
        entry.add(_decision(entry, meeting, order, finding), finding)
    for order, finding in entry.findings("vote"):
        value = finding.value
        counted = {name: value.get(name) for name in ("yes", "no", "abstained")}
        entry.add(Vote(**_at_item(entry, meeting, order, finding), **counted), finding)
    for order, finding in entry.findings("standpoint"):
        value = finding.value
        said = {"kind": value["kind"], "text": value["text"], "names": "\n".join(value.get("names") or ())}
        entry.add(Standpoint(**_at_item(entry, meeting, order, finding), **said), finding)
    for order, finding in entry.findings("assignment"):
        entry.add(_assignment(entry, meeting, order, finding), finding)
    for order, finding in entry.findings("appointment"):
        value = finding.value
        appointment = Appointment(
            **_at_item(entry, meeting, order, finding),
            name=value["person"],
            post=value.get("post") or "",
            replaces_name=value.get("replaces") or "",
            body_name=value.get("body") or "",
            body=entry.body_called(value.get("body")),
            starts=first_day(value.get("from")),
            starts_precision=precision(value.get("from")),
        )
        entry.add(appointment, finding)


def _decision(entry: Entry, meeting: Meeting, order: int, finding: Finding) -> Decision:
    value = finding.value
    return Decision(
        **_at_item(entry, meeting, order, finding),
        text=value["text"],
        body=entry.body_called(value.get("body")),
        body_name=value.get("body") or "",
        formal=value.get("formal") or False,
        by_mail=value.get("via") == "mail",
        date=first_day(value.get("date")),
        date_precision=precision(value.get("date")),
        adopts_proposal=value.get("adopts_proposal") or False,
        effect=value["effect"],
        condition=value.get("condition") or "",
    )


def _assignment(entry: Entry, meeting: Meeting, order: int, finding: Finding) -> Assignment:
    value = finding.value
    assignee = value.get("assignee") or ""
    body = entry.body_called(assignee)
    return Assignment(
        **_at_item(entry, meeting, order, finding),
        decision=_decision_around(entry, finding),
        kind=value["kind"],
        assignee=assignee,
        body=body,
        party=None if body else entry.finder.party(assignee),
        task=value["task"],
        due=last_day(value.get("due")),
        due_precision=precision(value.get("due")),
        due_text=value.get("due_text") or "",
    )


def _decision_around(entry: Entry, finding: Finding) -> Decision | None:
    """The one clause in whose words the assignment stands."""
    clauses = entry.looked_up(Decision, lambda: InText(entry.made(Decision)))
    around = clauses.across(finding)
    return around[0] if len(around) == 1 else None


def add_agreements(entry: Entry, meeting: Meeting | None) -> None:
    """The agreements that a document tells of; without a meeting where the document is the agreement itself."""
    for order, finding in entry.findings("agreement"):
        value = finding.value
        agreement = Agreement(
            **_at_item(entry, meeting, order, finding),
            title=value["title"],
            starts=first_day(value.get("from")),
            starts_precision=precision(value.get("from")),
            ends=last_day(value.get("to")),
            ends_precision=precision(value.get("to")),
            extensions=value.get("extensions") or [],
            notice=value.get("notice") or "",
            review=value.get("review") or "",
            cost_shares=value.get("cost_shares") or [],
            annexes=value.get("annexes") or [],
        )
        entry.add(agreement, finding)
        entry.agreement_parties += [
            AgreementParty(agreement=agreement, name=name, party=entry.finder.organisation(name))
            for name in value.get("parties") or ()
        ]


def _add_closing(entry: Entry, meeting: Meeting) -> None:
    for order, finding in entry.findings("signature"):
        value = finding.value
        row = Signature(
            meeting=meeting,
            order=order,
            name=value["name"],
            duty=value["duty"],
            signed_at=moment(value.get("signed_at")),
        )
        entry.add(row, finding)
    for order, finding in entry.findings("recipient"):
        entry.add(Recipient(meeting=meeting, order=order, text=finding.value["text"]), finding)
    for _, finding in entry.findings("next_meeting"):
        value = finding.value
        day = first_day(value["date"])
        if day is None:
            continue
        next_meeting = NextMeeting(
            meeting=meeting,
            date=day,
            date_precision=precision(value["date"]),
            body_name=value.get("body") or "",
            body=entry.body_called(value.get("body")),
        )
        entry.add(next_meeting, finding)


def _at_item(entry: Entry, meeting: Meeting | None, order: int, finding: Finding) -> dict[str, Any]:
    items = entry.looked_up(Item, lambda: Called((row, (row.number, row.title)) for row in entry.made(Item)))
    sections = entry.looked_up(
        Section, lambda: Called((row, _in_item(row.item, row.title, row.label)) for row in entry.made(Section))
    )
    item = items.nearest(finding, finding.value.get("item"))
    named = finding.value.get("section")
    section = sections.nearest(finding, *_in_item(item, named)) if named else None
    return {"meeting": meeting, "item": item, "section": section, "order": order}


def _in_item(item: Item | None, *names: str) -> tuple[tuple[int, str], ...]:
    """Names of sections within their item, which is not saved yet and so has no hash."""
    return tuple((id(item), name) for name in names)
