"""What was done with a meeting that is held here, from its planning to its publication, as the log has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from rodtrad.web.accounts.models import Change
from rodtrad.web.followup.models import Assignment
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.meetings.clauses import clause_of
from rodtrad.web.meetings.models import Item, Meeting, Paper, Section, Vote
from rodtrad.web.minutes.models import Addition, MinutesVersion
from rodtrad.web.preparing.models import PaperFile
from rodtrad.web.publishing.models import Publication, Ruling
from rodtrad.web.returning.models import WordFile
from rodtrad.web.verifying.forgotten import ADDED, STRUCK
from rodtrad.web.verifying.models import Round, Seal

# Each action in words, and which of its details tell more. A test asks for every action of the apps of meetings.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "meeting-planned": ("Mötet planerades", "date", "start", "place"),
    "meeting-moved": ("Tid eller plats ändrades", "date", "start", "place"),
    "meeting-cancelled": ("Mötet ställdes in", "why"),
    "meeting-called": ("Mötet kallades", "notice"),
    "agenda-filled": ("Dagordningen fylldes",),
    "agenda-arranged": ("Dagordningen ordnades",),
    "item-added": ("Punkten lades till", "clauses"),
    "item-changed": ("Punkten ändrades", "clauses"),
    "item-withdrawn": ("Punkten togs bort",),
    "item-put-back": ("Punkten lades tillbaka",),
    "section-added": ("Avsnittet lades till", "clauses"),
    "section-changed": ("Avsnittet ändrades", "clauses"),
    "section-withdrawn": ("Avsnittet togs bort",),
    "section-put-back": ("Avsnittet lades tillbaka",),
    "sections-arranged": ("Avsnitten ordnades",),
    "paper-added": ("Handlingen lämnades in",),
    "paper-changed": ("Handlingen ändrades",),
    "paper-moved": ("Handlingen flyttades",),
    "paper-removed": ("Handlingen togs bort",),
    "meeting-opened": ("Mötet öppnades", "at"),
    "opening-undone": ("Öppnandet ångrades",),
    "roll-taken": ("Närvaron togs upp", "present"),
    "floor-given": ("Punkten visades på skärmen",),
    "decisions-shown": ("Besluten visades på skärmen",),
    "recused": ("Jäv skrevs in", "people"),
    "said": ("Det antecknades något vid punkten", "kind"),
    "said-taken-back": ("Det som var antecknat vid punkten togs bort", "kind"),
    "paragraph-moved": ("Stycket flyttades",),
    "decided": ("Beslut", "clauses"),
    "decision-taken-back": ("Beslutet togs tillbaka", "clauses"),
    "voted": ("Omröstning",),
    "vote-taken-back": ("Omröstningen togs tillbaka",),
    "assigned": ("Uppdrag",),
    "assignment-taken-back": ("Uppdraget togs tillbaka",),
    "meeting-closed": ("Mötet avslutades", "at"),
    "minutes-made": ("Protokollet gjordes", "number", "why"),
    "minutes-sent": ("Protokollet skickades för justering", "number", "to"),
    "minutes-remarked": ("Kommentar", "text"),
    "remark-settled": ("Kommentaren åtgärdades", "text"),
    "minutes-approved": ("Godkände protokollet", "number"),
    "minutes-recalled": ("Utskicket av protokollet återkallades", "number", "why"),
    "minutes-sent-back": ("Återsände protokollet", "number", "why"),
    "minutes-verified": ("Protokollet är justerat", "number"),
    "minutes-corrected": ("Protokollet rättades", "why", "changes"),
    "minutes-added-to": ("En rättelse lades till", "why"),
    "word-file-taken-in": ("Protokollet lämnades in från Word",),
    "word-changes-answered": ("Ändringarna från Word besvarades", "taken", "declined"),
    "minutes-signed": ("Protokollet undertecknades", "number", "signers"),
    "ruled-on": ("Ett ställe bedömdes inför publicering", "masks"),
    "publication-asked-for": ("Publicering begärdes", "version"),
    "publication-declined": ("Publiceringen skickades tillbaka", "why"),
    "minutes-published": ("Protokollet publicerades", "version"),
    "minutes-withdrawn": ("Publiceringen återkallades", "why"),
    "minutes-distributed": ("Protokollet expedierades",),
}
# The meeting's own, of which there is but one, or which the details number.
SAID_BY_WHAT_WAS_DONE: Final = (MinutesVersion, Round, Seal, Publication)
LABELS: Final = {
    "at": "kl.",
    "start": "kl.",
    "number": "version",
    "version": "version",
    "present": "närvarande:",
    "to": "till",
    "taken": "intagna:",
    "declined": "avböjda:",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One row: when, who, what was done, to what (empty: to the meeting itself), and what more the log says of it."""

    at: datetime
    by: str
    done: str
    what: str
    more: str


def changes_of_meeting(meeting: Meeting) -> QuerySet[Change]:
    """The rows of the log that tell of a meeting or of something of it, the latest first. What was taken away since is
    found by the item that the row names."""
    items = list(Item._base_manager.filter(meeting=meeting).values_list("pk", flat=True))
    own: tuple[tuple[type[Model], dict[str, Any]], ...] = (
        (Item, {"meeting": meeting}),
        (Section, {"item__meeting": meeting}),
        (Paper, {"item__meeting": meeting}),
        (PaperFile, {"paper__item__meeting": meeting}),
        (Paragraph, {"item__meeting": meeting}),
        (Assignment, {"meeting": meeting}),
        (Vote, {"meeting": meeting}),
        (MinutesVersion, {"meeting": meeting}),
        (Round, {"version__meeting": meeting}),
        (Seal, {"version__meeting": meeting}),
        (Addition, {"meeting": meeting}),
        (WordFile, {"version__meeting": meeting}),
        (Ruling, {"meeting": meeting}),
        (Publication, {"meeting": meeting}),
    )
    about = Q(object_type=Meeting._meta.label_lower, object_id=str(meeting.pk))
    for model, of_it in own:
        keys = model._base_manager.filter(**of_it).annotate(logged_as=Cast("pk", CharField())).values("logged_as")
        about |= Q(object_type=model._meta.label_lower, object_id__in=keys)
    about |= Q(action__in=("vote-taken-back", "assignment-taken-back", "paper-removed"), details__item__in=items)
    return Change.objects.filter(about, action__in=WORDS).select_related("by").order_by("-at", "-pk")


def told(changes: QuerySet[Change] | list[Change]) -> Iterator[Told]:
    """The rows in words."""
    own = {model._meta.label_lower for model in (Meeting, *SAID_BY_WHAT_WAS_DONE)}
    for change in changes:
        done, *keys = WORDS[change.action]
        what = "" if change.object_type in own else change.object_text
        said = [text for key in keys if (text := _said(key, change.details.get(key))) and text not in what]
        ended = [*(text.rstrip(".") for text in said[:-1]), *said[-1:]]
        yield Told(change.at, str(change.by or "Installationen"), done, what, ", ".join(ended))


def _said(key: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    match key:
        case "clauses":
            return "; ".join(f"att {clause_of(clause)}" for clause in value)
        case "notice":
            return "kallelsen skickades" if value == 1 else f"tillägg {value - 1} till kallelsen skickades"
        case "masks":
            return "maskeras" if value else "får stå"
        case "changes":
            return "; ".join(told for change in value if (told := _written_or_struck(change)))
        case "kind":
            return Paragraph.Kind(value).label.lower()
        case "at" | "start":
            value = str(value).replace(":", ".")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{LABELS[key]} {text}" if key in LABELS else text


def _written_or_struck(change: Mapping[str, Any]) -> str:
    """What a correction wrote into the decisions and assignments, or struck; of other changes nothing."""
    for key, how in ((ADDED, "inskrivet"), (STRUCK, "struket")):
        if text := change.get(key):
            return f"{how} vid {change['at']}: {text}"
    return ""
