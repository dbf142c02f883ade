"""The register knows Sweden's parties from the start, and an installation adds its own."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from rodtrad.web.bodies.actions import add_parties, add_party
from rodtrad.web.bodies.models import County, Party, key_of
from rodtrad.web.bodies.parties_file import NoPartiesFile, municipality_name

pytestmark = pytest.mark.django_db

OWN = Path(__file__).parents[3] / "samples" / "parter.csv"


def test_sweden_is_there() -> None:
    assert County.objects.count() == 21
    assert Party.objects.filter(kind=Party.Kind.REGION).count() == 21
    assert Party.objects.filter(kind=Party.Kind.MUNICIPALITY).count() == 290
    borgholm = Party.objects.select_related("county").get(code="0885")
    assert (borgholm.name, borgholm.place, str(borgholm.county)) == ("Borgholms kommun", "Borgholm", "Kalmar län")
    assert Party.objects.get(code="0008").name == "Region Kalmar län"


@pytest.mark.parametrize(
    "place, name",
    [
        ("Borgholm", "Borgholms kommun"),
        ("Umeå", "Umeå kommun"),
        ("Torsås", "Torsås kommun"),
        ("Falun", "Falu kommun"),
        ("Kalmar", "Kalmar kommun"),
    ],
)
def test_names_of_municipalities(place: str, name: str) -> None:
    assert municipality_name(place) == name


def test_an_installation_adds_its_own_once() -> None:
    assert add_parties(path=OWN, by=None) == 9
    assert add_parties(path=OWN, by=None) == 0
    assert Party.objects.get(name="Region Älvmark").county == County.objects.get(name="Älvmarks län")


def test_a_file_without_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "parter.csv"
    path.write_text("namn,kod\nEkeby,9001\n", encoding="utf-8")
    with pytest.raises(NoPartiesFile, match="saknar kommun, kommunkod, lan, lanskod, region"):
        add_parties(path=path, by=None)


def test_two_parties_do_not_share_a_name_or_code() -> None:
    with pytest.raises(ValidationError):
        add_party(name="Kalmar kommun", kind="municipality", by=None)
    with pytest.raises(ValidationError):
        add_party(name="Ekeby kommun", kind="municipality", code="0885", by=None)
    with pytest.raises(ValidationError):
        add_party(name="Ekeby kommun", kind="by", by=None)


def test_names_are_compared_whatever_the_case_and_space() -> None:
    assert key_of(" ÅSA  Öberg\n") == key_of("åsa öberg")


@pytest.mark.parametrize(
    "row", ["9003,Sandhamra", '9003,Sandhamra,90,Ekeby län,,"', "9003,Sandhamra,90,Ekeby län,,," + "9" * 200_000]
)
def test_a_file_with_broken_rows_is_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "parter.csv"
    path.write_text(f"kommunkod,kommun,lanskod,lan,region\n{row}\n", encoding="utf-8")
    with pytest.raises(NoPartiesFile, match=r"rad [12] |Rad 2 "):
        add_parties(path=path, by=None)


def test_a_municipality_is_written_by_its_town(tmp_path: Path) -> None:
    path = tmp_path / "parter.csv"
    path.write_text("kommunkod,kommun,lanskod,lan,region\n9901,Granviks kommun,99,Dalmarks län,\n", encoding="utf-8")
    with pytest.raises(NoPartiesFile, match="Rad 2 i filen med huvudmän: skriv orten för ”Granviks kommun”"):
        add_parties(path=path, by=None)
