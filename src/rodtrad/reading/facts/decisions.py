"""What was proposed and what was decided, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rodtrad.reading.clauses import (
    ATT,
    INFINITIVE,
    Clause,
    clauses_from,
    is_clause,
    opener_of,
    sentences,
    split_clauses,
    unmarked_clauses,
    without_att,
)
from rodtrad.reading.deciding import (
    ADOPTED,
    ENACTED,
    ENACTED_PAST,
    FILED,
    FORMAL,
    FORMAL_INVERTED,
    GENERIC_BODY,
    OLDER,
    PERFORMS,
    REJECTED,
    Lead,
    decides_here,
    effect_of,
    is_formal,
    is_of_their_kind,
    is_past,
    lead_of,
    looks_like_body,
)
from rodtrad.reading.facts.by_mail import heads_by_mail, read_by_mail, told_by_mail
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Gathered, decide
from rodtrad.reading.facts.giving import is_course, told_before
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.facts.outcomes import (
    answer_matters,
    drop_retold,
    find_adopted,
    match_words,
    open_at,
    resolve,
    resolve_ahead,
    vote_down,
)
from rodtrad.reading.facts.proposals import demanded, proposed, read_proposals
from rodtrad.reading.facts.standpoints import after_standpoint, heads_standpoint, is_standpoint
from rodtrad.reading.labels import label_of
from rodtrad.reading.sources.source import Line, Stretch

NO_DECISION = re.compile(r"^(?:[-–]|inget(?: beslut)?|inga beslut|ej beslut|utgår)\.?$", re.I)
# "beslutar att föreslå fullmäktige besluta" and its list
ONWARD = re.compile(r"^(?:att )?(?:föreslå|rekommendera|hemställa)\b.{3,90}?\b(?:besluta|att)$")
GIVEN = re.compile(r"^[A-ZÅÄÖ][^.:;]{2,80}? (?:får|ges) i uppdrag att\b")
# "Ingen har något att invända, och Vårdrådet beslutar att …"
AND_DECIDES = re.compile(r",? och (?=[A-ZÅÄÖ]\w+(?: \w+){0,3} beslut(?:ar|ade) att\b)")
GOES_ON = (",", " samt", " och")  # how a line ends whose list goes on below it
SHORTEST = 8  # characters of a paragraph that says what is decided
FORMAL_LENGTH = 220  # characters; longer paragraphs tell something else


def gather_decisions(context: Context, passages: Sequence[Passage]) -> Gathered:
    """Proposals with their outcome and decided clauses, in the document's order."""
    gathered = Gathered()
    for passage in passages:
        i = 0
        while i < len(passage.lines):
            i = _step(context, passage, passage.lines, i, gathered)
        measures = [Clause(without_att(m.text)) for m in passage.measures if m.decided]
        decide(passage, measures, gathered, "decision-cell", 0.85)
    resolve_ahead(context, gathered)
    drop_retold(context, gathered)
    match_words(context, gathered)
    find_adopted(passages, gathered)
    answer_matters(passages, gathered)
    vote_down(passages, gathered)
    return gathered


def _step(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """Reads what begins at line `i`; returns the index of the next line to read."""
    line = lines[i]
    if line.cells:
        return i + 1
    if heads_by_mail(line):
        return read_by_mail(context, passage, lines, i, out)
    if _told_by_mail(context, passage, line, passage.said[i], out):
        return i + 1
    if label := label_of(line, "decision", "proposal"):
        if label.kind == "decision":
            return _labelled(context, passage, lines, i, out)
        return read_proposals(context, passage, lines, i, label, out)
    if heads_standpoint(line):
        return after_standpoint(lines, i)
    if _stands_alone(lines, i):
        return _unled(passage, lines, i, out)
    if lead := lead_of(line.content):
        return _led(context, passage, lines, i, lead, out)
    first, *rest = said = passage.said[i]
    if rest and (lead := lead_of(first)) and lead.kind in {"adopts", "rejects"}:
        after = _led(context, passage, lines, i, lead, out)
        for sentence in rest:
            if not _decided_midway(context, passage, line, sentence, out):
                _enacted(context, passage, sentence, out)
        return after
    _in_passing(context, passage, line, said, out)
    return i + 1


def _told_by_mail(context: Context, passage: Passage, line: Line, said: Sequence[Stretch], out: Gathered) -> bool:
    """Whether a paragraph tells what was decided by mail; what else it says is read too."""
    told = [told_by_mail(context, passage, sentence, out) for sentence in said]
    for sentence, known in zip(said, told, strict=True):
        if any(told) and not known and not _decided_midway(context, passage, line, sentence, out):
            _enacted(context, passage, sentence, out)
    return any(told)


def _labelled(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """ "Beslut: …" on one line, or "Beslut" and what it decides below."""
    label = label_of(lines[i], "decision")
    value = label.value if label else lines[i].content
    if value:
        if NO_DECISION.match(value.text):
            return i + 1
        if lead := lead_of(value):
            return _led(context, passage, lines, i, lead, out, sure=True)
        _said_after_label(context, passage, value, out)
        return i + 1
    if i + 1 < len(lines) and heads_by_mail(lines[i + 1]):
        return i + 1
    lead = lead_of(lines[i + 1].content) if i + 1 < len(lines) else None
    if lead and (lead.kind == "list" or not is_clause(lines[i + 1])):
        return i + 1
    if not lead and i + 1 < len(lines) and _is_paragraph(lines[i + 1]):
        _said_after_label(context, passage, lines[i + 1].content, out)
        return _given_below(context, passage, lines, i + 2, out)
    clauses, after = clauses_from(lines, i + 1, plain=True)
    for clause in clauses:
        _listed(context, passage, clause, out, lines[i].content)
    return max(after, i + 1)


def _given_below(context: Context, passage: Passage, lines: Sequence[Line], start: int, out: Gathered) -> int:
    """The paragraphs below the first under "Beslut" that give somebody something to do; the index after them."""
    i = start
    while i < len(lines) and "i uppdrag" in lines[i].text and _is_paragraph(lines[i]) and GIVEN.match(lines[i].text):
        _said_after_label(context, passage, lines[i].content, out)
        i += 1
    return i


def _is_paragraph(line: Line) -> bool:
    return not (is_clause(line) or line.cells or label_of(line)) and len(line.text) > SHORTEST


def _said_after_label(context: Context, passage: Passage, value: Stretch, out: Gathered) -> None:
    """The sentences behind "Beslut:". What does not settle anything by itself belongs to the one before it."""
    held: Stretch | None = None
    for sentence in sentences(value):
        if is_standpoint(sentence.text):
            break
        if resolve(context, passage, sentence, out):
            continue
        settles = ENACTED.match(sentence.text) or PERFORMS.match(sentence.text) or is_course(context, sentence)
        if held and settles:
            decide(passage, split_clauses(held), out, "decision-label", 0.95)
            held = sentence
        else:
            held = Stretch.join([held, sentence]) if held else sentence
    if held:
        decide(passage, split_clauses(held), out, "decision-label", 0.95)


def _listed(context: Context, passage: Passage, clause: Clause, out: Gathered, label: Stretch) -> None:
    """An entry of the list under "Beslut": decided as it stands, save where it takes up a proposal or leads in."""
    lead = lead_of(clause.text)
    if resolve(context, passage, lead.rest if lead else clause.text, out, line=clause.text):
        return
    inline = lead if lead and lead.kind == "inline" else None
    decided = split_clauses(inline.rest) if inline else [clause]
    decide(passage, decided, out, "decision-label", 0.93, also=(label,), body=inline.body if inline else None)


def _led(
    context: Context, passage: Passage, lines: Sequence[Line], i: int, lead: Lead, out: Gathered, *, sure: bool = False
) -> int:
    """What follows "X beslutar": a list, a clause on the same line, or the proposal put before."""
    text = lines[i].text
    ours = sure or lead.body is None or decides_here(lead.body.text, context.names)
    if lead.done and ours and lead.kind != "proposes":
        decide(passage, [Clause(lead.done)], out, "decision-performed", 0.85, body=lead.body)
    if lead.kind == "list":
        return _list_below(context, passage, lines, i, lead, out, ours=ours)
    if lead.kind == "proposes":
        _, *behind = sentences(lines[i].content)
        after = proposed(context, passage, lines, i, lead, out)
        for sentence in behind:
            _decided_midway(context, passage, lines[i], sentence, out)
        return after
    if not ours or (OLDER.search(text) if sure else _told_again(context, lead, text)):
        return i + 1
    if lead.kind in {"adopts", "rejects"}:
        resolve(context, passage, lead.rest, out, line=lines[i].content)
        return i + 1
    if (last := _nested(passage, lines, i, lead, out)) is not None:
        return last
    _sentence(context, passage, lines[i], lead, out)
    if text.endswith(GOES_ON) and i + 1 < len(lines) and ATT.match(lines[i + 1].text):
        clauses, after = clauses_from(lines, i + 1)
        decide(passage, clauses, out, "decision-list", 0.93, body=lead.body)
        return after
    return i + 1


def _list_below(
    context: Context, passage: Passage, lines: Sequence[Line], i: int, lead: Lead, out: Gathered, *, ours: bool
) -> int:
    """The list that "X beslutar" leads in. `ours`: the body is the document's own."""
    clauses, after = clauses_from(lines, i + 1)
    if not clauses and lines[i].text.endswith(" att"):
        clauses, after = unmarked_clauses(lines, i + 1)
    if not clauses and ours and i + 1 < len(lines) and resolve(context, passage, lines[i + 1].content, out):
        return i + 2  # "Nämnden beslutar" and below it "enligt förvaltningens förslag."
    words = lines[i].content
    if not clauses and not lead.agreed:
        context.issue("decision-without-clauses", f"”{words.text}” följs inte av något beslut.", words)
    another = lead.past and bool(context.names)  # "Nämnden beslutade:" tells what somebody else did
    if ours or (lead.body and looks_like_body(lead.body.text) and not another):
        rule, confidence = "decision-agreed" if lead.agreed else "decision-list", 0.97 if ours else 0.8
        settled = _settled(context, lead, clauses)
        decide(passage, settled, out, rule, confidence, also=(words,), body=lead.body)
    return max(after, i + 1)


def _nested(passage: Passage, lines: Sequence[Line], i: int, lead: Lead, out: Gathered) -> int | None:
    """ "Gruppen beslutar att uppdra till beredningen:" and its list; None where no list follows."""
    rest = without_att(lead.rest)
    opener = opener_of(rest) or (rest if ONWARD.search(rest.text) else None)
    if opener is None or i + 1 >= len(lines) or not is_clause(lines[i + 1]):
        return None
    clauses, after = clauses_from(lines, i + 1)
    nested = [replace(c, opener=c.opener or opener) for c in clauses]
    decide(passage, nested, out, "decision-nested", 0.93, body=lead.body)
    return after


def _sentence(
    context: Context, passage: Passage, line: Line, lead: Lead, out: Gathered, *, confidence: float = 0.93
) -> None:
    """ "Gruppen beslutar att anta planen, att sprida den." in one sentence; what follows may be decided too."""
    first, more = _own_words(lead.rest)
    clauses = _settled(context, lead, list(split_clauses(first)))
    rule = "decision-agreed" if lead.agreed else "decision-sentence"
    decide(passage, clauses, out, rule, confidence, also=(line.content,), body=lead.body)
    for sentence in more:
        if not _decided_midway(context, passage, line, sentence, out):
            _enacted(context, passage, sentence, out)


def _own_words(rest: Stretch) -> tuple[Stretch, list[Stretch]]:
    """What a lead-in decides, and the sentences behind it that decide for themselves: "Vi bestämde också att …"."""
    said = list(sentences(rest))
    at = 1 if "omedelbart" in rest.text else next((k for k in range(1, len(said)) if lead_of(said[k])), len(said))
    return Stretch.join(said[:at]), said[at:]


def _settled(context: Context, lead: Lead, clauses: Sequence[Clause]) -> list[Clause]:
    """Those clauses that settle something: a group may also be agreed that a matter is important."""
    return [c for c in clauses if not lead.agreed or is_course(context, c.text)]


def _stands_alone(lines: Sequence[Line], i: int) -> bool:
    """Whether clauses begin at a line that no lead-in stands above: "Att godkänna planen" below a paragraph's end."""
    line = lines[i]
    if line.bullet or not line.text.startswith(("Att ", "att ")) or len(line.text) > FORMAL_LENGTH:
        return False
    if ENACTED.match(line.text):
        return False  # "Att justera protokollet utsågs Anna Ek."
    first = without_att(line.content).text.split(" ", 1)[0]
    ended = i == 0 or lines[i - 1].text.endswith((".", "!", "?"))
    return (
        ended and bool(INFINITIVE.search(first)) and effect_of(f"{first} ") in {"approve", "appoint", "grant", "table"}
    )


def _unled(passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    clauses, after = clauses_from(lines, i)
    decide(passage, clauses, out, "decision-unled", 0.7)
    return after


def _in_passing(context: Context, passage: Passage, line: Line, said: Sequence[Stretch], out: Gathered) -> None:
    """Decisions without "beslutar": "Dagordningen godkändes.", "Chefsgruppen ställer sig bakom planen." """
    if len(line.text) > 4 * FORMAL_LENGTH:
        return
    if line.bullet:
        performed = PERFORMS.match(line.text)
        if FORMAL.match(line.text) or (performed and _performs_here(context, performed)):
            decide(passage, [Clause(line.content)], out, "decision-formal", 0.88)
        return
    for position, sentence in enumerate(said):
        joined = AND_DECIDES.search(sentence.text) if " beslut" in sentence.text else None
        part = sentence[joined.end() :] if joined else sentence
        if not ((position or joined) and _decided_midway(context, passage, line, part, out)):
            closes = sentence is said[-1]  # "… Meddelandena läggs till handlingarna."
            _enacted(context, passage, sentence, out, formal=closes or len(line.text) <= FORMAL_LENGTH)


def _enacted(context: Context, passage: Passage, sentence: Stretch, out: Gathered, *, formal: bool = True) -> None:
    """What one sentence does by itself. `formal`: it may approve the agenda, being no part of a long paragraph."""
    text = sentence.text
    if demanded(context, passage, sentence, out):
        return
    if formal and (FORMAL.match(text) or FORMAL_INVERTED.match(text) or FILED.match(text)):
        decide(passage, [Clause(sentence)], out, "decision-formal", 0.92)
    elif ENACTED.match(text):
        if not (ENACTED_PAST.search(text) and told_before(context, text)):
            decide(passage, [Clause(sentence)], out, "decision-enacted", 0.82)
    elif ADOPTED.match(text) and open_at(passage, out):
        resolve(context, passage, sentence, out, line=sentence)
    elif (match := PERFORMS.match(text)) and _performs_here(context, match):
        if open_at(passage, out) and resolve(context, passage, sentence, out):
            return
        decide(passage, [Clause(sentence)], out, "decision-performed", 0.8, body=sentence.group(match, "body"))


def _decided_midway(context: Context, passage: Passage, line: Line, sentence: Stretch, out: Gathered) -> bool:
    """A sentence within a paragraph in which the body decides: "… Gruppen beslutar att …"."""
    if REJECTED.match(sentence.text):
        return resolve(context, passage, sentence, out)
    lead = lead_of(sentence)
    bare = lead is not None and lead.body is None and sentence.text.startswith(("Det blev ", "I stället", "Istället"))
    if not lead or not (lead.body or bare) or lead.kind not in {"inline", "adopts"}:
        return False
    ours = lead.body is None or decides_here(lead.body.text, context.names)
    if not ours or _told_again(context, lead, sentence.text) or (bare and told_before(context, line.text)):
        return False
    if lead.kind == "adopts":
        return resolve(context, passage, lead.rest, out, line=sentence)
    _sentence(context, passage, line, lead, out, confidence=0.88)
    return True


def _performs_here(context: Context, match: re.Match[str]) -> bool:
    body = match["body"]
    own = any(body.lower() in name.lower().split() for name in context.names)  # "Nätverket" of "Nätverket Unga"
    if match["verb"].startswith("rekommender") and GENERIC_BODY.match(body) and not own:
        return False  # "Gruppen rekommenderar …" may tell of a group that reports here
    if len(body.split()) > 6 or not decides_here(body, context.names):
        return False
    told = is_past(match["verb"]) and not is_formal(match.string)
    return not told or (is_of_their_kind(body, context.names) and not told_before(context, match["rest"]))


def _told_again(context: Context, lead: Lead, text: str) -> bool:
    """Whether "beslutade" tells what another body did, or this one at an earlier meeting."""
    if OLDER.search(text):
        return True
    other = lead.body is not None and not is_of_their_kind(lead.body.text, context.names)
    return lead.past and (other or told_before(context, text[: len(text) - len(lead.rest)]))
