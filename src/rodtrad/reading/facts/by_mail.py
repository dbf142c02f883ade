"""What was decided by mail between meetings and is told at this one: in a list under its heading, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rodtrad.reading.clauses import ATT, Clause, says_something, sentences, split_clauses, without_att
from rodtrad.reading.dates import find_dates
from rodtrad.reading.deciding import FORMAL, decides_here, lead_of
from rodtrad.reading.facts.context import Context
from rodtrad.reading.facts.gathered import Decided, Gathered
from rodtrad.reading.facts.items import Passage
from rodtrad.reading.labels import label_of
from rodtrad.reading.sources.source import Line, Stretch

BY_MAIL: Final = r"(?:(?:via|per|genom|med|på|över) (?:e-?post|e-?mail|mail|mejl)(?:en)?|per capsulam)"
TAKEN_BEFORE: Final = "togs|tagits|tagna|taget|fattats|fattades|fattade|fattat|är|var|har|blev|som|de|vi"
# "Beslut tagna via mail:", "Per capsulam-beslut", "Följande beslut har fattats via e-post och bekräftas i dag:",
# "Styrgruppen bekräftar beslut som togs via e-post den 23 november 2026". Between the decision and the mail stands how
# it was taken and nothing else, as a decision may be to send something: "beslutar att skicka planen via e-post".
HEAD: Final = re.compile(
    r"(?:\b(?:per capsulam|mail|mejl|e-post)-?beslut(?:en)?\b"
    r"|(?:^|\b(?:bekräftar|följande|antecknas|informerar om) )(?:de )?"
    rf"beslut(?:en)?(?: (?:{TAKEN_BEFORE}))* {BY_MAIL}\b)"
    r"(?!.*\b(?:ska|skall|kan|bör|får|skickas|sänds|lämnas)\b)(?!.*\batt(?! bekräfta))",
    re.I,
)
LONGEST_HEAD: Final = 120
TAKEN: Final = re.compile(r"[,;]?\s*\(?\b(?:taget|tagit|tagna|fattat|fattades|beslutat)\b\s*(?:den |i )?", re.I)
DAY: Final = r"(?:den )?\d{1,2} \w+(?: \d{4})?|i \w+(?: \d{4})?|\d{4}-\d\d-\d\d"
# "beslutade via e-post den 3 mars 2026", "har per capsulam fattat beslut", "fattade den 3 mars via e-post beslut om"
HOW: Final = rf"(?:(?:har|beslutade|beslöt|beslutat|fattade|fattat|tog|tagit|beslut|om|{DAY}|{BY_MAIL}),? ){{2,8}}"
BODY: Final = r"(?P<body>[\wÅÄÖåäö][\w:-]+(?: [\w:-]+){0,5}?)"
SAID: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # "Den 19 december 2024 fattade rådet via e-post beslut om att svara departementet."
        rf"^(?P<when>(?i:{DAY}),?) (?P<verb>fattade|tog|beslutade|beslöt) {BODY}"
        rf" (?P<how>(?:(?:beslut|om|{BY_MAIL}),? ){{1,3}})att (?P<what>.+)$",
        # "Styrgruppen beslutade via e-post den 3 mars 2026 att anta planen."
        rf"^{BODY} (?P<how>{HOW})att (?P<what>.+)$",
        # "Beslutet att anta planen togs via e-post den 3 mars 2026."
        r"^Beslutet (?:om )?att (?P<what>.+?) (?P<how>(?:togs|fattades|har tagits|har fattats|är taget|är fattat)"
        rf" {BY_MAIL}(?: (?:{DAY}))?)\W*$",
    )
)
MAIL: Final = re.compile(rf"\b{BY_MAIL}\b")
PAST: Final = re.compile(
    r"\b(?:beslutade|beslöt|beslutat|fattade|fattat|fattades|fattats|tog|togs|tagit|tagits|taget)\b"
)
WORDS: Final = ("mail", "mejl", "post", "capsulam")


def heads_by_mail(line: Line) -> bool:
    """Whether what was decided by mail stands below a line."""
    text = line.text
    return len(text) < LONGEST_HEAD and any(word in text.lower() for word in WORDS) and bool(HEAD.search(text))


def read_by_mail(context: Context, passage: Passage, lines: Sequence[Line], i: int, out: Gathered) -> int:
    """The list below the heading at line `i`, each with its own day or that of the heading; the index after it."""
    after, head = i + 1, lines[i].content
    day = _day_in(context, head)
    while after < len(lines):
        line = lines[after]
        taken = TAKEN.search(line.text)
        is_one = line.bullet or taken or ATT.match(line.text)
        if label_of(line) or lead_of(line.content) or not is_one or FORMAL.match(line.text):
            break
        text = next((s for s in sentences(line.content) if TAKEN.search(s.text)), None) or next(sentences(line.content))
        own = _day_in(context, text[taken.end() - len(taken.group()) :]) if taken else None
        _decided(passage, Clause(without_att(text)), "decision-by-mail", (head,), own or day, out)
        after += 1
    return after


def told_by_mail(context: Context, passage: Passage, sentence: Stretch, out: Gathered) -> bool:
    """A sentence that tells what the body decided by mail; whether it did."""
    text = sentence.text
    if not any(word in text.lower() for word in WORDS):
        return False
    for match in filter(None, (pattern.match(text) for pattern in SAID)):
        groups = match.groupdict()
        if not MAIL.search(match["how"]) or not PAST.search(groups.get("verb") or match["how"]):
            continue
        if (body := groups.get("body")) and not decides_here(body, context.names):
            return False
        day = _day_in(context, sentence.group(match, "when" if groups.get("when") else "how"))
        for clause in split_clauses(sentence.group(match, "what")):
            _decided(passage, clause, "decision-by-mail-told", (sentence,), day, out)
        return True
    return False


def _decided(
    passage: Passage, clause: Clause, rule: str, also: tuple[Stretch, ...], day: str | None, out: Gathered
) -> None:
    if says_something(clause.text):
        out.decisions.append(Decided(clause, passage, rule, 0.88, (clause.opener, *also), via="mail", date=day))


def _day_in(context: Context, words: Stretch) -> str | None:
    spans = find_dates(words.text, anchor=context.meeting_date)
    return spans[0].iso if spans else None
