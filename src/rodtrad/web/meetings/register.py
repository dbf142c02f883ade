"""The register of decisions, and the filters that all registers of what was said at meetings have."""

from django.db.models import Exists, OuterRef

from rodtrad.web.bodies.models import Body
from rodtrad.web.documents.register import PARTIES, by_party, source_columns, with_parties
from rodtrad.web.meetings.models import Decision
from rodtrad.web.registers.declared import Cell, Column, Filter, Head, Register, Rows, by_year, of_enumeration
from rodtrad.web.registers.words import Alphabetical, by_words

OTHER = Decision.Effect.OTHER
EFFECTS = {value: label for value, label in Decision.Effect.choices if value != OTHER}


def _bodies(rows: Rows) -> list[tuple[str, str]]:
    said = rows.order_by().filter(meeting__bodies=OuterRef("pk"))
    bodies = Body.objects.filter(Exists(said)).values_list("pk", "name")
    return [(str(pk), name[:1].upper() + name[1:]) for pk, name in bodies]


BY_BODY = Filter("organ", "Organ", _bodies, lambda rows, pk: rows.filter(meeting__bodies=int(pk)), every="Alla organ")


def at_meetings(rows: Rows) -> Rows:
    """With where they were said."""
    return rows.select_related("meeting", "item", "section").prefetch_related("meeting__bodies")


def number(text: str) -> Cell:
    """The number of an item: a number where it is one."""
    return int(text) if text.isdecimal() and str(int(text)) == text else text or None


MEETING = (
    Column("Organ", lambda row: row.meeting.body_names if row.meeting else None, 34),
    Column("Mötesdatum", lambda row: row.meeting.date if row.meeting else None, 12),
    Column("Punkt nr", lambda row: number(row.item.number) if row.item else None, 9),
    Column("Punkt", lambda row: row.item.title if row.item else None, 34),
    Column("Avsnitt", lambda row: str(row.section) if row.section else None, 20),
)


def yes(told: bool) -> str:
    return "Ja" if told else "Nej"


DECISIONS = Register(
    title="Beslut",
    one="beslut",
    many="beslut",
    place="meetings:decisions",
    filters=(
        by_words("text", "item__title"),
        BY_BODY,
        by_year("ar", "År", "meeting__date"),
        by_party(),
        Filter(
            "verkan",
            "Verkan",
            of_enumeration("effect", EFFECTS),
            lambda rows, effect: rows.filter(effect=effect),
        ),
        Filter(
            "formella",
            "Formella beslut",
            lambda rows: [("1", "Med formella"), ("bara", "Bara formella")],
            lambda rows, value: rows.filter(formal=True) if value == "bara" else rows,
            every="Utan formella",
            unchosen=lambda rows: rows.filter(formal=False),
        ),
    ),
    heads=(
        Head("Beslut", "beslut", (Alphabetical("text"),), looks="wide"),
        Head("Verkan", "verkan", ("effect",)),
        Head("Möte", "datum", ("meeting__date",)),
        Head("Källa"),
    ),
    columns=(
        Column("Beslut", lambda row: row.text, 70),
        *MEETING,
        Column("Verkan", lambda row: None if row.effect == OTHER else row.get_effect_display(), 16),
        Column("Beslutat av", lambda row: row.body_name or (row.body.name if row.body else None), 26),
        Column("Eget datum", lambda row: row.date, 12),
        Column("Hur noga", lambda row: row.get_date_precision_display() or None, 10),
        Column("Formellt", lambda row: yes(row.formal), 9),
        Column("Via e-post", lambda row: yes(row.by_mail), 10),
        Column("Enligt förslaget", lambda row: yes(row.adopts_proposal), 15),
        Column("Villkor", lambda row: row.condition or None, 30),
        PARTIES,
        *source_columns(),
    ),
    order="-datum",
    tie=("-meeting", "order", "pk"),
    row="meetings/_decision_row.html",
    shown=lambda rows: at_meetings(rows.with_source()),
    filed=lambda rows: with_parties(at_meetings(rows.with_source()).select_related("body")),
    hint="Läs in protokoll med kommandot rodtrad import MAPP.",
)
