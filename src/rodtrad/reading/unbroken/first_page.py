"""The first page of a text that lost its line breaks: what it is, its labels, and each person of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rodtrad.reading.labels import ATTENDANCE, label_of
from rodtrad.reading.name_runs import persons_apart
from rodtrad.reading.parties import Parties
from rodtrad.reading.sources.source import Line, Stretch
from rodtrad.reading.unbroken.parts import FOLLOWED, NUMBERED, REFERENCE, cut_at
from rodtrad.reading.unbroken.title_ends import title_end

IN_HEAD: Final = (
    r"Plats och tid|Tid och plats|Tid|Plats|Datum|Organ|(?:Sammanträdes|Mötes)(?:datum|dag|tid|plats)|Kallade"
    r"|Beslutande(?: ledamöter)?|Närvarande(?: (?:ledamöter|ersättare|tjänstemän|tjänstepersoner|politiker))?"
    r"|(?:Närvarande )?[Ee]j (?:tjänstgörande ersättare|närvarande)|Tjänstgörande (?:ersättare|ledamöter)"
    r"|Ersättare|Ledamöter"
    r"|Övriga(?: (?:närvarande|deltagande|deltagare))?|Närvarorätt|Frånvarande(?: ledamöter)?|Förhind(?:er|rade)"
    r"|Deltar på distans|Inbjudna|Tjänstepersoner|Deltagare|Adjungerade"
    r"|Uts(?:es|edd)(?: till| att) juster(?:a(?:re)?|ingsman)|Juster(?:are|ande|ing sker)"
    r"|Justering(?:(?:ens|s)? plats och tid|sdatum)?|Mötesordförande|Ordförande|Sekreterare|Antecknat av"
    r"|Vid protokollet|Dessutom|Medverkande|ande"
    r"|Underskrift(?:er)?|Paragrafer|ANSLAG ?/ ?BEVIS|Anslag(?:/bevis)?|[Bb]evis om anslag|BEVIS OM ANSLAG"
    r"|Anslagsdatum|Datum (?:då|för|när)(?: (?!\d)\S+){1,5}|Förvaringsplats(?: för protokollet)?|Protokollet förvaras"
    r"|Innehåll(?:sförteckning)?|Ärendeförteckning|Föredragningslista|Ärendelista|Dagordning|Ärenden"
)
HEAD_LABEL: Final = re.compile(rf"(?<!\S)(?:{IN_HEAD}){FOLLOWED}")
TITLED: Final = re.compile(r"(?<!\S)(?:\w*protokoll|\w*PROTOKOLL|Protokoll|(?:Minnes|minnes|Mötes)anteckningar)(?!\S)")
# Labels that are read with what stands behind them
WITH_TEXT: Final = re.compile(
    r"Sekr|Ordf|Mötesordf|Juster|Uts|Antecknat|Vid |Plats och|Tid och|Anslag|Datum (?:då|för|när)|Förvaring|Protokollet"
)

PAGE_BEHIND: Final = re.compile(r"\s\d{1,3}$")


def first_page(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """The first page: what it is, its labels, and each person of a list."""
    at = {m.start() for pattern in (TITLED, REFERENCE) for m in pattern.finditer(content.text)}
    for match in HEAD_LABEL.finditer(content.text):
        at.add(match.start())
        if not match[0].endswith(":") and not WITH_TEXT.match(match[0]):
            at.add(match.end())
    listing, waiting = False, list[Stretch]()
    for piece in cut_at(content, at):
        label = label_of(Line(number=0, content=piece))
        if label:
            listing = label.kind in ATTENDANCE
        named = HEAD_LABEL.match(piece.text) if WITH_TEXT.match(piece.text) else None
        value = label.value if label and label.value else piece[named.end() if named else 0 :].strip()
        people = persons_apart(value, parties, flattened=True) if listing or waiting else []
        if named and not value:
            waiting.append(piece)
        elif named and len(people) == len(waiting) + 1 > 1:
            # "Sekreterare Ordförande Justerande Anna Ek Bo Al Cia Dal"
            roles = (*waiting, piece[: named.end()])
            yield from (Stretch.join(pair) for pair in zip(roles, people, strict=True))
            waiting = []
        else:
            yield from (
                *waiting,
                *([piece[: len(piece) - len(value)].strip(), *people] if len(people) > 1 else [piece]),
            )
            waiting = []
    yield from waiting


def announced(content: Stretch) -> tuple[Stretch, Stretch]:
    """An entry of a list of contents, less its page number, and what stands behind the list's last one."""
    number = NUMBERED.match(content.text)
    start = number.end() if number else 0
    label = HEAD_LABEL.search(content.text, start)
    end = start + title_end(content.text[start : label.start() if label else None].strip())
    behind = PAGE_BEHIND.search(content.text[:end].rstrip())
    return content[: behind.start() if behind else end].strip(), content[end:].strip()
