"""Documents composed line by line of what minutes and plans are made of, half of it left blank or out of place.

What is made bad of a good document is seldom a form that nobody filled in; these are little else.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

LONGEST: Final = 45  # lines, besides headings
HEADS: Final = (
    *("# Protokoll", "Protokoll Vårdgruppen 2024-03-01", "Minnesanteckningar", "PROTOKOLL\t1 (3)", "Kallelse"),
    *("Handlingsplan 2024-2025", "Handlingsplaner", "Överenskommelse om hjälpmedel", "Avtal", "Föredragningslista"),
    *("Sammanträdesprotokoll", "Länsgemensam ledning", "Tid: 1 mars 2024 kl. 9-12", "Plats: Teams", "Dnr RS 2024/12"),
)
# What rules look for. `{n}`: a number, `{t}`: a title, `{c}`: a clause, `{w}`: who, `{d}`: a day.
LEADS: Final = (
    *("§ {n} {t}", "{n}. {t}", "{n} {t}", "§ {n}", "## {t}", "{n}.{n} {t}", "a) {t}", "Paus", "Övriga frågor"),
    *("Beslut", "Beslut:", "Beslut: {c}", "Gruppen beslutar", "Gruppen beslutar att", "Gruppen beslutar {c}"),
    *("Nämnden beslutar", "Förslag till beslut", "Förslag till beslut: {c}", "Att uppdra till {w}:"),
    *("Gruppen uppdrar till {w} att {c}", "Uppdrag: {c}", "Uppdrag till {w}", "Ansvarig: {w}"),
    *("Ansvarig: {w}, klart {d}", "Medskick: {c}", "Medskick till {w}: {c}", "Att göra", "Att göra:"),
    *(
        "Vad\tVem\tNär",
        "Nr\tÄrende\tAnteckningar\tBeslut/åtgärd\tAnsvarig\tKlart",
        "Nr\tÄrende\tTyp\tFöredragande\tTid",
    ),
    *("Punkt\tAnteckning/Beslut\tAnsvarig\tKlart", "Målområde\tAktivitet\tAnsvarig\tTidplan"),
    *("Aktivitet\tAnsvarig\tStart\tSlut", "Indikator\tKälla\tUtgångsvärde\tMål", "Närvarande", "Närvarande:"),
    *("Närvarande: {w}", "Frånvarande: {w}", "Ledamöter", "Tjänstgörande ersättare", "Ordförande: {w}"),
    *("Ordförande\t{w}", "Sekreterare", "Justerare: {w}", "Vid protokollet", "Justeras", "Underskrifter"),
    *("Reservation", "Reservation: {c}", "Protokollsanteckning", "Särskilt yttrande", "Omröstning"),
    *("Omröstning: {n} ja, {n} nej", "Ja: {w}", "Nej: {w}", "{w} yrkar {c}", "Bifall till {w}", "Yrkande"),
    *("Bilaga {n}", "Bilagor", "Bilaga {n}: {c}", "Handlingar", "Nästa möte: {d}", "Nästa möte", "Mötet avslutas"),
    *("Protokollet skickas till", "Protokollet skickas till {w}", "Expedieras till", "Föredragande: {w}"),
    *("{w} informerar om {c}", "{w} {c} senast {d}", "{w} ska {c}", "{w} får i uppdrag att {c}"),
    *("Till ordförande väljs {w}", "Att utse {w} till {w}", "Val av {w}", "Jäv: {w}", "{w} deltar inte i beslutet"),
    *("Beslut per capsulam", "Beslut per capsulam {d}", "Mailbeslut {d}", "Gruppen har per capsulam beslutat {c}"),
    *("Överenskommelse: {c}", "Avtalet gäller {d} till {d}", "Parter: {w} och {w}", "Uppsägning: {c}"),
    *("mellan {w} och {w}", "Mål", "Mål: {c}", "Målgrupp: {c}", "Övergripande mål: {c}", "Målområde {n}: {t}"),
    *("Aktivitet: {c}", "Indikator: {c}", "Ansvarig grupp: {w}", "Sammanfattning", "Bakgrund", "({w})"),
    *("Digital signatur {w} {d}", "Signerat {d} av {w}", "Statens offentliga utredningar SOU {n}:{n}, {c}"),
)
NUMBERS: Final = ("0", "1", "2", "3", "3", "4", "12", "100")
TITLES: Final = (
    *("Vård i hemmet", "Budget", "Avslut", "Beslut", "Val", "", "att", "X", "§", "Tid", "(utgår)", "- utgår", ":"),
    *("beslut", "information", "Skola (Anna Ek)", "(se bilaga)"),
)
CLAUSES: Final = (
    *("anta planen", "", "att", "att ", "1.", "a)", "–", "-", "…", "X", "XX", "att 1.", "att att", "att, att"),
    *("att anta planen, att ge beredningen i uppdrag att", "uppdra till", "uppdra till beredningen att"),
    *("bordlägga", "enligt förslag", "ställa sig bakom", ".", ":", ",", "och", "samt", "; ", "(", "”", "utse"),
    *("utse till", "återkomma", "förutsatt att", "under förutsättning att", "till", "av", "senast", "att\tatt"),
    *("att godkänna samt", "godkänna, och"),
)
WHO: Final = (
    *("Anna Ek", "Region Älvmark", "beredningen", "Anna Ek, Ekeby kommun", "", "X", "Anna", "och", "alla", "–"),
    *("Ekeby kommun och Norrviks kommun", "samtliga", "(S)", "Anna Ek (S)", ",", "Anna Ek och", "vakant", "N.N."),
    *("ordföranden", "1", "Anna Ek, ", "Ekeby", "  "),
)
DAYS: Final = (
    *("3 maj", "2024-05-03", "", "löpande", "Q3", "nästa möte", "våren", "31 februari", "2024-13-01", "den", "kl. 9"),
    *("maj", "-", "2024", "vecka 99", "den 3", "1-2 maj", "3 maj 9999", "första kvartalet", "0"),
)
FILLED: Final = {"{n}": NUMBERS, "{t}": TITLES, "{c}": CLAUSES, "{w}": WHO, "{d}": DAYS}
BEFORE: Final = ("", "", "", "- ", "• ", "1. ", "att ", "Att ", "   ", "\t", "a) ", "– ", "# ", "**", "| ")
AFTER: Final = (
    "",
    "",
    "",
    "",
    ".",
    ":",
    ",",
    "\t",
    "\t\t",
    " |",
    "\tAnna Ek\t3 maj",
    "\t–\t–",
    "**",
    " (utgår)",
    "\t1.",
)


def composed(random: Random) -> bytes:
    """A document of text, in UTF-8."""
    lines = [random.choice(HEADS) for _ in range(random.randint(1, 4))]
    item = 0
    for _ in range(random.randint(3, LONGEST)):
        if random.random() < 0.15:
            item += 1
            lines += ["", f"{random.choice(('§ ', ''))}{item}{random.choice(('', '.'))} {random.choice(TITLES)}", ""]
        [make] = random.choices(tuple(MADE), tuple(MADE.values()))
        lines.append(make(random))
    return "\n".join(lines).encode()


def _led(random: Random) -> str:
    lead = random.choice(LEADS)
    for place, words in FILLED.items():
        while place in lead:
            lead = lead.replace(place, random.choice(words), 1)
    return lead


def _torn(random: Random) -> str:
    """A clause or a lead-in with what may stand around it."""
    words = random.choice(CLAUSES) if random.random() < 0.5 else _led(random)
    return random.choice(BEFORE) + words + random.choice(AFTER)


def _cells(random: Random) -> list[str]:
    return [random.choice(random.choice((CLAUSES, WHO, DAYS, TITLES))) for _ in range(random.randint(2, 6))]


# The makes of a line, and how often each comes.
MADE: Final[dict[Callable[[Random], str], int]] = {
    lambda random: "": 12,
    _torn: 40,
    _led: 35,
    lambda random: "\t".join(_cells(random)): 8,
    lambda random: f"| {' | '.join(_cells(random))} |": 3,
    lambda random: "   ".join(_cells(random)): 2,
    lambda random: "|---|---|---|": 2,
    lambda random: "\f": 1,
}
