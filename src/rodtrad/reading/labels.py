"""The labels of Swedish minutes: "Närvarande:", "Frånvarande", "Tid och plats:", "Protokollet ska skickas till".

A label stands alone on its line, or leads it and is followed by a colon. One table, one rule; what a label opens is
its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from rodtrad.reading.names import NAME, POLITICAL, is_person
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

LabelKind = Literal[
    "present",
    "deputies",
    "others",
    "remote",
    "partly",
    "absent",
    "chair",
    "secretary",
    "adjuster",
    "place",
    "time",
    "paragraphs",
    "reference",
    "agenda",
    "signatures",
    "distribution",
    "next-meeting",
    "presenter",
    "proposal",
    "decision",
    "notices",
    "talk",
    "body",
]

LABELS: Final[dict[LabelKind, str]] = {
    "partly": r"del av (?:mötet|dagen)|delvis (?:närvarande|deltagande)|närvarande del av mötet",
    "remote": r"(?:närvarande |deltagare |ledamöter |delta\w* |med )?(?:på|via|per) (?:distans|länk|teams|video"
    r"|zoom)|ledamöter\s*[–-]\s*distans",
    "deputies": r"(?:närvarande )?(?:ej |icke )?(?:tjänstgörande )?(?:närvarande )?(?:ersättare|suppleanter)"
    r"(?: tjänstgörande| ej tjänstgörande)?|(?:ej|icke) tjänstgörande",
    "others": r"övriga?(?: (?:när\w*|deltag\w*|medverk\w*|tjänst\w*|inbjudna|adjungerade))+|övriga|adjungerade?"
    r"|inbjud(?:en|na)|medverkan"
    r"|tjänsteperson(?:er)?|tjänstem[aä]n|gäst(?:er)?|(?:särskilt )?inbjudna gäster|dessutom(?: deltog)?|sakkunniga",
    "present": r"när\w*and?e|ande(?=\s*:)|deltog|(?:vid|i) (?:mötet|sammanträdet) deltog"
    r"|följande (?:närvarade|deltog|var närvarande)(?: (?:vid|på|i) \w+)?|på plats"
    r"|(?:vi som var )?med på mötet|medverkande|närvarade|närvaro(?:lista|förteckning)?|deltag(?:are|ande)|ledamöter"
    r"|beslutande(?: ledamöter)?"
    r"|när\w*and?e\s+(?:ledamöter|representanter|deltagare|politiker|förtroendevalda|medlemmar)"
    r"|närvarade ledamöter"
    r"|(?:när\w*and?e|deltagare|ledamöter|representanter) (?:för|från) \S+(?: \S+)?"
    r"|(?:tjänstgörande|ordinarie) ledamöter|upprop|representanter|uppropslista|närvarande vid mötet",
    "absent": r"ej (?:när\w*|deltag\w*)|icke (?:när\w*|deltag\w*)|från\w*and?e(?: ledamöter)?|för?hind\w*"
    r"|anmält? förhinder"
    r"|(?:kunde|kan) (?:inte|ej) (?:vara med|delta|närvara)|(?:anmält|anmäld) frånvaro|frånvaro"
    r"|meddelat förhinder|anmälda förhinder|förhinder anmält|lämnat återbud|återbud",
    "chair": r"(?:mötes)?ordf(?:\.|örande)?|mötesledare|sammankallande",
    "secretary": r"(?:mötes)?sekreterare|anteckningar(?= *:)|antecknare|protokollför\w*"
    r"|vid (?:protokollet|pennan|anteckningarna|tangenterna)|antecknat av|sekr\.?"
    r"|minnesanteckningar förda av",
    "adjuster": r"justerare|justerande|justeras(?: av)?|justerings(?:person|man|män|personer)|protokolljusterare"
    r"|protokollsjusterare"
    r"|(?:att justera|utse(?:dd|s)?(?: att)? justera)(?: protokollet)?|mötesjusterare"
    r"|justerat(?: (?:av|digitalt|elektroniskt|(?:via|per) (?:mejl|mail|e-post)))?",
    "time": r"tid och plats|plats och tid|(?:mötes|sammanträdes)?(?:tid|datum|dag|dat\.)(?: och (?:tid"
    r"|klockslag))?|när|td|datum/tid|tidpunkt",
    "place": r"(?:mötes|sammanträdes)?(?:plats|lokal|ort)(?:/form)?|(?:mötes)?form|var",
    "paragraphs": r"paragraf(?:er)?|ärenden|§§|protokollets omfattning|behandlade paragrafer",
    "reference": r"dnr|diarie(?:nr|nummer)|ärendenummer|ärende(?:nr|id)|diarienr\.?",
    "agenda": r"ärendeförteckning|(?:förslag till )?(?:föredragningslista|dagordning|agenda)|ärendelista"
    r"|innehåll(?:sförteckning)?"
    r"|dagordning för mötet|dagens agenda",
    "signatures": r"underskrift(?:er|ssida)?|under-/skrifter|signaturer|signering|undertecknat(?: av)?"
    r"|justering och underskrifter",
    "distribution": r"(?:protokolls)?utdrag(?: till)?|(?:protokollet|protokoll|beslut(?:et|en)?|paragrafen"
    r"|anteckningarna|minnesanteckningarna"
    r"|utdrag|protokollsutdrag|detta)?\s*"
    r"(?:ska\w* |skall )?(?:skickas|delges|sänds|sändas|expedieras|distribueras|delas)(?: till| ut till| med)"
    r"|sändlista|kopia(?: till)?|delges|expedieras(?: till)?|expediering|för kännedom|distribution"
    r"|sändes till",
    "next-meeting": r"(?:nästa|kommande) (?:möten?|sammanträden?|länsmöte|gång|träff(?:ar)?)(?: \d{4})?"
    r"|(?:mötes|sammanträdes)(?:datum|tider|dagar) \d{4}(?!-)"
    r"|(?:kommande )?(?:mötes|sammanträdes)(?:tider|dagar|datum)(?: (?:våren|hösten|vår"
    r"|höst))?(?: \d{4})?(?!-\d)|(?:nästkommande|övriga|planerade) möten?"
    r"(?: under (?:året|våren|hösten))?",
    "presenter": r"föredrag(?:ande|are|ning)(?: (?:tjänsteperson|tjänsteman|ledamot))?|dragning|presentation av"
    r"|medverkande föredragande",
    "proposal": r"(?:[\w-]+s )?(?:besluts)?förslag(?:et)?(?: till (?:beslut|ställningstagande))?(?: är)?|yrkanden?"
    r"|(?-i:Förslag från [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)"
    r"|(?:[\w-]+s )?förslag (?:till beslut )?(?:till|i|på|från) (?:[\w-]+ ){0,2}"
    r"(?:\w*fullmäktige|\w*styrelse|\w*nämnd|\w*styrelsen|\w*nämnden|sammanträdet|mötet|\w*utskottet|\w*beredningen|\w*gruppen)",
    "decision": r"(?:[\w-]+s )?"
    r"beslut(?:et|en)?|beslutades?|ställningstagande|beslut i (?:ärendet|frågan)|beslutspunkt",
    "notices": r"anslag(?:/bevis|sbevis)?|bevis(?: om anslag)?|tillkännagivande",
    "talk": r"frågor(?:\s*/\s*synpunkter)?|synpunkter|diskussion|dialog|bakgrund|ärendebeskrivning"
    r"|sammanfattning(?: av ärendet)?"
    r"|beslutsunderlag|underlag|information|kommentarer?|noteringar|reflektioner|ärendet|beskrivning",
    "body": r"(?:beslutande )?organ|grupp|nämnd(?:/styrelse)?|styrelse/nämnd|forum|möte(?:sforum|sgrupp)?",
}

_COMPILED: Final = {
    kind: re.compile(rf"(?P<label>{pattern})(?=\s*(?:[:(]|\.?$|[._…]{{3}}|(?-i:[A-ZÅÄÖ])))", re.IGNORECASE)
    for kind, pattern in LABELS.items()
}
# Most lines are no label: one pattern tells so at once.
_ANY: Final = re.compile("|".join(f"(?:{pattern})" for pattern in LABELS.values()), re.IGNORECASE)
ATTENDANCE: Final[frozenset[LabelKind]] = frozenset({"present", "deputies", "others", "remote", "partly", "absent"})
ROLES: Final[frozenset[LabelKind]] = frozenset({"chair", "secretary", "adjuster"})
ORGANISATION_HEADS: Final = {
    "organisation",
    "kommun",
    "huvudman",
    "kommun/region",
    "arbetsplats",
    "verksamhet",
    "representerar",
}
BY = re.compile(r"\bav$|^vid (?:protokollet|pennan|anteckningarna)$", re.I)  # "Antecknat av Anna Ek" needs no colon
# Words above those who sign: "Vid protokollet", "Justeras 2024-03-08", "Protokollet är elektroniskt undertecknat av"
SIGNING: Final = re.compile(
    r"^(?:vid (?:protokollet|pennan|anteckningarna)|för (?:protokollet|anteckningarna)|antecknat av"
    r"|(?:minnes|mötes)?anteckningar(?:na)? förda av|(?:protokollet )?juster(?:a[st]|ing)\b"
    r"|(?:protokollet|anteckningarna) (?:är |har )?(?:(?:elektroniskt|digitalt) )?(?:signerat|undertecknat)\b)",
    re.I,
)
# "Underskrifter Paragrafer 12–19", "Underskrifter Sekreterare Anna Ek", "Underskrifter____________"
BESIDE_SIGNATURES = re.compile(r"(?:paragraf(?:er)?|sekreterare|ordförande|juster\w+)\b|[._…]{3}", re.I)
# "Övriga deltagande Ersättare: Anna Ek, Bo Al"
WITHIN = re.compile(r"\s+(?P<kind>ledamöter|ersättare|tjänstemän)\s*:\s*", re.I)
# "Anna Ek (S)", "Anna Ek, rektor", "Anna Ek Bo Al": an entry of a list rather than a sentence about somebody
LISTED = re.compile(rf"{NAME}\s*(?:[,(]|$)")
# A count or remark behind the label: "Närvarande (18 st)", "Justerare (§ 14)".
_REMARK = re.compile(r"\s*\((?P<remark>[^)]{1,40})\)")


@dataclass(frozen=True, slots=True)
class Label:
    """`value`: what stands behind the colon, empty where the label stands alone. `words`: the label as written."""

    kind: LabelKind
    words: str
    value: Stretch


def label_of(line: Line, *kinds: LabelKind) -> Label | None:
    """The label that leads or fills a line, of one of `kinds` where given, or None.

    "Plats: Teams" and "Närvarande" are labels; "Närvarande var tolv ledamöter." is not. A table row is read by its
    first cell: "Plats<TAB>Teams".
    """
    if line.own_label and (own := _own_label(line, kinds)):
        return own
    content = line.cells[0].stretch if line.cells else line.content
    text = content.text
    if line.cells and (not kinds or "present" in kinds) and _heads_names(line):
        return Label("present", text, content[len(text) :])
    if len(text) > 160 and ":" not in text[:60] and "deltog" not in text[:30]:
        return None
    if not _begins_with_one(text):
        return None
    for kind in kinds or _COMPILED:
        match = _COMPILED[kind].match(text)
        if match and (label := _cut(kind, match, content, line)):
            return label
    return None


def _own_label(line: Line, kinds: tuple[LabelKind, ...]) -> Label | None:
    """The label that the body's house style says stands here, where it is of a wanted kind."""
    said, end = line.own_label or ("", 0)
    kind = next((one for one in kinds or LABELS if one == said), None)
    return Label(kind, line.text[:end], line.content[end:].strip(" :\t")) if kind else None


def _heads_names(line: Line) -> bool:
    """Whether a row heads a table of those present: "Namn | Organisation | Roll"."""
    if len(line.cells) < 2:
        return False
    heads = {cell.text.strip(" :*").lower() for cell in line.cells[:3]}
    return "namn" in heads and bool(heads & ORGANISATION_HEADS)


@lru_cache(maxsize=4096)
def _begins_with_one(text: str) -> bool:
    """Asked again and again of the same lines, by every finder of facts."""
    return bool(_ANY.match(text))


def _cut(kind: LabelKind, match: re.Match[str], content: Stretch, line: Line) -> Label | None:
    end = match.end()
    if remark := _REMARK.match(content.text, end):
        end = remark.end()
    rest = content.text[end:]
    if line.cells and len(line.cells) > 1 and not rest.strip(" :"):
        return Label(kind, match.group(), Stretch.join(c.stretch for c in line.cells[1:]))
    if not rest.strip(" :.") and not rest.startswith("."):
        return Label(kind, match.group(), content[len(content) :])
    if re.match(r"\s*:", rest) or _in_next_column(content, end):
        return Label(kind, match.group(), content[end:].strip(" :\t"))
    if _needs_no_colon(kind, match.group(), rest.strip(" .")):
        return Label(kind, match.group(), content[end:].strip(" ."))
    if kind in ATTENDANCE and (within := WITHIN.match(rest)):
        inner: LabelKind = "deputies" if within["kind"].lower() == "ersättare" else kind
        return Label(inner, content.text[: end + within.end()], content[end + within.end() :].strip())
    return None


def _in_next_column(content: Stretch, end: int) -> bool:
    """Whether a gap as between columns stands behind a label: "Justeras av              Anna Ek"."""
    return content.text[end : end + 1] == " " and content.offsets[end + 1] - content.offsets[end] >= COLUMN_GAP


def _needs_no_colon(kind: LabelKind, words: str, rest: str) -> bool:
    """Whether what follows a label shows that it is one: "Sekreterare Anna Ek", "Beslutande Anna Ek (S), Bo Al (M)"."""
    if BY.search(words) or kind in ROLES:
        return is_person(POLITICAL.sub("", rest))
    if kind in ATTENDANCE:
        return LISTED.match(rest) is not None
    if kind == "signatures":
        return BESIDE_SIGNATURES.match(rest) is not None
    return kind == "time" and " och " in words.lower() and any(c.isdigit() for c in rest)
