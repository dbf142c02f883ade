"""Ready pieces that a writer calls by a word, "/beslut": each leads to a form of the room, or fills something in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rodtrad.web.holding.models import Paragraph, Phrase
from rodtrad.web.meetings.models import BodyRules

Kind = Paragraph.Kind


@dataclass(frozen=True, slots=True)
class Module:
    """`field`: the id of the field it leads to, empty where it stays in the paragraph; `fills`: what it writes there;
    `choice`: what is chosen in the list beside the field, or the kind that the paragraph becomes, with `text`."""

    key: str
    does: str
    field: str = ""
    fills: str = ""
    choice: str = ""
    text: str = ""


TABLE: Final = "bordlägga ärendet till nästa möte"
SEND_BACK: Final = "återremittera ärendet för ytterligare beredning"
VOTE: Final = Module("/röst", "Skriv en omröstning", "rost-yes_for")
MODULES: Final = (
    Module("/beslut", "Skriv ett beslut", "beslut-clauses"),
    Module("/uppdrag", "Ge ett uppdrag", "uppdrag-assignee", choice="assignment"),
    Module("/medskick", "Ge ett medskick", "uppdrag-assignee", choice="advice"),
    Module("/bordlägg", "Bordlägg ärendet", "beslut-clauses", TABLE),
    Module("/återremiss", "Återremittera ärendet", "beslut-clauses", SEND_BACK),
    Module("/reservation", "Anteckna en reservation", "sagt-kind", choice=Kind.DISSENT),
    Module("/yttrande", "Anteckna ett särskilt yttrande", "sagt-kind", choice=Kind.STATEMENT),
    Module("/anteckning", "Skriv en protokollsanteckning", "sagt-kind", choice=Kind.NOTE),
    Module("/fråga", "Gör stycket till frågor och synpunkter", choice=Kind.QUESTION),
    Module("/dialog", "Gör stycket till dialog", choice=Kind.DIALOGUE),
)
# What no body may have as a word of its own.
COMMANDS: Final = frozenset(module.key[1:] for module in (*MODULES, VOTE))


def modules_of(rules: BodyRules, phrases: Iterable[Phrase]) -> list[Module]:
    """Those that a body has: only one that votes has votes, and each its own phrases."""
    own = [Module(str(phrase), phrase.text, text=phrase.text) for phrase in phrases]
    return [*MODULES, *([VOTE] if rules.votes else []), *own]
