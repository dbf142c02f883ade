"""The register of assignments."""

from django.db.models import Case, When

from rodtrad.web import clock
from rodtrad.web.documents.register import PARTIES, by_party, source_columns, with_parties
from rodtrad.web.followup.models import Assignment
from rodtrad.web.meetings.register import BY_BODY, MEETING, at_meetings
from rodtrad.web.registers.declared import Column, Filter, Head, Register, Rows, by_part, by_year, of_enumeration
from rodtrad.web.registers.words import Alphabetical, by_words

State = Assignment.State
BY_STATE = by_part(
    "lage",
    "Läge",
    {
        "forsenade": ("Försenade", lambda rows: rows.overdue(clock.today())),
        "open": ("Öppna", lambda rows: rows.filter(state=State.OPEN)),
        "utan-ansvarig": ("Behöver ansvarig", lambda rows: rows.open().filter(assignee="")),
        "done": ("Klara", lambda rows: rows.filter(state=State.DONE)),
        "dropped": ("Avskrivna", lambda rows: rows.filter(state=State.DROPPED)),
    },
    every="Alla lägen",
)
BY_DUE = by_part(
    "senast",
    "Klart senast",
    {
        "passerat": ("Dagen har passerat", lambda rows: rows.filter(due__lt=clock.today())),
        "snart": ("Inom 30 dagar", lambda rows: rows.due_soon(clock.today())),
        "senare": ("Senare", lambda rows: rows.due_later(clock.today())),
        "utan": ("Utan datum", lambda rows: rows.filter(due=None)),
    },
    every="När som helst",
)
OPEN_FIRST = Case(When(state=State.OPEN, then=0), default=1)


def _given(rows: Rows) -> Rows:
    return at_meetings(rows.with_source()).select_related("body", "person", "party")


ASSIGNMENTS = Register(
    title="Uppdrag",
    one="uppdrag",
    many="uppdrag",
    place="followup:assignments",
    filters=(
        by_words("task", "assignee"),
        BY_STATE,
        BY_DUE,
        BY_BODY,
        by_year("ar", "Mötets år", "meeting__date"),
        by_party(),
        Filter(
            "slag",
            "Slag",
            of_enumeration("kind", dict(Assignment.Kind.choices)),
            lambda rows, kind: rows.filter(kind=kind),
            every="Alla slag",
        ),
    ),
    heads=(
        Head("Uppdrag", "uppdrag", (Alphabetical("task"),), looks="wide"),
        Head("Ansvarig", "ansvarig", (Alphabetical("assignee"),)),
        Head("Klart senast", "senast", ("due",)),
        Head("Läge", "lage", (OPEN_FIRST, "due")),
        Head("Möte", "mote", ("meeting__date",)),
        Head("Källa"),
    ),
    columns=(
        Column("Uppdrag", lambda row: row.task, 60),
        Column("Slag", lambda row: row.get_kind_display(), 16),
        Column("Ansvarig", lambda row: row.assignee or None, 28),
        Column("Ansvarig enligt registret", lambda row: str(row.proved_assignee or "") or None, 28),
        Column("Klart senast", lambda row: row.due, 12),
        Column("Hur noga", lambda row: row.get_due_precision_display() or None, 10),
        Column("Tiden enligt dokumentet", lambda row: row.due_text or None, 26),
        Column("Läge", lambda row: row.standing(clock.today()).label, 16),
        *MEETING,
        PARTIES,
        *source_columns(),
    ),
    order="lage",
    tie=("pk",),
    row="followup/_assignment_row.html",
    shown=_given,
    filed=lambda rows: with_parties(_given(rows)),
)
