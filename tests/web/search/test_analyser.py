"""Which words find which: forms of a word, the words of compounds, and those that only look alike."""

from pathlib import Path

import pytest

from evaluation.search_words import finds, main
from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.words import words_of

INFLECTED = """
    nämnd nämndernas · förvaltning förvaltningens · remiss remisserna · utredning utredningarnas · tjänst tjänsterna
    region regionernas · huvudman huvudmännen · elev elevernas · rektor rektorerna · bok böckerna · hand händerna
    fot fötterna · son sönernas · bonde bönderna · natt nätterna · rot rötter · tand tänderna · man männens
    ansluta anslöts · skriva skrivit · föreslå föreslogs · avstå avstod · fatta fattades · lämna lämnats
    bedöma bedömde · känna kände · vända vänds · sälja sålde · välja valdes · ta togs · ge gavs · få fick
    plan planernas · avdrag avdragen · anslag anslagens · yrkande yrkandena · ärende ärendenas · kommitté kommittéerna
    gemensam gemensamma · hög högst · ny nyare · samordnad samordnade · tillgänglig tillgängligt
    Norrvik Norrviks · Ekeby Ekebys · Storedal Storedals · Alnfors Alnfors · SIP SIP:en · SKR SKR:s
"""
WITHIN = """
    kommun kommundirektören · råd pensionärsråden · skola högskolan · skola grundskolorna · vård hemsjukvården
    möte årsmötet · familj familjehemmet · arbete arbetsmiljön · sjukvård hemsjukvårdsteamet · mål målområden
    grupp länsgruppernas · nämnd omsorgsnämndens · ledning länsledningen · kvinna kvinnojouren · gata gatubelysning
    läkare läkarmedverkan · brukare brukarråd · hjälpmedel hjälpmedelscentralen · e-hälsa e-hälsan · hälsa e-hälsan
    plan översiktsplanen · budget budgetramen · barn barnens · hälsa hälsan · stöd anhörigstödets
"""
APART = """
    plan plana · led leda · mål måla · rad råd · råd rad · kost kosta · vård värd · tal avtal · drag uppdrag
    slag förslag · dom ungdom · lag slag · mun kommun · bar hållbar · skap beredskap · ring planering · lut beslut
    bok bokar · äldre gammal · ben bena · del delegera · form information · ro roll · nämna nämnd · verk verka
    drag dra · leda ledamot · mot ledamot · hem hemsk · het enhet · fall falla · län länga · stad stadga · rätt rätta
    ställa ställning · fond fondera · kost kostnad · analys ana · barn barr · bil bild · sak sakna · dag dagis
    vara ansvara · patient patent · kola högskola · kola förskola · rum centrum · bud budget · gång tillgång
    sätta ersätta · tala betala · ord ordna · avtal avtala · skriva utskrivning · stöd stödja · en enhet · år får
    samverkansgrupp grupp · handlingsplan plan · Norrvik Ekeby
"""
# What is known to meet although it should not, so that somebody notices when it no longer does.
MEETS_WRONGLY = ["roll kontroll", "lind Lindström"]


def pairs(table: str) -> list[list[str]]:
    return [one.split() for line in table.strip().splitlines() for one in line.split("·")]


def test_forms_find_each_other() -> None:
    missed = [(query, text) for query, text in pairs(INFLECTED) if not finds(query, text)]
    assert len(pairs(INFLECTED)) >= 30
    assert missed == []


def test_compounds_are_found_by_their_words() -> None:
    assert [(query, text) for query, text in pairs(WITHIN) if not finds(query, text)] == []


def test_a_word_finds_a_compound_but_a_compound_no_word() -> None:
    assert finds("grupp", "samverkansgruppen") and not finds("samverkansgruppen", "grupp")


def test_words_within_a_compound_are_no_whole_words() -> None:
    found = analyse("länssamverkansgruppen")
    assert "länssamverkansgrupp" in found.whole
    assert {"län", "samverkan", "grupp", "samverkansgrupp"} <= found.part
    assert not found.whole & found.part


def test_what_only_looks_alike_is_kept_apart() -> None:
    assert len(pairs(APART)) >= 30
    assert [(query, text) for query, text in pairs(APART) if finds(query, text)] == []


@pytest.mark.parametrize("pair", MEETS_WRONGLY)
def test_what_the_rules_cannot_tell_apart(pair: str) -> None:
    assert finds(*pair.split())


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("kommitte", "kommittén"),  # as many type it
        ("2024", "2024-03-05"),
        ("488", "RS 2023/488"),
        ("covid", "covid-19"),
        ("samverkansgrupp", "samver\u00adkansgruppen"),
        ("samverkansgrupp", "samverkans-\n  gruppen"),
        ("sjukvård", "hälso-\noch sjukvård"),
        ("a\u030ar", "år"),
    ],
)
def test_ways_of_writing(query: str, text: str) -> None:
    assert finds(query, text)


def test_divided_words_are_one() -> None:
    assert [word.form for word in words_of("samverkans-\ngruppen, barn- och unga")] == [
        "samverkansgruppen",
        "barn-",
        "och",
        "unga",
    ]


def test_the_shares_of_a_table_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "ord.tsv"
    table.write_text("kind\tquery\ttext\ninflection\tnämnd\tnämnderna\napart\tdom\tungdom\n", encoding="utf-8")
    assert main([str(table)]) == 0
    assert capsys.readouterr().out.splitlines() == ["inflection: 1 of 1 right (100%)", "apart: 1 of 1 right (100%)"]
    table.write_text("kind\tquery\ttext\ninflection\tgrupp\tmötet\n", encoding="utf-8")
    assert main([str(table)]) == 1
