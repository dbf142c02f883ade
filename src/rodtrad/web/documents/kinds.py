"""What findings are called, and how their colours group, on the pages."""

from typing import Any, NamedTuple


class Kind(NamedTuple):
    """`one` and `many`: its Swedish names. `group`: its colour in the text (`mark[data-group]` in rodtrad.css)."""

    one: str
    many: str
    group: str


# In the order they are listed beside the text.
KINDS: dict[str, Kind] = {
    "decision": Kind("Beslut", "Beslut", "decision"),
    "assignment": Kind("Uppdrag", "Uppdrag", "assignment"),
    "agreement": Kind("Avtal", "Avtal", "agreement"),
    "proposal": Kind("Förslag", "Förslag", "decision"),
    "appointment": Kind("Val", "Val", "decision"),
    "standpoint": Kind("Reservation eller yttrande", "Reservationer och yttranden", "decision"),
    "vote": Kind("Omröstning", "Omröstningar", "decision"),
    "item": Kind("Punkt", "Punkter", "head"),
    "section": Kind("Avsnitt", "Avsnitt", "head"),
    "plan_group": Kind("Grupp i planen", "Grupper i planen", "plan"),
    "target_area": Kind("Målområde", "Målområden", "plan"),
    "activity": Kind("Aktivitet", "Aktiviteter", "plan"),
    "indicator": Kind("Indikator", "Indikatorer", "plan"),
    "attendance": Kind("Närvaro", "Närvaro", "person"),
    "presenter": Kind("Föredragande", "Föredragande", "person"),
    "signature": Kind("Underskrift", "Underskrifter", "person"),
    "next_meeting": Kind("Nästa möte", "Nästa möten", "head"),
    "paper": Kind("Handling", "Handlingar", "head"),
    "recipient": Kind("Mottagare", "Mottagare", "person"),
    "meeting": Kind("Möte", "Möte", "head"),
    "plan": Kind("Handlingsplan", "Handlingsplan", "head"),
}
# "reference" is both a single value (a registry number, its value a text) and a fact (a law that the text names).
REFERENCE = Kind("Hänvisning", "Hänvisningar", "head")
HEAD = Kind("Uppgift om dokumentet", "Uppgifter om dokumentet", "head")
HEADS = {
    "kind": "Slag av dokument",
    "body": "Organ",
    "bodies": "Organ",
    "reference": "Diarienummer",
    "meeting.date": "Mötets datum",
    "meeting.end_date": "Mötets sista dag",
    "meeting.start": "Mötet börjar",
    "meeting.end": "Mötet slutar",
    "meeting.place": "Plats",
    "plan.title": "Planens titel",
    "plan.period": "Planens period",
    "plan.decided_on": "Planen beslutad",
    "plan.decided_by": "Planen beslutad av",
}
FIELDS = {
    "adopts_proposal": "enligt förslaget",
    "assignee": "vem",
    "body": "organ",
    "annexes": "bilagor",
    "baseline": "nuläge",
    "condition": "villkor",
    "cost_shares": "kostnadsfördelning",
    "date": "datum",
    "decided_by": "beslutad av",
    "decided_on": "beslutad",
    "due": "senast",
    "due_text": "tiden enligt dokumentet",
    "duty": "uppgift",
    "effect": "verkan",
    "end": "till",
    "from": "från",
    "focus": "inriktning",
    "item": "punkt",
    "label": "beteckning",
    "name": "namn",
    "names": "vilka",
    "notice": "uppsägning",
    "number": "nummer",
    "organisation": "organisation",
    "outcome": "utfall",
    "overall_goal": "övergripande mål",
    "parties": "parter",
    "period": "period",
    "person": "vem",
    "place": "plats",
    "post": "post",
    "presence": "närvaro",
    "reference": "diarienummer",
    "replaces": "ersätter",
    "responsible": "ansvarig",
    "review": "översyn",
    "section": "avsnitt",
    "source": "källa",
    "start": "från",
    "state": "läge",
    "target": "mål",
    "target_group": "målgrupp",
    "task": "vad",
    "text": "text",
    "time_text": "tiden enligt dokumentet",
    "title": "titel",
    "to": "till",
    "type": "slag",
}
SUMMARY_LENGTH = 110
# What says most of a fact, the first that it has: somebody's name before the title they bear.
LEAD_FIELDS = ("number", "assignee", "label")
MAIN_FIELDS = ("task", "text", "name", "title", "person", "date", "value")


def kind_of(name: str, value: Any) -> Kind:
    """The kind of a finding; all single values of the head count as one kind."""
    if name == "reference" and isinstance(value, dict):
        return REFERENCE
    return KINDS.get(name, HEAD)


def label_of(name: str, value: Any) -> str:
    """What one finding is called: "Beslut", "Mötets datum"."""
    kind = kind_of(name, value)
    return HEADS.get(name, name) if kind is HEAD else kind.one


def main_words(value: Any) -> str:
    """A finding's value: what it says rather than everything it knows."""
    if isinstance(value, list | tuple):
        return "–".join(str(part) for part in value)
    return _of_fields(value) if isinstance(value, dict) else str(value)


def main_fields(value: Any) -> frozenset[str]:
    """The fields that the main words tell; of a value without fields the one it is, which has no name."""
    if not isinstance(value, dict):
        return frozenset({""})
    lead = next(([name] for name in LEAD_FIELDS if value.get(name)), [])
    main = next(([name] for name in MAIN_FIELDS if value.get(name) is not None), [])
    return frozenset([*lead, *main, *(["organisation"] if value.get("name") else [])])


def summary(value: Any) -> str:
    """The same in a line."""
    text = main_words(value)
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + " …"


def _of_fields(value: dict[str, Any]) -> str:
    lead = next((value[name] for name in LEAD_FIELDS if value.get(name)), None)
    main = next((value[f] for f in MAIN_FIELDS if value.get(f) is not None), "")
    if isinstance(main, list | tuple | dict):
        main = summary(main)
    if value.get("name") and value.get("organisation"):
        main = f"{main}, {value['organisation']}"
    separator = ": " if value.get("assignee") else " "
    return f"{lead}{separator}{main}" if lead and lead != main else str(main)
