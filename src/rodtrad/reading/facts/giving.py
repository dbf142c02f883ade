"""Words that give somebody something to do, who can be given it, and what is work to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from rodtrad.reading.clauses import INFINITIVE, says_something
from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import decides_here
from rodtrad.reading.facts.context import Context
from rodtrad.reading.names import is_organisation, leading_name
from rodtrad.reading.record import AssignmentKind
from rodtrad.reading.sources.source import Stretch

LONGEST_ASSIGNEE = 14  # words
TASK_VERB = (
    r"(?:ta|se|utreda|arbeta|återkomma|bereda|göra|utarbeta|undersöka|kartlägga|bjuda|kalla|planera|skriva|formulera|genomföra"
    r"|samordna|följa|inventera|sammanställa|lämna|redovisa|revidera|uppdatera|initiera|analysera|fortsätta|kontakta|föreslå|bilda)"
)
# "uppdra till X att …", "uppdraga åt X att …", "uppdra X att …"
GIVES: Final = (
    re.compile(r"\buppdr(?:aga|ar|og|a)\s+(?:till\s+|åt\s+)?(?P<who>.{1,160}?)\s+att\s+(?P<task>.+)"),
    re.compile(rf"\buppdra(?:ga|r)?\s+(?:till|åt)\s+(?P<who>.{{1,160}}?)\s+(?P<task>{TASK_VERB}\b.+)"),
    re.compile(r"\b(?:ge|ger|gav)\s+(?P<who>.{1,160}?)\s+i\s+uppdrag\s+(?:att\s+)?(?P<task>.+)"),
    re.compile(r"\blämna(?:r)?\s+(?:i\s+)?uppdrag(?:et)?\s+(?:till|åt)\s+(?P<who>.{1,160}?)\s+att\s+(?P<task>.+)"),
    re.compile(
        r"^(?P<who>.{1,160}?)\s+(?:får|fick|ges|gavs)\s+(?:i\s+|ett\s+)?upp(?:drag(?:et)?|gift(?:en)?)\s+(?:av\s+\S+\s+)?att\s+(?P<task>.+)"
    ),
    re.compile(r"^(?P<who>.{1,160}?)\s+(?:uppdras|ombeds|uppmanas|anmodas|åläggs)\s+att\s+(?P<task>.+)"),
    # "be FoU att lägga …", "uppmana kommunen att utse …"
    re.compile(
        r"^(?:\S+\s+)?(?:ber?|uppmanar?|anmodar?|ålägg(?:a|er))\s+(?!om\b)(?P<who>[^,.]{1,160}?)\s+(?:om\s+)?att\s+(?P<task>.+)"
    ),
    re.compile(
        r"^(?P<who>.{1,160}?)\s+(?:åtar|åtog|tar på|tog på)\s+sig\s+(?:att|uppdraget att|uppgiften att)\s+(?P<task>.+)"
    ),
)
# What each of them has.
GIVEN: Final = re.compile(r"upp(?:dr|gift)|ombeds|uppman|anmod|ålägg|ber?\s|åta|åto|tar\s+på|tog\s+på")
# "arbetet sker av X", "ett förslag lämnas från X": the agent of a passive
BY_AGENT = re.compile(
    r"^(?P<task>.+?)\s+(?P<verb>sker|(?!(?:finns|består|beviljas|finansieras|bekostas|betalas|leds|styrs|ägs|används|bärs|stöds"
    r"|drivs|delas|åtföljs)\b)[a-zåäö]{2,}s(?:\s+(?:fram|in|ut|upp|över|samman))?)"
    r"(?P<to>\s+till(?:\s+(?!för\b|om\b|som\b|av\b)[^\s.,]+){1,4})?\s+"
    r"(?:av|från)\s+(?P<who>.+?)(?=\s+(?:för|till|under|senast|inför|vid|på|i|efter|före|innan|inom|varje|som|och)\s|[.,;]|$)"
)
PLAIN_PASSIVE = re.compile(r"^(?:sker|utförs|genomförs|görs|samordnas)$")
# Nouns for those who can be given something to do, in the singular, the plural and with their article.
AGENT = re.compile(
    r"(?:(?:grupp|beredning|avdelning|chef|samordnar|förvaltning|direktör|koordinator|strateg|kommun|region|verksamhet|enhet"
    r"|konsulent|controller|handläggar|utredar|ekonom|jurist|kurator|rektor|läkar|sköterska|pedagog|psykolog|utvecklar"
    r"|ledar|sekreterar|representant|assistent|administratör|kommunikatör|psykiatri|primärvård|habilitering|skola"
    r"|högskola|socialtjänst|hemtjänst|vårdcentral|hälsocentral|länsstyrelse|polis|elevhälsa|funktion|nämnd|ledning"
    r"|ordförande|medlem|ledamot|deltagar|parter|huvudman|utförar|personal|resurs|ombud)"
    r"(?:e|en|n|er|erna|na|arna|or|orna|s|ens)?"
    r"|råd(?:et)?|nätverk(?:et)?|utskott(?:et)?|kansli(?:et)?|kontor(?:et)?|team(?:et)?|sjukhus(?:et|en)?|universitet(?:et)?"
    r"|presidi\w*|huvudmännen|ledamöter(?:na)?|skolor(?:na)?)\b"
    r"|\b(?:RSS|FoU|AU|MAS|MAR)\b",
    re.I,
)
# "fortsätta arbetet med …" begins with what is done, not with who does it; "processledarna" does.
STARTS_INFINITIVE = re.compile(r"(?!samtliga|alla|berörda|båda|\w+[aeo]rna\b)[a-zåäö]+a\b")
ALL_WHO: Final = re.compile(r"^(?:alla|samtliga|de)\s(?:som|vilka)(?:\s[^\s.,;:]+){1,5}$", re.I)  # "de som fått medel"
EVERYBODY: Final = frozenset({"alla", "samtliga", "vi", "varje kommun", "varje huvudman", "var och en"})
# "gruppen för tolkar", "kommunerna i samråd med regionen": what follows does not say who it is.
AND_OTHERS: Final = re.compile(r"\s+(?:i|inom|för|på|från|tillsammans|av|om|med|vid|genom)\s")
# Verbs of being and of rules are no work to do.
NO_WORK = re.compile(
    r"^(?:sammanträder|möts|träffas|består|rekommenderar|uppmanar|efterträder|betyder|lägger\s.*\btill\s+handlingarna|är|blir|har|står|ersätter|ingår|gäller|får|kan|utgör|innebär|tillhör|heter|finns|ser(?!\s+över)|beslutar|beslutade|bör|behöver|vill|tar\s+del"
    r"|tackar|hälsar|berättar|informerar|föredrar|redogör|anser|menar|tycker|lyfter(?!\s+frågan\b[^.]*\s(?:i|till|inför|på)\s)|beskriver|konstaterar|noterar|önskar|kommer|avser|ställer\s+sig|godkänner|tillstyrker|antar|fastställer|beviljar|avslår|föreslår|yrkar"
    r"|beviljas|tilldelas|välkomnar|avslutar|öppnar|förklarar|upplever|fungerar|delar|instämmer|begär(?!\s+(?:ut|in)\b)|hoppas|startar"
    r"|börjar|upphör|stänger|slutar|pågår|sker|känner|saknar|räknar(?!\s+(?:om|ut|fram)\b)|bedömer|uppger|påpekar|undrar|frågar|svarar\satt"
    r"|meddelar\satt|visar|ställer\sfrågan(?!\still\b[^.]*\b(?:före|senast|innan)\b)|förutsätter|lämnar\s(?:ett\s)?(?:särskilt|följande)\syttrande)\b",
    re.I,
)
WORK_IF_DECIDED: Final = re.compile(
    r"(?:informerar|lyfter|föreslår(?=[^.]*\b(?:senast|före|innan|inför|till\s+mötet)\b))"
)
# "Rådet för e-hälsa lämnar …", "3 000 kronor till …": not every word that ends so is a verb.
NO_VERB = (
    r"(?:för(?!\s(?:in|upp|ut|över|samman|vidare)\b)|ur|hur|här|där|var|när|under|över|efter|eller|per|inför|heller|kronor"
    r"|september|oktober|november|december|januari|februari|månader|veckor|dagar|timmar|miljoner|personer|platser|frågor"
    r"|\w*(?:kommuner|regioner|grupper|enheter|chefer|skolor|nämnder|möten|huvudmän))\b"
)
ACTS = re.compile(
    r"^(?P<who>.+?)\s+(?:(?:därefter|omgående|även|också|sedan|skyndsamt|tillsammans)\s+)?"
    rf"(?!{NO_VERB})(?P<verb>[a-zåäö]{{2,}}r|beviljas|tilldelas)\s+(?P<rest>.+)$"
)
# "ska vara inne senast den 31 mars" says how it shall be, not what somebody shall do.
VERIFIES: Final = re.compile(r"justera\w*\b[^.]{0,40}?(?:protokoll|anteckning)", re.I)
DECIDED_BY_DOING: Final = frozenset({"utser", "väljer", "förlänger", "inrättar", "upphäver", "avsätter", "anslår"})
# "Frågan om tolk är svår. Vi skickar den vidare till rådet."
PASSED_ON: Final = re.compile(
    r"^(?:Vi|Gruppen|Mötet)\s+(?:skickar|lämnar|lyfter|för)\s+(?:den|den frågan|frågan)\s+(?:vidare|över)"
    r"\s+till\s+(?P<who>[^,.]{3,80})\.?$"
)
MATTER: Final = re.compile(
    r"^(?P<task>Frågan om [^,.]{3,100}?)(?=\s(?:ligger|är|hör|rör|behöver|bör|kräver|kan|väcktes|lyftes)\b)"
)
NO_DUTY = re.compile(r"(?:vara|finnas|bli|kunna|gälla|få|ligga|stå)\b")
# A time between who and what: "varje kommun senast den 15 juni anger", "ska till februarimötet visa"
HOLDS_TIME: Final = re.compile(
    r"\b(?:senast|före|innan|nästa|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
HOLDS_VERB: Final = re.compile(r"\s(?:vill|ska|skall|kan|måste|får|har|hade|är|var|blev|fick|skulle)\s")
WITHIN: Final = re.compile(r"\s(?:senast|till|före|innan|inom|under|vid|den|i)\s")
FIRST_WORDS: Final = 110  # characters in which it stands
# A time that belongs to what was decided: "protokollet från den 3 maj", "planen för våren".
ABOUT = re.compile(r"\b(?:från|för|av|om|till|per|gällande|avseende)(?: mötet| den)*\s*$", re.I)
SHALL = re.compile(
    r"^(?P<who>.+?)\s+(?:ska|skall)\s+(?P<task>(?:gemensamt\s+|även\s+|också\s+)?[a-zåäö]+a\b.*|(?:se|ge|gå|stå)\s.+)$"
)


@dataclass(frozen=True, slots=True)
class Given:
    """`around`: the whole clause or sentence, in which a deadline may stand."""

    kind: AssignmentKind
    who: Stretch | None
    task: Stretch
    around: Stretch
    rule: str
    confidence: float
    due: Stretch | None = None  # a deadline in a column of its own
    item: Stretch | None = None  # the number of the item that gave it, in a column of its own
    state: Stretch | None = None  # how far it has come, in a column of its own
    concluded: bool = False  # who, from the sentence before


def has_task(context: Context, given: Given) -> bool:
    """Whether a task says anything; where it does not, who was to do it is left to a person."""
    if says_something(given.task):
        return True
    context.unplace("assignment", Stretch.join([s for s in (given.who, given.task, given.due) if s]))
    return False


@dataclass(frozen=True, slots=True)
class Does:
    """Who shall do what. `shall`: the clause says "ska"; else its verb stands in the present tense."""

    who: Stretch
    task: Stretch
    shall: bool = False


def does(context: Context, sentence: Stretch, *, decided: bool = False) -> Does | None:
    """Who shall do what by a clause: somebody who can act, then "ska" or a verb of work in the present tense.

    A time between the two is set aside: "varje kommun anger senast den 15 juni", "varje kommun senast … anger".
    `decided`: it was decided, so that who "informerar" is to do it, and does not do it at this meeting.
    """
    if STARTS_INFINITIVE.match(sentence.text):
        return None  # told at once, as most clauses begin with what is to be done
    found = _does(context, sentence, decided=decided)
    if found is None and WITHIN.search(sentence.text, 0, FIRST_WORDS):
        spans = [s for s in find_dates(sentence.text[:FIRST_WORDS], anchor=context.meeting_date) if s.at[0]]
        if spans and sentence.text[spans[0].at[1] : spans[0].at[1] + 1] == " ":
            start, end = spans[0].at
            found = _does(context, Stretch.join([sentence[:start].strip(), sentence[end:].strip()]), decided=decided)
    return found


def _does(context: Context, sentence: Stretch, *, decided: bool) -> Does | None:
    if "juster" in sentence.text and VERIFIES.search(sentence.text):
        return None  # who verifies these minutes is chosen for it
    if (match := SHALL.match(sentence.text)) and is_agent(context, match["who"]) and not NO_DUTY.match(match["task"]):
        return Does(sentence.group(match, "who"), sentence.group(match, "task"), shall=True)
    match = ACTS.match(sentence.text)
    if not match or not is_agent(context, match["who"]):
        return None
    told = f"{match['verb']} {match['rest']}"
    if NO_WORK.match(told) and not (decided and WORK_IF_DECIDED.match(told)):
        return None
    # The body itself choosing somebody, prolonging something, or saying something, is its decision, not its work.
    own = match["verb"] in DECIDED_BY_DOING or match["rest"].startswith("följande")
    if own and decides_here(match["who"], context.names):
        return None
    return Does(sentence.group(match, "who"), sentence[match.end("who") :].strip())


def told_before(context: Context, text: str) -> bool:
    """Whether words say that it was done before this meeting: "den 28 november", "i våras"."""
    held = context.meeting_date
    return any(
        held and span.end and span.end < held and ":" not in span.rule and not ABOUT.search(text[: span.at[0]])
        for span in find_dates(text, anchor=held)
    )


def is_agent(context: Context, who: str) -> bool:
    """Whether words name those who can be given something to do: persons, bodies, posts, several of them."""
    if ALL_WHO.match(who):
        return True
    if len(who.split()) > LONGEST_ASSIGNEE or re.search(r"[.:;]|\batt\b|\bsom\b", who):
        return False
    if STARTS_INFINITIVE.match(who) or HOLDS_TIME.search(who) or HOLDS_VERB.search(who):
        return False
    if who.lower() in EVERYBODY or all(name in context.called for name in re.split(r",\s|\soch\s", who)):
        return True
    named = leading_name(who, context.parties)
    if named:
        rest = who[named:].strip()
        joined = re.match(r"(?:och|samt|tillsammans med|i samråd med)\s+", rest)
        return not rest or rest[0] == "," or bool(joined and is_agent(context, rest[joined.end() :]))
    head = AND_OTHERS.split(who, maxsplit=1)[0]
    first, joined_by, others = head.partition(" och ")
    if joined_by and is_agent(context, first) and is_agent(context, others):
        return True
    return len(head.split()) <= 6 and (bool(AGENT.search(head)) or is_organisation(head, context.parties))


# "ett möte bokas i maj", "frågan lyfts till styrgruppen": done by nobody named
DONE = re.compile(
    r"\b(?!(?:behövs|finns|saknas|krävs|hoppas|tycks|anses|upplevs|fungerar|märks|syns)\b)[a-zåäö]{2,}(?:as|s|ts)\b"
)
OPINION = re.compile(
    r"^(?:vara|ha|behöva|kunna|det|detta|vi|man|alla är)\b.*\b(?:är|var|finns|behövs|har|känns|vara)\b|^(?:vara|ha)\b"
)


def is_course(context: Context, clause: Stretch) -> bool:
    """Whether a clause says what shall be done rather than what is thought: "fortsätta arbetet", "ett möte bokas"."""
    text = clause.text
    first = text.split(" ", 1)[0]
    if OPINION.match(text):
        return False
    return bool((INFINITIVE.search(first) and first.islower()) or does(context, clause) or DONE.search(text))


def is_short(who: str) -> bool:
    """Whether as few words as name a body, a role or a person; "uppdra till  att" names none."""
    return who.lower() not in {"till", "åt", "att"} and 0 < len(who.split()) <= LONGEST_ASSIGNEE
