"""The guide's files: found, in order, whole, safe, and true to what the pages say."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from rodtrad.reading.issues import CODES
from rodtrad.web.agreements.models import Standing as OfAgreement
from rodtrad.web.documents.models import Version
from rodtrad.web.followup.models import Standing as OfAssignment
from rodtrad.web.meetings.models import Attendance, Decision, Item, Meeting
from rodtrad.web.public.help.chapters import (
    CONTENTS,
    HERE,
    IN_CHECKOUT,
    PACKED,
    Chapter,
    anchor_of,
    chapters,
    contents,
    folder,
    rendered,
)
from rodtrad.web.review.models import Suggestion
from scripts.stages import ROOT

ID, HREF = re.compile(r'\bid="([^"]+)"'), re.compile(r'\bhref="([^"]+)"')


def test_folder_of_a_checkout() -> None:
    assert folder() == ROOT / IN_CHECKOUT


def test_folder_of_an_installed_package(tmp_path: Path) -> None:
    (tmp_path / PACKED).mkdir()
    assert folder(tmp_path) == tmp_path / PACKED


def test_package_has_the_chapters_where_they_are_looked_for() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    packed = {ROOT / path: ROOT / "src" / where for path, where in wheel["wheel"]["force-include"].items()}
    assert packed[ROOT / IN_CHECKOUT] == HERE / PACKED


def test_contents_lead_to_every_chapter_and_no_other() -> None:
    assert set(contents().to) == {path.stem for path in folder().glob("*.md")} - {CONTENTS}


@pytest.mark.parametrize("name", [CONTENTS, *chapters()])
def test_links_lead_to_chapters_and_headings_that_are_there(name: str) -> None:
    chapter = contents() if name == CONTENTS else chapters()[name]
    every = {one.get_absolute_url(): set(ID.findall(one.html)) for one in (contents(), *chapters().values())}
    wrong = []
    for href in HREF.findall(chapter.html):
        page, _, anchor = unquote(href).partition("#")
        if page not in every or (anchor and anchor not in every[page]):
            wrong.append(href)
    assert wrong == []
    ids = ID.findall(chapter.html)
    assert len(ids) == len(set(ids))
    assert chapter.title and chapter.html


def test_markdown_becomes_a_page() -> None:
    made = rendered("prov", "# Prov\n\n## Vad *nu*, då?\n\n### Under\n\n| a | b |\n|---|---|\n| 1 | `2` |\n")
    assert made.title == "Prov"
    assert [(one.anchor, one.text) for one in made.headings] == [("vad-nu-då", "Vad nu, då?")]
    assert made.html.startswith('<h2 id="vad-nu-då">Vad <em>nu</em>, då?</h2>')
    assert '<h3 id="under">' in made.html
    assert '<table class="ds-table" data-border="" data-size="sm">' in made.html


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("avtal.md", "/hjalp/avtal/"),
        ("README.md", "/hjalp/"),
        ("att-se-over.md#svara", "/hjalp/att-se-over/#svara"),
        ("#svara", "#svara"),
        ("https://example.se/a.md", "https://example.se/a.md"),
        ("../settings.md", "../settings.md"),
    ],
)
def test_links_between_chapters_are_rewritten(written: str, address: str) -> None:
    assert f'href="{address}"' in rendered("prov", f"# Prov\n\n[dit]({written})").html


@pytest.mark.parametrize("bad", ["<script>x</script>", "<img src=x onerror=y>", "[x](javascript:y)", "&lt;b&gt;"])
def test_html_is_shown_and_not_obeyed(bad: str) -> None:
    html = rendered("prov", f"# Prov\n\nSe {bad} här.").html
    assert not re.search(r"<(?!/?p\b)|href", html)


def test_chapter_without_title_is_refused() -> None:
    with pytest.raises(ValueError, match=r"prov\.md"):
        rendered("prov", "Ingen rubrik.\n\nAlls.")


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Vad gäller oss?", "vad-gäller-oss"),
        ("Register, urval och Excel", "register-urval-och-excel"),
        ("1 + 1", "1--1"),
        ("E-post", "e-post"),
    ],
)
def test_anchors_are_those_of_code_hosts(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


MARKS = (OfAssignment, OfAgreement, Version.State, Meeting.State, Item.Type, Decision.Effect)


def test_every_mark_is_explained() -> None:
    """Those that say nothing, as "Annat", are shown on no page."""
    shown = {label for choices in MARKS for value, label in choices.choices if value != Decision.Effect.OTHER}
    shown |= {Attendance.Presence.REMOTE.label, Attendance.Presence.PARTIAL.label}
    assert shown - in_bold(chapters()["ord-och-marken"]) == set()


def test_every_mark_of_the_templates_is_explained() -> None:
    mark = re.compile(r'"_state_tag.html" with text="(\D[^"]*)"')
    templates = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.html")]
    shown = {text for template in templates for text in mark.findall(template)}
    shown |= set(re.findall(r'data-size="sm">(\w[\w ]*)</span>', "".join(templates)))
    assert {"Utgick", "Ej granskad"} <= shown
    assert shown - set().union(*(in_bold(chapter) for chapter in chapters().values())) == set()


def in_bold(chapter: Chapter) -> set[str]:
    return set(re.findall(r"<strong>(.+?)</strong>", chapter.html))


def test_every_issue_is_explained() -> None:
    rows = re.findall(r"<tr>\n<td>(.+?)</td>", chapters()["ord-och-marken"].html)
    assert set(CODES.values()) - set(rows) == set()


def test_every_question_is_explained() -> None:
    assert {str(label) for label in Suggestion.Kind.labels} - in_bold(chapters()["att-se-over"]) == set()
