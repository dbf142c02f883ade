"""The register of agreements."""

from rodtrad.web import clock
from rodtrad.web.agreements.models import Agreement
from rodtrad.web.documents.register import PARTIES, by_party, source_columns, with_parties
from rodtrad.web.meetings.register import BY_BODY, MEETING, at_meetings
from rodtrad.web.registers.declared import Column, Head, Register, Rows, by_part, by_year
from rodtrad.web.registers.words import Alphabetical, by_words

BY_STATE = by_part(
    "lage",
    "Läge",
    {
        "utgangna": ("Har gått ut", lambda rows: rows.lapsed(clock.today())),
        "snart": ("Går ut inom ett halvår", lambda rows: rows.lapsing(clock.today())),
        "senare": ("Går ut senare", lambda rows: rows.later(clock.today())),
        "utan": ("Utan slutdatum", lambda rows: rows.endless()),
    },
    every="Alla lägen",
)


def _agreed(rows: Rows) -> Rows:
    return at_meetings(rows.with_source()).prefetch_related("parties__party")


def _options(row: Agreement) -> str | None:
    """ "1 + 1 år"."""
    return f"{' + '.join(map(str, row.extensions))} år" if row.extensions else None


AGREEMENTS = Register(
    title="Avtal",
    one="avtal",
    many="avtal",
    place="agreements:agreements",
    filters=(
        by_words("title", "notice"),
        BY_STATE,
        by_year("ar", "Går ut år", "ends"),
        BY_BODY,
        by_party(),
    ),
    heads=(
        Head("Avtal", "avtal", (Alphabetical("title"),), looks="wide"),
        Head("Gäller", "gar-ut", ("ends",)),
        Head("Parter"),
        Head("Läge"),
        Head("Källa"),
    ),
    columns=(
        Column("Avtal", lambda row: row.title, 60),
        Column("Från", lambda row: row.starts, 12),
        Column("Från, hur noga", lambda row: row.get_starts_precision_display() or None, 10),
        Column("Till och med", lambda row: row.ends, 12),
        Column("Till, hur noga", lambda row: row.get_ends_precision_display() or None, 10),
        Column("Förlängning", _options, 12),
        Column("Längst till (slutsats)", lambda row: row.latest_end if row.extensions else None, 12),
        Column("Uppsägning", lambda row: row.notice or None, 24),
        Column("Översyn", lambda row: row.review or None, 24),
        Column("Kostnader", lambda row: "; ".join(row.cost_shares) or None, 34),
        Column("Bilagor", lambda row: "; ".join(row.annexes) or None, 34),
        Column("Parter", lambda row: ", ".join(one.name for one in row.parties.all()), 34),
        Column("Läge", lambda row: row.standing(clock.today()).label, 18),
        *MEETING,
        PARTIES,
        *source_columns(),
    ),
    order="gar-ut",
    tie=("pk",),
    row="agreements/_agreement_row.html",
    shown=_agreed,
    filed=lambda rows: with_parties(_agreed(rows)),
    lead="Avtal och överenskommelser, såvitt dokumenten berättar.",
)
