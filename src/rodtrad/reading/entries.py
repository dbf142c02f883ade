"""One line of an attendance list, a presenter or a signer → name, organisation, title, duty, presence.

"Anna Ek, förvaltningschef, Ekeby kommun (del av mötet)", "Anna Ek<TAB>Ekeby", "Anna Ek (S), på länk",
"Ekeby kommun: Anna Ek", "Anna Ek Region Norrvik".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from rodtrad.reading.names import NAME_AHEAD, POLITICAL, is_first_name, is_organisation, is_title, is_unit, leading_name
from rodtrad.reading.parties import Parties
from rodtrad.reading.record import Duty, Presence
from rodtrad.reading.sources.source import Line, Stretch

DUTIES: Final[tuple[tuple[Duty, re.Pattern[str]], ...]] = (
    (
        "chair",
        re.compile(r"^(?:mötes)?ordf(?:\.|örande)?$|^(?:leder|ledde) mötet$|^mötesledare$|^sammankallande$", re.I),
    ),
    (
        "secretary",
        re.compile(
            r"^(?:mötes|råds|nämnd|nämnds)?(?:sekr(?:\.|eterare)?|protokollförare|antecknare|antecknar|antecknade)$"
            r"|^vid (?:protokollet|pennan|anteckningarna|tangenterna)$|^för(?:de)? (?:protokoll|anteckningar)$",
            re.I,
        ),
    ),
    ("adjuster", re.compile(r"^(?:mötes|protokoll|protokolls)?juster(?:are|ingsperson|ingsman|ar)$", re.I)),
    # "tjänstgörande ordförande § 100" was there for the rest as well
    ("chair", re.compile(r"^tjänstgörande ordförande\b", re.I)),
    ("deputy", re.compile(r"^(?:(?:tjänstgörande|tjg\.?|ej tjänstgörande) )?(?:ersättare|ers\.?|suppleant)\b", re.I)),
    ("other", re.compile(r"^(?:föredrog|föredrar) (?:ärende\w*|frågorna|handlingarna)$")),
    ("other", re.compile(r"^(?:adj(?:\.|ungerad)?|inbjuden|gäst|föredragande|observatör|insynsplats)$", re.I)),
    ("member", re.compile(r"^(?:ordinarie |tjänstgörande )?ledamot$", re.I)),
)
# "Räddningsmissionen", "Länsidrotten Älvmark", "Högskolan i Älvmark": names, and no words that describe
NAMED = re.compile(r"[A-ZÅÄÖ][a-zåäöé-]{3,}(?: (?:i |och |för |på )?[A-ZÅÄÖ][a-zåäöé-]+){0,2}$")
MASKED = re.compile(r"\[(?i:namn|borttaget|maskerat)\]|X{4,}")
VICE = re.compile(r"^(?:[12]:?[ea]?\s+|förste\s+|andre\s+)?(?:vice|v\.?)\s+ordf(?:\.|örande)?$", re.I)
# "49", "13-16", "ej 13": paragraphs whose sign was lost; "anslöt 9.40", "lämnade mötet efter punkt 3"
PARTIAL = re.compile(
    r"^\d{1,3}(?:/\d{2,4}|\s?[-–]\s?\d{1,3})?$|\bdel av\b|\bdelvis\b|\bdeltid\b|§|\bpunkt(?:erna)?\b"
    r"|\bt\.?\s?o\.?\s?m\.?(?!\w)|\bfr\.?\s?o\.?\s?m\.?(?!\w)|\bdag(?:en)? \d|\b(?:för|efter)middag"
    r"|\bkl(?:\.|ockan)? ?\d|\bej \d|\b(?:från|till|före|efter) (?:kl|\d|klockan)|\bfrån och med"
    r"|\btill och med|\bunder punkt|^(?:ansl(?:öt|uter)|kom|lämna(?:de|r)|gick|går"
    r"|avv(?:ek|iker)|närvarande|tjänstgör|delt(?:ar|og))\b(?=.* )"
    r"|^(?:under|vid) |\b[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,4} \d{1,3}(?:\s?[-–]\s?\d{1,3})?$",
    re.I,
)
REMOTE = re.compile(
    r"\b(?:på|via|per|genom) (?:länk|teams|distans|video|zoom|skype|telefon)|\bdigital\w*|\bdistans\b|^teams$|^zoom$"
    r"|^(?:video)?länk$|\buppkopplad\b",
    re.I,
)
ABSENT = re.compile(
    r"\bfrånvarande\b|\bförhinder\b|\bförhindrad\b|\b(?:ej|inte|icke) närvarande\b|\bsjuk\b|\båterbud\b", re.I
)
# "hälso- och sjukvårdsdirektör § 22", "samordnare t.o.m. punkt 4": when somebody was there, with no comma before it
WHEN_AT_END = re.compile(
    r"(?:^|\s)(?:(?:ej|del av|från|till|under|från och med|till och med|fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?)\s)?"
    r"(?:§+|punkt(?:erna)?)\s?\d.*$",
    re.I,
)
ACTING = re.compile(r"tjänstgörande ordförande|tjänstgör\b", re.I)
# "Maud Ek (S) med Bo Al (S) som ersättare", "Anna Ek, ersätts av Bo Al"
WITH_DEPUTY = re.compile(r"\s*,?\s*\b(?:med .{3,60} som ersättare|ersätts av .+)$")
# What ticks a column, "X" or "-", or tells an elected member's party
TICK = re.compile(r"^(?:[xX✓√1N*–-]|S|M|C|L|V|MP|KD|SD|FP|NYD|\((?:s|m|c|l|v|mp|kd|sd|fp)\)?)$")
PRESENTED = re.compile(r"(?:föredrog|föredrar)\b")  # "Kommundirektör Anna Ek föredrog ärendena"
BRACKETS = re.compile(r"\(([^)]{0,1000})\)")
FIRST_NAMES_APART = re.compile(r"\s*,\s*(?:och |samt )?|\s+(?:och|samt|&)\s+")
SPLIT = re.compile(
    r"\s*(?:,(?!\d)|;|\t| [–-] )\s*"
    r"|(?<!\bej)(?<!\btjg)\s+(?=(?:ersätter|(?:tjg\.? )?ers\.? för|(?:ej )?tjg\.? ers|tjänstgörande (?:för|ers))\b)"
    r"|(?<=\))\s+(?=för [A-ZÅÄÖ])"
)
# "Socialchef Anna Ek", "biträdande områdeschef Bo Al"
TITLE_AHEAD = re.compile(
    r"(?P<title>(?:[Tt]f\. |[Bb]itr\. )?[A-ZÅÄÖa-zåäö][a-zåäö-]+(?: [a-zåäö-]+){0,3}) (?=[A-ZÅÄÖ])"
)
LEADS_TO = re.compile(r"\s(?:från|vid|på|hos|i)\s*$")
FROM = re.compile(r"^(?:från|vid|på|hos|i)\s+")
REPLACES = re.compile(r"\b(?:för|ersätter)\b", re.I)
SUBSTITUTES = re.compile(
    r"^(?:(?:ej )?(?:tj[äa]?n?s?t?g(?:örande)?|tgj)\.? ?)?(?:ers(?:ättare|ätter)?\.?)(?:$| (?:för )?)"
    r"|^(?:tjänstgör(?:ande)?|tjg\.?) (?:för|i stället för) |^suppleant\b|^för (?-i:[A-ZÅÄÖ])",
    re.I,
)


COLUMN_GAP = 3  # blanks: as many separate columns, fewer separate words


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is the place that names the person; `organisation` may be stated elsewhere (a heading, a column)."""

    line: Line
    name: Stretch
    organisation: Stretch | None = None
    title: Stretch | None = None
    duty: Duty | None = None
    presence: Presence | None = None
    concluded: bool = False  # the organisation is, from the one that ends the list


def read_entry(line: Line, parties: Parties, content: Stretch | None = None) -> Entry | None:
    """The person that a line names first, with what is said of them, or None if it starts with no name."""
    said = content or line.content
    deputised = "ersätt" in said.text and (content or not line.cells)
    if match := WITH_DEPUTY.search(said.text) if deputised else None:
        content = said[: match.start()]
    fields = _fields(line, content)
    if not fields:
        return None
    first, rest = fields[0], list(fields[1:])
    if political := POLITICAL.search(first.text):
        first = Stretch.join([first[: political.start()], first[political.end() :]]).strip()
    ahead = TITLE_AHEAD.match(first.text)
    if ahead and is_title(ahead["title"]):
        rest.insert(0, first.group(ahead, "title"))
        first = first[ahead.end() :]
    cut = leading_name(first.text, parties)
    if not cut:
        return None
    tail = first[cut:].strip(" :")
    if (of := FROM.match(tail.text)) and is_organisation(tail.text[of.end() :], parties):
        tail = tail[of.end() :]
    if PRESENTED.match(tail.text):
        rest, tail = [*rest, tail], tail[len(tail) :]
    if tail:
        if tail.text[0].islower() and not (is_title(tail.text) or is_unit(tail.text) or REMOTE.search(tail.text)):
            return None  # a sentence that begins with a name
        rest.insert(0, tail)
    return _described(Entry(line, first[:cut]), rest, parties)


def read_first_name(line: Line, parties: Parties, content: Stretch | None = None) -> Entry | None:
    """A person called by the first name alone, where the list says who it is: "Sofia, Ekeby", "Bo (sekreterare)"."""
    fields = _fields(line, content)
    if len(fields) < 2 or not is_first_name(fields[0].text, parties):
        return None
    entry = _described(Entry(line, fields[0]), fields[1:], parties)
    return entry if entry.organisation or entry.duty or (entry.title and is_title(entry.title.text)) else None


def first_names(content: Stretch, line: Line, parties: Parties) -> list[Entry]:
    """A running list of first names: "Eva, Ida, Åke och Bo"; none where one of its words may be anything else."""
    pieces = list(pieces_of_list(content))
    alone = len(pieces) > 1 and all(is_first_name(piece.text, parties) for piece in pieces)
    return [Entry(line, piece) for piece in pieces] if alone else []


def pieces_of_list(content: Stretch) -> Iterator[Stretch]:
    """The parts of "Eva, Ida och Bo"."""
    return _cut_at(content, FIRST_NAMES_APART)


def _cut_at(content: Stretch, pattern: re.Pattern[str]) -> Iterator[Stretch]:
    start = 0
    for match in pattern.finditer(content.text):
        yield content[start : match.start()].strip()
        start = match.end()
    yield content[start:].strip(" .")


def _fields(line: Line, content: Stretch | None) -> list[Stretch]:
    """The parts of an entry, remarks in brackets as parts of their own."""
    if content is None and line.cells:
        first, *others = [cell.stretch for cell in line.cells if cell.text.strip()] or [line.content]
        parts = list(_split(first, keep_commas=False))
        parts += [f for cell in others for f in _split(cell, keep_commas=not _duty_first(cell))]
    else:
        columns = (content or line.content).columns(COLUMN_GAP)
        parts = [f for column in columns for f in _split(column, keep_commas=False)]
    parts = [piece for part in parts for piece in _when_apart(part)]
    return [p for p in parts if p.text.strip(" .,-–()") and not TICK.match(p.text)]


def _when_apart(part: Stretch) -> Iterator[Stretch]:
    """A part, and what its end says of when the person was there."""
    match = WHEN_AT_END.search(part.text) if "§" in part.text or "unkt" in part.text else None
    if match and match.start() and not ACTING.match(part.text):
        yield part[: match.start()].strip()
        part = part[match.start() :].strip()
    yield part


def _duty_first(content: Stretch) -> bool:
    """Whether a cell begins with a duty and goes on: "Adjungerad, punkt 4"."""
    first = content.text.split(",")[0].strip()
    return any(pattern.match(first) for _, pattern in DUTIES)


def _split(content: Stretch, *, keep_commas: bool) -> Iterator[Stretch]:
    start = 0
    for match in BRACKETS.finditer(content.text):
        if POLITICAL.fullmatch(match.group()):
            continue
        yield from _cut(content[start : match.start()].strip(), keep_commas=keep_commas)
        yield from _cut(content[match.start() + 1 : match.end() - 1].strip(), keep_commas=keep_commas)
        start = match.end()
    yield from _cut(content[start:].strip() if start else content, keep_commas=keep_commas)


def _cut(content: Stretch, *, keep_commas: bool) -> Iterator[Stretch]:
    if keep_commas:
        said, comma, remark = content.text.rpartition(",")
        end = len(said) if comma and _is_remark(remark.strip(" .")) else len(content)
        yield content[:end].strip()
        yield content[end + 1 :].strip()
        return
    yield from _cut_at(content, SPLIT)


def _is_remark(text: str) -> bool:
    """Whether what ends a cell is said of the person and not of the organisation: "Ekeby kommun, på länk"."""
    return bool(_presence(text)) or any(pattern.match(text) for _, pattern in DUTIES)


def _described(entry: Entry, fields: list[Stretch], parties: Parties) -> Entry:
    """Sorts what follows the name into duty, presence, organisation and title."""
    titles: list[Stretch] = []
    vice: Stretch | None = None
    replaces = False
    organisation, duty, presence = entry.organisation, entry.duty, entry.presence
    for field in fields:
        if replaces and organisation:
            break  # the rest is said of the one who is replaced
        text = field.text.strip(" .")
        if MASKED.search(text):
            continue  # somebody whose name is masked, listed behind this one
        if VICE.match(text):
            vice = field  # a duty in the body that the record has no word for
            continue
        said = _duty(text)
        if said or SUBSTITUTES.match(text):
            duty = duty or said or "deputy"
            replaces = replaces or bool(REPLACES.search(text))
        elif told := _presence(text):
            presence = presence or told
        elif "," not in text and organisation is None and is_organisation(text, parties) and not is_title(text):
            organisation = field
        elif organisation is None and NAMED.match(text) and not (is_title(text) or is_unit(text)):
            organisation = field  # a place or an organisation that no register has
        elif party := _party_at_end(field, parties):
            ahead = field[: len(LEADS_TO.sub("", field.text[:party]))].strip(" ,")
            said = _duty(ahead.text)
            vice = ahead if VICE.match(ahead.text) else vice
            titles += [] if said or vice is ahead else [ahead]
            organisation, duty = organisation or field[party:].strip(), duty or said
        else:
            titles.append(field)
    titles = [t for t in titles if t] or ([vice] if vice else [])
    title = Stretch.join(titles, ", ") if titles else entry.title
    return replace(entry, organisation=organisation, title=title, duty=duty, presence=presence)


def _duty(text: str) -> Duty | None:
    return next((duty for duty, pattern in DUTIES if pattern.match(text)), None)


def _presence(text: str) -> Presence | None:
    """What a remark says of how somebody was there: "del av mötet", "via Teams", "förhinder"."""
    if len(text) < 40 and ABSENT.search(text):
        return "absent"
    if is_title(text):
        return None
    if len(text) < 60 and PARTIAL.search(text):
        return "partial"
    return "remote" if len(text) < 40 and REMOTE.search(text) else None


def described(entry: Entry, content: Stretch, parties: Parties) -> Entry:
    """An entry with what a column of its own says: "Ekeby kommun (ordförande)"."""
    return _described(entry, [f for f in _split(content, keep_commas=False) if f], parties)


def _party_at_end(field: Stretch, parties: Parties) -> int:
    """Where the party begins in "projektledare Region Norrvik" or "chef vid Ekeby kommun"; 0 if none ends the field."""
    for start, end, _ in parties.named_in(field.text):
        if start > 0 and end == len(field.text.rstrip(" .")):
            return start
    # "forskningsledare FoU Älvmark"
    match = TITLE_AHEAD.match(field.text)
    behind = field.text[match.end() :] if match and is_title(match["title"]) else ""
    return match.end() if match and behind and is_organisation(behind, parties) else 0


def names_more(content: Stretch, parties: Parties) -> bool:
    """Whether what stands behind the first part of a list may name a person too: not "Region Norrvik", or a unit."""
    for piece in islice(_pieces(content, parties), 1, None):
        name = NAME_AHEAD.search(piece.text)
        if name and (is_title(piece.text) or leading_name(piece.text[name.start() :], parties)):
            return True
    return False


def read_people(content: Stretch, line: Line, parties: Parties) -> list[Entry]:
    """All persons of a running list: "Anna Ek, samordnare, Ekeby kommun och Bo Al, Region Norrvik".

    Titles and organisations follow the name they belong to; an organisation at the end serves all before it that
    have none ("Anna Ek och Bo Al, Region Norrvik").
    """
    people: list[Entry] = []
    for piece in _pieces(content, parties):
        if entry := read_entry(line, parties, piece):
            people.append(entry)
        elif people:
            people[-1] = _described(people[-1], list(_split(piece, keep_commas=False)), parties)
    last = people[-1].organisation if people else None
    if last and all(p.organisation is None for p in people[:-1]):
        people[:-1] = [replace(p, organisation=last, concluded=True) for p in people[:-1]]
    return people


def _names_somebody(text: str, parties: Parties) -> bool:
    """Whether words begin with a name, or with a post or duty and a name: "tjänstgörande ersättare Anna Ek"."""
    ahead = TITLE_AHEAD.match(text)
    return bool(
        leading_name(text, parties)
        or (ahead and is_title(ahead["title"]) and leading_name(text[ahead.end() :], parties))
    )


def _pieces(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """Cuts at commas, semicolons, "och", "samt", "&" and "/", save inside names of units ("Vård och omsorg")."""
    start = 0
    for match in re.finditer(
        r"\s*[,;]\s*(?:samt |och )?|\s+(?:och|samt|&|tillsammans med)\s+|\s*/\s*|\.\s+(?=[A-ZÅÄÖ])", content.text
    ):
        follows = content.text[match.end() :]
        within = content.text.count("(", 0, match.start()) > content.text.count(")", 0, match.start())
        if within or (re.search(r"och|samt|&|/", match.group()) and not _names_somebody(follows, parties)):
            continue
        yield content[start : match.start()].strip()
        start = match.end()
    yield content[start:].strip(" .")
