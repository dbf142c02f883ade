"""What is found, in which order; the same on every database, as these tests run on each."""

from pathlib import Path

import pytest

from rodtrad.web.bodies.models import Party
from rodtrad.web.documents.actions import keep_unread
from rodtrad.web.documents.models import Document, Finding
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import Refusal
from rodtrad.web.review.actions import enter_version
from rodtrad.web.review.checking.actions import confirm_finding, refuse_finding
from rodtrad.web.search import finding
from rodtrad.web.search.actions import bring_up_to_date, index_document
from rodtrad.web.search.finding import counts, entries, find
from rodtrad.web.search.models import Entry, Kind
from rodtrad.web.search.query import parse
from rodtrad.web.search.spelling import meant
from tests import factories as make
from tests.web.once import made_once

pytestmark = pytest.mark.django_db

TEXT = """Protokoll Samverkansrådet 2024-03-05

§ 2 Avtal om hjälpmedel
Signe Rönnbacke redogör för avtalet. Ett regionalt avtal är bättre, säger Norrviks kommun.

Rådet beslutade att förlänga det gällande regionala avtalet
om hjälpmedel, och tackade länssamverkans-
gruppen.
"""


def _enter() -> None:
    make.make_county()
    make.enter(make.minutes(), text=TEXT)
    bring_up_to_date()


entered = made_once(_enter)


@pytest.fixture(autouse=True)
def register(entered: None, db: None) -> None:
    """As it was entered, whatever other tests changed."""


def found(text: str, **chosen: str) -> list[tuple[str, str]]:
    """Kind and text, or title, of the hits in their order."""
    return [(entry.kind, entry.text or entry.title) for entry in entries(find(parse(text), chosen).ids)]


def kinds(text: str, **chosen: str) -> list[str]:
    return [kind for kind, _ in found(text, **chosen)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("samverkansråden", ["body", "passage"]),
        ("norrvik", ["party", "assignment", "passage"]),
        ("storhed", ["person"]),
        ("hjälpmedel", ["decision", "assignment", "item", "passage", "passage"]),
        ("besluta", ["passage"]),
        ("grupp", ["passage"]),
        ("samverkansgrupp", ["passage"]),
        ("protokoll txt", ["document"]),
        ("signe avtal", ["passage"]),
        ("avtal -kommun", ["decision", "item", "passage", "passage"]),
        ("avtal -”signe rönnbacke redogör”", ["decision", "assignment", "item", "passage", "passage"]),
        ("”regionalt avtal”", ["passage"]),
        ("”regionala avtal”", []),
        ("”gällande regionala avtalet om”", ["passage"]),
        ("”avtalet om hjälpmedel ett”", ["decision"]),
        ("”grupp”", []),
        ("zebra", []),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_of_a_phrase_of_three_words_not_only_the_pairs_are_looked_at() -> None:
    make.enter(make.minutes(date="2024-05-07"), name="b.txt", text="nära vård är vård som ges nära hemmet, som stöd.\n")
    assert kinds("”nära vård som”", body="1") == []
    assert kinds("”vård som ges”") == ["passage"]
    assert kinds("stöd -”är vård som”") == []


def test_newest_first_and_the_words_themselves_before_compounds() -> None:
    for day in ("2023-01-10", "2025-01-10", "2024-01-10"):
        own = [make.decision("2", f"inrätta en arbetsgrupp {day}", 33)]
        make.enter(make.minutes(date=day, decisions=own), name=f"{day}.txt")
    make.enter(make.minutes(date="2022-01-10", decisions=[make.decision("2", "höra grupperna", 33)]), name="x.txt")
    texts = [text for kind, text in found("grupp") if kind == "decision"]
    assert texts == [
        "höra grupperna",
        *(f"inrätta en arbetsgrupp {day}" for day in ("2025-01-10", "2024-01-10", "2023-01-10")),
    ]


def test_filters() -> None:
    make.enter(make.minutes(body="Styrgruppen", date="2025-03-05"), name="styrgruppen.txt")
    party = str(Party.objects.get(name="Norrviks kommun").pk)
    assert kinds("hjälpmedel", kind="decision") == ["decision", "decision"]
    assert len(found("hjälpmedel", year="2025")) == 3
    assert kinds("redovisa", party=party) == ["assignment", "assignment"]
    assert kinds("redovisa", party=party, year="1999") == []


def test_counts() -> None:
    counted = counts(find(parse("hjälpmedel")))
    assert counted["kind", "passage"] == 2
    assert counted["year", "2024"] == 5


def test_more_than_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    many = find(parse("hjälpmedel"))
    assert len(many.ids) == 2 and many.more
    assert not find(parse("storhed")).more


def test_what_is_refused_is_not_found() -> None:
    refuse_finding(finding=Finding.objects.get(kind="decision"), by=None)
    assert kinds("hjälpmedel", kind="decision") == []
    assert "passage" in kinds("hjälpmedel")


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    confirm_finding(finding=Finding.objects.get(kind="assignment"), by=None)
    changed = make.minutes(decisions=[make.decision("2", "köpa rullstolar", 33)], assignments=[])
    make.enter(changed, text="Rådet talade om rullstolar.\n")
    assert kinds("rullstol") == ["decision", "passage"]
    assert kinds("hjälpmedel") == ["decision", "assignment", "item"]  # which stand under that item
    # What somebody confirmed stands, and so does the place that said it.
    (kept,) = entries(find(parse("kostnad")).ids)
    assert kept.kind == "assignment" and "?version=1#" in kept.source


def test_entering_again_changes_nothing() -> None:
    before = list(Entry.objects.values_list("pk", "tokens"))
    document = Document.objects.get()
    assert document.current
    enter_version(version=document.current, by=None)
    index_document(document=document)
    assert list(Entry.objects.values_list("pk", "tokens")) == before


def test_what_could_not_be_read_is_found_by_its_name_only() -> None:
    document = keep_unread(
        original=Original.of(Path("bilaga.txt"), b"x"), refusal=Refusal("crashed", "Läsaren dog."), by=None
    ).document
    index_document(document=document)
    assert kinds("bilaga") == ["document"]


def test_a_person_of_whom_nothing_stands_is_not_found() -> None:
    assert kinds("kvarnlycke") == ["person"]
    make.enter(make.minutes(attendance=make.minutes()["attendance"][:3]))
    assert kinds("kvarnlycke") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hjälpmedl", "hjälpmedel"),
        ("norvik", "norrviks"),
        ("hjälpm", "hjälpmedel"),
        ("hjälpmedl signe -norrvik", None),
        ("signe hjälpmedl", None),
        ("avtal rönbacke", "avtal rönnbacke"),
        ("hjälpmedel", None),
        ("xz", None),
        ("zebrafink", None),
    ],
)
def test_what_was_perhaps_meant(text: str, expected: str | None) -> None:
    offered = meant(parse(text))
    assert (offered[0] if offered else None) == expected
    assert all(find(parse(other)).ids for other in offered)


def test_every_kind_of_thing_can_be_found() -> None:
    given = make.minutes(agreements=[make.agreement("Avtal om vårdlokaler", 41)], date="2024-06-01")
    at = {"item": "1", "section": None}
    given["votes"] = [{**at, "yes": 5, "no": 3, "abstained": None, **make.evidence(42)}]
    said = {"kind": "reservation", "names": ["Bo Al"], "text": "Vi hellre väntar med isbanan."}
    given["standpoints"] = [{**at, **said, **make.evidence(43)}]
    make.enter(given, name="avtal.txt")
    make.enter(make.plan(), name="plan.txt")
    seen = {kind for (kind,) in Entry.objects.values_list("kind")}
    assert seen == set(Kind.values)
    words = {"fallskada": "indicator", "balansträning": "activity", "trygg vardag": "goal"}
    words |= {"isbanan": "standpoint", "reservation bo al": "standpoint", "röster": "vote", "omröstning 5 ja": "vote"}
    for text, kind in words.items():
        assert kind in kinds(text)
    assert all(entry.get_absolute_url() for entry in Entry.objects.all())
    assert (
        not Entry.objects.exclude(kind__in=["body", "party", "person", "document"])
        .filter(source="", line=None)
        .exists()
    )


def test_pages_are_told() -> None:
    make.enter(make.minutes(date="2024-09-01"), name="protokoll.pdf", pages=3)
    on_paper = Entry.objects.filter(document__name="protokoll.pdf")
    decision, passage = on_paper.get(kind="decision"), on_paper.filter(kind="passage").last()
    assert decision.place == "sida 1" and "#fynd-" in decision.source
    assert passage and passage.place.startswith("sida 3, rad ") and "visa=text" in passage.source_address
