"""Characters that no program shows, and letters that there is no font for, keep nobody from calling or closing."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from rodtrad.reading.sources import open_source
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.preparing.models import Notice
from rodtrad.web.preparing.notice import TEMPLATE
from rodtrad.web.typeset import pdf_of
from tests.web.meetings.held import make_body, make_meeting, make_member

UNSHOWN = "\x00\x08\x0b\x1b\x7f\ufffe"
# A picture, Word's own bullet, and signs of a script that the file's fonts lack.
NO_FONT = "😀\uf0b7中"


@pytest.mark.django_db
def test_a_member_stops_no_meeting_with_a_character(client: Client) -> None:
    body = make_body()
    mia, sara = (make_member(name, body, role) for name, role in (("Mia", "member"), ("Sara", "secretary")))
    meeting, there = make_meeting(body), f"/moten/{Meeting.objects.get().pk}"
    client.force_login(mia)
    text = f"{UNSHOWN}Ärende{UNSHOWN}{NO_FONT}"
    fields = ("title", "presenters", "introduction", "clauses")
    assert client.post(f"{there}/punkt/", dict.fromkeys(fields, text)).status_code == 302
    item = Item.written.get(meeting=meeting, title__startswith="Ärende")
    assert item.title == f"Ärende {NO_FONT}" and item.introduction == f"Ärende {NO_FONT}"

    client.force_login(sara)
    assert client.post(f"{there}/kallelse/").status_code == 302
    said = open_source("k.pdf", Notice.objects.get().file.read()).text
    assert "Ärende ���" in said
    word = BytesIO(b"".join(client.get(f"{there}/kallelse/1.docx")))
    assert any(NO_FONT in line.text for line in Document(word).paragraphs)

    roll = {"namn-1": f"Tove{UNSHOWN}", "narvaro-1": "present", "uppgift-1": "chair"}
    opened, closed = {"annan-dag": "ja"}, {"end": "12:00"}
    for path, form in ((f"{there}/oppna/", opened), (f"{there}/narvaro/", roll), (f"{there}/avsluta/", closed)):
        client.post(path, form)
    assert "Ärende ���" in open_source("p.pdf", MinutesVersion.objects.get().file.read()).text
    assert client.get(f"{there}/protokoll/1/protokoll.docx").status_code == 200


@pytest.mark.parametrize(
    "text", ["".join(map(chr, range(0x4E00, 0x5000))), "👨‍👩‍👧 ❤️ 🇸🇪", "e\u1ab0", "\ue000", "\U0010ffff"]
)
def test_a_file_is_made_of_any_letters(text: str) -> None:
    told = {"form": text, "body": text, "day": "", "time": "", "place": "", "foot": "", "title": text, "emblem": None}
    made = pdf_of(TEMPLATE, {**told, "changes": [text], "items": []}, made_at=datetime(2026, 11, 26, tzinfo=UTC))
    assert made.startswith(b"%PDF")
