"""What holds for every register: filters and order in the address, pages, and what nobody offers."""

import gzip
from urllib.parse import parse_qs

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.bodies.models import Body, Party, Person
from rodtrad.web.documents.models import Finding, Mention
from rodtrad.web.meetings.models import Decision, Meeting
from rodtrad.web.plans.models import Plan

pytestmark = pytest.mark.usefixtures("register")
PATHS = ["/beslut/", "/uppdrag/", "/avtal/", "/aktiviteter/", "/personer/"]
DECISIONS = ["anta planen; den är =lång", "Ändra målen"]
ACTIVITIES = ["Hålla föreläsningar", "Pröva balansträning"]
PEOPLE = ["Birger Storhed", "Hilding Kvarnlycke", "Signe Rönnbacke", "Tove Alnfors"]


def shown(client: Client, path: str) -> list[str]:
    """The rows of a page, each by what it says first; two persons of one name once."""
    answer = client.get(path)
    assert answer.status_code == 200
    return list(dict.fromkeys(str(getattr(row, "task", row)) for row in answer.context["rows"]))


ASKED: dict[str, list[tuple[str, list[str]]]] = {
    "/beslut/": [
        ("", DECISIONS),
        ("?organ={vard}", ["Ändra målen"]),
        ("?ar=2024", ["anta planen; den är =lång"]),
        ("?part={norrvik}", ["Ändra målen"]),
        ("?verkan=agree", ["anta planen; den är =lång"]),
        ("?formella=bara", ["öppna mötet"]),
        ("?ord=ÄNDRA", ["Ändra målen"]),
        ("?ord=HJÄLPMEDEL+målen", ["Ändra målen"]),  # a word of its item and one of its own
        ("?ord=%25", []),
        ("?ordning=beslut", DECISIONS),
        ("?ordning=-beslut", DECISIONS[::-1]),  # Ä stands after a, and capitals do not count
        ("?ordning=datum", DECISIONS[::-1]),
    ],
    "/uppdrag/": [
        ("?part={norrvik}", ["Åka till Norrvik"]),
        ("?lage=utan-ansvarig", ["zooma in på behoven"]),
        ("?senast=snart", ["Åka till Norrvik"]),
        ("?ar=2024&organ={vard}", []),
        ("?ordning=uppdrag", ["zooma in på behoven", "Åka till Norrvik"]),
        ("?ordning=-uppdrag", ["Åka till Norrvik", "zooma in på behoven"]),
    ],
    "/avtal/": [
        ("?part={norrvik}", ["Ärvt avtal"]),
        ("?ar=2019", ["Zonavtal"]),
        ("?ordning=-gar-ut", ["Ärvt avtal", "Zonavtal"]),
        ("?ordning=-avtal", ["Ärvt avtal", "Zonavtal"]),
    ],
    "/aktiviteter/": [
        ("", ACTIVITIES),
        ("?ord=BALANS", ["Pröva balansträning"]),
        ("?lage=klara", []),
        ("?lage=inte-klara&plan={plan}&ar=2024", ACTIVITIES),
        ("?lage=forsenade", ACTIVITIES),
        ("?lage=utan-ansvarig", []),
        ("?organ={rad}", ACTIVITIES),
        ("?ordning=-aktivitet", ACTIVITIES[::-1]),
    ],
    "/personer/": [
        ("?organ={vard}", ["Birger Storhed", "Tove Alnfors"]),  # the adjuster has no seat
        ("?part={norrvik}", PEOPLE[:1]),
        ("?namn=RÖNN", ["Signe Rönnbacke"]),
        ("?ordning=-namn", PEOPLE[::-1]),
        ("?ordning=moten", ["Hilding Kvarnlycke", "Tove Alnfors", "Birger Storhed", "Signe Rönnbacke"]),
    ],
}


@pytest.mark.parametrize("path", PATHS)
def test_filters_and_orders(reader: Client, path: str) -> None:
    norrvik = Party.objects.get(name="Norrviks kommun")
    named = Finding.objects.get(kind="decision", value__text="Ändra målen")
    Mention.objects.get_or_create(finding=named, party=norrvik)
    keys = {"norrvik": norrvik.pk, "plan": Plan.objects.get().pk}
    keys |= {"vard": Body.objects.get(name="Vårdrådet").pk, "rad": Body.objects.get(name="Samverkansrådet").pk}
    wrong = {
        query: found for query, rows in ASKED[path] if (found := shown(reader, path + query.format(**keys))) != rows
    }
    assert wrong == {}


HOSTILE = [
    *("organ=-1", "organ=99999999999999999999", "part=1%27--", "ar=99999999999999", "ar=2023+x", "lage=x", "verkan=x"),
    *("ordning=xyz", "ordning=-", "ordning=--datum", "ordning=pk", "ordning=finding__version__text", "ordning="),
    *(f"sida={10**30}", "sida=-1", "sida=x", f"sida={'9' * 5000}", "formella=2", "senast=x", "plan=x", "lan=x"),
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_offered_counts_as_not_asked_for(reader: Client, path: str) -> None:
    whole = shown(reader, path)
    assert [query for query in HOSTILE if shown(reader, f"{path}?{query}") != whole] == []


@pytest.mark.parametrize("path", PATHS)
def test_any_words_are_answered(reader: Client, path: str) -> None:
    name = "namn" if path == "/personer/" else "ord"
    for words in ("%00", "%C3", "*", "[", "]", "[^]", "^", "\\", "(", "?", "a" * 10_000, "a+" * 500, "ord=1", "🙂"):
        assert reader.get(f"{path}?{name}={words}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_only_what_there_is_can_be_chosen(reader: Client, path: str) -> None:
    for offered in reader.get(path).context["asked"].filters:
        for value, _ in offered.choices:
            answer = reader.get(path, {offered.filter.name: value})
            assert [one.value for one in answer.context["asked"].chosen] == [value]
            if offered.filter.name in ("organ", "ar", "part", "plan", "verkan", "slag", "lan"):
                assert answer.context["rows"], f"{offered.filter.name}={value} has no rows"


def test_the_address_keeps_what_is_chosen(reader: Client) -> None:
    page = reader.get("/beslut/?ord=planen&ar=2024&ordning=beslut&organ=&okant=1")
    queries = [one.query for one in page.context["heads"] if one.query]
    queries += [url.partition("?")[2] for _, url in page.context["files"]]
    for query in queries:
        kept = parse_qs(query.lstrip("?"))
        assert (kept["ord"], kept["ar"]) == (["planen"], ["2024"]) and not kept.keys() - {"ord", "ar", "ordning"}
    without = {one.filter.name: one.without for one in page.context["asked"].chosen}
    assert without == {"ord": "?ar=2024&ordning=beslut", "ar": "?ord=planen&ordning=beslut"}
    text = page.content.decode()
    assert "År: 2024" in text and 'href="/beslut/">Rensa</a>' in text


def test_headings_tell_the_order_and_turn_it(reader: Client) -> None:
    for query, sort, other in (("", "descending", "?ordning=datum"), ("?ordning=datum", "ascending", "?")):
        answer = reader.get(f"/beslut/{query}")
        head = next(one for one in answer.context["heads"] if one.head.key == "datum")
        assert (head.sort, head.query) == (sort, other)
        assert answer.content.decode().count(f'aria-sort="{sort}"') == 1


def test_pages_hold_every_row_once(reader: Client) -> None:
    meeting = Meeting.objects.get(date="2024-03-05")
    Decision.objects.bulk_create(Decision(meeting=meeting, order=9, text="samma text") for _ in range(120))
    keys = [row.pk for number in (1, 2, 3) for row in reader.get(f"/beslut/?sida={number}").context["rows"]]
    assert len(keys) == len(set(keys)) == 122
    page = reader.get("/beslut/?ordning=beslut&sida=2").content.decode()
    assert 'href="?ordning=beslut&amp;sida=3#lista"' in page and "alla 122 rader" in page


def test_htmx_is_answered_with_the_list_alone(reader: Client) -> None:
    part = reader.get("/beslut/?ord=&ar=2024&organ=", headers={"hx-request": "true"})
    text = part.content.decode()
    assert "<html" not in text and 'id="lista"' in text and 'hx-swap-oob="innerHTML"' in text
    assert part["HX-Replace-Url"] == "/beslut/?ar=2024"
    assert "HX-Request" in part["Vary"] and "HX-Request" in reader.get("/beslut/")["Vary"]
    back = reader.get("/beslut/", headers={"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in back.content.decode()


@pytest.mark.parametrize("path", [*PATHS, "/moten/", "/sok/?q=planen"])
def test_paper_says_where_and_when_it_came_from(reader: Client, path: str) -> None:
    page = reader.get(path).content.decode()
    assert page.count("Utskrift av") == 1
    assert f"Utskrift av http://testserver{path}, som sidan såg ut 23 november 2026 kl. " in page
    asked = reader.get(path, {"q": "planen", "ar": "2024"}, headers={"hx-request": "true"}).content.decode()
    assert "?q=planen&amp;ar=2024" in asked[asked.index("Utskrift av") :]


def test_paper_says_how_much_of_a_list_it_holds(reader: Client) -> None:
    Person.objects.bulk_create(Person(name=f"Person {number}") for number in range(60))
    count = Person.objects.count()
    assert f"/personer/?sida=2 (rad 51–{count} av {count}), som" in reader.get("/personer/?sida=2").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_ceilings(reader: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    Person.objects.bulk_create(Person(name=f"Person {number}") for number in range(60))
    with django_assert_max_num_queries(15):
        answer = reader.get(path)
    assert len(gzip.compress(answer.content, 6)) < 100_000


@pytest.mark.parametrize("path", PATHS)
def test_registers_are_only_read(reader: Client, path: str) -> None:
    assert reader.post(path).status_code == reader.post(f"{path}hamta.csv").status_code == 405
