"""What a body always does is learnt from its reviewed documents, told in words, and used for its next ones."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import Client

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.bodies.models import Body
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.meetings.models import Decision
from rodtrad.web.review.checking.actions import add_finding, confirm_findings, undo
from rodtrad.web.review.house_styles import styles_in_use, use_style
from rodtrad.web.review.importing import import_paths
from rodtrad.web.review.models import HouseStyle
from tests.factories import make_county
from tests.web.once import made_once
from tests.web.who import ROLES

pytestmark = pytest.mark.django_db
BODY = "Nätverksgruppen Norrvik"


def minutes(day: str, said: str) -> str:
    return f"""Minnesanteckningar {BODY}
{day}

Närvarande:
Alva Ros, Norrviks kommun
Tor Hed, Sandhamra kommun

1. Öppnande
Alva Ros hälsade välkommen.

2. Arbetet i vinter
Gruppen pratade om vintern.
Vi landade i: att {said}

3. Avslut
Alva Ros tackade för mötet.
"""


SAID = {
    "2025-02-03": "pröva gemensamma ronder",
    "2025-04-07": "avsluta försöket",
    "2025-06-02": "anställa en samordnare",
}


def imported(folder: Path, day: str) -> Version:
    path = folder / f"{day}.txt"
    path.write_text(minutes(day, SAID[day]), encoding="utf-8")
    import_paths([path], by=None, jobs=1)
    return Document.objects.with_current().get(name=path.name).current or pytest.fail("not read")


def reviewed(version: Version) -> Change:
    """Mark the decision that the reader missed, and confirm all the rest."""
    version = Version.objects.get(pk=version.pk)
    said = SAID[version.document.name.removesuffix(".txt")]
    at = version.text.index(said)
    value = {"item": "2", "text": said, "effect": "other", "formal": False}
    add_finding(version=version, kind="decision", value=value, chars=(at, at + len(said)), by=None)
    return confirm_findings(version=version, findings=list(version.findings.all()), by=None)


def enter_two() -> list[Change]:
    """Two documents of a body, both reviewed."""
    make_county()
    with TemporaryDirectory() as folder:
        return [reviewed(imported(Path(folder), day)) for day in list(SAID)[:2]]


entered = made_once(enter_two)


@pytest.fixture
def two(entered: list[Change], db: None) -> list[Change]:
    return deepcopy(entered)


def test_what_both_do_is_learnt_and_the_next_is_read_with_it(two: list[Change], tmp_path: Path) -> None:
    style = HouseStyle.objects.get()
    assert style.in_words == [
        "Ärendena numreras med punkt efter numret (12.).",
        "”Vi landade i” inleder det som beslutas.",
    ]
    assert sorted(document.name for document in style.documents.all()) == ["2025-02-03.txt", "2025-04-07.txt"]
    assert Change.objects.filter(action="house-style-learnt").count() == 1
    imported(tmp_path, "2025-06-02")
    assert Decision.objects.filter(meeting__date="2025-06-02").get().text == "anställa en samordnare"


def test_switched_off_it_is_not_used(two: list[Change], tmp_path: Path) -> None:
    use_style(style=HouseStyle.objects.get(), is_used=False, by=None)
    assert styles_in_use() == {}
    imported(tmp_path, "2025-06-02")
    assert not Decision.objects.filter(meeting__date="2025-06-02").exists()


def test_what_is_taken_back_is_forgotten(two: list[Change]) -> None:
    undo(change=two[1], by=None)
    assert HouseStyle.objects.get().learnt == {}
    assert not Finding.objects.filter(version__document__name="2025-04-07.txt", review="confirmed").exclude(
        rule="person"
    )


@pytest.mark.parametrize(("who", "status"), [("rut", 403), ("eva", 302), ("ada", 302), ("nina", 403)])
def test_the_page_tells_it_and_who_may_switch_it_off(
    client_of: Callable[[User], Client], two: list[Change], who: str, status: int
) -> None:
    client, body = client_of(User.objects.create(email="nagon@example.se", role=ROLES[who])), Body.objects.get()
    if status == 302:
        assert "”Vi landade i” inleder det som beslutas." in client.get(body.get_absolute_url()).content.decode()
    assert client.post(f"/organ/{body.pk}/husstil/", {"anvand": "nej"}).status_code == status
    assert HouseStyle.objects.get().is_used == (status == 403)
