"""Whether a name, what somebody was there as, and for whom, agree with the words around and with other documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rapidfuzz.fuzz import ratio

from rodtrad.web.documents.models import Finding
from rodtrad.web.documents.reading import looks_like_body, may_be_same_person
from rodtrad.web.meetings.models import Attendance
from rodtrad.web.review.doubt.case import NAME, Case, Reason, bare

ALIKE = 86  # of 100: "Lindhagen" and "Lindhagn"
Duty = Attendance.Duty
Presence = Attendance.Presence
NAMES_IN = {"decision": "text", "assignment": "task", "proposal": "text"}
# Words on a line of the list, or beside a signature, that say what somebody was there as.
DUTIES = (
    (re.compile(r"\b(?:(?<!vice )ordförande|ordf\b)", re.I), Duty.CHAIR),
    (
        re.compile(r"\bsekr(?:eterare|\.)|\bvid (?:anteckningarna|protokollet|pennan)|\bantecknat av", re.I),
        Duty.SECRETARY,
    ),
    (re.compile(r"\bjuster(?:are|ingsperson|ande)", re.I), Duty.ADJUSTER),
    (re.compile(r"\bersättare\b|\bsuppleant\b", re.I), Duty.DEPUTY),
    (re.compile(r"\badjungerad\b|\binbjuden\b|\bföredragande\b", re.I), Duty.OTHER),
)
# "Frånvarande ledamöter", "Förhinder:", "Övriga närvarande"
HEADINGS = (
    (
        re.compile(r"^\W*(?:ej närvarande|frånvar|förhind|anmält? förhinder|återbud|anmäld frånvaro)", re.I),
        None,
        Presence.ABSENT,
    ),
    (
        re.compile(r"^\W*(?:övriga|adjungerad|inbjudna|tjänstepersoner|tjänstemän|föredragande)", re.I),
        Duty.OTHER,
        Presence.PRESENT,
    ),
    (re.compile(r"^\W*(?:ersättare|tjänstgörande ersättare|suppleanter)", re.I), Duty.DEPUTY, Presence.PRESENT),
    (re.compile(r"^\W*(?:närvar|ledamöter|beslutande|deltagare)", re.I), Duty.MEMBER, Presence.PRESENT),
)
FAR = 60  # lines above
DISTANT = re.compile(r"distans|digitalt|teams|skype|länk|zoom", re.I)
PARTLY = re.compile(r"§|del av|fr\.?\s?o\.?\s?m|t\.?\s?o\.?\s?m|från|till|kl|punkt", re.I)
# "ersätter Signe Rönnbacke, som har förhinder": what else stands on the line may be said of the other
REPLACES = re.compile(r"\bersätter\b|\bi stället för\b|\btjänstgör", re.I)
EXCUSED = re.compile(r"\bförhinder\b|\bfrånvarande\b|\båterbud\b|\bsjuk\b|\bej närvarande\b", re.I)


def is_spelt_as_elsewhere(case: Case, finding: Finding) -> Iterator[Reason]:
    """No name in it is nearly one that stands elsewhere in the document."""
    for name in _names_of(finding):
        for other, times in case.names.items():
            if bare(other) == bare(name) or bare(name) in bare(other) or bare(other) in bare(name):
                continue
            if may_be_same_person(name, other) or ratio(name, other) >= ALIKE:
                rare = case.names.get(name, 0) <= times
                yield Reason(0.6 if rare else 0.3, f"”{name}” liknar ”{other}”, som också står i dokumentet.")


def _names_of(finding: Finding) -> Iterator[str]:
    if not isinstance(finding.value, dict):
        return
    if finding.kind in ("attendance", "presenter", "signature", "appointment"):
        yield from filter(None, (finding.value.get(key) for key in ("name", "person", "replaces")))
    for field in (NAMES_IN.get(finding.kind, ""), "assignee"):
        yield from NAME.findall(str(finding.value.get(field) or ""))


def was_there_as(case: Case, finding: Finding) -> Iterator[Reason]:
    """The duty is what the line says, or else what it stands below."""
    duty = finding.value.get("duty") if finding.kind in ("attendance", "signature") else None
    if duty is None or "duty" in finding.inferred:
        return
    own = case.words(finding) + " " + case.lines(finding)
    around = case.lines(finding, before=2, after=2) if finding.kind == "signature" else own
    told = {word for pattern, word in DUTIES if pattern.search(own)} or {
        word for pattern, word in DUTIES if pattern.search(around)
    }
    if told and duty not in told:
        # Two often sign on one line, and what else stands on a line that names another may be said of that one.
        certain = len(told) == 1 and finding.kind == "attendance" and not REPLACES.search(own)
        instead: str | None = min(told) if certain else None
        yield Reason(0.55, f"På raden står {_in_words(told)}, uppgiften säger {_called(Duty, duty)}.", "duty", instead)
    elif not told and duty in (Duty.CHAIR, Duty.SECRETARY, Duty.ADJUSTER) and finding.kind == "attendance":
        if not any(_stands_with(case, finding, pattern) for pattern, word in DUTIES if word == duty):
            yield Reason(0.5, f"Att det är {_called(Duty, duty)} står inte vid namnet.", "duty")
    elif not told and finding.kind == "attendance":
        if acted := _acted_as(case, finding):
            yield Reason(0.35, f"På ett annat ställe är personen {_in_words(acted)}.", "duty")
        heading = _heading(case, finding)
        if heading and heading[0] and heading[0] != duty and duty in (Duty.MEMBER, Duty.DEPUTY, Duty.OTHER):
            text = f"Namnet står under ”{heading[2]}”, uppgiften säger {_called(Duty, duty)}."
            yield Reason(0.45, text, "duty")


def _acted_as(case: Case, finding: Finding) -> set[str]:
    """What somebody signed as, or stands as on another line, of what only one or two are."""
    name = bare(finding.value["name"])
    signed = {f.value["duty"] for f in case.of_kind("signature") if bare(f.value.get("name") or "") == name}
    stands = {duty for pattern, duty in DUTIES[:2] if _stands_with(case, finding, pattern)}
    return (signed & {Duty.CHAIR, Duty.SECRETARY, Duty.ADJUSTER}) | stands


def _stands_with(case: Case, finding: Finding, duty: re.Pattern[str]) -> bool:
    """Whether a duty stands with the name anywhere in the document."""
    name = re.escape(finding.value["name"].split()[-1])
    beside = rf"(?:{duty.pattern})[^\w\n]{{1,3}}(?:[\w-]+ ){{0,2}}{name}\b|\b{name}[^\w\n]{{1,3}}(?:{duty.pattern})"
    return bool(re.search(beside, case.text, re.I))


def was_there(case: Case, finding: Finding) -> Iterator[Reason]:
    """Who stands below "Frånvarande" was not there, and the other way round."""
    if finding.kind != "attendance" or not (presence := finding.value.get("presence")):
        return
    line = case.lines(finding)
    heading = _heading(case, finding)
    absent = bool(EXCUSED.search(line) or (heading and heading[1] == Presence.ABSENT))
    if absent and presence != Presence.ABSENT:
        place = heading[2] if heading else line.strip()
        text = f"Namnet står vid ”{place}”, uppgiften säger {_called(Presence, presence)}."
        yield Reason(0.7, text, "presence", None if REPLACES.search(line) else Presence.ABSENT)
    elif presence == Presence.ABSENT and not absent:
        text = "Att personen var frånvarande står inte vid namnet."
        there = heading is not None and heading[1] == Presence.PRESENT and not REPLACES.search(line)
        yield Reason(0.6, text, "presence", Presence.PRESENT if there else None)
    elif (
        presence == Presence.REMOTE and not DISTANT.search(line) and not DISTANT.search(case.lines(finding, before=15))
    ):
        yield Reason(0.4, "Att personen var med på distans står inte vid namnet.", "presence")
    elif presence == Presence.PARTIAL and not PARTLY.search(line.replace(finding.value["name"], "")):
        yield Reason(0.5, "Att personen var med en del av mötet står inte vid namnet.", "presence")
    if presence == Presence.ABSENT and _acts(case, finding.value["name"]):
        yield Reason(0.35, "Personen är frånvarande men nämns som föredragande eller undertecknare.")


def _acts(case: Case, name: str) -> bool:
    return any(bare(f.value.get("name") or "") == bare(name) for f in case.of_kind("presenter", "signature"))


def _heading(case: Case, finding: Finding) -> tuple[str | None, str, str] | None:
    """The nearest heading of the list above a name: whom it heads, whether they were there, and its words."""
    at = case.line_at(finding.first_char)
    for number in range(at, max(at - FAR, -1), -1):
        line = case.line(number).strip()
        if not line or (number < at and NAME.search(line) and len(line) > 60):
            continue
        for pattern, duty, presence in HEADINGS:
            if pattern.match(line) and not (number == at and line.startswith(finding.value["name"])):
                return duty, presence, line if len(line) < 40 else line[:40] + " …"
    return None


def is_for_whom_it_was(case: Case, finding: Finding) -> Iterator[Reason]:
    """Somebody who was listed for another organisation, or with another duty, in every other document."""
    if finding.kind not in ("attendance", "presenter") or not (name := bare(finding.value.get("name") or "")):
        return
    organisation, duty = finding.value.get("organisation"), finding.value.get("duty")
    before = case.known.organisations.get(name)
    if organisation and before and bare(organisation) not in {bare(one) for one in before}:
        yield Reason(0.45, f"I andra dokument står personen för {', '.join(sorted(before))}.", "organisation")
    duties = case.known.duties.get(name)
    if duty and duties and duty not in duties and {duty, *duties} & {Duty.DEPUTY, Duty.OTHER, Duty.CHAIR}:
        yield Reason(0.25, f"I andra dokument är personen {_in_words(set(duties))}.")
    for other in case.of_kind("presenter", "attendance"):
        theirs = other.value.get("organisation")
        if other is finding or bare(other.value.get("name") or "") != name or not theirs or not organisation:
            continue
        if bare(theirs) not in bare(organisation) and bare(organisation) not in bare(theirs):
            yield Reason(0.4, f"På ett annat ställe i dokumentet står personen för {theirs}.")


def is_listed(case: Case, finding: Finding) -> Iterator[Reason]:
    """Who signs or presents was there, once, and there is one chair."""
    if not case.present:
        return
    name = bare(finding.value.get("name") or "") if isinstance(finding.value, dict) else ""
    if finding.kind == "signature" and name not in case.present:
        yield Reason(0.5, "Den som undertecknat står inte i närvarolistan.")
    elif finding.kind == "signature":
        duties = {f.value.get("duty") for f in case.of_kind("attendance") if bare(f.value.get("name") or "") == name}
        acting = {Duty.CHAIR, Duty.SECRETARY, Duty.ADJUSTER}
        if not duties & {finding.value.get("duty")} and duties & acting and finding.value.get("duty") in acting:
            yield Reason(
                0.45,
                f"I närvarolistan står {_in_words(duties)}, vid underskriften {_called(Duty, finding.value['duty'])}.",
            )
    elif finding.kind == "presenter" and name and " " in finding.value["name"] and name not in case.present:
        yield Reason(0.15, "Den föredragande står inte i närvarolistan.")
    elif finding.kind == "attendance":
        yield from _is_alone(case, finding, name)


def _is_alone(case: Case, finding: Finding, name: str) -> Iterator[Reason]:
    listed = case.of_kind("attendance")
    if sum(bare(other.value.get("name") or "") == name for other in listed) > 1:
        yield Reason(0.4, "Namnet står två gånger i närvarolistan.")
    duty = finding.value.get("duty")
    if duty in (Duty.CHAIR, Duty.SECRETARY) and sum(other.value.get("duty") == duty for other in listed) > 1:
        yield Reason(0.35, f"Två är {_called(Duty, duty)} i närvarolistan.")


def can_be_asked(case: Case, finding: Finding) -> Iterator[Reason]:
    """Whoever got an assignment is there, or is a body or party."""
    assignee = finding.value.get("assignee") if finding.kind == "assignment" else None
    if not assignee:
        return
    known = bare(assignee) in case.known.bodies or looks_like_body(assignee)
    if bool(NAME.fullmatch(assignee)) and not known and bare(assignee) not in {bare(name) for name in case.found_names}:
        yield Reason(0.4, f"{assignee} står inte i närvarolistan och är inget känt organ.")


def _in_words(duties: Iterable[str]) -> str:
    return " och ".join(sorted(_called(Duty, duty) for duty in duties))


def _called(words: Any, value: str) -> str:
    return str(words(value).label.lower())


CHECKS = (is_spelt_as_elsewhere, was_there_as, was_there, is_for_whom_it_was, is_listed, can_be_asked)
