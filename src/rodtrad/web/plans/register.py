"""The register of the activities of action plans."""

from django.db.models import Exists, F, OuterRef, Q

from rodtrad.web import clock
from rodtrad.web.bodies.models import Body
from rodtrad.web.documents.register import PARTIES, by_party, source_columns, with_parties
from rodtrad.web.plans.models import Plan
from rodtrad.web.registers.declared import Column, Filter, Head, Register, Rows, by_part, by_year
from rodtrad.web.registers.words import Alphabetical, by_words

BY_STATE = by_part(
    "lage",
    "Läge",
    {
        "forsenade": ("Tiden har gått ut", lambda rows: rows.overdue(clock.today())),
        "klara": ("Klara", lambda rows: rows.done()),
        "inte-klara": ("Inte klara", lambda rows: rows.undone()),
        "utan-ansvarig": ("Saknar ansvarig", lambda rows: rows.filter(responsible="")),
        "utan-datum": ("Saknar datum", lambda rows: rows.filter(ends=None)),
    },
    every="Alla lägen",
)


def _plans(rows: Rows) -> list[tuple[str, str]]:
    plans = Plan.objects.filter(Exists(rows.order_by().filter(area__group__plan=OuterRef("pk"))))
    return [(str(pk), title) for pk, title in plans.values_list("pk", "title")]


def _bodies(rows: Rows) -> list[tuple[str, str]]:
    there = rows.order_by().filter(_of_body(OuterRef("pk")))
    bodies = Body.objects.filter(Exists(there)).values_list("pk", "name")
    return [(str(pk), name[:1].upper() + name[1:]) for pk, name in bodies]


def _of_body(body: OuterRef | int) -> Q:
    """Whose plan it is, or whose part of one."""
    return Q(area__group__plan__body=body) | Q(area__group__body=body)


def _planned(rows: Rows) -> Rows:
    return rows.with_source().select_related("area__group__plan__body", "area__group__body", "body", "party")


ACTIVITIES = Register(
    title="Aktiviteter",
    one="aktivitet",
    many="aktiviteter",
    place="plans:activities",
    filters=(
        by_words("text", "responsible", "area__title"),
        BY_STATE,
        by_year("ar", "Slutar år", "ends"),
        Filter("plan", "Plan", _plans, lambda rows, pk: rows.filter(area__group__plan=int(pk)), every="Alla planer"),
        Filter("organ", "Organ", _bodies, lambda rows, pk: rows.filter(_of_body(int(pk))), every="Alla organ"),
        by_party(),
    ),
    heads=(
        Head("Aktivitet", "aktivitet", (Alphabetical("text"),), looks="wide"),
        Head("Ansvarig", "ansvarig", (Alphabetical("responsible"),)),
        Head("Tid", "tid", ("ends", "starts")),
        Head("Läge", "lage", (Alphabetical("state"),)),
        Head("Plan", "plan", (F("area__group__plan__last_year"), Alphabetical("area__group__plan__title"))),
        Head("Källa"),
    ),
    columns=(
        Column("Aktivitet", lambda row: row.text, 60),
        Column("Plan", lambda row: row.plan.title, 34),
        Column("Grupp", lambda row: row.area.group.name, 26),
        Column("Målområde", lambda row: row.area.title, 30),
        Column("Ansvarig", lambda row: row.responsible or None, 28),
        Column("Ansvarig enligt registret", lambda row: str(row.proved_responsible or "") or None, 28),
        Column("Från", lambda row: row.starts, 12),
        Column("Från, hur noga", lambda row: row.get_starts_precision_display() or None, 10),
        Column("Till", lambda row: row.ends, 12),
        Column("Till, hur noga", lambda row: row.get_ends_precision_display() or None, 10),
        Column("Tiden enligt dokumentet", lambda row: row.time_text or None, 24),
        Column("Läge enligt dokumentet", lambda row: row.state or None, 18),
        PARTIES,
        *source_columns(),
    ),
    order="tid",
    tie=("area", "order", "pk"),
    row="plans/_activity_row.html",
    shown=_planned,
    filed=lambda rows: with_parties(_planned(rows)),
    lead="Det som handlingsplanerna säger ska göras, plan för plan på planernas sidor och här tillsammans.",
)
