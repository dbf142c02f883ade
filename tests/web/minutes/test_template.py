"""The minutes in a body's own Word file: what a template may have, what is refused, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from rodtrad.web.accounts.models import Role, User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.actions import decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.minutes.actions import close_and_make, make_version, remove_template, set_template
from rodtrad.web.minutes.content import MinutesContent
from rodtrad.web.minutes.models import MinutesVersion, WordTemplate
from rodtrad.web.minutes.template import word_file
from rodtrad.web.preparing.actions import add_item
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting, make_member

pytestmark = pytest.mark.django_db
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
ATTACHED = f"{OFFICE}attachedTemplate"


@pytest.fixture
def body() -> Body:
    return make_body("Styrgruppen")


@pytest.fixture
def sara(body: Body) -> User:
    return make_member("Sara", body, Membership.Role.SECRETARY)


@pytest.fixture
def meeting(body: Body, sara: User) -> Meeting:
    meeting = make_meeting(body)
    add_item(meeting=meeting, fields={"title": "Avtal", "type": "decision"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    take_roll(meeting=meeting, called=[Called("Tove Alnfors", "present", duty="chair")], by=sara)
    for item in Item.written.filter(meeting=meeting, type="decision"):
        decide(item=item, clauses=["förlänga avtalet"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    return meeting


def template(write: Callable[[Any], object] = lambda document: None) -> bytes:
    """A good template, in which something is then written."""
    document, file = Document(), BytesIO()
    document.sections[0].header.paragraphs[0].text = "Region Älvmark, {{ organ }}"
    split = document.add_paragraph("Sammanträde den ")
    for part in ("{", "{ mö", "te.", "datum }", "}"):
        split.add_run(part)
    document.add_paragraph("{{innehåll}}")
    document.add_paragraph("Slut på protokollet.")
    write(document)
    document.save(file)
    return file.getvalue()


def rewritten(old: str, new: str) -> Callable[[Any], object]:
    def write(document: Any) -> None:
        next(one for one in document.paragraphs if one.text == old).text = new

    return write


def in_cell(text: str) -> Callable[[Any], object]:
    return lambda document: setattr(document.add_table(1, 1).rows[0].cells[0], "text", text)


def in_header(text: str) -> Callable[[Any], object]:
    return lambda document: setattr(document.sections[0].header.paragraphs[0], "text", text)


def fetched_by_header(kind: str) -> Callable[[Any], object]:
    """What lies at somebody's address, and is asked for by whoever opens the file."""
    return lambda document: document.sections[0].header.part.relate_to(
        "https://annan.example/x", f"{OFFICE}{kind}", is_external=True
    )


def field(*runs: str) -> Callable[[Any], object]:
    """A field of Word's own, divided over runs."""
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    made = f"<w:p {nsdecls('w')}>{begin}{codes}{end}</w:p>"
    return lambda document: document.element.body.insert(0, parse_xml(made))


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (rewritten("{{innehåll}}", "Text"), "Fältet {{ innehåll }} fattas."),
        (in_header("{{ organet }}"), "finns inte (i sidhuvudet: ”{{ organet }}”). Menade du {{ organ }}?"),
        (in_cell("{{ tid }}"), "{{ tid }} finns inte (i en ruta i en tabell i texten: ”{{ tid }}”)."),
        (rewritten("Slut på protokollet.", "{{ version"), "Ett fält är inte helt (i texten: ”{{ version”)."),
        (rewritten("Slut på protokollet.", "{% if x %}"), "Ett fält är inte helt (i texten: ”{% if x %}”)."),
        (rewritten("{{innehåll}}", "Här: {{ innehåll }}"), "ska stå för sig i ett eget stycke"),
        (rewritten("Slut på protokollet.", "{{ innehåll }}"), "får bara stå en gång"),
        (fetched_by_header("image"), "Mallen har en länkad bild"),
        (fetched_by_header("oleObject"), "hämtar något utifrån (word/_rels/header1.xml.rels, oleObject)"),
        (field(" DDE", "AUTO cmd /k"), "ett fält som inte kan följa med ut (DDEAUTO cmd /k)"),
        (field(" INCLUDEPICTURE ", "x"), "(INCLUDEPICTURE x)"),
        (field(" QUOTE 68 68 69 "), "(QUOTE 68 68 69)"),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(body: Body, write: Callable[[Any], object], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        set_template(body=body, name="mall.docx", data=template(write), by=None)
    assert any(said in one for one in refused.value.messages), refused.value.messages
    assert not WordTemplate.objects.exists()


def test_no_word_file_is_refused(body: Body) -> None:
    with pytest.raises(ValidationError, match="skadad"):
        set_template(body=body, name="mall.docx", data=b"inget", by=None)


def in_word(version: MinutesVersion) -> Any:
    version.refresh_from_db()
    return Document(BytesIO(word_file(MinutesContent.from_json(version.content), version, is_whole=True)))


class TestFilled:
    def made(self, meeting: Meeting, write: Callable[[Any], object] = lambda document: None) -> Any:
        assert meeting.held_for
        set_template(body=meeting.held_for, name="mall.docx", data=template(write), by=None)
        return in_word(make_version(meeting=meeting, why="Ny mall", by=None))

    def test_a_version_keeps_the_template_that_it_was_made_in(self, meeting: Meeting) -> None:
        assert meeting.held_for
        self.made(meeting)
        set_template(
            body=meeting.held_for, name="ny.docx", data=template(rewritten("Slut på protokollet.", "Ny")), by=None
        )
        make_version(meeting=meeting, why="Fel", by=None)
        remove_template(body=meeting.held_for, by=None)
        make_version(meeting=meeting, why="Fel", by=None)
        ends = [in_word(version).paragraphs[-1].text for version in meeting.minutes_versions.all()]
        assert ends[1:3] == ["Slut på protokollet.", "Ny"] and ends[0] == ends[3]

    def test_the_templates_words_around_the_minutes(self, meeting: Meeting) -> None:
        document = self.made(meeting)
        texts = [one.text for one in document.paragraphs]
        assert document.sections[0].header.paragraphs[0].text == "Region Älvmark, Styrgruppen"
        assert texts[0] == "Sammanträde den 4 december 2026"
        assert (texts[1], texts[-1]) == ("Närvarande", "Slut på protokollet.")
        assert "att förlänga avtalet" in texts

    def test_styles_by_their_names(self, meeting: Meeting) -> None:
        """As Word in Swedish saves them, where the name is English and the id is not."""

        def swedish(document: Any) -> None:
            style = document.styles["Heading 2"].element
            style.set(f"{{{style.nsmap['w']}}}styleId", "Rubrik2")
            for name in ("List Bullet", "Table Grid"):
                document.styles.element.remove(document.styles[name].element)

        document = self.made(meeting, swedish)
        looks = {one.text: one.style for one in document.paragraphs}
        assert looks["Närvarande"].style_id == "Rubrik2"
        assert looks["att förlänga avtalet"].name == "List Bullet"  # ours, as the template has none
        assert looks["att förlänga avtalet"].element.pPr.numPr is not None

    def test_what_a_template_of_its_own_is_left_behind(self, meeting: Meeting) -> None:
        def attached(document: Any) -> None:
            settings = document.part._settings_part
            key = settings.relate_to("file:///C:/mallar/region.dotm", ATTACHED, is_external=True)
            document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'))

            document.element.body.insert(0, parse_xml(f'<w:p {nsdecls("w")}><w:fldSimple w:instr=" PAGE "/></w:p>'))

        settings = self.made(meeting, attached).part._settings_part
        assert not [one for one in settings.rels.values() if one.is_external]
        assert "attachedTemplate" not in settings.element.xml


@pytest.mark.parametrize(
    ("role", "installation", "status"),
    [
        (Membership.Role.SECRETARY, Role.READER, 200),
        (Membership.Role.CHAIR, Role.READER, 200),
        (Membership.Role.ADJUSTER, Role.READER, 403),
        (Membership.Role.READER, Role.READER, 403),
        (None, Role.READER, 403),
        (None, Role.ADMINISTRATOR, 200),
    ],
)
def test_who_may(client: Client, body: Body, role: str | None, installation: str, status: int) -> None:
    client.force_login(
        make_member("Någon", body, role, installation=installation) if role else make_user("Någon", installation)
    )
    sent = SimpleUploadedFile("mall.docx", template())
    answers = [
        client.get(f"/organ/{body.pk}/wordmall/"),
        client.post(f"/organ/{body.pk}/wordmall/", {"file": sent}, follow=True),
        client.post(f"/organ/{body.pk}/wordmall/ta-bort/", follow=True),
    ]
    assert {one.status_code for one in answers} == {status}


def test_by_the_page(client: Client, meeting: Meeting, body: Body, sara: User) -> None:
    client.force_login(sara)
    sent = SimpleUploadedFile("mall.docx", template(in_cell("{{ tid }}")))
    page = client.post(f"/organ/{body.pk}/wordmall/", {"file": sent}).content.decode()
    assert "Fältet {{ tid }} finns inte" in page
    client.post(f"/organ/{body.pk}/wordmall/", {"file": SimpleUploadedFile("mall.docx", template())})
    make_version(meeting=meeting, why="Ny mall", by=sara)
    file = client.get(f"/moten/{meeting.pk}/protokoll/2/protokoll.docx")
    data = b"".join(file.streaming_content)  # type: ignore[attr-defined]  # a file answer
    assert Document(BytesIO(data)).paragraphs[-1].text == "Slut på protokollet."
    # It comes back: the template's own words are no changes.
    back = {"file": SimpleUploadedFile("p.docx", data)}
    page = client.post(f"/moten/{meeting.pk}/word/", back, follow=True).content.decode()
    assert "Den har inga ändringar." in page and "kan inte tas in" not in page
