"""A county's logotype: what is taken, who may hand it in, and where it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import page
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rodtrad.web import typeset
from rodtrad.web.accounts.models import Change, Role
from rodtrad.web.bodies.models import County
from rodtrad.web.letterheads.actions import remove_emblem, set_emblem
from rodtrad.web.letterheads.models import Emblem, Shown
from rodtrad.web.minutes.content import MinutesContent, minutes_of
from rodtrad.web.minutes.pdf import pdf_of
from rodtrad.web.minutes.word import word_of
from rodtrad.web.preparing.agenda import agenda_of
from rodtrad.web.preparing.notice import TEMPLATE, notice_pdf, told_of
from tests.web.conftest import make_user
from tests.web.meetings.held import make_body, make_meeting

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def county() -> County:
    return County.objects.create(name="Älvmarks län")


def picture(form: str = "PNG", mode: str = "RGBA", size: tuple[int, int] = (300, 90)) -> bytes:
    told, file = PngInfo(), BytesIO()
    told.add_text("Comment", "hemligt")
    Image.new(mode, size, (160, 30, 40, 128)[: len(mode)]).save(
        file, form, **({"pnginfo": told} if form == "PNG" else {})
    )
    return file.getvalue()


@pytest.mark.parametrize(
    ("form", "mode", "size"), [("PNG", "RGBA", (300, 90)), ("JPEG", "RGB", (2000, 500)), ("JPEG", "CMYK", (300, 90))]
)
def test_only_its_dots_are_kept(county: County, form: str, mode: str, size: tuple[int, int]) -> None:
    set_emblem(county=county, data=picture(form, mode, size), alt="Region Älvmark", by=None)
    data = Shown.of(county).data()
    made = Image.open(BytesIO(data))
    assert (made.format, made.info.get("Comment"), b"hemligt" in data) == ("PNG", None, False)
    assert made.width <= 1600


@pytest.mark.parametrize(
    ("data", "alt", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Region", "PNG eller JPEG"),
        (picture()[:120], "Region", "PNG eller JPEG"),
        (picture("GIF", "P"), "Region", "PNG eller JPEG"),
        (picture(size=(4, 4)), "Region", "för liten"),
        (picture(), "  ", "läsas upp"),
        (b"x" * 6_000_000, "Region", "MB"),
    ],
    ids=["SVG", "cut off", "GIF", "small", "no words", "large"],
)
def test_what_is_refused(county: County, data: bytes, alt: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        set_emblem(county=county, data=data, alt=alt, by=None)
    assert not Emblem.objects.exists()


@pytest.fixture
def content(county: County) -> MinutesContent:
    set_emblem(county=county, data=picture(), alt="Region Älvmark", by=None)
    return minutes_of(make_meeting(make_body(county=county)))  # type: ignore[arg-type]  # any field of a body


class TestOnPaper:
    @pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
    def test_minutes_and_notice_follow_the_standards(
        self, content: MinutesContent, county: County, profile: page.ValidationProfile
    ) -> None:
        meeting = county.bodies.get().meetings.get()
        notice = notice_pdf(told_of(meeting, agenda_of(meeting), None, number=1), made_at=MADE_AT)
        for data in (pdf_of(content, made_at=MADE_AT), notice):
            assert list(page.validate_pdf_bytes(data, profile=profile).failures) == []
            assert b"/Image" in data

    def test_a_stream_that_ends_as_a_line_does_is_told_apart(self) -> None:
        """The transparency of a picture of this size ends in a carriage return."""
        told: dict[str, Any] = {
            "form": "Kallelse",
            "body": "Styrgruppen",
            "day": "",
            "title": "Kallelse",
            "time": "",
            "place": "",
        }
        told |= {"changes": [], "items": [], "foot": "", "emblem": {"data": list(picture()), "alt": "Region"}}
        data = typeset.pdf_of(TEMPLATE, told, made_at=MADE_AT)
        assert b"\r\r\nendstream" in data
        with pikepdf.open(BytesIO(data)) as document:
            assert document.check_pdf_syntax() == []

    def test_read_aloud_in_word(self, content: MinutesContent) -> None:
        [shape] = Document(BytesIO(word_of(content))).inline_shapes
        assert shape._inline.docPr.get("descr") == "Region Älvmark"

    def test_what_was_made_keeps_what_it_had(self, content: MinutesContent, county: County) -> None:
        before = pdf_of(content, made_at=MADE_AT)
        remove_emblem(county=county, by=None)
        assert Shown.of(county) == Shown()
        assert pdf_of(MinutesContent.from_json(content.to_json()), made_at=MADE_AT) == before
        assert Change.objects.filter(action="emblem-removed").count() == 1


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.EDITOR, 200), (Role.ADMINISTRATOR, 200)])
def test_who_may(client: Client, county: County, role: str, status: int) -> None:
    client.force_login(make_user("Någon", role))
    sent = {"file": SimpleUploadedFile("logotyp.png", picture()), "alt": "Region Älvmark"}
    answers = [
        client.get(f"/lan/{county.pk}/logotyp/"),
        client.post(f"/lan/{county.pk}/logotyp/", sent, follow=True),
        client.post(f"/lan/{county.pk}/logotyp/ta-bort/", follow=True),
    ]
    assert {one.status_code for one in answers} == {status}


def test_everyone_sees_the_picture(client: Client, county: County) -> None:
    made = set_emblem(county=county, data=picture(), alt="Region Älvmark", by=None)
    answer = client.get(f"/logotyper/{Shown(str(made.file)).digest}.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert client.get("/logotyper/ab.png").status_code == 404
