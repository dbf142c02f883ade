"""Whether items, decisions, proposals and assignments are what the lines around them make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rodtrad.web.documents.models import Finding
from rodtrad.web.documents.reading import condition_of, effect_of, is_formal, looks_like_body
from rodtrad.web.meetings.models import Decision
from rodtrad.web.review.doubt.case import NAME, Case, Reason, bare, sentence_at

AT_ITEM = ("decision", "proposal", "assignment", "appointment", "agreement")
# "Styrgruppen beslutar", "Beslut", "enligt förslaget"
DECIDED = re.compile(
    r"\bbeslut(?:ar|ade|ades|at|as|et|en|)\b|\bbeslöt|\bgodkän(?:ner|de|t|des|ns)\b|\butse(?:r|s|tts?)\b|\benas om\b"
    r"|\buppdra|\bfår i uppdrag|\b(?:lägg|överlämna)s\b",
    re.I,
)
# "Förslag till beslut", "Arbetsutskottet föreslår", "Yrkande"
PROPOSED = re.compile(
    r"^\W*förslag\b|\bförslag till beslut|\bförslår|\bföreslår|\bföreslås\b|\byrkar\b|\byrkande", re.I
)
CARRIED = re.compile(r"enligt (?:\w+ )?förslag|i enlighet med|bifall|antar förslag|enligt ovan|bifölls|godkänns", re.I)
# "Birger Storhed", "Birger Storhed får i uppdrag att": what stands last before a task
DOER = re.compile(
    rf"(?P<name>{NAME.pattern})(?:\s+(?:ska(?:ll)?|får i uppdrag|har i uppdrag|ansvarar för|åtar sig))?(?:\s+att)?\s*$"
)
ABOVE = 14
BY_MAIL = re.compile(r"mejl|mail|e-post|per capsulam|cirkul", re.I)
WITHDRAWN = re.compile(r"utgå|utgår|bordl|ställs in|inställ", re.I)
TYPES = {
    "decision": re.compile("beslut", re.I),
    "information": re.compile("inform|lägesrapport|rapport", re.I),
    "discussion": re.compile("diskussion|dialog|samtal", re.I),
}


def stands_at_its_item(case: Case, finding: Finding) -> Iterator[Reason]:
    """The item that it is said to belong to is the one below whose heading it stands."""
    if finding.kind not in AT_ITEM or "item" in finding.inferred:
        return
    above, said = case.item_before(finding), finding.value.get("item")
    number = above.value.get("number") if above else None
    # A number that is not certain itself is nothing to put in the place of another.
    instead = number if above and _stands_there(case, above) else None
    if said and number and said != number:
        text = f"Stället ligger under punkt {number}, uppgiften säger punkt {said}."
        yield Reason(0.6, text, "item", instead)
    elif said and above is None:
        yield Reason(0.3, "Stället ligger före den första punkten.")
    elif not said and number:
        yield Reason(0.3, f"Stället ligger under punkt {number}, uppgiften säger ingen punkt.", "item", instead)


def is_in_the_row(case: Case, finding: Finding) -> Iterator[Reason]:
    """Numbers rise by one."""
    if finding.kind != "item":
        return
    items = case.of_kind("item")
    at = next(number for number, one in enumerate(items) if one is finding)
    own, before = _number(finding), _number(items[at - 1]) if at else None
    after = _number(items[at + 1]) if at + 1 < len(items) else None
    if own is None:
        if any(_number(one) is not None for one in items):
            yield Reason(0.3, "Punkten saknar nummer, andra punkter har det.")
        return
    if before is not None and own <= before:
        yield Reason(0.6, f"Numret {own} följer på {before}.")
    elif before is not None and own > before + 1:
        yield Reason(0.4, f"Numreringen hoppar från {before} till {own}.")
    if after is not None and before is not None and after == before + 2 and own != before + 1:
        yield Reason(0.5, f"Numret borde vara {before + 1}.", "number", str(before + 1))
    if not _stands_there(case, finding):
        yield Reason(0.6, f"Numret {own} står inte vid rubriken.")


def _stands_there(case: Case, item: Finding) -> bool:
    """Whether the number of an item stands at its heading."""
    own = _number(item)
    return own is not None and bool(re.search(rf"(?<!\d){own}(?!\d)", case.lines(item, before=1)))


def _number(item: Finding) -> int | None:
    number = re.match(r"\d+", str(item.value.get("number") or ""))
    return int(number[0]) if number else None


def is_decided(case: Case, finding: Finding) -> Iterator[Reason]:
    """What leads it in says that it was decided; what only was proposed is no decision."""
    if finding.kind != "decision":
        return
    lead = _lead(case, finding)
    adopted = finding.value.get("adopts_proposal")
    if lead == "proposed" and not adopted:
        yield Reason(0.7, "Orden ovanför säger att det är ett förslag.")
    elif lead == "proposed" and not CARRIED.search(case.text[finding.end_char : _end_of_item(case, finding)]):
        yield Reason(0.6, "Det är ett förslag, och att det blev beslut står inte efter det.")
    elif lead is None:
        yield Reason(0.3, "Inget ord om beslut står ovanför.")
    if lead != "proposed" and adopted and not any(place for place in finding.places):
        yield Reason(0.3, "Uppgiften säger enligt förslaget, men inget förslag står där.")


def was_carried(case: Case, finding: Finding) -> Iterator[Reason]:
    """A proposal that was carried or rejected has something after it that says so."""
    outcome = finding.value.get("outcome") if finding.kind == "proposal" else None
    rest = case.text[finding.end_char : _end_of_item(case, finding)] if outcome else ""
    if outcome == "carried" and not (CARRIED.search(rest) or DECIDED.search(rest)):
        yield Reason(0.4, "Att förslaget bifölls står inte efter det.")
    elif outcome == "rejected" and not re.search(r"avsl", rest, re.I):
        yield Reason(0.5, "Att förslaget avslogs står inte efter det.")
    elif outcome == "open" and re.search(r"beslut\w* (?:enligt|i enlighet med) (?:\w+ )?förslag", rest, re.I):
        yield Reason(0.4, "Efter förslaget står att det bifölls.")


def _lead(case: Case, finding: Finding) -> str | None:
    """What the nearest line above says of it: "decided", "proposed" or nothing."""
    item = case.item_before(finding)
    at = case.line_at(finding.first_char)
    top = case.line_at(item.first_char) if item else 0
    own = case.line(at)[: finding.first_char - case.starts[at]]
    lines = [own, *(case.line(number) for number in range(at - 1, max(at - ABOVE, top - 1), -1))]
    for line in lines:
        if PROPOSED.search(line):
            return "proposed"
        if DECIDED.search(line):
            return "decided"
    return "decided" if DECIDED.search(case.words(finding)) else None


def _end_of_item(case: Case, finding: Finding) -> int:
    return next((one.first_char for one in case.of_kind("item") if one.first_char > finding.first_char), len(case.text))


def does_what_it_says(case: Case, finding: Finding) -> Iterator[Reason]:
    """Effect, condition, way and formality of a decision are those of its words."""
    if finding.kind != "decision" or not (text := finding.value.get("text")):
        return
    effect, told = finding.value.get("effect"), effect_of(text)
    if effect != told and "effect" not in finding.inferred:
        yield Reason(
            0.12 if told == "other" else 0.35,  # the words may say it in a way that we do not know
            f"Orden tyder på verkan ”{_effect(told)}”, uppgiften säger ”{_effect(effect)}”.",
        )
    if bool(finding.value.get("formal")) != is_formal(text) and "formal" not in finding.inferred:
        yield Reason(0.3, "Om beslutet är formellt är osäkert.")
    condition = condition_of(case.main(finding))
    if condition and not finding.value.get("condition"):
        yield Reason(0.4, "Villkoret i orden saknas i uppgiften.", "condition", condition)
    if finding.value.get("via") == "mail" and not BY_MAIL.search(
        case.text[max(0, finding.first_char - 600) : finding.end_char + 200]
    ):
        yield Reason(0.5, "Att beslutet togs via e-post står inte vid det.")


def _effect(value: str) -> str:
    return Decision.Effect(value).label.lower()


def is_an_assignment(case: Case, finding: Finding) -> Iterator[Reason]:
    """Who got it stands in the clause, not only somewhere else."""
    if finding.kind != "assignment":
        return
    assignee = finding.value.get("assignee")
    if not assignee:
        yield Reason(0.3, "Ingen är utpekad som ansvarig.", "assignee")
        return
    clause = case.words(finding) + " " + case.lines(finding)
    if bare(assignee) not in bare(clause):
        last = assignee.split()[-1]
        weight = 0.25 if "assignee" in finding.inferred or bare(last) in bare(clause) else 0.6
        yield Reason(weight, f"”{assignee}” står inte i meningen som ger uppdraget.", "assignee")


def is_given_to_the_doer(case: Case, finding: Finding) -> Iterator[Reason]:
    """Whoever stands directly before what is to be done is the one who does it, alone or among others."""
    if finding.kind != "assignment":
        return
    assignee, words = finding.value.get("assignee"), str(finding.value.get("task") or "").split()
    if not assignee or not words:
        return
    start, end = sentence_at(case.text, finding.first_char, finding.end_char)
    task = re.compile(r"\s+".join(map(re.escape, words))).search(case.text, start, end)
    before = case.text[start : task.start() if task else finding.first_char]
    doer = DOER.search(before)
    if doer is None or bare(assignee) in bare(before) or bare(doer["name"]) in bare(assignee):
        return
    name = doer["name"]
    if not looks_like_body(name) and bare(name) not in case.known.bodies:
        first = name in case.found_names and not before[: doer.start()].strip()
        text = f"Före det som ska göras står ”{name}”, uppgiften säger ”{assignee}”."
        yield Reason(0.55, text, "assignee", name if first else None)


def is_of_its_type(case: Case, finding: Finding) -> Iterator[Reason]:
    """The type of an item is what it says; one that was withdrawn says so."""
    if finding.kind != "item":
        return
    near = case.lines(finding, after=4)
    if (kind := finding.value.get("type")) and "type" not in finding.inferred and not TYPES[kind].search(near):
        yield Reason(0.35, "Slaget av punkt står inte vid rubriken.")
    if finding.value.get("cancelled") and not WITHDRAWN.search(case.lines(finding, after=3)):
        yield Reason(0.5, "Att punkten utgick står inte vid den.")


CHECKS = (
    stands_at_its_item,
    is_in_the_row,
    is_decided,
    was_carried,
    does_what_it_says,
    is_an_assignment,
    is_given_to_the_doer,
    is_of_its_type,
)
