"""The single values at the top of a document: whose it is, its registry number, when and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import BODY_NOUN, GENERIC_BODY, lead_of, looks_like_body
from rodtrad.reading.document_kind import LETTERHEAD, MINUTES, TITLE_LINES, TITLED, title_lines
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import label_of
from rodtrad.reading.meeting import find_meeting
from rodtrad.reading.names import is_person
from rodtrad.reading.record import DocumentKind, Evidence, Meeting
from rodtrad.reading.sources.source import COLUMN_GAP, Line, Stretch

REFERENCE = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenr"
    r"|ärendenummer)\b(?:\s(?-i:[A-ZÅÄÖ])\w+(?=:))?[.:]?\s*"
    r"(?P<ref>(?:[A-ZÅÄÖ]{1,6}[ :/-]*)?\d[\w/:.-]*(?:[/:-]\d[\w:.-]*)?)",
    re.I,
)
# "HSN: 200:1-2023", "RS 2023/488" alone on a line: letters of a registry, a year and a number.
BARE_REFERENCE = re.compile(r"^(?P<prefix>[A-ZÅÄÖ]{2,6}):?\s+(?P<ref>\d{1,5}[:/]\d[\d:/-]*\d)$")
# What a title says besides the body's name.
TITLE_FILLER = re.compile(
    r"^(?:[\s,;:/–-]|\b(?:fört|förda|från|för|vid|till|av|med|den|nr|(?:ordinarie|extra|digitalt) (?=möte|sammanträde)"
    r"|möte[t]?|sammanträde[t]?|i|protokoll|innehållsförteckning"
    r"|kallelse|dagordning|föredragningslista|och(?= (?:dagordning|föredragningslista))|\d+)\b)+"
    r"|(?:[\s,;:/§–-]|\b(?:den|kl|möte[t]?|sammanträde[t]?|nr|\d+|protokoll|minnesanteckningar|innehållsförteckning)"
    r"\b\.?)+$",
    re.I,
)
# "Omsorgsutskottets sammanträde", "från folkhälsorådets möte": the body's name without its genitive
MEETING_OF = re.compile(
    r"^[\s,;:–-]*(?:(?:från|vid|fört vid|till)\s+)?(?P<body>\S.{2,100}?)s\s+(?:ordinarie |extra |digitala )?"
    r"(?:möte|sammanträde)\b",
    re.I,
)
MEETING = re.compile(r"\w*(?:möte|sammanträde|träff)(?:[nt]|en|et)?", re.I)  # "styrgruppsmöte" is of whom it says not
DOES = re.compile(
    r"\s(?:bjuder|inbjuds|kallas|kallar|träffas|möts|beslutade|beslutar|sammanträder|sammanträdde|har|är|leder)\b"
)
WHOSE = re.compile(r"^[\w ]{4,40}?\s(?:från|vid|med)\s+")
# Whose letterhead it is, "EKEBY KOMMUN", "Älvmarks kommunförbund": the body is one of theirs, if any is named
LETTERHEAD_OF = re.compile(
    r"^(?:\S+ ){0,2}(?:kommun(?:alförbund|förbund)?|region|landsting|stad|förbund)$|^Region \S+$", re.I
)
ABBREVIATION = re.compile(r"^[A-ZÅÄÖ]{2,8}(?::s)?(?=$|\s[a-zåäö])")
HEADING_WORD = re.compile(r"^(?:PROTOKOLL|KALLELSE|REGION|KOMMUN|DAG|SIDA|NR|DNR|ANSLAG|BEVIS)\b")
NO_BODY = re.compile(
    r"^(?:tjänsteställe|sida|dnr|region |landstinget |förvaltning|handläggare|föredragande|kl\b|\S+ kommun$"
    r"|(?:beslutad|fastställd|antagen|godkänd) )",
    re.I,
)
BETWEEN_BODIES = re.compile(r"\s*,\s+(?=[A-ZÅÄÖ])|\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])")
LONGEST_NAME = 120  # characters
Found = tuple[Stretch, str, float]  # where a name stands, the rule that found it, how sure
FIELD = re.compile(r"^[A-ZÅÄÖ][a-zåäö]+:\s")  # "Kallade: ledamöterna i rådet" says something else of the meeting
JOINT = re.compile(
    r"^(?:gemensamt\s+)?(?:möte|sammanträde)?\s*(?:mellan|med)\s+|^gemensamt\s+(?:möte|sammanträde)\s+", re.I
)


@dataclass
class Head:
    """`names`: what the document calls its bodies; `places`: the evidence of each value, by its path in the record."""

    kind: DocumentKind
    body: str | None = None
    bodies: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reference: str | None = None
    meeting: Meeting | None = None
    places: dict[str, Evidence] = field(default_factory=dict)


def read_head(context: Context, lines: Sequence[Line], kind: DocumentKind) -> Head:
    """`lines`: the whole document, flowing."""
    head = Head(kind)
    _reference(context, lines, head)
    if kind in {"minutes", "notice"}:
        head.meeting = find_meeting(context, lines, head.places)
    if kind not in {"other", "agreement"}:  # an agreement is its parties', not a body's
        _body(context, lines, head)
    return head


def _ahead_of_matters(context: Context, lines: Sequence[Line]) -> Sequence[Line]:
    """What stands above the agenda and the items, where a number is the document's; below it is a matter's own."""
    parts = context.outline
    if parts.items and not parts.head:
        return ()
    upper = parts.head if parts.items else lines
    return upper[: parts.announced[0].at] if parts.announced else upper


def _reference(context: Context, lines: Sequence[Line], head: Head) -> None:
    for line in (*_ahead_of_matters(context, lines)[:40], *(context.source.edges or ())):
        if match := REFERENCE.search(line.text):
            stretch = line.content.group(match, "ref")
            head.reference, rule = stretch.text.rstrip("."), "reference-label"
        elif found := _bare_reference(line):
            stretch, head.reference = found
            rule = "reference-bare"
        else:
            continue
        head.places["reference"] = context.evidence(stretch, rule, 0.95)
        return


def _bare_reference(line: Line) -> tuple[Stretch, str] | None:
    """A registry number alone on its line, or as the last of a letterhead's columns: "Ekeby kommun   RS 2023/488"."""
    last = line.cells[-1].stretch.strip() if line.cells else line.content
    match = BARE_REFERENCE.match(last.text) if last else None
    return (last, f"{match['prefix']} {match['ref']}") if match else None


def _body(context: Context, lines: Sequence[Line], head: Head) -> None:
    head.names = _deciding_names(lines)
    # A text's page header is set aside: it may be where the body is named, and nowhere else
    found = _found_body(lines, head.kind, context.source.edges or ()) or _body_in_columns(context.source.lines)
    if not found:
        context.issue("no-body", "Det framgår inte vilket organ dokumentet gäller.")
        return
    stretch, rule, confidence = found
    together = any("gemensam" in line.text.lower() for line in title_lines(lines))
    bodies = _joint(stretch, together=together)
    head.body, head.bodies = bodies[0].text, tuple(b.text for b in bodies)
    head.names = tuple(dict.fromkeys((*head.bodies, *head.names)))
    head.places["body"] = context.evidence(bodies[0], rule, confidence)


def _found_body(lines: Sequence[Line], kind: DocumentKind, edges: Sequence[Line]) -> Found | None:
    if labelled := _body_labelled(lines):
        return labelled
    titled, near = _body_in_title(lines, kind), _body_near_title(lines)
    if titled and LETTERHEAD_OF.match(titled[0].text) and near:
        return near
    if titled and looks_like_body(titled[0].text):
        # "Protokoll från folkhälsorådets möte" below "Folkhälsorådet Ekeby": the fuller name is the body's own
        fuller = titled[0].text[:1].islower() and near and near[0].text.casefold().startswith(titled[0].text.casefold())
        return near if fuller else titled
    return near or titled or _body_near_title(edges) or _deciding_body(lines)


def _body_labelled(lines: Sequence[Line]) -> Found | None:
    """ "Organ: Omsorgsnämnden", "Forum<TAB>Samverkansforum Syd"."""
    for line in lines[:TITLE_LINES]:
        label = label_of(line, "body")
        if label and _names_body(label.value.text) and len(label.value) <= LONGEST_NAME:
            return label.value.strip(" ."), "body-label", 0.95
    return None


def _names_body(text: str) -> bool:
    """Whether a line could be a body's name: a noun for a group, or an abbreviation that is no heading or registry."""
    abbreviated = ABBREVIATION.match(text) and not HEADING_WORD.match(text)
    return bool(BODY_NOUN.search(text) or abbreviated)


def _joint(stretch: Stretch, *, together: bool) -> list[Stretch]:
    """The bodies of a joint meeting: "gemensamt möte mellan Styrgruppen för skola och omsorg och Samverkansrådet".

    `together`: a title says that the meeting was joint, though the line that names them does not.
    """
    match = JOINT.match(stretch.text)
    if not match and not together:
        return [stretch]
    rest, bodies = stretch[match.end() if match else 0 :], list[Stretch]()
    # Bodies have "och" in their names: what joins two bodies has a body's name on both sides.
    start = 0
    for joint in BETWEEN_BODIES.finditer(rest.text):
        if looks_like_body(rest.text[start : joint.start()]) and looks_like_body(rest.text[joint.end() :]):
            bodies.append(rest[start : joint.start()].strip())
            start = joint.end()
    return [*bodies, rest[start:].strip()]


def _body_in_title(lines: Sequence[Line], kind: DocumentKind) -> Found | None:
    """What is left of "Protokoll Samverkansgruppen 2024-03-01" without the word, the date and small words."""
    word = TITLED.get(kind, MINUTES)
    for line in title_lines(lines):
        match = word.search(line.text)
        prose = line.text.endswith(".") and (kind == "action_plan" or DOES.search(line.text))
        if not match or line.cells or prose:
            continue
        pieces = [_without_dates(line.content[match.end() :]), _whose(_without_dates(line.content[: match.start()]))]
        named = next((piece for piece in pieces if looks_like_body(piece.text)), None)
        short = (p for p in pieces if len(p) > 2 and len(p.text.split()) <= 12 and not NO_BODY.match(p.text))
        short = (p for p in short if not MEETING.fullmatch(p.text))
        if found := named or (next(short, None) if kind == "minutes" else None):
            return found, "body-title", 0.93
    return None


def _whose(piece: Stretch) -> Stretch:
    """Whose minutes it is: "Socialnämndens protokoll" is of Socialnämnden. No noun for a body ends in s."""
    genitive = piece.text.endswith("s") and any(m.end() == len(piece) - 1 for m in BODY_NOUN.finditer(piece.text[:-1]))
    return piece[:-1] if genitive else piece


def _without_dates(piece: Stretch) -> Stretch:
    """A piece of a title without its date and what stands around a name: "från … sammanträde den", "nr 3"."""
    for span in find_dates(piece.text):
        start, end = span.at
        piece = piece[end:] if start < len(piece) - end else piece[:start]
        break
    if (meeting := MEETING_OF.match(piece.text)) and looks_like_body(meeting["body"]):
        piece = piece.group(meeting, "body")
    while match := TITLE_FILLER.search(piece.text):
        if match.start() == 0 and match.end() > 0:
            piece = piece[match.end() :]
        elif match.end() > match.start():
            piece = piece[: match.start()]
        else:
            break
    return piece.strip(" ,:;–-()")


def _body_near_title(lines: Sequence[Line]) -> Found | None:
    """A line of its own that looks like a body's name, the one closest above the word "protokoll" first.

    Whose letterhead it is counts as the body's only where no other is named.
    """
    titles = [line for line in title_lines(lines) if not line.cells and not FIELD.match(line.text)]
    words = TITLED.values()
    at = next((i for i, line in enumerate(titles) if any(w.search(line.text) for w in words)), len(titles))
    names = [name for line in [*reversed(titles[:at]), *titles[at + 1 :]] if (name := _name_on(line))]
    bodies = [name for name in names if _names_body(name.text) and not NO_BODY.match(name.text)]
    own = next((name for name in bodies if not LETTERHEAD_OF.match(name.text)), bodies[0] if bodies else None)
    return (own, "body-head", 0.85) if own else None


def _body_in_columns(lines: Sequence[Line]) -> Found | None:
    """A letterhead in two columns: "Omsorgsnämnden<TAB>2026-08-31"."""
    for line in lines[:LETTERHEAD]:
        if 2 <= len(line.cells) <= 3 and not label_of(line):
            name = line.cells[0].stretch
            if BODY_NOUN.search(name.text) and len(name) <= LONGEST_NAME and not NO_BODY.match(name.text):
                return name, "body-head", 0.8
    return None


def _name_on(line: Line) -> Stretch | None:
    """What a title line may name a body by: without a date, small words, or what it says that the body does."""
    content = next(line.content.columns(COLUMN_GAP))  # "Vårdrådet          Sammanträdesdatum"
    text = content.text
    if verb := DOES.search(text):
        # "Vårdrådet bjuder in till möte" names it; "Rådet träffas fyra gånger om året" tells of it
        name = content[: verb.start()]
        return name if "bjuder" in verb.group() and not text.endswith(".") else None
    dated = any(c.isdigit() for c in text) and (find_dates(text) or "§" in text)
    name = _without_dates(content) if dated or text[:1].islower() else content
    if (of := WHOSE.match(name.text)) and BODY_NOUN.search(name.text, of.end()):
        name = name[of.end() :]  # "Beslut i korthet från kommunstyrelsen"
    return None if is_person(name.text) and not BODY_NOUN.search(name.text) else name


def _deciding_body(lines: Sequence[Line]) -> Found | None:
    """The subject that most lead-ins share: "Samverkansgruppen beslutar"."""
    leads = [lead.body for line in lines if (lead := lead_of(line.content)) and lead.body]
    named = [body for body in leads if looks_like_body(body.text) and not GENERIC_BODY.match(body.text)]
    if not named:
        return None
    common, _ = Counter(b.text for b in named).most_common(1)[0]
    return next(b for b in named if b.text == common), "body-deciding", 0.8


def _deciding_names(lines: Sequence[Line]) -> tuple[str, ...]:
    """Who "beslutar" with a list below it, more than once: an abbreviation may be all the document says."""
    leads = [lead for line in lines if (lead := lead_of(line.content)) and lead.body and lead.kind == "list"]
    counts = Counter(lead.body.text for lead in leads if lead.body and len(lead.body.text.split()) <= 5)
    return tuple(name for name, count in counts.items() if count > 1)
