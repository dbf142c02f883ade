"""One line of an attendance list, a presenter or a signer → name, organisation, title, duty, presence.

"Anna Ek, förvaltningschef, Ekeby kommun (del av mötet)", "Anna Ek<TAB>Ekeby", "Anna Ek (S), på länk",
"Ekeby kommun: Anna Ek", "Anna Ek Region Norrvik".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rodtrad.reading.names import POLITICAL, is_organisation, is_title, is_unit, leading_name
from rodtrad.reading.parties import Parties
from rodtrad.reading.record import Duty, Presence
from rodtrad.reading.sources.source import Line, Stretch

DUTIES: Final[tuple[tuple[Duty, re.Pattern[str]], ...]] = (
    ("chair", re.compile(r"^(?:mötes)?ordf(?:\.|örande)?$|^(?:leder|ledde) mötet$|^tjänstgörande ordförande$", re.I)),
    (
        "secretary",
        re.compile(
            r"^(?:mötes|råds|nämnd|nämnds)?(?:sekr(?:\.|eterare)?|protokollförare|antecknare|antecknar|antecknade)$"
            r"|^vid (?:protokollet|pennan|anteckningarna)$|^för(?:de)? (?:protokoll|anteckningar)$",
            re.I,
        ),
    ),
    ("adjuster", re.compile(r"^(?:mötes|protokoll|protokolls)?juster(?:are|ingsperson|ingsman|ar)$", re.I)),
    ("deputy", re.compile(r"^(?:(?:tjänstgörande|tjg\.?|ej tjänstgörande) )?(?:ersättare|ers\.?|suppleant)\b", re.I)),
    ("other", re.compile(r"^(?:adjungerad|inbjuden|gäst|föredragande|observatör)$", re.I)),
    ("member", re.compile(r"^(?:ordinarie |tjänstgörande )?ledamot$", re.I)),
)
VICE = re.compile(r"^(?:[12]:?[ea]?\s+|förste\s+|andre\s+)?(?:vice|v\.?)\s+ordf(?:\.|örande)?$", re.I)
PARTIAL = re.compile(
    r"^\d{1,3}/\d{2,4}$|\bdel av\b|\bdelvis\b|\bdeltid\b|§|\bpunkt(?:erna)?\b|\bt\.?\s?o\.?\s?m\.?"
    r"|\bfr\.?\s?o\.?\s?m\.?|\bdag \d|\bkl\.? ?\d|\bej \d|\bfrån kl|\btill kl|\bfrån och med"
    r"|\btill och med|\bunder punkt|\btill \d|\bfrån \d",
    re.I,
)
REMOTE = re.compile(
    r"\b(?:på|via|per) (?:länk|teams|distans|video|zoom|skype|telefon)|\bdigital\w*|\bdistans\b|^teams$|^länk$", re.I
)
ABSENT = re.compile(r"\bfrånvarande\b|\bförhinder\b|\bförhindrad\b|\bej närvarande\b|\bsjuk\b|\båterbud\b", re.I)
BRACKETS = re.compile(r"\(([^)]{0,1000})\)")
SPLIT = re.compile(r"\s*(?:,(?!\d)|;|\t| [–-] )\s*")
FROM = re.compile(r"^(?:från|vid|på|hos|i)\s+")
REPLACES = re.compile(r"\b(?:för|ersätter)\b", re.I)
SUBSTITUTES = re.compile(r"^(?:tj[äa]?n?s?t?g(?:örande)?\.? ?)?(?:ers(?:ättare|ätter)?\.?) (?:för )?", re.I)


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
    fields = _fields(line, content)
    if not fields:
        return None
    first, rest = fields[0], list(fields[1:])
    if political := POLITICAL.search(first.text):
        first = Stretch.join([first[: political.start()], first[political.end() :]]).strip()
    cut = leading_name(first.text, parties)
    if not cut:
        return None
    tail = first[cut:].strip(" :")
    if (of := FROM.match(tail.text)) and is_organisation(tail.text[of.end() :], parties):
        tail = tail[of.end() :]
    if tail:
        if tail.text[0].islower() and not (is_title(tail.text) or is_unit(tail.text) or REMOTE.search(tail.text)):
            return None  # a sentence that begins with a name
        rest.insert(0, tail)
    return _described(Entry(line, first[:cut]), rest, parties)


def _fields(line: Line, content: Stretch | None) -> list[Stretch]:
    """The parts of an entry, remarks in brackets as parts of their own."""
    if content is None and line.cells:
        first, *others = [cell.stretch for cell in line.cells if cell.text.strip()] or [line.content]
        parts = list(_split(first, keep_commas=False))
        parts += [f for cell in others for f in _split(cell, keep_commas=not _duty_first(cell))]
    else:
        columns = (content or line.content).columns(COLUMN_GAP)
        parts = [f for column in columns for f in _split(column, keep_commas=False)]
    return [p for p in parts if p.text.strip(" .,-–()")]


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
        if inner := content[match.start() + 1 : match.end() - 1].strip():
            yield inner
        start = match.end()
    yield from _cut(content[start:].strip() if start else content, keep_commas=keep_commas)


def _cut(content: Stretch, *, keep_commas: bool) -> Iterator[Stretch]:
    if keep_commas:
        said, comma, remark = content.text.rpartition(",")
        end = len(said) if comma and _is_remark(remark.strip(" .")) else len(content)
        yield content[:end].strip()
        yield content[end + 1 :].strip()
        return
    start = 0
    for match in SPLIT.finditer(content.text):
        yield content[start : match.start()].strip()
        start = match.end()
    yield content[start:].strip()


def _is_remark(text: str) -> bool:
    """Whether what ends a cell is said of the person and not of the organisation: "Ekeby kommun, på länk"."""
    return bool(_presence(text)) or any(pattern.match(text) for _, pattern in DUTIES)


def _described(entry: Entry, fields: list[Stretch], parties: Parties) -> Entry:
    """Sorts what follows the name into duty, presence, organisation and title."""
    titles: list[Stretch] = []
    replaces = False
    for field in fields:
        if replaces and entry.organisation:
            break  # the rest is said of the one who is replaced
        text = field.text.strip(" .")
        if VICE.match(text):
            continue  # a duty in the body that the record has no word for, and no post within an organisation
        duty = next((d for d, pattern in DUTIES if pattern.match(text)), None)
        if duty or SUBSTITUTES.match(text):
            entry = replace(entry, duty=entry.duty or duty or "deputy")
            replaces = replaces or bool(REPLACES.search(text))
        elif presence := _presence(text):
            entry = replace(entry, presence=entry.presence or presence)
        elif "," not in text and entry.organisation is None and is_organisation(text, parties) and not is_title(text):
            entry = replace(entry, organisation=field)
        elif party := _party_at_end(field, parties):
            titles.append(field[:party].strip(" ,"))
            entry = replace(entry, organisation=entry.organisation or field[party:].strip())
        else:
            titles.append(field)
    titles = [t for t in titles if t]
    return replace(entry, title=Stretch.join(titles, ", ")) if titles else entry


def _presence(text: str) -> Presence | None:
    """What a remark says of how somebody was there: "del av mötet", "via Teams", "förhinder"."""
    if ABSENT.search(text) and len(text) < 40:
        return "absent"
    if is_title(text):
        return None
    if PARTIAL.search(text) and len(text) < 60:
        return "partial"
    return "remote" if REMOTE.search(text) and len(text) < 40 else None


def described(entry: Entry, content: Stretch, parties: Parties) -> Entry:
    """An entry with what a column of its own says: "Ekeby kommun (ordförande)"."""
    return _described(entry, [f for f in _split(content, keep_commas=False) if f], parties)


def _party_at_end(field: Stretch, parties: Parties) -> int:
    """Where the party begins in "projektledare Region Norrvik" or "chef vid Ekeby kommun"; 0 if none ends the field."""
    for start, end, _ in parties.named_in(field.text):
        if start > 0 and end == len(field.text.rstrip(" .")):
            return start
    return 0


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


def _pieces(content: Stretch, parties: Parties) -> Iterator[Stretch]:
    """Cuts at commas, semicolons, "och", "samt", "&" and "/", save inside names of units ("Vård och omsorg")."""
    start = 0
    for match in re.finditer(
        r"\s*[,;]\s*(?:samt |och )?|\s+(?:och|samt|&|tillsammans med)\s+|\s*/\s*|\.\s+(?=[A-ZÅÄÖ])", content.text
    ):
        follows = content.text[match.end() :]
        if re.search(r"och|samt|&|/", match.group()) and not leading_name(follows, parties):
            continue
        yield content[start : match.start()].strip()
        start = match.end()
    yield content[start:].strip(" .")
