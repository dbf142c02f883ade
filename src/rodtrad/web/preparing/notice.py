"""A notice as one plain value, from which the PDF, the Word file and the letter are made alike."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.utils.formats import date_format

from rodtrad.web import typeset
from rodtrad.web.letterheads.models import NO_EMBLEM, Shown
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.preparing.agenda import called_for
from rodtrad.web.preparing.comparing import changes_between
from rodtrad.web.typeset import word

TEMPLATE: Final = Path(__file__).with_name("notice.typ")
NOTICE, SUPPLEMENT = "Kallelse", "Tillägg till kallelsen"


@dataclass(frozen=True, slots=True)
class Told:
    """`form`: what it calls itself. `changes`: what is new since the one before it. `items`: as a notice keeps them,
    with their place on the agenda, their type in words, their hour as it is written, "09.00", and the day that begins
    with one, in words. `foot`: what stands at the foot of each page."""

    form: str
    body: str
    day: str
    time: str
    place: str
    changes: tuple[str, ...]
    items: tuple[dict[str, Any], ...]
    foot: str
    emblem: Shown = NO_EMBLEM

    @property
    def title(self) -> str:
        return f"{self.form} {self.body} {self.day}"


def told_of(meeting: Meeting, agenda: dict[str, Any], before: dict[str, Any] | None, *, number: int | None) -> Told:
    """A notice with an agenda as `agenda_of` tells it; `before`: the agenda of the one that was sent before it.
    `number`: its own, None where it was not sent. Fetch the meeting with its bodies."""
    when = Meeting(date=_day(agenda["date"]), end_date=_day(agenda["end_date"])).when
    start, end = agenda["start"], agenda["end"]
    return Told(
        form=SUPPLEMENT if before else NOTICE,
        body=meeting.body_names,
        day=when,
        time=f"kl. {start}{f'–{end}' if end else ''}".replace(":", ".") if start else "",
        place=agenda["place"],
        changes=tuple(changes_between(before, agenda)) if before else (),
        items=tuple(_item(place, one) for place, one in enumerate(agenda["items"], 1)),
        foot="Utkast, inte skickat" if number is None else f"Tillägg {number - 1}" if number > 1 else NOTICE,
        emblem=Shown.of(meeting.held_for.county if meeting.held_for else None),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _item(place: int, told: dict[str, Any]) -> dict[str, Any]:
    kind = Item.Type(told["type"]).label if told["type"] else ""
    starts = (told["starts"] or "").replace(":", ".")
    day = _day(told.get("day"))
    papers = [
        {**paper, "title": called_for(paper["title"], confidential=paper["confidential"])} for paper in told["papers"]
    ]
    in_words = {
        "place": place,
        "title": called_for(told["title"], confidential=told["confidential"]),
        "papers": papers,
        "type": kind,
        "starts": starts,
        "day": date_format(day, "l j F") if day else "",
    }
    return {"assignments": [], "sections": [], **told, **in_words}


def notice_pdf(told: Told, *, made_at: datetime) -> bytes:
    """The notice as a PDF, tagged as the minutes are."""
    return typeset.pdf_of(
        TEMPLATE, {**asdict(told), "title": told.title, "emblem": told.emblem.told()}, made_at=made_at
    )


def notice_word(told: Told) -> bytes:
    """The notice as a .docx that reads as the PDF does."""
    document = word.swedish_document(title=told.title, author=told.body)
    word.emblem(document, told.emblem.data(), told.emblem.alt)
    document.add_heading(told.form, level=1)
    document.add_paragraph(told.body)
    word.facts(document, {"Datum": told.day, "Tid": told.time, "Plats": told.place})
    if told.changes:
        document.add_heading("Nytt sedan kallelsen", level=2)
        for change in told.changes:
            document.add_paragraph(change, style="List Bullet")
    document.add_heading("Dagordning", level=2)
    for item in told.items:
        _write(document, item)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document: Any, item: dict[str, Any]) -> None:
    document.add_heading(f"{item['place']}. {item['title']}", level=3)
    if item["cancelled"]:
        document.add_paragraph("Punkten utgår.")
    if facts := ", ".join(filter(None, [item["day"], f"kl. {item['starts']}" if item["starts"] else "", item["type"]])):
        document.add_paragraph(facts)
    if item["presenters"]:
        document.add_paragraph(f"Föredragande: {'; '.join(item['presenters'])}")
    for line in filter(None, map(str.strip, item["introduction"].splitlines())):
        document.add_paragraph(line)
    word.listed(document, "Uppdrag", item["assignments"])
    word.listed(document, "Förslag till beslut", [f"att {clause}" for clause in item["clauses"]])
    word.listed(document, "Handlingar", [paper["title"] for paper in item["papers"]])
    for section in item["sections"]:
        _write_section(document, section)


def _write_section(document: Any, section: dict[str, Any]) -> None:
    document.add_heading(f"{section['label']}) {section['title']}", level=4)
    if section["cancelled"]:
        document.add_paragraph("Avsnittet utgår.")
    if section["presenters"]:
        document.add_paragraph(f"Föredragande: {'; '.join(section['presenters'])}")
    word.listed(document, "Förslag till beslut", [f"att {clause}" for clause in section["clauses"]])
