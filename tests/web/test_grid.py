"""Who may see, take away and change what of meetings that are held here: role × object × action, as it was decided.

A meeting's date is known to everyone who may read; what it is about is its body's until it is published, and what is
confidential stays the body's. Whoever coordinates or administers plans, and gives roles, but sees no more than others.
"""

from __future__ import annotations

import re
from copy import deepcopy
from inspect import getclosurevars
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import Change
from rodtrad.web.meetings.models import Meeting
from tests.web.once import made_once
from tests.web.world import CHAIRS, DRAFT, MASKED, OPEN, SECRET, WHO, World, make_world

pytestmark = pytest.mark.django_db
# y: may. n: may not, 403. 0: there is no such thing for them, 404. l: is asked to log in.
ANSWERS = {"y": (200, 302), "n": (403,), "0": (404,), "l": (302,)}
# Whose every address stands in a table, but for these, which are no meeting's and have tests of their own.
APPS = {
    *("bodies_edit", "circulating", "preparing", "procedure", "holding", "minutes", "verifying", "returning"),
    *("publishing", "distributing"),
}
# What people do in the installation and with documents, and what everyone who may read sees of the register.
ELSEWHERE = {
    *("accounts", "people", "mailing", "letterheads", "documents", "review", "checking", "intake", "search", "help"),
    *("public", "bodies", "meetings", "followup", "agreements", "plans"),
}
NOT_HERE = (
    "verifying:check",
    *(f"preparing:{page}" for page in ("plan", "plan-several", "calendars", "make-calendar")),
)
LOGIN = "/konto/logga-in/"

# Otto has not logged in · Rut reads, Mio is in another body · Mia is a member, Dag a deputy, Lars reads, Bo adjusts ·
# Sara is the secretary, Tove the chair · Eva coordinates, Ada administers.
SEE = """
/moten/{coming}/                                          l yy yyyy yy yy
/moten/{closed}/                                          l yy yyyy yy yy
/moten/{coming}/dagordning/                               l nn yyyy yy nn
/moten/{coming}/kallelse/                                 l nn yyyy yy nn
/moten/{coming}/kallelse.ics                              l nn yyyy yy nn
/moten/{called}/kallelse/                                 l nn yyyy yy nn
/moten/{called}/kallelse.ics                              l nn yyyy yy nn
/moten/{called}/kallelse/1.docx                           l nn yyyy yy nn
/moten/{called}/handlingar.pdf                            l nn yyyy yy nn
/punkter/{called_item}/handlingar/                        l nn nnnn yy nn
/handlingar/{paper_file}/                                 l nn yyyy yy nn
/handlingar/{secret_file}/                                l nn yyyy yy nn
/moten/{coming}/flytta/                                   l nn nnnn yy yy
/moten/{coming}/punkt/                                    l nn yyny yy yy
/punkter/{item_to_come}/andra/                            l nn nnnn yy nn
/punkter/{item_to_come}/avsnitt/                          l nn nnnn yy nn
/avsnitt/{section_to_come}/andra/                         l nn nnnn yy nn
/moten/{coming}/rum/                                      l nn nnnn yy nn
/moten/{coming}/narvaro/                                  l nn nnnn yy nn
/moten/{coming}/skarm/                                    l nn yyyy yy nn
/moten/{coming}/avsluta/                                  l nn nnnn yy nn
/stycken/{draft_paragraph}/historik/                      l nn nnnn yy nn

/moten/{closed}/protokoll/                                l nn yyyy yy nn
/moten/{closed}/protokoll/1/                              l nn yyyy yy nn
/moten/{closed}/protokoll/1/protokoll.pdf                 l nn yyyy yy nn
/moten/{closed}/protokoll/1/protokoll.docx                l nn yyyy yy nn
/moten/{closed}/protokoll/1/utdrag-{draft_item}.docx      l nn yyyy yy nn
/moten/{closed}/historik/                                 l nn yyyy yy nn
/moten/{closed}/justering/                                l nn yyyy yy nn
/moten/{closed}/ratta/                                    l nn nnnn yy nn
/moten/{public}/underskrift/protokoll.pdf                 l nn nnnn yy nn
/moten/{closed}/word/                                     l nn nnnn yy nn
/moten/{closed}/publicera/                                l nn nnnn yy nn
/moten/{closed}/publicera/kopia/                          l nn nnnn yy nn
/beslut/{draft_decision}/                                 l 00 yyyy yy 00
/uppdrag/{draft_assignment}/                              l 00 yyyy yy 00

/moten/{public}/protokoll/                                l nn yyyy yy nn
/moten/{public}/protokoll/1/utdrag-{secret_item}.docx     l nn yyyy yy nn
/underskrifter/{seal}/protokoll.pdf                       l nn yyyy yy nn
/beslut/{secret_decision}/                                l 00 yyyy yy 00
/uppdrag/{secret_assignment}/                             l 00 yyyy yy 00
/beslut/{masked_decision}/                                l yy yyyy yy yy
/beslut/{decision_in_section}/                            l yy yyyy yy yy
/beslut/{open_decision}/                                  l yy yyyy yy yy
/uppdrag/{open_assignment}/                               l yy yyyy yy yy
/moten/{public}/expediering/                              l nn nnnn yy nn
/publicerat/                                              y yy yyyy yy yy
/publicerat/{public}/                                     y yy yyyy yy yy
/publicerat/{public}/protokoll.pdf                        y yy yyyy yy yy
/publicerat/organ/{body}/flode.atom                       y yy yyyy yy yy
/publicerat/{closed}/                                     0 00 0000 00 00
/publicerat/{closed}/protokoll.pdf                        0 00 0000 00 00

/organ/{body}/roller/                                     l nn nnnn yy ny
/organ/{body}/roller/bjud-in/                             l nn nnnn yy ny
/roller/{role}/andra/                                     l nn nnnn yy ny
/roller/{chairs_role}/andra/                              l nn nnnn ny ny
/organ/nytt/                                              l nn nnnn nn yy
/organ/{body}/andra/                                      l nn nnnn nn yy
/platser/{seat_in_body}/andra/                            l nn nnnn nn yy
/organ/{body}/regler/                                     l nn nnnn yy ny
/organ/{body}/staende-punkter/                            l nn nnnn yy yy
/staende-punkter/{standing}/andra/                        l nn nnnn yy yy
/organ/{body}/fraser/                                     l nn nnnn yy nn
/fraser/{phrase}/andra/                                   l nn nnnn yy nn
/organ/{body}/wordmall/                                   l nn nnnn yy yy
/organ/{body}/wordmall/fil.docx                           l nn nnnn 00 00
/kalender/{calendar}-{mark}.ics                           y yy yyyy yy yy
/organ/{body}/beslut-via-epost/                           l nn yyyy yy nn
/organ/{body}/beslut-via-epost/ny/                        l nn nnnn yy nn
/beslut-via-epost/{question}/                             l nn yyyy yy nn
/beslut-via-epost/handlingar/{enclosure}/                 l nn yyyy yy nn
/beslut-via-epost/svar/{asked}/                           l nn ynnn nn nn
"""
CHANGE = """
/moten/{coming}/flytta/                                   l nn nnnn yy yy
/moten/{coming}/stall-in/                                 l nn nnnn yy yy
/moten/{coming}/dagordning/ordna/                         l nn nnnn yy nn
/moten/{coming}/dagordning/fyll/                          l nn nnnn yy nn
/moten/{coming}/punkt/                                    l nn yyny yy yy
/punkter/{item_to_come}/andra/                            l nn nnnn yy nn
/punkter/{item_to_come}/ta-bort/                          l nn nnnn yy nn
/punkter/{item_to_come}/avsnitt/                          l nn nnnn yy nn
/punkter/{item_to_come}/avsnitt/ordna/                    l nn nnnn yy nn
/avsnitt/{section_to_come}/andra/                         l nn nnnn yy nn
/avsnitt/{section_to_come}/ta-bort/                       l nn nnnn yy nn
/avsnitt/{withdrawn_section}/lagg-tillbaka/               l nn nnnn yy nn
/moten/{coming}/kallelse/                                 l nn nnnn yy nn
/punkter/{withdrawn}/lagg-tillbaka/                       l nn nnnn yy nn
/punkter/{called_item}/handlingar/                        l nn nnnn yy nn
/handlingar/{paper}/andra/                                l nn nnnn yy nn
/handlingar/{paper}/ta-bort/                              l nn nnnn yy nn
/kalender/{calendar}/fornya/                              l 00 y000 00 00
/kalender/{calendar}/ta-bort/                             l 00 y000 00 00
/moten/{coming}/oppna/                                    l nn nnnn yy nn
/moten/{coming}/angra-oppnandet/                          l nn nnnn yy nn
/moten/{coming}/narvaro/                                  l nn nnnn yy nn
/punkter/{item_to_come}/ordet/                            l nn nnnn yy nn
/punkter/{item_to_come}/jav/                              l nn nnnn yy nn
/punkter/{item_to_come}/beslut/                           l nn nnnn yy nn
/punkter/{item_to_come}/uppdrag/                          l nn nnnn yy nn
/punkter/{item_to_come}/stycke/                           l nn nnnn yy nn
/punkter/{item_to_come}/klistra/                          l nn nnnn yy nn
/stycken/{draft_paragraph}/flytta/                        l nn nnnn yy nn
/punkter/{item_to_come}/angra/                            l nn nnnn yy nn
/punkter/{item_to_come}/rostning/                         l nn nnnn yy nn
/punkter/{item_to_come}/sagt/                             l nn nnnn yy nn
/rostningar/{vote}/angra/                                 l nn nnnn yy nn
/uppdrag/{draft_assignment}/angra/                        l nn nnnn yy nn
/moten/{coming}/besluten-pa-skarmen/                      l nn nnnn yy nn
/moten/{coming}/avsluta/                                  l nn nnnn yy nn
/moten/{closed}/justering/skicka/                         l nn nnnn yy nn
/moten/{closed}/justering/kommentar/                      l nn nnny yy nn
/kommentarer/{remark}/atgardad/                           l nn nnnn yy nn
/justering/{round}/aterkalla/                             l nn nnnn yy nn
/svar/{round_answer}/godkann/                             l nn nnny nn nn
/svar/{round_answer}/aterstand/                           l nn nnny nn nn
/moten/{closed}/ratta/                                    l nn nnnn yy nn
/moten/{closed}/underskrift/                              l nn nnnn yy nn
/moten/{closed}/underskrift/mottagen/                     l nn nnnn yy nn
/moten/{closed}/word/                                     l nn nnnn yy nn
/moten/{closed}/word/svar/                                l nn nnnn 00 nn
/moten/{public}/expediering/                              l nn nnnn yy nn
/moten/{closed}/publicera/bedom/                          l nn nnnn yy nn
/moten/{closed}/publicera/begar/                          l nn nnnn yy nn
/publiceringar/{publication}/aterkalla/                   l nn nnnn yy nn
/publiceringar/{publication}/godkann/                     l nn nnnn yy nn
/publiceringar/{publication}/skicka-tillbaka/             l nn nnnn yy nn
/organ/{body}/beslut-via-epost/ny/                        l nn nnnn yy nn
/beslut-via-epost/{question}/avsluta/                     l nn nnnn yy nn
/beslut-via-epost/{question}/aterkalla/                   l nn nnnn yy nn
/beslut-via-epost/svar/{asked}/                           l nn ynnn nn nn
/organ/{body}/roller/                                     l nn nnnn yy ny
/organ/{body}/roller/bjud-in/                             l nn nnnn yy ny
/roller/{role}/andra/                                     l nn nnnn yy ny
/roller/{chairs_role}/andra/                              l nn nnnn ny ny
/roller/{role}/bjud-in/                                   l nn nnnn yy ny
/roller/{chairs_role}/avsluta/                            l nn nnnn ny ny
/organ/nytt/                                              l nn nnnn nn yy
/organ/{body}/andra/                                      l nn nnnn nn yy
/platser/{seat_in_body}/andra/                            l nn nnnn nn yy
/organ/{body}/regler/                                     l nn nnnn yy ny
/organ/{body}/staende-punkter/                            l nn nnnn yy yy
/organ/{body}/staende-punkter/ordna/                      l nn nnnn yy yy
/staende-punkter/{standing}/andra/                        l nn nnnn yy yy
/staende-punkter/{standing}/ta-bort/                      l nn nnnn yy yy
/organ/{body}/fraser/                                     l nn nnnn yy nn
/fraser/{phrase}/andra/                                   l nn nnnn yy nn
/fraser/{phrase}/ta-bort/                                 l nn nnnn yy nn
/organ/{body}/wordmall/                                   l nn nnnn yy yy
/organ/{body}/wordmall/ta-bort/                           l nn nnnn yy yy
"""
# What everyone who may read may open, and what is public; the words of drafts, of what is confidential and of what is
# masked stand on none of it.
SEARCHES = (
    "sades",
    "pröva",
    "avsnitt",
    "anta",
    "plan",
    "kommentar",
    "ärende",
    "bakgrund",
    "persson",
    "chef",
    "följa",
    "utse",
    "gäst",
    "direktör",
)
FOR_READERS = (
    "/",
    *(f"/sok/?q={word}" for word in SEARCHES),
    *(
        f"/{register}/{form}"
        for register in ("beslut", "uppdrag", "avtal", "aktiviteter", "personer")
        for form in ("", "hamta.csv")
    ),
    "/moten/",
    "/moten/{coming}/",
    "/moten/{closed}/",
    "/moten/{public}/",
    "/beslut/{open_decision}/",
    "/beslut/{masked_decision}/",
    "/beslut/{decision_in_section}/",
    "/uppdrag/{open_assignment}/",
    "/organ/",
    "/organ/{body}/",
    "/organ/{body}/2026/",
    "/organ/{body}/?visa=beslut",
    "/personer/{person}/",
    "/personer/{draft_person}/",
    "/parter/",
    "/parter/{party}/",
    "/parter/{party}/?visa=uppdrag",
    "/dokument/",
    "/att-se-over/",
)
FOR_ALL = (
    "/publicerat/",
    "/publicerat/{public}/",
    "/publicerat/{public}/protokoll.pdf",
    "/publicerat/organ/{body}/flode.atom",
)


made = made_once(make_world)


@pytest.fixture
def world(made: World, db: None) -> World:
    return deepcopy(made)


def rows(table: str) -> list[tuple[str, str]]:
    """Each address of a table, and a mark for each of those in `WHO`."""
    found = [(address, marks.replace(" ", "")) for address, marks in re.findall(r"^(\S+) +(.+)$", table, re.M)]
    assert all(len(marks) == len(WHO) for _, marks in found)
    return found


def mark_of(answer: Any) -> str:
    status, headers = answer.status_code, answer.headers
    body_of(answer)
    if status == 302 and headers["Location"].startswith(LOGIN):
        return "l"
    return {200: "y", 302: "y", 400: "y", 403: "n", 404: "0"}.get(status, str(status))


def differing(world: World, table: str, method: str) -> dict[str, str]:
    """The marks of each row that is not as it was decided. What is done is taken back, so that every cell begins
    alike; who may not do it has left no row in the log."""
    clients = [world.client(who) for who in WHO]
    found, before = {}, Change.objects.count()
    for address, decided in rows(table):
        path, marks = address.format(**world.keys), ""
        for client in clients:
            with transaction.atomic():
                mark = mark_of(getattr(client, method)(path))
                marks += mark if mark == "y" or Change.objects.count() == before else f"({mark}, and did it)"
                transaction.set_rollback(True)
        if marks != decided:
            found[address] = f"{marks}, not {decided}"
    return found


def methods_of(view: Any) -> set[str]:
    """What may be asked of a view, as its decorator has it."""
    while view and "request_method_list" not in (told := getclosurevars(view).nonlocals):
        view = getattr(view, "__wrapped__", None)
    return set(told["request_method_list"]) if view else set()


def test_no_address_is_forgotten(world: World) -> None:
    """Whoever adds a page or an action of a meeting or its body decides here for whom it is: a page that is also a
    form in both tables."""
    told = {
        (method, resolve(path.format(**world.keys)).view_name)
        for method, table in (("GET", SEE), ("POST", CHANGE))
        for path, _ in rows(table)
    }
    resolvers = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and one.app_name]
    assert {one.app_name for one in resolvers} == APPS | ELSEWHERE, "say where who may see a new app's pages is tested"
    pages = {
        f"{one.app_name}:{page.name}": methods_of(page.callback) & {"GET", "POST"}
        for one in resolvers
        if one.app_name in APPS
        for page in one.url_patterns
        if isinstance(page, URLPattern)
    }
    assert all(pages.values()), "say with a decorator what may be asked of each view"
    known = {(method, page) for page, methods in pages.items() if page not in NOT_HERE for method in methods}
    assert known - told == set(), "give each a row: what is seen in SEE, what is sent in CHANGE"


@pytest.mark.parametrize(("table", "method"), [(SEE, "get"), (CHANGE, "post")], ids=["see", "change"])
def test_who_may(world: World, table: str, method: str) -> None:
    assert differing(world, table, method) == {}


@pytest.mark.parametrize("who", ["eva", "ada"])
def test_who_plans_without_a_role_comes_back_to_a_page_that_is_theirs(world: World, who: str) -> None:
    times = {"day": "2027-01-15", "start": "09:00", "end": "10:00", "place": "Ekeby"}
    for path, form in (
        ("/moten/planera/", {**times, "body": world.body.pk}),
        (f"/moten/{world.coming.pk}/flytta/", {**times, "day": "2027-02-12"}),
        (f"/moten/{world.coming.pk}/punkt/", {"title": "Ett förslag"}),
        (f"/moten/{world.coming.pk}/stall-in/", {"why": "Sjukdom"}),
    ):
        answer = world.client(who).post(path, form, follow=True)
        assert answer.status_code == 200 and answer.redirect_chain, path


def text_of(answer: Any) -> str:
    data = body_of(answer)
    return open_source("protokoll.pdf", data).text if data.startswith(b"%PDF") else data.decode("utf-8-sig")


def body_of(answer: Any) -> bytes:
    """All of it: a file that nobody takes to its end would end the test's connection with it."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_no_word_of_what_is_not_public(world: World) -> None:
    leaks, seen = [], world.client("ada").get("/post/").content.decode()
    assert DRAFT not in seen and "Fråga att svara på: Tolkgruppen" in seen
    for who in ("otto", "rut", "mia", "ada"):
        client = world.client(who)
        for address in FOR_ALL if who == "otto" else (*FOR_ALL, *FOR_READERS):
            path = address.format(**world.keys)
            answer = client.get(path)
            assert answer.status_code == 200, path
            seen += (text := text_of(answer))
            leaks += [(who, path, word) for word in (DRAFT, SECRET, MASKED) if word.casefold() in text.casefold()]
    assert OPEN in seen
    assert leaks == [("mia", "/", DRAFT)]  # what she is asked by mail waits for her there


def test_nothing_is_counted_that_is_not_public(world: World) -> None:
    client = world.client("rut")
    for who, meeting, is_told in (("person", "public", True), ("draft_person", "closed", False)):
        page = client.get(f"/personer/{world.keys[who]}/").content.decode()
        assert (f'href="/moten/{world.keys[meeting]}/' in page) == is_told
    listed = text_of(client.get("/personer/hamta.csv")).splitlines()
    assert "2026-10-02" in next(line for line in listed if CHAIRS[OPEN] in line)
    assert not any("2026-11-06" in line for line in listed)
    counted: list[Any] = list(Meeting.objects.counted())
    told = {row.pk: (row.decision_count, row.assignment_count) for row in counted}
    drafts = (world.coming, world.called, world.closed)
    assert told == {**{meeting.pk: (0, 0) for meeting in drafts}, world.public.pk: (3, 2)}
