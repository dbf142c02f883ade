"""Whether a file is ours, whole, and by whom: asked by anyone, also when certificates have run out."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rodtrad.web.accounts.models import User
from rodtrad.web.distributing.actions import Sending, distribute
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.publishing.actions import rule_on
from rodtrad.web.verifying import public
from rodtrad.web.verifying.correcting import add
from rodtrad.web.verifying.signing import file_of, sign, signing_copy, take_back_signed
from rodtrad.web.verifying.verdict import Kind, verdict_on
from tests.web.verifying.authority import Authority
from tests.web.verifying.conftest import approve_all, install, send
from tests.web.verifying.service import signed_elsewhere

pytestmark = pytest.mark.django_db
PLACES = 50


@pytest.fixture
def signed(approved: Meeting, authority: Authority, sara: User) -> bytes:
    """The signed file."""
    return file_of(sign(meeting=approved, by=sara).file)


class TestVerdicts:
    def test_ours(self, signed: bytes) -> None:
        verdict = verdict_on(signed)
        [signer] = verdict.signers
        assert (verdict.kind, verdict.version and verdict.version.number) == (Kind.OURS, 1)
        assert (signer.name, signer.is_stamped, signer.trusted) == ("Region Älvmark, protokoll", True, True)
        assert signer.at and abs(datetime.now(UTC) - signer.at) < timedelta(minutes=5)

    def test_a_changed_byte_is_told_wherever_it_is(self, signed: bytes) -> None:
        places = [round(at * (len(signed) - 1) / (PLACES - 1)) for at in range(PLACES)]
        for place in places:
            changed = bytearray(signed)
            changed[place] ^= 0x01
            verdict = verdict_on(bytes(changed))
            assert (verdict.kind, bool(verdict.version)) == (Kind.CHANGED, True), place

    def test_so_is_a_changed_mark(self, signed: bytes) -> None:
        changed = signed.replace(b"rodtrad", b"rodtrod")
        assert changed != signed
        assert verdict_on(changed).kind == Kind.CHANGED

    def test_and_what_is_added_or_cut_off_or_saved_anew(self, signed: bytes) -> None:
        with pikepdf.open(BytesIO(signed)) as document:
            document.save(anew := BytesIO())
        for changed in (signed + b"\n", signed[:-1000], anew.getvalue()):
            assert verdict_on(changed).kind == Kind.CHANGED
        assert verdict_on(signed[: len(signed) // 2]).kind == Kind.UNREADABLE

    def test_made_here_and_not_signed(self, approved: Meeting) -> None:
        version = approved.minutes_versions.get()
        for file in (version.file, signing_copy(version).file):
            found = verdict_on(file_of(file))
            assert (found.kind, found.copy) == (Kind.UNSIGNED, "")

    @pytest.mark.parametrize(
        ("part", "said"), [(True, "Den är ett utdrag"), (False, "Den är inte hela protokollet: det som är maskerat")]
    )
    def test_a_copy_of_a_part_says_so(self, approved: Meeting, sara: User, part: bool, said: str) -> None:
        rule_on(meeting=approved, text="hjälpmedel", kind="own", masks=True, by=sara)
        item = Item.written.get(meeting=approved).pk if part else None
        [sent] = distribute(version=approved.minutes_versions.get(), sendings=[Sending(sara.email, item)], by=sara)
        copy = SimpleUploadedFile("p.pdf", file_of(sent.file))
        told = Client().post("/kontrollera/", {"file": copy}).content.decode()
        assert "härifrån och oförändrad, men inte undertecknad" in told and said in told

    def test_signed_by_others(self, db: None, served: Authority) -> None:
        sample = next((Path(__file__).parents[3] / "samples").glob("*.pdf")).read_bytes()
        assert verdict_on(sample).kind == Kind.UNKNOWN
        verdict = verdict_on(signed_elsewhere(sample, served, "Eve Falk"))
        [signer] = verdict.signers
        assert (verdict.kind, signer.name, signer.trusted) == (Kind.FOREIGN, "Eve Falk", False)

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"ingen pdf", bytes(range(256)) * 20])
    def test_no_pdf(self, db: None, data: bytes) -> None:
        verdict = verdict_on(data)
        assert verdict.kind == Kind.UNREADABLE
        assert "kontrollera" in verdict.why

    def test_that_there_is_a_later_one(self, approved: Meeting, signed: bytes, sara: User) -> None:
        add(meeting=approved, on=1, item=Item.written.get(), text="Avtalet gäller två år.", why="Fel år", by=sara)
        approve_all(send(approved, sara))
        sign(meeting=approved, by=sara)
        assert verdict_on(signed).later == 2

    def test_of_a_file_that_came_back(self, approved: Meeting, authority: Authority, sara: User) -> None:
        sent = file_of(signing_copy(approved.minutes_versions.get()).file)
        came = signed_elsewhere(sent, authority, "Tove Alnfors")
        take_back_signed(meeting=approved, data=came, by=sara)
        verdict = verdict_on(came)
        assert (verdict.kind, verdict.signers[0].name) == (Kind.OURS, "Tove Alnfors")


def test_years_later_without_anybody_to_ask(
    approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path
) -> None:
    """The certificate has run out, another is in use, and the authority is gone; the file still tells who and when."""
    soon = datetime.now(UTC) + timedelta(seconds=7)
    install(authority.file_of(authority.issue("Region Älvmark, 2026", ends=soon)), settings, tmp_path)
    data = file_of(sign(meeting=approved, by=sara).file)
    settings.SIGNING_CERT, settings.TIMESTAMP = None, ""
    time.sleep(max(0, (soon - datetime.now(UTC)).total_seconds()) + 1)
    asked = authority.asked
    [signer] = verdict_on(data).signers
    assert (signer.name, signer.is_whole, signer.trusted) == ("Region Älvmark, 2026", True, True)
    assert authority.asked == asked


class TestPage:
    def test_for_anyone(self, signed: bytes) -> None:
        client = Client()
        assert "Kontrollera" in client.get("/kontrollera/").content.decode()
        told = post(client, signed).content.decode()
        assert "Filen är härifrån och oförändrad" in told
        assert "Beredningsgruppen 4 december 2026, version 1" in told
        assert "Region Älvmark, protokoll" in told
        assert "Bo Ekmark, justerare" in told
        assert "/protokoll/" not in told  # no way in for who has not logged in
        assert "Filen är ändrad" in post(client, signed + b"\n").content.decode()

    def test_nothing_chosen(self, db: None) -> None:
        assert "Välj en PDF-fil." in Client().post("/kontrollera/").content.decode()

    def test_not_without_end(self, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(public, "LIMIT", 2)
        client = Client()
        assert [post(client, b"ingen pdf").status_code for _ in range(3)] == [200, 200, 429]


def post(client: Client, data: bytes) -> Any:
    return client.post("/kontrollera/", {"file": SimpleUploadedFile("protokoll.pdf", data)})
