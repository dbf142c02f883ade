"""What an installation says of its bodies: it fills in what documents leave open, and changes nothing that stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from rodtrad.web.bodies.actions import add_bodies, describe_body
from rodtrad.web.bodies.bodies_file import NoBodiesFile
from rodtrad.web.bodies.models import Body, County
from tests import factories as make


@pytest.fixture
def ekeby(db: None) -> County:
    return make.make_county()


HEAD = "namn;slag;overordnat;lan;andra_namn\n"
ROWS = "Samverkansrådet;politiskt samråd;;Ekeby län;Rådet|SR\nArbetsgruppen;arbetsgrupp;Samverkansrådet;Ekeby län;\n"


def write(folder: Path, text: str) -> Path:
    file = folder / "organ.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_bodies_are_added_once_with_kind_names_and_place(ekeby: County, tmp_path: Path) -> None:
    file = write(tmp_path, HEAD + ROWS)
    assert (add_bodies(path=file, by=None), add_bodies(path=file, by=None)) == (2, 0)
    group = Body.objects.get(name="Arbetsgruppen")
    assert (group.kind, str(group.parent), group.county) == ("working_group", "Samverkansrådet", ekeby)
    assert set(Body.objects.get(name="Samverkansrådet").names.values_list("name", flat=True)) == {
        "Samverkansrådet",
        "Rådet",
        "SR",
    }


def test_a_body_may_stand_under_one_that_is_in_the_register_already(ekeby: County, tmp_path: Path) -> None:
    make.enter(make.minutes())
    row = "Arbetsgruppen;arbetsgrupp;Samverkansrådet;Ekeby län;\n"
    assert add_bodies(path=write(tmp_path, HEAD + row), by=None) == 1
    assert str(Body.objects.get(name="Arbetsgruppen").parent) == "Samverkansrådet"


def test_documents_meet_the_bodies_of_the_file_by_any_of_their_names(ekeby: County, tmp_path: Path) -> None:
    add_bodies(path=write(tmp_path, HEAD + ROWS), by=None)
    make.enter(make.minutes(body="Rådet"))
    assert Body.objects.get(name="Samverkansrådet").meetings.count() == 1


def test_what_people_said_stands(ekeby: County, tmp_path: Path) -> None:
    make.enter(make.minutes())
    council = Body.objects.get()
    describe_body(body=council, kind=Body.Kind.BOARD, parent=None, by=None)
    assert add_bodies(path=write(tmp_path, HEAD + ROWS), by=None) == 2
    council.refresh_from_db()
    assert council.kind == Body.Kind.BOARD


def test_a_body_never_stands_under_itself(ekeby: County, tmp_path: Path) -> None:
    add_bodies(path=write(tmp_path, HEAD + ROWS), by=None)
    council, group = Body.objects.get(name="Samverkansrådet"), Body.objects.get(name="Arbetsgruppen")
    for parent in (council, group):
        with pytest.raises(ValidationError):
            describe_body(body=council, kind=council.kind, parent=parent, by=None)
    ring = ROWS.replace("politiskt samråd;;", "politiskt samråd;Arbetsgruppen;")
    assert add_bodies(path=write(tmp_path, HEAD + ring), by=None) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("namn;slag\nA;nämnd\n", "saknar andra_namn, lan, overordnat"),
        (HEAD + ";nämnd;;;\n", "Rad 2 i filen med organ saknar namn"),
        (HEAD + "A;förening;;;\n", "Rad 2 i filen med organ har slaget ”förening”"),
        (HEAD + "A;nämnd\n", "Rad 2 i filen med organ har för få"),
        (HEAD + "A;nämnd;;;;;\n", "Rad 2 i filen med organ har för få eller för många"),
        (HEAD + "A;nämnd;;;\nA;nämnd;;;\n", "nämner A två gånger"),
        (HEAD + "A;nämnd;B;;\n", "Organet B, som A står under"),
    ],
)
def test_a_file_that_cannot_be_meant_is_told_and_changes_nothing(
    ekeby: County, tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(NoBodiesFile, match=says):
        add_bodies(path=write(tmp_path, text), by=None)
    assert not Body.objects.exists()
