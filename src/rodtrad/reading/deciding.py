"""Who decides, and in what words: lead-ins of decisions, and what a decided clause does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from rodtrad.reading.clauses import INFINITIVE
from rodtrad.reading.literals import holds
from rodtrad.reading.record import Effect
from rodtrad.reading.sources.source import Stretch

LeadKind = Literal["list", "inline", "adopts", "rejects", "proposes"]

# "Samverkansgruppen beslutar", "Nämnden för vård, omsorg och skola beslutade enhälligt att …", "Nämnden föreslår att …"
DECIDES = re.compile(
    r"^(?P<body>[A-ZÅÄÖ](?:[^.:;,]|:s |,(?=(?: [a-zåäö-]+,)* [a-zåäö-]+ (?:och|samt) [a-zåäö])){1,90}?)"
    r"\s+(?P<verb>beslutar|beslutade|beslöt"
    r"|bestäm(?:mer|de)(?= (?:\w+ )?att\b|:)|har (?:idag )?beslutat|fattade? beslut om|föreslår)\b"
    r"(?:, (?:var för sig|efter [^,.:]{3,40}|i enlighet med [^,.:]{3,40}),)?"
    r"(?:\s+(?:därmed|således|därför|enhälligt|härmed|också|även|vidare|i ärendet|för egen del"
    r"|följande|bland annat|efter diskussion|idag|dessutom|därutöver|samtidigt|sammanfattningsvis"
    r"|som tillägg|i stället|istället|i första hand))*"
    r"\s*(?P<rest>.*)$"
)
# "Efter diskussion beslutade gruppen att …", "Därefter beslutar nämnden godkänna …"
INVERTED = re.compile(
    r"^[A-ZÅÄÖ][^.:;]{2,80}?\b(?:beslutar"
    r"|beslutade|bestämde)\s+(?P<body>[A-ZÅÄÖa-zåäö]\S*(?:\s+\S+){0,4}?)\s+"
    r"(?P<rest>(?:enhälligt\s+)?(?:att\s.+|att:?$|(?:anta|godkänna|fastställa|avslå|utse|ge|uppdra|bordlägga)\s.+))$"
)
IN_CAPITALS = re.compile(r"\bBESLUTA(?:R|DE)\b")  # "Styrgruppen BESLUTAR att …"
DECIDED = re.compile(r"\b(?:beslutade|beslöt|bestämde|fattade beslut|har (?:idag )?beslutat)\b")
# "Gruppen enades om att …", "Vi är överens om att …", "Mötet kom överens om följande:"
AGREES = re.compile(
    r"^(?:[A-ZÅÄÖ][^.:;]{2,60}?\s(?:enas|enades)\s(?P<turned>\S+(?: \S+){0,3}?)"
    r"|(?P<body>[A-ZÅÄÖ][^.:;,]{0,90}?)\s(?:enas|enades|har enats|(?:är|var) (?:\w+ )?(?:överens|eniga|ense"
    r"|enig(?= om att \w+a\b))"
    r"|kom(?:mer)? (?:\w+ )?överens))\s+om\b\s*(?P<rest>.*)$"
)
# What the patterns for lead-ins have in common, looked for before any of them is tried: "beslutar", "beslöt",
# "föreslår", "bestämde"; "enas om"
MAY_DECIDE: Final = ("esl", "estäm")
MAY_AGREE: Final = re.compile(r"en(?:as|ades|ats|se) |överens |enig")
# "Anna Ek yrkar bifall", "Bo Al (S) yrkar att ärendet återremitteras"
DEMANDS = re.compile(
    r"\byrka(?:r|de)\b(?:,[^,]{3,80},)?\s*(?:som tillägg |i första hand |i andra hand |på\s+)?"
    r"(?P<what>att\s+.+|bifall\b.*|avslag\b.*|återremiss\b.*)$"
)
CHOSEN: Final = r"[A-ZÅÄÖ]\S+(?: [A-ZÅÄÖ]\S+){1,3}(?: \([A-ZÅÄÖ]{1,4}\))?"
# Matters put off, and persons chosen, in sentences that name no body: "Ärendet bordläggs till nästa möte."
ENACTED = re.compile(
    r"^(?:Motionen|Medborgarförslaget|Skrivelsen|Interpellationen|Frågan)\s(?:anses|är|förklaras)\s(?:därmed\s)?besvarad\b"
    r"|^(?:Ärendet|Frågan|Punkten|Förslaget|Motionen|Den \w+ ansökan)\b[^.]{0,60}?\b(?:bordlägg(?:s"
    r"|des)|bordlades|återremitter(?:as|ades)"
    r"|skjuts upp|sköts upp)\b"
    rf"|^{CHOSEN}(?:(?:,| och| samt) {CHOSEN}){{0,3}} (?:utses|utsågs|väljs|valdes)\b[^.]*\b(?:till|att|som)\b"
    # "Till justerare utses Anna Ek", "Att jämte ordföranden justera protokollet valdes Bo Al"
    r"|^(?:Till|Att) (?:[a-zåäö]\S* ){1,8}(?:utses|utsågs|väljs|valdes) [A-ZÅÄÖ]\S+ [A-ZÅÄÖ]"
)
ENACTED_PAST = re.compile(r"\b(?:bordlades|bordläggdes|återremitterades|sköts upp|utsågs|valdes)\b")
# "Det beslutades att …", "Beslutades: att …", "Beslöts att …", "Efter diskussion beslutas att …"
IMPERSONAL = re.compile(
    r"^(?:(?:Det |Därmed |Därefter |Vidare |Slutligen |I ?stället |Efter [^.:;,]{3,60}? )?"
    r"[Bb]e(?:slutades|slöts|slutas|stämdes)\b"
    # "Det blev också beslutet: lokalen sägs upp"
    r"|Det blev (?:också |även )?(?:mötets |gruppens )?beslut(?:et)?(?=:))(?P<colon>:?)\s*(?P<rest>.*)$"
)
# "föreslår (att) Samverkansgruppen beslutar att …": what is proposed is what comes after
TO_DECIDE = re.compile(
    r"^(?:att\s+)?(?:(?P<to>\S[^.:;]{0,70}?)\s*\bbesluta(?:r)?\b[\s:]*"
    r"|(?P<body>(?:\S+ ){0,3}\S*(?:fullmäktige|styrelsen?|nämnden?|direktionen))\s*(?=:?$|att\s))"
)
# "Nämnden tillstyrker planen och föreslår …": the body ends where the first verb begins
DOES_AND = re.compile(r"^(?P<done>(?P<body>\S+(?: \S+){0,5}?) [a-zåäö]{2,}[ae]r \S.*?),? (?:och|samt)$")
ADOPTS = re.compile(
    r"^(?:att )?(?:besluta )?(?:enligt|i enlighet med|bifaller|bifalla?|godkänner|godkänna|antar?|fastställ(?:a|er)"
    r"|ställ(?:a|er) sig bakom)\s+"
    r"(?:(?:det )?(?:upprättat|framlagda?|liggande|lagt|presenterade?|redovisade?|ordförandens"
    r"|arbetsgruppens|beredningens"
    r"|arbetsutskottets|\w+s)\s+)?(?:besluts)?förslag(?:et|en)?(?: till beslut)?\s*(?:ovan)?\s*"
    r"(?P<part>(?:i|avseende|vad gäller)\s+(?:den|det|de|punkt(?:en|erna)?|att-?sats(?:en|erna)?)\b.{1,40})?"
    r"(?:,?\s*(?P<changed>med (?:\w+ )?(?:tillägg|ändring|justering|komplettering)\w*\b.*))?\.?$",
    re.I,
)
ADOPTED = re.compile(
    r"^(?:Besluts)?[Ff]örslage[tn]\s+(?:till beslut\s+)?(?:godkänns|godkändes|bifalls|bifölls|antas|antogs|bifalles)\b"
    # "Attsats 1 bifalles.", "Punkterna 1–3 antas."
    r"|^(?P<part>(?:[Aa]tt-?sats(?:en|erna)?|[Pp]unkt(?:en|erna)?)\s\d[\d ,–-]*(?:(?:och|till)\s\d+)?)\s"
    r"(?:bifall(?:s|es)|godkänns|antas)\b"
)
# Behind the label "Beslut", a word of its own: "Bifalles.", "Enligt förslag."
BARE_ADOPTION = re.compile(r"^(?:bifall(?:s|es|et)?|godkän(?:ns|nes|t|d)|antas|antages)\.?$", re.I)
REJECTED = re.compile(
    r"^(?:Besluts)?[Ff]örslage[tn]\b(?P<about>[^.]{0,80}?)\s+(?:avslås|avslogs|avslagits|bifalls inte"
    r"|(?:fick|vann) (?:inte|inget|ej) (?:\w+ )?(?:stöd|gehör))\b"
    r"|^(?P<part>(?:[Aa]tt-?sats(?:en|erna)?|[Pp]unkt(?:en|erna)?)\s\d[\d ,–-]*(?:(?:och|till)\s\d+)?)\s+avslås\b"
    r"|^(?:[A-ZÅÄÖ]\S+ ){1,3}(?:tilläggs|ändrings|mot)?(?:förslag|yrkande) (?:avslås|avslogs|bifalls inte)\b"
)
REJECTS = re.compile(r"^(?:att )?(?:avslå|avslår)\s+förslag", re.I)
# Verbs that decide by themselves when the body is their subject: "Gruppen godkänner rapporten."
PERFORMS = re.compile(
    r"^(?P<body>[A-ZÅÄÖ][^.:;,]{1,70}?)\s+(?P<verb>godkänner|godkände|fastställer|fastställde|antar"
    r"|antog|ställer sig bakom"
    r"|ställde sig bakom|uppdrar|uppdrog|utser|utsåg|(?:väljer|valde)(?! att\b)|beviljar|beviljade|bordlägger|bordlade"
    r"|rekommenderar|rekommenderade|(?:ger|gav)(?=[^.]{3,90}\si uppdrag\b)"
    r"|(?:lägger|lade)(?=[^.]{3,120}\still (?:handlingarna|protokollet)\b)"
    r"|återremitterar|återremitterade"
    r"|(?:överlämnar|överlämnade|hänskjuter|hänsköt)(?=\s(?:frågan|ärendet|skrivelsen|motionen|yttrandet)\b)"
    r"|(?:noterar|antecknar)(?=\s(?:\S+ ){0,2}(?:informationen|redovisningen|rapporten)\b)"
    r"|avslår|avslog|bifaller|biföll|tillstyrker|tillstyrkte)\s+(?P<rest>\S.*)$"
)
GENERIC_BODY = re.compile(
    r"^(?:(?:dagens )?möte[t]?|gruppen|arbetsgruppen|styrgruppen|ledningsgruppen|nämnden|rådet"
    r"|ledningen|beredningen|utskottet"
    r"|styrelsen|kommittén|ledamöterna|samrådet|man|vi|presidiet|forumet|nätverket|de närvarande"
    r"|(?:mötes)?deltagarna|alla|samtliga(?: närvarande| deltagare)?)$",
    re.I,
)
BODY_NOUN = re.compile(
    r"(?:grupp(?:en)?|råd(?:et)?|ledning(?:en)?|nämnd(?:en)?|beredning(?:en)?|utskott(?:et)?"
    r"|styrelse(?:n)?|kommitté(?:n)?"
    r"|forum(?:et)?|presidie?(?:t)?|samråd(?:et)?|direktion(?:en)?|konferens(?:en)?|nätverk(?:et)?|förbund(?:et)?"
    r"|fullmäktige|samverkan|delegation(?:en)?)\b",
    re.I,
)
OLDER = re.compile(
    r"\b(?:vid|på) (?:(?:före|för)gående |förra |senaste |tidigare |det )?(?:möte|sammanträde)\w*\b.*\bbeslut", re.I
)

FORMAL_SUBJECT = (
    r"(?:[Dd]agordning(?:en)?|[Aa]genda(?:n)?|[Ff]öredragningslista(?:n)?|[Kk]allelse(?:n)?|[Ää]rendelista(?:n)?"
    r"|(?:[Ff]öregående |[Ff]örra )?(?:mötes |mötets |mötes)?(?:[Pp]rotokoll(?:et)?|(?:minnes"
    r"|mötes)?[Aa]nteckningar(?:na)?"
    r"|[Mm]innesanteckningar(?:na)?|[Mm]ötesanteckningar(?:na)?)|[Ii]nformationen|[Rr]apporten"
    r"|[Rr]edovisningen|[Rr]edogörelsen)"
)
FORMAL = re.compile(
    rf"^(?:[Uu]tsänd |[Uu]tskickad |[Ff]öreslagen |[Dd]en (?:utsända |föreslagna ))?{FORMAL_SUBJECT}\b[^.]{{0,80}}?\b"
    r"(?:godkän(?:ns|des|ts)|fastställ(?:s|des|ts)|läggs|lades|lagts|antecknas|antecknades|noteras"
    r"|noterades|justerades|antogs|antas|(?:tas|togs) emot(?: med tack)?(?=\.?$))\b"
)
# "Med den ändringen godkänns dagordningen."
FORMAL_INVERTED = re.compile(
    rf"^(?:Med|Efter|Därefter|Härmed|Därmed)\b[^.]{{0,60}}?\b(?:godkän(?:ns|des)|fastställ(?:s|des)"
    rf"|läggs|lades)\s+{FORMAL_SUBJECT}\b"
)
# "De läggs till handlingarna.", of minutes named in the sentence before
FILED = re.compile(
    r"^[A-ZÅÄÖ][^.]{1,120}?\s(?:läggs|lades)\s+till\s+(?:handlingarna|protokollet)\b|^Till handlingarna\.?$"
)
_FILES = re.compile(
    r"^till handlingarna\b|\b(?:lägg(?:er|a|s)|lades?)\b.{0,60}\btill (?:handlingarna|protokollet)\b", re.I
)
_FORMAL_OBJECT = re.compile(
    r"^(?:\S+ ){1,4}(?:godkänner|godkände|fastställer|fastställde) (?:dagordning|föredragningslist|agenda|ärendelist"
    r"|protokollet|minnesanteckning|föregående)"
    r"|^(?:\S+ ){1,4}(?:noterar|antecknar) (?:informationen|redovisningen|rapporten)\b"
    r"|^(?:med .{0,60}? )?(?:godkänna|fastställa|anta|lägga|notera|anteckna)\b.{0,90}?"
    r"(?:dagordning|föredragningslist|agenda|ärendelist|kallelse|protokoll|minnesanteckning"
    r"|anteckningarna|till handlingarna"
    r"|informationen|redovisningen)\w*",
    re.I,
)
# "godkänna redovisningen som svar till rådet", "… och förklara uppdraget avslutat"
_DOES_MORE = re.compile(
    r"(?:redovisning|rapport|information)\w*\s+(?:som\s+svar\b|och\s+(?!lägga|notera|anteckna|tacka)[a-zåäö]+a\s)"
)
# Who verifies the minutes is chosen at every meeting: "utse Anna Ek att justera protokollet", "väljs till justerare"
_CHOOSES = re.compile(r"\b(?:utse[rs]?|utsågs?|välj(?:a|er|s)|valdes?|(?:ska )?justera[r]?)\b", re.I)
_VERIFIER = re.compile(
    r"\b(?:till|som) (?:(?:dagens|mötets) )?(?:protokolls?)?juster(?:are|ings\w+)\b"
    r"|\bjusterar?\s(?:\w+\s)?(?:protokoll(?:et)?|anteckning(?:ar|arna)?)\b"
    r"|\batt justera\.?$",
    re.I,
)
# "… till ledamot och Bo Al till justerare": more than that is chosen
_OTHER_POST = re.compile(
    r"\b(?:till|som) (?!(?:(?:dagens|mötets) )?(?:protokolls?)?juster|att\b|jämte\b|tillsammans\b)", re.I
)
EFFECTS: Final[tuple[tuple[Effect, str], ...]] = (
    ("other", r"\b(?:rekommendera|förorda|uppmuntra|föreslå)"),  # what others shall do, which this body does not decide
    ("table", (r"\b(?:bordlägg|återremit|skjut\w* upp|flytta\w* (?:fram|till))")),
    ("reject", (r"\b(?:avslå|avslår|avslog|inte bifalla|säga nej)")),
    ("assign", (r"\b(?:uppdra|i uppdrag|återkommer|ta fram|tar fram|ansvara)")),
    (
        "refer",
        (r"\b(?:skickas? till|överlämna|remitter|hänskjut|lyfts? (?:in )?till|lyfta (?:frågan )?till|översänd)"),
    ),
    (
        "appoint",
        r"^(?:till|att)\b[^.]*?\b(?:utses|utsågs|väljs|valdes)\b|\bjusterar? (?:dagens )?(?:protokoll|anteckning)"
        r"|\b(?:utse|utsåg|valdes |väljs? |välja|ersätter|ersätta|efterträd|nominera|adjungera|entlediga)",
    ),
    ("grant", (r"\b(?:bevilja|bifalla ansök|avsätta|tilldela|anvisa|finansiera|fördela)")),
    (
        "agree",
        (r"\b(?:ingå|teckna|förlänga|säga upp)\b.{0,60}(?:avtal|överenskommelse)|\bavtal\w* (?:ingås|förlängs)"),
    ),
    (
        "note",
        r"^till handlingarna|\bl(?:ägg|ade)\w*\b.{0,60}till (?:handlingarna|protokollet)"
        r"|\b(?:noter|antecknas?|tacka|tar del|ta del|tas emot)",
    ),
    ("approve", (r"\b(?:godkän|fastställ|anta|antar|ställ\w* sig bakom|bifall|tillstyrk|justera)")),
)
# All of them begin with a word, and most characters begin none.
_EFFECT: Final = re.compile(rf"\b(?=\w)(?:{'|'.join(f'(?P<{effect}>{pattern})' for effect, pattern in EFFECTS)})", re.I)
CONDITION = re.compile(
    r"\b(?:under förutsättning(?:en)? (?:att|av)|förutsatt att|med villkor(?:et|en)? att|på villkor att"
    r"|med förbehåll (?:för|om)|med reservation för)\b[^.]*",
    re.I,
)
CONDITIONAL: Final = ("förutsätt", "förutsatt", "villkor", "förbehåll", "reservation")


# What sort of body a word names; "mötet" and "gruppen" may be any.
KIND = re.compile(r"grupp|råd|ledning|nämnd|beredning|utskott|styrelse|kommitté|presidi|forum|nätverk", re.I)
ORDINALS: Final = ("först", "andr", "tredj", "fjärd", "femt", "sjätt")
NUMERALS: Final = {"två": 2, "tre": 3, "fyra": 4, "fem": 5}
FIRST_OR_LAST = re.compile(rf"\bde (?P<count>\d|{'|'.join(NUMERALS)}) (?P<which>första|sista)\b", re.I)


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead-in: who decides, in which way, and what follows on the same line.

    `past`: it tells what was decided. `agreed`: that they are of one mind, which may be an opinion. `onward`: the words
    that propose it to another body, "föreslår fullmäktige besluta". `done`: what the same sentence decides before it.
    """

    kind: LeadKind
    body: Stretch | None
    rest: Stretch
    past: bool = False
    agreed: bool = False
    onward: Stretch | None = None
    done: Stretch | None = None


def lead_of(content: Stretch) -> Lead | None:
    """The lead-in that a paragraph begins with, or None. Whether its body may decide here is asked elsewhere."""
    text = content.text
    if "BESLUTA" in text:
        text = IN_CAPITALS.sub(lambda verb: verb[0].lower(), text)
    if holds(text, MAY_DECIDE):
        for pattern in (DECIDES, IMPERSONAL, INVERTED):
            match = pattern.match(text)
            if match and (lead := _lead(content, match)):
                return lead
    if " om" in text and MAY_AGREE.search(text) and (match := AGREES.match(text)) and (lead := _lead(content, match)):
        said = text[: len(text) - len(lead.rest)]
        return replace(lead, agreed=True, past=holds(said, ("enades", "enats", " var ", " kom ")))
    return None


def _lead(content: Stretch, match: re.Match[str]) -> Lead | None:
    groups = match.groupdict()
    named = next((name for name in ("body", "turned") if groups.get(name)), None)
    body = content.group(match, named) if named else None
    rest = content.group(match, "rest")
    proposed = groups.get("verb") == "föreslår"
    onward = done = None
    if body and (more := DOES_AND.match(body.text)):
        done, body = body[: more.end("done")], body[: more.end("body")]
    if proposed and (to_decide := TO_DECIDE.match(rest.text)):
        if not GENERIC_BODY.match(to_decide["to"] or ""):
            onward = content[match.start("verb") : match.start("rest") + to_decide.end()].strip()
        rest = rest[to_decide.end() :].strip()
    kind = _kind(rest.text.strip(" :."))
    if kind is None and groups.get("colon"):
        kind = "inline"  # "Beslutas: Mallen används från maj."
    if proposed:
        kind = "proposes" if kind in {"list", "inline"} else None
    said = match[0][: match.start("rest") - match.start()]
    return Lead(kind, body, rest, past=bool(DECIDED.search(said)), onward=onward, done=done) if kind else None


def _kind(rest: str) -> LeadKind | None:
    if not rest or rest.lower() in {"att", "följande", "följande att", "därför att", "om följande"}:
        return "list"
    if ADOPTS.match(rest):
        return "adopts"
    if REJECTS.match(rest):
        return "rejects"
    first = "att" if rest.lower().startswith("a t t ") else rest.split()[0].strip(",")
    if first.lower() in {"att", "dels"} or (first.islower() and len(first) > 3 and INFINITIVE.search(first)):
        return "inline"
    return None


def decides_here(subject: str, names: Sequence[str]) -> bool:
    """Whether a subject ("Chefsgruppen") is the document's own body by one of its `names`, or a general word."""
    if GENERIC_BODY.match(subject):
        return True
    return any(_alike(subject, name) for name in names) if names else bool(BODY_NOUN.search(subject))


def is_of_their_kind(subject: str, names: Sequence[str]) -> bool:
    """Whether "rådet" can be the body that `names` name: not where all of those are groups."""
    said = KIND.search(subject)
    own = [name.lower() for name in names if KIND.search(name)]
    if not said or not own:
        return True
    start = 0 if GENERIC_BODY.match(subject) else said.start()  # "styrgruppen" is no "beredningsgrupp"
    return any(subject[start : said.end()].lower() in name for name in own)


def is_past(verb: str) -> bool:
    """Whether a verb of deciding is in the past tense: those in the present end in r."""
    return not verb.split()[0].endswith("r")


def parts_named(words: str, count: int) -> set[int]:
    """Which of `count` parts, from 1, are meant: "den första och tredje", "de två sista", "punkterna 1–3"."""
    if match := FIRST_OR_LAST.search(words):
        many = NUMERALS.get(match["count"].lower()) or int(match["count"])
        first = match["which"].lower() == "första"
        return set(range(1, many + 1) if first else range(count - many + 1, count + 1))
    chosen = {int(n) for n in re.findall(r"\d+", words)}
    for span in re.finditer(r"(\d+)\s?(?:[-–]|till(?: och med)?)\s?(\d+)", words):
        chosen |= set(range(int(span[1]), min(int(span[2]), count) + 1))
    chosen |= {i + 1 for i, ordinal in enumerate(ORDINALS) if ordinal in words.lower()}
    return chosen | ({count} if "sista" in words.lower() else set())


LONG_STEM: Final = 5  # letters: "råd" alone names no body


def _alike(subject: str, name: str) -> bool:
    one, other = _squash(subject), _squash(name)
    short = min(len(one), len(other), 8)
    stem = one.removesuffix("en").removesuffix("et")  # "Länsrådet" of "Älvmarks länsråd"
    within = one in other or other in one or (len(stem) > LONG_STEM and stem in other)
    return short >= 3 and (one[:short] == other[:short] or within)


def _squash(text: str) -> str:
    """Letters only, so that "Läns gemensam ledning" and "Länsgemensam ledning" are one."""
    return re.sub(r"[^a-zåäöé0-9]", "", text.lower())


def looks_like_body(text: str) -> bool:
    """Whether words could name a body: a noun for a group, or an abbreviation ("VGSO:s ledningsgrupp")."""
    return bool(BODY_NOUN.search(text) or re.match(r"^[A-ZÅÄÖ]{2,8}(?::s)?\b", text))


def effect_of(text: str) -> Effect:
    """What a clause does, told by its first telling verb."""
    match = _EFFECT.search(text)
    return next(effect for effect, _ in EFFECTS if match[effect]) if match else "other"


def is_formal(text: str) -> bool:
    """Whether a clause only approves the agenda or the minutes, files information, or chooses who verifies them."""
    if _DOES_MORE.search(text.lower()):
        return False
    if "juster" in text and _VERIFIER.search(text):
        return bool(_CHOOSES.search(text)) and not _OTHER_POST.search(text)
    if FORMAL.match(text) or FORMAL_INVERTED.match(text) or _FORMAL_OBJECT.match(text):
        return True
    return "till" in text.lower() and _FILES.search(text) is not None


def condition_of(text: str) -> str | None:
    match = CONDITION.search(text) if holds(text.lower(), CONDITIONAL) else None
    return match.group().strip(" .,") if match else None
